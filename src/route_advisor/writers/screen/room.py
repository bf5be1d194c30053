"""How much room a screen has, and what it leaves out."""

from route_advisor.writers.screen.board import Board
from route_advisor.writers.screen.words import ScreenWords

LINES = 23
"""A screen of 24 lines, less the one on which somebody types next; where there is more, steps and questions are counted."""

MOST_STEPS, FEWEST_STEPS = 6, 3
MOST_UNKNOWN, FEWEST_UNKNOWN = 3, 1

NARROW = 60
"""Under so many columns a table becomes a list."""

NARROWEST = 30
"""Lines are never shorter than this, whatever width is asked."""


def what_is_not_shown(told: Board, steps: int, unknown: int, words: ScreenWords, says: str = "screen_more") -> str:
    """What a screen with so many steps and unknown facts leaves out, counted, in the words of the label `says`; nothing where that is nothing."""
    counts = {
        "steps": len(told.steps) - min(steps, len(told.steps)),
        "questions": told.questions - min(unknown, len(told.unknown)),
        "know": told.know,
        "not_used": told.not_used,
    }
    left_out = [words.label(f"screen_more_{name}", count=str(count)) for name, count in counts.items() if count]
    return words.label(says, what=", ".join(left_out)) if left_out else ""
