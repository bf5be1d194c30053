"""The questions that matter most: what to ask, whom, and what the answer settles."""

from collections.abc import Sequence

from route_advisor.advice.model import Question
from route_advisor.writers.outline.points import Kind, Point, Section, together
from route_advisor.writers.wording import Wording

MOST_QUESTIONS = 5
"""Kinds of questions beyond these are counted, not shown."""

MOST_SIDE_QUESTIONS = 2
"""Of questions about something beside the parts, as a loan or a letter, fewer are shown."""

MOST_PARTS = 3
"""More parts that an answer can settle are counted, not named."""


def questions_section(questions: Sequence[Question], words: Wording) -> Section:
    """The first kinds of questions, one after another: whoever answers one can tick it off."""
    kinds = together(questions, lambda question: (words.family(question.fact), question.found_in, question.ask_whom))
    shown = _shown(kinds)
    rest = len(kinds) - len(shown)
    more = f"+{rest} {words.label('word_more')}" if rest > 0 else ""
    points = tuple(_question(kind, words) for kind in shown)
    return Section(Kind.QUESTIONS, words.label("heading_questions"), points, more)


def _shown(kinds: Sequence[list[Question]]) -> list[list[Question]]:
    """The first kinds, in their order; of those that settle no part, the act, the duty or the term only a few."""
    shown: list[list[Question]] = []
    for kind in kinds:
        settles = any(question.unlocks for question in kind)
        few = sum(not any(one.unlocks for one in other) for other in shown) < MOST_SIDE_QUESTIONS
        if len(shown) < MOST_QUESTIONS and (settles or few):
            shown.append(kind)
    return shown


def _question(kind: Sequence[Question], words: Wording) -> Point:
    """What to ask, what the answer tells, where it is written first, and whom to ask."""
    first = kind[0]
    place = () if first.found_in[0] == "own_words" else (words.document(first.found_in[0]),)
    ask = () if first.ask_whom == "yourself" else (whom_to_ask((first.ask_whom,), words),)
    return Point((), _asked(kind, words), (*place, *ask, *_unlocked(kind, words)))


def _unlocked(kind: Sequence[Question], words: Wording) -> tuple[str, ...]:
    """What the answer can settle; components beyond a few are counted."""
    names = dict.fromkeys(name for question in kind for name in question.unlocks)
    heads = [words.label(f"word_{name}_settled") for name in names if name in ("act", "duty", "term")]
    parts = [words.component(name) for name in names if name in words.catalogue.components]
    told = [*heads, *(parts if len(parts) <= MOST_PARTS else [words.label("parts_settled", count=str(len(parts)))])]
    return (words.label("unlocks", what=words.listed(told)),) if told else ()


def _asked(kind: Sequence[Question], words: Wording) -> str:
    """Questions of one kind about several components, asked once, with what the answer tells."""
    parts = [words.part(question.fact) for question in kind]
    asks = words.for_all([words.of(question.asks) for question in kind], parts)
    return f"{asks} {words.for_all([words.of(question.why_we_ask) for question in kind], parts)}"


def whom_to_ask(whom: Sequence[str], words: Wording) -> str:
    """Whom to ask first, and whom then."""
    first, *then = (words.authority(name) for name in whom)
    return words.label("ask_then", first=first, then=", ".join(then)) if then else words.label("ask_one", first=first)
