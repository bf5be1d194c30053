"""The next steps: which are shown, and the latest day on which each still makes sense."""

from datetime import date

import pytest

from route_advisor.advice.steps import TERM_CLOCKS
from route_advisor.dates import weeks_later
from route_advisor.rulebook.rule import Suggests

ON = date(2025, 6, 1)
LAST_DAY = date(2026, 5, 10)
GROUPS = {
    "duo": {"duty": {"obliged": True, "law": "wi2021", "notified": date(2023, 4, 1)}},
    "municipality": {"plans": [{"dated": date(2023, 5, 10), "route": "b1"}]},
}
KNM = "WI21-STEP-14"


@pytest.fixture
def steps(twin, file_of):
    """The steps of somebody on the B1 route, by id, in their order."""

    def look(on=ON, **groups):
        return {step.id: step for step in twin.advise(file_of(**{**GROUPS, **groups}), on=on).steps}

    return look


@pytest.mark.parametrize("on", [ON, date(2026, 1, 1), LAST_DAY])
def test_the_latest_sensible_day_lies_its_weeks_before_the_last_day(steps, book, on):
    """Also on the last day itself, when it lies behind: then it says that it is late."""
    weeks = book.numbers.at(book.rule(KNM).then.weeks_back, on) + book.numbers.at("weeks_to_enrol", on)
    assert steps(on)[KNM].latest_sensible_day == weeks_later(LAST_DAY, -weeks)


def test_after_the_last_day_the_day_is_the_last_day_itself_and_has_passed(steps):
    """Nobody is told a day before a day that is gone."""
    before, after = steps(LAST_DAY)[KNM], steps(date(2026, 5, 11))[KNM]
    assert after.latest_sensible_day == LAST_DAY
    assert after.passed
    assert before.passed  # the weeks before the last day are gone
    assert not steps(ON)[KNM].passed


def test_a_step_that_asks_no_weeks_has_no_latest_day(steps, book):
    """Only a step that takes weeks before the term ends has one."""
    shown = steps(municipality={"plans": []})
    without = [id_ for id_ in shown if isinstance(book.rule(id_).then, Suggests) and book.rule(id_).then.weeks_back is None]
    assert without
    assert [id_ for id_ in without if shown[id_].latest_sensible_day is not None] == []


def test_the_days_of_the_term_stand_in_the_term_and_not_among_the_steps(steps, book):
    """Its first and last day have a place of their own."""
    clocks = [getattr(book.rule(id_).then, "clock", None) for id_ in steps()]
    assert TERM_CLOCKS.isdisjoint(clocks)


def test_a_step_names_the_parts_for_which_it_is_shown_now(steps):
    """A part that is done is no longer in it; the step goes with the last one."""
    passed = {**GROUPS["duo"], "exams": [{"part": "knm", "taken": date(2024, 5, 1), "outcome": "passed"}]}
    assert steps()[KNM].about == ("knm_exam",)
    assert KNM not in steps(duo=passed)
