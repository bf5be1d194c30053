"""Where durable_rules is not installed the plain twin answers alone: everything below passes with the engine and without it."""

import sys

import pytest
from engine_cases import a_rule, checked, known, twin

from route_advisor.errors import EngineFailed, RulesContradict
from route_advisor.reasoning.engine import Engine, is_available
from route_advisor.rulebook.rule import Concludes

RULES = (a_rule("ACT", {"letter": ["wi2021"]}, Concludes("regime", "wi2021")), a_rule("ROUTE", {"route": ["b1"]}))


@pytest.mark.usefixtures("found_out_anew")
def test_where_durable_rules_is_missing_the_twin_answers_alone(monkeypatch):
    """Where durable_rules cannot be loaded the twin answers alone, and an engine is a clear error."""
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert not is_available()
    with pytest.raises(EngineFailed, match="ask the plain twin alone"):
        Engine(RULES, {})
    assert checked(None, RULES, known(letter="wi2021"), {}) == twin(RULES, known(letter="wi2021"))


def test_the_twin_alone_tells_contradictions_too():
    """Without an engine the errors are the same."""
    rules = [a_rule("ONE", (), Concludes("duty", "yes")), a_rule("TWO", (), Concludes("duty", "no"))]
    with pytest.raises(RulesContradict, match="rules ONE, TWO all apply"):
        checked(None, rules, known(), {})
