"""For which people two sides answer differently: kinds of people, each with the smallest example.

z3 finds somebody; the plain twin of both sides then makes the example as small as it can be, and says what the two answers are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import product
from typing import NamedTuple

import z3

from route_advisor.assurance.answers import NO_RULE, About, Answer, Line, Side, Value, definite
from route_advisor.assurance.paper import substance
from route_advisor.assurance.symbolic import Formula, Kinds, Person, Reading, all_of, any_of, kinds_of_words, told_fact
from route_advisor.catalogue import Catalogue, FactEntry
from route_advisor.errors import RulesContradict
from route_advisor.facts import Fact, Facts
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
        for wanted in (z3.And(differ, clear), differ):
            found = self._kinds_where(answer, wanted)
            if found.differences:
                return found
        return Found((), cut=False)

    def _kinds_where(self, answer: Answer, wanted: Formula) -> Found:
        solver = z3.Solver()
        solver.set("random_seed", 0)
        solver.add(self.person.coherent, self._firm_alone, wanted)
        pair = _Pair(answer, *(side.behind(answer) for side in self.sides), self.catalogue, self.independent)
        differences: list[Difference] = []
        while len(differences) < MOST_KINDS and solver.check() == z3.sat:
            difference = pair.smallest(self.person.facts(solver.model(), self.catalogue))
            differences.append(difference)
            solver.add(z3.Not(self._of_kind(difference.kind)))
        return Found(tuple(differences), cut=len(differences) == MOST_KINDS and solver.check() == z3.sat)

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
            places: Mapping[Value, Formula] = {**reading.places.get(answer.name, {})}
            return places or {NO_RULE: z3.BoolVal(val=True)}
        case About.FACT:
            words = reading.concluded.get(answer.name, {})
            return {**words, None: z3.Not(any_of(words.values()))}
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

    def smallest(self, facts: Facts) -> Difference:
        """The difference that these people show, with the fewest facts. Raises `RulesContradict`."""
        before, after = (side.value(self.answer, facts) for side in self.whole)

        def differs(sides: Iterable[Side]) -> Test:
            return lambda told: self._values(sides, told) == (before, after)

        traits = smallest(Facts({**facts.known, **self._concluded(facts)}), differs(self.cut), self.catalogue)
        kind = self._kind(traits, differs(self.cut))

        def is_example(told: Facts) -> bool:
            return differs(self.whole)(told) and self._is_of(kind, told)

        return Difference(self.answer, before, after, kind, smallest(facts, is_example, self.catalogue))

    def _values(self, sides: Iterable[Side], facts: Facts) -> tuple[Value, ...] | None:
        try:
            return tuple(side.value(self.answer, facts) for side in sides)
        except RulesContradict:  # too little or too much is known: no example
            return None

    def _is_of(self, kind: Kind, facts: Facts) -> bool:
        known = {**facts.known, **self._concluded(facts)}
        return all(_shows(trait, known.get(trait.fact)) for trait in kind)

    def _concluded(self, facts: Facts) -> dict[str, Fact]:
        """What both sides conclude alike; a side where this has no say in the answer does not conclude it."""
        closed = [side.closed(facts).known for side in self.whole]
        return {name: known[name] for known in closed for name in self.independent if name in known}

    def _kind(self, facts: Facts, test: Test) -> Kind:
        """The words of each fact for which the difference stays, and whether it matters who established it."""
        firm = {name: None if test(_with(facts, _turned(fact))) else fact.grade is Grade.ESTABLISHED for name, fact in facts.known.items()}
        words = {name: [fact.word] for name, fact in facts.known.items()}
        for name, fact in facts.known.items():
            for word in self.catalogue.facts[name].values:
                others = [[word] if other == name else words[other] for other in words]
                if word != fact.word and _all_differ(facts, list(words), others, test):
                    words[name].append(word)
        order = self.catalogue.place
        kept = {name: tuple(word for word in self.catalogue.facts[name].values if word in words[name]) for name in words}
        return tuple(Trait(name, kept[name], firm[name]) for name in sorted(kept, key=order.__getitem__))


def _all_differ(facts: Facts, names: list[str], choices: list[list[str]], test: Test) -> bool:
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


def smallest(facts: Facts, test: Test, catalogue: Catalogue) -> Facts:
    """The facts without each one that the test does not need, established where that does not matter.

    What somebody tells goes first, and what was concluded last: fewer facts then say more.
    """
    for fact in facts.known.values():
        firm = _with(facts, told_fact(fact.name, fact.word, catalogue))
        facts = firm if fact.grade is Grade.REPORTED and test(firm) else facts
    names = sorted(facts, key=lambda name: (catalogue.facts[name].concluded, -catalogue.place[name]))
    before = len(facts) + 1
    while len(facts) < before:
        before = len(facts)
        for name in names:
            fewer = facts.without(name)
            facts = fewer if name in facts and test(fewer) else facts
    return facts
