"""Hours of the Z-route, the taalschakeltraject, another route and a move: what a file tells on a day."""

from datetime import date

import pytest

from route_advisor.derive.file import facts_from
from route_advisor.personal_file import SCHEMA, PersonalFile
from route_advisor.rulebook.book import Rulebook
from route_advisor.vocabulary import Clock, Grade

BOOK = Rulebook.shipped()
DAY = date(2026, 11, 23)


def known(on=DAY, **groups):
    """The facts of a file with these groups."""
    file = PersonalFile.model_validate({"schema": SCHEMA, "case_ref": "test", **groups})
    return facts_from(file, on=on, book=BOOK)


def on_z(hours=(), **more):
    """The groups of a person on the Z-route with these registered hours."""
    return {"municipality": {"plans": [{"dated": date(2024, 2, 6), "route": "z"}], "hours": hours, **more}}


@pytest.mark.parametrize(
    ("followed", "intake", "word"),
    [(800, 0, "reached"), (799, 0, "short"), (799, 1, "reached_with_intake_hours"), (0, 799, "short")],
)
def test_course_hours_are_enough_from_eight_hundred(followed, intake, word):
    """Both sides of the norm, and the hours of the intake only as a question."""
    facts = known(**on_z([{"dutch_and_knm": followed, "intake_dutch_and_knm": intake}]))
    assert facts.word("course_hours_status") == word


def test_hours_of_two_municipalities_count_together():
    """A move loses no hours."""
    assert known(**on_z([{"dutch_and_knm": 400}, {"dutch_and_knm": 400}])).word("course_hours_status") == "reached"


def test_a_lower_number_of_the_municipality_counts():
    """With rehabilitation the municipality can set fewer hours (BI2021 art. 3.14 lid 8)."""
    assert known(**on_z([{"dutch_and_knm": 600}], z_route={"course_hours_set": 600})).word("course_hours_status") == "reached"


def test_hours_counted_after_the_day_are_not_known():
    """A register of next month says nothing about today."""
    assert known(**on_z([{"dutch_and_knm": 900, "known_until": date(2026, 12, 31)}])).word("course_hours_status") is None


def test_hours_that_only_the_school_states_are_reported():
    """The municipality establishes the hours; a school reports them."""
    courses = [{"kind": "dutch", "hours": 700, "quality_mark": True}, {"kind": "knm", "hours": 100, "quality_mark": True}]
    fact = known(**on_z(), school={"courses": courses}).known["course_hours_status"]
    assert (fact.word, fact.grade) == ("reached", Grade.REPORTED)


def test_a_school_and_a_municipality_that_differ_leave_it_unknown():
    """We name both numbers and pick neither."""
    courses = [{"kind": "dutch", "hours": 810, "quality_mark": True}]
    facts = known(**on_z([{"dutch_and_knm": 640}]), school={"courses": courses})
    assert facts.word("course_hours_status") is None
    assert [one.fact for one in facts.conflicts] == ["course_hours_status"]


@pytest.mark.parametrize(("first", "then", "counted"), [("b1", "z", True), ("z", "b1", False)])
def test_the_newest_route_that_a_person_names_is_the_one_whose_hours_count(first, then, counted):
    """Somebody who says something else later changed their mind: the Z-route of today counts hours, that of last year does not."""
    said = [{"fact": "route", "word": first, "said": date(2025, 1, 1)}, {"fact": "route", "word": then, "said": date(2026, 1, 1)}]
    assert (known(municipality={"hours": [{"dutch_and_knm": 800}]}, statements=said).word("course_hours_status") is not None) is counted


def test_hours_on_the_b1_route_say_nothing_about_the_z_route():
    """The norm belongs to one route."""
    plans = [{"dated": date(2024, 2, 6), "route": "b1"}]
    assert known(municipality={"plans": plans, "hours": [{"dutch_and_knm": 900}]}).word("course_hours_status") is None


