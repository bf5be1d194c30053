"""The checklist: each component once, closed only by whoever establishes it, and never opened by doing more."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from route_advisor import Advice
from route_advisor.rulebook.rule import Requires
from route_advisor.testing import file_days, hostile_files, life_stories
from route_advisor.vocabulary import Basis, Level, Standing

thorough = settings(max_examples=2 * settings.default.max_examples)
SKILLS = ("reading", "listening", "writing", "speaking")
HOURS = ("course_hours", "participation_hours")
CLOSED = frozenset({Standing.DONE, Standing.RELEASED, Standing.NOT_NEEDED})
NOT_OPEN = CLOSED | {Standing.REPORTED, Standing.CANNOT_TELL}
b1_lives = life_stories(reaches="plan", routes=["b1"])
on_b1 = file_days(b1_lives)


def _standings(advice):
    return {item.id: item.standing for item in advice.components}


def _opened(before, after):
    """The components that are open, or below level, only after more was done."""
    earlier, later = _standings(before), _standings(after)
    return [part for part in earlier if earlier[part] in NOT_OPEN and later[part] not in NOT_OPEN]


@given(file_days())
def test_each_component_stands_there_exactly_once(twin, file_day):
    """In the order of `components.yaml`, on every day and under every act."""
    file, on = file_day
    assert [item.id for item in twin.advise(file, on=on).components] == list(twin.rulebook.catalogue.components)


@given(file_days())
def test_no_advice_without_who_decides(twin, file_day):
    """The deferral is there, names who decides and where to check, and an advice cannot be built without it."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    assert advice.deferral.says == twin.rulebook.catalogue.deferral.says
    assert advice.deferral.who_decides
    assert advice.deferral.where_to_check
    fields = {name: getattr(advice, name) for name in Advice.model_fields if name != "deferral"}
    with pytest.raises(ValidationError, match="deferral"):
        Advice(**fields)
    with pytest.raises(ValidationError, match="deferral"):
        Advice(**fields, deferral=None)


@given(file_days())
def test_a_component_that_is_not_yours_says_why(twin, file_day):
    """P-12: once duty and route are known, no "not needed" is silent. What is not known is "cannot tell", with what is missing.

    Only a component that no rule of that day requires of anybody needs no reason.
    """
    file, on = file_day
    advice = twin.advise(file, on=on)
    known = advice.duty.standing != "cannot_tell" and advice.route.standing == "decided" and advice.regime.value == "wi2021"
    required = {part for rule in twin.rulebook.in_force(on) if isinstance(rule.then, Requires) for part in rule.then.components}
    for item in advice.components:
        assert item.why or item.id not in required or not known, item.id
        assert (
            item.standing is not Standing.CANNOT_TELL
            or item.basis is Basis.NOT_COVERED
            or item.basis is Basis.REPORTED
            or item.why[0].missing
        )


@thorough
@given(file_days())
def test_a_level_stands_only_with_a_decided_route(twin, file_day):
    """P-12: B1 is no default. Without a route there is no level, and nothing of the B1 route is open or done."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    if advice.route.standing == "not_decided":
        for item in advice.components:
            assert item.level is None
            assert item.id == "pvt" or item.standing not in (Standing.OPEN, Standing.BELOW_LEVEL, Standing.DONE, Standing.REPORTED)


@thorough
@given(file_days())
def test_what_the_rules_of_this_book_never_list_together(twin, file_day):
    """R6, P-1: MAP and ONA are never both open. P-2: hours are open on no B1 route. F0: PVT is open only for who must integrate."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    standings = _standings(advice)
    open_now = {part for part, standing in standings.items() if standing in (Standing.OPEN, Standing.BELOW_LEVEL)}
    assert not {"map", "ona"} <= open_now
    assert not (advice.route.standing == "decided" and advice.route.value == "b1" and open_now & {*HOURS, "knm_lessons", "z_final_talk"})
    assert "pvt" not in open_now or advice.duty.standing == "obliged"
    assert not open_now or advice.duty.standing == "obliged"
    assert not open_now or advice.regime.value == "wi2021"
    assert not (advice.route.standing == "decided" and advice.route.value == "onderwijs" and "map" in open_now)


