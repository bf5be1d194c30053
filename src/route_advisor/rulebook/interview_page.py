"""What an interview asks in words of its own: `interview.yaml`. Every other fact is asked as its own page says."""

from collections.abc import Container, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, model_validator

from route_advisor.documents.mistakes import custom_error, did_you_mean, mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.messages import Message
from route_advisor.rulebook.catalogue import Catalogue, read_page
from route_advisor.rulebook.entries import Entry, Names, Word
from route_advisor.text import WrittenText

PAGE = "interview.yaml"


class Turn(StrEnum):
    """When a question has its turn: what settles the act and the duty first, and what only adds a line last."""

    FIRST = "first"
    ACT = "act"
    TERM = "term"
    ROUTE = "route"
    PARTS = "parts"
    CONFIRM = "confirm"
    REST = "rest"


class QuestionKind(StrEnum):
    """How a question is answered: with one word, a day, a number, or several words at once."""

    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    SEVERAL = "several"


class DayOf(StrEnum):
    """What a day that somebody reads from a paper is the day of."""

    PLAN = "plan"
    TERM = "term"
    PVT_TERM = "pvt_term"
    NOTICE = "notice"
    REGISTRATION = "registration"
    DECISION = "decision"


class AmountOf(StrEnum):
    """What a number is the number of."""

    COURSE_HOURS = "course_hours"
    PARTICIPATION_HOURS = "participation_hours"


Facts = Mapping[Word, Word]


class AnswerEntry(Entry):
    """One answer in words of its own: the facts it tells, and the paper that then lies at hand. `alone`: not together with another."""

    says: WrittenText
    tells: Facts = Field(default_factory=dict)
    at_hand: Word | None = None
    alone: bool = False


class ItemEntry(Entry):
    """One fact of a question that asks several at once: the words to pick from, and the word where it is not picked."""

    pick: Annotated[Names, Field(min_length=1)]
    otherwise: Word | None = None
    says: WrittenText | None = None
    """Its name in the list; that of its component where it is left out."""


class AmountEntry(Entry):
    """What a number tells by itself: `below` the number of law that `least` names one word of the fact, and from there another."""

    of: Annotated[AmountOf, BeforeValidator(lambda word: AmountOf(word) if word in set(AmountOf) else word)]
    least: Word
    below: Word
    reached: Word


class AskEntry(Entry):
    """A question of the interview.

    Without words of its own it asks its one fact as that fact's page does. It is asked while one of its `facts` is missing.
    `where`: only while facts have these words; `unless`: not while they have. `at_hand`: only with one of these papers.
    """

    turn: Annotated[Turn, BeforeValidator(lambda word: Turn(word) if word in set(Turn) else word)]
    kind: Annotated[QuestionKind, BeforeValidator(lambda word: QuestionKind(word) if word in set(QuestionKind) else word)] = (
        QuestionKind.CHOICE
    )
    facts: Names = ()
    asks: WrittenText | None = None
    why: WrittenText | None = None
    found_in: Names = ()
    ask_whom: Word | None = None
    answers: Mapping[Word, AnswerEntry] = Field(default_factory=dict)
    """Answers in words of its own, in place of the words of the fact or (`also`) after them."""
    also: bool = False
    items: Mapping[Word, ItemEntry] = Field(default_factory=dict)
    day_of: Annotated[DayOf, BeforeValidator(lambda word: DayOf(word) if word in set(DayOf) else word)] | None = None
    amount: AmountEntry | None = None
    may_be_later: bool = False
    """The day may still come: a last day, and not a letter that somebody holds."""
    where: Mapping[Word, Names] = Field(default_factory=dict)
    unless: Mapping[Word, Names] = Field(default_factory=dict)
    at_hand: Names = ()
    useful: bool | None = None
    """Whether its answer counts as more than a line; worked out from the rules where it is left out."""
    read_from: Names = ()
    """With one of these papers at hand it is asked even where the law says what holds while the paper says nothing."""
    after: Mapping[Word, Word] = Field(default_factory=dict)
    """Only after this answer to another question."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.kind is QuestionKind.DATE) != (self.day_of is not None):
            raise custom_error("day_of", "ask_day_of")
        if (self.kind is QuestionKind.NUMBER) != (self.amount is not None):
            raise custom_error("amount", "ask_amount")
        if self.kind is QuestionKind.SEVERAL and not self.items and not self.answers:
            raise custom_error("items", "ask_items")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The facts for which it is asked."""
        return self.facts or tuple(self.items)


def read_interview(folder: Path, catalogue: Catalogue, numbers: Container[str]) -> dict[str, AskEntry]:
    """The questions of a rulebook folder by name, in their order; none where it has no such page. Raises `RulebookRefused`."""
    if not (folder / PAGE).is_file():
        return {}
    document = read_page(folder / PAGE, PAGE)
    try:
        found = TypeAdapter(dict[str, AskEntry]).validate_python(document.data)
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=AskEntry, under=1)) from None
    loose = [
        Message("at", place=document.at((name,)), what=Message("where_colon", where=name, what=says))
        for name, entry in found.items()
        for says in _loose(name, entry, found, catalogue, numbers)
    ]
    if loose:
        raise RulebookRefused(loose)
    return found


def _loose(name: str, entry: AskEntry, page: Mapping[str, AskEntry], catalogue: Catalogue, numbers: Container[str]) -> Iterator[str]:
    """What a question names and the catalogue does not have."""
    told: list[tuple[str, tuple[str, ...]]] = [(fact, (word,)) for answer in entry.answers.values() for fact, word in answer.tells.items()]
    if entry.amount is not None:
        told.append((entry.names[0], (entry.amount.below, entry.amount.reached)))
        if entry.amount.least not in numbers:
            yield Message("not_a_number", word=entry.amount.least, hint="")
    picked = [(fact, (*item.pick, *([item.otherwise] if item.otherwise else []))) for fact, item in entry.items.items()]
    for fact, words in (*((one, ()) for one in entry.facts), *told, *picked, *entry.where.items(), *entry.unless.items()):
        if fact not in catalogue.facts:
            yield Message("not_in", word=fact, where="facts/", hint=did_you_mean(fact, list(catalogue.facts)))
            continue
        known = catalogue.facts[fact].values
        of = Message("words_of", name=fact)
        yield from (Message("not_in", word=word, where=of, hint=did_you_mean(word, list(known))) for word in words if word not in known)
    papers = (*entry.found_in, *entry.at_hand, *entry.read_from, *(one.at_hand for one in entry.answers.values() if one.at_hand))
    yield from (Message("not_in", word=paper, where="documents.yaml", hint="") for paper in papers if paper not in catalogue.documents)
    if entry.ask_whom is not None and entry.ask_whom not in catalogue.authorities:
        yield Message("not_in", word=entry.ask_whom, where="authorities.yaml", hint="")
    yield from (Message("after_no_question", word=other) for other in entry.after if other not in page)
    if entry.asks is None and len(entry.names) != 1:
        yield Message("ask_needs_words", name=name)
    elif entry.asks is None and entry.names[0] in catalogue.facts and catalogue.facts[entry.names[0]].concluded:
        yield Message("ask_of_a_conclusion", fact=entry.names[0])
