"""The plan: each open part counted back from the last day of the term, with lead times that somebody read on a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from route_advisor.advice.lines import LineWriter
from route_advisor.advice.model import Step, Term
from route_advisor.advice.planned import Ask, Chain, CountedFrom, Fit, LeadTime, LegalDate, Link, NoPlan, Plan, PlanningDay
from route_advisor.advice.steps import still_to_ask
from route_advisor.dates import days_between, weeks_later
from route_advisor.reasoning.components import Settled, is_about_something
from route_advisor.rulebook.numbers import ChainLink, Number, Numbers
from route_advisor.rulebook.rule import Refers, Suggests, Verdict, topic_of
from route_advisor.vocabulary import Clock, Standing, StepKind

_BY_THEMSELVES = -2
"""The last two links, the result and its registration, come by themselves: what somebody does stands before them."""

_TO_PLAN = (Standing.OPEN, Standing.BELOW_LEVEL)
"""Parts that must still be done; what is reported waits for a register alone."""


def plan_of(
    term: object, results: Sequence[Settled], told: Sequence[Step], applying: Sequence[Verdict], lines: LineWriter
) -> Plan | NoPlan:
    """The plan on that day, from the term, the parts and the steps of the advice; else why there is none."""
    if not isinstance(term, Term):
        return "no_term"
    if term.last_day < lines.on:
        return "term_over"
    open_parts = [one.component for one in results if one.standing in _TO_PLAN]
    if not open_parts:
        return "nothing_open"
    rules = tuple([why.rule for why in term.why])
    last_day = LegalDate(legal_date=term.last_day, what=Clock.TERM_LAST_DAY, rules=rules, expected=term.expected)
    weeks_back = {one.rule.id: one.rule.then.weeks_back for one in applying if isinstance(one.rule.then, Suggests)}
    found = _chains(open_parts, told, weeks_back, last_day, lines)
    by_component = {one.component: one for one in results}
    speaking = [one for one in applying if is_about_something(one.rule, by_component)]
    chains = tuple([_with_asks(chain, speaking, lines) for chain in found])
    planned = {chain.component for chain in chains}
    return Plan(
        last_day=last_day,
        because=tuple(_counted_from(speaking, lines)),
        chains=chains,
        critical=_critical(chains),
        no_lead_time=tuple([part for part in open_parts if part not in planned]),
        expected=term.expected,
    )


def _critical(chains: Sequence[Chain]) -> tuple[str, ...]:
    """The parts with the fewest days to spare, of those whose first link has a day."""
    dated = [chain for chain in chains if chain.links[0].latest is not None]
    least = min([chain.spare_days for chain in dated], default=0)
    return tuple([chain.component for chain in dated if chain.spare_days == least])


def _counted_from(applying: Iterable[Verdict], lines: LineWriter) -> Iterator[CountedFrom]:
    """The rules that say that the law leaves open whether the exam or its result must be in time."""
    for verdict in applying:
        if verdict.rule.written_id in lines.numbers.planning.because:
            says = lines.spoken(verdict.rule.says)
            if says is not None:
                yield CountedFrom(rule=verdict.rule.id, says=says)


def _chains(
    open_parts: Sequence[str], told: Iterable[Step], weeks_back: Mapping[str, str | None], last_day: LegalDate, lines: LineWriter
) -> list[Chain]:
    """One chain a part, the one with the fewest days to spare first; of several ways the one that begins first."""
    found: dict[str, Chain] = {}
    links: dict[str, tuple[Link, ...]] = {}
    for step in told:
        number = weeks_back.get(step.id)
        if number is not None and number not in links:
            links[number] = _links(number, last_day, lines.numbers, lines.on)
        for part in step.about:
            chain = _chain(part, step, links[number], lines.on) if number is not None and part in open_parts else None
            if chain is not None and (part not in found or chain.spare_days < found[part].spare_days):
                found[part] = chain
    return sorted(found.values(), key=lambda one: (one.spare_days, open_parts.index(one.component)))


def _links(number: str, last_day: LegalDate, numbers: Numbers, on: date) -> tuple[Link, ...]:
    written = numbers.planning.chains.get(number, (ChainLink("ready", (number,)), ChainLink("registered")))
    return tuple([_link(link, last_day, numbers, on) for link in written])


def _chain(part: str, step: Step, links: tuple[Link, ...], on: date) -> Chain | None:
    days = [link.latest.planning_day for link in links[:_BY_THEMSELVES] if link.latest is not None]
    if not days:
        return None
    passed = [day < on for day in days]
    fit = Fit.NO_LONGER_FITS if passed[-1] else Fit.TIGHT if passed[0] else Fit.FITS
    return Chain(component=part, step=step.id, links=links, fit=fit, spare_days=days_between(on, days[0]))


def _link(link: ChainLink, last_day: LegalDate, numbers: Numbers, on: date) -> Link:
    if link.soon:
        return Link(link=link.name, latest=None)
    weeks = numbers.weeks_before_the_end(link, on)
    if weeks is None:
        return Link(link=link.name, latest=None)
    day = weeks_later(last_day.legal_date, -weeks)
    lead = tuple([_lead(numbers.number(name), numbers, on) for name in link.before_the_end])
    return Link(link=link.name, latest=PlanningDay(planning_day=day, passed=day < on), lead=lead)


def _lead(number: Number, numbers: Numbers, on: date) -> LeadTime:
    current = numbers.long_ago(number.checked_on, on)
    return LeadTime(number=number.name, weeks=number.at(on) or 0, source=number.source, checked_on=number.checked_on, check_current=current)


def _with_asks(chain: Chain, speaking: Sequence[Verdict], lines: LineWriter) -> Chain:
    if chain.fit is Fit.FITS:
        return chain
    more_time = [Ask(rule=one.rule, says=one.says, with_=one.with_, until=_legal(one.until)) for one in still_to_ask(speaking, lines)]
    return chain.model_copy(update={"instead": (*more_time, *_of_topics(chain.component, speaking, lines))})


def _of_topics(part: str, speaking: Iterable[Verdict], lines: LineWriter) -> Iterator[Ask]:
    """What lines on the topics of `instead` offer for this part, as a lower level for a skill."""
    for verdict in speaking:
        then = verdict.rule.then
        if not isinstance(then, Refers | Suggests) or topic_of(verdict.rule) not in lines.numbers.planning.instead:
            continue
        about = then.components if isinstance(then, Suggests) and then.components else then.needs_open
        says = lines.spoken(verdict.rule.says) if part in about and then.kind is not StepKind.KNOW else None
        if says is not None:
            yield Ask(rule=verdict.rule.id, says=says, with_=then.authority)


def _legal(until: date | None) -> LegalDate | None:
    return None if until is None else LegalDate(legal_date=until, what=Clock.TERM_LAST_DAY)
