"""Steps that a person can act on, for every file: in order, never late as an order, and never about what is closed."""

import re
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from route_advisor import write
from route_advisor.testing import file_days, files_near_legal_edges, life_stories
from route_advisor.vocabulary import CLOSED, Standing, StepKind

thorough = settings(max_examples=2 * settings.default.max_examples)
SKILLS = ("reading", "listening", "writing", "speaking")
MONEY_AND_TIME = {"fine", "new_term", "extra_time"}


def _last_day(step):
    return step.latest_sensible_day or (step.day if "extra_time_from" not in step.about else None)


@thorough
@given(file_days())
def test_only_what_asks_something_is_a_step(twin, file_day):
    """Each line of the stage of steps is do, ask or may among the steps, or to know; no line is both."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    assert all(step.kind is not StepKind.KNOW for step in advice.steps)
    assert all(line.kind is StepKind.KNOW and not line.still for line in advice.know)
    assert not {step.id for step in advice.steps} & {line.id for line in advice.know}


@thorough
@given(file_days(files_near_legal_edges()))
def test_no_passed_day_is_an_order(twin, file_day):
    """A last day before the day of the advice is told as passed, and comes first; the calendar holds no step of a day that is over."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    for step in advice.steps:
        assert step.passed is ((_last_day(step) or date.max) < on), step.id
    flags = [step.passed for step in advice.steps]
    assert flags == sorted(flags, reverse=True)
    days = {line.removeprefix("DTSTART;VALUE=DATE:") for line in write(advice, "ics").splitlines() if line.startswith("DTSTART")}
    old = {f"{_last_day(step):%Y%m%d}" for step in advice.steps if step.passed}
    assert not {day for day in days & old if isinstance(advice.term, str) or day != f"{advice.term.last_day:%Y%m%d}"}


@thorough
@given(file_days())
def test_steps_stand_by_their_last_day(twin, file_day):
    """Across authorities: the earlier day first, and steps without a day behind those with one."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    days = [_last_day(step) for step in advice.steps if not step.passed and "extra_time_from" not in step.about]
    known = [day for day in days if day is not None]
    assert known == sorted(known)
    assert days[: len(known)] == known


def _done(on, closed):
    """Records that close these parts of the B1 route on that day."""
    exams = [{"part": part, "level": "b2", "taken": on.isoformat(), "outcome": "passed"} for part in SKILLS]
    exams.append({"part": "knm", "taken": on.isoformat(), "outcome": "passed"})
    records = {
        "duo.exams": exams,
        "municipality.pvt": {"hours": 20, "signed": on.isoformat()},
        "municipality.map": {"practical_hours": 60, "themes": 8, "final_talk": on.isoformat()},
    }
    return {name: record for name, record in records.items() if name in closed}


@thorough
@given(file_days(life_stories(reaches="plan")), st.sets(st.sampled_from(["duo.exams", "municipality.pvt", "municipality.map"])))
def test_no_line_is_about_what_is_closed(twin, changed, file_day, closed):
    """A line that needs open parts is not there once all of those are closed, whichever else are open."""
    file, on = file_day
    advice = twin.advise(changed(file, _done(on, closed)), on=on)
    standing = {item.id: item.standing for item in advice.components}
    for line in (*advice.steps, *advice.know):
        needed = twin.rulebook.rule(line.id).needs_open
        assert not needed or any(standing[part] not in CLOSED for part in needed), line.id


@thorough
@given(file_days(life_stories(reaches="term_letter", routes=["b1"])))
def test_nobody_who_did_all_parts_is_told_to_do_or_fear_something(twin, changed, file_day):
    """Whatever happened before: with four exams, KNM, PVT and MAP on record no line speaks of a fine, of extra time or of a part."""
    file, on = file_day
    done = _done(on, ("duo.exams", "municipality.pvt", "municipality.map"))
    advice = twin.advise(changed(file, done), on=on)
    assume(advice.duty.standing == "obliged")
    assume(all(item.standing in CLOSED for item in advice.components))
    for line in (*advice.steps, *advice.know):
        assert not MONEY_AND_TIME & set(line.about), line.id
        assert not {*SKILLS, "knm_exam", "pvt", "map"} & set(line.about) or line.kind is StepKind.KNOW, line.id


@thorough
@given(file_days(files_near_legal_edges()))
def test_a_part_below_level_or_reported_has_a_step_of_its_own(twin, file_day):
    """It is never met with the step of a part that was not tried, as "practise and enrol"."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    for item in advice.components:
        if item.standing not in (Standing.BELOW_LEVEL, Standing.REPORTED) or advice.duty.standing != "obliged":
            continue
        own = [step for step in (*advice.steps, *advice.know) if item.id in step.about]
        during = {twin.rulebook.rule(step.id).then.during for step in own if hasattr(twin.rulebook.rule(step.id).then, "during")}
        assert during == {item.standing}, (item.id, [step.id for step in own])


AHEAD = re.compile(
    r"second fine follows, with again|new terms? |loan for a course|older loan .* blocks|loan costs|a lower level|enrol for your exam|school stop",
    re.IGNORECASE,
)
"""What somebody reads who still has parts before them."""


def test_whatever_somebody_says_who_did_all_parts_nothing_lies_ahead(twin, b1_file):
    """A letter about money is answered; a next fine, a new loan, another route or school, or an exam are for who has something open."""
    done = _done(date(2025, 3, 1), ("duo.exams", "municipality.pvt", "municipality.map"))
    municipality = {name.removeprefix("municipality."): record for name, record in done.items() if name.startswith("municipality")}
    duo = {"group": {"value": "family_or_other_migrant"}, "exams": done["duo.exams"]}
    for fact in twin.rulebook.catalogue.facts.values():
        for word in fact.values if fact.person_may_say else ():
            file = b1_file(duo=duo, municipality=municipality, statements=[{"fact": fact.name, "word": word}])
            advice = twin.advise(file, on=date(2026, 11, 28))
            if all(item.standing in CLOSED for item in advice.components):
                assert not [line.id for line in (*advice.steps, *advice.know) if AHEAD.search(line.says.en)], (fact.name, word)
