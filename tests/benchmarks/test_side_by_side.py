"""The benchmarks run, and what they measure side by side gives the same answers."""

import sys
from pathlib import Path

import pytest

from route_advisor.reasoning.reference import verdicts
from route_advisor.rulebook.rule import Rules
from route_advisor.testing import facts
from route_advisor.vocabulary import Stage


@pytest.fixture(scope="module")
def benchmarks():
    """The module behind `python -m tests.benchmarks`."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.benchmarks import __main__ as module

    yield module
    sys.path.pop(0)


def test_every_part_prints_its_figures(benchmarks, capsys, monkeypatch):
    """Each with two people and one round; a peer that is not installed is named with the reason."""
    monkeypatch.setattr(benchmarks, "PROCESSES", 1)
    monkeypatch.setattr(benchmarks, "LISTS", dict([*benchmarks.LISTS.items()][:1]))
    files = benchmarks.drawn(2)
    for part in (benchmarks.evaluators, benchmarks.person, benchmarks.start, benchmarks.growth):
        part(files)
    benchmarks.many(files, 10)
    benchmarks.facts(files, 100)
    told = capsys.readouterr().out
    for name in ("twin", "strikes", "zen-engine", "brief", "first advice", "growth with rules", "answers kept", "rows a second"):
        assert name in told


def test_a_plain_loop_says_what_the_twin_says(benchmarks, book):
    """What peers are compared by: stages, conclusions and three values are read as the twin reads them."""
    from hypothesis import given, settings
    from tests.benchmarks.peers import peers

    rules = Rules(rule for rule in book.in_force(benchmarks.DAY) if rule.stage is not Stage.STEPS)
    loop = next(make(rules, book.catalogue.otherwise) for _, make in peers())

    @settings(max_examples=10)
    @given(facts())
    def same(known):
        assert loop(known) == [one.outcome for one in verdicts(rules, known, book.catalogue.otherwise)[0]]

    same()
