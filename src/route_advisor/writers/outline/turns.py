"""The turn of a step: which question it answers of those that decide what goes before what. Each reader has an own order of turns."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import Enum, auto

from route_advisor.advice.model import Advice, Step
from route_advisor.advice.steps import FIRST_DAYS
from route_advisor.dates import days_between
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import StepKind
from route_advisor.writers.outline.first import (
    answers_a_letter,
    asks_how_to_go_on,
    asks_to_change,
    asks_what_a_passed_term_means,
    does_what_is_open,
    hours_left,
    is_over,
)
from route_advisor.writers.outline.steps import last_day_of


class Turn(Enum):
    """Why a step stands where it does."""

    A_LETTER = auto()
    """A letter waits for an answer."""
    A_PASSED_TERM = auto()
    """What it means that the term is over."""
    HELP = auto()
    """How to go on after it."""
    A_PASSED_PLAN = auto()
    """A day of the plan has passed while the term runs: now is the time."""
    PASSED = auto()
    """Any other day that has passed."""
    SOON = auto()
    HOURS = auto()
    """A day that is far, and hours to make until then."""
    LATER = auto()
    FREE = auto()
    """To do now, for no part in particular."""
    OPEN = auto()
    """To do now, for a part that is still to do."""
    OTHER = auto()
    CHANGE = auto()
    """To ask for another plan."""
    MAY = auto()
    """What somebody may leave."""


Turns = Sequence[Collection[Turn]]
"""The order of one reader: what stands in one place is sorted in another way."""


def turn_of(step: Step, advice: Advice, catalogue: Catalogue, soon: int) -> Turn:
    """The turn of a step; `soon` is the number of days within which this reader counts a day as soon."""
    if answers_a_letter(step, catalogue):
        return Turn.A_LETTER
    if asks_what_a_passed_term_means(step, advice):
        return Turn.A_PASSED_TERM
    day = last_day_of(step)
    return _without_a_day(step, advice, catalogue) if day is None else _by_day(step, day, advice, soon)


def place_of(step: Step, turn: Turn, turns: Turns, advice: Advice) -> tuple[int, int]:
    """Where a step stands in an order: its place, and among steps with hours to make the one with the most hours first."""
    place = next(at for at, together in enumerate(turns) if turn in together)
    hours = hours_left(step, advice) if turn is Turn.HOURS else None
    return place, -(hours.left or 0) if hours is not None else 0


def _by_day(step: Step, day: date, advice: Advice, soon: int) -> Turn:
    if FIRST_DAYS.intersection(step.about) and step.days_left is not None:
        return Turn.LATER
    if step.passed:
        return Turn.A_PASSED_PLAN if step.day is None and not is_over(advice) else Turn.PASSED
    if days_between(advice.on, day) <= soon:
        return Turn.SOON
    return Turn.LATER if hours_left(step, advice) is None else Turn.HOURS


def _without_a_day(step: Step, advice: Advice, catalogue: Catalogue) -> Turn:
    if step.kind is StepKind.MAY:
        return Turn.MAY
    if asks_how_to_go_on(step, advice):
        return Turn.HELP
    if asks_to_change(step, catalogue):
        return Turn.CHANGE
    if step.kind is StepKind.DO and not step.about:
        return Turn.FREE
    return Turn.OPEN if does_what_is_open(step, advice) else Turn.OTHER
