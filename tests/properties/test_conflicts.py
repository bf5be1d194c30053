"""Records that cannot both be right: each is named, with whom to ask, and nothing is done on the word of a doubtful one."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor import PersonalFile
from route_advisor.testing import file_days, hostile_files
from route_advisor.vocabulary import Standing

PLAN = date(2023, 5, 10)
TERM = {"starts": date(2023, 5, 11), "last_day": date(2026, 5, 10), "changed": date(2023, 5, 20)}
ON = date(2025, 3, 1)
OBLIGED = {"obliged": True, "starts": date(2023, 1, 16), "notified": date(2023, 2, 6), "law": "wi2021"}
FAMILY = {"value": "family_or_other_migrant", "since": date(2023, 1, 16)}
SIGNED = {"hours": 12, "signed": date(2024, 2, 1)}
TALKED = {"practical_hours": 40, "final_talk": date(2024, 9, 1)}
SKILLS = ("reading", "listening", "writing", "speaking")
AT_A2 = [{"part": skill, "level": "a2", "taken": date(2024, 5, 1), "outcome": "passed"} for skill in SKILLS]


def _plan(dated=PLAN, route="b1", **more):
    return {"dated": dated, "route": route, **more}


def _dispensed(part):
    return {"scope": "partial", "ground": "medical_decision", "decision": "granted", "decided": date(2023, 9, 1), "part": part}


CONTRADICTIONS = {
    # name: (conflict, what changes in the file, components that must not be done because of it)
    "L-3 first plan at A2": ("first_plan_a2", {"municipality.plans": [_plan(level="a2")], "duo.exams": AT_A2}, SKILLS),
    "L-3 first plan at A2 for one skill": (
        "first_plan_a2",
        {"municipality.plans": [_plan(skill_levels={"writing": "a2"})], "duo.exams": AT_A2},
        SKILLS,
    ),
    "L-6 estimated hours for another group": (
        "estimated_hours_other_group",
        {"duo.group": FAMILY, "municipality.plans": [_plan(estimated_hours=900)]},
        [],
    ),
    "L-9 two registers name two levels": (
        "level_differs",
        {"duo.plan": {"dated": PLAN, "route": "b1", "level": "a2"}, "duo.exams": AT_A2},
        SKILLS,
    ),
    "D-1 plan before the duty": ("plan_before_duty", {"duo.duty": {**OBLIGED, "starts": PLAN + timedelta(days=1)}}, []),
    "D-1 plan before the registration in that municipality": (
        "plan_before_registration",
        {
            "municipality.plans": [_plan(municipality="0363")],
            "residence": {"registrations": [{"municipality": "0363", "since": PLAN + timedelta(days=1)}]},
        },
        [],
    ),
    "D-1 two plans of one day": ("plans_same_day", {"municipality.plans": [_plan(), _plan(route="z")]}, [*SKILLS, "knm_exam"]),
    "two registers name two routes": ("route_differs", {"duo.plan": {"dated": PLAN, "route": "z"}}, [*SKILLS, "knm_exam"]),
    "a plan under an older act": ("plan_under_old_act", {"duo.duty": {**OBLIGED, "law": "wi2013"}}, [*SKILLS, "knm_exam", "pvt", "map"]),
    "D-3 the term starts later than the day after the first plan": (
        "term_start_differs",
        {"duo.term": {**TERM, "starts": date(2023, 6, 1)}},
        [],
    ),
    "a term without a plan": ("term_without_plan", {"municipality.plans": []}, [*SKILLS, "knm_exam", "map"]),
    "D-4 PVT signed before the term": ("pvt_before_term", {"municipality.pvt": {"hours": 12, "signed": PLAN}}, ["pvt"]),
    "D-4 MAP talk before the term": ("map_before_term", {"municipality.map": {"practical_hours": 40, "final_talk": PLAN}}, ["map"]),
    "D-4 PVT signed after the Z-route ended": (
        "pvt_after_z_route",
        {"municipality.z_route": {"completed": SIGNED["signed"] - timedelta(days=1)}},
        ["pvt"],
    ),
    "D-4 MAP talk after the Z-route ended": (
        "map_after_z_route",
        {"municipality.z_route": {"completed": TALKED["final_talk"] - timedelta(days=1)}},
        ["map"],
    ),
    "D-4 the Z-route ended under a plan of another route": ("z_route_without_plan", {"municipality.z_route": {"completed": ON}}, []),
    "D-5 the Z-route ended without PVT": (
        "z_route_incomplete",
        {"municipality.plans": [_plan(route="z")], "municipality.pvt": None, "municipality.z_route": {"completed": ON}},
        ["pvt"],
    ),
    "D-6 culpable while the term runs": ("culpable_too_early", {"municipality.pvt": {**SIGNED, "culpable": True}}, []),
    "D-7 a course offer to another group": ("offer_other_group", {"duo.group": FAMILY, "municipality.offers": [{"offered": ON}]}, []),
    "D-7 a course offer before the plan": ("offer_before_plan", {"municipality.offers": [{"offered": PLAN - timedelta(days=1)}]}, []),
    "D-7 a course that ends after the term": (
        "offer_outside_term",
        {"municipality.offers": [{"offered": ON, "expected_end": date(2026, 5, 11)}]},
        [],
    ),
    "D-8 a temporary exemption that is over": (
        "exemption_over",
        {
            "duo.duty": {**OBLIGED, "obliged": False, "reason_none": "temporary_exemption"},
            "duo.exemptions": [{"scope": "temporary", "decision": "granted", "starts": PLAN, "ends": ON - timedelta(days=1)}],
        },
        [],
    ),
    "D-9 obliged, with a reason for no duty": (
        "duty_with_reason_none",
        {"duo.duty": {**OBLIGED, "reason_none": "fulfilled"}},
        [*SKILLS, "knm_exam", "pvt", "map"],
    ),
    "D-9 obliged, and the duty ended": (
        "duty_ended",
        {"duo.duty": {**OBLIGED, "ends": ON - timedelta(days=1)}},
        [*SKILLS, "knm_exam", "pvt", "map"],
    ),
    "D-9 obliged, with a full exemption": (
        "duty_with_reason_none",
        {"duo.exemptions": [{"scope": "full", "decision": "granted", "decided": ON}]},
        [*SKILLS, "knm_exam", "pvt", "map"],
    ),
    "BI2021 art. 2.7 four skills dispensed": ("all_skills_dispensed", {"duo.dispensations": [_dispensed(skill) for skill in SKILLS]}, []),
    "BI2021 art. 3.1 too few PVT hours": ("pvt_hours_short", {"municipality.pvt": {**SIGNED, "hours": 11}}, ["pvt"]),
    "RI2021 art. 3.1 too few practical MAP hours": ("map_hours_short", {"municipality.map": {**TALKED, "practical_hours": 39}}, ["map"]),
    "the person differs from the register": (
        "statement_differs",
        {"statements": [{"fact": "knm_result", "word": "passed"}], "duo.exams": []},
        ["knm_exam"],
    ),
    "the person said two things on one day": (
        "statements_differ",
        {"statements": [{"fact": "paid_work", "word": word, "said": ON} for word in ("works", "does_not_work")]},
        [],
    ),
    "something in a message was not understood": ("not_understood", {"not_understood": [{"where": "PIP[0]", "found": "route X"}]}, []),
    "something in a list of the municipality was not understood": (
        "list_not_understood",
        {"not_understood": [{"where": "row 3", "found": "route X", "told_by": "municipality"}]},
        [],
    ),
}


@pytest.fixture
def complete(b1_file) -> PersonalFile:
    """Somebody who has passed everything at B1, and whose records agree: no conflict, nothing open."""
    exams = [{"part": skill, "level": "b1", "taken": date(2024, 5, 1), "outcome": "passed"} for skill in SKILLS]
    knm = {"part": "knm", "taken": date(2024, 6, 1), "outcome": "passed"}
    return b1_file(duo={"term": TERM, "exams": [*exams, knm]}, municipality={"pvt": SIGNED, "map": TALKED})


def test_records_that_agree_give_no_conflict(twin, complete):
    """The file that the contradictions below start from: everything done, nobody doubts it."""
    advice = twin.advise(complete, on=ON)
    assert advice.conflicts == ()
    assert {item.standing for item in advice.components} == {Standing.DONE, Standing.NOT_NEEDED}


@pytest.mark.parametrize(("conflict", "changes", "doubtful"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_is_named_and_nothing_is_done_on_its_word(twin, changed, complete, conflict, changes, doubtful):
    """L- and D-rules of DUO's exchange: we report, name both sources and whom to ask, and repair nothing."""
    advice = twin.advise(changed(complete, changes), on=ON)
    (found, *_) = [line for line in advice.conflicts if line.id == conflict]
    assert found.says.en
    assert found.ask
    assert found.sources
    assert not [part for part in doubtful if advice.component(part).standing is Standing.DONE]


