"""Letters with a date: the measure, the decider, and the last day to object."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_advisor.vocabulary import Clock, Grade


def _facts(twin, file_of, on, *letters, **groups):
    return twin.verdicts(file_of(letters=list(letters), **groups), on=on)[0]


@pytest.mark.parametrize(("on", "word"), [(date(2026, 11, 2), "open"), (date(2026, 12, 14), "open"), (date(2026, 12, 15), "passed")])
def test_the_last_day_to_object_still_counts(twin, file_of, on, word):
    """Awb 6:7 and 6:8: six weeks from the day after the letter; the last of them is a day on which you can object."""
    facts = _facts(twin, file_of, on, {"kind": "duo_decision", "dated": "2026-11-02"})
    assert facts.word("objection_time") == word
    assert facts.dates[Clock.OBJECTION_LAST_DAY].day == date(2026, 12, 14)
    assert facts.word("decision_by") == "duo"
    assert facts.word("measure_letter") == "duo_decision"
    assert facts.known["measure_letter"].grade is Grade.ESTABLISHED


def test_a_letter_of_tomorrow_is_not_there_yet(twin, file_of):
    """Nothing dated later counts."""
    facts = _facts(twin, file_of, date(2026, 11, 1), {"kind": "duo_decision", "dated": "2026-11-02"})
    assert "measure_letter" not in facts
    assert "objection_time" not in facts


def test_the_newest_letter_counts(twin, file_of):
    """An announcement is followed by a decision; the decision of the municipality is older."""
    letters = [
        {"kind": "duo_announcement", "dated": "2026-08-03"},
        {"kind": "municipality_decision", "dated": "2026-07-06"},
        {"kind": "duo_decision", "dated": "2026-10-05"},
    ]
    facts = _facts(twin, file_of, date(2026, 11, 23), *letters)
    assert facts.word("measure_letter") == "duo_decision"
    assert facts.word("decision_by") == "duo"


def test_an_announcement_is_no_decision(twin, file_of):
    """There is nothing to object to yet."""
    facts = _facts(twin, file_of, date(2026, 11, 23), {"kind": "duo_announcement", "dated": "2026-11-02"})
    assert "objection_time" not in facts
    assert Clock.OBJECTION_LAST_DAY not in facts.dates


def test_without_a_date_there_is_no_last_day(twin, file_of):
    """The letter has one; the file does not. Nor has what the person only says."""
    undated = _facts(twin, file_of, date(2026, 11, 23), {"kind": "duo_decision"})
    said = file_of(statements=[{"fact": "measure_letter", "word": "duo_decision", "said": "2026-11-20"}])
    for facts in (undated, twin.verdicts(said, on=date(2026, 11, 23))[0]):
        assert facts.word("objection_time") == "no_date"
        assert Clock.OBJECTION_LAST_DAY not in facts.dates


def test_no_letters_says_that_none_came(twin, file_of):
    """An empty list says: nothing there. An absent one says nothing."""
    assert _facts(twin, file_of, date(2026, 11, 23)).word("measure_letter") == "none"
    assert "measure_letter" not in twin.verdicts(file_of(), on=date(2026, 11, 23))[0]


@given(st.dates(date(2013, 1, 1), date(2030, 12, 31)))
def test_the_last_day_is_six_weeks_later_or_the_next_working_day(twin, file_of, dated):
    """Never earlier than six weeks, and at most four days later: Good Friday up to the Tuesday after Easter, or a holiday beside a weekend."""
    facts = _facts(twin, file_of, dated, {"kind": "duo_other_decision", "dated": dated.isoformat()})
    last = facts.dates[Clock.OBJECTION_LAST_DAY].day
    assert dated + timedelta(weeks=6) <= last <= dated + timedelta(weeks=6, days=4)
    assert last.isoweekday() < 6
