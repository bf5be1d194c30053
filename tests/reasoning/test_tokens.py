"""Literals become tokens, families get a room behind a door, all within the limits of durable_rules."""

import json
import re

import pytest
from engine_cases import a_rule, known

from route_advisor.errors import EngineFailed, LimitReached
from route_advisor.reasoning import tokens
from route_advisor.reasoning.tokens import CONDITIONS_A_RULE, LITERALS_A_RULESET, RULES_A_DOOR, RULES_A_RULESET, name_hash, rooms_of


def rooms(rules):
    """The rooms in which these rules begin, all of one stage."""
    return rooms_of(range(len(rules)), rules)


def token_names(room) -> set[str]:
    """The tokens that the rules of a ruleset ask."""
    return {token for rule in json.loads(room.definition).values() for part in rule["all"] for asked in part.values() for token in asked}


def all_rooms(some):
    """These rooms and all behind their doors."""
    for room in some:
        yield room
        for further in room.doors.values():
            yield from all_rooms(further)


def places(some) -> list[int]:
    """The places of all rules in some rooms, in order."""
    return sorted(place for room in all_rooms(some) for clause in room.clauses.values() for place, _ in clause.rules)


def a_family(size: int) -> list:
    """Rules that share a condition, and have one of their own each."""
    return [a_rule(f"R-{number}", {"regime": ["wi2021"], f"fact_{number}": ["yes"]}) for number in range(size)]


def test_equal_literals_share_a_token():
    """The same fact with the same words is one token, in whatever order the words stand."""
    (room,) = rooms([a_rule("A", {"route": ["b1", "z"]}), a_rule("B", {"route": ["z", "b1"]}), a_rule("C", {"route": ["z"]})])
    assert token_names(room) == {"L0", "L1", "S"}


def test_rules_that_ask_the_same_are_asked_once():
    """One rule of durable_rules stands for all that have the same conditions in the same order."""
    (room,) = rooms([a_rule("A", {"route": ["b1"]}), a_rule("B", {"route": ["b1"]}), a_rule("C", {"route": ["z"]})])
    assert [[rule.id for _, rule in clause.rules] for clause in room.clauses.values()] == [["A", "B"], ["C"]]


def test_only_what_some_rule_can_match_is_asserted():
    """A word that no rule asks, and a fact that no rule asks, assert nothing."""
    (room,) = rooms([a_rule("A", {"route": ["b1"]})])
    assert json.loads(room.batch(known(route="z", shoe_size="43"))) == [{"sid": "p", "id": "S", "S": 1, "u": 0}]


def test_true_and_unknown_literals_differ_in_u():
    """`u` is 0 for a literal that is true, and 1 for one that nobody told."""
    (room,) = rooms([a_rule("A", {"route": ["b1"], "pip": ["dated"]})])
    assert {fact["id"]: fact["u"] for fact in json.loads(room.batch(known(route="b1")))} == {"S": 0, "L0": 0, "L1": 1}


def test_definitions_hold_only_names_of_our_own():
    """Nothing of a rulebook, not even the id of a rule, is read by durable_rules."""
    rules = [a_rule(f'Ö"}}{{{number}', {"naïve": ['"},{"sid":"x'], f"{number}": ["x"]}) for number in range(RULES_A_DOOR)]
    for room in all_rooms(rooms(rules)):
        assert re.fullmatch(r'[LRSBD0-9c{}\[\]:," alpri]+', room.definition)


def test_a_family_stands_behind_a_door_that_asks_what_it_shares():
    """The shared condition is asked once, at the door; behind it each rule asks only its own."""
    (hall,) = rooms([*a_family(RULES_A_DOOR), a_rule("ALONE", {"route": ["b1"]})])
    assert token_names(hall) == {"S", "L0", f"L{RULES_A_DOOR + 1}"}
    assert [[rule.id for _, rule in clause.rules] for clause in hall.clauses.values()] == [["ALONE"]]
    ((behind,),) = hall.doors.values()
    assert "L0" not in token_names(behind)
    assert len(behind.clauses) == RULES_A_DOOR


def test_a_small_family_has_no_door():
    """A room costs as much as a few rules, so these stay where they are."""
    (hall,) = rooms(a_family(RULES_A_DOOR - 1))
    assert not hall.doors


def test_a_clause_remembers_what_its_doors_asked():
    """Reasons and missing facts are told for all conditions, in the order of the rule, also for those that a door asked."""
    rules = [a_rule(f"R-{number}", {f"fact_{number}": ["yes"], "regime": ["wi2021"]}) for number in range(RULES_A_DOOR)]
    (hall,) = rooms(rules)
    ((behind,),) = hall.doors.values()
    assert [fact for fact, _ in behind.clauses["R0"].conditions] == ["fact_0", "regime"]


@pytest.mark.parametrize(("rules", "rulesets"), [(RULES_A_RULESET, 1), (RULES_A_RULESET + 1, 2), (3 * RULES_A_RULESET, 3)])
def test_many_rules_are_spread_over_rulesets(rules, rulesets):
    """No ruleset holds more rules than one condition may have, even where all rules join the same tokens in another order."""
    some = [a_rule(f"R-{number}", [("regime", ["wi2021"])] * (number + 1)) for number in range(rules)]
    (hall,) = rooms(some)
    (behind,) = hall.doors.values()
    assert len(behind) == rulesets
    assert all(len(room.clauses) <= RULES_A_RULESET for room in behind)
    assert places([hall]) == [*range(rules)]


def test_many_literals_are_spread_over_rulesets():
    """No ruleset asks more literals than durable_rules can hold, and no rule is lost."""
    rules = [a_rule(f"R-{number}", {f"fact_{number}_{part}": ["yes"] for part in range(10)}) for number in range(100)]
    some = rooms(rules)
    assert len(some) == 3
    assert all(len(token_names(room)) <= LITERALS_A_RULESET + 1 for room in some)
    assert places(some) == [*range(100)]


def test_a_rule_with_too_many_conditions_is_refused_by_name():
    """durable_rules joins at most 16 facts; a longer rule is a clear error and no crash."""
    rooms([a_rule("FITS", {f"fact_{number}": ["yes"] for number in range(CONDITIONS_A_RULE)})])
    with pytest.raises(LimitReached, match=r"rule LONG has 16 conditions; the engine reads at most 15"):
        rooms([a_rule("LONG", {f"fact_{number}": ["yes"] for number in range(CONDITIONS_A_RULE + 1)})])


@pytest.mark.parametrize("other", ["L1", "S", "id", "sid", "u", "$s", "sid-p"])
def test_names_with_one_hash_are_refused(monkeypatch, other):
    """Where durable_rules would take a token for another, or for a name of its own, nothing is compiled."""
    monkeypatch.setattr(tokens, "name_hash", lambda name: 7 if name in ("L0", other) else name_hash(name))
    with pytest.raises(EngineFailed, match=rf"cannot tell L0 from {re.escape(other)}, as their hashes are equal"):
        rooms([a_rule("A", {"route": ["b1"], "pip": ["dated"]})])


def test_all_names_of_a_large_stage_have_different_hashes():
    """The check never stands in the way: our names, and the names of durable_rules itself, are distinct."""
    names = [*(f"L{number}" for number in range(20 * LITERALS_A_RULESET)), "S", "id", "sid", "u", "$s", "sid-p"]
    assert len({name_hash(name) for name in names}) == len(names)
