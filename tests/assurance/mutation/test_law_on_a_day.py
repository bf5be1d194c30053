"""Scenarios about the law itself: the calendar and the ledger."""

from datetime import date

import pytest

from route_advisor import RulebookRefused
from route_advisor.assurance.cases.scenarios import differences, read_scenarios, told_about
from route_advisor.assurance.texts.law_on_a_day import LawBook, law_differences


def test_the_scenarios_of_the_tiny_rulebook_hold(tiny):
    """The calendar and the ledger say what the pages say; folders in the folder are read too."""
    files = tiny()
    scenarios = read_scenarios(files.scenarios, files.book)
    assert [differences(one, told_about(one, files.book)) for one in scenarios] == [()] * 5


@pytest.mark.parametrize(
    ("day", "expect", "told"),
    [
        ("2022-01-01", {"begins": ["TINY-1", "TINY-2"]}, "TINY-3 begins on this day"),
        ("2022-01-02", {"begins": ["TINY-1"]}, "TINY-1 does not"),
        ("2027-01-01", {"ends": []}, "TINY-1 ends on this day"),
        ("2024-01-01", {"numbers_begin": {}}, "days_to_ask begins on this day"),
        ("2024-01-01", {"numbers_begin": {"days_to_ask": 21}}, "days_to_ask is 20, expected 21"),
        ("2021-12-31", {"numbers": {"days_to_ask": 10}}, "days_to_ask is none, expected 10"),
        ("2027-01-01", {"reads": {"TINY-1": ["requires reading at b1", "WI2021 art. 7 lid 1 onder a", "municipality"]}}, "not in force"),
        ("2026-01-01", {"reads": {"TINY-3": ["refers to duo about knm", "WI2021 art. 9", "duo"]}}, "reads WI2021 art. 8, expected"),
    ],
)
def test_a_difference_says_what_was_expected(tiny, day, expect, told):
    """Exactly these begin and end; a number and a line have exactly this text."""
    (found,) = law_differences(expect, date.fromisoformat(day), LawBook.of(tiny().book))
    assert told in found


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("ends: [TINY-1]", "ends: [TINY-9]", '"TINY-9" is not a rule'),
        ("numbers: {days_to_ask: 20}", "numbers: {days_to_ask: many}", "a whole number or none"),
        ("[refers to duo about knm, WI2021 art. 8, duo]", "[refers to duo about knm]", "write [what follows, articles, who"),
        ("[days, WI2021 art. 3 lid 1]", "days", "write [unit, articles]"),
        ("  article: WI2021 art. 7\n", "", "article is missing"),
    ],
)
def test_an_expectation_of_the_law_that_nothing_can_meet_is_refused(tiny, old, new, mistake):
    """A misspelt rule, number or line is told with its place."""
    files = tiny({old: new})
    with pytest.raises(RulebookRefused) as refused:
        read_scenarios(files.scenarios, files.book)
    assert mistake in str(refused.value)
    assert str(refused.value).startswith("in/tiny.yaml:")
