"""Facts about exams, exemptions, dispensations, PVT, MAP and lessons."""

from datetime import date

import pytest

ON = date(2025, 6, 1)


def _exam(level="b1", outcome="passed", part="reading", taken=date(2025, 3, 1)):
    return {"part": part, **({"level": level} if level else {}), "taken": taken, "outcome": outcome}


@pytest.mark.parametrize(
    ("exams", "expected"),
    [
        (None, None),
        ([], "not_passed"),
        ([_exam(outcome="failed")], "not_passed"),
        ([_exam(outcome="none")], "not_passed"),
        ([_exam("a2")], "passed_a2"),
        ([_exam("b2"), _exam("a2")], "passed_b2"),
        ([_exam("b1"), _exam("b1", outcome="failed")], "passed_b1"),
        ([_exam(taken=date(2025, 6, 2))], "not_passed"),
        ([_exam(part="writing")], "not_passed"),
        ([_exam(level=None)], "not_passed"),
    ],
)
def test_the_best_pass_up_to_this_day_counts(word, exams, expected):
    """L-7: a later failure takes nothing away; an absent list is unknown, an empty one is "not passed"."""
    assert word("reading_result", duo={} if exams is None else {"exams": exams}) == expected


@pytest.mark.parametrize(("programme", "expected"), [(1, "passed_b1"), (2, "passed_b2")])
def test_an_nt2_diploma_passes_all_four_skills(word, programme, expected):
    """Programme 1 is B1 and programme 2 is B2, and neither says anything about KNM."""
    duo = {"nt2_diplomas": [{"programme": programme, "dated": ON}]}
    assert {word(f"{skill}_result", duo=duo) for skill in ("reading", "listening", "writing", "speaking")} == {expected}
    assert word("knm_result", duo=duo) is None


@pytest.mark.parametrize(
    ("exemptions", "expected"),
    [
        ([], "none"),
        ([("a2", "granted")], "at_a2"),
        ([("b1", "granted"), ("a2", "granted")], "at_b1"),
        ([("b1", "refused")], "none"),
        ([("b1", "refused"), ("a2", "granted")], "at_a2"),
    ],
)
def test_the_highest_exemption_that_was_granted_counts(word, exemptions, expected):
    """RI2021 art. 3.12 and 3.13: per skill and level."""
    decisions = [{"scope": "partial", "decision": decision, "part": "reading", "level": level} for level, decision in exemptions]
    assert word("reading_exemption", duo={"exemptions": decisions}) == expected


def test_three_of_four_skills_can_be_dispensed_and_four_cannot(word):
    """BI2021 art. 2.7 lid 3: at three the dispensations stand, at four all of them are in doubt."""
    skills = ("reading", "listening", "writing", "speaking")
    granted = [{"scope": "partial", "ground": "medical_decision", "decision": "granted", "part": skill} for skill in skills]
    assert word("reading_dispensation", duo={"dispensations": granted[:3]}) == "granted"
    assert word("reading_dispensation", duo={"dispensations": granted}) is None


@pytest.mark.parametrize(
    ("pvt", "expected"),
    [
        ({}, None),
        ({"hours": 0}, "not_signed"),
        ({"hours": 11, "signed": ON}, "hours_short"),
        ({"hours": 12, "signed": ON}, "signed"),
        ({"signed": ON}, "signed"),
        ({"hours": 12, "signed": date(2025, 6, 2)}, "not_signed"),
        ({"hours": 12}, "not_signed"),
    ],
)
def test_the_pvt_is_signed_after_twelve_hours(word, pvt, expected):
    """BI2021 art. 3.1: 12 hours at least; a signature of tomorrow is none today."""
    assert word("pvt_status", municipality={"pvt": pvt}) == expected


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(39, "hours_short"), (40, "talk_held"), (None, "talk_held")],
)
def test_the_map_closes_with_a_talk_after_forty_practical_hours(word, hours, expected):
    """RI2021 art. 3.1: 40 practical hours at least."""
    module = {"final_talk": ON, **({} if hours is None else {"practical_hours": hours})}
    assert word("map_status", municipality={"map": module}) == expected


@pytest.mark.parametrize(
    ("courses", "registered", "expected"),
    [
        ([(600, True)], None, "enough_to_ask_for_a2"),
        ([(300, True), (300, True)], None, "enough_to_ask_for_a2"),
        ([(599, True)], None, "too_few_to_ask_for_a2"),
        ([(599, True), (1, None)], None, None),
        ([(599, True), (1, False)], None, "too_few_to_ask_for_a2"),
        ([(599, True)], 600, None),
        ([], None, "too_few_to_ask_for_a2"),
        (None, 599, "too_few_to_ask_for_a2"),
        (None, 600, None),
        (None, None, None),
    ],
)
def test_hours_of_dutch_count_at_a_school_with_the_quality_mark(word, courses, registered, expected):
    """BI2021 art. 5.5: where a missing mark, or a register that counts KNM too, could settle it either way, it is unknown."""
    groups = {}
    if courses is not None:
        kinds = [{"kind": "dutch", "hours": hours, **({} if mark is None else {"quality_mark": mark})} for hours, mark in courses]
        groups["school"] = {"courses": kinds}
    if registered is not None:
        groups["municipality"] = {"hours": [{"dutch_and_knm": registered}]}
    assert word("dutch_lessons", **groups) == expected


