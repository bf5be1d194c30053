"""`.ci/mutate_engine.py`: the mutants of a small program of which every one is known to be noticed, or not."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / ".ci/mutate_engine.py"
PROGRAM = """
def of_age(years):
    return years >= LIMIT


def _limit():
    return 18


LIMIT = _limit()


def at_least_nothing(number):
    return number if number > 0 else 0
"""
TESTS = """
from ages.counting import at_least_nothing, of_age


def test_eighteen_is_of_age():
    assert of_age(18)
    assert not of_age(17)


def test_less_than_nothing_is_nothing():
    assert [at_least_nothing(number) for number in (-1, 1)] == [0, 1]
"""


@pytest.fixture
def mutated(tmp_path):
    """Run the script on the small program; give what it printed, without the paths."""
    pytest.importorskip("mutmut", reason="the extra `mutation` is not installed here")
    (tmp_path / "src/ages").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    (tmp_path / "src/ages/counting.py").write_text(PROGRAM.lstrip())
    (tmp_path / "tests/test_counting.py").write_text(TESTS.lstrip())
    settings = 'only_mutate = ["src/ages/*.py"]\npytest_add_cli_args_test_selection = ["tests"]\n'
    (tmp_path / "pyproject.toml").write_text(f"[tool.mutmut]\n{settings}")

    def run(*options):
        done = subprocess.run([sys.executable, SCRIPT, "--root", tmp_path, *options], capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        return done.stdout

    return run


def test_a_mutant_dies_where_a_test_notices_it_and_one_that_changes_nothing_lives(mutated):
    """More than nothing or from nothing on is the same number. Every other change is noticed, also of what runs when modules are imported.

    A sample first, then the rest: what was tried is not tried again.
    """
    assert "4 mutants" in mutated("--every", "2")
    told = mutated("--show")
    assert "counting                         7 mutants     6 dead (0 hung)    1 alive   0 no fault   85.7 %" in told
    assert "- return number if number > 0 else 0\n    + return number if number >= 0 else 0\n" in told
