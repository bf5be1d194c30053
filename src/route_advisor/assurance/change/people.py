"""For which people two sides answer differently: kinds of people, each with the smallest example.

z3 finds somebody; the plain twin of both sides then makes the example as small as it can be, and says what the two answers are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

import z3

from route_advisor.assurance.change.answers import NO_RULE, About, Answer, Side, Value, definite
from route_advisor.assurance.change.paper import substance
from route_advisor.assurance.proof.symbolic import Formula, Kinds, Person, Reading, all_of, any_of, kinds_of_words, told_fact
from route_advisor.errors import RulesContradict
from route_advisor.facts import Fact, Facts
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import FactEntry
from route_advisor.vocabulary import Grade, Teller

MOST_KINDS = 6
"""Kinds of people told for one answer; somebody reads them."""

MOST_COMBINATIONS = 64
"""Combinations of words that are tried before a word joins a kind."""


class Trait(NamedTuple):
    """A fact that people of one kind share: one of these words. `firm` where it matters whether its keeper established it."""

    fact: str
    words: tuple[str, ...]
    firm: bool | None = None


Kind = tuple[Trait, ...]


class Difference(NamedTuple):
    """One answer that changes for one kind of people, and the smallest example."""

    answer: Answer
    before: Value
    after: Value
    kind: Kind
    example: Facts


class Found(NamedTuple):
    """The differences of one answer; `cut` where there are more kinds of people than are told."""

    differences: tuple[Difference, ...]
    cut: bool


class Search:
    """Looks for people for whom two sides differ. Building it takes a fifth of a second a side."""

    def __init__(self, before: Side, after: Side) -> None:
        self.sides = before, after
        self.catalogue = both(before.catalogue, after.catalogue)
        self.kinds = _kinds_apart(kinds_of_words([*before.rules, *after.rules], self.catalogue), before, after)
        self.person = Person(self.kinds)
        self.readings = tuple(Reading(side.rules, Person(_kinds_known(self.kinds, side)), side.catalogue) for side in self.sides)

    def found(self, answer: Answer) -> Found:
        """The kinds of people for whom this answer differs: first those of whom enough is known, else those of whom something is not."""
        ones = tuple(_formulas(answer, side, reading) for side, reading in zip(self.sides, self.readings, strict=True))
        differ = z3.Not(any_of(z3.And(when, ones[1][value]) for value, when in ones[0].items() if value in ones[1]))
        clear = all_of(any_of(when for value, when in one.items() if definite(answer, value)) for one in ones)
        with self._supposing(differ):
            if self._solver.check() != z3.sat:
                return Found((), cut=False)
            with self._supposing(clear):
                found = self._kinds(answer, clear=True)
            return found if found.differences else self._kinds(answer, clear=False)

    def _kinds(self, answer: Answer, *, clear: bool) -> Found:
        """The kinds of people who are left under what is supposed, one after another."""
        pair = _Pair(answer, self.sides[0].behind(answer), self.sides[1].behind(answer), self.catalogue, self.independent)
        differences: list[Difference] = []
        solver = self._solver
        while len(differences) < MOST_KINDS and solver.check() == z3.sat:
            difference = pair.smallest(self.person.facts(solver.model(), self.catalogue), clear=clear)
            differences.append(difference)
            solver.add(z3.Not(self._of_kind(difference.kind)))
        return Found(tuple(differences), cut=len(differences) == MOST_KINDS and solver.check() == z3.sat)

    @contextmanager
    def _supposing(self, formula: Formula) -> Iterator[None]:
        """Ask the solver under one more condition; what was added meanwhile is forgotten."""
        self._solver.push()
        self._solver.add(formula)
        try:
            yield
        finally:
            self._solver.pop()

    @cached_property
    def _solver(self) -> Any:  # noqa: ANN401 - z3 has no types
        solver = z3.SolverFor("QF_FD")  # the quickest here: all is true or false
        solver.set("random_seed", 0)
        solver.add(self.person.coherent, self._firm_alone)
        return solver

    @cached_property
    def _firm_alone(self) -> Formula:
        """What a person alone can tell is established when the person tells it."""
        return all_of(firm for name, firm in self.person.firm.items() if self.catalogue.facts[name].establishes(Teller.PERSON))

    def _of_kind(self, kind: Kind) -> Formula:
        return all_of(self._has(trait) for trait in kind)

    def _has(self, trait: Trait) -> Formula:
        told = trait.fact in self.kinds
        holds = self.person.holds(trait.fact, trait.words) if told else self.readings[0].holds(trait.fact, trait.words)
        firm = self.person.firm[trait.fact] if told else self.readings[0].firm(trait.fact)
        return holds if trait.firm is None else z3.And(holds, firm == trait.firm)

    @cached_property
    def independent(self) -> frozenset[str]:
        """The concluded facts that both sides conclude alike, whatever changed: a kind of people may be described by them."""
        before, after = (_ways(side) for side in self.sides)
        alike = {name for name in before if before[name] == after.get(name)}
        asked = {name: {fact for one in before[name][1].values() for fact, _ in one[1]} for name in alike}  # type: ignore[attr-defined]
        changed = (set(before) | set(after)) - alike
        words_differ = {name for name in self.kinds if self.sides[0].way(name) != self.sides[1].way(name)}
        while dependent := {name for name in alike if asked[name] & (changed | words_differ)}:
            alike -= dependent
            changed |= dependent
        return frozenset(alike)


def both(one: Catalogue, other: Catalogue) -> Catalogue:
    """A catalogue with the facts and words of both; the other describes what they share. A fact is told if it is told on one side."""
    facts = {**{name: entry for name, entry in one.facts.items() if name not in other.facts}, **other.facts}
    return replace(other, facts={name: _both_entries(one.facts.get(name), entry) for name, entry in facts.items()})


def _both_entries(one: FactEntry | None, other: FactEntry) -> FactEntry:
    if one is None:
        return other
    told = one if other.concluded else other
    return told.model_copy(update={"values": {**other.values, **{w: t for w, t in one.values.items() if w not in other.values}}})


def _kinds_apart(kinds: Kinds, *sides: Side) -> Kinds:
    """The same kinds of words, with those apart that only one side knows."""
    return {name: tuple(part for group in groups for part in _apart(name, group, sides)) for name, groups in kinds.items()}


def _apart(name: str, group: tuple[str, ...], sides: Iterable[Side]) -> Iterator[tuple[str, ...]]:
    known_by: dict[tuple[bool, ...], list[str]] = {}
    for word in group:
        known_by.setdefault(tuple(_knows(side, name, word) for side in sides), []).append(word)
    yield from (tuple(words) for words in known_by.values())


def _knows(side: Side, name: str, word: str) -> bool:
    entry = side.catalogue.facts.get(name)
    return entry is not None and not entry.concluded and word in entry.values


def _kinds_known(kinds: Kinds, side: Side) -> Kinds:
    """What this side knows of these kinds: the same people, of whom the rest is unknown here."""
    known = {name: tuple(group for group in groups if _knows(side, name, group[0])) for name, groups in kinds.items()}
    return {name: groups for name, groups in known.items() if groups}


def _ways(side: Side) -> Mapping[str, tuple[object, Mapping[str, tuple[object, ...]]]]:
    """How each fact is concluded: the entry of the catalogue and the rules."""
    found: dict[str, dict[str, tuple[object, ...]]] = {}
    for rule in side.rules:
        if rule.concludes is not None:
            found.setdefault(rule.concludes, {})[rule.id] = substance(rule)
    return {name: (side.way(name), rules) for name, rules in found.items()}


def _formulas(answer: Answer, side: Side, reading: Reading) -> Mapping[Value, Formula]:
    """Every value that this answer can have here, and when."""
    match answer.about:
        case About.COMPONENT:
            return dict(reading.places.get(answer.name, {NO_RULE: z3.BoolVal(val=True)}))
        case About.FACT:
            words = reading.concluded.get(answer.name, {})
            found: dict[Value, Formula] = {None: z3.Not(any_of(words.values()))}
            return found | dict(words.items())
        case _:
            return _line_formulas(answer.name, side, reading)


def _line_formulas(name: str, side: Side, reading: Reading) -> Mapping[Value, Formula]:
    found: dict[Value, list[Formula]] = {}
    earlier: list[Formula] = []
    for rule in side.saying(name):
        said = side.said(rule)
        if said is not None:
            shown, applies = reading.shown(rule), reading.applies[rule.id]
            first = z3.And(shown, z3.Not(any_of(earlier)))
            found.setdefault(said, []).append(z3.And(first, applies))
            found.setdefault(said._replace(perhaps=True), []).append(z3.And(first, z3.Not(applies)))
            earlier.append(shown)
    return {**{value: any_of(when) for value, when in found.items()}, None: z3.Not(any_of(earlier))}


# --- the smallest example, and the kind of people it stands for -------------------------------------------

Test = Callable[[Facts], bool]


class _Pair:
    """Two sides with the rules that have a say in one answer, and the same two without what both conclude alike."""

    def __init__(self, answer: Answer, before: Side, after: Side, catalogue: Catalogue, independent: frozenset[str]) -> None:
        self.answer = answer
        self.catalogue = catalogue
        self.independent = independent
        self.whole = before, after
        self.cut = tuple(
            side.with_rules((rule for rule in side.rules if rule.concludes not in independent), given=independent) for side in self.whole
        )

    def smallest(self, facts: Facts, *, clear: bool) -> Difference:
        """A difference that these people show, with the fewest facts. Raises `RulesContradict`.

        With `clear` both answers wait for no fact. Somebody of whom more is known may see another change, as "done" for "open".
        """
        self._values(self.whole, facts)
        asked = self.whole[0].asked | self.whole[1].asked
        facts = Facts.of(fact for fact in facts.known.values() if fact.name in asked)
        traits = fewest({**facts.known, **self._concluded(facts)}, self._differ(self.cut, clear=clear), self.catalogue)
        traits, firm = self._firm_where_it_matters(traits, clear=clear)
        kind = self._kind(traits, firm)
        differ = self._differ(self.whole, clear=clear)

        def shows(told: Facts) -> bool:
            return differ(told) and self._is_of(kind, told)

        few = _established(fewest(facts.known, shows, self.catalogue), shows, self.catalogue)
        example = fewest(few.known, shows, self.catalogue)
        before, after = self._values(self.whole, example)
        return Difference(self.answer, before, after, kind, example)

    def _values(self, sides: Iterable[Side], facts: Facts) -> tuple[Value, Value]:
        before, after = (side.value(self.answer, facts) for side in sides)
        return before, after

    def _differ(self, sides: Iterable[Side], *, clear: bool) -> Test:
        pair = tuple(sides)

        def test(told: Facts) -> bool:
            try:
                before, after = self._values(pair, told)
            except RulesContradict:  # with other facts the rules may contradict each other: no example
                return False
            return before != after and not (clear and not (definite(self.answer, before) and definite(self.answer, after)))

        return test

    def _firm_where_it_matters(self, facts: Facts, *, clear: bool) -> tuple[Facts, Mapping[str, bool | None]]:
        """The facts established where that makes no difference, and where it does, what is needed."""
        differ = self._differ(self.cut, clear=clear)
        firm = {
            name: None if differ(_with(facts, _turned(fact))) else fact.grade is Grade.ESTABLISHED for name, fact in facts.known.items()
        }
        return _established(facts, differ, self.catalogue), firm

    def _is_of(self, kind: Kind, facts: Facts) -> bool:
        known = {**facts.known, **self._concluded(facts)}
        return all(_shows(trait, known.get(trait.fact)) for trait in kind)

    def _concluded(self, facts: Facts) -> dict[str, Fact]:
        """What both sides conclude alike; a side where this has no say in the answer does not conclude it."""
        closed = [side.closed(facts).known for side in self.whole]
        return {name: known[name] for known in closed for name in self.independent if name in known}

    def _kind(self, facts: Facts, firm: Mapping[str, bool | None]) -> Kind:
        """The words of each fact with which both answers stay the same."""
        answers = self._values(self.cut, facts)

        def test(told: Facts) -> bool:
            try:
                return self._values(self.cut, told) == answers
            except RulesContradict:  # no example of this kind
                return False

        words = {name: [fact.word] for name, fact in facts.known.items()}
        for name, fact in facts.known.items():
            for word in self.catalogue.facts[name].values:
                others = [[word] if other == name else words[other] for other in words]
                if word != fact.word and _all_pass(facts, list(words), others, test):
                    words[name].append(word)
        kept = {name: tuple(word for word in self.catalogue.facts[name].values if word in words[name]) for name in words}
        return tuple(Trait(name, kept[name], firm[name]) for name in sorted(kept, key=self.catalogue.place.__getitem__))


def _all_pass(facts: Facts, names: list[str], choices: list[list[str]], test: Test) -> bool:
    combinations = list(product(*choices))
    if len(combinations) > MOST_COMBINATIONS:
        return False
    return all(
        test(Facts({name: facts.known[name]._replace(word=word) for name, word in zip(names, words, strict=True)}))
        for words in combinations
    )


def _shows(trait: Trait, fact: Fact | None) -> bool:
    return fact is not None and fact.word in trait.words and trait.firm in (None, fact.grade is Grade.ESTABLISHED)


def _turned(fact: Fact) -> Fact:
    return fact._replace(grade=Grade.REPORTED if fact.grade is Grade.ESTABLISHED else Grade.ESTABLISHED)


def _with(facts: Facts, fact: Fact) -> Facts:
    return Facts({**facts.known, fact.name: fact})


def _established(facts: Facts, test: Test, catalogue: Catalogue) -> Facts:
    """The facts as their keepers established them, where the test still passes."""
    for fact in facts.known.values():
        firm = _with(facts, told_fact(fact.name, fact.word, catalogue))
        facts = firm if fact.grade is Grade.REPORTED and test(firm) else facts
    return facts


def fewest(known: Mapping[str, Fact], test: Test, catalogue: Catalogue) -> Facts:
    """The facts without each one that the test does not need. What somebody tells goes first, and what was concluded last."""
    facts, before = Facts(known), len(known) + 1
    names = sorted(known, key=lambda name: (catalogue.facts[name].concluded, -catalogue.place[name]))
    while len(facts) < before:
        before = len(facts)
        for name in names:
            fewer = facts.without(name)
            facts = fewer if name in facts and test(fewer) else facts
    return facts
