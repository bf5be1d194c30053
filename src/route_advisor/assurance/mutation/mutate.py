"""Change the rulebook, one thing at a time, and look which example or scenario notices.

A change that none notices survives: there the law could be wrong without anybody seeing it.
"""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from route_advisor.assurance.cases.checked_by import Source
from route_advisor.assurance.mutation.mutants import Mutant
from route_advisor.assurance.mutation.trials import Killer, Trials
from route_advisor.documents.mistakes import did_you_mean
from route_advisor.errors import NotInRulebook, RulebookRefused
from route_advisor.rulebook.book import Rulebook
from route_advisor.version import __version__

_AT_A_TIME = 40
"""Mutants that a worker takes at once."""


class Result(NamedTuple):
    """One mutant, and the example or scenario that noticed it; `None` where none did."""

    mutant: Mutant
    killer: Killer | None

    @property
    def killed_by(self) -> str | None:
        """The name of what noticed it."""
        return None if self.killer is None else self.killer.name


class Share(NamedTuple):
    """Of the changes of one act: how many were tried, noticed by a case that is not of the page, and of those without the dossier."""

    tried: int
    noticed: int
    from_the_text: int

    @property
    def percent(self) -> float:
        """What an independent case noticed, in percent."""
        return 100 * self.noticed / self.tried

    @property
    def percent_from_the_text(self) -> float:
        """What a reading of the dated text or an official case noticed, in percent."""
        return 100 * self.from_the_text / self.tried


@dataclass(frozen=True)
class MutationReport:
    """Every mutant that was tried, in the order of the pages, and what noticed it."""

    results: tuple[Result, ...]

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """The changes that no example and no scenario noticed."""
        return tuple(result.mutant for result in self.results if result.killer is None)

    @property
    def shares(self) -> Mapping[str, Share]:
        """For each act, by the folder of its pages: what cases noticed that were not written from the page."""
        return self._shares(lambda result: result.mutant.act)

    @property
    def shares_by_kind(self) -> Mapping[str, Share]:
        """The same for each kind of change."""
        return self._shares(lambda result: str(result.mutant.kind))

    def _shares(self, group: Callable[[Result], str]) -> Mapping[str, Share]:
        tried = Counter(group(one) for one in self.results)
        noticed = Counter(group(one) for one in self.results if one.killer is not None and one.killer.source.independent)
        text = Counter(group(one) for one in self.results if one.killer is not None and one.killer.source.from_the_text)
        return {name: Share(count, noticed[name], text[name]) for name, count in sorted(tried.items())}

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
    folder: Path,
    scenarios_in: Path,
    *,
    workers: int = 1,
    resume: Path | None = None,
    sample: Sample | None = None,
    independent: bool = False,
    only: Sequence[str] = (),
) -> MutationReport:
    """Try each mutant of the rulebook in a folder, a sample of them, or those of the rules, numbers and facts that `only` names.

    With `independent`, slips of whoever reads the law are tried too, examples count for nothing, and of the scenarios only those that were not written from the page.

    With `resume`, results are kept in that file as they come, and a later call goes on where this one stopped.
    The report does not depend on `workers` nor on where an earlier call stopped.

    Raises `RulebookRefused`, with a line for each example and scenario that fails on the rulebook as it is, and `NotInRulebook` for a name
    of which nothing is changed.
    """
    trials = Trials.of(folder, scenarios_in)
    if failing := trials.failing():
        raise RulebookRefused(failing)
    mutants = _named(trials.mutants, only) if only else trials.mutants
    chosen = _chosen([one for one in mutants if independent or not one.kind.of_a_reading], sample)
    bench = _Bench(folder, scenarios_in, independent)
    journal = _Journal(resume, _state(trials.rulebook, bench))
    known = journal.read()
    todo = [mutant.id for mutant in chosen if mutant.id not in known]
    for id_, killer in _killers(todo, trials, bench, workers):
        known[id_] = killer
        journal.add(id_, killer)
    return MutationReport(tuple(Result(mutant, known[mutant.id]) for mutant in chosen))


