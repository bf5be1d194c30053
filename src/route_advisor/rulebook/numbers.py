"""Dated numbers of law: each stands once in `rules/`, with its unit, its dates and its article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from route_advisor.dates import days_between
from route_advisor.errors import NotInRulebook
from route_advisor.messages import Message
from route_advisor.rulebook.citation import Citation
from route_advisor.text import Text


@dataclass(frozen=True, slots=True)
class Number:
    """A number of law, such as 3 (years) or 600 (hours): its values by the first day on which each holds."""

    name: str
    unit: str
    values: tuple[tuple[date, int | None], ...]
    law: tuple[Citation, ...]
    page: str
    line: int
    checked_on: date | None = None
    note: Text | None = None
    source: str | None = None
    """Where a number of practice was read."""

    @property
    def certain(self) -> bool:
        """Every article was read in its primary text. A number of practice, without an article, never is."""
        return bool(self.law) and all(citation.certain for citation in self.law)

    def at(self, on: date) -> int | None:
        """The value on that day; `None` before the first day, or where the law has no such number then."""
        found = None
        for start, value in self.values:
            if start <= on:
                found = value
        return found


CHECK_AFTER = "check_after_days"
"""The number of days after which a price, a lead time or a telephone number must be checked again."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of a chain that is counted back from the last day of the term: the numbers of weeks that it lies before that day.

    A link that is due `soon` has no number: no source says how long it takes.
    """

    name: str
    before_the_end: tuple[str, ...] = ()
    soon: bool = False


@dataclass(frozen=True, slots=True)
class Planning:
    """How parts are counted back from the last day of the term. Planning, not law."""

    chains: Mapping[str, tuple[ChainLink, ...]] = field(default_factory=dict)
    """By the number that a step names behind `weeks_back`: its links, the first to do first."""
    because: frozenset[str] = frozenset()
    """The rules, as written, that say what the law leaves open about the last day."""
    instead: frozenset[str] = frozenset()
    """Topics of lines that say what can be asked where a part no longer fits, beside those that hold once a day has passed."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of a rulebook, by name, and the planning that counts with them."""

    by_name: Mapping[str, Number]
    planning: Planning = field(default_factory=Planning)

    def weeks_before_the_end(self, link: ChainLink, on: date) -> int | None:
        """How many weeks before the last day of the term a link lies; `None` where that is not known on that day."""
        weeks = [self.at(name, on) for name in link.before_the_end]
        known = [one for one in weeks if one is not None]
        return None if link.soon or len(known) < len(weeks) else sum(known)

    def __hash__(self) -> int:
        # soon found; numbers of two rulebooks may share it, and differ all the same
        return hash(len(self.by_name))

    @lru_cache(maxsize=4096)  # noqa: B019 - a rulebook lives as long as its process
    def weeks_back(self, name: str, on: date) -> int | None:
        """How many weeks before the last day of the term a step of this number must be taken: the first link of its chain that is known."""
        chain = self.planning.chains.get(name, (ChainLink("", (name,)),))
        return next((weeks for link in chain if (weeks := self.weeks_before_the_end(link, on)) is not None), None)

    @lru_cache(maxsize=4096)  # noqa: B019 - a rulebook lives as long as its process
    def on(self, day: date) -> Mapping[str, int | None]:
        """The value of each number on that day, by name; `None` where the law has no such number then."""
        return {name: number.at(day) for name, number in self.by_name.items()}

    def number(self, name: str) -> Number:
        """The number of that name. Raises `NotInRulebook`."""
        if name not in self.by_name:
            raise NotInRulebook(Message("not_a_number", word=name, hint=""))
        return self.by_name[name]

    def at(self, name: str, on: date) -> int | None:
        """The value of a number on that day; `None` where the rulebook has no such number, or not on that day."""
        number = self.by_name.get(name)
        return None if number is None else number.at(on)

    def at_or_first(self, name: str, on: date) -> int | None:
        """The value of a number on that day; where the law has none then, the first that it had. For a question, which no law answers."""
        number = self.by_name.get(name)
        if number is None:
            return None
        value = number.at(on)
        return value if value is not None else next((one for _, one in number.values if one is not None), None)

    def long_ago(self, checked_on: date | None, on: date) -> bool:
        """What was checked on the first day must be checked again by the second. What rests on law alone has no such day."""
        if checked_on is None:
            return False
        after_days = self.at(CHECK_AFTER, on)
        return after_days is not None and days_between(checked_on, on) > after_days

    def outdated(self, names: Iterable[str], on: date) -> bool:
        """One of these numbers was checked too long ago."""
        for name in names:
            number = self.by_name.get(name)
            if number is not None and self.long_ago(number.checked_on, on):
                return True
        return False
