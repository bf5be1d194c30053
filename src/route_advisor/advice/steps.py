"""What to do now: the steps and referrals that apply, and the latest day on which they still make sense."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from route_advisor.advice.lines import LineWriter, law_of
from route_advisor.advice.model import Step
from route_advisor.dates import days_between, weeks_later
from route_advisor.facts import Facts
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.rule import Dates, Refers, Suggests, Verdict
from route_advisor.vocabulary import Clock, Standing

TERM_CLOCKS = frozenset({Clock.TERM_STARTS, Clock.TERM_LAST_DAY, Clock.COMPUTED_LAST_DAY})
"""Dates that stand in the term, not among the steps."""


def steps(applying: Iterable[Verdict], results: Sequence[Settled], lines: LineWriter) -> tuple[Step, ...]:
    """The steps of the rules that apply: first those before a plan, then by component, then referrals."""
    by_component = {result.component: result for result in results}
    order = {component: place for place, component in enumerate(by_component)}
    found = [(verdict, step) for verdict in applying if (step := _step(verdict, by_component, lines)) is not None]
    return tuple(step for _, step in sorted(found, key=lambda one: _place(one[0], order)))


def _place(verdict: Verdict, order: Mapping[str, int]) -> int:
    then = verdict.rule.then
    if isinstance(then, Suggests):
        return min((order[component] for component in then.components), default=-1)
    return -1 if isinstance(then, Dates) else len(order)


def _step(verdict: Verdict, results: Mapping[str, Settled], lines: LineWriter) -> Step | None:
    then = verdict.rule.then
    if isinstance(then, Suggests):
        about = _about(then, results)
        return _written(verdict, then.authority, about, lines, then) if about is not None else None
    if isinstance(then, Refers) and not then.components:
        return _written(verdict, then.authority, (then.about,) if then.about else (), lines, None)
    if isinstance(then, Dates) and then.clock not in TERM_CLOCKS and then.clock in lines.facts.dates:
        return _written(verdict, verdict.rule.final_word, (then.clock,), lines, None, day=lines.facts.dates[then.clock].day)
    return None


def _about(then: Suggests, results: Mapping[str, Settled]) -> tuple[str, ...] | None:
    """The components for which the step is shown now; `None` where it is not."""
    if not then.components:
        return ()
    here = [results[component] for component in then.components]
    if then.during is Standing.DONE:
        yours = [one for one in here if one.standing is not Standing.NOT_NEEDED]
        finished = all(one.standing in (Standing.DONE, Standing.RELEASED) for one in yours)
        return tuple(one.component for one in yours) if yours and finished else None
    shown = tuple([one.component for one in here if one.standing is then.during and (then.level is None or then.level is one.level)])
    return shown or None


def _written(
    verdict: Verdict, authority: str, about: tuple[str, ...], lines: LineWriter, then: Suggests | None, day: date | None = None
) -> Step | None:
    rule = verdict.rule
    says = lines.spoken(rule.says)
    if says is None:
        return None
    texts = (then.where, then.before, then.takes) if then is not None else (None, None, None)
    where, before, takes = [text and lines.spoken(text) for text in texts]
    return Step(
        id=rule.id,
        says=says,
        about=about,
        with_=authority,
        where=where,
        before=before,
        takes=takes,
        latest_sensible_day=_latest_sensible_day(then, lines) if then is not None else None,
        final_word=rule.final_word,
        open_norm=rule.open_norm,
        law=law_of(rule, lines.on),
        facts=lines.fact_lines(verdict.premises),
        check_current=lines.check_current(rule.says, *texts),
        day=day,
        expected=lines.is_expected(verdict.premises),
        days_left=days_between(lines.on, day) if day is not None and day >= lines.on else None,
        own_policy=lines.own_policy(rule) if rule.policies else (),
    )


def _latest_sensible_day(then: Suggests, lines: LineWriter) -> date | None:
    """The last day of the term, less the weeks that registration takes. Careful planning, not law."""
    if then.weeks_back is None:
        return None
    weeks = lines.numbers.at(then.weeks_back, lines.on)
    last_day = _last_day(lines.facts)
    return None if weeks is None or last_day is None or last_day < lines.on else weeks_later(last_day, -weeks)


def _last_day(facts: Facts) -> date | None:
    last = facts.dates.get(Clock.TERM_LAST_DAY)
    return None if last is None else last.day
