"""`why` on a topic: what holds first, each condition met, not met or unknown, and nothing about others."""

from datetime import date
from pathlib import Path

import pytest

from route_advisor import Advisor, NotInRulebook, load, why
from route_advisor.rulebook.rule import Refers, Suggests

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 11, 23)
TWIN = Advisor(use_engine=False)
ASYLUM = ("term-over-asylum", "wi2013-asylum-over", "same-plan-asylum")


def told(name, line, **more):
    """The explanation of a line for an example."""
    return why(load(EXAMPLES / f"{name}.yaml"), line, on=DAY, advisor=TWIN, **more)


@pytest.mark.parametrize("name", ["amina-b1", "nothing-known", "wi2013-cohort-a", "z-asylum"])
def test_every_topic_is_explained_to_everybody(name):
    """No word that is understood ends in an error, also where nothing is known."""
    file = load(EXAMPLES / f"{name}.yaml")
    every = list(TWIN.rulebook.topics.by_id)
    for topic in every[::5] if name == "nothing-known" else every:  # the less is known, the longer it takes
        explanation = why(file, topic, on=DAY, advisor=TWIN)
        assert explanation.standing is not None or explanation.name is not None


@pytest.mark.parametrize("name", ASYLUM)
def test_an_asylum_status_holder_reads_no_line_that_a_fine_or_a_loan_is_due(name):
    """Also not among what does not hold: who somebody is does not change."""
    for line in ("boete", "lening"):
        explanation = told(name, line)
        said = " ".join(rule.says.nl.casefold() for rule in (*explanation.why, *explanation.why_not))
        assert not [word for word in ("boete van", "kent de wet een boete", "terugbetalen", "betaalt u de lening") if word in said], said


def test_what_is_left_out_is_told_with_everything():
    """Counted, never lost: all rules on the topic, with their conditions."""
    some, every = told("amina-b1", "plicht"), told("amina-b1", "plicht", everything=True)
    assert len(every.why) + len(every.why_not) == len(some.why) + len(some.why_not) + some.left_out
    assert every.left_out == 0 < some.left_out


def test_how_a_topic_stands_says_who_told_it():
    """The route is what the plan says; the duty what DUO has."""
    (route,) = told("amina-b1", "leerroute").found
    assert (route.name, route.value, route.told_by[0].document) == ("route", "b1", "pip")
    assert told("amina-b1", "plicht").found[0].value == "obliged"


@pytest.mark.parametrize("name", ["amina-b1", "near-finish", "wi2013-cohort-a", "duty-fulfilled", "term-over-family"])
def test_no_line_holds_that_the_advice_does_not_tell(name):
    """A line about a part that is closed, or that stands elsewhere, holds for nobody now: reading is not passed below its level."""
    advice = TWIN.advise(load(EXAMPLES / f"{name}.yaml"), on=DAY)
    lines = {step.id for step in (*advice.steps, *advice.know)}
    for topic in ("lower_level", "extra_time", "exams", "free_attempts", "plan", "loan", "exemption"):
        for rule in told(name, topic).why:
            then = TWIN.rulebook.rule(rule.rule).then
            assert not isinstance(then, Suggests | Refers) or TWIN.rulebook.rule(rule.rule).settles or rule.rule in lines, rule.rule


def test_what_is_only_expected_says_so():
    """A first permit of 2026 lets a duty be expected; nobody decided it."""
    explanation = told("only-a-b1-letter", "knm_exam")
    assert any(rule.expected for rule in explanation.why)


def test_each_condition_is_met_not_met_or_unknown():
    """The reader sees what is missing, and what stands in the way."""
    explanation = told("last-months", "extra tijd")
    states = {condition.holds for rule in (*explanation.why, *explanation.why_not) for condition in rule.conditions}
    assert states == {True, False, None}


def test_a_word_nobody_uses_is_answered_with_the_nearest():
    """With the command that lists the topics."""
    with pytest.raises(NotInRulebook, match=r'did you mean "schrijven"\?.*route-advisor who'):
        told("amina-b1", "schrijvn")
