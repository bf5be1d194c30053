"""Mutate the modules that carry an answer, and fail where too few mutants of one of them die.

In an environment with the extra `mutation`: `python .ci/mutate_engine.py`, or `--module derive.plan --module reasoning.kept` for some;
`--every 10` for a sample, `--workers 2` for two processes, `--show` for each survivor with its change, `--again` to try survivors anew with
the tests as they are now. What is mutated and which tests are asked stands in `pyproject.toml` under `tool.mutmut`.

The tests are collected once. What each test runs is recorded; a forked process for each mutant then runs the tests that run its line, the
fastest first and those first that killed a mutant of the same function, until one fails. `mutants/journal.jsonl` holds what came of each
mutant, so that a run can be stopped and goes on where it was; a function that is written otherwise is tried anew. A mutant that changes
nothing anybody could see stands in `tests/reasoning/survivors.yaml` with the reason, and counts neither way.
"""

import argparse
import json
import os
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import coverage
from mutants import Mutant, import_mutated, module_of, mutants_of
from ruamel.yaml import YAML
from warm_tests import Recorded, Tests, Tried, collected, folder_of_records, in_a_fork, lines_seen, reached, within

REASONS = Path("tests/reasoning/survivors.yaml")
AT_LEAST = 90
"""Percent of the mutants of each module."""

SECONDS = 10.0
"""Of the tests that run the line of a mutant as many are asked as take so long together, while it is recorded what they run."""

DEAD = ("killed", "timeout", "crash")
AT_IMPORT, EVERYTHING = "when the program is imported", "every test"


@dataclass(frozen=True)
class Project:
    """Where the program stands, which of its files are mutated, and which tests are asked."""

    root: Path
    files: tuple[str, ...]
    tests: tuple[str, ...]

    @classmethod
    def at(cls, root: Path) -> "Project":
        """As its pyproject.toml says."""
        settings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["mutmut"]
        files = sorted(path.relative_to(root).as_posix() for pattern in settings["only_mutate"] for path in root.glob(pattern))
        return cls(root, tuple(files), tuple(settings["pytest_add_cli_args_test_selection"]))

    @property
    def paths(self) -> list[str]:
        """The files as Python knows them."""
        return [str(self.root / file) for file in self.files]

    def as_of(self, test: str) -> str:
        """Tells apart how the program, its rules and the file of a test are written."""
        return f"{self._program}:{self._hash_of(test.partition('::')[0])}"

    @cached_property
    def _program(self) -> str:
        return _hash(path for folder in ("src", "rules") for path in sorted((self.root / folder).rglob("*.[py][ya]*")))

    @cached_property
    def _hash_of(self) -> Callable[[str], str]:
        return cache(lambda file: _hash(self._test_files if file == EVERYTHING else [self.root / file]))

    @property
    def _test_files(self) -> list[Path]:
        folders = [self.root / test for test in self.tests]
        return [file for one in folders for file in ([one] if one.is_file() else sorted(one.rglob("*.[py][ya]*")))]


def _hash(paths: Iterable[Path]) -> str:
    return sha256(b"\0".join(path.read_bytes() for path in paths if path.is_file())).hexdigest()[:16]


class Seen(NamedTuple):
    """What each test runs; and what runs before any test, when modules are imported."""

    tests: dict[str, Recorded]
    at_import: Recorded

    @classmethod
    def of(cls, project: Project, kept: Path) -> "Seen":
        """As it was recorded; what is new or written otherwise since then is recorded now."""
        told = _recorded(project, kept)
        if EVERYTHING not in told:
            in_a_fork(lambda _: _record(project, kept, told), loud=True)
            told = _recorded(project, kept)
        at_import = told.pop(AT_IMPORT)
        return cls(told, at_import)


def _recorded(project: Project, kept: Path) -> dict[str, Recorded]:
    """What was recorded of the program and the tests as they are now; a later line counts."""
    lines = map(json.loads, kept.read_text().splitlines()) if kept.exists() else ()
    return {one["id"]: Recorded(*one["recorded"]) for one in lines if one["as_of"] == project.as_of(one["id"])}


