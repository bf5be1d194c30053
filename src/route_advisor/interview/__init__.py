"""A conversation that asks only what still matters: one question after another, without state between them."""

from route_advisor.interview.interview import Interview, next_question
from route_advisor.interview.question import Answered, Choice, Named, Progress, Question, Turn

__all__ = ["Answered", "Choice", "Interview", "Named", "Progress", "Question", "Turn", "next_question"]
