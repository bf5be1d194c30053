"""What a caseworker looks for in many files, and why one of them is found: read from its advice alone."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, SkipValidation

from route_advisor.advice.line import Line
from route_advisor.advice.model import Advice, Item, Step, Term
from route_advisor.text import Text
from route_advisor.vocabulary import WAITING, Basis, Clock, Standing, StepKind


class Sought(StrEnum):
    """What a file can be found by."""

    OPEN = "open"
    TERM_WITHIN = "term_within"
    PLAN_LATE = "plan_late"
    REPORTED = "reported"
    CONFLICT = "conflict"
    MAY_ASK = "may_ask"
    OVERDUE = "overdue"
    NEXT = "next"
    """Nothing was sought: what comes next."""


def _one_or_several(words: object) -> object:
    return (words,) if isinstance(words, str) else words


Words = Annotated[tuple[str, ...], BeforeValidator(_one_or_several)]
"""Words that people use; one alone may stand without a list around it."""


class Filters(Line):
    """What to look for; a file is found where all of it holds. Without any every file is found, with what comes next.

    `open` are components that are not closed, `term_within` days in which the term ends, `may_ask` topics of which something can be asked
    on the day of the advice. `overdue` is a day that has passed with something still to do.
    """

    open: Words = ()
    term_within: int | None = Field(default=None, ge=0)
    plan_late: bool = False
    reported: bool = False
    conflict: bool = False
    may_ask: Words = ()
    overdue: bool = False

    @property
    def nothing(self) -> bool:
        """No filter is set."""
        return self == Filters()


class Reason(Line):
    """Why a file is found: by what, about which component, fact, topic or step, on which day, and the step in a few words.

    `law`: the law or a decision fixes that day; else it is careful planning.
    """

    sought: Sought
    about: str | None = None
    day: date | None = None
    says: Text | None = None
    expected: bool = False
    law: bool = False


class Found(Line):
    """One file that was found: whose, on which day, where it stands, and why.

    `day` is the first day of what was sought, also one that has passed, else that of the next step; `days` from the day of the advice up to it, below zero once it has
    passed. `law`: the law or a decision fixes that day; else it is careful planning. `open` are the components with something left to do. `None` is what nobody knows.
    """

    file: str
    case_ref: str
    on: date
    act: str | None
    phase: str | None
    route: str | None
    last_day: date | None
    days_left: int | None
    open: tuple[str, ...]
    reasons: tuple[Reason, ...]
    day: date | None
    days: int | None
    law: bool = False

    @property
    def urgency(self) -> tuple[date, str, str]:
        """Sort by this: the first day that counts in front, files without a day last."""
        return self.day or date.max, self.case_ref, self.file


class Refused(Line):
    """A file that could not be read, or of which no advice could be given: one line a mistake."""

    file: str
    mistakes: tuple[Annotated[str, SkipValidation], ...]
    """A `Message` stays one, which knows its languages."""


def found_in(advice: Advice, filters: Filters, asks: Mapping[str, frozenset[str]], *, file: str) -> Found | None:
    """The file of this advice, where it holds all that is sought; else `None`. `asks` are the rules of each topic of `may_ask`."""
    reasons: list[Reason] = []
    for reason in _sought(advice, filters, asks):
        if not reason:
            return None
        reasons += reason
    if filters.nothing:
        reasons = list(_next(advice))
    dated = [one for one in reasons if one.day is not None] or [one for one in _next(advice) if one.day is not None]
    first = min(dated, key=lambda one: (one.day or date.max, not one.law), default=None)
    day = None if first is None else first.day
    term = advice.term if isinstance(advice.term, Term) else None
    return Found(
        file=file,
        case_ref=advice.case_ref,
        on=advice.on,
        act=advice.regime.value,
        phase=advice.duty.phase or advice.duty.standing,
        route=getattr(advice.route, "value", None),
        last_day=None if term is None else term.last_day,
        days_left=None if term is None else term.days_left,
        open=tuple(item.id for item in advice.components if item.standing in WAITING),
        reasons=tuple(reasons),
        day=day,
        days=None if day is None else (day - advice.on).days,
        law=first is not None and first.law,
    )


def _sought(advice: Advice, filters: Filters, asks: Mapping[str, frozenset[str]]) -> Iterator[list[Reason]]:
    """For each filter that is set why it holds; nothing where it does not."""
    yield from (_open(advice, part) for part in filters.open)
    if filters.term_within is not None:
        yield _term_within(advice, filters.term_within)
    if filters.plan_late:
        yield _plan_late(advice)
    if filters.reported:
        yield list(_reported(advice))
    if filters.conflict:
        yield [Reason(sought=Sought.CONFLICT, about=one.fact) for one in advice.conflicts]
    yield from (_may_ask(advice, topic, asks[topic]) for topic in filters.may_ask)
    if filters.overdue:
        yield _overdue(advice)


def day_of(step: Step) -> date | None:
    """The last day of a step: that of the law, else the one that planning gives."""
    return step.day or step.latest_sensible_day


def _open(advice: Advice, part: str) -> list[Reason]:
    item = next((one for one in advice.components if one.id == part), None)
    if item is None or item.standing not in WAITING:
        return []
    step = _step_about(advice, part)
    day = None if step is None else day_of(step)
    return [Reason(sought=Sought.OPEN, about=part, day=day, says=_short(step), expected=item.expected, law=_by_law(step))]


def _step_about(advice: Advice, part: str) -> Step | None:
    """The first step about a part that has a day, else the first one."""
    about = [step for step in advice.steps if part in step.about]
    return next((step for step in about if day_of(step) is not None), about[0] if about else None)


def _term_within(advice: Advice, days: int) -> list[Reason]:
    term = advice.term
    if not isinstance(term, Term) or not 0 <= (term.last_day - advice.on).days <= days:
        return []
    return [Reason(sought=Sought.TERM_WITHIN, day=term.last_day, expected=term.expected, law=True)]


_TERM = "term"
_PLAN_DAYS = frozenset({Clock.PLAN_DUE, Clock.MOVE_PLAN_DUE})


def _plan_late(advice: Advice) -> list[Reason]:
    """The day up to which the municipality had to make a plan has passed, and there is none."""
    late = [line for line in plan_due(advice) if line.passed]
    return [Reason(sought=Sought.PLAN_LATE, day=line.day, expected=line.expected, law=True) for line in late]


def plan_due(advice: Advice) -> list[Step]:
    """The lines that say up to which day the municipality has to make a plan."""
    return [line for line in (*advice.steps, *advice.know) if line.day is not None and _PLAN_DAYS.intersection(line.about)]


def _reported(advice: Advice) -> Iterator[Reason]:
    """What the person says and no register has: parts, and the head of the advice."""
    head = (("act", advice.regime.basis), ("duty", advice.duty.basis))
    yield from (Reason(sought=Sought.REPORTED, about=name) for name, basis in head if basis is Basis.REPORTED)
    if advice.route.standing == "reported":
        yield Reason(sought=Sought.REPORTED, about="route")
    yield from (_reported_part(advice, item) for item in advice.components if item.standing is Standing.REPORTED)


def _reported_part(advice: Advice, item: Item) -> Reason:
    return Reason(sought=Sought.REPORTED, about=item.id, says=_short(_step_about(advice, item.id)), expected=item.expected)


def _may_ask(advice: Advice, topic: str, rules: frozenset[str]) -> list[Reason]:
    """Something on this topic can be asked today: a day from which it can be asked must have come, and its last day not have passed."""
    asked = [step for step in advice.steps if step.id in rules and step.kind in (StepKind.MAY, StepKind.ASK) and _is_today(step, advice.on)]
    return [
        Reason(sought=Sought.MAY_ASK, about=topic, day=day_of(step), says=_short(step), expected=step.expected, law=_by_law(step))
        for step in asked[:1]
    ]


_FROM = frozenset({Clock.EXTRA_TIME_FROM})
"""Days from which something can be asked."""


def _is_today(step: Step, on: date) -> bool:
    return not step.passed and not (step.day is not None and step.day > on and _FROM.intersection(step.about))


def _overdue(advice: Advice) -> list[Reason]:
    """Days that have passed with something still to do, the earliest of each step; where no step has one, the end of the term."""
    passed = [step for step in advice.steps if step.passed]
    if passed:
        return [
            Reason(sought=Sought.OVERDUE, about=step.id, day=day_of(step), says=_short(step), expected=step.expected, law=_by_law(step))
            for step in passed
        ]
    return [*_plan_late(advice), *_term_over(advice)]


def _term_over(advice: Advice) -> list[Reason]:
    """The term has ended with something still to do."""
    left = any(item.standing in WAITING for item in advice.components)
    if not isinstance(advice.term, Term) or advice.term.last_day >= advice.on or not left:
        return []
    return [Reason(sought=Sought.OVERDUE, about=_TERM, day=advice.term.last_day, expected=advice.term.expected, law=True)]


def _next(advice: Advice) -> Iterator[Reason]:
    """What has the first day: a step, a plan that the municipality has to make, a term that ended; without any the first step to do or to ask."""
    steps = [step for step in advice.steps if step.kind is not StepKind.KNOW and not _FROM.intersection(step.about)]
    dated = [_reason_next(line) for line in (*steps, *plan_due(advice)) if day_of(line) is not None]
    dated += _term_over(advice)
    if dated:
        yield min(dated, key=lambda one: (one.day or date.max, not one.law))
        return
    first = next((step for step in steps if step.kind in (StepKind.DO, StepKind.ASK)), None)
    if first is not None:
        yield _reason_next(first)


def _reason_next(step: Step) -> Reason:
    due = next((str(clock) for clock in step.about if clock in _PLAN_DAYS), None)
    return Reason(sought=Sought.NEXT, about=due or step.id, day=day_of(step), says=_short(step), expected=step.expected, law=_by_law(step))


def _by_law(step: Step | None) -> bool:
    return step is not None and step.day is not None


def _short(step: Step | None) -> Text | None:
    return None if step is None else step.short or step.says