@thorough
@given(file_days())
def test_the_level_of_a_skill_is_a2_only_after_a_decision(twin, file_day):
    """R8: A2 in the B1 route stands on a plan that says so, and only for that skill; every other skill is B1."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    for skill in SKILLS:
        item = advice.component(skill)
        assert item.level in (None, Level.A2, Level.B1)
        if item.level is Level.A2:
            names = {fact.name for why in item.why for fact in why.facts}
            assert f"{skill}_level_decided" in names
    assert all(item.level is None for item in advice.components if item.id not in SKILLS)


# --- a person's word --------------------------------------------------------------------------------------------


@thorough
@given(file_days(hostile_files()))
def test_a_persons_word_alone_closes_nothing(twin, changed, file_day):
    """P-8: without a register, what a person says gives at most "reported, not yet confirmed"."""
    file, on = file_day
    told = changed(file, {"duo": None, "municipality": None})
    assert {item.standing for item in twin.advise(told, on=on).components} <= {*Standing} - {Standing.DONE, Standing.RELEASED}


@given(on_b1, st.data())
def test_saying_that_an_exam_is_passed_reports_it(twin, changed, file_day, data):
    """P-8: the exam is told by the person and not by DUO, so it is reported and keeps its place on the list."""
    file, on = file_day
    part = data.draw(st.sampled_from((*SKILLS, "knm")))
    word = "passed" if part == "knm" else "passed_b2"
    quiet = changed(
        file, {"duo.exams": None, "duo.nt2_diplomas": None, "duo.exemptions": None, "duo.dispensations": None, "statements": None}
    )
    told = changed(quiet, {"statements": [{"fact": f"{part}_result", "word": word}]})
    component = "knm_exam" if part == "knm" else part
    before, after = twin.advise(quiet, on=on).component(component), twin.advise(told, on=on).component(component)
    assert after.standing is (Standing.REPORTED if before.standing is Standing.OPEN else before.standing)


@thorough
@given(file_days(), st.data())
def test_a_word_against_a_register_changes_no_standing_that_the_register_gives(twin, changed, file_day, data):
    """The register stands and the difference is told; the person is never overruled in silence."""
    file, on = file_day
    exams = file.duo.exams if file.duo is not None else None
    assume(exams is not None)
    skill = data.draw(st.sampled_from(SKILLS))
    word = data.draw(st.sampled_from(("passed_b2", "passed_b1", "passed_a2", "not_passed")))
    silent = changed(file, {"statements": None})
    told = changed(file, {"statements": [{"fact": f"{skill}_result", "word": word}]})
    before, after = twin.advise(silent, on=on), twin.advise(told, on=on)
    assert _standings(after) == _standings(before)
    known = twin.verdicts(silent, on=on)[0].word(f"{skill}_result")
    assert known == word or any(one.id == "statement_differs" and one.fact == f"{skill}_result" for one in after.conflicts)


# --- doing more ----------------------------------------------------------------------------------------------------


@thorough
@given(file_days(), st.data())
def test_passing_one_more_exam_never_opens_a_component(twin, changed, file_day, data):
    """R20, P-4: any part, any level, any day. DUO's list must be there: an absent list is not an empty one."""
    file, on = file_day
    assume(file.duo is not None and file.duo.exams is not None)
    part = data.draw(st.sampled_from((*SKILLS, "knm")))
    level = {} if part == "knm" else {"level": data.draw(st.sampled_from(("a2", "b1", "b2")))}
    exam = {"part": part, **level, "taken": on, "outcome": "passed"}
    more = changed(file, {"duo.exams": lambda old: [*old, exam]})
    assert _opened(twin.advise(file, on=on), twin.advise(more, on=on)) == []


@thorough
@given(file_days(), st.sampled_from(("pvt", "map")), st.integers(0, 3))
def test_signing_the_pvt_or_having_the_final_talk_never_opens_a_component(twin, changed, file_day, part, extra):
    """P-4, D-4: with enough hours, in the term, before the Z-route ends."""
    file, on = file_day
    assume(file.municipality is not None and file.municipality.z_route is None and getattr(file.municipality, part) is None)
    advice = twin.advise(file, on=on)
    assume(isinstance(advice.term, str) or advice.term.starts <= on)
    number = {"pvt": "pvt_hours", "map": "map_practical_hours"}[part]
    hours = (twin.rulebook.numbers.at(number, on) or 0) + extra
    done = {"hours": hours, "signed": on} if part == "pvt" else {"practical_hours": hours, "final_talk": on}
    more = twin.advise(changed(file, {f"municipality.{part}": done}), on=on)
    assume(more.regime.value == advice.regime.value)  # where no letter is known, such a paper lets an act be expected
    assert _opened(advice, more) == []


