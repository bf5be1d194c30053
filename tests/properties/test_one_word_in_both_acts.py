"""One life event, one word, in both acts: what somebody tells counts under the act that governs, whichever that is."""

from datetime import date

import pytest

from route_advisor.personal_file import PersonalFile

ON = date(2026, 11, 23)
OF_THE_2013_ACT = {
    "old_vocational_diploma": "only for a duty from before 2015 does any vocational diploma count, entree too",
    "old_newcomer_certificate": "certificates of before 2007; the 2021 Act names none",
    "old_release_path": "two paths to a dispensation that the 2021 Act does not have",
    "old_course_hours": "the rows of DUO's table for the 2013 Act",
    "old_exam_term_ended": "the 2013 Act has a term for the exams alone",
    "old_pvt_term_ended": "the 2013 Act has a term for the statement alone",
    "old_pvt_signed": "the 2013 Act has a term for the statement alone",
    "old_effort": "lessons and attempts together, as only the 2013 Act weighs them",
    "old_centre_wait": "the eight weeks in a reception centre are of the 2013 Act",
    "old_exams_in_time": "the 2013 Act has a term for the exams alone",
}
"""What a person may say under the 2013 Act alone, and why the 2021 Act has no such thing."""

BOTH = {
    "setback": "happened",
    "long_illness": "three_months_or_longer",
    "bereavement": "close_relative",
    "childbirth": "in_term",
    "literacy_course": "three_months_or_longer",
    "homelessness": "three_months_or_longer",
    "shelter_stay": "three_months_or_longer",
    "provider_problem": "three_months_or_longer",
    "other_delay": "three_months_or_longer",
    "setbacks_together": "three_months_or_longer",
    "school_years_here": "eight_or_more",
    "dutch_diploma": "exempting",
    "education_now": "exempting_course",
    "health_limits_integration": "lasting",
    "measure_letter": "duo_decision",
    "disagreement": "duo_decision",
    "loan_plan": "wants_loan",
}
FILES = {
    "wi2021": {
        "duo": {
            "duty": {"obliged": True, "law": "wi2021", "starts": "2023-12-01"},
            "group": {"value": "family_or_other_migrant"},
            "exams": [],
        },
        "municipality": {"plans": [{"dated": "2024-02-06", "route": "b1"}]},
    },
    "wi2013": {
        "duo": {
            "duty": {"obliged": True, "law": "wi2013", "starts": "2018-03-01"},
            "group": {"value": "family_or_other_migrant"},
            "term": {"starts": "2018-03-01", "last_day": "2027-02-28"},
            "exams": [],
        },
    },
}


def asked_under(book, act):
    """The facts that some rule in force for this act asks; a rule that names no act speaks under each."""
    found = set()
    for rule in book.in_force(ON):
        acts = [condition.words for condition in rule.when if condition.fact == "regime"]
        if all(act in words for words in acts):
            found |= {condition.fact for condition in rule.when}
    return found


def test_a_word_of_the_old_act_alone_says_why(book):
    """Every fact with "old" in its name that a person may say is declared, with what the 2021 Act does not have."""
    sayable = {name for name, entry in book.catalogue.facts.items() if name.startswith("old_") and entry.person_may_say}
    assert sayable == set(OF_THE_2013_ACT)


def test_no_question_of_one_act_has_a_twin_in_the_other(book):
    """Two facts that people may say, each asked under one act alone, never have the same name, question or short name."""
    facts, labels = book.catalogue.facts, book.catalogue.labels
    old, new = asked_under(book, "wi2013"), asked_under(book, "wi2021")

    def known_as(name):
        says = [facts[name].asks, labels.get(f"fact_{name}")]
        return {name.removeprefix("old_"), *(text.en for text in says if text is not None)}

    sayable = {name for name, entry in facts.items() if entry.person_may_say}
    twins = [(one, other) for one in sayable & old - new for other in sayable & new - old if known_as(one) & known_as(other)]
    assert twins == []


@pytest.mark.parametrize("act", FILES)
@pytest.mark.parametrize("fact", BOTH)
def test_what_is_told_is_used_under_either_act(twin, act, fact):
    """The same statement in a file of either act: some line of the advice rests on it."""
    said = [{"fact": fact, "word": BOTH[fact]}]
    advice = twin.advise(PersonalFile.model_validate({"case_ref": "case-1", **FILES[act], "statements": said}), on=ON)
    assert advice.regime.value == act
    assert fact in {line.name for step in advice.steps for line in step.facts}


@pytest.mark.parametrize("act", FILES)
def test_the_days_of_a_life_are_used_under_either_act(twin, act):
    """Dates instead of words give the same lines."""
    life = {"setbacks": [{"kind": "illness", "from": "2025-01-11", "until": "2025-05-20"}], "births": ["2025-09-02"]}
    advice = twin.advise(PersonalFile.model_validate({"case_ref": "case-1", **FILES[act], "life": life}), on=ON)
    assert {"long_illness", "childbirth"} <= {line.name for step in advice.steps for line in step.facts}


@pytest.mark.parametrize("act", FILES)
def test_what_took_time_is_asked_under_either_act(twin, act):
    """First whether something took time; then what it was, each once."""
    file = PersonalFile.model_validate({"case_ref": "case-1", **FILES[act]})
    assert "setback" in {question.fact for question in twin.advise(file, on=ON).questions}
    said = file.model_copy(
        update={
            "statements": PersonalFile.model_validate(
                {"case_ref": "case-1", "statements": [{"fact": "setback", "word": "happened"}]}
            ).statements
        }
    )
    asked = {question.fact for question in twin.advise(said, on=ON).questions}
    assert {"long_illness", "bereavement", "childbirth", "homelessness", "shelter_stay"} <= asked
