"""The engine says what the plain twin says: verdicts, reasons, missing facts, conclusions and contradictions."""

from unittest.mock import patch

import pytest
from engine_cases import (
    NAMES,
    a_large_rulebook,
    a_person,
    a_rule,
    ask,
    checked,
    defaults,
    durable,
    durable_but,
    known,
    people,
    rulebooks,
    twin,
)
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from route_advisor.errors import EngineDisagreement, RulesContradict
from route_advisor.facts import Facts
from route_advisor.reasoning import engine as fence
from route_advisor.reasoning import reference, tokens
from route_advisor.reasoning.disagreement import said
from route_advisor.reasoning.engine import Engine
from route_advisor.rulebook.rule import Concludes
from route_advisor.vocabulary import Outcome, Stage

pytestmark = pytest.mark.needs_engine


def heard(reader, rules, facts, otherwise):
    """What a reader says, as values that show every difference: contradictions as text, and the order of the facts."""
    answer = said(reader, rules, facts, otherwise)
    if isinstance(answer, RulesContradict):
        event("contradiction")
        return str(answer)
    verdicts, concluded = answer
    return verdicts, concluded, list(concluded.known), list(concluded.behind)


@given(rulebooks(), defaults(), st.lists(people(), min_size=1, max_size=5), st.sampled_from([1, 2, 5, 240]), st.sampled_from([1, 2, 3, 99]))
@settings(max_examples=300, deadline=None)
def test_the_engine_says_what_the_twin_says(rules, otherwise, persons, rules_a_ruleset, rules_a_door):
    """For any rules, any facts, any cut into rulesets and any doors: the same verdicts, reasons, missing facts, conclusions and errors."""
    with patch.multiple(tokens, RULES_A_RULESET=rules_a_ruleset, RULES_A_DOOR=rules_a_door):
        engine = Engine(rules, otherwise)
    for facts in persons:
        assert heard(lambda _rules, facts, _otherwise: engine.verdicts(facts), rules, facts, otherwise) == heard(
            reference.verdicts, rules, facts, otherwise
        )


