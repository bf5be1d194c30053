"""The steps of one person: what they ask, in which order, by which day, and what can still be asked once a day has passed."""

from datetime import date

import pytest

from route_advisor import write
from route_advisor.vocabulary import Standing, StepKind


def steps_about(advice, part):
    """The ids, as written, of the steps about a part."""
    return {step.id.partition(":")[0] for step in advice.steps if part in step.about}


def test_what_asks_nothing_is_no_step(twin, b1_file):
    """A price is good to know: it stands apart, and no writer gives it a box to tick or an entry in a calendar."""
    file = b1_file(duo={"group": {"value": "family_or_other_migrant"}})
    advice = twin.advise(file, on=date(2025, 3, 3))
    assert "WI21-COST-1" in {line.id for line in advice.know}
    assert all(line.kind is StepKind.KNOW for line in advice.know)
    assert StepKind.KNOW not in {step.kind for step in advice.steps}
    price = next(line.says.en for line in advice.know if line.id == "WI21-COST-1")
    assert f"- [ ] {price}" not in write(advice, "md", lang="en").replace("\\", "")
    assert price.split(",")[0] not in write(advice, "ics", lang="en")
    assert "GOOD TO KNOW" in write(advice, "text", lang="en")


def test_the_first_day_comes_first_whoever_it_is_with(twin, b1_file):
    """Seventeen weeks for an exam come before four weeks for a signature, although another authority has them."""
    advice = twin.advise(b1_file(), on=date(2025, 3, 3))
    days = [step.latest_sensible_day or step.day for step in advice.steps]
    dated = [day for day, step in zip(days, advice.steps, strict=True) if day is not None and step.id != "WI21-TIME-1"]
    assert dated == sorted(dated)
    assert len({step.with_ for step in advice.steps if step.latest_sensible_day is not None}) > 1


def test_without_a_day_the_step_that_unblocks_most_comes_first(twin, b1_file):
    """Who has no plan is first told to ask for it: every part waits for that."""
    file = b1_file(municipality={"plans": []}, duo={"term": None, "plan": None})
    undated = [step for step in twin.advise(file, on=date(2023, 5, 1)).steps if step.latest_sensible_day is None and step.day is None]
    assert undated[0].with_ == "municipality"


@pytest.mark.parametrize(("on", "until"), [(date(2026, 4, 20), date(2026, 5, 10)), (date(2026, 6, 1), None)])
def test_a_day_that_has_passed_says_what_can_still_be_asked(twin, b1_file, on, until):
    """Up to the last day of the term that is extra time at DUO; after it, what DUO decides now. It is the first step, and no appointment."""
    advice = twin.advise(b1_file(), on=on)
    late = next(step for step in advice.steps if step.id == "WI21-STEP-11:speaking")
    assert late.passed
    assert advice.steps[0].passed
    assert [(one.with_, one.until) for one in late.still] == [("duo", until)]
    assert "has passed: Enrol" in " ".join(write(advice, "text", lang="en").split())
    assert late.says.en not in write(advice, "ics", lang="en").replace("\r\n ", "")


def test_who_says_that_they_passed_is_not_told_to_practise(twin, b1_file):
    """DUO lists a failed KNM exam and the person says they passed: the register stands, and the step is to have the result registered."""
    file = b1_file(
        duo={"exams": [{"part": "knm", "taken": "2024-03-01", "outcome": "failed"}]},
        statements=[{"fact": "knm_result", "word": "passed", "said": "2024-06-01"}],
    )
    advice = twin.advise(file, on=date(2024, 9, 2))
    assert advice.component("knm_exam").standing is Standing.OPEN
    assert steps_about(advice, "knm_exam") == {"WI21-STEP-18"}


def test_below_the_level_there_is_a_retake_and_a_question(twin, b1_file):
    """Writing is passed at A2 and the plan says B1: enrol for B1, or ask the municipality; not the step of who never tried."""
    file = b1_file(duo={"exams": [{"part": "writing", "level": "a2", "taken": "2024-03-01", "outcome": "passed"}]})
    advice = twin.advise(file, on=date(2024, 9, 2))
    assert advice.component("writing").standing is Standing.BELOW_LEVEL
    assert steps_about(advice, "writing") == {"WI21-STEP-17", "WI21-STEP-31"}


def test_who_passed_all_four_exams_is_not_told_to_ask_for_a2(twin, b1_file):
    """A2 is a level of the Dutch exams: with all four done, 600 hours change nothing."""
    exams = [
        {"part": part, "level": "b1", "taken": "2024-03-01", "outcome": "passed"}
        for part in ("reading", "listening", "writing", "speaking")
    ]
    school = {"courses": [{"kind": "dutch", "hours": 700, "quality_mark": True}]}
    before, after = b1_file(school=school, duo={"exams": exams[:3]}), b1_file(school=school, duo={"exams": exams})
    told = [
        {line.id for line in (*advice.steps, *advice.know)} for advice in (twin.advise(one, on=date(2025, 3, 3)) for one in (before, after))
    ]
    assert "WI21-B1-3" in told[0]
    assert not {"WI21-B1-3", "WI21-LOWER-3"} & told[1]
