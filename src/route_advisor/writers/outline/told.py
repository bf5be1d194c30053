"""What sources told: where they differ, and what is not used."""

from collections.abc import Iterator, Sequence

from route_advisor.advice.model import ConflictLine, NotUsed, WhyNotUsed
from route_advisor.vocabulary import Teller
from route_advisor.writers.outline.points import Point, together
from route_advisor.writers.outline.questions import whom_to_ask
from route_advisor.writers.wording import Wording

_IN_HAND = (Teller.PERSON, Teller.SCHOOL)
"""Whoever told these wonders where they stay; what registers hold is counted."""


def conflict_line(conflict: ConflictLine, words: Wording) -> Point:
    """What each source says, and whom to ask."""
    told = (f"{words.told_by(one.told_by)}: {words.value(conflict.fact, one.value)}" for one in conflict.sources)
    return Point((words.fact_of_part(conflict.fact),), words.of(conflict.says), (*told, whom_to_ask(conflict.ask, words)))


def not_used_lines(left_out: Sequence[NotUsed], words: Wording) -> Iterator[Point]:
    """What was told and not used, by its reason, with what is asked instead; what only registers hold is counted."""
    shown = [one for one in left_out if one.told_by.teller in _IN_HAND or one.nearest is not None or one.reason is WhyNotUsed.LATER]
    for group in together(shown, lambda one: (one.reason, one.because)):
        because = [f"{words.fact(fact.name)}: {words.value(fact.name, fact.value)}" for fact in group[0].because]
        reason = words.label(f"not_used_{group[0].reason}") + (f" ({words.listed(because)})" if because else "")
        asked = dict.fromkeys(words.fact_of_part(one.nearest) for one in group if one.nearest is not None)
        told = dict.fromkeys(words.told(one) for one in group)
        yield Point((), f"{'; '.join(told)}: {reason}", (words.label("not_used_nearest", fact=words.listed(asked)),) if asked else ())
    if len(shown) < len(left_out):
        yield Point((), words.label("not_used_registers", count=str(len(left_out) - len(shown))))
