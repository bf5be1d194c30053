"""Letters and memories are not complete: a record with a gap says what it says, and only the gap stays unknown."""

from datetime import date

import pytest

from route_advisor.advice.model import Term

ON = date(2026, 11, 23)
DUTY = {"obliged": True, "law": "wi2021", "starts": "2023-12-01"}
PLAN = {"dated": "2024-02-06", "route": "b1", "level": "b1"}


@pytest.fixture
def term(twin, file_of):
    """The term of the advice for these groups."""

    def look(**groups):
        return twin.advise(file_of(**groups), on=ON).term

    return look


def test_a_letter_with_only_a_last_day_gives_the_last_day(term, word):
    """Nothing is computed back from it: DUO may have added time."""
    found = term(duo={"duty": DUTY, "term": {"last_day": "2027-02-06"}})
    assert isinstance(found, Term)
    assert (found.starts, found.last_day) == (None, date(2027, 2, 6))
    assert word("term", ON, duo={"duty": DUTY, "term": {"last_day": "2027-02-06"}}) == "last_six_months"


def test_the_first_day_then_follows_from_the_plan(term):
    """WI2021 art. 11 lid 2: the day after the date on the first PIP."""
    found = term(duo={"duty": DUTY, "term": {"last_day": "2027-08-06"}}, municipality={"plans": [PLAN]})
    assert (found.starts, found.computed_last_day, found.last_day) == (date(2024, 2, 7), date(2027, 2, 6), date(2027, 8, 6))


def test_a_last_day_under_the_2013_act_needs_no_first_day(term):
    """The letter of DUO wins, also where nobody knows since when."""
    found = term(duo={"duty": {"obliged": True, "law": "wi2013"}, "term": {"last_day": "2027-02-06"}})
    assert isinstance(found, Term)
    assert found.last_day == date(2027, 2, 6)


def test_a_letter_may_name_only_the_act(word):
    """Then the act is known, and not whether there is a duty; a decision that ended it is."""
    duo = {"duty": {"law": "wi2021"}}
    assert word("law_in_letter", ON, duo=duo) == "wi2021"
    assert word("duo_duty", ON, duo=duo) is None
    exempt = {**duo, "exemptions": [{"scope": "full", "decision": "granted"}]}
    assert word("duo_duty", ON, duo=exempt) == "exempt"


@pytest.mark.parametrize(
    ("detailed", "group"),
    [
        ("asylum_status_holder", "asylum_status_holder"),
        ("family_reunifier_with_asylum_status_holder", "asylum_status_holder"),
        ("family_former", "family_or_other_migrant"),
        ("other", "family_or_other_migrant"),
    ],
)
def test_the_finer_division_of_duo_tells_the_group(word, detailed, group):
    """A letter may name only the finer division; where both stand there, the group itself counts."""
    assert word("group", ON, duo={"group": {"detailed": detailed}}) == group
    assert word("group", ON, duo={"group": {"detailed": detailed, "value": "asylum_status_holder"}}) == "asylum_status_holder"


def test_a_plan_without_its_route_starts_the_term(word, term):
    """WI2021 art. 11 lid 2 asks its date alone; the route stays unknown, and DUO may name it."""
    plan = {"plans": [{"dated": "2024-02-06"}]}
    assert word("plan", ON, municipality=plan) == "dated"
    assert word("route", ON, municipality=plan) is None
    assert word("previous_route", ON, municipality=plan) is None
    assert word("route", ON, municipality=plan, duo={"plan": {"route": "z"}}) == "z"
    assert term(duo={"duty": DUTY}, municipality=plan).last_day == date(2027, 2, 6)


def test_a_dispensation_without_its_ground_is_a_dispensation(word):
    """A letter may not say on which ground."""
    granted = {"scope": "partial", "decision": "granted", "part": "speaking"}
    assert word("speaking_dispensation", ON, duo={"dispensations": [granted]}) == "granted"


@pytest.mark.parametrize(
    ("exam", "result"),
    [
        ({"outcome": "passed"}, "passed_b1"),
        ({"outcome": "awaited", "taken": "2026-11-16"}, None),
        ({"outcome": "awaited"}, None),
        ({"outcome": "awaited", "taken": "2026-12-16"}, "not_passed"),
        ({"outcome": "failed"}, "not_passed"),
    ],
)
def test_a_result_that_is_awaited_is_no_fail_and_a_pass_needs_no_day(word, exam, result):
    """An exam that is still to come is not passed yet; of one that was taken nobody knows."""
    assert word("reading_result", ON, duo={"exams": [{"part": "reading", "level": "b1", **exam}]}) == result


def test_the_permit_of_an_eu_long_term_resident_is_for_an_indefinite_period(word):
    """VW2000 art. 45a; whether a duty began before it is for DUO's letter. A permit may also be known by its purpose alone."""
    assert word("permit_now", ON, residence={"permits": [{"legal_basis": "eu_long_term_resident"}]}) == "indefinite"
    assert word("residence_purpose", ON, residence={"permits": [{"purpose": "study"}]}) == "study"