@pytest.mark.parametrize(
    ("hours", "word"), [(800, "reached"), (799, "reached_with_pvt_and_map"), (747, "short"), (748, "reached_with_pvt_and_map")]
)
def test_pvt_and_map_are_deducted_from_the_participation_hours(hours, word):
    """Twelve hours of PVT and forty of MAP leave 748 of the 800 (vector T18)."""
    groups = on_z([{"participation": hours}], pvt={"hours": 12}, map={"practical_hours": 40})
    assert known(**groups).word("participation_hours_status") == word


@pytest.mark.parametrize(
    ("cap", "word", "status"), [(0, "all_hours", "reached"), (300, "some_hours", "reached"), (301, "some_hours", "short")]
)
def test_a_dispensation_lowers_the_participation_hours(cap, word, status):
    """DUO's cap counts as the norm."""
    dispensation = {"scope": "partial", "ground": "medical_decision", "decision": "granted", "participation_hours_at_most": cap}
    facts = known(**on_z([{"participation": 300}]), duo={"dispensations": [dispensation]})
    assert (facts.word("participation_dispensation"), facts.word("participation_hours_status")) == (word, status)


@pytest.mark.parametrize(("completed", "word"), [(DAY, "held"), (date(2026, 11, 24), "not_held"), (None, "not_held")])
def test_the_final_talk_counts_from_its_day(completed, word):
    """A talk of tomorrow was not held today."""
    assert known(**on_z(z_route={"completed": completed})).word("z_talk_status") == word


@pytest.mark.parametrize(
    ("record", "word"),
    [
        ({}, "not_started"),
        ({"started": date(2026, 12, 1)}, "not_started"),
        ({"started": date(2025, 9, 1)}, "following"),
        ({"started": date(2025, 9, 1), "completed": DAY}, "completed"),
        ({"started": date(2025, 9, 1), "left": DAY}, "left"),
        ({"started": date(2025, 9, 1), "left": date(2026, 11, 24)}, "following"),
    ],
)
def test_the_taalschakeltraject_is_read_as_it_stood_that_day(record, word):
    """Started, completed and left each count from their day."""
    assert known(duo={"taalschakeltraject": record}).word("taalschakeltraject_status") == word


def test_a_school_only_reports_that_the_taalschakeltraject_is_completed():
    """DUO establishes that the route is completed."""
    record = {"started": date(2025, 9, 1), "completed": date(2026, 7, 1)}
    assert known(school={"taalschakeltraject": record}).known["taalschakeltraject_status"].grade is Grade.REPORTED


@pytest.mark.parametrize(("on", "word"), [(date(2024, 11, 10), "open"), (date(2024, 11, 11), "closed")])
def test_another_route_is_possible_for_eighteen_months(on, word):
    """A term from 11 May 2023: the last day of the window is 10 November 2024 (vector T17)."""
    facts = known(on, municipality={"plans": [{"dated": date(2023, 5, 10), "route": "b1"}]})
    assert facts.word("route_change_window") == word
    assert facts.dates[Clock.ROUTE_CHANGE_UNTIL].day == date(2024, 11, 10)


def test_the_previous_route_is_the_last_other_one():
    """Going from the onderwijsroute to the B1 route and on to a lower level, the earlier route stays the onderwijsroute."""
    plans = [{"dated": date(2024, month, 1), "route": route} for month, route in ((1, "onderwijs"), (6, "b1"), (9, "b1"))]
    assert known(municipality={"plans": plans}).word("previous_route") == "onderwijs"
    assert known(municipality={"plans": plans[1:]}).word("previous_route") == "none"


def moved(**more):
    """The groups of a person who moved on 5 October 2026."""
    registrations = [{"municipality": "0014", "since": date(2025, 4, 1)}, {"municipality": "0363", "since": date(2026, 10, 5)}]
    plans = [{"dated": date(2025, 6, 17), "route": "b1", "municipality": "0014"}, *more.get("plans", ())]
    return {"residence": {"registrations": registrations}, "municipality": {"plans": plans}}


