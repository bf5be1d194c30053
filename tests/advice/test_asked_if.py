"""Some questions are asked only where there is a reason to ask them."""

from datetime import date

from hypothesis import given

from route_advisor import advise
from route_advisor.personal_file import PersonalFile
from route_advisor.testing import hostile_files
from route_advisor.testing.legal_days import days

ON = date(2026, 11, 23)
FILE = {
    "schema": "personal-file/1",
    "case_ref": "case-1",
    "duo": {
        "duty": {"obliged": True, "law": "wi2021"},
        "group": {"value": "asylum_status_holder"},
        "term": {"starts": "2024-02-07", "last_day": "2027-02-06"},
    },
    "municipality": {"plans": [{"dated": "2024-02-06", "route": "b1"}]},
}


def _asked(**more):
    return {question.fact for question in advise(PersonalFile.model_validate({**FILE, **more}), on=ON).questions}


def test_nobody_is_asked_about_illness_without_a_reason():
    """First comes the open question whether something took time."""
    asked = _asked()
    assert "setback" in asked
    assert not asked & {"long_illness", "bereavement", "childbirth", "shelter_stay", "homelessness"}


def test_who_lost_time_is_asked_what_happened():
    """Then the grounds are asked, each once."""
    asked = _asked(statements=[{"fact": "setback", "word": "happened"}])
    assert {"long_illness", "bereavement", "childbirth", "shelter_stay", "homelessness"} <= asked
    assert "setback" not in asked


def test_what_is_told_without_being_asked_counts():
    """Somebody who names the ground reads its line."""
    file = PersonalFile.model_validate({**FILE, "statements": [{"fact": "long_illness", "word": "three_months_or_longer"}]})
    assert "WI21-GROUND-1" in {step.id for step in advise(file, on=ON).steps}


def test_a_question_says_the_number_that_its_answer_is_about():
    """Nobody can answer "long" or "enough": three months, as the Regulation has it that day."""
    asked = advise(PersonalFile.model_validate({**FILE, "statements": [{"fact": "setback", "word": "happened"}]}), on=ON).questions
    says = {question.fact: question.asks for question in asked}
    assert "3 months" in says["long_illness"].en
    assert "3 maanden" in says["long_illness"].nl


@given(hostile_files(), days())
def test_no_question_shows_a_gap_where_a_number_belongs(file, on):
    """Also on a day on which the law has no such number."""
    assert not [question.fact for question in advise(file, on=on).questions if question.asks.slots]
