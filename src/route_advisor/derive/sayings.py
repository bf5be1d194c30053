"""What each source says about a fact, and what may be taken as known when sources differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from route_advisor.facts import Conflict, Fact, ToldBy
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import FactEntry
from route_advisor.vocabulary import Grade, Teller


class Saying(NamedTuple):
    """One source says one word about one fact."""

    fact: str
    word: str
    told_by: ToldBy


@dataclass(frozen=True, slots=True)
class Doubt:
    """Records that cannot both be right: a conflict, and the facts that are unknown because of it."""

    conflict: Conflict
    facts: tuple[str, ...] = ()


made = tuple.__new__
"""Makes a named tuple of all its values in a third of the time: fifty facts of a file are made so."""

_ESTABLISHED, _REPORTED = Grade.ESTABLISHED, Grade.REPORTED


def says(fact: str, word: str, teller: Teller, document: str, dated: date | None = None) -> Saying:
    """One source says one word about one fact, in a document of some date."""
    return made(Saying, (fact, word, made(ToldBy, (teller, document, dated))))


def day_known(on: date, *days: date | None) -> date | None:
    """The earliest of these days up to `on`; a document of a later day is not there yet."""
    return min([day for day in days if day is not None and day <= on], default=None)


def doubt(conflict: str, fact: str, *sources: tuple[str, ToldBy], unknown: Iterable[str] = ()) -> Doubt:
    """A conflict of `rules/conflicts.yaml` about a fact, with each source and what it says."""
    return Doubt(Conflict(conflict, fact, sources), tuple(unknown))


def settle(sayings: Iterable[Saying], doubts: Iterable[Doubt], catalogue: Catalogue) -> tuple[dict[str, Fact], tuple[Conflict, ...]]:
    """Facts by name, and the conflicts.

    The keeper of a fact establishes it; from anybody else it is reported. Where registers differ the fact is unknown.
    Where only the person differs from a register, the register stands and the difference is told.
    """
    first: dict[str, Saying] = {}
    several: dict[str, list[Saying]] = {}
    for saying in sayings:
        before = first.setdefault(saying.fact, saying)
        if before is not saying:
            several.setdefault(saying.fact, [before]).append(saying)
    doubts = list(doubts)
    conflicts = [one.conflict for one in doubts]
    doubtful = {fact for one in doubts for fact in one.facts}
    facts: dict[str, Fact] = {}
    entries = catalogue.facts
    for name, only in first.items():
        entry = entries.get(name)
        if entry is None:
            continue
        if name not in several:
            if name not in doubtful:
                facts[name] = _told(entry, only)
            continue
        said = several[name]
        fact = _settled(entry, said)
        if fact is not None and name not in doubtful:
            facts[name] = fact
        if len({saying.word for saying in said}) > 1 and not any(conflict.fact == name for conflict in conflicts):
            conflicts.append(_difference(name, said, fact))
    return facts, tuple(sorted(set(conflicts), key=_order) if conflicts else ())


def _order(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.id, conflict.fact, repr(conflict.sources)


def _told(entry: FactEntry, only: Saying) -> Fact:
    """A fact of which one source tells."""
    fact, word, told_by = only
    return made(Fact, (fact, word, (told_by,), _ESTABLISHED if entry.establishes(told_by.teller) else _REPORTED))


def _settled(entry: FactEntry, said: list[Saying]) -> Fact | None:
    registered = [saying for saying in said if saying.told_by.teller is not Teller.PERSON or entry.told_by is Teller.PERSON]
    heard = registered or said
    words = {saying.word for saying in heard}
    if len(words) > 1:
        return None
    told_by = tuple(sorted({saying.told_by for saying in heard}, key=_by_source))
    established = any(entry.establishes(source.teller) for source in told_by)
    return Fact(entry.name, words.pop(), told_by, Grade.ESTABLISHED if established else Grade.REPORTED)


def _by_source(told_by: ToldBy) -> tuple[str, str, date]:
    return told_by.teller, told_by.document, told_by.dated or date.min


def _difference(name: str, said: list[Saying], fact: Fact | None) -> Conflict:
    sources = tuple(sorted({(saying.word, saying.told_by) for saying in said}, key=lambda source: (_by_source(source[1]), source[0])))
    if all(source.teller is Teller.PERSON for _, source in sources):
        return Conflict("statements_differ", name, sources)
    kind = _DIFFERENCES.get(name, "registers_differ") if fact is None else "statement_differs"
    return Conflict(kind, name, sources)


_DIFFERENCES: Mapping[str, str] = {"route": "route_differs", "plan": "term_without_plan", "duo_duty": "duty_with_reason_none"}


def statements(file_statements: Iterable[tuple[str, str, date | None]], on: date) -> Iterator[Saying]:
    """What the person says, up to that day: about each fact the newest words alone."""
    told = list(file_statements)
    for place in newest(told, on):
        fact, word, said = told[place]
        yield says(fact, word, Teller.PERSON, "own_words", said)


def newest(told: Sequence[tuple[str, str, date | None]], on: date) -> tuple[int, ...]:
    """The places of the statements that count on that day: somebody who says something else later changed their mind.

    Words without a day may be as old as the person, so words with a day count before them. Words of one day all count: where they
    differ nobody knows which came last, and the difference is told.
    """
    latest: dict[str, date] = {}
    heard = [place for place, (_, _, said) in enumerate(told) if said is None or said <= on]
    for place in heard:
        fact, _, said = told[place]
        latest[fact] = max(latest.get(fact, date.min), said or date.min)
    return tuple(place for place in heard if (told[place][2] or date.min) == latest[told[place][0]])
