"""Tests that are collected once: recorded one by one, and then run in a forked process for each mutant.

Each test runs in a process that knows nothing of the test before it, so no answer that was kept hides a mutant.
"""

import contextlib
import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import coverage
import pytest
from hypothesis import HealthCheck, Phase, settings

OPTIONS = ("-n0", "-qq", "-p", "no:cacheprovider", "-p", "no:randomly", "--capture=sys", "-W", "ignore::pytest.PytestAssertRewriteWarning")
A_FEW = 3
MEMORY = 6 << 30
"""Bytes that a process with a mutant may ask for."""

settings.register_profile(
    "mutation",
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),  # a failure is enough; the smallest one is not looked for
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),  # a busy machine kills no mutant
)


class Recorded(NamedTuple):
    """How long a test takes, whether it passes, and which lines of which files it runs."""

    seconds: float
    passed: bool
    lines: dict[str, list[int]]


class Tried(NamedTuple):
    """What came of a mutant: `killed` by a test, `timeout` or `crash` in it, or `survived` all of so many tests."""

    status: str
    by: str
    tests: int

    @classmethod
    def from_fork(cls, ended_by: int | None, told: Sequence[Any]) -> "Tried":
        """From what a forked process told before it ended."""
        if not told:
            return cls("impossible", "", 0)
        status, by = told[-1]
        if ended_by is not None and status == "killed":
            status = "timeout" if ended_by in {signal.SIGPROF, signal.SIGALRM} else "crash"
        return cls(status, by, len(told) - (status == "survived"))


def collected(tests: Sequence[str], then: Callable[["Tests"], None]) -> None:
    """Collect these tests, and go on with them in this process. Ends the program where they cannot be collected."""
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    code = pytest.main([*OPTIONS, *tests], plugins=[_Instead(then)])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        sys.exit(f"the tests were not collected: pytest ended with {code!r}")


class _Instead:
    """Goes on with the collected tests, instead of running them."""

    def __init__(self, then: Callable[["Tests"], None]) -> None:
        self._then = then

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        _OF_THE_PROGRAM[:] = [one for one in gc.get_objects() if type(one).__name__ == "Advisor" or hasattr(type(one), "cache_clear")]
        forget_answers()
        gc.collect()
        gc.freeze()
        self._then(Tests(session.items))
        return True


_OF_THE_PROGRAM: list[Any] = []
"""What kept answers while tests were collected."""


def forget_answers() -> None:
    """What was answered while tests were collected is forgotten: an answer that is kept would hide a mutant."""
    for one in (*_OF_THE_PROGRAM, *gc.get_objects()):
        if type(one).__name__ == "Advisor":
            for kept in vars(one).values():
                if isinstance(kept, dict):
                    kept.clear()
        elif callable(getattr(type(one), "cache_clear", None)) and one.__module__.startswith("route_advisor.reasoning."):
            one.cache_clear()


class Tests:
    """The collected tests by their ids."""

    def __init__(self, items: Sequence[pytest.Item]) -> None:
        self.by_id = {item.nodeid: item for item in items}

    def recorded(self, ids: Sequence[str], seeing: coverage.Coverage) -> dict[str, Recorded]:
        """Run tests of one file in a process of their own, and see which lines each of them runs. None hears an answer of another."""

        def run(tell: Callable[[Any], None]) -> None:
            for id_, following in zip_longest(ids, ids[1:]):
                began = time.process_time()
                seeing.erase()
                seeing.start()
                passed = self._passes(id_, following)
                seeing.stop()
                tell([id_, [time.process_time() - began, passed, lines_seen(seeing)]])
                forget_answers()

        _, told = in_a_fork(run)
        return {id_: Recorded(*one) for id_, one in told}

    def tried(self, ids: Sequence[str], seconds: Mapping[str, float], activate: Callable[[], None]) -> Tried:
        """Run these tests one after another in one process with a mutant, until the first that fails, hangs or crashes."""

        def run(tell: Callable[[Any], None]) -> None:
            activate()
            self.one_by_one(ids, seconds, tell)

        return Tried.from_fork(*in_a_fork(run))

    def failing_together(self, ids: Sequence[str], seconds: Mapping[str, float]) -> set[str]:
        """Those of these tests that fail without a mutant where they run one after another in one process."""
        failing: set[str] = set()
        while (tried := self.tried([id_ for id_ in ids if id_ not in failing], seconds, lambda: None)).status != "survived":
            failing.add(tried.by)
        return failing

    def one_by_one(self, ids: Sequence[str], seconds: Mapping[str, float], tell: Callable[[Any], None]) -> None:
        """Run these tests in this process until one fails; tell each before it begins, as it may be the last thing that is told."""
        here = [id_ for id_ in ids if id_ in self.by_id]
        for id_, following in zip_longest(here, here[1:]):
            tell(["killed", id_])
            _at_most(2 + 10 * seconds[id_])
            if not self._passes(id_, following):
                return
        tell(["survived", ""])

    def _passes(self, id_: str, following: str | None) -> bool:
        """Whether a test passes; what it shares with the one that follows is kept for that."""
        item, other = self.by_id[id_], self.by_id.get(following or "")
        reports = _Reports()
        item.config.pluginmanager.register(reports)
        try:
            item.ihook.pytest_runtest_protocol(item=item, nextitem=other)
        finally:
            item.config.pluginmanager.unregister(reports)
        return not reports.failed


