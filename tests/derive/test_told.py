"""Every field that tells something is listed once: where it stands, its word, who told it, and whether it counts on that day."""

from datetime import date

import pytest

from route_advisor.derive.file import facts_from

ON = date(2025, 6, 1)
FILE = {
    "person": {"born": "1990-03-04", "nationalities": ["SY", "NL"]},
    "residence": {
        "permits": [{"legal_basis": "asylum_fixed_term", "decided": "2023-01-11", "valid_from": "2022-11-02"}],
        "registrations": [{"since": "2025-06-02", "municipality": "0363"}, {"since": "2025-06-01", "municipality": "0344"}],
        "eu_family_right": False,
    },
    "duo": {
        "duty": {
            "obliged": True,
            "starts": "2023-01-16",
            "notified": "2025-06-02",
            "history": [{"obliged": False, "starts": "2020-01-01"}],
        },
        "group": {"value": "asylum_status_holder", "since": "2023-01-17", "asylum_rights": "asylum_rights_kept"},
        "plan": {"dated": "2025-06-02", "route": "b1"},
        "exams": [
            {"part": "reading", "level": "a2", "outcome": "passed", "taken": "2024-01-01"},
            {"part": "reading", "level": "b1", "outcome": "passed", "taken": "2024-01-04"},
            {"part": "reading", "level": "b1", "outcome": "passed", "taken": "2024-01-03"},
            {"part": "reading", "level": "b2", "outcome": "passed", "taken": "2025-06-02"},
            {"part": "reading", "level": "b1", "outcome": "failed", "taken": "2024-01-05"},
            {"part": "knm", "outcome": "none", "no_outcome": "absent", "taken": "2024-01-06"},
        ],
        "dispensations": [{"scope": "partial", "decision": "granted", "ground": "demonstrated_effort", "decided": "2024-02-01"}],
        "free_attempts": [{"part": "knm", "left": 2}],
        "fines": [],
    },
    "municipality": {
        "intake": {"calls": ["2023-03-02", "2023-03-01"], "completed": "2023-03-08"},
        "learnability_tests": [
            {"registered": "2023-03-10", "result": "unknown", "score_hundredths": 1},
            {"registered": "2023-03-11", "result": "b1_feasible", "score_hundredths": 2},
            {"registered": "2025-06-02", "result": "b1_feasible", "score_hundredths": 3},
        ],
        "plans": [{"dated": "2023-05-10", "route": "b1", "literacy": "illiterate", "skill_levels": {"writing": "a2"}}],
        "pvt": {"hours": 0, "signed": "2025-06-02", "culpable": False},
    },
    "school": {"courses": [{"kind": "literacy", "hours": 10, "since": "2023-06-12", "attendance_percent": 100}]},
    "life": {"births": ["2024-05-02"], "paid_work": [{"month": "2025-05", "hours": 4, "kind": "employee"}]},
    "letters": [{"kind": "duo_decision", "dated": "2025-05-20"}],
    "statements": [
        {"fact": "loan_plan", "word": "none", "said": "2025-01-01"},
        {"fact": "loan_plan", "word": "wants_loan", "said": "2025-01-02"},
        {"fact": "measure_letter", "word": "duo_decision"},
        {"fact": "paid_work", "word": "works", "said": "2025-06-02"},
    ],
    "not_understood": [{"where": "duo.exams", "found": "Toets X", "told_by": "duo"}],
}
TOLD = {
    # where: word, who told it and of which day
    "person.born": "1990-03-04, brp brp",
    "person.nationalities": "NL, SY, brp brp",
    "residence.permits[0].legal_basis": "asylum_fixed_term, ind residence_permit 2023-01-11",
    "residence.registrations[0].since": "2025-06-02, brp brp 2025-06-02, later",
    "residence.registrations[1].since": "2025-06-01, brp brp 2025-06-01",
    "residence.eu_family_right": "false, ind letter_ind",
    "duo.duty.obliged": "true, duo mijn_inburgering",
    "duo.duty.starts": "2023-01-16, duo mijn_inburgering",
    "duo.duty.notified": "2025-06-02, duo mijn_inburgering, later",
    "duo.duty.history[0].obliged": "false, duo mijn_inburgering",
    "duo.group.value": "asylum_status_holder, duo mijn_inburgering 2023-01-17",
    "duo.group.asylum_rights": "asylum_rights_kept, duo mijn_inburgering 2023-01-17",
    "duo.plan.dated": "2025-06-02, duo mijn_inburgering 2025-06-02, later",
    "duo.plan.route": "b1, duo mijn_inburgering 2025-06-02, later",
    "duo.dispensations[0].decision": "granted, duo mijn_inburgering 2024-02-01",
    "duo.exams[0].outcome": "passed, duo mijn_inburgering 2024-01-01, superseded",
    "duo.exams[1].outcome": "passed, duo mijn_inburgering 2024-01-04, superseded",
    "duo.exams[2].outcome": "passed, duo mijn_inburgering 2024-01-03",
    "duo.exams[3].outcome": "passed, duo mijn_inburgering 2025-06-02, later, superseded",
    "duo.exams[4].outcome": "failed, duo mijn_inburgering 2024-01-05, superseded",
    "duo.exams[5].outcome": "none, duo mijn_inburgering 2024-01-06",
    "duo.exams[5].no_outcome": "absent, duo mijn_inburgering 2024-01-06",
    "duo.free_attempts[0].left": "2, duo mijn_inburgering",
    "municipality.intake.calls": "2023-03-01, 2023-03-02, municipality municipal_record",
    "municipality.intake.completed": "2023-03-08, municipality municipal_record",
    "municipality.learnability_tests[0].result": "unknown, municipality municipal_record 2023-03-10, superseded",
    "municipality.learnability_tests[0].score_hundredths": "1, municipality municipal_record 2023-03-10, superseded",
    "municipality.learnability_tests[1].result": "b1_feasible, municipality municipal_record 2023-03-11",
    "municipality.learnability_tests[1].score_hundredths": "2, municipality municipal_record 2023-03-11",
    "municipality.learnability_tests[2].result": "b1_feasible, municipality municipal_record 2025-06-02, later",
    "municipality.learnability_tests[2].score_hundredths": "3, municipality municipal_record 2025-06-02, later",
    "municipality.plans[0].dated": "2023-05-10, municipality pip 2023-05-10",
    "municipality.plans[0].route": "b1, municipality pip 2023-05-10",
    "municipality.plans[0].skill_levels.writing": "a2, municipality pip",
    "municipality.plans[0].literacy": "illiterate, municipality pip 2023-05-10",
    "municipality.pvt.hours": "0, municipality municipal_record",
    "municipality.pvt.signed": "2025-06-02, municipality municipal_record, later",
    "municipality.pvt.culpable": "false, municipality municipal_record",
    "school.courses[0].hours": "10, school school_statement 2023-06-12",
    "school.courses[0].attendance_percent": "100, school school_statement 2023-06-12",
    "life.births": "2024-05-02, person own_words",
    "life.paid_work[0].hours": "4, person own_words",
    "letters[0].kind": "duo_decision, person own_words 2025-05-20",
    "statements[0].word": "none, person own_words 2025-01-01, superseded",
    "statements[1].word": "wants_loan, person own_words 2025-01-02",
    "statements[2].word": "duo_decision, person own_words",
    "statements[3].word": "works, person own_words 2025-06-02, later, superseded",
    "not_understood[0].found": "Toets X, duo mijn_inburgering",
}
RECORDS = {
    "person.born": "person",
    "duo.duty.history[0].obliged": "duo.duty.history[0]",
    "municipality.plans[0].skill_levels.writing": "municipality.plans[0].skill_levels",
    "statements[2].word": "statements[2]",
}
FEEDS = {
    "person.born": ["age", "scope_since"],
    "duo.exams[1].outcome": ["reading_result", "skills_passed", "old_effort", "#old_release_attempts:reading"],
    "duo.exams[5].outcome": [
        "knm_result",
        "knm_exam_result",
        "skills_passed",
        "old_effort",
        "#old_release_attempts:knm",
        "#old_release_attempts:knm_exam",
    ],
    "duo.free_attempts[0].left": ["knm_free_attempts", "knm_exam_free_attempts", "#free_attempts:knm", "#free_attempts:knm_exam"],
    "statements[1].word": ["loan_plan", "voluntary_integration"],
    "statements[2].word": ["measure_letter", "decision_by", "objection_time"],
    "statements[3].word": ["paid_work"],
    "duo.exams[5].no_outcome": [],
}


