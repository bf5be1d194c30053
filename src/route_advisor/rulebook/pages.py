"""How a page of rules is written: the keys of a page, a number, a rule, its consequence and its examples."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from route_advisor.documents.mistakes import custom_error
from route_advisor.messages import Message
from route_advisor.rulebook.entries import Entry, LawDay, Names, Word
from route_advisor.text import WrittenText
from route_advisor.vocabulary import Clock, Level, Outcome, Stage, Standing, StepKind

LONGEST_QUOTE = 8


def _one_of(words: type[StrEnum]) -> BeforeValidator:
    known = {str(word): word for word in words}
    return BeforeValidator(lambda value: known.get(value, value) if isinstance(value, str) else value)


def _as_names(value: object) -> object:
    return (value,) if isinstance(value, str) else value


PartNames = Annotated[
    tuple[Annotated[str, Field(pattern=r"^(\{part\}|[a-z][a-z0-9_]*)$")], ...], Field(strict=False), BeforeValidator(_as_names)
]
SlotName = Annotated[str, Field(pattern=r"^[a-z{][a-z0-9_{}]*$")]
LevelWord = Annotated[Level, _one_of(Level)]


class Cite(Entry):
    """An article. `checked_on` when its primary text was read; else `certainty` says what it rests on."""

    cite: str
    quote: str | None = None
    checked_on: LawDay | None = None
    certainty: Literal["secondary", "inference"] | None = None

    @model_validator(mode="after")
    def _marked(self) -> Self:
        if (self.checked_on is None) == (self.certainty is None):
            raise custom_error("certainty", "checked_or_certainty")
        if self.quote is not None and len(re.findall(r"\w+(?:[-'’]\w+)*", self.quote)) > LONGEST_QUOTE:
            raise custom_error("quote", "long_quote", most=LONGEST_QUOTE)
        return self


class InForce(Entry):
    """The days on which a rule holds, both included."""

    from_: LawDay = Field(alias="from")
    until: LawDay | None = None
    followed_by: Literal["nothing"] | None = None
    """Says that no rule takes the place of one that ended."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until < self.from_:
            raise custom_error("in_force", "until_before_from")
        if self.followed_by is not None and self.until is None:
            raise custom_error("in_force", "followed_by_without_until")
        return self


