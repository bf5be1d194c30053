"""What to do now: the steps and referrals that apply, in the order in which they matter, and the day by which they make sense."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from route_advisor.advice.lines import LineWriter
from route_advisor.advice.model import Step, Still
from route_advisor.dates import days_between, weeks_later
from route_advisor.facts import Facts
from route_advisor.reasoning.components import Settled, is_about_something
from route_advisor.rulebook.rule import Consequence, Dates, Refers, Rule, Suggests, Verdict
from route_advisor.vocabulary import WAITING, Clock, Standing, StepKind

TERM_CLOCKS = frozenset({Clock.TERM_STARTS, Clock.TERM_LAST_DAY, Clock.COMPUTED_LAST_DAY, Clock.OTHER_LAST_DAY})
"""Dates that stand in the term, not among the steps."""

FIRST_DAYS = frozenset({Clock.EXTRA_TIME_FROM})
"""Dates from which something is possible, up to the last day of the term."""

_LEFT = (*WAITING, Standing.CANNOT_TELL)
"""Something may be left to do."""


def steps(applying: Iterable[Verdict], results: Sequence[Settled], lines: LineWriter) -> tuple[Step, ...]:
    """The lines of the rules that apply: what has passed, then by last day, then what unblocks most; at the end what is only to know."""
    by_component = {result.component: result for result in results}
    speaking = [verdict for verdict in applying if verdict.rule.advises and is_about_something(verdict.rule, by_component)]
    still = still_to_ask(speaking, lines)
    written = [(verdict, step) for verdict in speaking if (step := _step(verdict, by_component, lines)) is not None]
    places = {one: number for number, one in enumerate(by_component)}
    left = {one for one, result in by_component.items() if result.standing in _LEFT}
    return _in_order([_placed(verdict, _with(still, step), places, left, lines) for verdict, step in written])


def still_to_ask(speaking: Iterable[Verdict], lines: LineWriter) -> tuple[Still, ...]:
    """What the law lets somebody ask whose day has passed."""
    may_speak = [verdict for verdict in speaking if getattr(verdict.rule.then, "when_passed", False)]
    return tuple([one for verdict in may_speak if (one := _still(verdict, lines)) is not None])


# --- which steps there are ----------------------------------------------------------------------------


def _step(verdict: Verdict, results: Mapping[str, Settled], lines: LineWriter) -> Step | None:
    then = verdict.rule.then
    if isinstance(then, Suggests):
        about = _about(then, results)
        return _written(verdict, then.authority, about, lines, then) if about is not None else None
    if isinstance(then, Refers) and not then.components:
        return _written(verdict, then.authority, (then.about,) if then.about else (), lines, None)
    if isinstance(then, Dates) and then.clock not in TERM_CLOCKS and then.clock in lines.facts.dates:
        return _written(verdict, verdict.rule.final_word, (str(then.clock),), lines, None, day=lines.facts.dates[then.clock].day)
    return None


class NextDay(NamedTuple):
    """The first day on a person's list: what to do by then, and whether it has passed."""

    rule: str
    day: date
    passed: bool


