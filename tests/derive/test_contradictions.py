"""Papers that cannot all be right: each is named with what it says and its day, and what nobody knows because of them is unknown."""

from datetime import date

import pytest

from route_advisor.derive.file import facts_from

DUTY = {"obliged": True, "starts": "2023-01-16", "notified": "2023-02-06", "law": "wi2021"}
FAMILY = {"value": "family_or_other_migrant", "since": "2023-01-17"}
PIP = "municipality pip 2023-05-10"
LETTER = {"starts": "2023-05-11", "last_day": "2026-05-10", "changed": "2023-05-20"}


def plan(**more):
    """The first plan of a B1 route."""
    return {"dated": "2023-05-10", "route": "b1", "municipality": "0363", **more}


def dispensed(part, decided):
    """A dispensation of one part."""
    return {"scope": "partial", "ground": "medical_decision", "decision": "granted", "decided": decided, "part": part}


CONTRADICTIONS = {
    # conflict and its fact: what of the file differs, each source with what it says, and the facts that nobody knows because of it
    "first_plan_a2 writing_level_decided": (
        {"municipality": {"plans": [plan(skill_levels={"writing": "a2", "speaking": "a2"})]}},
        [f"a2 {PIP}"],
        "writing_level_decided speaking_level_decided",
    ),
    "plan_before_duty plan": (
        {"duo": {"duty": {**DUTY, "starts": "2023-05-11"}}},
        [f"dated {PIP}", "obliged duo mijn_inburgering 2023-05-11"],
        "",
    ),
    "estimated_hours_other_group group": (
        {"duo": {"group": FAMILY}, "municipality": {"plans": [plan(estimated_hours=900)]}},
        [f"asylum_status_holder {PIP}", "family_or_other_migrant duo mijn_inburgering 2023-01-17"],
        "",
    ),
    "plan_before_registration plan": (
        {"residence": {"registrations": [{"municipality": "0363", "since": day} for day in ("2023-06-01", "2023-05-12")]}},
        [f"dated {PIP}", "not_yet brp brp 2023-05-12"],
        "",
    ),
    "plan_under_old_act law_in_letter": (
        {"duo": {"duty": {**DUTY, "starts": "2021-01-16", "law": "wi2013"}}},
        [f"wi2021 {PIP}", "wi2013 duo letter_duo 2023-02-06"],
        "law_in_letter",
    ),
    "plans_same_day route": (
        {"municipality": {"plans": [plan(), plan(route="z")]}},
        [f"b1 {PIP}", f"z {PIP}"],
        "route reading_level_decided listening_level_decided writing_level_decided speaking_level_decided",
    ),
    "level_differs reading_level_decided": (
        {"duo": {"plan": {"dated": "2023-05-12", "route": "b1", "level": "a2"}}},
        [f"b1 {PIP}", "a2 duo letter_duo 2023-05-12"],
        "reading_level_decided listening_level_decided writing_level_decided speaking_level_decided",
    ),
    "route_differs route": (
        {"duo": {"plan": {"dated": "2023-05-12", "route": "z"}}},
        ["z duo letter_duo 2023-05-12", f"b1 {PIP}"],
        "route",
    ),
    "term_start_differs term": (
        {"duo": {"term": {**LETTER, "starts": "2023-06-01"}}},
        ["2023-06-01 duo letter_duo 2023-05-20", f"2023-05-11 {PIP}"],
        "",
    ),
    "term_without_plan plan": (
        {"duo": {"term": LETTER}, "municipality": {"plans": []}},
        ["dated duo letter_duo 2023-05-20", "not_yet municipality municipal_record"],
        "plan term term_dates",
    ),
    "pvt_before_term pvt_status": (
        {"municipality": {"pvt": {"signed": "2023-05-09"}}},
        ["signed municipality participation_statement 2023-05-09", f"2023-05-11 {PIP}"],
        "pvt_status",
    ),
    "map_before_term map_status": (
        {"duo": {"term": LETTER}, "municipality": {"map": {"final_talk": "2023-05-10"}}},
        ["talk_held municipality municipal_record 2023-05-10", "2023-05-11 duo letter_duo 2023-05-20"],
        "map_status",
    ),
    "pvt_after_z_route pvt_status": (
        {
            "municipality": {
                "pvt": {"signed": "2024-02-02"},
                "map": {"final_talk": "2024-01-30"},
                "z_route": {"completed": "2024-02-01"},
                "plans": [plan(route="z")],
            }
        },
        ["signed municipality participation_statement 2024-02-02", "2024-02-01 municipality municipal_record 2024-02-01"],
        "pvt_status",
    ),
    "map_after_z_route map_status": (
        {
            "municipality": {
                "pvt": {"signed": "2024-01-30"},
                "map": {"final_talk": "2024-02-02"},
                "z_route": {"completed": "2024-02-01"},
                "plans": [plan(route="z")],
            }
        },
        ["talk_held municipality municipal_record 2024-02-02", "2024-02-01 municipality municipal_record 2024-02-01"],
        "map_status",
    ),
    "z_route_incomplete pvt_status": (
        {"municipality": {"map": {"final_talk": "2024-01-30"}, "z_route": {"completed": "2024-02-01"}, "plans": [plan(route="z")]}},
        ["z municipality municipal_record 2024-02-01"],
        "pvt_status",
    ),
    "z_route_incomplete map_status": (
        {"municipality": {"pvt": {"signed": "2024-01-30"}, "z_route": {"completed": "2024-02-01"}, "plans": [plan(route="z")]}},
        ["z municipality municipal_record 2024-02-01"],
        "map_status",
    ),
    "z_route_without_plan route": (
        {"municipality": {"pvt": {"signed": "2024-01-30"}, "map": {"final_talk": "2024-01-31"}, "z_route": {"completed": "2024-02-01"}}},
        ["z municipality municipal_record 2024-02-01", f"b1 {PIP}"],
        "",
    ),
    "pvt_hours_short pvt_status": (
        {"municipality": {"pvt": {"hours": 11, "signed": "2024-01-30"}}},
        ["hours_short municipality participation_statement 2024-01-30"],
        "",
    ),
    "map_hours_short map_status": (
        {"municipality": {"map": {"practical_hours": 39, "final_talk": "2024-01-30"}}},
        ["hours_short municipality municipal_record 2024-01-30"],
        "",
    ),
    "culpable_too_early pvt_status": (
        {"municipality": {"pvt": {"culpable": True}}},
        ["culpable municipality municipal_record", f"2026-05-10 {PIP}"],
        "pvt_status",
    ),
    "culpable_too_early map_status": (
        {"municipality": {"map": {"culpable": True}}},
        ["culpable municipality municipal_record", f"2026-05-10 {PIP}"],
        "map_status",
    ),
    "offer_other_group course_offer": (
        {"duo": {"group": FAMILY}, "municipality": {"offers": [{"offered": "2023-06-09"}]}},
        ["made municipality municipal_record 2023-06-09", "family_or_other_migrant duo mijn_inburgering 2023-01-17"],
        "",
    ),
    "offer_before_plan course_offer": (
        {"municipality": {"offers": [{"offered": "2023-05-09"}]}},
        ["made municipality municipal_record 2023-05-09", f"dated {PIP}"],
        "",
    ),
    "offer_outside_term course_offer": (
        {"municipality": {"offers": [{"offered": "2023-06-09", "expected_end": "2026-05-11"}]}},
        ["2026-05-11 municipality municipal_record 2023-06-09", f"2026-05-10 {PIP}"],
        "",
    ),
    "duty_with_reason_none duo_duty": (
        {"duo": {"duty": {**DUTY, "reason_none": "exemption", "changed": "2023-02-08"}}},
        ["obliged duo mijn_inburgering 2023-02-08", "exempt duo mijn_inburgering 2023-02-08"],
        "duo_duty",
    ),
    "duty_with_reason_none duo_duty, of an exemption": (
        {
            "duo": {
                "duty": {**DUTY, "changed": "2023-02-08"},
                "exemptions": [{"scope": "full", "decision": "granted", "decided": "2024-01-05"}],
            }
        },
        ["obliged duo mijn_inburgering 2023-02-08", "exempt duo letter_duo 2024-01-05"],
        "duo_duty",
    ),
    "duty_with_reason_none duo_duty, of who left": (
        {"duo": {"duty": {**DUTY, "reason_none": "left_netherlands", "changed": "2023-02-08"}}},
        ["obliged duo mijn_inburgering 2023-02-08", "not_obliged duo mijn_inburgering 2023-02-08"],
        "duo_duty",
    ),
    "level_differs writing_level_decided": (
        {
            "duo": {"plan": {"dated": "2023-05-12", "route": "b1", "level": "b1"}},
            "municipality": {"plans": [plan(), plan(dated="2024-05-10", skill_levels={"writing": "a2"})]},
        },
        ["a2 municipality pip 2024-05-10", "b1 duo letter_duo 2023-05-12"],
        "writing_level_decided",
    ),
    "duty_ended duo_duty": (
        {"duo": {"duty": {**DUTY, "ends": "2025-05-31", "changed": "2023-02-08"}}},
        ["obliged duo mijn_inburgering 2023-02-08", "not_obliged duo mijn_inburgering 2025-05-31"],
        "duo_duty",
    ),
    "all_skills_dispensed reading_dispensation": (
        {
            "duo": {
                "dispensations": [
                    dispensed(part, f"2024-03-0{day}" if day else None)
                    for day, part in enumerate(("reading", "listening", "writing", "speaking"))
                ]
            }
        },
        ["granted duo letter_duo", *(f"granted duo letter_duo 2024-03-0{day}" for day in (1, 2, 3))],
        "reading_dispensation listening_dispensation writing_dispensation speaking_dispensation",
    ),
    "act_against_start law_in_letter": (
        {"duo": {"duty": {**DUTY, "law": "wi2013"}}, "municipality": {"plans": None}},
        ["wi2013 duo letter_duo 2023-02-06", "from_2022 duo mijn_inburgering 2023-01-16"],
        "law_in_letter",
    ),
    "registers_differ taalschakeltraject_status": (
        {
            "duo": {"taalschakeltraject": {"started": "2023-09-04", "left": "2024-03-01"}},
            "school": {"taalschakeltraject": {"started": "2023-09-03"}},
        },
        ["left duo letter_duo 2024-03-01", "following school school_statement 2023-09-03"],
        "taalschakeltraject_status",
    ),
    "statement_differs route": (
        {"statements": [{"fact": "route", "word": "z", "said": "2024-03-01"}]},
        [f"b1 {PIP}", "z person own_words 2024-03-01"],
        "",
    ),
    "statements_differ paid_work": (
        {"statements": [{"fact": "paid_work", "word": word, "said": "2024-03-01"} for word in ("works", "does_not_work")]},
        ["does_not_work person own_words 2024-03-01", "works person own_words 2024-03-01"],
        "paid_work",
    ),
    "exemption_over duo_duty": (
        {
            "duo": {
                "duty": {**DUTY, "obliged": False, "reason_none": "temporary_exemption", "changed": "2023-02-08"},
                "exemptions": [
                    {"scope": "temporary", "decision": "granted", "decided": "2023-02-07", "ends": ends}
                    for ends in ("2025-05-01", "2024-05-01")
                ],
            },
        },
        ["temporarily_exempt duo mijn_inburgering 2023-02-08", "obliged duo letter_duo 2025-05-01"],
        "duo_duty",
    ),
    "list_not_understood list_cells": (
        {"not_understood": [{"where": f"row {row}", "found": "?", "told_by": "municipality"} for row in (1, 2)]},
        ["row 1: ?; row 2: ? municipality municipal_record"],
        "",
    ),
    "not_understood duo.exams": (
        {"not_understood": [{"where": "duo.exams", "found": "Toets X", "told_by": "duo"}]},
        ["Toets X duo mijn_inburgering"],
        "",
    ),
}


