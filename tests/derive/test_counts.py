"""The numbers of a file come back: what is done, what is needed and what is left, each with its source."""

from datetime import date

import pytest

from route_advisor.derive.counts import days_of_term
from route_advisor.derive.file import facts_from
from route_advisor.facts import Count, More, TermDates, ToldBy
from route_advisor.vocabulary import Teller

ON = date(2026, 11, 23)
Z = [{"dated": date(2024, 2, 6), "route": "z"}]
B1 = [{"dated": date(2024, 2, 6), "route": "b1", "estimated_hours": 900, "progress_talks": 6}]


@pytest.fixture
def counts(book, file_of):
    """The counts of a file by name and part, from its groups; the last of those that share both."""

    def look(on=ON, **groups):
        return {(one.name, one.part): one for one in facts_from(file_of(**groups), on=on, book=book).counts}

    return look


@pytest.fixture
def numbers(counts):
    """Done, needed and left of one count."""

    def look(name, part=None, on=ON, **groups):
        one = counts(on, **groups)[name, part]
        return one.done, one.needed, one.left

    return look


def test_seven_hundred_of_eight_hundred_course_hours(numbers, counts):
    """BI2021 art. 3.14 lid 2 onder a: a hundred hours are left, and what the intake gave may count (lid 6)."""
    hours = [{"dutch_and_knm": 300, "known_until": date(2026, 5, 1)}, {"dutch_and_knm": 400, "intake_dutch_and_knm": 20}]
    groups = {"municipality": {"plans": Z, "hours": hours}}
    assert numbers("course_hours", "course_hours", **groups) == (700, 800, 100)
    count = counts(**groups)["course_hours", "course_hours"]
    assert (count.more, count.left_with_more, count.number) == ((More("intake", 20),), 80, "z_course_hours")
    assert (count.told_by[0].teller, count.told_by[0].dated) == (Teller.MUNICIPALITY, date(2026, 5, 1))


def test_a_municipality_that_set_fewer_hours_sets_what_is_needed(counts):
    """BI2021 art. 3.14 lid 8: then the number is no longer one of law."""
    count = counts(municipality={"plans": Z, "hours": [{"dutch_and_knm": 540}], "z_route": {"course_hours_set": 600}})
    assert count["course_hours", "course_hours"][4:8] == (540, 600, 60, None)


def test_only_the_newest_learnability_test_is_counted(counts):
    """An older score is not told beside a newer test without one: the file lists the older test as superseded."""
    tests = [
        {"registered": date(2025, 1, 8), "result": "b1_not_feasible", "score_hundredths": 3100},
        {"registered": date(2025, 6, 3), "result": "b1_feasible"},
    ]
    assert ("learnability", None) in counts(municipality={"learnability_tests": tests[:1]})
    assert ("learnability", None) not in counts(municipality={"learnability_tests": tests})


def test_hours_that_only_the_school_states_come_back_too(counts):
    """Seven hundred hours on a statement of the school are not dropped; those without a known mark may count."""
    courses = [{"kind": "dutch", "hours": 640, "quality_mark": True}, {"kind": "knm", "hours": 60}]
    count = counts(municipality={"plans": Z}, school={"courses": courses})["course_hours", "course_hours"]
    assert (count.done, count.left, count.left_with_more, count.told_by[0].teller) == (640, 160, 100, Teller.SCHOOL)


def test_participation_hours_with_those_of_pvt_and_map(counts):
    """BI2021 art. 3.14 lid 5: twelve and forty hours are deducted from what is left."""
    groups = {"plans": Z, "hours": [{"participation": 700}], "pvt": {"hours": 12}, "map": {"practical_hours": 40}}
    count = counts(municipality=groups)["participation_hours", "participation_hours"]
    assert (count.done, count.needed, count.left, count.left_with_more) == (700, 800, 100, 48)


def test_a_dispensation_sets_the_participation_hours(numbers):
    """BI2021 art. 2.7 lid 3 onder c: DUO lowered them to three hundred."""
    one = {"scope": "partial", "ground": "medical_decision", "decision": "granted", "participation_hours_at_most": 300}
    groups = {"duo": {"dispensations": [one]}, "municipality": {"plans": Z, "hours": [{"participation": 120}]}}
    assert numbers("participation_hours", "participation_hours", **groups) == (120, 300, 180)