def with_a_day(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules among these whose line may have a day by which it makes sense to act."""
    return tuple(
        rule
        for rule in rules
        if getattr(rule.then, "kind", StepKind.KNOW) is not StepKind.KNOW
        and (
            (isinstance(rule.then, Suggests) and rule.then.weeks_back is not None)
            or (isinstance(rule.then, Dates) and rule.then.clock not in TERM_CLOCKS)
        )
    )


def by_day(applying: Iterable[Rule], results: Mapping[str, Settled]) -> tuple[Rule, ...]:
    """The rules among these whose line is shown, in the order in which they stand on one and the same day.

    `applying` are rules `with_a_day` that apply. What is shown is the same for everybody of whom they apply with these results.
    """
    order = {component: place for place, component in enumerate(results)}
    found: list[tuple[int, int, Rule]] = []
    for rule in applying:
        then = rule.then
        if not is_about_something(rule, results):
            continue
        if isinstance(then, Suggests):
            about = _about(then, results)
            if about is None:
                continue
            left = sum(results[one].standing in _LEFT for one in about or results)
            found.append((-left, min([order[one] for one in about], default=-1), rule))
        else:
            found.append((0, -1, rule))
    return tuple([rule for _, _, rule in sorted(found, key=lambda one: one[:-1])])


def next_day(shown: Sequence[Rule], lines: LineWriter) -> NextDay | None:
    """The day of the step that stands first; `None` where no step has a day. `shown` are rules in the order of `by_day`."""
    days = [(day, place) for place, rule in enumerate(shown) if (day := _day(rule.then, lines)) is not None]
    for day, place in sorted(days):
        rule = shown[place]
        if lines.spoken(rule.says) is not None:
            return NextDay(rule.id, day, day < lines.on)
    return None


def _day(then: Consequence, lines: LineWriter) -> date | None:
    if isinstance(then, Suggests):
        return _latest_sensible_day(then, lines)
    if isinstance(then, Dates) and then.clock in lines.facts.dates:
        return _last_day_of((then.clock,), lines.facts.dates[then.clock].day, lines.facts) or date.max
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
    all_hear = lines.said_to_all(rule)
    says = lines.spoken(rule.says) if all_hear.names_a_day else all_hear.says
    if says is None:
        return None
    texts = (then.where, then.before, then.takes) if then is not None else (None, None, None)
    where, before, takes = [text and lines.spoken(text) for text in texts]
    sensible = _latest_sensible_day(then, lines) if then is not None else None
    last = sensible if day is None else _last_day_of(about, day, lines.facts)
    return Step.unchecked(
        id=rule.id,
        kind=getattr(rule.then, "kind", StepKind.KNOW),
        topic=_topic(rule.then),
        says=says,
        short=rule.short and lines.spoken(rule.short),
        before_what=rule.before_what and lines.spoken(rule.before_what),
        about=about,
        with_=authority,
        where=where,
        before=before,
        takes=takes,
        latest_sensible_day=sensible,
        day=day,
        days_left=days_between(lines.on, day) if day is not None and day >= lines.on else None,
        passed=last is not None and last < lines.on,
        still=(),
        final_word=rule.final_word,
        open_norm=rule.open_norm,
        law=all_hear.law,
        facts=lines.fact_lines(verdict.premises),
        check_current=all_hear.check_current or lines.check_current(*texts),
        own_policy=lines.own_policy(rule) if rule.policies else (),
        expected=lines.is_expected(verdict.premises),
    )


def _topic(then: object) -> str | None:
    return then.step if isinstance(then, Suggests) else then.about if isinstance(then, Refers) else None


# --- days: the last one that makes sense, and what can still be asked after it --------------------------


def _latest_sensible_day(then: Suggests, lines: LineWriter) -> date | None:
    """The last day of the term, less the weeks of the whole chain of this step. Careful planning, not law; after the term its last day."""
    if then.weeks_back is None:
        return None
    weeks = lines.numbers.weeks_back(then.weeks_back, lines.on)
    last_day = _last_day(lines.facts)
    if weeks is None or last_day is None:
        return None
    return last_day if last_day < lines.on else weeks_later(last_day, -weeks)


def _last_day_of(about: tuple[str, ...], day: date, facts: Facts) -> date | None:
    """The last day of a step about a date: that date, or the end of the term where the date is a first day."""
    return _last_day(facts) if FIRST_DAYS.intersection(about) else day


def _last_day(facts: Facts) -> date | None:
    last = facts.dates.get(Clock.TERM_LAST_DAY)
    return None if last is None else last.day


def _still(verdict: Verdict, lines: LineWriter) -> Still | None:
    """What the law lets somebody ask whose day has passed; a municipality's own pages change no line of the law."""
    rule = verdict.rule
    if rule.municipality is not None:
        return None
    says, until = lines.spoken(rule.says), _last_day(lines.facts)
    if says is None:
        return None
    whom = getattr(rule.then, "authority", rule.final_word)
    return Still(rule=rule.id, says=says, with_=whom, until=until if until is not None and until >= lines.on else None)


def _with(still: tuple[Still, ...], step: Step) -> Step:
    if not step.passed or step.kind is StepKind.KNOW:
        return step
    return step.model_copy(update={"still": tuple(one for one in still if one.rule != step.id)})


# --- in which order ------------------------------------------------------------------------------------


class _Placed(NamedTuple):
    step: Step
    last_day: date
    """`date.max` where it has none."""
    unblocks: int
    """How many open components it is about; all of them for a step about none, as one that asks for the plan."""
    place: int
    is_law: bool


def _placed(verdict: Verdict, step: Step, places: Mapping[str, int], left: set[str], lines: LineWriter) -> _Placed:
    """`places` are those of all components, and on those that are `left` something may be left to do."""
    then, is_law = verdict.rule.then, verdict.rule.municipality is None
    last = step.latest_sensible_day if step.day is None else _last_day_of(step.about, step.day, lines.facts)
    if not isinstance(then, Suggests):
        return _Placed(step, last or date.max, 0, -1 if isinstance(then, Dates) else len(places), is_law)
    if not step.about:
        return _Placed(step, last or date.max, len(left), -1, is_law)
    return _Placed(step, last or date.max, len(left.intersection(step.about)), min([places[one] for one in step.about]), is_law)


def _in_order(placed: Sequence[_Placed]) -> tuple[Step, ...]:
    """Steps by what has passed, last day, and what they unblock; without a day those with one authority together. Then what is to know."""
    to_do = [one for one in placed if one.step.kind is not StepKind.KNOW]
    to_know = [one for one in placed if one.step.kind is StepKind.KNOW]
    ranks = _authorities([one for one in to_do if one.last_day == date.max and one.is_law])

    def key(one: _Placed) -> tuple[object, ...]:
        together = ranks.get(one.step.with_, len(ranks)) if one.last_day == date.max else 0
        return not one.step.passed, one.last_day, together, -one.unblocks, one.place

    return tuple(one.step for one in (*sorted(to_do, key=key), *sorted(to_know, key=lambda one: one.place)))


def _authorities(undated: Iterable[_Placed]) -> Mapping[str, int]:
    """Who comes first among steps without a day: whoever is in the step that unblocks most."""
    first = sorted(undated, key=lambda one: (-one.unblocks, one.place))
    return {whom: rank for rank, whom in enumerate(dict.fromkeys(one.step.with_ for one in first))}
