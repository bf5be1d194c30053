"""How far somebody is: what was counted about each component, and over all of them together."""

from collections.abc import Iterator, Sequence

from route_advisor.advice.lines import LineWriter, source_of
from route_advisor.advice.model import MayCount, Progress
from route_advisor.facts import Count, ToldBy, counted
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Standing, Teller

_NOTHING_TO_COUNT = (Standing.RELEASED, Standing.NOT_NEEDED)
_OF_RULES = ToldBy(Teller.RULES, "rules")


def progress_of(result: Settled, lines: LineWriter) -> tuple[Progress, ...]:
    """What was counted about one component. Of one that is done only what was asked, without its days; of one that is not yours nothing."""
    if result.standing in _NOTHING_TO_COUNT:
        return ()
    counts = [count for count in lines.facts.counts if count.part == result.component]
    if result.standing is Standing.DONE:
        counts = [_nothing_left(count) for count in counts if count.needed is not None and count.unit != "days"]
    return tuple(_line(count, lines) for count in counts)


def _nothing_left(count: Count) -> Count:
    """What one source counts of a part that is done by another: how much it counts, and not that more is needed."""
    return count._replace(needed=None, left=None, number=None) if count.left else count


def whole_progress(results: Sequence[Settled], catalogue: Catalogue, lines: LineWriter) -> tuple[Progress, ...]:
    """How many parts and language exams are done, and what was counted about no single part. Nothing where no part is yours."""
    yours = [one for one in results if one.standing is not Standing.NOT_NEEDED]
    loose = (count for count in lines.facts.counts if count.part is None)
    return tuple(_line(count, lines) for count in (*_parts(yours, catalogue), *loose)) if yours else ()


def _parts(yours: Sequence[Settled], catalogue: Catalogue) -> Iterator[Count]:
    """Parts that are done or released of those that are yours, and language exams that are passed of those that are asked.

    While one of them cannot be told, nobody knows how many are needed.
    """
    asked = [one for one in yours if catalogue.component(one.component).levels and one.standing is not Standing.RELEASED]
    for name, unit, those in (("parts", "parts", yours), ("language_exams", "exams", asked)):
        done = sum(one.standing in (Standing.DONE, Standing.RELEASED) for one in those)
        told = all(one.standing is not Standing.CANNOT_TELL for one in those)
        if done or (those and told):
            yield counted(name, None, unit, _OF_RULES, done=done, needed=len(those) if told else None)


def _line(count: Count, lines: LineWriter) -> Progress:
    return Progress.unchecked(
        name=count.name,
        unit=count.unit,
        done=count.done,
        needed=count.needed,
        left=count.left,
        may_count=tuple([MayCount(source=one.source, amount=one.amount) for one in count.more]) if count.more else (),
        left_if_counted=count.left_with_more,
        told_by=tuple([source_of(told_by) for told_by in count.told_by]),
        law=lines.law_of_number(count.number),
    )