@pytest.mark.parametrize(("law", "needed", "left"), [("wi2021", 12, 4), ("wi2013", None, None)])
def test_the_old_act_asks_no_hours_of_the_pvt(numbers, law, needed, left):
    """BI2021 art. 3.1 lid 3 asks twelve; BI2013 art. 3.9a asks a signature alone."""
    groups = {"duo": {"duty": {"obliged": True, "law": law}}, "municipality": {"pvt": {"hours": 8}}}
    assert numbers("pvt_hours", "pvt", **groups) == (8, needed, left)


def test_the_map_has_practical_hours_and_themes(numbers):
    """RI2021 art. 3.1 and BI2021 art. 3.2: twelve of forty hours, three of eight themes."""
    groups = {"municipality": {"map": {"practical_hours": 12, "themes": 3}}}
    assert numbers("map_practical_hours", "map", **groups) == (12, 40, 28)
    assert numbers("map_themes", "map", **groups) == (3, 8, 5)


def test_lessons_on_the_b1_route_stand_beside_the_estimate_and_the_hours_for_a2(numbers):
    """The plan estimates nine hundred; BI2021 art. 5.5 asks six hundred hours of Dutch, without KNM."""
    courses = [{"kind": "dutch", "hours": 560, "quality_mark": True}, {"kind": "knm", "hours": 60, "quality_mark": True}]
    groups = {"municipality": {"plans": B1}, "school": {"courses": courses}}
    assert numbers("estimated_hours", **groups) == (620, 900, 280)
    assert numbers("dutch_lessons", **groups) == (560, 600, 40)
    assert numbers("progress_talks", **groups) == (None, 6, None)


def test_hours_without_any_plan_still_come_back(numbers):
    """Somebody who knows only "700 hours" reads them, without a norm that may not be theirs."""
    assert numbers("lesson_hours", municipality={"hours": [{"dutch_and_knm": 700}]}) == (700, None, None)


@pytest.mark.parametrize(("on", "there"), [(date(2026, 8, 5), False), (date(2026, 8, 6), True)])
def test_hours_for_who_almost_finished_are_counted_in_the_last_six_months(counts, on, there):
    """BI2021 art. 4.4 lid 3: before, nobody can ask for that time."""
    courses = [{"kind": "dutch", "hours": 400, "quality_mark": True, "since": date(2024, 3, 1)}]
    assert (("near_finish_hours", None) in counts(on, municipality={"plans": B1}, school={"courses": courses})) is there


def test_free_attempts_are_those_that_are_left(numbers):
    """RI2021 art. 3.5: DUO says how many; how many were used nobody told."""
    assert numbers("free_attempts", "knm_exam", duo={"free_attempts": [{"part": "knm", "left": 1}]}) == (None, None, 1)


def test_the_newest_learnability_test_counts(numbers):
    """The points are hundredths, as DUO's exchange has them."""
    tests = [
        {"registered": date(2024, 1, 9), "result": "b1_not_feasible", "score_hundredths": 4000, "needed_hundredths": 5000},
        {"registered": date(2024, 9, 9), "result": "b1_feasible", "score_hundredths": 6250, "needed_hundredths": 5000},
        {"registered": date(2027, 1, 9), "result": "unknown", "score_hundredths": 1},
    ]
    assert numbers("learnability", municipality={"learnability_tests": tests}) == (6250, 5000, 0)


def test_the_old_act_counts_lessons_and_attempts(numbers):
    """RI2013 art. 2.4b and 2.4c: six hundred hours and three attempts for a dispensation, three hundred for extra time."""
    tries = [{"part": "writing", "level": "a2", "taken": date(2023, month, 1), "outcome": "failed"} for month in (2, 5)]
    groups = {
        "duo": {"duty": {"obliged": True, "law": "wi2013", "starts": date(2019, 6, 1)}, "exams": tries},
        "school": {"courses": [{"kind": "dutch", "hours": 310, "quality_mark": True}]},
    }
    assert numbers("old_release_attempts", "writing", **groups) == (2, 3, 1)
    assert numbers("old_release_hours", **groups) == (310, 600, 290)
    assert numbers("old_extra_time_hours", **groups) == (310, 300, 0)


@pytest.mark.parametrize(
    ("on", "used", "left"), [("2019-05-31", 0, 366), ("2019-06-01", 1, 365), ("2020-05-31", 366, 0), ("2021-01-01", 366, 0)]
)
def test_the_term_for_the_old_pvt_has_its_days(counts, on, used, left):
    """WI2013 art. 7a: one year, of which the first and the last day count."""
    on = date.fromisoformat(on)
    groups = {
        "duo": {
            "duty": {"obliged": True, "law": "wi2013", "starts": date(2018, 6, 1)},
            "pvt_term": {"starts": date(2019, 6, 1), "last_day": date(2020, 5, 31)},
        }
    }
    count = counts(on, **groups)["pvt_term", "pvt"]
    assert (count.done, count.left, count.needed) == (used, left, 366)


