"""Literals become tokens within the limits of durable_rules."""

import json
import re

import pytest
from engine_cases import a_rule, known

from route_advisor import tokens
from route_advisor.errors import EngineFailed, LimitReached
from route_advisor.rule import Concludes
from route_advisor.tokens import CONDITIONS_A_RULE, LITERALS_A_RULESET, RULES_A_RULESET, name_hash, shards_of
from route_advisor.vocabulary import Stage


def token_names(shard) -> set[str]:
    """The tokens that the rules of a ruleset ask."""
    return {token for rule in json.loads(shard.definition).values() for part in rule["all"] for asked in part.values() for token in asked}


def test_equal_literals_share_a_token():
    """The same fact with the same words is one token, in whatever order the words stand."""
    (shard,) = shards_of([a_rule("A", {"route": ["b1", "z"]}), a_rule("B", {"route": ["z", "b1"]}), a_rule("C", {"route": ["z"]})])
    assert token_names(shard) == {"L0", "L1", "S0", "S1", "S2", "S3"}


def test_a_fact_that_a_stage_concludes_gets_a_new_token_behind_it():
    """Before and after the conclusion a literal is two tokens, so that a later word cannot reach an earlier rule."""
    rules = [
        a_rule("BEFORE", {"duty": ["yes"]}, stage=Stage.ACT),
        a_rule("SAYS", (), Concludes("duty", "yes"), Stage.ACT),
        a_rule("AFTER", {"duty": ["yes"]}, stage=Stage.STEPS),
    ]
    (shard,) = shards_of(rules)
    assert '"L0"' in shard.batch(0, known())
    assert '"L1"' not in shard.batch(0, known())
    assert '"L1"' in shard.batch(1, known())


def test_only_what_some_rule_can_match_is_asserted():
    """A word that no rule asks, and a fact that no rule asks, assert nothing."""
    (shard,) = shards_of([a_rule("A", {"route": ["b1"]})])
    assert json.loads(shard.batch(0, known(route="z", shoe_size="43"))) == [{"sid": "p", "id": "S0", "S0": 1, "u": 0}]


def test_true_and_unknown_literals_differ_in_u():
    """`u` is 0 for a literal that is true, and 1 for one that nobody told."""
    (shard,) = shards_of([a_rule("A", {"route": ["b1"], "pip": ["dated"]})])
    assert {fact["id"]: fact["u"] for fact in json.loads(shard.batch(0, known(route="b1")))} == {"S0": 0, "L0": 0, "L1": 1}


def test_definitions_hold_only_names_of_our_own():
    """Nothing of a rulebook, not even the id of a rule, is read by durable_rules."""
    (shard,) = shards_of([a_rule('Ö"}{', {"naïve": ['"},{"sid":"x']})])
    assert re.fullmatch(r'[LRSB0-9c{}\[\]:," alpri]+', shard.definition)


@pytest.mark.parametrize(("rules", "rulesets"), [(RULES_A_RULESET, 1), (RULES_A_RULESET + 1, 2), (3 * RULES_A_RULESET, 3)])
def test_many_rules_are_spread_over_rulesets(rules, rulesets):
    """No ruleset holds more rules than one condition may have, even where all rules ask the same."""
    shards = shards_of([a_rule(f"R-{number}", {"regime": ["wi2021"]}) for number in range(rules)])
    assert len(shards) == rulesets
    assert all(len(shard.clauses) <= RULES_A_RULESET for shard in shards)


def test_many_literals_are_spread_over_rulesets():
    """No ruleset asks more literals than durable_rules can hold, and no rule is lost."""
    rules = [a_rule(f"R-{number}", {f"fact_{number}_{part}": ["yes"] for part in range(10)}) for number in range(100)]
    shards = shards_of(rules)
    assert len(shards) == 3
    assert all(len(token_names(shard)) <= LITERALS_A_RULESET + len(Stage) for shard in shards)
    assert [clause.rule for shard in shards for clause in shard.clauses.values()] == rules


def test_a_rule_with_too_many_conditions_is_refused_by_name():
    """durable_rules joins at most 16 facts; a longer rule is a clear error and no crash."""
    shards_of([a_rule("FITS", {f"fact_{number}": ["yes"] for number in range(CONDITIONS_A_RULE)})])
    with pytest.raises(LimitReached, match=r"rule LONG has 16 conditions; the engine reads at most 15"):
        shards_of([a_rule("LONG", {f"fact_{number}": ["yes"] for number in range(CONDITIONS_A_RULE + 1)})])


@pytest.mark.parametrize("other", ["L1", "S2", "id", "sid", "u", "$s", "sid-p"])
def test_names_with_one_hash_are_refused(monkeypatch, other):
    """Where durable_rules would take a token for another, or for a name of its own, nothing is compiled."""
    monkeypatch.setattr(tokens, "name_hash", lambda name: 7 if name in ("L0", other) else name_hash(name))
    with pytest.raises(EngineFailed, match=rf"cannot tell L0 from {re.escape(other)}, as their hashes are equal"):
        shards_of([a_rule("A", {"route": ["b1"], "pip": ["dated"]})])


def test_all_names_of_a_full_ruleset_have_different_hashes():
    """The check never stands in the way: our names, and the names of durable_rules itself, are distinct."""
    names = [
        *(f"L{number}" for number in range(LITERALS_A_RULESET)),
        *(f"S{number}" for number in range(4)),
        "id",
        "sid",
        "u",
        "$s",
        "sid-p",
    ]
    assert len({name_hash(name) for name in names}) == len(names)
