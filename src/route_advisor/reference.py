"""The plain reading of a rulebook, rule by rule. Every answer of the engine is compared with it."""

from collections.abc import Mapping, Sequence

from route_advisor.facts import Facts
from route_advisor.rule import Rule, Verdict
from route_advisor.stages import close_stage
from route_advisor.vocabulary import Stage


def verdicts(rules: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str]) -> tuple[tuple[Verdict, ...], Facts]:
    """What each rule says, in the order of the rules, and the facts with all that was concluded."""
    found: dict[str, Verdict] = {}
    for stage in Stage:
        of_stage = [rule.verdict(facts) for rule in rules if rule.stage is stage]
        found |= {verdict.rule.id: verdict for verdict in of_stage}
        facts = close_stage(of_stage, facts, otherwise)
    return tuple(found[rule.id] for rule in rules), facts
