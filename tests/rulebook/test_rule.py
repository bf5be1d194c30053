"""What a rule says about one person, which rule is which, and how rules know their stages."""

from dataclasses import replace
from datetime import date

import pytest

from route_advisor.advice.lines import law_of
from route_advisor.dates import Validity
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.rulebook.citation import Act, Citation
from route_advisor.rulebook.rule import (
    Concludes,
    Condition,
    Dates,
    Eases,
    Fulfils,
    Refers,
    Releases,
    Requires,
    Rule,
    Rules,
    Suggests,
    Verdict,
)
from route_advisor.text import Text
from route_advisor.vocabulary import Grade, Level, Outcome, Stage, Standing, Teller

SAYS = Text(nl="Een zin.", en="A sentence.")
ACT = Act("WI2021", "Wet inburgering 2021", "BWBR0044770", Validity(date(2022, 1, 1)), date(2026, 1, 1))
READ = Citation("WI2021 art. 7", ACT, "7")
PARTS = ("reading", "writing")
RULE = Rule(
    id="T-1",
    topic=SAYS,
    page="page.yaml",
    line=1,
    stage=Stage.COMPONENTS,
    says=SAYS,
    law=(READ,),
    in_force=Validity(),
    when=(Condition("duty", ("obliged",)), Condition("route", ("b1", "z"))),
    then=Requires(PARTS),
    final_word="duo",
)


def _fact(name, word, grade=Grade.ESTABLISHED):
    return Fact(name, word, (ToldBy(Teller.DUO, "letter_duo"),), grade)


OBLIGED, B1 = _fact("duty", "obliged"), _fact("route", "b1")


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ([OBLIGED, B1], Verdict(RULE, Outcome.APPLIES, (OBLIGED, B1))),
        ([B1, OBLIGED, _fact("age", "adult")], Verdict(RULE, Outcome.APPLIES, (OBLIGED, B1))),
        ([OBLIGED], Verdict(RULE, Outcome.CANNOT_TELL, (OBLIGED,), ("route",))),
        ([B1], Verdict(RULE, Outcome.CANNOT_TELL, (B1,), ("duty",))),
        ([], Verdict(RULE, Outcome.CANNOT_TELL, (), ("duty", "route"))),
        ([OBLIGED, _fact("route", "onderwijs")], Verdict(RULE, Outcome.DOES_NOT_APPLY)),
        ([_fact("route", "onderwijs")], Verdict(RULE, Outcome.DOES_NOT_APPLY)),
        ([_fact("duty", "exempt")], Verdict(RULE, Outcome.DOES_NOT_APPLY)),
    ],
)
def test_one_false_condition_settles_a_rule_and_an_unknown_one_leaves_it_open(facts, verdict):
    """All hold: it applies, with its facts in the order of the rule. One is false: it does not apply, whatever is missing."""
    assert RULE.verdict(Facts.of(facts)) == verdict


@pytest.mark.parametrize("outcome", Outcome)
def test_a_verdict_names_its_outcome(outcome):
    """Each outcome answers yes to one question at most."""
    verdict = Verdict(RULE, outcome)
    assert (verdict.applies, verdict.cannot_tell) == (outcome is Outcome.APPLIES, outcome is Outcome.CANNOT_TELL)


@pytest.mark.parametrize(
    ("outcome", "grades", "established"),
    [
        (Outcome.APPLIES, [], True),
        (Outcome.APPLIES, [Grade.ESTABLISHED, Grade.ESTABLISHED], True),
        (Outcome.APPLIES, [Grade.ESTABLISHED, Grade.REPORTED], False),
        (Outcome.APPLIES, [Grade.REPORTED, Grade.ESTABLISHED], False),
        (Outcome.CANNOT_TELL, [Grade.ESTABLISHED], False),
        (Outcome.DOES_NOT_APPLY, [], False),
    ],
)
def test_a_verdict_is_established_where_it_applies_and_no_fact_is_only_told(outcome, grades, established):
    """One word of somebody who does not keep the fact is enough to make it less."""
    premises = tuple(_fact("duty", "obliged", grade) for grade in grades)
    assert Verdict(RULE, outcome, premises).established is established


@pytest.mark.parametrize(
    ("then", "concludes", "settles"),
    [
        (Concludes("duty", "obliged"), "duty", ()),
        (Requires(PARTS), None, PARTS),
        (Releases(PARTS), None, PARTS),
        (Eases(PARTS, Level.A2), None, PARTS),
        (Fulfils(PARTS), None, PARTS),
        (Refers("duo", components=PARTS), None, PARTS),
        (Refers("duo", about="money"), None, ()),
        (Dates("term_starts"), None, ()),
        (Suggests("a step", "duo", components=PARTS), None, ()),
    ],
)
def test_a_rule_concludes_a_fact_or_settles_components(then, concludes, settles):
    """Five verbs say where a component stands. A step stands beside it and settles nothing."""
    rule = replace(RULE, then=then)
    assert (rule.concludes, rule.settles) == (concludes, settles)


def test_a_step_is_shown_while_its_components_are_open_unless_it_says_otherwise():
    """Most steps are about what is still to do."""
    assert Suggests("a step", "duo").during is Standing.OPEN


@pytest.mark.parametrize("certainty", ["secondary", "inference"])
def test_a_rule_is_certain_only_where_every_article_was_read(certainty):
    """One article that nobody read in its primary text makes the rule uncertain."""
    assert RULE.certain
    assert not replace(RULE, law=(READ, replace(READ, certainty=certainty))).certain


@pytest.mark.parametrize(
    "change",
    [
        {"id": "T-2"},
        {"page": "other.yaml"},
        {"law": (replace(READ, article="8"),)},
        {"final_word": "municipality"},
        {"then": Releases(PARTS)},
    ],
)
def test_two_versions_of_a_rule_are_two_rules(change):
    """The same id may stand in last year's rulebook with another article: nothing said about one is said about the other."""
    assert replace(RULE) == RULE
    assert hash(replace(RULE)) == hash(RULE)
    assert replace(RULE, **change) != RULE
    assert repr(RULE) == "Rule(T-1)"


def test_each_version_of_a_rule_is_told_with_its_own_articles():
    """Two rulebooks in one process never lend each other an article."""
    other = replace(RULE, law=(replace(READ, cite="WI2021 art. 8", article="8"),))
    assert [law_of(rule, date(2026, 11, 23))[0].cite for rule in (RULE, other, RULE)] == ["WI2021 art. 7", "WI2021 art. 8", "WI2021 art. 7"]


def test_rules_know_the_place_of_each_rule_in_its_stage():
    """Every stage is there, in the order of reasoning, with its rules in the order of the pages and those that conclude a fact."""
    duty = replace(RULE, id="T-2", stage=Stage.DUTY, then=Concludes("duty", "obliged"))
    silent = replace(RULE, id="T-3", stage=Stage.DUTY)
    rules = Rules((RULE, duty, silent, replace(RULE, id="T-4")))
    by_stage = rules.by_stage
    assert list(by_stage) == list(Stage)
    assert by_stage[Stage.ACT] == ((), (), ())
    assert by_stage[Stage.DUTY] == ((1, 2), (duty, silent), (1,))
    assert by_stage[Stage.COMPONENTS] == ((0, 3), (rules[0], rules[3]), ())


def test_rules_that_know_their_stages_are_not_looked_up_again():
    """The same object comes back, so its stages are looked up once for all people."""
    rules = Rules.of([RULE])
    assert Rules.of(rules) is rules
    assert isinstance(rules, Rules)
    assert rules == (RULE,)