@thorough
@given(file_days(), st.data())
def test_an_exemption_or_dispensation_never_opens_a_component(twin, changed, file_day, data):
    """P-4: granted by DUO for one part, or for everything. Four dispensed skills are a conflict of their own."""
    file, on = file_day
    assume(file.duo is not None and file.duo.exemptions is not None and file.duo.dispensations is not None)
    skill = data.draw(st.sampled_from(SKILLS))
    partial = {"scope": "partial", "decision": "granted", "decided": on, "part": skill}
    more = data.draw(
        st.sampled_from(
            (
                {"duo.exemptions": lambda old: [*old, {**partial, "level": "a2"}]},
                {"duo.exemptions": lambda old: [*old, {**partial, "level": "b1"}]},
                {"duo.exemptions": lambda old: [*old, {"scope": "full", "decision": "granted", "decided": on}]},
                {"duo.dispensations": lambda old: [*old, {**partial, "ground": "medical_decision"}]},
                {"duo.dispensations": lambda old: [*old, {**partial, "ground": "medical_decision", "part": "knm"}]},
                {
                    "duo.dispensations": lambda old: [
                        *old,
                        {"scope": "full", "ground": "medical_decision", "decision": "granted", "decided": on},
                    ]
                },
            )
        )
    )
    before, after = twin.advise(file, on=on), twin.advise(changed(file, more), on=on)
    assume(not any(conflict.id == "all_skills_dispensed" for conflict in after.conflicts))
    assert _opened(before, after) == []


def _all_passed(level: str, on: date):
    exams = [{"part": skill, "level": level, "taken": on, "outcome": "passed"} for skill in SKILLS]
    return [*exams, {"part": "knm", "taken": on, "outcome": "passed"}]


@thorough
@given(file_days(b1_lives), st.sampled_from(("b1", "b2")))
def test_who_has_passed_everything_has_nothing_open(twin, changed, file_day, level):
    """R20: each exam at the level of the plan or higher, PVT and MAP done: no component is open, and each stands on a register."""
    file, on = file_day
    before = twin.advise(file, on=on)
    assume(before.duty.standing == "obliged" and before.route.standing == "decided")
    assume(before.route.value == "b1" and not isinstance(before.term, str) and before.term.starts <= on)
    finished = changed(
        file,
        {
            "duo.exams": _all_passed(level, on),
            "municipality.pvt": {"hours": 12, "signed": on},
            "municipality.map": {"practical_hours": 40, "final_talk": on},
        },
    )
    advice = twin.advise(finished, on=on)
    assert {item.standing for item in advice.components} <= CLOSED
    assert {advice.component(part).standing for part in (*SKILLS, "knm_exam", "pvt", "map")} <= {Standing.DONE, Standing.RELEASED}


@given(on_b1, st.sampled_from(SKILLS))
def test_a_pass_below_the_level_of_the_plan_is_below_level(twin, changed, file_day, skill):
    """P-10: an A2 pass under a B1 plan is "passed below plan level", neither open nor done."""
    file, on = file_day
    exams = [{"part": skill, "level": "a2", "taken": on, "outcome": "passed"}]
    passed = changed(
        file, {"duo.exams": exams, "duo.nt2_diplomas": None, "duo.exemptions": [], "duo.dispensations": [], "statements": None}
    )
    item = twin.advise(passed, on=on).component(skill)
    expected = {None: item.standing, Level.A2: Standing.DONE, Level.B1: Standing.BELOW_LEVEL}[item.level]
    assert item.standing is expected


@given(file_days(life_stories(reaches="lessons", routes=["b1"])), st.sampled_from(SKILLS))
def test_a_pass_at_a2_counts_once_a_later_plan_decides_a2(twin, changed, file_day, skill):
    """WI2021 art. 17 lid 3: the municipality lowers a skill in a later plan, and the A2 pass that was there closes it."""
    file, on = file_day
    before = twin.advise(file, on=on)
    assume(before.duty.standing == "obliged" and before.route.standing == "decided" and before.route.value == "b1")
    plans = [plan for plan in (file.municipality.plans or ()) if plan.dated <= on]
    assume(plans and plans[-1].dated < on)
    lowered = {"dated": on, "route": "b1", "skill_levels": {skill: "a2"}}
    exams = [{"part": skill, "level": "a2", "taken": on, "outcome": "passed"}]
    quiet = {
        "duo.exams": exams,
        "duo.nt2_diplomas": None,
        "duo.exemptions": [],
        "duo.dispensations": [],
        "duo.plan": None,
        "statements": None,
    }
    after = twin.advise(changed(file, {**quiet, "municipality.plans": lambda old: [*old, lowered]}), on=on)
    assert (after.component(skill).standing, after.component(skill).level) == (Standing.DONE, Level.A2)
    for other in SKILLS:
        assert other == skill or after.component(other).level is Level.B1
    assert after.component("knm_exam").standing is twin.advise(changed(file, quiet), on=on).component("knm_exam").standing
