"""Compare the engine with its plain twin on very many file-days: verdicts with their reasons, conclusions and contradictions.

    python tests/benchmarks/twin_at_scale.py --file-days 1000000 --seed 1 --workers 2

A file-day is one file read on one day. Files are coherent lives, lives near the edges of the law, and files whose records contradict each
other; a part of the file-days has facts at random instead. Days are those on which something changes for the file, those on which the law
changes, and days of every epoch. One seed gives one run, with any number of workers. A difference is made as small as can be and written
to tests/corpus, with the answer of the twin, for a person to judge. Leaves with code 1 where there was one, and with code 2 where the
engine is not there to be compared.
"""
# ruff: noqa: T201 - it prints its figures

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from platform import python_version
from random import Random
from time import perf_counter
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from route_advisor import PersonalFile, Rulebook
from route_advisor.assurance.cases.corpus import CONTRADICTION, Case, Change, answers, digest, facts_on, groups_of, smallest, write_case
from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.errors import EngineFailed, RulesContradict
from route_advisor.facts import Facts
from route_advisor.reasoning import reference
from route_advisor.reasoning.disagreement import agree, reproduction, said
from route_advisor.reasoning.engine import Engine, is_available
from route_advisor.testing import days_of, edges_of, facts, files_near_legal_edges, hostile_files, legal_edges, life_stories
from route_advisor.vocabulary import Grade

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
BATCH = 2000
"""File-days that are drawn and read in one go."""
DAYS_A_FILE = 12
MOST_CASES = 10
"""Differences beyond these, and beyond the first of each batch, are counted and not written down."""
KINDS: dict[str, Callable[[], SearchStrategy[PersonalFile] | SearchStrategy[Facts]]] = {
    "coherent": lambda: life_stories(reaches="notice"),
    "near edges": lambda: files_near_legal_edges(reaches="notice"),
    "hostile": hostile_files,
    "facts": facts,
}
_TURNS = ("coherent", "facts", "near edges", "hostile", "facts", "hostile")
"""The kinds of the batches, in turn."""
_NOBODY_YET = ""

Subject = PersonalFile | Facts


class Batch(NamedTuple):
    """A number of file-days of one kind, which one worker draws and reads."""

    seed: int
    number: int
    size: int

    @property
    def kind(self) -> str:
        """What is drawn."""
        return _TURNS[self.number % len(_TURNS)]

    @property
    def chance(self) -> Random:
        """The chance of this batch alone, so that it does not matter who reads it."""
        return Random(f"{self.seed}/{self.number}")  # noqa: S311 - not for secrets