@pytest.mark.parametrize("contradiction", CONTRADICTIONS)
def test_papers_that_cannot_all_be_right_are_each_named_with_what_they_say(book, b1_file, contradiction):
    """The conflict, its fact, its sources with their days, and what nobody knows because of it; nothing else becomes unknown."""
    groups, sources, unknown = CONTRADICTIONS[contradiction]
    known = facts_from(b1_file(**groups), on=date(2025, 6, 1), book=book)
    found = {
        f"{one.id} {one.fact}": [f"{word} {' '.join(str(one) for one in paper if one is not None)}" for word, paper in one.sources]
        for one in known.conflicts
    }
    assert found == {contradiction.partition(",")[0]: sources}
    assert [name for name in unknown.split() if name in known] == []


def test_a_dispensation_for_effort_covers_all_four_skills_and_is_no_contradiction(book, b1_file):
    """WI2013 art. 6 lid 2: the old act knows no limit of three."""
    granted = [
        {**dispensed(part, "2024-03-01"), "ground": "demonstrated_effort"} for part in ("reading", "listening", "writing", "speaking")
    ]
    known = facts_from(b1_file(duo={"dispensations": granted}), on=date(2025, 6, 1), book=book)
    assert known.conflicts == ()
    assert known.word("reading_dispensation") == "granted"


def test_papers_of_one_day_are_no_contradiction(book, b1_file):
    """Registered, offered, signed and talked on the day of the plan or the day after it, and a duty that began on that day."""
    groups = {
        "duo": {"duty": {**DUTY, "starts": "2023-05-10"}},
        "residence": {"registrations": [{"municipality": "0363", "since": "2023-05-10"}]},
        "municipality": {
            "plans": [plan()],
            "offers": [{"offered": "2023-05-10", "expected_end": "2026-05-10"}],
            "pvt": {"hours": 12, "signed": "2023-05-11"},
            "map": {"practical_hours": 40, "final_talk": "2023-05-11"},
        },
    }
    assert facts_from(b1_file(**groups), on=date(2025, 6, 1), book=book).conflicts == ()
