"""In which order the person does things: what has a day soon, what nothing else goes before, what can still be caught up, and the rest."""

from datetime import date

from route_advisor.advice.model import Advice, Step
from route_advisor.advice.steps import FIRST_DAYS
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import StepKind
from route_advisor.writers.outline import last_day_of
from route_advisor.writers.outline.turns import Turn, Turns, place_of, turn_of

MOST_FIRST = 3
"""More things at once are too many to begin with."""

_SOON = 183
"""Days: what must be done within half a year comes before what has no day."""

TURNS: Turns = (
    {Turn.A_LETTER},
    {Turn.A_PASSED_TERM},
    {Turn.A_PASSED_PLAN, Turn.SOON, Turn.HELP},
    {Turn.HOURS},
    {Turn.FREE},
    {Turn.PASSED},
    {Turn.OPEN},
    {Turn.OTHER},
    {Turn.LATER},
    {Turn.CHANGE},
    {Turn.MAY},
)
"""What the person can begin with; with the last stands what is told after all that helps."""


def in_order(advice: Advice, catalogue: Catalogue) -> list[Step]:
    """Steps as the person does them: each in its turn, and within a turn by day, hours by how many are left, else as they stood."""

    def key(step: Step) -> tuple[int, int, date]:
        told_last = tells_what_late_brings(step, catalogue) or not can_be_done_now(step)
        turn = Turn.MAY if told_last else turn_of(step, advice, catalogue, _SOON)
        return *place_of(step, turn, TURNS, advice), last_day_of(step) or date.max

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
