"""Whom a fine or a loan does not concern reads of none, whatever they ask and whoever asks for everything."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor import why
from route_advisor.rulebook.money_owed import money_owed_in
from route_advisor.testing import file_days, life_stories
from route_advisor.topic_guide import guide
from route_advisor.vocabulary import Outcome

ON = date(2026, 11, 23)
TOPICS = ("fine", "loan")


def _reads_of_none(twin, file, on, *, everything):
    for topic in TOPICS:
        told = why(file, topic, on=on, advisor=twin, everything=everything)
        for line in (*told.why, *told.why_not):
            assert money_owed_in(line.says) is None, line.rule
        page = guide(topic, on=on, file=file, advisor=twin)
        for line in (*page.is_, *page.is_not, *page.applies, *(one for question in page.questions for one in question.answer)):
            assert money_owed_in(line.says) is None or line.for_you is Outcome.APPLIES


@settings(max_examples=15)
@given(file_days(life_stories(groups=["asylum_status_holder"])), st.booleans())
def test_an_asylum_status_holder_reads_of_no_fine_and_no_repayment_on_any_topic(twin, file_day, everything):
    """Neither in an explanation, also of everything, nor in a guide."""
    file, on = file_day
    if twin.answer(file, on=on).facts.word("group") == "asylum_status_holder":
        _reads_of_none(twin, file, on, everything=everything)


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize(
    "groups",
    [
        {},
        {"residence": {"permits": [{"legal_basis": "asylum_fixed_term", "decided": "2022-02-01"}]}},
        {"statements": [{"fact": "residence_title", "word": "asylum_fixed_term"}, {"fact": "route", "word": "b1"}]},
        {"duo": {"duty": {"obliged": True, "law": "wi2021"}}},
    ],
)
def test_whose_group_nobody_told_reads_of_none_either(twin, file_of, groups, everything):
    """An asylum permit alone, a statement alone, or nothing: nobody knows that it is about this person."""
    _reads_of_none(twin, file_of(**groups), ON, everything=everything)


def test_whom_it_can_concern_still_finds_it(twin, file_of):
    """A family migrant who asks about a fine gets the lines of the law."""
    duo = {"duty": {"obliged": True, "law": "wi2021"}, "group": {"value": "family_or_other_migrant"}}
    told = why(file_of(duo=duo), "fine", on=ON, advisor=twin)
    assert any(money_owed_in(line.says) for line in (*told.why, *told.why_not))
