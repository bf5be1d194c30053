"""In which order the person does things: what has a day soon, what nothing else goes before, what can still be caught up, and the rest."""

from datetime import date

from route_advisor.advice.model import Advice, Step
from route_advisor.advice.steps import FIRST_DAYS
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import StepKind
from route_advisor.writers.outline import last_day_of
from route_advisor.writers.outline.first import (
    answers_a_letter,
    asks_how_to_go_on,
    asks_to_change,
    asks_what_a_passed_term_means,
    does_what_is_open,
    hours_left,
    is_over,
)

MOST_FIRST = 3
"""More things at once are too many to begin with."""

_SOON = 183
"""Days: what must be done within half a year comes before what has no day."""

_ANSWER, _WHAT_IT_MEANS, _SOON_OR_LATE, _HOURS, _FREE, _PASSED, _OPEN, _OTHER, _LATER, _CHANGE, _HELPS_LAST = range(11)


def in_order(advice: Advice, catalogue: Catalogue) -> list[Step]:
    """Steps as the person does them: each in its place, and within a place by day, hours by how many are left, else as they stood."""

    def key(step: Step) -> tuple[int, int, date]:
        place, hours = _place(step, advice, catalogue), hours_left(step, advice)
        return place, -(hours.left or 0) if hours is not None and place == _HOURS else 0, last_day_of(step) or date.max

    return sorted(advice.steps, key=key)


def tells_what_late_brings(step: Step, catalogue: Catalogue) -> bool:
    """What being late can bring, as a fine: it is told after all that helps."""
    topic = catalogue.topics.get(step.topic or "")
    return topic is not None and topic.after_help


def can_be_done_now(step: Step) -> bool:
    """Something to do or to ask, and not what is only possible or possible later; a last day to object or to ask is something to do."""
    return step.kind in (StepKind.DO, StepKind.ASK) or (step.day is not None and not FIRST_DAYS.intersection(step.about))


def is_a_day_of_the_past(step: Step) -> bool:
    """A day that the law fixed and that has passed: nobody can do anything by it any more."""
    return step.passed and step.day is not None and not FIRST_DAYS.intersection(step.about)


def _place(step: Step, advice: Advice, catalogue: Catalogue) -> int:
    if tells_what_late_brings(step, catalogue) or not can_be_done_now(step):
        return _HELPS_LAST
    if answers_a_letter(step, catalogue):
        return _ANSWER
    if asks_what_a_passed_term_means(step, advice):
        return _WHAT_IT_MEANS
    day = last_day_of(step)
    return _without_a_day(step, advice, catalogue) if day is None else _by_day(step, day, advice)


def _by_day(step: Step, day: date, advice: Advice) -> int:
    if step.passed:  # a day of the plan that has passed while the term runs: now is the time
        return _SOON_OR_LATE if step.day is None and not is_over(advice) else _PASSED
    if (day - advice.on).days <= _SOON:
        return _SOON_OR_LATE
    return _LATER if hours_left(step, advice) is None else _HOURS


def _without_a_day(step: Step, advice: Advice, catalogue: Catalogue) -> int:
    if asks_how_to_go_on(step, advice):
        return _SOON_OR_LATE
    if asks_to_change(step, catalogue):
        return _CHANGE
    if step.kind is StepKind.DO and not step.about:
        return _FREE
    return _OPEN if does_what_is_open(step, advice) else _OTHER
