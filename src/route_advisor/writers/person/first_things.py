"""In which order the person does things: what has a day soon, what nothing else goes before, what can still be caught up, and the rest."""

from datetime import date

from route_advisor.advice.model import Advice, Step, Term
from route_advisor.advice.steps import FIRST_DAYS
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import StepKind
from route_advisor.writers.outline import last_day_of

MOST_FIRST = 3
"""More things at once are too many to begin with."""

_SOON = 183
"""Days: what must be done within half a year comes before what has no day."""

_HELPS_LAST = 5


def in_order(advice: Advice, catalogue: Catalogue) -> list[Step]:
    """Steps as the person does them: each in its place, and within a place by day, else as they stood."""
    over = isinstance(advice.term, Term) and advice.term.last_day < advice.on
    return sorted(advice.steps, key=lambda step: (_place(step, advice.on, over, catalogue), _day(step)))


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


def _place(step: Step, on: date, over: bool, catalogue: Catalogue) -> int:
    day = last_day_of(step)
    if tells_what_late_brings(step, catalogue) or not can_be_done_now(step):
        return _HELPS_LAST
    if step.passed:
        return 0 if step.day is None and not over else 2  # a day of the plan that has passed while the term runs: now is the time
    if day is not None:
        return 0 if (day - on).days <= _SOON else 4
    return 1 if step.kind is StepKind.DO and not step.about else 3


def _day(step: Step) -> date:
    return last_day_of(step) or date.max
