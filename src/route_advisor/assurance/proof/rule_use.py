"""Rules that no one can come under, and rules without which every answer stays the same."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import z3

from route_advisor.assurance.proof.claims import DayOfLaw
from route_advisor.assurance.proof.symbolic import Formula, Reading, any_of
from route_advisor.rulebook.rule import Concludes, Rule, Suggests


class InUse(NamedTuple):
    """The ids of rules that apply to somebody, and of rules without which some answer is another."""

    live: frozenset[str]
    busy: frozenset[str]


def in_use(day: DayOfLaw, rules: Sequence[Rule]) -> InUse:
    """Which of these rules, all in force on this day, are live and which are busy."""
    differs = _Difference(day)
    live = _somebody_for(day, rules, lambda rule: day.now.applies[rule.id])
    return InUse(live, _somebody_for(day, [rule for rule in rules if rule.id in live], differs.without))


def _somebody_for(day: DayOfLaw, rules: Sequence[Rule], formula: Callable[[Rule], Formula]) -> frozenset[str]:
    """The ids of the rules whose formula is true of somebody."""
    names = {rule.id: z3.Bool(f"?{rule.id}") for rule in rules}
    solver = z3.Solver()
    solver.add(day.can_be(day.now), *(z3.Implies(names[rule.id], formula(rule)) for rule in rules))
    return frozenset(id_ for id_, name in names.items() if solver.check(name) == z3.sat)


class _Difference:
    """For each rule the people whose answer is another without it."""

    def __init__(self, day: DayOfLaw) -> None:
        self.reading: Reading = day.now
        self.head = day.now.catalogue.head.facts
        self.asked = {asked.fact for rule in day.rules for asked in rule.when} | self.head
        self.with_same_line: dict[str, list[Rule]] = {}
        for rule in day.rules:
            self.with_same_line.setdefault(_line(rule), []).append(rule)

    def without(self, rule: Rule) -> Formula:
        """A concluded word that somebody waits for, the place of a component, or a line that no other rule gives, is another."""
        if isinstance(rule.then, Concludes):
            return any_of(self._conclusion(rule, rule.then.fact))
        return any_of([*self._places(rule), self._own_line(rule)])

    def _conclusion(self, rule: Rule, name: str) -> Iterator[Formula]:
        if name not in self.asked:
            return
        others = [one for one in self.reading.rules if one.concludes == name and one.id != rule.id]
        words, firm = self.reading.conclusion(name, others)
        for word, when in self.reading.concluded[name].items():
            other = words.get(word, z3.BoolVal(val=False))
            yield z3.Xor(when, other)
            yield z3.And(when, z3.Xor(self.reading.concluded_firmly[name], firm))
        if name in self.head:
            yield self._own_line(rule)

    def _places(self, rule: Rule) -> Iterator[Formula]:
        for component in rule.settles:
            others = self.reading.places_of([one for one in self.reading.about(component) if one.id != rule.id])
            yield from (z3.Xor(when, others[place]) for place, when in self.reading.places[component].items())

    def _own_line(self, rule: Rule) -> Formula:
        others = [one for one in self.with_same_line[_line(rule)] if one.id != rule.id]
        return z3.And(self.reading.is_read(rule), z3.Not(any_of(self.reading.is_read(one) for one in others)))


def _line(rule: Rule) -> str:
    """What a person reads of a rule, in all languages."""
    more = [rule.then.where, rule.then.before, rule.then.takes] if isinstance(rule.then, Suggests) else []
    return "\n".join(says for text in (rule.says, *more) if text is not None for says in text.sentences().values())
