"""What a file tells about the measures of the 2013 Act: done in time, lapsed powers, hours and permits."""

from datetime import date

import pytest

DUTY = {"obliged": True, "starts": date(2018, 6, 4), "law": "wi2013"}
LAST_DAY = date(2021, 6, 3)
PARTS = ("reading", "listening", "writing", "speaking", "knm", "ona")
NOW = date(2026, 1, 1)


def passes(day, parts=PARTS):
    """A pass of each part on that day."""
    return [{"part": part, "taken": day, "outcome": "passed", **({} if part in ("knm", "ona") else {"level": "a2"})} for part in parts]


@pytest.mark.parametrize(("taken", "found"), [(LAST_DAY, "all"), (date(2021, 6, 4), "not_all")], ids=["on the last day", "one day late"])
def test_what_was_passed_on_or_before_the_last_day_is_in_time(word, taken, found):
    """WI2013 art. 31 lid 1: only what was not done within the term counts."""
    assert word("old_exams_in_time", on=NOW, duo={"duty": DUTY, "exams": passes(taken)}) == found


def test_while_the_term_runs_nobody_asks_what_was_in_time(word):
    """Before the last day is over there is nothing to measure."""
    assert word("old_exams_in_time", on=LAST_DAY, duo={"duty": DUTY, "exams": []}) is None


def test_a_part_that_duo_released_in_time_is_in_time(word):
    """A dispensation of ONA within the term closes it as a pass does; one without a day leaves it unknown."""
    exams = passes(LAST_DAY, PARTS[:-1])
    released = {"scope": "partial", "ground": "demonstrated_effort", "decision": "granted", "part": "ona"}
    for decided, found in ((date(2021, 5, 1), "all"), (date(2022, 5, 1), "not_all"), (None, None)):
        one = released if decided is None else {**released, "decided": decided}
        assert word("old_exams_in_time", on=NOW, duo={"duty": DUTY, "exams": exams, "dispensations": [one]}) == found


@pytest.mark.parametrize(
    ("on", "found"), [(LAST_DAY, None), (date(2026, 6, 3), "within_five_years"), (date(2026, 6, 4), "over_five_years_ago")]
)
def test_five_years_after_the_last_day_a_power_lapses(word, on, found):
    """AWB art. 5:45: both sides of the day."""
    assert word("old_exam_term_ended", on=on, duo={"duty": DUTY}) == found


@pytest.mark.parametrize(("signed", "found"), [(date(2019, 6, 3), "in_the_year"), (date(2019, 6, 4), "after_the_year")])
def test_the_statement_has_a_year_of_its_own(word, signed, found):
    """WI2013 art. 7a: a year from the later of duty and registration."""
    home = {"registrations": [{"since": date(2018, 6, 4), "reception_centre": False}]}
    group = {"value": "family_or_other_migrant"}
    assert (
        word("old_pvt_signed", on=NOW, duo={"duty": DUTY, "group": group}, residence=home, municipality={"pvt": {"signed": signed}})
        == found
    )


@pytest.mark.parametrize(
    ("hours", "found"), [(149, "under_150"), (150, "from_150_below_300"), (299, "from_150_below_300"), (300, "from_300")]
)
def test_lessons_at_a_school_with_the_mark_fall_in_a_band(word, hours, found):
    """The bands of DUO's table, on both sides of each number."""
    courses = [{"kind": "dutch", "hours": hours, "quality_mark": True}]
    assert word("old_course_hours", on=NOW, school={"courses": courses}) == found


def test_hours_whose_mark_could_change_the_band_give_no_band(word):
    """140 hours with the mark and 20 of which nobody knows it: below 150 or not."""
    courses = [{"kind": "dutch", "hours": 140, "quality_mark": True}, {"kind": "knm", "hours": 20}]
    assert word("old_course_hours", on=NOW, school={"courses": courses}) is None


def test_a_valid_permit_was_not_refused_or_withdrawn(word):
    """The card itself tells it; what was refused only a letter of the IND tells."""
    permits = [{"legal_basis": "regular_fixed_term", "purpose": "family", "valid_from": date(2024, 1, 1), "valid_until": date(2029, 1, 1)}]
    assert word("permit_ended", on=NOW, residence={"permits": permits}) == "none"
    assert word("permit_ended", on=date(2030, 1, 1), residence={"permits": permits}) is None
