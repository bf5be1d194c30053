"""What an interview hands out and takes in: a question with all its texts, an answer, how far it is."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from route_advisor.advice.model import Line
from route_advisor.personal_file import PersonalFile
from route_advisor.rulebook.interview_page import QuestionKind
from route_advisor.text import Text

UNKNOWN, NOT_YET, NOT_APPLICABLE = "unknown", "not_yet", "not_applicable"
"""Answers that tell no fact by themselves: "I don't know", "not yet", and "this is not about me"."""

SPECIAL = (UNKNOWN, NOT_YET, NOT_APPLICABLE)

Given = str | int | tuple[str, ...] | Mapping[str, str]
"""An answer: a word, a day (`"2024-03-12"`) or a number, words where several may be named, or a word for each item. `{}` is none of the items."""


class Named(Line):
    """A word and how people say it: a paper, somebody to ask, a part."""

    word: str
    says: Text


class Choice(Line):
    """One answer: its word, and how people say it.

    `levels`: then one of these; `otherwise` is what holds where an item is not named. `alone`: together with no other answer.
    """

    word: str
    says: Text
    levels: tuple["Choice", ...] = ()
    otherwise: str | None = None
    alone: bool = False


class Question(Line):
    """One question with everything an app shows: its sentence, its answers, why, where it is written, whom to ask, what it settles.

    `kind` says what an answer is: `choice` a word of `answers`; `date` a day, year-month-day; `number` a whole number; `several` any of `answers`, and for an
    answer with `levels` one of those. `unknown` answers every question. `useful`: it can change a part, the term or a day, and not
    only add a line.
    """

    id: str
    facts: tuple[str, ...]
    kind: QuestionKind
    asks: Text
    answers: tuple[Choice, ...]
    why: Text | None = None
    found_in: tuple[Named, ...] = ()
    ask_whom: Named | None = None
    settles: tuple[Named, ...] = ()
    useful: bool = True
    not_after: date | None = None
    """The last day that a day can be; none where it may still come."""

    def choice(self, word: str) -> Choice | None:
        """The answer with this word, if there is one."""
        return next((one for one in self.answers if one.word == word), None)


class Answered(Line):
    """What somebody answered to a question, as JSON holds it."""

    question: str
    answer: str | int | tuple[str, ...] | dict[str, str]


class Progress(Line):
    """How far an interview is: how many questions were answered, how many are still useful, and which parts are settled."""

    answered: int
    useful: int
    settled: tuple[Named, ...]
    waiting: tuple[Named, ...]


class Turn(Line):
    """One turn of an interview: all that an app needs to show it and to go on. No state is kept anywhere else."""

    interview_schema: Literal["interview/1"] = Field(default="interview/1", alias="schema")
    on: date
    question: Question | None
    """`None`: nothing that is left to ask changes the answer."""
    progress: Progress
    answered: tuple[Answered, ...]
    find_out: tuple[Question, ...]
    """What somebody did not know, and still matters: where it is written, and whom to ask."""
    file: PersonalFile
