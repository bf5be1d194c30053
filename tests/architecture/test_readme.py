"""The README says what the program does."""

import re
from datetime import date
from pathlib import Path

from route_advisor import advise, load, write

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DAY = date(2026, 11, 23)


def test_the_readme_shows_what_the_program_prints():
    """Each line of the example stands in the real advice, in the same order."""
    shown = re.search(r"## What a caseworker reads\n\n```\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    printed = iter(write(advise(load(ROOT / "examples" / "amina-b1.yaml"), on=DAY), lang="en").splitlines())
    for line in shown[1].splitlines():
        if line.strip() != "…":
            assert line in printed, line


def test_the_readme_stays_short():
    """At most 130 lines, and nothing left to fill in."""
    assert len(README.splitlines()) <= 130
    assert "@@" not in README


def test_the_two_commands_stand_on_one_line_each():
    """The command that advises and the command that tests can be copied as they are."""
    for marker in ("advice command", "test command"):
        block = re.search(rf"<!-- {marker} -->\n```sh\n(.*?)```", README, re.DOTALL)
        assert block is not None
        assert len(block[1].splitlines()) == 1


def test_every_example_file_is_explained():
    """A reader of `examples/` finds each file in its README."""
    explained = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted((ROOT / "examples").glob("*.yaml")) if f"`{path.name}`" not in explained] == []
