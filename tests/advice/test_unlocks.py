"""Each question says what its answer would settle, as data and in a sentence."""

from datetime import date

import pytest
from hypothesis import given

from route_advisor import write
from route_advisor.personal_file import PersonalFile
from route_advisor.testing import file_days
from route_advisor.vocabulary import CLOSED

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


def question(twin, fact, **changes):
    """The question for a fact, where this file lacks it."""
    advice = twin.advise(PersonalFile.model_validate({**FILE, **changes}), on=ON)
    (found,) = [one for one in advice.questions if one.fact == fact]
    return found


def test_the_letter_of_duo_settles_the_act_the_duty_and_the_parts(twin):
    """Whoever names no act reads that this one answer opens nearly everything."""
    found = question(twin, "law_in_letter", duo=None, municipality=None)
    assert found.unlocks[:2] == ("act", "duty")
    assert {"writing", "pvt", "map"} <= set(found.unlocks)


def test_the_route_settles_its_own_parts(twin):
    """And not the PVT, which every route has."""
    found = question(twin, "route", municipality={})
    assert {"writing", "course_hours"} <= set(found.unlocks)
    assert not {"pvt", "act"} & set(found.unlocks)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("nl", "welke regels over lening en geld u kunnen raken"), ("en", "which rules about a loan and money can concern you")],
)
def test_the_group_tells_which_rules_about_money_can_concern_you(twin, lang, said):
    """The sentence of the page stands in the advice, and frightens nobody whose group is not known yet."""
    duo = {**FILE["duo"], "group": None}
    advice = twin.advise(PersonalFile.model_validate({**FILE, "duo": duo, "statements": [{"fact": "setback", "word": "none"}]}), on=ON)
    asked = [one.fact for one in advice.questions]
    assert "group" in asked
    assert said in next(one for one in advice.questions if one.fact == "group").why_we_ask.in_(lang)


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_writers_say_what_an_answer_tells(twin, form):
    """Behind the question, in words."""
    file = PersonalFile.model_validate({**FILE, "municipality": {}})
    said = " ".join(write(twin.advise(file, on=ON), form, lang="nl", reader="lawyer").split())
    assert "Welke route staat in uw PIP? Elke route heeft eigen onderdelen." in said
    assert "maakt duidelijk: 10 onderdelen" in said


@given(file_days())
def test_a_question_unlocks_only_what_still_waits(twin, file_day):
    """Nobody is asked for the sake of a part that is closed."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    closed = {item.id for item in advice.components if item.standing in CLOSED}
    assert not [one.fact for one in advice.questions if closed & set(one.unlocks)]
