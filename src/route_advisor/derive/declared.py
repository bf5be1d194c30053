"""Facts that are said once, as data: which records of a file tell them, which of these count, and in which words.

A declaration is read here for one person, and over columns for many at once (`caseload.columns`); a property keeps the two the same.
`declarations.py` holds them.

Declare a fact where one sentence says it all: *the highest level of the partial exemptions that DUO granted for this part*. Write a function
in the module of its topic where the fact hangs on another fact, a number of law, a period or a count: terms, interruptions, ages, clocks,
hours. A fact that would need a new field here for itself alone is a function too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from operator import attrgetter
from typing import Any, NamedTuple

from route_advisor.derive.sayings import Saying
from route_advisor.facts import ToldBy
from route_advisor.personal_file import Record
from route_advisor.vocabulary import Teller

Value = str | int | bool | None
"""What a key of a record holds; `None` where nobody told it."""

Where = Mapping[str, tuple[Value, ...]]
"""Some keys of a record, and what each may hold."""

Words = Mapping[Value, str | None]
"""The word for each value, from low to high. A value without a word says nothing; `None` is the value where no record counts."""


@dataclass(frozen=True)
class Records:
    """Records of a file that tell a fact. One that is dated later than the advice does not count yet; one without a day counts."""

    at: str
    """Where they stand in a file: `duo.exams[]`, or a record that stands alone, as `municipality.intake`."""
    document: str
    where: tuple[Where, ...] = ({},)
    """A record counts where one of these fits."""
    by: str | None = None
    """The key of their day; `None` where they have none."""
    is_event: bool = False
    """The day itself is told: a record without it does not count, and its key is the value that is taken."""
    take: str | None = None
    """The key of the value that is taken; `None` takes True: it is there."""
    read_as: Mapping[Value, Value] = field(default_factory=dict)
    """What a value is called elsewhere: programme 1 of the state exam is B1."""

    @property
    def fields(self) -> frozenset[str]:
        """The fields that it reads, without numbers: `duo.exams[].part`."""
        keys = {key for where in self.where for key in where} | {key for key in (self.by, self.take) if key is not None}
        return frozenset(f"{self.at}.{key}" for key in keys)


@dataclass(frozen=True)
class Declared:
    """A fact, the records that tell it, and the word for each value that they have. The highest value counts, told by its earliest record."""

    fact: str
    told_by: Teller
    records: tuple[Records, ...]
    words: Words
    """A record with another value does not count. The word for `None` is told where the first list is in the file."""
    without: str = ""
    """The document that says that there is none."""


class Declarations:
    """Facts of one group of a file, read together: each record is looked at once, however many facts it may tell."""

    def __init__(self, *facts: Declared) -> None:
        self.facts = facts
        ats = dict.fromkeys(records.at for one in facts for records in one.records)
        self._lists = tuple((at, at.partition(".")[2].removesuffix("[]"), _ways(at, facts)) for at in ats)
        self._none = tuple((one.records[0].at, _none(one)) for one in facts)

    def said(self, group: Record, on: date) -> Iterator[Saying]:
        """What this group of a file says about these facts on that day."""
        best: dict[int, _Counted] = {}
        told: list[str] = []
        for at, key, ways in self._lists:
            found = getattr(group, key) if key else group
            if found is not None:
                told.append(at)
                for record in found if isinstance(found, tuple) else (found,):
                    _look(record, ways, on, best)
        for place, (at, none) in enumerate(self._none if told else ()):
            counted = best.get(place)
            if counted is not None:
                fact, word = self.facts[place], counted.word
                if word is not None:
                    yield Saying(fact.fact, word, ToldBy(fact.told_by, counted.document, counted.day))
            elif none is not None and at in told:
                yield none


def _none(fact: Declared) -> Saying | None:
    """What is said where no record counts; the same of everybody."""
    word = fact.words.get(None)
    return None if word is None else Saying(fact.fact, word, ToldBy(fact.told_by, fact.without))


class _Counted(NamedTuple):
    """The record that tells a fact so far: how high its value is, the word for it, its day, and the document that it is."""

    rank: int
    word: str | None
    day: date | None
    document: str


class _Way(NamedTuple):
    """One way to read the records of a list: the keys that matter, and by what these hold the facts that are told."""

    keys: Callable[[Any], Any] | None
    records: Records
    facts: dict[Any, list["_Told"]]


class _Told(NamedTuple):
    """A fact that is told, by its place; and for each value how high it is, and its word."""

    place: int
    words: Mapping[Value, tuple[int, str | None]]


def _look(record: Any, ways: Sequence[_Way], on: date, best: dict[int, _Counted]) -> None:  # noqa: ANN401 - a record of any kind
    """Let a record tell its facts, where it counts, and its value is higher than that of others or its day earlier."""
    for keys, records, facts in ways:
        told = facts.get(keys(record) if keys is not None else None)
        if told is None:
            continue
        day = None if records.by is None else getattr(record, records.by)
        if records.is_event if day is None else day > on:
            continue
        value = records.by if records.is_event else True if records.take is None else getattr(record, records.take)
        if records.read_as:
            value = records.read_as.get(value, value)
        for place, words in told:
            found = words.get(value)
            if found is not None:
                rank, word = found
                before = best.get(place)
                if before is None or rank > before.rank or (rank == before.rank and (day or date.max) < (before.day or date.max)):
                    best[place] = _Counted(rank, word, day, records.document)


def _ways(at: str, facts: Sequence[Declared]) -> tuple[_Way, ...]:
    """The ways to read that list: what differs only in what the keys hold is one of them."""
    found: dict[Any, _Way] = {}
    for place, fact in enumerate(facts):
        told = _Told(place, {value: (rank, word) for rank, (value, word) in enumerate(fact.words.items()) if value is not None})
        for records in (one for one in fact.records if one.at == at):
            for where in records.where:
                alike = (*where,), records.by, records.is_event, records.take, records.document
                way = found.setdefault(alike, _Way(attrgetter(*where) if where else None, records, {}))
                for held in product(*where.values()):
                    way.facts.setdefault(held[0] if len(held) == 1 else held or None, []).append(told)
    return tuple(found.values())
