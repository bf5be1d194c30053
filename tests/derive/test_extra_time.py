"""Facts behind extra time, on both sides of each boundary."""

from datetime import date

import pytest

from route_advisor.derive.extra_time import extra_time_sayings
from route_advisor.derive.seen import Seen
from route_advisor.personal_file import PersonalFile
from route_advisor.rulebook.book import Rulebook

ON = date(2026, 11, 23)
NUMBERS = Rulebook.shipped().numbers


def told(on=ON, **groups):
    """The words that the file tells about extra time."""
    file = PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "case-1", **groups})
    return {one.fact: one.word for one in extra_time_sayings(Seen(file, NUMBERS, on))}


def passed(*parts, level="b1"):
    """Exams passed on one day."""
    return [{"part": part, "level": level, "taken": "2026-01-05", "outcome": "passed"} for part in parts]


PLAN = {"plans": [{"dated": "2024-02-06", "route": "b1", "level": "b1"}]}


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ([], "fewer"),
        (["reading"], "fewer"),
        (["reading", "writing"], "two_or_three"),
        (["reading", "writing", "speaking"], "two_or_three"),
        (["reading", "writing", "speaking", "listening"], "all"),
    ],
)
def test_two_of_four_skills_are_needed(parts, word):
    """BI2021 art. 4.4 lid 2 onder c: at least two of the four."""
    assert told(duo={"exams": passed(*parts)}, municipality=PLAN)["skills_passed"] == word


def test_a_skill_below_the_level_of_the_plan_does_not_count():
    """BI2021 art. 4.4 lid 2 onder a: the level that the plan sets."""
    assert told(duo={"exams": passed("reading", "writing", level="a2")}, municipality=PLAN)["skills_passed"] == "fewer"


def test_a_plan_at_a2_asks_a2():
    """BI2021 art. 4.4 lid 2 onder a: at least A2 where the plan says so."""
    plan = {"plans": [{"dated": "2024-02-06", "route": "b1", "level": "a2"}]}
    assert told(duo={"exams": passed("reading", "writing", level="a2")}, municipality=plan)["skills_passed"] == "two_or_three"


def test_an_exempted_skill_leaves_a_low_number_open():
    """The text says "passed"; whether an exemption counts is not said, so nothing is told."""
    exemption = {"scope": "partial", "decision": "granted", "part": "writing", "level": "b1", "decided": "2025-01-06"}
    assert "skills_passed" not in told(duo={"exams": passed("reading"), "exemptions": [exemption]}, municipality=PLAN)


@pytest.mark.parametrize(
    ("parts", "released", "word"),
    [
        (["reading", "writing", "speaking"], ["listening"], "all"),
        (["reading", "writing"], ["listening"], "two_or_three"),
        (["reading"], ["listening"], None),
        (["reading", "listening"], ["listening"], "two_or_three"),
        ([], ["reading", "writing", "listening"], None),
    ],
)
@pytest.mark.parametrize("how", ["dispensed", "exempted", "exempted below the plan"])
def test_a_skill_that_duo_released_is_not_left(parts, released, word, how):
    """Dispensed, or exempted at the level of the plan: nothing is told while nobody knows whether it counts as passed. At A2 it is open."""
    granted = {"scope": "partial", "decision": "granted", "decided": "2025-01-06"}
    if how == "dispensed":
        duo = {"dispensations": [{**granted, "part": part, "ground": "medical_decision"} for part in released]}
    else:
        duo = {"exemptions": [{**granted, "part": part, "level": "b1" if how == "exempted" else "a2"} for part in released]}
    if how == "exempted below the plan":
        word = "two_or_three" if len(parts) > 1 else "fewer"
    assert told(duo={**duo, "exams": passed(*parts)}, municipality=PLAN).get("skills_passed") == word


def test_nothing_is_told_about_skills_outside_the_b1_route():
    """The extra time for who almost finished exists on the B1 route only."""
    plan = {"plans": [{"dated": "2024-02-06", "route": "z"}]}
    assert "skills_passed" not in told(duo={"exams": passed("reading", "writing")}, municipality=plan)


def test_an_exam_of_tomorrow_does_not_count():
    """Nothing dated after the day counts."""
    assert told(on=date(2026, 1, 4), duo={"exams": passed("reading", "writing")}, municipality=PLAN)["skills_passed"] == "fewer"


def course(hours, kind="dutch", since="2024-03-04", **more):
    """One course of a school."""
    return {"kind": kind, "hours": hours, "since": since, **more}


@pytest.mark.parametrize(
    ("courses", "word"),
    [
        ([course(450)], "enough"),
        ([course(400), course(50, "knm")], "enough"),
        ([course(449)], "too_few"),
        ([], "too_few"),
        ([course(400), course(50, "literacy")], None),
        ([course(450, since="2024-01-08")], None),
    ],
)
def test_450_hours_are_needed_of_family_migrants(courses, word):
    """BI2021 art. 4.4 lid 3; literacy and lessons from before the plan settle nothing alone."""
    assert told(municipality=PLAN, school={"courses": courses}).get("lesson_hours") == word


@pytest.mark.parametrize(
    ("offered", "on", "word"),
    [
        ("2024-05-06", ON, "in_time"),
        ("2024-05-07", ON, "late"),
        (None, date(2024, 5, 6), "still_time"),
        (None, date(2024, 5, 7), "late"),
        ("2024-05-07", date(2024, 5, 6), "still_time"),
    ],
)
def test_an_offer_is_late_after_three_months(offered, on, word):
    """RI2021 art. 4.1 lid 1 onder g: not within three months after the date of the plan."""
    offers = [{"offered": offered}] if offered else []
    assert told(on=on, municipality={**PLAN, "offers": offers})["course_offer_wait"] == word


def test_an_offer_without_a_date_tells_nothing():
    """Resist the temptation to guess."""
    assert "course_offer_wait" not in told(municipality={**PLAN, "offers": [{}]})


@pytest.mark.parametrize(
    ("courses", "word"),
    [
        ([course(100, "literacy", since="2025-01-01", until="2025-03-31")], "three_months_or_longer"),
        ([course(100, "literacy", since="2025-01-01", until="2025-03-30")], "shorter"),
        ([course(100, "literacy", since="2026-11-02")], None),
        ([course(100, "literacy", since="2026-11-23")], None),  # it begins on this day
        ([course(100, "literacy", since="2026-11-24")], "none"),
        ([course(100, "literacy", since="2026-10-01", until="2027-03-31")], None),  # planned to be long
        ([course(100, "literacy", since="2026-10-01", until="2026-11-23")], "shorter"),  # it ends on this day
        ([course(100, "literacy", since=None)], None),
        ([course(100)], "none"),
    ],
)
def test_a_literacy_course_lasts_three_months(courses, word):
    """RI2021 art. 4.1 lid 1 onder e: three months without a break; a course that still runs is not yet short."""
    assert told(school={"courses": courses}).get("literacy_course") == word
