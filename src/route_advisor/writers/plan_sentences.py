"""The plan in sentences: first what is law, then the parts with their days, then what can be asked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from route_advisor.advice.model import Advice
from route_advisor.advice.planned import Ask, Chain, Fit, Link, Plan
from route_advisor.writers.wording import Wording


@dataclass(frozen=True, slots=True)
class PlannedParts:
    """Open parts with the same days: their names, their chain in one sentence, and what to know or ask where it is tight or late."""

    components: tuple[str, ...]
    names: str
    chain: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanTold:
    """A plan in one language: what it is and is not, its parts in the order of their days, and what closes it."""

    heading: str
    opening: tuple[str, ...]
    parts: tuple[PlannedParts, ...]
    closing: tuple[str, ...]

    def sentences(self) -> tuple[str, ...]:
        """All of it, one sentence or two a line."""
        told = [line for part in self.parts for line in (part.chain, *part.notes)]
        return (*self.opening, *told, *self.closing)


def plan_told(advice: Advice, words: Wording) -> PlanTold:
    """The plan of an advice in the language of `words`; where there is none, why."""
    heading, plan = words.label("heading_plan"), advice.plan
    if not isinstance(plan, Plan):
        return PlanTold(heading, (words.label(f"plan_{plan}"),), (), ())
    opening = [words.label("plan_is_planning", day=words.day(plan.last_day.legal_date))]
    if plan.expected:
        opening.append(words.label("plan_expected"))
    if plan.critical:
        opening.append(words.label("plan_critical", parts=words.listed(words.component(one) for one in plan.critical)))
    return PlanTold(heading, tuple(opening), tuple(_parts(plan, words)), tuple(_closing(plan, words)))


def _parts(plan: Plan, words: Wording) -> Iterator[PlannedParts]:
    """Parts with the same chain stand together."""
    groups: defaultdict[object, list[Chain]] = defaultdict(list)
    for chain in plan.chains:
        groups[chain.links, len(chain.instead)].append(chain)
    for group in groups.values():
        names = words.listed(words.component(chain.component) for chain in group)
        links = ", ".join(_link(link, words) for link in group[0].links)
        told = f"{names}: {links}."
        yield PlannedParts(tuple(chain.component for chain in group), names, told, tuple(_notes(group, words)))


def _link(link: Link, words: Wording) -> str:
    name = words.label(f"link_{link.link}")
    if link.latest is None:
        return words.label("plan_soon", link=name)
    day = words.planned_day(link.latest.planning_day)
    return f"{words.label('plan_passed', day=day) if link.latest.passed else day} {name}"


def _notes(group: Sequence[Chain], words: Wording) -> Iterator[str]:
    if group[0].fit is Fit.FITS:
        return
    yield words.label(f"plan_{group[0].fit}")
    names = [words.component(chain.component) for chain in group]
    for asks in zip(*(chain.instead for chain in group), strict=True):
        yield _ask(asks, names, words)


def _ask(asks: Sequence[Ask], names: Sequence[str], words: Wording) -> str:
    what = words.for_all([words.of(ask.says) for ask in asks], list(names))
    return words.label("plan_instead", who=words.authority(asks[0].with_), what=what)


def _closing(plan: Plan, words: Wording) -> Iterator[str]:
    if plan.no_lead_time:
        yield words.label("plan_no_lead_time", parts=words.listed(words.component(one) for one in plan.no_lead_time))
    yield from dict.fromkeys(words.of(one.says) for one in plan.because)
    leads = [lead for chain in plan.chains for link in chain.links for lead in link.lead]
    checked = [lead.checked_on for lead in leads if lead.checked_on is not None]
    if checked:
        told = words.label("plan_checked", day=words.day(min(checked)))
        yield f"{told} ({words.label('check_current')})" if any(lead.check_current for lead in leads) else told
