"""What one stage concludes becomes facts for the next."""

from dataclasses import replace

import pytest

from route_advisor.errors import RulesContradict
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning import reference
from route_advisor.rulebook.rule import Concludes, Condition
from route_advisor.vocabulary import Grade, Stage, Teller


@pytest.fixture
def rule(book):
    """A rule of your own: what it asks, what it concludes, and in which stage."""
    pattern = book.rules[0]

    def build(name, when, concludes, stage=Stage.DUTY):
        conditions = tuple(Condition(fact, (word,)) for fact, word in when.items())
        return replace(pattern, id=name, when=conditions, then=Concludes(*concludes), stage=stage)

    return build


def _facts(**words):
    return Facts.of(Fact(name, word, (ToldBy(Teller.DUO, "letter_duo"),)) for name, word in words.items())


def _told(**words):
    return Facts.of(Fact(name, word, (ToldBy(Teller.PERSON, "own_words"),), Grade.REPORTED) for name, word in words.items())


def test_a_conclusion_is_a_fact_for_the_next_stage_only(rule):
    """Inside a stage no rule sees what another concluded; in the next stage each does."""
    first = rule("A-1", {"route": "b1"}, ("stay", "temporary"), Stage.ACT)
    same = rule("A-2", {"stay": "temporary"}, ("phase", "ended"), Stage.ACT)
    later = rule("B-1", {"stay": "temporary"}, ("duty", "exempt"), Stage.DUTY)
    _, facts = reference.verdicts([same, first, later], _facts(route="b1"), {})
    assert facts.word("stay") == "temporary"
    assert facts.word("duty") == "exempt"
    assert facts.word("phase") is None
    assert facts.behind["phase"] == ("stay",)


def test_a_conclusion_names_the_rules_and_is_as_firm_as_its_best_reason(rule):
    """Two rules conclude the same word: if one rests on a register, the fact is established by that one."""
    by_register = rule("A-1", {"route": "b1"}, ("stay", "temporary"))
    by_word = rule("A-2", {"paid_work": "works"}, ("stay", "temporary"))
    known = _facts(route="b1").with_facts(_told(paid_work="works").known.values())
    _, facts = reference.verdicts([by_register, by_word], known, {})
    fact = facts.known["stay"]
    assert (fact.grade, [source.document for source in fact.told_by]) == (Grade.ESTABLISHED, ["A-1"])
    _, reported = reference.verdicts([by_word], known, {})
    assert reported.known["stay"].grade is Grade.REPORTED


def test_the_word_for_otherwise_waits_until_every_rule_is_refuted(rule):
    """The word "no exception" is concluded only when no exception can still apply; until then it is unknown, with what is missing."""
    rules = [rule("A-1", {"nationality": "dutch"}, ("stay", "temporary")), rule("A-2", {"route": "b1"}, ("stay", "temporary"))]
    otherwise = {"stay": "not_temporary"}
    _, open_ = reference.verdicts(rules, _facts(nationality="other"), otherwise)
    assert open_.word("stay") is None
    assert open_.behind["stay"] == ("route",)
    _, firm = reference.verdicts(rules, _facts(nationality="other", route="z"), otherwise)
    assert (firm.known["stay"].word, firm.known["stay"].grade) == ("not_temporary", Grade.ESTABLISHED)
    mixed = _facts(nationality="other").with_facts(_told(route="z").known.values())
    _, soft = reference.verdicts(rules, mixed, otherwise)
    assert soft.known["stay"].grade is Grade.REPORTED


def test_rules_that_contradict_each_other_are_named(rule):
    """A mistake in the rulebook is never settled in silence."""
    rules = [rule("A-1", {"route": "b1"}, ("stay", "temporary")), rule("A-2", {"route": "b1"}, ("stay", "not_temporary"))]
    with pytest.raises(RulesContradict, match="A-1, A-2 all apply and conclude different words for stay: not_temporary, temporary"):
        reference.verdicts(rules, _facts(route="b1"), {})