def _named(mutants: Sequence[Mutant], names: Sequence[str]) -> Sequence[Mutant]:
    """The changes of what is named."""
    subjects = list(dict.fromkeys(one.subject for one in mutants))
    for name in names:
        if name not in subjects:
            raise NotInRulebook(f'"{name}" is no rule, number or fact of which something is changed{did_you_mean(name, subjects)}')
    return [one for one in mutants if one.subject in names]


def _chosen(mutants: Sequence[Mutant], sample: Sample | None) -> Sequence[Mutant]:
    if sample is None or sample.size >= len(mutants):
        return mutants
    places = random.Random(sample.seed).sample(range(len(mutants)), sample.size)  # noqa: S311 - a sample that can be drawn again
    return [mutants[place] for place in sorted(places)]


class _Bench(NamedTuple):
    """Where a worker finds the rulebook and its scenarios, and which of these count."""

    folder: Path
    scenarios_in: Path
    independent: bool

    def killer(self, trials: Trials, id_: str) -> Killer | None:
        return trials.independent_killer(id_) if self.independent else trials.killer(id_)


def _state(rulebook: Rulebook, bench: _Bench) -> str:
    """A hash of all that a result depends on: the rulebook, the scenarios, which of these count, and this program."""
    digest = hashlib.sha256(f"{__version__} {rulebook.hash} {bench.independent}".encode())
    for path in sorted(bench.scenarios_in.rglob("*.yaml")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(bench.scenarios_in).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


# --- workers ----------------------------------------------------------------------------------------

_trials: dict[_Bench, Trials] = {}
"""In a worker: the rulebook and scenarios that it reads once."""


def _killers(todo: Sequence[str], trials: Trials, bench: _Bench, workers: int) -> Iterator[tuple[str, Killer | None]]:
    """What notices each mutant, in the order asked, whoever works."""
    if workers <= 1 or len(todo) <= _AT_A_TIME:
        yield from ((id_, bench.killer(trials, id_)) for id_ in todo)
        return
    parts = [tuple(todo[start : start + _AT_A_TIME]) for start in range(0, len(todo), _AT_A_TIME)]
    with ProcessPoolExecutor(workers, get_context("spawn"), _set_up, (bench,)) as pool:
        for part, killers in zip(parts, pool.map(_work, [(bench, part) for part in parts]), strict=True):
            yield from zip(part, killers, strict=True)


def _set_up(bench: _Bench) -> None:
    _trials[bench] = Trials.of(bench.folder, bench.scenarios_in)


def _work(task: tuple[_Bench, Sequence[str]]) -> list[Killer | None]:
    bench, ids = task
    return [bench.killer(_trials[bench], id_) for id_ in ids]


# --- the file of results --------------------------------------------------------------------------------


class _Journal:
    """Results as JSON lines. A line of another rulebook, and a line that was only half written, count for nothing."""

    def __init__(self, path: Path | None, state: str) -> None:
        self.path = path
        self.state = state

    def read(self) -> dict[str, Killer | None]:
        """The results that hold for this rulebook; other lines leave the file."""
        if self.path is None:
            return {}
        lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines() if self.path.exists() else []
        found = dict(entry for line in lines if (entry := self._entry(line)) is not None)
        beside = self.path.with_name(f".{self.path.name}.part")
        beside.write_text("".join(self._line(id_, killer) for id_, killer in found.items()), encoding="utf-8")
        beside.replace(self.path)
        return found

    def add(self, id_: str, killer: Killer | None) -> None:
        """Keep one result, at once."""
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(self._line(id_, killer))

    def _line(self, id_: str, killer: Killer | None) -> str:
        return json.dumps({"state": self.state, "mutant": id_, "killed_by": killer}, ensure_ascii=False) + "\n"

    def _entry(self, line: str) -> tuple[str, Killer | None] | None:
        try:
            entry = json.loads(line)
            killed_by = entry["killed_by"]
            killer = None if killed_by is None else Killer(str(killed_by[0]), Source(killed_by[1]))
            return (entry["mutant"], killer) if entry["state"] == self.state else None
        except (ValueError, KeyError, TypeError):
            return None
