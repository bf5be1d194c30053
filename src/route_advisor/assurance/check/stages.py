"""Stages: what one concludes is a fact for the next, and nothing flows back."""

from collections.abc import Iterable, Iterator, Sequence

from route_advisor.assurance.check.findings import Finding
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.rulebook.rule import Rule
from route_advisor.vocabulary import Stage

_ORDER = {stage: place for place, stage in enumerate(Stage)}


def stages(pages: WrittenPages) -> Iterator[Finding]:
    """Each rule that asks what its own or a later stage concludes, and each fact that two stages conclude."""
    rules = list(pages.once())
    for rule, fact, other in asked_too_early(rules):
        says = f"asks {fact}, which {other.written_as} concludes in the stage {other.stage}; ask it in a later stage"
        yield pages.at_rule(rule, says, "when", fact)
    for rule, other in concluded_apart(rules):
        says = (
            f"concludes {rule.concludes} in the stage {rule.stage}, and {other.written_as} does in the stage {other.stage}; keep one stage"
        )
        yield pages.at_rule(rule, says, "then")


def asked_too_early(rules: Sequence[Rule]) -> Iterator[tuple[Rule, str, Rule]]:
    """Each rule that asks a fact which the other rule concludes in the same or a later stage."""
    concluding = _concluding(rules)
    for rule in rules:
        for condition in rule.when:
            other = concluding.get(condition.fact)
            if other is not None and _ORDER[other.stage] >= _ORDER[rule.stage]:
                yield rule, condition.fact, other


def concluded_apart(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Each rule that concludes a fact which the other rule concludes in a later stage."""
    concluding = _concluding(rules)
    for rule in rules:
        other = concluding.get(rule.concludes or "")
        if other is not None and other.stage is not rule.stage:
            yield rule, other


def _concluding(rules: Iterable[Rule]) -> dict[str, Rule]:
    """For each concluded fact a rule of the latest stage in which it is concluded."""
    found: dict[str, Rule] = {}
    for rule in rules:
        if rule.concludes is not None and (rule.concludes not in found or _ORDER[found[rule.concludes].stage] < _ORDER[rule.stage]):
            found[rule.concludes] = rule
    return found
