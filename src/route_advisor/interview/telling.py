"""What answers tell: facts with their words, days, and papers at hand."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from route_advisor.interview.question import NOT_APPLICABLE, NOT_YET, SPECIAL, UNKNOWN, Answered
from route_advisor.rulebook.interview_page import AskEntry, DayOf, QuestionKind

_NOT_YET_OF_A_DAY: Mapping[DayOf, tuple[str, str]] = {DayOf.PLAN: ("plan", "not_yet"), DayOf.NOTICE: ("notice", "not_yet")}
"""What it tells that there is no such day yet."""


class Heard(NamedTuple):
    """All that the answers tell together; their order makes no difference."""

    facts: Mapping[str, str]
    days: Mapping[DayOf, date]
    amounts: Mapping[str, int]
    """Numbers, by the question that asked for them."""
    papers: frozenset[str]


def heard(answered: Iterable[Answered], page: Mapping[str, AskEntry]) -> Heard:
    """What these answers tell. Where two tell another word of one fact, that of the question about it alone counts."""
    facts: dict[str, str] = {}
    days: dict[DayOf, date] = {}
    amounts: dict[str, int] = {}
    papers: set[str] = set()
    by_width = sorted(answered, key=lambda one: (-_width(page.get(one.question)), one.question))
    for one in by_width:
        entry = page.get(one.question)
        facts |= dict(_told(one, entry))
        papers |= set(_papers(one, entry))
        if entry is not None and entry.day_of is not None and one.answer not in SPECIAL:
            days[entry.day_of] = date.fromisoformat(str(one.answer))
        if isinstance(one.answer, int):
            amounts[one.question] = one.answer
    return Heard(facts, days, amounts, frozenset(papers))


def _width(entry: AskEntry | None) -> int:
    return 1 if entry is None else len(entry.names) + len(entry.answers)


def _told(one: Answered, entry: AskEntry | None) -> Iterator[tuple[str, str]]:
    if entry is not None and entry.day_of is not None:
        if one.answer == NOT_YET and entry.day_of in _NOT_YET_OF_A_DAY:
            yield _NOT_YET_OF_A_DAY[entry.day_of]
    elif isinstance(one.answer, dict):
        yield from ((fact, word) for fact, word in one.answer.items() if word not in SPECIAL)
    else:
        for word in _words(one):
            own = None if entry is None else entry.answers.get(word)
            if own is not None:
                yield from own.tells.items()
            elif word not in (UNKNOWN, NOT_APPLICABLE) and (entry is None or entry.kind is QuestionKind.CHOICE):
                yield (one.question if entry is None else entry.names[0]), word


def _words(one: Answered) -> tuple[str, ...]:
    if isinstance(one.answer, int):
        return ()
    return (one.answer,) if isinstance(one.answer, str) else tuple(one.answer)


def _papers(one: Answered, entry: AskEntry | None) -> Iterator[str]:
    for word in _words(one):
        own = None if entry is None else entry.answers.get(word)
        if own is not None and own.at_hand is not None:
            yield own.at_hand