def _record(project: Project, kept: Path, told: Mapping[str, Recorded]) -> None:
    seeing = coverage.Coverage(data_file=None, config_file=False, include=project.paths)
    seeing.set_option("run:disable_warnings", ["no-data-collected"])  # many tests run nothing of these files
    seeing.start()
    for file in project.files:
        import_module(file.removeprefix("src/").removesuffix(".py").replace("/", "."))
    seeing.stop()

    def write(id_: str, one: Recorded) -> None:
        with kept.open("a") as file:
            file.write(json.dumps({"id": id_, "as_of": project.as_of(id_), "recorded": one}) + "\n")

    def record(tests: Tests) -> None:
        if AT_IMPORT not in told:
            write(AT_IMPORT, Recorded(0, passed=True, lines=lines_seen(seeing)))
        found = dict(told)
        for of in dict.fromkeys(id_.partition("::")[0] for id_ in tests.by_id):
            new = [id_ for id_ in tests.by_id if id_.partition("::")[0] == of and id_ not in told]
            found |= tests.recorded(new, seeing)
            for id_ in new:
                found.setdefault(id_, Recorded(0, passed=False, lines={}))
                write(id_, found[id_])
        seconds = {id_: one.seconds for id_, one in found.items() if one.passed and id_ not in told}
        for id_ in tests.failing_together(sorted(seconds, key=seconds.__getitem__), seconds):
            write(id_, found[id_]._replace(passed=False))
        write(EVERYTHING, Recorded(0, passed=False, lines={}))

    collected(project.tests, record)