@pytest.mark.parametrize(
    ("on", "word"),
    [
        (date(2026, 10, 4), "no_move"),
        (date(2026, 10, 5), "new_plan_awaited"),
        (date(2026, 12, 14), "new_plan_awaited"),
        (date(2026, 12, 15), "new_plan_late"),
    ],
)
def test_the_new_municipality_has_ten_weeks(on, word):
    """Counted from the registration there, on both sides of the last day."""
    assert known(on, **moved()).word("move") == word


def test_the_new_plan_ends_the_wait():
    """A plan of the new municipality, and no date is due any more."""
    facts = known(**moved(plans=[{"dated": date(2026, 11, 20), "route": "b1", "municipality": "0363"}]))
    assert facts.word("move") == "new_plan_made"
    assert Clock.MOVE_PLAN_DUE not in facts.dates


def test_a_later_plan_of_the_municipality_that_was_left_is_no_new_plan():
    """The new municipality makes one."""
    facts = known(**moved(plans=[{"dated": date(2026, 11, 20), "route": "b1", "municipality": "0014"}]))
    assert facts.word("move") == "new_plan_awaited"


@pytest.mark.parametrize(("route", "word"), [("z", "reached"), ("b1", None)])
def test_where_no_plan_is_on_paper_the_route_of_duo_counts(route, word):
    """Hours of the Z-route are counted for who follows it."""
    facts = known(duo={"plan": {"route": route}}, municipality={"hours": [{"dutch_and_knm": 800}]})
    assert facts.word("course_hours_status") == word


def test_who_followed_it_to_the_end_without_the_diploma_is_told_apart():
    """WI2021 art. 8 lid 4: the diploma is one thing, an end without it another."""
    record = {"started": date(2024, 9, 1), "ended": date(2026, 6, 30)}
    assert known(duo={"taalschakeltraject": record}).word("taalschakeltraject_status") == "ended_not_passed"
    assert known(duo={"taalschakeltraject": {**record, "completed": date(2026, 6, 30)}}).word("taalschakeltraject_status") == "completed"


@pytest.mark.parametrize(("hours", "word"), [(799, "lower"), (800, "law")])
def test_a_number_of_hours_that_the_municipality_set_is_told(hours, word):
    """BI2021 art. 3.14 lid 8: only a lower number is another norm."""
    municipality = {"plans": [{"dated": date(2023, 5, 10), "route": "z"}], "z_route": {"course_hours_set": hours}}
    assert known(municipality=municipality).word("course_hours_norm") == word


@pytest.mark.parametrize(
    ("course", "word"),
    [
        ({"quality_mark": True, "since": date(2023, 5, 10)}, "reached"),
        ({"taalschakeltraject": True, "since": date(2023, 5, 10)}, "reached"),
        ({"quality_mark": True, "since": date(2023, 5, 9)}, None),
    ],
)
def test_hours_of_a_school_count_from_the_first_plan_on(course, word):
    """BI2021 art. 5.3 lid 5; after another route those of the taalschakeltraject count too (art. 5.4 lid 4 onder c)."""
    municipality = {"plans": [{"dated": date(2023, 5, 10), "route": "z"}]}
    school = {"courses": [{"kind": "dutch", "hours": 800, **course}]}
    assert known(municipality=municipality, school=school).word("course_hours_status") == word


def test_a_new_term_does_not_open_another_route_again():
    """WI2021 art. 11 lid 1: counted from the first term, whatever a later decision of DUO gave."""
    duo = {
        "duty": {"obliged": True, "law": "wi2021", "starts": date(2023, 1, 16)},
        "term": {"starts": date(2026, 6, 1), "last_day": date(2028, 5, 31)},
    }
    plan = {"plans": [{"dated": date(2023, 5, 10), "route": "b1"}]}
    assert known(duo=duo, municipality=plan).word("route_change_window") == "closed"
