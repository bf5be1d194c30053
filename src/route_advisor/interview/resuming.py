"""Answers as JSON brings them back: each is one of its question, or is refused in one line."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from route_advisor.documents.mistakes import did_you_mean
from route_advisor.errors import NotAnAnswer
from route_advisor.interview.asking import worded
from route_advisor.interview.checking import checked
from route_advisor.interview.question import Answered, Question
from route_advisor.messages import Message
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.interview_page import AskEntry, Turn

_ANSWERED = TypeAdapter(tuple[Answered, ...])


def as_answered(given: Iterable[Answered | Mapping[str, Any]], book: Rulebook, on: date) -> tuple[Answered, ...]:
    """These answers, each of them an answer of its question, and no question twice. Raises `NotAnAnswer`."""
    try:
        found = _ANSWERED.validate_python(tuple(given))
    except ValidationError as error:
        lines = [Message("answered_shape", place=".".join(map(str, one["loc"])), why=one["msg"]) for one in error.errors()]
        raise NotAnAnswer(lines[:1]) from None
    twice = next((place for place, one in enumerate(found) if any(one.question == other.question for other in found[:place])), None)
    if twice is not None:
        raise NotAnAnswer([Message("answered_twice", place=twice, question=found[twice].question)])
    read = [checked(_question(one.question, place, book, on), one.answer) for place, one in enumerate(found)]
    return tuple(told if isinstance(told.answer, dict) else one for told, one in zip(found, read, strict=True))


def leaves_items_out(one: Answered, book: Rulebook) -> bool:
    """Whether it names some of the items alone; the question that was asked says what holds for the others."""
    entry = book.interview.get(one.question)
    return entry is not None and isinstance(one.answer, dict) and not set(entry.items) <= set(one.answer)


def _question(name: str, place: int, book: Rulebook, on: date) -> Question:
    """The question of this name with every answer that it can have."""
    entry, fact = book.interview.get(name), book.catalogue.facts.get(name)
    if entry is None and fact is not None and fact.person_may_say and fact.asks is not None:
        entry = AskEntry(turn=Turn.REST, facts=(name,))
    if entry is None:
        known = [*book.interview, *(one for one, its in book.catalogue.facts.items() if its.person_may_say)]
        raise NotAnAnswer([Message("answered_no_question", place=place, name=name, hint=did_you_mean(name, known))])
    question = worded(name, entry, entry.names, book, on)
    # whether a day may come later was checked when it was answered; the same answers may be read on another day
    return question.model_copy(update={"not_after": None})
