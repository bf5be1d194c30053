"""Stages: what one concludes is a fact for the next, and nothing flows back."""

from collections.abc import Iterator

from route_advisor.assurance.check.findings import Finding
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.rule import Rule
from route_advisor.vocabulary import Stage

_ORDER = {stage: place for place, stage in enumerate(Stage)}


def stages(pages: WrittenPages) -> Iterator[Finding]:
    """Each rule that asks what its own or a later stage concludes, and each fact that two stages conclude."""
    concluding = _concluding(pages)
    for rule in pages.once():
        for condition in rule.when:
            other = concluding.get(condition.fact)
            if other is not None and _ORDER[other.stage] >= _ORDER[rule.stage]:
                says = f"asks {condition.fact}, which {other.written_as} concludes in the stage {other.stage}; ask it in a later stage"
                yield pages.at_rule(rule, says, "when", condition.fact)
        first = concluding.get(rule.concludes or "")
        if first is not None and first.stage is not rule.stage:
            says = f"concludes {rule.concludes} in the stage {rule.stage}, and {first.written_as} does in the stage {first.stage}; keep one stage"
            yield pages.at_rule(rule, says, "then")


def _concluding(pages: WrittenPages) -> dict[str, Rule]:
    """For each concluded fact a rule of the latest stage in which it is concluded."""
    found: dict[str, Rule] = {}
    for rule in pages.once():
        if rule.concludes is not None and (rule.concludes not in found or _ORDER[found[rule.concludes].stage] < _ORDER[rule.stage]):
            found[rule.concludes] = rule
    return found
