"""What is known about one person on one day, and who told us."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Final, Literal, NamedTuple

from route_advisor.dates import day_before, days_between, next_day
from route_advisor.vocabulary import Grade, Teller


class Unknown(Enum):
    """The value of a fact that nobody told us."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN


class ToldBy(NamedTuple):
    """Who told us, in which document, of which date."""

    teller: Teller
    document: str
    dated: date | None = None


class Fact(NamedTuple):
    """A fact: a name, a word, who told us, and how firm it is."""

    name: str
    word: str
    told_by: tuple[ToldBy, ...]
    grade: Grade = Grade.ESTABLISHED


class DateFact(NamedTuple):
    """A date that a rule may name in a sentence, and where it comes from."""

    name: str
    day: date
    told_by: tuple[ToldBy, ...]


class More(NamedTuple):
    """What may count too, once its keeper says so: where it comes from, and how much."""

    source: str
    amount: int


class Count(NamedTuple):
    """What one source counted: how much is done, needed and left, in whole numbers of `unit`. What nobody told is `None`.

    `needed` is a number of law, which `number` names, or what a record sets in its place. `part` is the component that it is about.
    """

    name: str
    part: str | None
    unit: str
    told_by: tuple[ToldBy, ...]
    done: int | None = None
    needed: int | None = None
    left: int | None = None
    number: str | None = None
    more: tuple[More, ...] = ()

    @property
    def left_with_more(self) -> int | None:
        """What is left if all that may count does count; `None` where nothing more may count, or nothing is needed."""
        return None if self.left is None or not self.more else max(0, self.left - sum(one.amount for one in self.more))


def counted(name: str, part: str | None, unit: str, *told_by: ToldBy, done: int, needed: int | None, number: str | None = None) -> Count:
    """A count of what is done, and of what is left where so much is needed."""
    left = None if needed is None else max(0, needed - done)
    return Count(name, part, unit, told_by, done, needed, left, number if needed is not None else None)


class Told(NamedTuple):
    """One field of a file that tells something: where it stands, what it holds, who told it, and which facts and counts it feeds.

    `record` is where its record stands and `kind` its place without numbers. One that is dated `later` than the day does not count yet,
    nor one that is `superseded`. `nearest` is a fact that rules do ask, for a field that feeds none.
    """

    where: str
    record: str
    kind: str
    word: str
    told_by: ToldBy
    feeds: tuple[str, ...]
    nearest: str | None = None
    later: bool = False
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that differ about one fact. We name both and pick neither silently.

    `id` is a conflict that `rules/conflicts.yaml` describes; `ask` says whom to ask first, and then.
    """

    id: str
    fact: str
    sources: tuple[tuple[str, ToldBy], ...]


class StatedDay(NamedTuple):
    """A last day of the term that DUO had on record: since when, and on which ground where DUO names one."""

    last_day: date
    registered: date | None
    ground: str | None


@dataclass(frozen=True, slots=True)
class TermDates:
    """First and last day (both count), the last day before any extension, and when extra time can be asked.

    A letter that names only the last day leaves the first unknown.
    """

    starts: date | None
    last_day: date
    computed_last_day: date | None
    stated_last_day: date | None
    extra_time_from: date | None
    told_by: tuple[ToldBy, ...]
    versions: tuple[StatedDay, ...] = ()
    """What DUO stated, oldest first; the last one counts."""
    other_last_day: date | None = None
    """The later of two computed last days, where the law leaves both and DUO has stated none."""

    def days_used(self, on: date) -> int | None:
        """The days of the term up to and including that day; `None` where its first day is not known."""
        if self.starts is None:
            return None
        return max(0, days_between(self.starts, next_day(min(on, self.last_day))))

    def days_left(self, on: date) -> int:
        """The days of the term after that day, the last day included: none on the last day itself."""
        from_here = on if self.starts is None else max(on, day_before(self.starts))
        return max(0, days_between(from_here, self.last_day))


@dataclass(frozen=True, slots=True)
class Facts(Mapping[str, Fact | Literal[Unknown.UNKNOWN]]):
    """Facts by name. A fact that is not here is `UNKNOWN`; asking for it never fails."""

    known: Mapping[str, Fact]
    dates: Mapping[str, DateFact] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a fact that a stage could not conclude: the facts that were missing."""
    term: TermDates | None = None
    """The term in which the duty must be met, where the file tells it."""
    counts: tuple[Count, ...] = ()
    """The numbers behind the words, in the order in which people read them."""
    told: tuple[Told, ...] = ()
    """Each field of the file that tells something, and what it feeds."""
    municipalities: frozenset[str] | None = None
    """Where the person lives, by CBS code: several where the papers differ, none where nobody knows; `None` where no paper names one."""

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "Facts":
        """Facts by their names."""
        return cls({fact.name: fact for fact in facts})

    def __getitem__(self, name: str) -> Fact | Literal[Unknown.UNKNOWN]:
        return self.known.get(name, UNKNOWN)

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)

    def __contains__(self, name: object) -> bool:
        return name in self.known

    def word(self, name: str) -> str | None:
        """The word of a fact, or `None` where it is unknown."""
        fact = self.known.get(name)
        return None if fact is None else fact.word

    def tellable(self, missing: Iterable[str]) -> set[str]:
        """Of missing facts those that somebody could tell: behind each that rules would conclude, the facts that were missing for it."""
        if not self.behind or self.behind.keys().isdisjoint(missing := tuple(missing)):
            return set(missing)
        found: set[str] = set()
        for name in missing:
            behind = self.behind.get(name)
            if behind is None:
                found.add(name)
            else:
                found |= self.tellable(behind)
        return found

    def with_facts(self, facts: Iterable[Fact], behind: Mapping[str, tuple[str, ...]] | None = None) -> "Facts":
        """These facts and more. Earlier facts stay; a name that is already known is a mistake of the caller."""
        known = dict(self.known)
        for fact in facts:
            known[fact.name] = fact
        return replace(self, known=known, behind={**self.behind, **(behind or {})})

    def without(self, *names: str) -> "Facts":
        """The same facts, as if nobody had told us these."""
        return replace(self, known={n: f for n, f in self.known.items() if n not in names})
