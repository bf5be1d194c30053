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
        self._ranks: tuple[Mapping[Value, int], ...] = tuple(
            {value: rank for rank, value in enumerate(one.words) if value is not None} for one in facts
        )
        self._ways = {records.at: _ways(records.at, facts) for one in facts for records in one.records}

    def said(self, group: Record, on: date) -> Iterator[Saying]:
        """What this group of a file says about these facts on that day."""
        lists = {at: _entries(group, at) for at in self._ways}
        best = self._best(lists, on)
        for place, fact in enumerate(self.facts):
            counted = best.get(place)
            if counted is not None:
                word, document, day = fact.words[counted.value], counted.document, counted.day
            elif lists[fact.records[0].at] is not None:
                word, document, day = fact.words.get(None), fact.without, None
            else:
                continue
            if word is not None:
                yield Saying(fact.fact, word, ToldBy(fact.told_by, document, day))

    def _best(self, lists: Mapping[str, Sequence[Any] | None], on: date) -> Mapping[int, "_Counted"]:
        """For each fact, by its place, the record that tells it."""
        best: dict[int, _Counted] = {}
        for at, ways in self._ways.items():
            for record in lists[at] or ():
                for way in ways:
                    places = way.facts.get(way.keys(record))
                    counted = _counted(record, way.records, on) if places else None
                    if places and counted is not None:
                        self._put(counted, places, best)
        return best

    def _put(self, counted: "_Counted", places: Sequence[int], best: dict[int, "_Counted"]) -> None:
        """Let a record tell these facts, where its value is higher than that of others, or its day earlier."""
        for place in places:
            rank, before = self._ranks[place], best.get(place)
            if counted.value not in rank:
                continue
            if before is None or (-rank[counted.value], counted.when) < (-rank[before.value], before.when):
                best[place] = counted


class _Counted(NamedTuple):
    """A record that counts: its value, its day, and the document that it is."""

    value: Value
    day: date | None
    document: str

    @property
    def when(self) -> date:
        """Its day; what has none stands last."""
        return self.day or date.max


class _Way(NamedTuple):
    """One way to read the records of a list: the keys that matter, and by what these hold the places of the facts that are told."""

    keys: Callable[[Any], Any]
    records: Records
    facts: dict[Any, list[int]]


def _ways(at: str, facts: Sequence[Declared]) -> tuple[_Way, ...]:
    """The ways to read that list: what differs only in what the keys hold is one of them."""
    found: dict[Any, _Way] = {}
    for place, fact in enumerate(facts):
        for records in (one for one in fact.records if one.at == at):
            for where in records.where:
                alike = (*where,), records.by, records.is_event, records.take, records.document
                way = found.setdefault(alike, _Way(attrgetter(*where) if where else lambda _: (), records, {}))
                for held in product(*where.values()):
                    way.facts.setdefault(held[0] if len(held) == 1 else held, []).append(place)
    return tuple(found.values())


def _entries(group: Record, at: str) -> Sequence[Any] | None:
    """The records there, in this group of a file; `None` where the file does not say."""
    _, _, key = at.partition(".")
    found: Record | Sequence[Any] | None = getattr(group, key.removesuffix("[]")) if key else group
    return (found,) if isinstance(found, Record) else found


def _counted(record: Any, records: Records, on: date) -> _Counted | None:  # noqa: ANN401 - a record of any kind
    """This record with its value and day; `None` where it is dated later, or has no day that it needs."""
    day = None if records.by is None else getattr(record, records.by)
    if records.is_event if day is None else day > on:
        return None
    value = records.by if records.is_event else True if records.take is None else getattr(record, records.take)
    return _Counted(records.read_as.get(value, value), day, records.document)
