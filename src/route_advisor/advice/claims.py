"""What the person says is done where a register says it is not: the register stands, and the step is to have it registered."""

from collections.abc import Iterable, Sequence

from route_advisor.facts import Facts
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.rule import Fulfils, Rule, Verdict
from route_advisor.vocabulary import Standing, Teller


def as_told(results: Sequence[Settled], verdicts: Iterable[Verdict], facts: Facts) -> tuple[Settled, ...]:
    """The results for whoever looks for steps: an open component that the person says is done counts as reported.

    Nobody is told to practise for an exam that they say they passed. The checklist itself keeps to the register.
    """
    said = _said(facts)
    if not said:
        return tuple(results)
    claims = [verdict.rule for verdict in verdicts if isinstance(verdict.rule.then, Fulfils) and _holds(verdict.rule, said, facts)]
    return tuple(one._replace(standing=Standing.REPORTED) if _is_claimed(one, claims) else one for one in results)


def differs_from_the_person(facts: Facts) -> bool:
    """Whether the person says something else than a register."""
    return bool(facts.conflicts) and bool(_said(facts))


def _said(facts: Facts) -> set[tuple[str, str]]:
    return {(conflict.fact, word) for conflict in facts.conflicts for word, told_by in conflict.sources if told_by.teller is Teller.PERSON}


def _holds(rule: Rule, said: set[tuple[str, str]], facts: Facts) -> bool:
    """Whether a rule would apply if the person is right."""
    rests_on_it = any((name, word) in said for name, words in rule.when for word in words)
    return rests_on_it and all(facts.word(name) in words or any((name, word) in said for word in words) for name, words in rule.when)


def _is_claimed(result: Settled, claims: Iterable[Rule]) -> bool:
    if result.standing not in (Standing.OPEN, Standing.BELOW_LEVEL):
        return False
    return any(result.component in rule.settles and _reaches(rule, result) for rule in claims)


def _reaches(rule: Rule, result: Settled) -> bool:
    passed = getattr(rule.then, "level", None)
    return result.level is None or passed is None or bool(passed.reaches(result.level))