def lines_seen(seeing: coverage.Coverage) -> dict[str, list[int]]:
    """The lines that ran, by file."""
    data = seeing.get_data()
    return {file: sorted(lines) for file in data.measured_files() if (lines := data.lines(file))}


class _Reports:
    """Whether a test failed in any of its phases."""

    def __init__(self) -> None:
        self.failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed


def _at_most(cpu: float) -> None:
    """This process ends by a signal after so many seconds of its own work, or where it waits far longer."""
    signal.setitimer(signal.ITIMER_PROF, cpu)
    signal.setitimer(signal.ITIMER_REAL, 20 + 10 * cpu)


def in_a_fork(work: Callable[[Callable[[Any], None]], None], *, loud: bool = False) -> tuple[int | None, list[Any]]:
    """Do some work in a forked process: the signal or code that ended it where it did not end well, and all that it told."""
    with tempfile.TemporaryFile() as told:
        child = os.fork()
        if not child:
            _and_end(lambda: work(lambda one: _append(told.fileno(), one)), loud=loud)
        _, status = os.waitpid(child, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what it started and left behind
        told.seek(0)
        lines = [json.loads(line) for line in told.read().splitlines()]
    return (os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status) or None), lines


def _append(file: int, one: object) -> None:
    os.write(file, json.dumps(one).encode() + b"\n")


def _and_end(work: Callable[[], None], *, loud: bool) -> None:
    """Work, and end this process; where it is not `loud` it prints nothing, and has a process group and a bound of its own."""
    code = 70
    try:
        if not loud:
            os.setpgid(0, 0)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, this process ends here
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def reached(records: Mapping[str, Recorded], file: str, lines: tuple[int, int]) -> list[str]:
    """The tests that run one of these lines of a file: the fastest first, and later the more of their own file came before them.

    Of one test with several cases that run the same lines of the file all but one wait until the end.
    """
    first, last = lines
    turns: defaultdict[str, int] = defaultdict(int)
    cases: defaultdict[tuple[str, tuple[int, ...]], int] = defaultdict(int)
    found: list[tuple[int, float, str]] = []
    for id_, one in sorted(records.items(), key=lambda pair: pair[1].seconds):
        here, of = one.lines.get(file, ()), id_.partition("::")[0]
        if one.passed and any(first <= line <= last for line in here):
            turns[of] += 1
            found.append((cases[id_.partition("[")[0], tuple(here)], turns[of] * one.seconds, id_))
            cases[id_.partition("[")[0], tuple(here)] += 1
    return [id_ for *_, id_ in sorted(found)]


def within(ids: Sequence[str], records: Mapping[str, Recorded], seconds: float) -> list[str]:
    """As many of these tests as take so long together, and a few in any case."""
    left = seconds
    found: list[str] = []
    for id_ in ids:
        if records[id_].seconds <= left or len(found) < A_FEW:
            left -= records[id_].seconds
            found.append(id_)
    return found


def folder_of_records(root: Path) -> Path:
    """Where what is seen of tests and mutants is kept."""
    folder = root / "mutants"
    folder.mkdir(exist_ok=True)
    return folder
