"""What one stage concludes becomes facts for the next, and nothing flows back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from route_advisor.errors import RulesContradict
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.rulebook.rule import Concludes, Verdict
from route_advisor.vocabulary import Grade, Outcome, Teller


def close_stage(verdicts: Iterable[Verdict], facts: Facts, otherwise: Mapping[str, str]) -> Facts:
    """The facts, with what the rules of one stage conclude.

    For each fact that some rule could conclude: the word of the rules that apply; unknown while one of them cannot tell;
    else the word of `otherwise`, where the catalogue has one.

    Raises `RulesContradict` where rules that apply conclude different words.
    """
    by_fact: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        name = verdict.rule.concludes
        if name is not None:
            by_fact[name].append(verdict)
    new: list[Fact] = []
    behind: dict[str, tuple[str, ...]] = {}
    applies, cannot_tell = Outcome.APPLIES, Outcome.CANNOT_TELL
    for name, said in by_fact.items():
        applying = [verdict for verdict in said if verdict.outcome is applies]
        unsettled = [verdict for verdict in said if verdict.outcome is cannot_tell]
        if applying:
            new.append(_concluded(name, applying))
        elif unsettled:
            behind[name] = tuple(sorted({fact for verdict in unsettled for fact in verdict.missing}))
        elif name in otherwise:
            new.append(Fact(name, otherwise[name], (ToldBy(Teller.RULES, "no_rule_applies"),), _weakest_grade(said, facts)))
    return facts.with_facts(new, behind) if new or behind else facts


def _concluded(name: str, applying: list[Verdict]) -> Fact:
    words = {verdict.rule.then.word for verdict in applying if isinstance(verdict.rule.then, Concludes)}
    if len(words) > 1:
        ids = ", ".join(verdict.rule.id for verdict in applying)
        raise RulesContradict(
            f"rules {ids} all apply and conclude different words for {name}: {', '.join(sorted(words))}; mend the rulebook"
        )
    established = [verdict for verdict in applying if verdict.established]
    firm = established or [verdict for verdict in applying if verdict.firm]
    told_by = tuple(sorted([ToldBy(Teller.RULES, verdict.rule.id) for verdict in firm or applying]))
    grade = Grade.ESTABLISHED if established else Grade.EXPECTED if firm else Grade.REPORTED
    return Fact(name, words.pop(), told_by, grade)


def _weakest_grade(said: Iterable[Verdict], facts: Facts) -> Grade:
    """A fact concluded because no rule applies is only as firm as the facts that refuted those rules."""
    weakest = Grade.ESTABLISHED
    for verdict in said:
        if verdict.outcome is Outcome.DOES_NOT_APPLY and not refuted_firmly(verdict, facts):
            if not _refuted_by(Grade.EXPECTED, verdict, facts):
                return Grade.REPORTED
            weakest = Grade.EXPECTED
    return weakest


def refuted_firmly(verdict: Verdict, facts: Facts) -> bool:
    """Whether a fact from whoever establishes it makes the rule not apply; other facts could not change that."""
    return _refuted_by(Grade.ESTABLISHED, verdict, facts)


def _refuted_by(grade: Grade, verdict: Verdict, facts: Facts) -> bool:
    for name, words in verdict.rule.when:
        fact = facts.known.get(name)
        if fact is not None and fact.word not in words and fact.grade is grade:
            return True
    return False
