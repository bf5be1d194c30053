"""The rules of one day as formulas over all that can be told about a person, for z3 (extra `proof`).

A formula speaks of everybody at once: each fact has one of its words or is unknown, and its keeper established it or not.
What `reference`, `stages`, `components` and `steps` compute for one person is written here once more for all;
`tests/properties/test_symbolic.py` compares the two on random people.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import z3

from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning.completions import established, told_apart
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Concludes, Condition, Eases, Fulfils, Refers, Releases, Requires, Rule, Rules, Suggests
from route_advisor.vocabulary import CLOSED, WAITING, Grade, Level, Stage, Standing, Teller

Formula = Any
"""A z3 truth value; z3 has no types of its own."""

Kinds = Mapping[str, tuple[tuple[str, ...], ...]]
"""For each fact that somebody can tell: its words, with those that no rule tells apart in one kind."""


_YOURS = (*WAITING, Standing.DONE)


class Place(NamedTuple):
    """Where a component stands: a standing, its level where it has one, and how it came there."""

    standing: Standing
    level: Level | None = None
    deferred: bool = False
    """An authority answers instead."""
    silent: bool = False
    """No rule says a word about this component."""


def any_of(formulas: Iterable[Formula]) -> Formula:
    """One of these is true; false where there are none."""
    found = list(formulas)
    return found[0] if len(found) == 1 else z3.Or(found)


def all_of(formulas: Iterable[Formula]) -> Formula:
    """All of these are true; true where there are none."""
    found = list(formulas)
    return found[0] if len(found) == 1 else z3.And(found)


def kinds_of_words(rules: Iterable[Rule], catalogue: Catalogue, also: Iterable[Condition] = ()) -> Kinds:
    """The kinds of words of each fact that these rules, or `also`, ask and somebody can tell, in the order of the catalogue.

    Words of a fact that grows stay apart, so that "more" can be said of them.
    """
    asked: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for name, words in (*also, *(condition for rule in rules for condition in rule.when)):
        asked[name].add(frozenset(words))
    return {
        name: tuple((word,) for word in entry.values) if entry.grows else told_apart(tuple(entry.values), asked[name])
        for name, entry in catalogue.facts.items()
        if name in asked and not entry.concluded
    }


class Person:
    """Anybody: for each fact the kinds of words it may have, at most one of them, and whether its keeper established it.

    Two people with different names (`who`) may differ.
    """

    def __init__(self, kinds: Kinds, who: str = "") -> None:
        self.kinds = kinds
        self.has = {name: [z3.Bool(f"{who}{name}={group[0]}") for group in groups] for name, groups in kinds.items()}
        self.firm = {name: z3.Bool(f"{who}{name}!") for name in kinds}

    @cached_property
    def coherent(self) -> Formula:
        """No fact has two words."""
        return all_of(z3.AtMost(*has, 1) for has in self.has.values() if len(has) > 1)

    def known(self, name: str) -> Formula:
        """Somebody told us this fact."""
        return any_of(self.has[name])

    def holds(self, name: str, words: Iterable[str]) -> Formula:
        """The fact has one of these words."""
        asked = set(words)
        return any_of(has for group, has in zip(self.kinds[name], self.has[name], strict=True) if group[0] in asked)

    def facts(self, model: Any, catalogue: Catalogue) -> Facts:  # noqa: ANN401 - a model of z3, which has no types
        """The facts of one such person, each with the first word of its kind."""
        found = []
        for name, groups in self.kinds.items():
            for group, has in zip(groups, self.has[name], strict=True):
                if z3.is_true(model.eval(has, model_completion=True)):
                    firm = z3.is_true(model.eval(self.firm[name], model_completion=True))
                    found.append(told_fact(name, group[0], catalogue, firm=firm))
        return Facts.of(found)


def told_fact(name: str, word: str, catalogue: Catalogue, *, firm: bool = True) -> Fact:
    """A fact as its keeper established it; as the person says it where it is not firm."""
    if firm:
        return established(name, word, catalogue)
    return Fact(name, word, (ToldBy(Teller.PERSON, "own_words"),), Grade.REPORTED)


class Reading:
    """What each of these rules says about a person, and where each component then stands, as formulas."""

    def __init__(self, rules: Sequence[Rule], person: Person, catalogue: Catalogue) -> None:
        self.rules = Rules.of(rules)
        self.person = person
        self.catalogue = catalogue
        self.applies: dict[str, Formula] = {}
        self.refuted: dict[str, Formula] = {}
        self.established: dict[str, Formula] = {}
        self.concluded: dict[str, dict[str, Formula]] = {}
        self.concluded_firmly: dict[str, Formula] = {}
        for stage in Stage:
            self._read(self.rules.by_stage[stage].rules)

    def cannot_tell(self, rule: Rule) -> Formula:
        """No condition is false, and some fact is unknown."""
        return z3.And(z3.Not(self.applies[rule.id]), z3.Not(self.refuted[rule.id]))

    def holds(self, name: str, words: Iterable[str]) -> Formula:
        """The fact, told or concluded, has one of these words; false where it is unknown."""
        if name in self.person.kinds:
            return self.person.holds(name, words)
        return any_of(self.concluded.get(name, {}).get(word, z3.BoolVal(val=False)) for word in words)

    def known(self, name: str) -> Formula:
        """The fact was told or concluded."""
        return self.person.known(name) if name in self.person.kinds else any_of(self.concluded.get(name, {}).values())

    def firm(self, name: str) -> Formula:
        """The fact comes from whoever establishes it."""
        return self.person.firm[name] if name in self.person.kinds else self.concluded_firmly.get(name, z3.BoolVal(val=False))

    def _read(self, rules: Iterable[Rule]) -> None:
        concluding: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            self.applies[rule.id] = all_of(self.holds(*asks) for asks in rule.when)
            self.refuted[rule.id] = any_of(self._false(asks) for asks in rule.when)
            self.established[rule.id] = all_of([self.applies[rule.id], *(self.firm(asks.fact) for asks in rule.when)])
            if rule.concludes is not None:
                concluding[rule.concludes].append(rule)
        for name, said in concluding.items():
            self._conclude(name, *self.conclusion(name, said))

    def _conclude(self, name: str, words: dict[str, Formula], firm: Formula) -> None:
        """A later stage that concludes the same fact again replaces its word, where it has one."""
        earlier, earlier_firm = self.concluded.get(name, {}), self.concluded_firmly.get(name)
        if earlier_firm is not None:
            silent = z3.Not(any_of(words.values()))
            firm = z3.If(silent, earlier_firm, firm)
            words = {
                word: z3.Or(words.get(word, z3.BoolVal(val=False)), z3.And(silent, earlier.get(word, z3.BoolVal(val=False))))
                for word in (*earlier, *(word for word in words if word not in earlier))
            }
        self.concluded[name], self.concluded_firmly[name] = words, firm

    def _false(self, asks: Condition) -> Formula:
        return z3.And(self.known(asks.fact), z3.Not(self.holds(*asks)))

    def conclusion(self, name: str, said: Sequence[Rule]) -> tuple[dict[str, Formula], Formula]:
        """The words of a fact that these rules conclude, and whether it is firm (`stages.close_stage`)."""
        words: defaultdict[str, list[Formula]] = defaultdict(list)
        for rule in said:
            if isinstance(rule.then, Concludes):
                words[rule.then.word].append(self.applies[rule.id])
        found = {word: any_of(applying) for word, applying in words.items()}
        some_apply = any_of(self.applies[rule.id] for rule in said)
        some_established = any_of(self.established[rule.id] for rule in said)
        otherwise = self.catalogue.otherwise.get(name)
        if otherwise is None or not said:
            return found, some_established
        all_refuted = all_of(self.refuted[rule.id] for rule in said)
        found[otherwise] = z3.Or(found.get(otherwise, z3.BoolVal(val=False)), all_refuted)
        return found, z3.If(some_apply, some_established, all_of(self._refuted_firmly(rule) for rule in said))

    def _refuted_firmly(self, rule: Rule) -> Formula:
        return any_of(z3.And(self._false(asks), self.firm(asks.fact)) for asks in rule.when)

    # --- where each component stands ----------------------------------------------------------------------

    @cached_property
    def places(self) -> Mapping[str, Mapping[Place, Formula]]:
        """For each component every place it can have, and when."""
        return {component: self.places_of(self._about[component]) for component in self.catalogue.components}

    def standing(self, component: str, *standings: Standing) -> Formula:
        """The component has one of these standings."""
        return any_of(when for place, when in self.places[component].items() if place.standing in standings)

    def consistent(self, besides: str | None = None) -> Formula:
        """No two rules that apply conclude different words for one fact, but perhaps for the one named."""
        return all_of(z3.AtMost(*words.values(), 1) for name, words in self.concluded.items() if len(words) > 1 and name != besides)

    @cached_property
    def _about(self) -> Mapping[str, Sequence[Rule]]:
        return {component: [rule for rule in self.rules if component in rule.settles] for component in self.catalogue.components}

    def about(self, component: str) -> Sequence[Rule]:
        """The rules that say where a component stands."""
        return self._about[component]

    def places_of(self, about: Sequence[Rule]) -> Mapping[Place, Formula]:
        """The places of a component as these rules give them (`components.settled`)."""
        said = {kind: [rule for rule in about if isinstance(rule.then, kind)] for kind in (Requires, Releases, Eases, Fulfils, Refers)}
        required, released = self._some_apply(said[Requires]), self._some_apply(said[Releases])
        firmly = any_of(self.established[rule.id] for rule in said[Releases])
        deferred = z3.And(self._some_apply(said[Refers]), z3.Not(required))
        waits = any_of(self.cannot_tell(rule) for rule in (*said[Requires], *said[Refers]))
        open_question = z3.And(z3.Or(waits, released), z3.Not(firmly))
        free = z3.And(z3.Not(required), z3.Not(deferred))
        yours = z3.And(required, z3.Not(firmly))
        return {
            Place(Standing.CANNOT_TELL, deferred=True): deferred,
            Place(Standing.CANNOT_TELL): z3.And(free, open_question),
            Place(Standing.NOT_NEEDED): z3.And(free, z3.Not(open_question), released),
            Place(Standing.NOT_NEEDED, silent=True): z3.And(free, z3.Not(open_question), z3.Not(released)),
            Place(Standing.RELEASED): z3.And(required, firmly),
            **self._yours(yours, said[Requires], said[Eases], said[Fulfils]),
        }

    def _some_apply(self, rules: Iterable[Rule]) -> Formula:
        return any_of(self.applies[rule.id] for rule in rules)

    def _yours(self, yours: Formula, requires: Sequence[Rule], eases: Sequence[Rule], fulfils: Sequence[Rule]) -> dict[Place, Formula]:
        found: dict[Place, Formula] = {}
        for level, is_asked in self._levels(requires, eases).items():
            here = z3.And(yours, is_asked)
            reaching = [rule for rule in fulfils if _reaches(rule, level)]
            done = any_of(self.established[rule.id] for rule in reaching)
            reported, tried = self._some_apply(reaching), self._some_apply(fulfils)
            found[Place(Standing.DONE, level)] = z3.And(here, done)
            found[Place(Standing.REPORTED, level)] = z3.And(here, z3.Not(done), reported)
            found[Place(Standing.BELOW_LEVEL, level)] = z3.And(here, z3.Not(reported), tried)
            found[Place(Standing.OPEN, level)] = z3.And(here, z3.Not(tried))
        return found

    def _levels(self, requires: Sequence[Rule], eases: Sequence[Rule]) -> dict[Level | None, Formula]:
        """The level that is asked: the highest required, or a lower one that was decided."""
        levels = list(Level)
        asked = [any_of(self.applies[rule.id] for rule in requires if _level_of(rule) is level) for level in levels]
        eased = [any_of(self.established[rule.id] for rule in eases if _level_of(rule) is level) for level in levels]
        highest = [z3.And(one, z3.Not(any_of(asked[place + 1 :]))) for place, one in enumerate(asked)]
        candidates = [z3.Or(one, other) for one, other in zip(highest, eased, strict=True)]
        lowest = [z3.And(one, z3.Not(any_of(candidates[:place]))) for place, one in enumerate(candidates)]
        return {**dict(zip(levels, lowest, strict=True)), None: z3.Not(any_of(candidates))}

    # --- which lines a person reads -----------------------------------------------------------------------

    def shown(self, rule: Rule) -> Formula:
        """This person may read the sentence of this rule: whenever it applies, and where it leaves something open.

        Whether the parts of `needs_open` are closed is left out here, and counted in `is_read`.
        """
        applies, then = self.applies[rule.id], rule.then
        if isinstance(then, Suggests) and then.components:
            return z3.And(applies, self._is_time(then))
        if isinstance(then, Releases | Eases):
            open_here = any_of(self.standing(component, *WAITING) for component in then.components)
            return z3.Or(applies, z3.And(z3.Not(self.refuted[rule.id]), open_here))
        if isinstance(then, Requires | Refers) and then.components:
            return z3.Or(applies, self.cannot_tell(rule))
        return applies

    def is_read(self, rule: Rule) -> Formula:
        """This person reads the sentence of this rule: with a component, as a step, or in the head of the advice."""
        then = rule.then
        if isinstance(then, Suggests) and then.components:
            return z3.And(self.applies[rule.id], self._is_time(then), self._is_about_something(rule))
        if rule.settles:
            return any_of(self.stands_with(rule, component) for component in rule.settles)
        return z3.And(self.applies[rule.id], self._is_about_something(rule))

    def stands_with(self, rule: Rule, component: str) -> Formula:
        """The rule is a reason for where this component stands, or its "unless" (`components.settled`)."""
        applies, firmly = self.applies[rule.id], self.established[rule.id]
        asked = self._waiting(component)
        if isinstance(rule.then, Requires | Refers):
            answered = self.standing(component, *_YOURS) if isinstance(rule.then, Requires) else self._deferred(component)
            return z3.Or(z3.And(applies, answered), z3.And(self.cannot_tell(rule), asked))
        if isinstance(rule.then, Fulfils):
            return any_of(z3.And(when, self._closes(rule, place)) for place, when in self.places[component].items())
        unless = z3.And(z3.Not(self.refuted[rule.id]), z3.Not(firmly), self.standing(component, *WAITING))
        if isinstance(rule.then, Eases):
            return z3.Or(unless, z3.And(firmly, self.standing(component, *_YOURS)))
        waits = any_of(self.cannot_tell(one) for one in self.about(component) if isinstance(one.then, Requires | Refers))
        none = z3.Or(self.standing(component, Standing.NOT_NEEDED), z3.And(asked, z3.Not(waits)))
        return z3.Or(unless, z3.And(firmly, self.standing(component, Standing.RELEASED)), z3.And(applies, none))

    def _closes(self, rule: Rule, place: Place) -> Formula:
        """A rule that fulfils is a reason for this place."""
        if place.standing is Standing.BELOW_LEVEL:
            return self.applies[rule.id]
        if place.standing not in (Standing.DONE, Standing.REPORTED) or not _reaches(rule, place.level):
            return z3.BoolVal(val=False)
        return (self.established if place.standing is Standing.DONE else self.applies)[rule.id]

    def _waiting(self, component: str) -> Formula:
        return self.places[component][Place(Standing.CANNOT_TELL)]

    def _deferred(self, component: str) -> Formula:
        return self.places[component][Place(Standing.CANNOT_TELL, deferred=True)]

    def _is_about_something(self, rule: Rule) -> Formula:
        """One of the components that a line needs is not closed (`components.is_about_something`)."""
        if not rule.needs_open:
            return z3.BoolVal(val=True)
        if rule.needs_open not in self._some_left:
            self._some_left[rule.needs_open] = z3.Not(all_of(self.standing(component, *CLOSED) for component in rule.needs_open))
        return self._some_left[rule.needs_open]

    @cached_property
    def _some_left(self) -> dict[tuple[str, ...], Formula]:
        return {}

    def _is_time(self, then: Suggests) -> Formula:
        """The standing of its components for which a step is shown (`steps`)."""
        if then.during is Standing.DONE:
            yours = [z3.Not(self.standing(component, Standing.NOT_NEEDED)) for component in then.components]
            finished = [self.standing(component, *CLOSED) for component in then.components]
            return z3.And(any_of(yours), all_of(finished))
        return any_of(
            when
            for component in then.components
            for place, when in self.places[component].items()
            if place.standing is then.during and then.level in (None, place.level)
        )


def _level_of(rule: Rule) -> Level | None:
    return getattr(rule.then, "level", None)


def _reaches(rule: Rule, level: Level | None) -> bool:
    passed = _level_of(rule)
    return level is None or passed is None or passed.reaches(level)
