"""What an advice says, in the order in which people read it; the writers only give it a shape."""

from route_advisor.writers.outline.points import Kind, Outline, Point, Reference, Section, written
from route_advisor.writers.outline.questions import MOST_QUESTIONS, MOST_SIDE_QUESTIONS
from route_advisor.writers.outline.steps import in_one, last_day_of, steps_of_one_kind
from route_advisor.writers.outline.whole import outline

__all__ = [
    "MOST_QUESTIONS",
    "MOST_SIDE_QUESTIONS",
    "Kind",
    "Outline",
    "Point",
    "Reference",
    "Section",
    "in_one",
    "last_day_of",
    "outline",
    "steps_of_one_kind",
    "written",
]
