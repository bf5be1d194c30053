"""Change the rulebook, one thing at a time, and look which example or scenario notices.

A change that none notices survives: there the law could be wrong without anybody seeing it.
"""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from route_advisor.assurance.mutation.mutants import Mutant
from route_advisor.assurance.mutation.trials import Trials
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import Rulebook
from route_advisor.version import __version__

_AT_A_TIME = 40
"""Mutants that a worker takes at once."""


class Result(NamedTuple):
    """One mutant, and the name of the example or scenario that noticed it; `None` where none did."""

    mutant: Mutant
    killed_by: str | None


@dataclass(frozen=True)
class MutationReport:
    """Every mutant that was tried, in the order of the pages, and what noticed it."""

    results: tuple[Result, ...]

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """The changes that no example and no scenario noticed."""
        return tuple(result.mutant for result in self.results if result.killed_by is None)

    @property
    def counts(self) -> Mapping[str, tuple[int, int]]:
        """For each kind of change: how many were tried, and how many survived."""
        tried = Counter(str(result.mutant.kind) for result in self.results)
        left = Counter(str(mutant.kind) for mutant in self.survivors)
        return {kind: (count, left[kind]) for kind, count in sorted(tried.items())}


class Sample(NamedTuple):
    """How many mutants to try, and the seed that picks them."""

    size: int
    seed: int = 0


def mutate(
    folder: Path, scenarios_in: Path, *, workers: int = 1, resume: Path | None = None, sample: Sample | None = None
) -> MutationReport:
    """Try each mutant of the rulebook in a folder, or a sample of them.

    With `resume`, results are kept in that file as they come, and a later call goes on where this one stopped.
    The report does not depend on `workers` nor on where an earlier call stopped.

    Raises `RulebookRefused`, with a line for each example and scenario that fails on the rulebook as it is.
    """
    trials = Trials.of(folder, scenarios_in)
    if failing := trials.failing():
        raise RulebookRefused(failing)
    chosen = _chosen(trials.mutants, sample)
    journal = _Journal(resume, _state(trials.rulebook, scenarios_in))
    known = journal.read()
    todo = [mutant.id for mutant in chosen if mutant.id not in known]
    for id_, killer in _killers(todo, trials, (folder, scenarios_in), workers):
        known[id_] = killer
        journal.add(id_, killer)
    return MutationReport(tuple(Result(mutant, known[mutant.id]) for mutant in chosen))


def _chosen(mutants: Sequence[Mutant], sample: Sample | None) -> Sequence[Mutant]:
    if sample is None or sample.size >= len(mutants):
        return mutants
    places = random.Random(sample.seed).sample(range(len(mutants)), sample.size)  # noqa: S311 - a sample that can be drawn again
    return [mutants[place] for place in sorted(places)]


def _state(rulebook: Rulebook, scenarios_in: Path) -> str:
    """A hash of all that a result depends on: the rulebook, the scenarios, and this program."""
    digest = hashlib.sha256(f"{__version__} {rulebook.hash}".encode())
    for path in sorted(scenarios_in.rglob("*.yaml")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(scenarios_in).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


# --- workers ----------------------------------------------------------------------------------------

_benches: dict[tuple[Path, Path], Trials] = {}
"""In a worker: the rulebook and scenarios that it reads once."""


def _killers(todo: Sequence[str], trials: Trials, folders: tuple[Path, Path], workers: int) -> Iterator[tuple[str, str | None]]:
    """What notices each mutant, in the order asked, whoever works."""
    if workers <= 1 or len(todo) <= _AT_A_TIME:
        yield from ((id_, trials.killer(id_)) for id_ in todo)
        return
    parts = [tuple(todo[start : start + _AT_A_TIME]) for start in range(0, len(todo), _AT_A_TIME)]
    with ProcessPoolExecutor(workers, get_context("spawn"), _set_up, folders) as pool:
        for part, killers in zip(parts, pool.map(_work, [(folders, part) for part in parts]), strict=True):
            yield from zip(part, killers, strict=True)


def _set_up(folder: Path, scenarios_in: Path) -> None:
    _benches[folder, scenarios_in] = Trials.of(folder, scenarios_in)


def _work(task: tuple[tuple[Path, Path], Sequence[str]]) -> list[str | None]:
    folders, ids = task
    return [_benches[folders].killer(id_) for id_ in ids]


# --- the file of results --------------------------------------------------------------------------------


class _Journal:
    """Results as JSON lines. A line of another rulebook, and a line that was only half written, count for nothing."""

    def __init__(self, path: Path | None, state: str) -> None:
        self.path = path
        self.state = state

    def read(self) -> dict[str, str | None]:
        """The results that hold for this rulebook; other lines leave the file."""
        if self.path is None:
            return {}
        lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines() if self.path.exists() else []
        found = dict(entry for line in lines if (entry := self._entry(line)) is not None)
        beside = self.path.with_name(f".{self.path.name}.part")
        beside.write_text("".join(self._line(id_, killer) for id_, killer in found.items()), encoding="utf-8")
        beside.replace(self.path)
        return found

    def add(self, id_: str, killer: str | None) -> None:
        """Keep one result, at once."""
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(self._line(id_, killer))

    def _line(self, id_: str, killer: str | None) -> str:
        return json.dumps({"state": self.state, "mutant": id_, "killed_by": killer}, ensure_ascii=False) + "\n"

    def _entry(self, line: str) -> tuple[str, str | None] | None:
        try:
            entry = json.loads(line)
            return (entry["mutant"], entry["killed_by"]) if entry["state"] == self.state else None
        except (ValueError, KeyError, TypeError):
            return None
