"""Where two evaluators differ: the smallest case that shows it, told in names and words only."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from route_advisor.errors import RouteAdvisorError, RulesContradict
from route_advisor.facts import Facts
from route_advisor.reasoning import reference
from route_advisor.rulebook.rule import Rule, Verdict
from route_advisor.vocabulary import Grade, Teller

Answer = tuple[tuple[Verdict, ...], Facts]
Said = Answer | RulesContradict
"""An answer, or the word that the rules contradict each other. Both are compared."""

Ask = Callable[[Sequence[Rule], Facts, Mapping[str, str]], Answer]

_NOT_AGAIN = "asked again they agreed"
_Piece = TypeVar("_Piece")
_TRIALS = 1000
"""A rulebook of 300 rules needs about 100; more than this are not worth the wait."""


def said(ask: Ask, rules: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str]) -> Said:
    """The answer, or the contradiction instead of it."""
    try:
        return ask(rules, facts, otherwise)
    except RulesContradict as contradiction:
        return contradiction


def agree(one: Said, other: Said) -> bool:
    """Whether two readers said the same: verdicts with their reasons, missing facts and conclusions; or one contradiction."""
    if isinstance(one, RulesContradict) or isinstance(other, RulesContradict):
        return type(one) is type(other) and str(one) == str(other)
    return one == other


def reproduction(
    one: Ask,
    rules: Sequence[Rule],
    facts: Facts,
    otherwise: Mapping[str, str],
    other: Ask = reference.verdicts,
    names: tuple[str, str] = ("durable", "twin"),
) -> str:
    """The smallest case on which two evaluators with these names still differ, and what each says there. One line."""
    trials = iter(range(_TRIALS))

    def differ(some: Sequence[Rule], known: Facts) -> bool:
        if next(trials, None) is None:
            return False
        try:
            return not agree(said(one, some, known, otherwise), said(other, some, known, otherwise))
        except RouteAdvisorError:
            return False

    if not differ(rules, facts):
        return _line(names, [], [], [_NOT_AGAIN])
    needed = _smallest(tuple(facts), lambda kept: differ(rules, _only(facts, kept)))
    kept_rules = _smallest(tuple(rules), lambda kept: differ(kept, _only(facts, needed)))
    needed = _smallest(needed, lambda kept: differ(kept_rules, _only(facts, kept)))
    case = (kept_rules, _only(facts, needed), otherwise)
    differences = _differences(names, said(one, *case), said(other, *case))
    return _line(names, kept_rules, _told(case[1]), differences) if differences else _line(names, [], [], [_NOT_AGAIN])


def _only(facts: Facts, names: Sequence[str]) -> Facts:
    return facts.without(*(name for name in facts if name not in names))


def _smallest(pieces: tuple[_Piece, ...], still: Callable[[tuple[_Piece, ...]], bool]) -> tuple[_Piece, ...]:
    """Drop halves, quarters, … and at last single pieces, as long as the rest still shows it."""
    size = len(pieces)
    while size:
        start = 0
        while start < len(pieces):
            fewer = pieces[:start] + pieces[start + size :]
            if still(fewer):
                pieces = fewer
            else:
                start += size
        size //= 2
    return pieces


def _line(names: tuple[str, str], rules: Sequence[Rule], facts: Sequence[str], differences: Sequence[str]) -> str:
    """The message of an `EngineDisagreement`."""
    case = f" Smallest case: rules {', '.join(rule.id for rule in rules)}; facts {', '.join(facts) or 'none'}." if rules else ""
    return f"the evaluators {names[0]} and {names[1]} disagree, so no advice was given.{case} {'; '.join(differences)}. Please report this line."


def _told(facts: Facts) -> list[str]:
    return [f"{name} is {fact.word}{' (reported)' if fact.grade is Grade.REPORTED else ''}" for name, fact in facts.known.items()]


def _differences(names: tuple[str, str], one: Said, other: Said) -> list[str]:
    if isinstance(one, RulesContradict) or isinstance(other, RulesContradict):
        return [f"{names[0]}: {_in_short(one)}; {names[1]}: {_in_short(other)}"]
    found = [
        f"{names[0]}: {_in_words(ours)}; {names[1]}: {_in_words(theirs)}"
        for ours, theirs in zip(one[0], other[0], strict=False)
        if ours != theirs
    ]
    if len(one[0]) != len(other[0]):
        found.append(f"{names[0]}: {len(one[0])} verdicts; {names[1]}: {len(other[0])} verdicts")
    return [*found, *_different_conclusions(names, one[1], other[1])]


def _in_short(one: Said) -> str:
    return str(one) if isinstance(one, RulesContradict) else "no contradiction"


def _in_words(verdict: Verdict) -> str:
    because = f" because of {', '.join(fact.name for fact in verdict.premises)}" if verdict.premises else ""
    without = f" without {', '.join(verdict.missing)}" if verdict.missing else ""
    return f"{verdict.rule.id} {verdict.outcome}{because}{without}"


def _different_conclusions(names: tuple[str, str], one: Facts, other: Facts) -> Iterator[str]:
    for name in sorted({*one, *other, *one.behind, *other.behind}):
        ours, theirs = _conclusion(one, name), _conclusion(other, name)
        if one.known.get(name) != other.known.get(name) or ours != theirs:
            yield f"{names[0]}: {ours}; {names[1]}: {theirs}"


def _conclusion(facts: Facts, name: str) -> str:
    fact = facts.known.get(name)
    behind = f" behind {', '.join(facts.behind[name])}" if name in facts.behind else ""
    by = ", ".join(told.document for told in fact.told_by if told.teller is Teller.RULES) if fact else ""
    told_by = f" ({fact.grade}{f', by {by}' if by else ''})" if fact else ""
    return f"{name} is {facts.word(name) or 'unknown'}{told_by}{behind}"
