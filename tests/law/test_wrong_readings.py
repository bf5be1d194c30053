"""Readings of the law that were wrong once, on the page and in its examples together: some case that was not written from the page notices."""

from pathlib import Path

import pytest

from route_advisor.assurance.mutation.trials import Trials
from route_advisor.rulebook.book import shipped_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def trials():
    """The shipped rulebook, with the scenarios of the project."""
    return Trials.of(shipped_folder(), ROOT / "tests" / "scenarios")


@pytest.mark.parametrize(
    ("rule", "kind", "change"),
    [
        ("WI21-NEAR-1", "condition", "it no longer asks map_status"),
        ("WI21-LOAN-2", "word added", "term may be over too"),
        ("WI21-STAY-1", "word dropped", "residence_purpose is no longer research"),
        ("WI21-LOAN-9", "word added", "loan_plan may be has_loan too"),
        ("WI21-CONS-10", "condition", "it no longer asks group"),
        ("WI13-FINE-3", "condition", "it no longer asks old_pvt_term_ended"),
        ("WI21-TERM-2", "sentence with another number", None),
        ("WI21-TERM-3", "sentence that says the opposite", "says the opposite"),
    ],
)
def test_a_wrong_reading_on_page_and_example_together_is_noticed(trials, rule, kind, change):
    """Neither the page nor its examples are asked; a second reading, an official case or the dossier says otherwise."""
    found = [one for one in trials.mutants if (one.subject, str(one.kind)) == (rule, kind) and change in (None, one.change)]
    assert found
    assert [one.id for one in found if trials.independent_killer(one.id) is None] == []