@pytest.mark.parametrize(
    ("conflict", "changes"), [(conflict, changes) for conflict, changes, _ in CONTRADICTIONS.values()], ids=CONTRADICTIONS
)
def test_a_contradiction_brings_no_other_with_it(twin, changed, complete, conflict, changes):
    """One mistake in a register is told once; only what truly follows from it is told beside it."""
    companions = {
        "pvt_after_z_route": {"z_route_without_plan", "map_after_z_route"},
        "map_after_z_route": {"z_route_without_plan"},
        "plan_under_old_act": {"act_against_start"},
    }
    advice = twin.advise(changed(complete, changes), on=ON)
    assert {line.id for line in advice.conflicts} - {conflict} <= companions.get(conflict, set())


def test_every_conflict_that_the_code_can_name_is_built_here_and_described_in_the_rules(book):
    """Each entry of `conflicts.yaml` has its contradiction above, one of its own below, or is the general one."""
    built = {conflict for conflict, _, _ in CONTRADICTIONS.values()}
    assert built <= set(book.catalogue.conflicts)
    assert set(book.catalogue.conflicts) - built <= {"act_against_start", "registers_differ"}


@pytest.mark.parametrize(("starts", "doubted"), [("2012-12-31", True), ("2013-01-01", False), ("2021-12-31", False), ("2022-01-01", True)])
def test_a_letter_of_the_2013_act_fits_only_a_duty_of_its_time(twin, starts, doubted):
    """WI2021 art. 54 lid 1: outside 2013 up to 2021 the letter and the register differ, and no part is silently left out."""
    duty = {"obliged": True, "law": "wi2013", "starts": starts, "notified": "2022-03-01"}
    advice = twin.advise(PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "x", "duo": {"duty": duty}}), on=ON)
    assert ("act_against_start" in {line.id for line in advice.conflicts}) is doubted
    assert (advice.regime.value == "wi2013") is not doubted
    if doubted:
        assert advice.component("pvt").standing is Standing.CANNOT_TELL


@settings(max_examples=2 * settings.default.max_examples)
@given(file_days(hostile_files()))
def test_a_conflict_names_its_sources_and_whom_to_ask(twin, file_day):
    """Also where records contradict each other in ways nobody thought of: each conflict can be told."""
    file, on = file_day
    facts, _ = twin.verdicts(file, on=on)
    for conflict, line in zip(facts.conflicts, twin.advise(file, on=on).conflicts, strict=True):
        assert line.id == conflict.id in twin.rulebook.catalogue.conflicts
        assert line.sources
        assert conflict.fact in twin.rulebook.catalogue.facts or conflict.id in ("not_understood", "list_not_understood")


@given(file_days(hostile_files()), st.sampled_from(SKILLS))
def test_a_skill_whose_level_is_in_doubt_is_never_below_level_or_done_at_a2(twin, file_day, skill):
    """Where registers differ on a level, the stricter reading stands until somebody settles it: A2 never closes the skill."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    if any(line.id in ("level_differs", "first_plan_a2", "plans_same_day") for line in advice.conflicts):
        item = advice.component(skill)
        known = twin.verdicts(file, on=on)[0].word(f"{skill}_level_decided")
        assert known is not None or item.level is None or item.level == "b1"