@dataclass
class Tally:
    """What was read and what was found; tallies of batches add up."""

    file_days: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    files: set[int] = field(default_factory=set)
    """A short hash of each distinct file, and of each distinct set of random facts."""
    questions: set[int] = field(default_factory=set)
    """A short hash of each distinct set of facts in each epoch: what the engine really sees."""
    epochs: set[date] = field(default_factory=set)
    edges: set[date] = field(default_factory=set)
    contradictions: int = 0
    disagreements: int = 0
    cases: list[Case] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count what another batch found too."""
        self.file_days += other.file_days
        self.by_kind += other.by_kind
        self.files |= other.files
        self.questions |= other.questions
        self.epochs |= other.epochs
        self.edges |= other.edges
        self.contradictions += other.contradictions
        self.disagreements += other.disagreements
        known = {case.name for case in self.cases}
        self.cases += [case for case in other.cases if case.name not in known][: MOST_CASES - len(self.cases)]


def batches(file_days: int, seed_: int) -> list[Batch]:
    """The batches of a run; together they have exactly that many file-days."""
    return [Batch(seed_, number, min(BATCH, file_days - start)) for number, start in enumerate(range(0, file_days, BATCH))]


def read(batch: Batch) -> Tally:
    """Draw the files of a batch and read each on its days, with the engine and with the twin."""
    tally = Tally()
    chance = batch.chance
    drawn = subjects(batch, chance.getrandbits(64))
    readings = [(one, _days_for(one, chance)) for one in drawn]
    while tally.file_days < batch.size:
        for subject, days in readings[: batch.size - tally.file_days]:
            tally.file_days += 1
            _read_one(subject, next(days), tally)
    tally.by_kind[batch.kind] = batch.size
    tally.files = {_hash(repr(subject)) for subject in drawn}
    return tally


def subjects(batch: Batch, its_seed: int) -> list[Subject]:
    """Distinct files, or facts, of the kind of this batch, drawn by Hypothesis."""
    found: dict[int, Subject] = {}

    @seed(its_seed)
    @settings(
        database=None,
        deadline=None,
        derandomize=False,
        max_examples=max(batch.size // DAYS_A_FILE, 1),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(KINDS[batch.kind]())
    def collect(subject: Subject) -> None:
        found.setdefault(_hash(repr(subject)), subject)

    collect()
    return list(found.values())


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def _days_for(subject: Subject, chance: Random) -> Iterator[date]:
    """Days without end, and none twice as long as there are others: half of them edges of the file, where it has dates."""
    own = _own_edges(subject, chance)
    of_law = list(legal_edges())
    chance.shuffle(of_law)
    seen: set[date] = set()
    while True:
        some = [own.pop() if own else _day_of_an_epoch(chance) for _ in range(2)]
        for day in (*some, of_law.pop() if of_law else _day_of_an_epoch(chance), _day_of_an_epoch(chance)):
            if day not in seen:
                yield day
            seen.add(day)


def _own_edges(subject: Subject, chance: Random) -> list[date]:
    """The days on which something may change for a file, from its first record on; its own dates last, so that they are read first."""
    if not isinstance(subject, PersonalFile):
        return []
    dates = days_of(subject.model_copy(update={"person": None}))
    dated = list(dates)
    around = [day for day in edges_of(subject) if dates and day >= dates[0] and day not in dates]
    chance.shuffle(dated)
    chance.shuffle(around)
    mixed = [day for pair in zip(dated, around, strict=False) for day in pair]
    return [*around[len(dated) :], *mixed[::-1]]


def _day_of_an_epoch(chance: Random) -> date:
    """A day of an epoch of the rulebook: each epoch is as likely, and so is each of its days."""
    place = chance.randrange(len(epochs()))
    first = max(epochs()[place], FIRST_DAY)
    last = epochs()[place + 1] - timedelta(days=1) if place + 1 < len(epochs()) else min(date(first.year + 10, 1, 1), LAST_DAY)
    return first + timedelta(days=chance.randrange(max((last - first).days, 0) + 1))


@cache
def epochs() -> tuple[date, ...]:
    """The days on which the set of rules in force changes, the first day of all first."""
    book = Rulebook.shipped()
    bounds = {bound for rule in book.rules for bound in rule.in_force.bounds()}
    return (FIRST_DAY, *sorted(day for day in bounds if FIRST_DAY < day <= LAST_DAY))


@cache
def engine_of(epoch: date) -> Engine:
    """The engine of an epoch, compiled once in each worker."""
    book = Rulebook.shipped()
    return Engine(book.in_force(epoch), book.catalogue.otherwise)


def _read_one(subject: Subject, day: date, tally: Tally) -> None:
    book = Rulebook.shipped()
    known = subject if isinstance(subject, Facts) else facts_on(subject, day, book)
    epoch = book.epoch(day)
    tally.epochs.add(epoch)
    if day in _edges():
        tally.edges.add(day)
    tally.questions.add(_hash(f"{epoch} {sorted((one.name, one.word, one.grade) for one in known.known.values())}"))
    plain = said(reference.verdicts, book.in_force(day), known, book.catalogue.otherwise)
    tally.contradictions += isinstance(plain, RulesContradict)
    if not _same(known, day, plain):
        tally.disagreements += 1
        if not tally.cases:
            tally.cases.append(minimised(subject, day))


@cache
def _edges() -> frozenset[date]:
    return frozenset(legal_edges())


def _same(known: Facts, day: date, plain: object = None) -> bool:
    """Whether engine and twin say the same about these facts. An engine that fails does not."""
    book = Rulebook.shipped()
    case = (book.in_force(day), known, book.catalogue.otherwise)
    twin = said(reference.verdicts, *case) if plain is None else plain
    try:
        engine = said(lambda _rules, facts, _otherwise: engine_of(book.epoch(day)).verdicts(facts), *case)
    except EngineFailed:
        return False
    return agree(engine, twin)


# --- a difference, as small as can be -----------------------------------------------------------------


def minimised(subject: Subject, day: date) -> Case:
    """The smallest case that still shows the difference, with the answer of the twin, for a person to judge."""
    book = Rulebook.shipped()
    if isinstance(subject, PersonalFile):
        file = smallest(subject, lambda fewer: not _same(facts_on(fewer, day, book), day))
        known, groups, words, spoken = facts_on(file, day, book), groups_of(file), {}, {}
    else:
        known, groups = _fewest(subject, day), {}
        words = {one.name: one.word for one in known.known.values() if one.grade is Grade.ESTABLISHED}
        spoken = {one.name: one.word for one in known.known.values() if one.grade is not Grade.ESTABLISHED}
    told = reproduction(_ask, book.in_force(day), known, book.catalogue.otherwise)
    twin = said(reference.verdicts, book.in_force(day), known, book.catalogue.otherwise)
    expected = answers(_lines(told), twin, book)
    name = f"found-{digest(expected | {'day': day.isoformat()}).partition(':')[2]}"
    changes = (Change(expected=digest(expected), because=_NOBODY_YET),)
    return Case(
        name=name, hard=told, day=day, file=groups, facts=words, said=spoken, expected=expected, source="twin at scale", changes=changes
    )


def _fewest(known: Facts, day: date) -> Facts:
    """The facts that are needed to show the difference."""
    for name in tuple(known):
        fewer = known.without(name)
        if not _same(fewer, day):
            known = fewer
    return known


def _ask(some: Sequence, known: Facts, otherwise: dict[str, str]) -> object:
    """An engine for these rules only."""
    with closing(Engine(some, otherwise)) as smaller:
        return smaller.verdicts(known)


def _lines(told: str) -> list[str]:
    """The rules that the shortest account of a difference names; the contradiction where it names none."""
    named = [rule.id for rule in Rulebook.shipped().rules if f"{rule.id} " in told or f"{rule.id};" in told or f"{rule.id}," in told]
    return named or [CONTRADICTION]


# --- a run ----------------------------------------------------------------------------------------------


def run(file_days: int, seed_: int, workers: int, tell: Callable[[str], None] = print) -> Tally:
    """Read that many file-days and tell how far it is. The same seed finds the same, whoever reads."""
    tally, start = Tally(), perf_counter()
    all_batches = batches(file_days, seed_)
    told = 0
    for one in _all_read(all_batches, workers):
        tally.add(one)
        if tally.file_days * 20 // file_days > told:
            told = tally.file_days * 20 // file_days
            rate = tally.file_days / (perf_counter() - start)
            tell(f"{tally.file_days:>10,} file-days   {rate:6.0f} a second   {tally.disagreements} disagreements")
    return tally


def _all_read(some: Sequence[Batch], workers: int) -> Iterator[Tally]:
    if workers == 1:
        yield from map(read, some)
        return
    with get_context("fork").Pool(workers) as pool:
        yield from pool.imap(read, some)


def report(tally: Tally, seconds: float, seed_: int, workers: int) -> str:
    """The figures of a run, one line each."""
    named = ("route-advisor", "durable_rules", "hypothesis")
    versions = ", ".join([*(f"{name} {version(name)}" for name in named), f"Python {python_version()}"])
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in tally.by_kind.items())
    return "\n".join(
        (
            f"file-days          {tally.file_days:,} ({kinds})",
            f"distinct files     {len(tally.files):,} (facts at random count as files)",
            f"distinct questions {len(tally.questions):,} (facts in an epoch: what the engine sees)",
            f"epochs             {len(tally.epochs)} of {len(epochs())}",
            f"legal edges        {len(tally.edges)} of {len(_edges())}",
            f"a second           {tally.file_days / seconds:,.0f} with {workers} workers",
            f"disagreements      {tally.disagreements}",
            f"contradictions     {tally.contradictions}",
            f"seed               {seed_}",
            f"rulebook           {Rulebook.shipped().hash[:16]}, {len(Rulebook.shipped().rules)} rules",
            f"versions           {versions}",
        )
    )


def main(typed: Sequence[str] | None = None) -> int:
    """Run the comparison: 0 where engine and twin agree, 1 where they do not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file-days", type=int, default=20_000, help="how many file-days to read (20,000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed reads other files (1)")
    parser.add_argument("--workers", type=int, default=2, help="processes side by side (2)")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="where a difference is written down (tests/corpus)")
    asked = parser.parse_args(typed)
    if min(asked.file_days, asked.workers) < 1:
        parser.error("--file-days and --workers are whole numbers from 1 on")
    if not is_available():
        print("the durable engine is not here to be compared with: pip install 'route-advisor[durable]'", file=sys.stderr)
        return 2
    start = perf_counter()
    tally = run(asked.file_days, asked.seed, asked.workers)
    print(report(tally, perf_counter() - start, asked.seed, asked.workers))
    for case in tally.cases:
        print(f"judge this case: {write_case(case, asked.corpus)}\n  {case.hard}")
    return 1 if tally.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