@pytest.fixture
def told(book, file_of):
    """All that this file tells, by where it stands."""
    found = facts_from(file_of(**FILE), on=ON, book=book).told
    assert len({one.where for one in found}) == len(found)
    return {one.where: one for one in found}


def test_every_field_is_told_with_its_word_its_source_and_whether_it_counts(told):
    """What is dated after this day is later; what a newer or better record replaces is superseded. An empty list tells nothing here."""
    found = {}
    for where, one in told.items():
        source = " ".join(str(part) for part in one.told_by if part is not None)
        marks = [name for name in ("later", "superseded") if getattr(one, name)]
        found[where] = ", ".join([one.word, source, *marks])
    assert found == TOLD
    assert [*found] == [*TOLD]


def test_a_field_names_the_record_in_which_it_stands(told):
    """One record is left out at once; so its fields share its place."""
    assert {where: told[where].record for where in RECORDS} == RECORDS
    assert {one.kind for one in told.values() if one.where.startswith("duo.exams")} == {"duo.exams[].outcome", "duo.exams[].no_outcome"}


def test_a_field_names_the_facts_that_it_feeds(told):
    """Of the part that it is about, as DUO names it and as the component; and what the person's words about one fact say about another."""
    assert {where: [*told[where].feeds] for where in FEEDS} == FEEDS
    every_part = {f"{part}_dispensation" for part in ("reading", "listening", "writing", "speaking", "knm_exam", "ona")}
    assert every_part <= {*told["duo.dispensations[0].decision"].feeds}


def test_a_field_that_no_rule_asks_names_the_nearest_fact(told):
    """So that whoever reads the list sees what it is near to."""
    nearest = {where: one.nearest for where, one in told.items() if one.nearest is not None}
    assert nearest == {
        "duo.group.asylum_rights": "group",
        "municipality.plans[0].literacy": "literacy_course",
        "municipality.pvt.culpable": "measure_letter",
        "school.courses[0].attendance_percent": "lesson_attendance",
    }