def _dated_values(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return {
        date.fromisoformat(day) if isinstance(day, str) and re.fullmatch(r"[0-9-]{10}", day) else day: number
        for day, number in value.items()
    }


class NumberEntry(Entry):
    """A dated number of law. A practice number (no law) says so in `source`, and when it was checked."""

    law: tuple[Cite, ...] = Field(default=(), strict=False)
    source: str | None = None
    checked_on: LawDay | None = None
    unit: str
    values: Annotated[dict[date, int | None], BeforeValidator(_dated_values), Field(min_length=1)]
    note: WrittenText | None = None

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if not self.law and (self.source is None or self.checked_on is None):
            raise custom_error("number", "number_rests_on_nothing")
        return self


class LinkEntry(Entry):
    """One link of a chain of planning, and the numbers of weeks that it lies before the last day of the term."""

    link: Word
    before_the_end: Names = ()
    soon: bool = False

    @model_validator(mode="after")
    def _known_or_soon(self) -> Self:
        if self.soon and self.before_the_end:
            raise custom_error("link", "soon_and_before")
        return self


class PlanningEntry(Entry):
    """How parts are counted back from the last day: chains by number, the rules that say why, and topics of what can be asked instead."""

    because: tuple[str, ...] = Field(default=(), strict=False)
    instead: Names = ()
    chains: dict[Word, Annotated[tuple[LinkEntry, ...], Field(strict=False, min_length=1)]]


class ThenEntry(Entry):
    """Exactly one verb, with the keys that belong to it."""

    concludes: Annotated[dict[SlotName, Word], Field(min_length=1, max_length=1)] | None = None
    requires: PartNames | None = None
    releases: PartNames | None = None
    eases: PartNames | None = None
    fulfils: PartNames | None = None
    dates: Annotated[Clock, _one_of(Clock)] | None = None
    refers: Word | None = None
    suggests: Word | None = None
    at_level: LevelWord | None = None
    to_level: LevelWord | None = None
    about: Word | None = None
    for_: PartNames = Field(default=(), alias="for")
    with_: Word | None = Field(default=None, alias="with")
    where: WrittenText | None = None
    before: WrittenText | None = None
    takes: WrittenText | None = None
    while_: Annotated[Standing, _one_of(Standing)] | None = Field(default=None, alias="while")
    weeks_back: Word | None = None
    kind: Annotated[StepKind, _one_of(StepKind)] | None = None
    needs_open: PartNames | None = None
    when_passed: bool = False

    @property
    def verb(self) -> str:
        """The verb of this consequence."""
        return next(verb for verb in KEYS_OF_VERB if getattr(self, verb) is not None)

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        verbs = [verb for verb in KEYS_OF_VERB if getattr(self, verb) is not None]
        if len(verbs) != 1:
            raise custom_error("verb", "one_verb", verbs=", ".join(KEYS_OF_VERB), found=", ".join(verbs) or Message("found_missing"))
        used = {self.__class__.model_fields[name].alias or name for name in self.model_fields_set}
        stray = sorted(used - {verbs[0], *KEYS_OF_VERB[verbs[0]]})
        if stray:
            raise custom_error("keys", "stray_keys", stray=", ".join(stray), verb=verbs[0])
        if verbs[0] == "eases" and self.to_level is None:
            raise custom_error("keys", "eases_needs")
        if verbs[0] == "suggests" and self.with_ is None:
            raise custom_error("keys", "suggests_needs")
        if verbs[0] == "refers" and self.about is None and not self.for_:
            raise custom_error("keys", "refers_needs")
        return self


_OF_A_LINE = ("kind", "needs_open", "when_passed")
"""Keys of what stands among the steps: what the line is for, which parts it needs, and whether it helps once a day has passed."""

KEYS_OF_VERB: Mapping[str, tuple[str, ...]] = {
    "concludes": (),
    "requires": ("at_level",),
    "releases": (),
    "eases": ("to_level",),
    "fulfils": ("at_level",),
    "dates": _OF_A_LINE,
    "refers": ("about", "for", *_OF_A_LINE),
    "suggests": ("with", "where", "before", "takes", "for", "at_level", "while", "weeks_back", *_OF_A_LINE),
}
"""The verbs, and the keys that may stand beside each."""


WhenEntry = Annotated[
    dict[SlotName, Names],
    BeforeValidator(lambda value: {k: _as_names(v) for k, v in value.items()} if isinstance(value, Mapping) else value),
]


class ExampleEntry(Entry):
    """A case, and what the rule says about it. The facts of `applies_to` hold unless `given` says otherwise.

    `but` stands in the place of `given` in a near miss: the facts of the first example that applies, with these words changed.
    With a list of words it is one example for each.
    """

    name: str
    given: dict[SlotName, Word] = Field(default_factory=dict)
    but: Annotated[WhenEntry, Field(min_length=1)] | None = None
    expect: Annotated[Outcome, _one_of(Outcome)]

    @model_validator(mode="after")
    def _given_or_but(self) -> Self:
        if self.but is not None and "given" in self.model_fields_set:
            raise custom_error("example", "given_or_but")
        return self


class RuleEntry(Entry):
    """One rule as it is written. `for_each` writes the same sentence for several components, with `{part}` in its place."""

    id: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-[0-9]+$")]
    for_each: Names = ()
    says: WrittenText
    short: WrittenText | None = None
    before_what: WrittenText | None = None
    law: tuple[Cite, ...] = Field(strict=False, min_length=1)
    in_force: InForce
    replaces: str | None = None
    when: WhenEntry = Field(default_factory=dict)
    then: ThenEntry
    final_word: Word
    open_norm: WrittenText | None = None
    examples: tuple[ExampleEntry, ...] = Field(strict=False)


class PageEntry(Entry):
    """One page about one topic."""

    topic: WrittenText
    stage: Annotated[Stage, _one_of(Stage)]
    applies_to: WhenEntry = Field(default_factory=dict)
    examples: tuple[ExampleEntry, ...] = Field(default=(), strict=False)
    """Near misses of `applies_to`: each is an example of every rule on the page that does not name the fact itself."""
    numbers: dict[Word, NumberEntry] = Field(default_factory=dict)
    rules: tuple[RuleEntry, ...] = Field(default=(), strict=False)


class ActEntry(Entry):
    """An act that rules cite."""

    name: str
    bwb: Annotated[str, Field(pattern=r"^BWB[RV][0-9]{7}$")]
    in_force: InForce
    text_read: LawDay | None = None
    """The newest consolidation that was read; left out where nobody read it."""
    governs: str | None = None
    """The word of `regime` of the people whom it governs; left out for an act that only has a part in it."""
