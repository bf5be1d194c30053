"""Which rules nobody read a second time."""

import pytest

from route_advisor import Rulebook
from route_advisor.assurance.cases.scenarios import read_scenarios
from route_advisor.assurance.cases.unread import NO_LEDGER, readings

LINE = "[dates term_starts, WI2021 art. 11 lid 2, duo]"


@pytest.fixture
def read(tmp_path):
    """The readings of a ledger with these lines."""

    def write(checked_by, *lines):
        ledger = "".join(f"      {line}\n" for line in lines)
        text = f"- name: a ledger\n  checked_by: {checked_by}\n  day: 2026-11-23\n  expect:\n    reads:\n{ledger}"
        (tmp_path / "ledger.yaml").write_text(text, encoding="utf-8")
        book = Rulebook.shipped()
        return readings(book, read_scenarios(tmp_path, book))

    return write


def test_a_line_that_somebody_read_is_read(read):
    """What follows, the articles and the decider; of its conditions nobody says anything."""
    found = read("second reading of 2026-11-23, against WI2021", f"WI21-TERM-1: {LINE}")
    assert found.lines == {"WI21-TERM-1"}
    assert found.conditions == frozenset()
    assert "WI21-TERM-1" not in found.unread
    assert found.why_unread["WI21-TERM-2"] == NO_LEDGER


def test_conditions_can_be_read_alone(read):
    """For whom a rule holds is one reading, what follows another."""
    found = read("second reading of 2026-11-23, against WI2021", "WI21-TERM-1: when regime wi2021, duty obliged, plan dated")
    assert found.conditions == {"WI21-TERM-1"}
    assert "WI21-TERM-1" in found.unread
    assert "WI21-TERM-1" not in found.without_conditions


@pytest.mark.parametrize(
    "checked_by",
    [
        "nobody yet; drafted from the page",
        "second reading of 2026-11-23, against WI2021; nobody yet for WI21-TERM-1, mended after the audit",
    ],
)
def test_a_line_that_nobody_read_says_why(read, checked_by):
    """The words of its `checked_by` that leave it out."""
    found = read(checked_by, f"WI21-TERM-1: {LINE}")
    assert "WI21-TERM-1" in found.unread
    assert "nobody yet" in found.why_unread["WI21-TERM-1"]