class Journal:
    """What came of each mutant, one line each; a later line counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        lines = path.read_text().splitlines() if path.exists() else []
        self.tried = {one["id"]: one for one in map(json.loads, lines)}

    def write(self, mutant: Mutant, tried: Tried) -> None:
        """Add what came of a mutant."""
        told = {"id": mutant.id, **tried._asdict()}
        with self._path.open("a") as file:
            file.write(json.dumps(told) + "\n")


def main(arguments: Sequence[str]) -> int:
    """0 where each module reaches the score, else 1."""
    options = _options(arguments)
    root = options.root.resolve()
    os.chdir(root)
    sys.path.insert(0, str(root / "src"))
    project, folder = Project.at(root), folder_of_records(root)
    files = {module_of(file): file for file in project.files}
    chosen = [one for module in options.module or files for one in _mutants(root, files[module], folder)][:: options.every]
    journal = Journal(folder / "journal.jsonl")
    retry = {id_ for id_, one in journal.tried.items() if options.again and one["status"] not in DEAD}
    left = [one for one in chosen if one.id not in journal.tried or one.id in retry]
    if left and not options.table:
        seen = Seen.of(project, folder / "recorded.jsonl")
        _on_workers(
            options.workers,
            lambda part: _try_all(left[part :: options.workers], project, seen, journal, None if options.thorough else SECONDS),
        )
        journal = Journal(folder / "journal.jsonl")
    return _report(chosen, journal, _reasons(root), show=options.show)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--module", action="append", default=[], help="only this module, as derive.plan; may be given more than once")
    parser.add_argument("--every", type=int, default=1, help="a sample: each so manieth mutant")
    parser.add_argument("--workers", type=int, default=1, help="processes side by side")
    parser.add_argument("--again", action="store_true", help="try those that survived anew")
    parser.add_argument(
        "--thorough",
        action="store_true",
        help=f"ask every test that runs the line of a mutant, also where they take more than {SECONDS} seconds",
    )
    parser.add_argument("--show", action="store_true", help="each survivor with its change")
    parser.add_argument("--table", action="store_true", help="only what is in the journal")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1], help="the project")
    return parser.parse_args(arguments)


def _mutants(root: Path, file: str, folder: Path) -> list[Mutant]:
    """The mutants of a file, kept until it is written otherwise."""
    kept, of = folder / f"{module_of(file)}.json", _hash([root / file])
    if not kept.exists() or json.loads(kept.read_text())["of"] != of:
        kept.write_text(json.dumps({"of": of, "mutants": [asdict(one) for one in mutants_of(root, file)]}))
    return [Mutant(**{**one, "reached_by": tuple(one["reached_by"])}) for one in json.loads(kept.read_text())["mutants"]]


def _on_workers(count: int, work: Callable[[int], None]) -> None:
    if count == 1:
        work(0)
        return
    children = []
    for part in range(count):
        child = os.fork()
        if not child:
            try:
                work(part)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def _try_all(mutants: Sequence[Mutant], project: Project, seen: Seen, journal: Journal, seconds: float | None) -> None:
    """Each in a fork of one process that has collected the tests; those that run when modules are imported in one that imports them anew."""
    early = [one for one in mutants if _at_import(one, project, seen)]
    killers: dict[str, Counter[str]] = defaultdict(Counter)

    def try_others(tests: Tests) -> None:
        for mutant in mutants:
            if mutant in early:
                continue
            file = str(project.root / mutant.file)
            ids = [id_ for id_ in reached(seen.tests, file, mutant.reached_by) if id_ in tests.by_id]
            ids = _sooner(ids if seconds is None else within(ids, seen.tests, seconds), killers[mutant.where])
            tried = tests.tried(ids, {id_: seen.tests[id_].seconds for id_ in ids}, mutant.activate)
            if tried.status in DEAD:
                killers[mutant.where][tried.by] += 1
            journal.write(mutant, tried)

    if len(early) < len(mutants):
        in_a_fork(lambda _: collected(project.tests, try_others), loud=True)
    for mutant in early:
        journal.write(mutant, _tried_at_import(mutant, project, seen))


def _sooner(ids: list[str], killers: Counter[str]) -> list[str]:
    """Tests that killed other mutants of this function come first."""
    first = [id_ for id_, _ in killers.most_common(5) if id_ in ids]
    return [*first, *(id_ for id_ in ids if id_ not in first)]


def _at_import(mutant: Mutant, project: Project, seen: Seen) -> bool:
    first, last = mutant.reached_by
    return any(first <= line <= last for line in seen.at_import.lines.get(str(project.root / mutant.file), ()))


def _tried_at_import(mutant: Mutant, project: Project, seen: Seen) -> Tried:
    """Try a mutant in processes that import everything anew: first the tests of its own folder, then all that run anything of it."""
    folder = (project.root / mutant.file).parent
    ids = [id_ for id_, one in seen.tests.items() if one.passed and any(file.startswith(str(folder)) for file in one.lines)]
    ids.sort(key=lambda id_: seen.tests[id_].seconds)
    own = [id_ for id_ in ids if id_.startswith(f"tests/{folder.name}/")]
    seconds = {id_: seen.tests[id_].seconds for id_ in ids}

    def some(ids: Sequence[str]) -> Tried:
        def run(tell: Callable[[Any], None]) -> None:
            tell(["killed", AT_IMPORT])
            import_mutated(mutant, project.root)
            collected(sorted({id_.partition("::")[0] for id_ in ids}), lambda tests: tests.one_by_one(ids, seconds, tell))

        return Tried.from_fork(*in_a_fork(run))

    tried = Tried("survived", "", 0)
    for several in (own, [id_ for id_ in ids if id_ not in own]):
        if several and tried.status not in DEAD:
            tried = some(several)
    return tried


def _reasons(root: Path) -> Counter[tuple[str, str, str]]:
    """The changes of which somebody wrote down why they are no fault."""
    told = YAML(typ="safe").load(root / REASONS) if (root / REASONS).exists() else ()
    return Counter((entry["module"], entry["was"], entry["becomes"]) for entry in told or () if entry["why"])


def _report(mutants: Iterable[Mutant], journal: Journal, reasons: Counter[tuple[str, str, str]], *, show: bool) -> int:
    """Print the score of each module, and each survivor where they are asked for; 1 where a score is too low."""
    by_module: dict[str, list[tuple[Mutant, str]]] = defaultdict(list)
    for one in mutants:
        if one.id in journal.tried:
            by_module[one.module].append((one, journal.tried[one.id]["status"]))
    too_low = False
    for module, here in sorted(by_module.items()):
        counts = Counter(status for _, status in here)
        living = [one for one, status in here if status not in DEAD]
        unexplained = list(_without_reason(living, reasons))
        dead = sum(counts[status] for status in DEAD)
        score = 100 * dead / max(1, dead + len(unexplained))
        too_low = too_low or score < AT_LEAST
        no_fault = len(living) - len(unexplained)
        print(
            f"{module:28} {len(here):5} mutants {dead:5} dead ({counts['timeout']} hung) {len(unexplained):4} alive {no_fault:3} no fault {score:6.1f} %"
        )
        for one in unexplained if show else ():
            print(
                f"  {one.file}:{one.reached_by[0]} {one.where} ({journal.tried[one.id]['tests']} tests)\n    - {one.was}\n    + {one.becomes}"
            )
    return int(too_low)


def _without_reason(living: Iterable[Mutant], reasons: Counter[tuple[str, str, str]]) -> Iterator[Mutant]:
    left = Counter(reasons)
    for one in living:
        change = (one.module, one.was, one.becomes)
        if left[change]:
            left[change] -= 1
        else:
            yield one


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