def test_lessons_of_before_any_plan_count_for_nothing_yet(word):
    """BI2021 art. 5.3 lid 5: a municipality that has made no plan has no lessons that count, however many there were."""
    school = {"courses": [{"kind": "dutch", "hours": 700, "quality_mark": True}]}
    assert word("dutch_lessons", municipality={"plans": []}, school=school) == "too_few_to_ask_for_a2"
    assert word("dutch_lessons", municipality={}, school=school) == "enough_to_ask_for_a2"


def test_hours_that_are_registered_later_are_not_there_yet(word):
    """A register that counts up to next month says nothing about today."""
    hours = [{"known_until": date(2025, 6, 2), "dutch_and_knm": 100, "intake_dutch": 100}]
    assert word("dutch_lessons", municipality={"hours": hours}) is None
    school = {"courses": [{"kind": "dutch", "hours": 500, "quality_mark": True}]}
    assert word("dutch_lessons", municipality={"hours": hours}, school=school) == "too_few_to_ask_for_a2"
    assert word("dutch_lessons", on=date(2025, 6, 2), municipality={"hours": hours}, school=school) == "enough_with_intake_hours"


@pytest.mark.parametrize(("left", "expected"), [(0, "none_left"), (1, "left")])
def test_free_attempts_are_counted_per_part(word, left, expected):
    """L-8: RI2021 art. 3.5."""
    assert word("knm_exam_free_attempts", duo={"free_attempts": [{"part": "knm", "left": left}]}) == expected


PLAN = {"plans": [{"dated": date(2024, 2, 6), "route": "b1"}]}


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        ({"quality_mark": True, "since": date(2024, 2, 6)}, "enough_to_ask_for_a2"),
        ({"taalschakeltraject": True, "since": date(2024, 2, 6)}, "enough_to_ask_for_a2"),
        ({"taalschakeltraject": True, "quality_mark": False, "since": date(2024, 2, 6)}, "enough_to_ask_for_a2"),
        ({"quality_mark": True, "since": date(2024, 2, 5), "until": date(2025, 1, 31)}, None),
        ({"quality_mark": True, "since": date(2023, 2, 5), "until": date(2024, 2, 6)}, "too_few_to_ask_for_a2"),
        ({"since": date(2024, 2, 6)}, None),
    ],
)
def test_lessons_count_from_the_plan_on_at_a_school_that_counts(word, course, expected):
    """BI2021 art. 5.3 lid 5 and 5.5: with the mark or in a taalschakeltraject; a course that straddles the plan settles nothing."""
    school = {"courses": [{"kind": "dutch", "hours": 600, **course}]}
    assert word("dutch_lessons", municipality=PLAN, school=school) == expected


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ({"intake_dutch": 100}, "enough_with_intake_hours"),
        ({"intake_dutch_and_knm": 100}, None),
        ({"intake_dutch_and_knm": 100, "intake_dutch": 99}, "too_few_to_ask_for_a2"),
    ],
)
def test_only_the_dutch_of_the_intake_counts(word, hours, expected):
    """BI2021 art. 5.5 lid 2: a register that mixes KNM in leaves it open."""
    school = {"courses": [{"kind": "dutch", "hours": 500, "quality_mark": True}]}
    assert word("dutch_lessons", municipality={**PLAN, "hours": [hours]}, school=school) == expected


@pytest.mark.parametrize(
    ("exams", "diplomas", "expected"),
    [
        ([_exam(taken=date(2024, 2, 5))], [], "before_plan"),
        ([_exam(taken=date(2024, 2, 6))], [], "none"),
        ([], [{"programme": 1, "dated": date(2023, 7, 1)}], "before_plan"),
        ([_exam(part="knm", level=None, taken=date(2024, 1, 5))], [], "none"),
        ([{"part": "reading", "level": "b1", "outcome": "passed"}], [], None),
    ],
)
def test_an_exam_of_dutch_before_the_first_plan_is_an_earlier_one(word, exams, diplomas, expected):
    """WI2021 art. 7 lid 3: it counts by an exemption. KNM has none, and without a day nobody can tell."""
    assert word("earlier_exams", duo={"exams": exams, "nt2_diplomas": diplomas}, municipality=PLAN) == expected


@pytest.mark.parametrize("part", ["knm", "ona", "reading"])
@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [(["awaited"], None), (["failed", "awaited"], None), (["awaited", "passed"], "passed"), (["failed"], "not_passed")],
)
def test_while_a_result_is_awaited_nobody_knows_that_there_is_none(word, part, outcomes, expected):
    """Of every part; a pass that is there counts all the same."""
    level = "b1" if part == "reading" else None
    found = word(f"{part}_result", duo={"exams": [_exam(level, outcome, part) for outcome in outcomes]})
    assert found == ("passed_b1" if expected == "passed" and level else expected)