def test_the_days_of_a_term_have_its_name_and_source():
    """Both its first and its last day count; where the first is not known, only what is left is told."""
    told_by = (ToldBy(Teller.DUO, "letter_duo", date(2019, 5, 1)),)
    known, unknown = (TermDates(starts, date(2019, 6, 30), None, date(2019, 6, 30), None, told_by) for starts in (date(2019, 6, 1), None))
    on = date(2019, 6, 10)
    assert days_of_term("term", "pvt", known, on) == Count("term", "pvt", "days", told_by, done=10, needed=30, left=20)
    assert days_of_term("term", "pvt", unknown, on) == Count("term", "pvt", "days", told_by, left=20)


def test_the_themes_of_the_map_are_those_of_the_law_and_told_by_the_municipality(counts):
    """RI2021 art. 3.1: how many the law has is a number of the rulebook."""
    themes = counts(municipality={"map": {"themes": 5}})["map_themes", "map"]
    assert (themes.done, themes.needed, themes.number, themes.unit) == (5, 8, "map_themes", "themes")
    assert [one.teller for one in themes.told_by] == [Teller.MUNICIPALITY]


def test_lessons_under_the_old_act_have_their_source_and_what_may_count(counts):
    """RI2013 art. 2.4b: Dutch and KNM with the quality mark; those whose mark nobody told may count, and those without it do not."""
    lessons = [("dutch", 200, True), ("knm", 110, True), ("dutch", 40, None), ("dutch", 500, False)]
    groups = {
        "duo": {"duty": {"obliged": True, "law": "wi2013", "starts": date(2014, 6, 1)}, "exams": []},
        "school": {"courses": [{"kind": kind, "hours": hours, "quality_mark": mark} for kind, hours, mark in lessons]},
    }
    count = counts(**groups)["old_release_hours", None]
    assert (count.done, count.needed, count.unit, count.number) == (310, 600, "hours", "old_release_hours")
    assert count.more == (More("no_quality_mark", 40),)
    assert [(one.teller, one.document) for one in count.told_by] == [(Teller.SCHOOL, "school_statement")]


@pytest.mark.parametrize(("on", "open_still"), [(date(2023, 4, 30), True), (date(2023, 5, 1), False)])
def test_an_nt2_diploma_closes_the_language_exams_on_its_own_day(counts, on, open_still):
    """Attempts are counted for what is left to pass."""
    tries = [{"part": "writing", "level": "a2", "taken": date(2023, 2, 1), "outcome": "failed"}]
    duty = {"obliged": True, "law": "wi2013", "starts": date(2014, 6, 1)}
    found = counts(on, duo={"duty": duty, "exams": tries, "nt2_diplomas": [{"programme": 1, "dated": date(2023, 5, 1)}]})
    assert (("old_release_attempts", "writing") in found) is open_still


def test_participation_hours_are_hours_of_the_norm_unless_duo_lowered_them(counts):
    """BI2021 art. 3.14 lid 2 onder b and 2.7: what DUO set is no number of law; PVT and MAP may count, be they as long as each other."""
    municipality = {"plans": Z, "hours": [{"participation": 120}], "pvt": {"hours": 40}, "map": {"practical_hours": 40}}
    norm = counts(municipality=municipality)["participation_hours", "participation_hours"]
    assert (norm.unit, norm.number, norm.more) == ("hours", "z_participation_hours", (More("pvt_and_map", 80),))
    lowered = {"scope": "partial", "ground": "medical_decision", "decision": "granted", "participation_hours_at_most": 300}
    count = counts(municipality=municipality, duo={"dispensations": [lowered]})["participation_hours", "participation_hours"]
    assert (count.needed, count.number) == (300, None)


def test_of_two_tests_of_one_day_the_same_counts_however_they_were_written(numbers):
    """So that no score hangs on which of them stands first in the file; a newer one counts before both."""
    tests = [{"registered": "2023-03-10", "result": "unknown", "score_hundredths": score, "needed_hundredths": 4550} for score in (10, 20)]
    newer = {**tests[0], "registered": "2023-03-11", "score_hundredths": 5}
    both = [numbers("learnability", municipality={"learnability_tests": some}) for some in (tests, tests[::-1])]
    assert both[0] == both[1]
    assert numbers("learnability", municipality={"learnability_tests": [newer, *tests]}) == (5, 4550, 4545)
