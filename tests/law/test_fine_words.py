"""An asylum status holder never reads that something must be paid as a measure or back."""

import re
from datetime import date

import pytest

from route_advisor import advise, load
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.personal_file import PersonalFile
from route_advisor.rulebook.book import Rulebook
from route_advisor.vocabulary import Teller

WORDS = re.compile(r"boete|\bfines?\b|terugbeta|repay|schuld|debt", re.IGNORECASE)
LETTERS = ["municipality_intake", "municipality_programme", "duo_announcement", "duo_decision"]
DAYS = [date(2022, 6, 1), date(2025, 3, 3), date(2025, 10, 1), date(2026, 11, 23), date(2028, 1, 3)]


def _file(group, **statements):
    return PersonalFile.model_validate(
        {
            "schema": "personal-file/1",
            "case_ref": "case-1",
            "duo": {
                "duty": {"obliged": True, "law": "wi2021"},
                "group": {"value": group},
                "term": {"starts": "2022-02-07", "last_day": "2025-02-06"},
                "exams": [],
            },
            "municipality": {"plans": [{"dated": "2022-02-06", "route": "b1"}], "map": {"practical_hours": 3}, "offers": []},
            "statements": [{"fact": fact, "word": word} for fact, word in statements.items()],
        }
    )


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("on", DAYS)
def test_an_asylum_status_holder_never_reads_it(letter, on):
    """C-158/23 and the Council of State: nothing in the whole advice, questions and quotes included."""
    everything = {
        "benefit_cut": "same_conduct",
        "permit_ended": "not_renewed_or_withdrawn",
        "loan_plan": "wants_loan",
        "setback": "happened",
    }
    advice = advise(_file("asylum_status_holder", measure_letter=letter, disagreement="duo_decision", **everything), on=on)
    assert WORDS.search(advice.model_dump_json()) is None


def test_a_family_migrant_reads_the_mechanism():
    """Information: who decides and the most it can be."""
    advice = advise(_file("family_or_other_migrant"), on=date(2026, 11, 23))
    assert "WI21-CONS-10" in {step.id for step in advice.know}


@pytest.mark.parametrize("name", ["term-over-asylum", "term-extended", "amina-b1", "same-plan-asylum"])
def test_the_examples_of_asylum_status_holders(name, pytestconfig):
    """The shipped examples keep the promise too."""
    advice = advise(load(pytestconfig.rootpath / f"examples/{name}.yaml"), on=date(2026, 11, 23))
    assert WORDS.search(advice.model_dump_json()) is None


def test_each_rule_with_such_a_word_is_for_the_other_group():
    """The words stand only in rules that ask for the group of family and other migrants."""
    for rule in Rulebook.shipped().rules:
        said = [*rule.says.sentences().values(), *(rule.open_norm.sentences().values() if rule.open_norm else ())]
        quoted = [citation.quote or "" for citation in rule.law]
        if any(WORDS.search(text) for text in (*said, *quoted)):
            assert ("group", ("family_or_other_migrant",)) in [(one.fact, one.words) for one in rule.when], rule.id


@pytest.mark.parametrize(
    "name", ["extra-time-grounds", "near-finish", "consequences", "letters", "loan", "exam-costs", "support", "after", "remedies"]
)
def test_each_example_on_the_page_gives_its_expectation(name):
    """The examples are the tests."""
    rules = [rule for rule in Rulebook.shipped().rules if rule.page == f"wet-inburgering-2021/{name}.yaml"]
    assert rules
    for rule in rules:
        for example in rule.examples:
            facts = Facts.of(Fact(fact, word, (ToldBy(Teller.DUO, "letter_duo"),)) for fact, word in example.given.items())
            assert rule.verdict(facts).outcome is example.expect, f"{rule.id}: {example.name}"
