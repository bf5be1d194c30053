"""The plain reading of a rulebook, rule by rule. Every answer of another evaluator is compared with it."""

from collections.abc import Mapping, Sequence

from route_advisor.facts import Facts
from route_advisor.reasoning.stages import close_stage
from route_advisor.rulebook.rule import Rule, Rules, Verdict


def verdicts(rules: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str]) -> tuple[tuple[Verdict, ...], Facts]:
    """What each rule says, in the order of the rules, and the facts with all that was concluded."""
    found: dict[int, Verdict] = {}
    for stage in Rules.of(rules).by_stage.values():
        found.update({place: rules[place].verdict(facts) for place in stage.places})
        facts = close_stage([found[place] for place in stage.concluding], facts, otherwise)
    return tuple([found[place] for place in range(len(rules))]), facts


class Twin:
    """The plain reading of the rules of one epoch. Nothing in it changes, so threads may share it."""

    def __init__(self, rules: Sequence[Rule], otherwise: Mapping[str, str]) -> None:
        self._rules = Rules.of(rules)
        self._otherwise = dict(otherwise)

    def verdicts(self, facts: Facts) -> tuple[tuple[Verdict, ...], Facts]:
        """What each rule says, in the order of the rules, and the facts with all that was concluded. Raises `RulesContradict`."""
        return verdicts(self._rules, facts, self._otherwise)
