"""What the pages about words may say: one entry for a fact, a component, an authority, a topic, the head of an advice and others of the catalogue."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from route_advisor.dates import FIRST_DAY, LAST_DAY, Holiday, Validity
from route_advisor.documents.mistakes import custom_error
from route_advisor.text import WrittenText
from route_advisor.vocabulary import StepKind, Teller

Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Names = Annotated[tuple[Word, ...], Field(strict=False)]
Enumerated = BeforeValidator(lambda value: Teller(value) if isinstance(value, str) and value in set(Teller) else value)


class Entry(BaseModel):
    """A part of a page of the rulebook: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


def _iso_day(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-11-23") else value


LawDay = Annotated[date, BeforeValidator(_iso_day)]


class FactEntry(Entry):
    """A fact that rules may ask: its words, the question, who knows the answer, where it is written, why we ask.

    `{part}` in a name stands for each component of `for_each`. `concluded` facts come from rules and are never asked.
    """

    name: str = ""
    for_each: Names = ()
    values: Annotated[Mapping[Word, WrittenText], Field(min_length=1)]
    asks: WrittenText | None = None
    found_in: Names = ()
    told_by: Annotated[Teller, Enumerated] = Teller.RULES
    also_established_by: tuple[Annotated[Teller, Enumerated], ...] = Field(default=(), strict=False)
    ask_whom: Word | None = None
    why_we_ask: WrittenText | None = None
    concluded: bool = False
    otherwise: Word | None = None
    person_may_say: bool = False
    asked_if: Mapping[Word, Names] = Field(default_factory=dict)
    """Ask it only where another fact is known and has one of these words: nobody is asked about illness without a reason."""
    not_asked_if: Mapping[Word, Names] = Field(default_factory=dict)
    """Not while another fact has one of these words: what stands in a letter is not asked of somebody whose letter is still to come."""
    grows: bool = False
    """Its words stand from least to most, and a file only moves up: results, hours, attempts, talks."""
    may_become: Names = ()
    """Words that a person can still come to, by a document or a decision. A fact that `grows` may come to any later word."""
    unless_told: Word | None = None
    """The word that nearly everybody has, who was never asked: it may be assumed where nothing else is missing, and is told as expected."""
    may_become_unless: Mapping[Word, Names] = Field(default_factory=dict)
    """Not while another fact has one of these words: a route is not changed once the time for that has passed."""

    def is_asked(self, words: Callable[[str], str | None]) -> bool:
        """Whether this question makes sense now; `words` gives the word of a fact, or `None`."""
        if self.asks is None:
            return False
        for name, ruled_out in self.not_asked_if.items():
            if words(name) in ruled_out:
                return False
        for name, allowed in self.asked_if.items():  # noqa: SIM110 - loops are faster here, and this runs for every missing fact
            if words(name) not in allowed:
                return False
        return True

    def words_to_come(self, words: Callable[[str], str | None]) -> tuple[str, ...]:
        """The words that this person can still come to, least first; `words` gives the word of a fact, or `None`."""
        if any(words(name) in ruled_out for name, ruled_out in self.may_become_unless.items()):
            return ()
        now, all_words = words(self.name), tuple(self.values)
        later = all_words[all_words.index(now) + 1 if now in all_words else 1 :] if self.grows else ()
        return tuple(word for word in all_words if word != now and (word in later or word in self.may_become))

    def establishes(self, teller: Teller) -> bool:
        """Whether this source settles the fact; from any other it is reported."""
        return teller is self.told_by or teller in self.also_established_by


class ComponentEntry(Entry):
    """A component of the duty: its name, who registers it as done, what counts as evidence."""

    name: WrittenText
    registered_by: Word
    evidence: Names
    final_word: Word
    levels: bool = False


class ToCaseworkerEntry(Entry):
    """How somebody who works for the municipality names an authority, in a few words.

    `name` is who decides, `with` with whom a step is done (the same where it is left out), and `decides` what it decides under an act, by the
    act's word, or under `any` while no act is known.
    """

    name: WrittenText
    with_: WrittenText | None = Field(default=None, alias="with")
    decides: Mapping[Word, WrittenText] = Field(default_factory=dict)


class AuthorityEntry(Entry):
    """Who decides: its name, what it decides, how to reach it, how to object; and how a caseworker names it.

    `municipal` marks the authority that every municipality has in its own place: its own pages may say how to reach it.
    """

    name: WrittenText
    decides: WrittenText
    reach: WrittenText
    object: WrittenText | None = None
    url: str | None = None
    checked_on: LawDay
    municipal: bool = False
    to_caseworker: ToCaseworkerEntry | None = None


class ConflictEntry(Entry):
    """Two sources that differ: what to say, and whom to ask first and then."""

    says: WrittenText
    ask: Annotated[tuple[Word, ...], Field(strict=False, min_length=1)]
    source: str


ANY_PART = "any"
"""In place of names: every component of the rulebook."""


class TopicEntry(Entry):
    """What a line on a topic is for, and the parts of which one must still be open; a rule may say otherwise.

    A topic is a word behind `about` or `suggests`. One that stands on no page of topics informs (`know`) behind `about`, asks behind
    `suggests: ask_…`, informs behind `suggests: know_…`, and is something to do otherwise. Of topics with `after_help` a letter speaks only
    after all that helps.
    """

    kind: Annotated[StepKind, BeforeValidator(lambda value: StepKind(value) if value in set(StepKind) else value)] | None = None
    needs_open: Annotated[Names, BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)] = ()
    after_help: bool = False
    first: bool = False
    """Somebody waits for an answer: it stands before everything else."""
    after_doing: bool = False
    """It asks to change the plan: it stands after what the plan leaves to do."""
    name: WrittenText | None = None
    """What people call it; a topic without a name is none that people ask about, and a component has its own."""
    words: Mapping[str, Annotated[tuple[str, ...], Field(strict=False)]] = Field(default_factory=dict)
    """Other words for it, by language."""
    covers: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")], ...] = Field(default=(), strict=False)
    """Whose rules are about it: pages, parts, concluded facts, words behind `about` and `suggests`."""
    facts: Names = ()
    """The facts that say how it stands."""
    told_to: Mapping[str, Names] = Field(default_factory=dict)
    """Of whom this must be known before rules on it that do not apply are told: a fact and its words, as `group`. For fines and loans."""
    who: Word | None = None
    """The one authority to ask first."""
    takes: WrittenText | None = None
    note: WrittenText | None = None


