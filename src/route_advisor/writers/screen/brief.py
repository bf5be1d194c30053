"""One line a file: who it is, how much time is left, how much is open, and what comes next."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from route_advisor.advice.model import Advice, NotDecided, Term
from route_advisor.vocabulary import WAITING, Basis, Form, Standing
from route_advisor.writers.look import Look
from route_advisor.writers.markdown import plain
from route_advisor.writers.screen import board
from route_advisor.writers.screen.room import NARROWEST
from route_advisor.writers.screen.steps import step_rows
from route_advisor.writers.screen.words import ScreenWords

COLUMNS = ("case", "act", "route", "days", "open", "day", "differs", "next")
"""What stands in a line, in its order."""

_GIVE_WAY = ("act", "route", "next", "day", "open")
"""Columns that are left out one after another where a line is too narrow for all."""

_NUMBERS = ("days", "open")
_GAP = 2
_SHORTEST_STEP = 12
_ROOMY_STEP = 28
"""Columns in which most steps can be told."""

_A_FEW = 10
"""One line in so many may be longer than the others."""

_CUT = "…"


def as_brief(advices: Iterable[tuple[Advice, Look]], form: Form = Form.TEXT) -> str:
    """A table with a line for each advice, in their order, each with its own names; a conflict has the mark ≠.

    In text no line is wider than the look: a step that does not fit ends after a whole word with `…`. Nothing without an advice.
    """
    told = [(_line(advice, look), look) for advice, look in advices]
    if not told:
        return ""
    look = told[0][1]
    words = ScreenWords(look.catalogue, look.lang, None)
    heads = {name: board.DIFFERS if name == "differs" else words.label(f"screen_column_{name}") for name in COLUMNS}
    lines = [heads, *(line for line, _ in told)]
    return _markdown(lines) if form is Form.MD else _text(lines, max(look.width, NARROWEST))


def _line(advice: Advice, look: Look) -> dict[str, str]:
    words = ScreenWords(look.catalogue, look.lang, advice.regime.value)
    steps = list(step_rows(advice, words))
    first = steps[0] if steps else None
    waiting = sum(item.standing in WAITING for item in advice.components)
    undecided = any(item.standing is Standing.CANNOT_TELL for item in advice.components)
    return {
        "case": advice.case_ref,
        "act": _act(advice, words),
        "route": _route(advice, words),
        "days": _days(advice, words),
        "open": f"{waiting}+?" if undecided else str(waiting),
        "day": words.label("screen_no_day") if first is None else first.day,
        "differs": board.DIFFERS if advice.conflicts else "",
        "next": words.label("screen_no_steps") if first is None else first.what,
    }


def _act(advice: Advice, words: ScreenWords) -> str:
    act = advice.regime
    if act.value is None:
        return board.CANNOT_TELL
    return _marked(words.label(f"screen_brief_{act.value}"), expected=act.basis is Basis.EXPECTED)


def _route(advice: Advice, words: ScreenWords) -> str:
    route = advice.route
    if isinstance(route, NotDecided):
        return words.label("screen_no_day") if route.none_to_expect else board.CANNOT_TELL
    name = words.label(f"screen_brief_{route.value}")
    return name if route.standing == "decided" else _marked(name, expected=True)


def _marked(says: str, *, expected: bool) -> str:
    return f"{board.EXPECTED}{says}" if expected else says


def _days(advice: Advice, words: ScreenWords) -> str:
    term = advice.term
    if not isinstance(term, Term):
        return board.CANNOT_TELL if term == "unknown" else words.label("screen_no_day")
    return _marked(str(term.days_left), expected=term.expected) if term.last_day >= advice.on else f"{board.PASSED}0"


# --- the table ----------------------------------------------------------------------------------------------


def _text(lines: Sequence[dict[str, str]], width: int) -> str:
    sizes = {name: max(cell_len(line[name]) for line in lines) for name in COLUMNS}
    shown = list(COLUMNS)
    for name in (*_GIVE_WAY, ""):
        fixed = sum(sizes[one] + _GAP for one in shown if one != "next")
        if fixed + (_SHORTEST_STEP if "next" in shown else -_GAP) <= width or not name:
            break
        shown.remove(name)
    if "next" in shown and width - fixed < _ROOMY_STEP:  # a few long names take the room of their own step, not that of all others
        few = max(sizes["case"] - (_ROOMY_STEP - width + fixed), _usual([cell_len(line["case"]) for line in lines]))
        sizes["case"] = min(few, sizes["case"])
    return "".join(f"{_row(line, shown, sizes, width)}\n" for line in lines)


def _usual(sizes: Sequence[int]) -> int:
    """The room that all but the longest few need."""
    return sorted(sizes)[-1 - len(sizes) // _A_FEW]


def _row(line: dict[str, str], shown: Sequence[str], sizes: dict[str, int], width: int) -> str:
    longer = max(0, cell_len(line["case"]) - sizes["case"])
    room = width - longer - sum(sizes[one] + _GAP for one in shown if one != "next")
    cells = []
    for name in shown:
        says = _cut(line[name], room) if name == "next" else line[name]
        padding = " " * ((room if name == "next" else sizes[name]) - cell_len(says))
        cells.append(padding + says if name in _NUMBERS else says + padding)
    return (" " * _GAP).join(cells).rstrip()


def _cut(says: str, room: int) -> str:
    """As many whole words as there is room for; of a first word that is too long its beginning."""
    if cell_len(says) <= room:
        return says
    words = says.split()
    while words and cell_len(" ".join(words)) + 1 > room:
        words.pop()
    return (" ".join(words).rstrip(":;,") or says[: room - 1]) + _CUT


def _markdown(lines: Sequence[dict[str, str]]) -> str:
    heads, *others = lines
    rows = [heads, dict.fromkeys(COLUMNS, "---"), *others]
    told = ["| " + " | ".join(one[name] if one[name] == "---" else plain(one[name]) for name in COLUMNS) + " |" for one in rows]
    return "\n".join(told) + "\n"