@given(rulebooks(), defaults(), people(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_rules_and_facts_changes_only_the_order(rules, otherwise, facts, chance):
    """However a rulebook is shuffled and a file is sorted, each rule says the same and the same is concluded."""
    mixed, names = list(rules), list(facts)
    chance.shuffle(mixed)
    chance.shuffle(names)
    one = said(ask, rules, facts, otherwise)
    other = said(ask, mixed, Facts({name: facts.known[name] for name in names}), otherwise)
    if isinstance(one, RulesContradict):
        assert isinstance(other, RulesContradict)
    else:
        assert {verdict.rule.id: verdict for verdict in one[0]} == {verdict.rule.id: verdict for verdict in other[0]}
        assert [verdict.rule for verdict in other[0]] == mixed
        assert one[1] == other[1]


@given(rulebooks(), defaults(), st.lists(people(), min_size=2, max_size=6))
@settings(max_examples=100, deadline=None)
def test_nobody_changes_the_answer_of_the_next(rules, otherwise, persons):
    """An engine that answered others before, contradictions too, answers as a new one does, and the same when asked again."""
    engine = Engine(rules, otherwise)
    for facts in [*persons, persons[0]]:
        used = heard(lambda _rules, facts, _otherwise: engine.verdicts(facts), rules, facts, otherwise)
        assert used == heard(ask, rules, facts, otherwise)


@given(rulebooks(), defaults(), people(), st.sampled_from(NAMES))
@settings(max_examples=100, deadline=None)
@example(
    (a_rule("R-0", {"pip": ["yes"]}, Concludes("duty", "yes")), a_rule("R-1", {"duty": ["yes"]}, stage=Stage.DUTY)),
    {"duty": "no"},
    known(pip="yes"),
    "pip",
)
def test_learning_a_fact_never_overturns_what_was_settled(rules, otherwise, facts, name):
    """A verdict that stood without a fact stands with it: only "cannot tell" may change, as no file tells what rules conclude."""
    told = facts.without(*(rule.then.fact for rule in rules if isinstance(rule.then, Concludes)))
    before, after = (said(ask, rules, known_then, otherwise) for known_then in (told.without(name), told))
    if not isinstance(before, RulesContradict) and not isinstance(after, RulesContradict):
        assert all(one.outcome in (other.outcome, Outcome.CANNOT_TELL) for one, other in zip(before[0], after[0], strict=True))


def test_conclusions_chain_through_all_four_stages():
    """What the act stage concludes reaches the duty, the components and the steps in one question."""
    chain = [
        a_rule("R-1", {"letter": ["wi2021"]}, Concludes("regime", "wi2021"), Stage.ACT),
        a_rule("R-2", {"regime": ["wi2021"]}, Concludes("duty", "obliged"), Stage.DUTY),
        a_rule("R-3", {"duty": ["obliged"]}, Concludes("part", "yes"), Stage.COMPONENTS),
        a_rule("R-4", {"part": ["yes"]}, stage=Stage.STEPS),
    ]
    verdicts, facts = ask(chain, known(letter="wi2021"))
    assert [verdict.outcome for verdict in verdicts] == [Outcome.APPLIES] * 4
    assert {name: facts.word(name) for name in ("regime", "duty", "part")} == {"regime": "wi2021", "duty": "obliged", "part": "yes"}


def test_a_conclusion_never_reaches_its_own_stage_or_an_earlier_one():
    """A rule that asks a fact in the stage that concludes it, or before, still sees it as unknown."""
    rules = [
        a_rule("EARLIER", {"duty": ["obliged"]}, stage=Stage.ACT),
        a_rule("SAME", {"duty": ["obliged"]}, stage=Stage.DUTY),
        a_rule("CONCLUDES", (), Concludes("duty", "obliged"), Stage.DUTY),
        a_rule("LATER", {"duty": ["obliged"]}, stage=Stage.COMPONENTS),
    ]
    verdicts, _ = ask(rules, known())
    assert [verdict.outcome for verdict in verdicts] == [Outcome.CANNOT_TELL, Outcome.CANNOT_TELL, Outcome.APPLIES, Outcome.APPLIES]
    assert verdicts[0].missing == ("duty",)


def test_each_stage_that_concludes_a_fact_may_change_it():
    """Later rules see the word of the last stage that had a say."""
    rules = [
        a_rule("ACT", (), Concludes("duty", "maybe"), Stage.ACT),
        a_rule("BETWEEN", {"duty": ["maybe"]}, stage=Stage.DUTY),
        a_rule("DUTY", {"pip": ["dated"]}, Concludes("duty", "obliged"), Stage.DUTY),
        a_rule("LATER", {"duty": ["obliged"]}, stage=Stage.STEPS),
    ]
    for facts, later in ((known(pip="dated"), Outcome.APPLIES), (known(), Outcome.DOES_NOT_APPLY)):
        assert ask(rules, facts) == twin(rules, facts)
        assert [verdict.outcome for verdict in ask(rules, facts)[0]][1::2] == [Outcome.APPLIES, later]


def test_premises_and_missing_facts_stand_in_the_order_of_the_rule():
    """Reasons are read aloud as the rule names them, wherever the rule stands in the ruleset."""
    rules = [a_rule("FIRST", {"c": ["x"], "a": ["x"]}), a_rule("SECOND", {"d": ["x"], "a": ["x"], "c": ["x"], "b": ["x"]})]
    verdicts, _ = ask(rules, known(a="x", b="x"))
    assert [fact.name for fact in verdicts[1].premises] == ["a", "b"]
    assert verdicts[1].missing == ("d", "c")


def test_a_condition_that_stands_twice_is_asked_once_and_told_twice():
    """durable_rules joins no fact with itself; a rule that repeats a condition fires all the same."""
    rules = [a_rule("TWICE", [("route", ["b1", "z"]), ("route", ["z", "b1"]), ("route", ["b1"])])]
    assert ask(rules, known(route="b1")) == twin(rules, known(route="b1"))
    assert len(ask(rules, known(route="b1"))[0][0].premises) == 3


def test_what_is_unknown_is_read_from_durable_rules(monkeypatch):
    """The engine tells what durable_rules joined, not what we know already: a wrong `u` is seen by the twin."""
    swap = lambda message: message and message.replace('"u":0', '"u":1')  # noqa: E731 - used twice below
    monkeypatch.setattr(
        fence, "_durable", lambda: durable_but(complete_and_start_action=lambda *call: swap(durable.complete_and_start_action(*call)))
    )
    rules = [a_rule("A", {"route": ["b1"]}), a_rule("B", {"route": ["b1", "z"]})]
    engine = Engine(rules, {})
    assert [verdict.outcome for verdict in engine.verdicts(known(route="b1"))[0]] == [Outcome.APPLIES, Outcome.CANNOT_TELL]
    with pytest.raises(EngineDisagreement):
        checked(engine, rules, known(route="b1"), {})


def test_contradicting_rules_are_told_with_the_same_words():
    """Engine and twin name the same rules, the same fact and the same words."""
    rules = [a_rule("ONE", (), Concludes("duty", "yes")), a_rule("TWO", (), Concludes("duty", "no"))]
    with pytest.raises(RulesContradict) as by_engine:
        ask(rules, known())
    with pytest.raises(RulesContradict) as by_twin:
        twin(rules, known())
    with pytest.raises(RulesContradict) as by_both:
        checked(Engine(rules, {}), rules, known(), {})
    assert str(by_engine.value) == str(by_twin.value) == str(by_both.value)


def test_a_rulebook_without_rules_concludes_nothing():
    """No rules, no verdicts, and the facts as they were."""
    assert ask((), known(route="b1")) == ((), known(route="b1"))


@pytest.mark.parametrize(("rules", "facts"), [(120, 40), (300, 120)])
def test_a_rulebook_of_full_size_is_read_alike(rules, facts):
    """120 and 300 rules over many facts, twenty people: not one difference."""
    book, otherwise, words = a_large_rulebook(rules, facts)
    engine = Engine(book, otherwise)
    for seed in range(20):
        person = a_person(words, seed)
        assert checked(engine, book, person, otherwise) == twin(book, person, otherwise)