class HolidayEntry(Entry):
    """A general recognised holiday: on a month and day, or a number of days after Easter."""

    law: dict[str, str | date]
    in_force: dict[str, LawDay]
    day: Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$")] | None = None
    if_sunday: Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$")] | None = None
    after_easter: int | None = None

    def named(self, name: str) -> Holiday:
        """The holiday, for arithmetic."""
        validity = Validity(self.in_force.get("from", FIRST_DAY), self.in_force.get("until", LAST_DAY))
        return Holiday(name, validity, _month_and_day(self.day), _month_and_day(self.if_sunday), self.after_easter or 0)


def _month_and_day(written: str | None) -> tuple[int, int] | None:
    if written is None:
        return None
    month, _, day = written.partition("-")
    return int(month), int(day)


class DeferralEntry(Entry):
    """The words that end every advice."""

    says: WrittenText
    who_decides: tuple[Word, ...] = Field(strict=False)
    where_to_check: tuple[Word, ...] = Field(strict=False)


class Expectation(Entry):
    """A fact that says what to expect until somebody decides, and what is then assumed: for a word of it, facts with their words."""

    fact: Word
    assumes: Mapping[Word, Mapping[Word, Word]] = Field(default_factory=dict)


Expectations = Annotated[tuple[Expectation, ...], Field(strict=False)]
"""Of several the first that is known is told."""


class ActHead(Entry):
    """The fact that says which act governs, and those that say which act to expect."""

    decided: Word
    expected: Expectations = ()


class DutyHead(Entry):
    """The fact that says whether there is a duty, those that say what to expect, and the one that says in which phase."""

    decided: Word
    expected: Expectations = ()
    phase: Word | None = None


class Errand(Entry):
    """What to do to get a route, or why there is none to ask for: for whom, who decides, and what to tell."""

    where: Mapping[Word, Names] = Field(default_factory=dict)
    """Facts with their words, which must all hold; none for everybody else."""
    by: Word
    errand: WrittenText
    none_to_expect: bool = False


class RouteHead(Entry):
    """The fact that names somebody's route, who decides it, what is told where only the person names it, and what to tell until then.

    Of the errands the first counts whose facts hold.
    """

    decided: Word
    by: Word
    reported: WrittenText | None = None
    errands: tuple[Errand, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _for_everybody(self) -> Self:
        if self.errands[-1].where:
            raise custom_error("errands", "last_errand")
        return self


class HeadEntry(Entry):
    """The facts at the head of an advice. What a law does not have is left out."""

    act: ActHead | None = None
    duty: DutyHead | None = None
    route: RouteHead | None = None

    @cached_property
    def expectations(self) -> Mapping[str, tuple[Expectation, ...]]:
        """For a fact that somebody must decide: what is to be expected until then, the first that is known."""
        return {one.decided: one.expected for one in (self.act, self.duty) if one is not None}

    @cached_property
    def expected(self) -> Mapping[str, tuple[str, ...]]:
        """For a fact that somebody must decide: the facts that say what to expect."""
        return {decided: tuple(one.fact for one in several) for decided, several in self.expectations.items() if several}

    @cached_property
    def lines(self) -> Mapping[str, tuple[str, ...]]:
        """For a fact that rules conclude: the lines of the head, `act` or `duty`, that it settles or tells for now."""
        lines = {"act": self.act, "duty": self.duty}
        settling = {name: {one.decided, *(other.fact for other in one.expected)} for name, one in lines.items() if one is not None}
        return {fact: tuple(name for name in settling if fact in settling[name]) for fact in set().union(*settling.values())}

    @cached_property
    def facts(self) -> frozenset[str]:
        """Every fact that stands in the head, where every reader sees it."""
        found = {one.decided for one in (self.act, self.duty, self.route) if one is not None} | {
            one for several in self.expected.values() for one in several
        }
        return frozenset(found | {self.duty.phase} if self.duty is not None and self.duty.phase is not None else found)
