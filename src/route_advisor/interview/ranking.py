"""Which of several questions settles most: how much the advice would change with each of its answers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from route_advisor.errors import RouteAdvisorError
from route_advisor.interview.candidates import Candidate
from route_advisor.interview.checking import MOST
from route_advisor.interview.question import UNKNOWN, Answered
from route_advisor.interview.reading import Reading
from route_advisor.rulebook.interview_page import QuestionKind

MOST_MEASURED = 6
"""So many questions of one turn are compared; those after them in the order of the page wait."""

_A_YEAR = timedelta(days=365)

Assuming = Callable[[Answered], Reading]
"""What would be read with one answer more. Raises `RouteAdvisorError` where it cannot be so."""


def settles_most(found: Sequence[Candidate], reading: Reading, assuming: Assuming) -> Candidate:
    """Of the questions whose turn it is the one that changes most whatever the answer is; of equals the earlier one.

    Those that only add a line keep the order in which the advice asks them; what is read from a paper, that of the page.
    """
    first = found[0]
    if not first.useful or first.read_now:
        return first
    turn = [one for one in found if one[3:] == first[3:]][:MOST_MEASURED]
    return first if len(turn) == 1 else max(turn, key=lambda one: _changes(one, reading, assuming))


def _changes(one: Candidate, reading: Reading, assuming: Assuming) -> int:
    """How much each answer changes at least: a question with one answer that tells much and others that tell nothing can wait."""
    before, least = reading.gist, None
    for answer in _examples(one, reading):
        try:
            changed = before.differs(assuming(answer).gist)
        except RouteAdvisorError:
            continue
        least = changed if least is None else min(least, changed)
        if not least:
            break
    return least or 0


def _examples(one: Candidate, reading: Reading) -> Iterator[Answered]:
    """Answers to try: each word; a day a year before, or after, this one; nothing and everything of a list."""
    entry = one.entry
    if entry.kind is QuestionKind.DATE:
        yield _answer(one, _on(reading, later=entry.may_be_later))
    elif entry.kind is QuestionKind.NUMBER:
        yield from (_answer(one, number) for number in (0, MOST))
    elif entry.items:
        yield _answer(one, {name: entry.items[name].otherwise or UNKNOWN for name in one.missing})
        yield _answer(one, {name: entry.items[name].pick[-1] for name in one.missing})
    else:
        own = entry.answers if entry.answers and not entry.also else reading.book.catalogue.facts[entry.names[0]].values
        yield from (_answer(one, word) for word in own)


def _answer(one: Candidate, answer: str | int | dict[str, str]) -> Answered:
    return Answered(question=one.id, answer=answer)


def _on(reading: Reading, *, later: bool) -> str:
    day: date = reading.on
    return (day + _A_YEAR if later else day - _A_YEAR).isoformat()
