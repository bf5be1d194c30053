"""What holds whatever the missing facts turn out to be.

A completion gives each unknown fact that somebody could tell one of its words, as if its keeper had established it. What only the
person reported stays reported. Facts are completed one apart from the other: words that cannot go together in a life are not left
out, so what is certain here is certain, and what is possible here may still be ruled out by life.

One component needs few facts, so its completions are read as a tree: it branches on a fact only where the rules still miss it, takes
words together that no rule tells apart, and stops as soon as the standing is settled.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning.components import Settled, settled
from route_advisor.reasoning.stages import close_stage, refuted_firmly
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Eases, Fulfils, Refers, Releases, Requires, Rule, Rules, Verdict
from route_advisor.vocabulary import Grade, Outcome, Standing


class Cone(NamedTuple):
    """All that one component can depend on: its rules and those that conclude what they ask, by stage, and what somebody could tell."""

    component: str
    stages: tuple[tuple[Rule, ...], ...]
    facts: tuple[str, ...]
    """The facts that somebody could tell, in the order of the catalogue."""
    words: Mapping[str, tuple[tuple[str, ...], ...]]
    """The words of each of these facts; words that no rule of the cone tells apart stand together."""
    otherwise: Mapping[str, str]


class Choice(NamedTuple):
    """One way in which a fact could be: any of these words; no fact where it stays unknown."""

    name: str
    words: tuple[str, ...]
    fact: Fact | None


class Leaf(NamedTuple):
    """Where the component stands after some choices, whatever the other facts are; and the rules on it that surely apply."""

    choices: tuple[Choice, ...]
    result: Settled
    applying: frozenset[str]


class Certain(NamedTuple):
    """All standings that a component has in some completion, the rules on it that apply in all, and the facts on which that may hang."""

    component: str
    standings: frozenset[Standing]
    rules: tuple[str, ...]
    unknown: tuple[str, ...]


Open = Mapping[str, Sequence[Choice]]
"""The facts that are not fixed yet, each with the ways in which it could be."""


# --- what a component can depend on ---------------------------------------------------------------------


def cones(rules: Rules, catalogue: Catalogue) -> Mapping[str, Cone]:
    """The cone of each component, in the order of `components.yaml`."""
    return {component: _cone(component, rules, catalogue) for component in catalogue.components}


def _cone(component: str, rules: Rules, catalogue: Catalogue) -> Cone:
    needed = [rule for rule in rules if component in rule.settles]
    asked = _asked(needed)
    while more := [rule for rule in rules if rule.concludes in asked and rule not in needed]:
        needed += more
        asked |= _asked(more)
    told = tuple(name for name in catalogue.facts if name in asked and not catalogue.facts[name].concluded)
    wanted = set(needed)
    stages = tuple(tuple(rule for rule in stage.rules if rule in wanted) for stage in rules.by_stage.values())
    words = {name: told_apart(tuple(catalogue.facts[name].values), _words_asked(name, needed)) for name in told}
    return Cone(component, tuple(stage for stage in stages if stage), told, words, catalogue.otherwise)


def _asked(rules: Iterable[Rule]) -> set[str]:
    return {condition.fact for rule in rules for condition in rule.when}


def _words_asked(name: str, rules: Iterable[Rule]) -> list[tuple[str, ...]]:
    return [condition.words for rule in rules for condition in rule.when if condition.fact == name]


def told_apart(words: Sequence[str], asked: Iterable[Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """These words in groups: those stand together that each of the conditions names both, or neither."""
    conditions = list(asked)
    alike: defaultdict[tuple[bool, ...], list[str]] = defaultdict(list)
    for word in words:
        alike[tuple(word in one for one in conditions)].append(word)
    return tuple(tuple(one) for one in alike.values())


# --- what is certain ------------------------------------------------------------------------------------


def certain(cone: Cone, found: Sequence[Leaf]) -> Certain:
    """In which standings the component can be, over all these completions."""
    rules = reduce(frozenset.intersection, (leaf.applying for leaf in found))
    looked_at = {choice.name for leaf in found for choice in leaf.choices}
    return Certain(
        cone.component,
        frozenset(leaf.result.standing for leaf in found),
        tuple(sorted(rules)),
        tuple(name for name in cone.facts if name in looked_at),
    )


def completions(cone: Cone, facts: Facts, catalogue: Catalogue) -> Iterator[Leaf]:
    """All completions of these facts: each belongs to exactly one leaf. What rules conclude is concluded anew.

    It takes milliseconds where the cone is small, and grows with the number of answers that make a difference.
    Raises `RulesContradict` where rules conclude different words in a completion that was looked at.
    """
    missing = [name for name in cone.facts if name not in facts.known]
    return leaves(cone, facts, {name: [_told(name, words, catalogue) for words in cone.words[name]] for name in missing})


def _told(name: str, words: tuple[str, ...], catalogue: Catalogue) -> Choice:
    return Choice(name, words, established(name, words[0], catalogue))


def established(name: str, word: str, catalogue: Catalogue) -> Fact:
    """The fact as its keeper would establish it, in the document where it stands first."""
    entry = catalogue.facts[name]
    return Fact(name, word, (ToldBy(entry.told_by, next(iter(entry.found_in), "")),), Grade.ESTABLISHED)


# --- the tree ---------------------------------------------------------------------------------------------


def leaves(cone: Cone, facts: Facts, free: Open) -> Iterator[Leaf]:
    """The leaves of the tree of choices for the `free` facts; the other facts of the cone stay as they are."""
    known = {name: fact for name in cone.facts if name not in free and (fact := facts.known.get(name)) is not None}
    return _grown(_Node(cone, 0, Facts(known), free), ())


class _Node(NamedTuple):
    """Facts chosen so far, before one stage; `read` holds what earlier stages say on the component, with the facts they know."""

    cone: Cone
    stage: int
    facts: Facts
    free: Open
    read: tuple[tuple[Facts, tuple[Verdict, ...]], ...] = ()

    def with_choice(self, choice: Choice) -> "_Node":
        free = {name: ways for name, ways in self.free.items() if name != choice.name}
        if choice.fact is None:
            return self._replace(free=free)
        read = tuple(_learn(facts, verdicts, choice.fact) for facts, verdicts in self.read)
        return self._replace(facts=self.facts.with_facts([choice.fact]), free=free, read=read)


def _learn(facts: Facts, verdicts: tuple[Verdict, ...], fact: Fact) -> tuple[Facts, tuple[Verdict, ...]]:
    more = facts.with_facts([fact])
    return more, _not_refuted(one.rule.verdict(more) if one.cannot_tell else one for one in verdicts)


def _not_refuted(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    return tuple([one for one in verdicts if one.outcome is not Outcome.DOES_NOT_APPLY])


def _grown(node: _Node, chosen: tuple[Choice, ...]) -> Iterator[Leaf]:
    """Close stage after stage, then ask what the standing still hangs on; branch where a free fact is missed."""
    cone = node.cone
    while node.stage < len(cone.stages):
        verdicts = [rule.verdict(node.facts) for rule in cone.stages[node.stage]]
        concluding = [verdict for verdict in verdicts if verdict.rule.concludes is not None]
        missed = _missed_by_conclusions(concluding, node)
        if missed is not None:
            yield from _branched(node, missed, chosen)
            return
        about = _not_refuted(verdict for verdict in verdicts if cone.component in verdict.rule.settles)
        read = (*node.read, (node.facts, about)) if about else node.read
        node = node._replace(stage=node.stage + 1, facts=close_stage(concluding, node.facts, cone.otherwise), read=read)
    said = [verdict for _, verdicts in node.read for verdict in verdicts]
    missed = _missed_by_standing(said, node)
    if missed is not None:
        yield from _branched(node, missed, chosen)
        return
    (result,) = settled([cone.component], said)
    yield Leaf(chosen, result, frozenset(verdict.rule.id for verdict in said if _surely_applies(verdict, node.free)))


def _branched(node: _Node, name: str, chosen: tuple[Choice, ...]) -> Iterator[Leaf]:
    for choice in node.free[name]:
        yield from _grown(node.with_choice(choice), (*chosen, choice))


def _surely_applies(verdict: Verdict, free: Open) -> bool:
    """It applies, or each fact that it misses is free and suits it in every way it could be."""
    suited = {
        name
        for name, words in verdict.rule.when
        if all(way.fact is not None and set(way.words) <= set(words) for way in free.get(name, ()))
    }
    return all(name in free and name in suited for name in verdict.missing)


# --- which fact is missed ---------------------------------------------------------------------------------


def _missed(verdicts: Iterable[Verdict], free: Open) -> str | None:
    """The first free fact for which one of these rules waits."""
    return next((name for verdict in verdicts if verdict.cannot_tell for name in verdict.missing if name in free), None)


def _missed_by_conclusions(concluding: Sequence[Verdict], node: _Node) -> str | None:
    """A free fact that could still change what a stage concludes, or how firm that is."""
    by_fact: defaultdict[str | None, list[Verdict]] = defaultdict(list)
    for verdict in concluding:
        by_fact[verdict.rule.concludes].append(verdict)
    for said in by_fact.values():
        if any(verdict.established for verdict in said):
            continue
        missed = _missed(said, node.free)
        if missed is None and not any(verdict.applies for verdict in said):
            missed = _missed_by_firmness(said, node)
        if missed is not None:
            return missed
    return None


def _missed_by_firmness(said: Iterable[Verdict], node: _Node) -> str | None:
    """A word that stands because no rule applies is as firm as what refutes those rules: one of them may find a firmer ground."""
    for verdict in said:
        if verdict.outcome is Outcome.DOES_NOT_APPLY and not refuted_firmly(verdict, node.facts):
            for name, _ in verdict.rule.when:
                if name in node.free:
                    return name
    return None


def _missed_by_standing(said: Sequence[Verdict], node: _Node) -> str | None:
    """A free fact on which the standing still hangs; asked in the order in which `components.settled` weighs the rules."""
    by_verb: defaultdict[type, list[Verdict]] = defaultdict(list)
    for verdict in said:
        by_verb[type(verdict.rule.then)].append(verdict)
    requires, releases, refers = by_verb[Requires], by_verb[Releases], by_verb[Refers]
    free = node.free
    missed = _missed(requires, free)
    if missed is not None:
        return missed
    released = any(verdict.established for verdict in releases)
    if any(verdict.applies for verdict in requires):
        return None if released else _missed((*releases, *by_verb[Eases], *by_verb[Fulfils]), free)
    if any(verdict.applies for verdict in refers):
        return None
    return _missed(refers, free) or (None if released else _missed_by_release(releases, (*requires, *refers), node))


def _missed_by_release(releases: Sequence[Verdict], undecided: Sequence[Verdict], node: _Node) -> str | None:
    """Without a requirement a release matters only where it is not firm, or where a requirement can never be told."""
    return _missed(releases, node.free) if undecided or _some_reported(node) else None


def _some_reported(node: _Node) -> bool:
    """Whether a fact is, or could be, reported only."""
    could_be = (way.fact for ways in node.free.values() for way in ways if way.fact is not None)
    return any(fact.grade is not Grade.ESTABLISHED for fact in (*node.facts.known.values(), *could_be))
