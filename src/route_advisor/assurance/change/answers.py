"""What one rulebook answers to one person on one day, answer by answer, as the plain twin reads it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from route_advisor.assurance.change.paper import numbers_said
from route_advisor.assurance.proof.symbolic import Place
from route_advisor.facts import Facts
from route_advisor.reasoning import reference
from route_advisor.reasoning.components import Settled, settled
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import FactEntry
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.rule import Concludes, Eases, Refers, Releases, Requires, Rule, Rules, Suggests, Verdict
from route_advisor.vocabulary import WAITING, Standing


class About(StrEnum):
    """What an answer is about."""

    COMPONENT = "component"
    FACT = "fact"
    LINE = "line"


class Answer(NamedTuple):
    """Where a component stands, the word of a concluded fact, or whether a sentence is shown (named by its rule)."""

    about: About
    name: str


class Line(NamedTuple):
    """A sentence that is shown: the numbers it says, who answers, and whether it waits for a fact ("unless …")."""

    numbers: tuple[tuple[str, int], ...]
    who: tuple[str, ...]
    perhaps: bool = False


Value = Place | str | Line | None
"""A place, a word (`None`: unknown), or a line (`None`: not shown)."""

NO_RULE = Place(Standing.NOT_NEEDED, silent=True)
"""Where a component stands of which no rule speaks."""


def definite(answer: Answer, value: Value) -> bool:
    """The answer waits for no fact."""
    if isinstance(value, Place):
        return value.standing is not Standing.CANNOT_TELL or value.deferred
    if isinstance(value, Line):
        return not value.perhaps
    return value is not None or answer.about is About.LINE


@dataclass(frozen=True)
class Side:
    """The rules of one day of one rulebook, and the words they use. `given` are concluded facts that are told for once."""

    name: str
    rules: Rules
    catalogue: Catalogue
    numbers: Numbers
    on: date
    line_names: Mapping[str, str]
    """For each rule the name of the line it shows: the same on both sides where the sentence is."""
    given: frozenset[str] = frozenset()

    def told(self, facts: Facts) -> Facts:
        """The facts that this rulebook knows, with a word that it knows; what only the other side knows is unknown here."""
        return Facts.of(fact for fact in facts.known.values() if self._can_be_told(fact.name, fact.word))

    def _can_be_told(self, name: str, word: str) -> bool:
        entry = self.catalogue.facts.get(name)
        return entry is not None and word in entry.values and (name in self.given or not entry.concluded)

    def closed(self, facts: Facts) -> Facts:
        """The facts with all that these rules conclude from them."""
        return reference.verdicts(self.rules, self.told(facts), self.catalogue.otherwise)[1]

    def value(self, answer: Answer, facts: Facts) -> Value:
        """What these rules answer. Raises `RulesContradict`."""
        verdicts, closed = reference.verdicts(self.rules, self.told(facts), self.catalogue.otherwise)
        match answer.about:
            case About.FACT:
                return closed.word(answer.name)
            case About.COMPONENT:
                return _place(settled([answer.name], verdicts)[0])
            case _:
                return self._line(answer.name, verdicts)

    def _line(self, name: str, verdicts: Sequence[Verdict]) -> Value:
        for verdict in verdicts:
            if self.line_names.get(verdict.rule.id) == name and shown(verdict, verdicts):
                said = self.said(verdict.rule)
                if said is not None:
                    return said._replace(perhaps=not verdict.applies)
        return None

    def said(self, rule: Rule) -> Line | None:
        """The line of a rule on this day; `None` where a number in its sentence has no value, so that nobody reads it."""
        values = [(name, self.numbers.at(name, self.on)) for name in numbers_said(rule, self.numbers)]
        known = tuple((name, value) for name, value in values if value is not None)
        authority = getattr(rule.then, "authority", None)
        who = tuple(dict.fromkeys(name for name in (authority, rule.final_word) if name is not None))
        return Line(known, who) if len(known) == len(values) else None

    @cached_property
    def _concluding(self) -> Mapping[str, Sequence[Rule]]:
        found: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            if rule.concludes is not None:
                found[rule.concludes].append(rule)
        return found

    @cached_property
    def _settling(self) -> Mapping[str, Sequence[Rule]]:
        found: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            for component in rule.settles:
                found[component].append(rule)
        return found

    @cached_property
    def _saying(self) -> Mapping[str, Sequence[Rule]]:
        found: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            if rule.id in self.line_names:
                found[self.line_names[rule.id]].append(rule)
        return found

    def answers(self) -> tuple[Answer, ...]:
        """All that these rules can answer: where components stand, what is concluded, which lines are shown."""
        return (
            *(Answer(About.COMPONENT, name) for name in self.catalogue.components),
            *(Answer(About.FACT, name) for name in self._concluding),
            *(Answer(About.LINE, name) for name in self._saying),
        )

    def saying(self, name: str) -> Sequence[Rule]:
        """The rules that show the line of this name."""
        return self._saying.get(name, ())

    def behind(self, answer: Answer) -> "Side":
        """This side with those rules only that have a say in the answer."""
        return self.with_rules(self._closure(self._directly(answer)))

    def _directly(self, answer: Answer) -> list[Rule]:
        match answer.about:
            case About.FACT:
                return list(self._concluding.get(answer.name, ()))
            case About.COMPONENT:
                return list(self._settling.get(answer.name, ()))
            case _:
                saying = list(self.saying(answer.name))
                parts = dict.fromkeys(part for rule in saying for part in getattr(rule.then, "components", ()))
                return [*saying, *(rule for part in parts for rule in self._settling.get(part, ()))]

    def _closure(self, rules: Iterable[Rule]) -> list[Rule]:
        found: dict[str, Rule] = {}
        waiting = list(rules)
        while waiting:
            rule = waiting.pop()
            if rule.id not in found:
                found[rule.id] = rule
                waiting += [other for asks in rule.when for other in self._concluding.get(asks.fact, ())]
        return [rule for rule in self.rules if rule.id in found]

    def with_rules(self, rules: Iterable[Rule], given: frozenset[str] = frozenset()) -> "Side":
        """The same day and words with other rules, and with these concluded facts told."""
        return Side(self.name, Rules(rules), self.catalogue, self.numbers, self.on, self.line_names, given or self.given)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The facts that these rules ask or conclude."""
        return frozenset({asks.fact for rule in self.rules for asks in rule.when} | set(self._concluding))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The written ids of these rules."""
        return frozenset(rule.written_id for rule in self.rules)

    def way(self, name: str) -> object:
        """How a fact is told or concluded here, apart from rules: its words in their order do not matter."""
        entry: FactEntry | None = self.catalogue.facts.get(name)
        return None if entry is None else (frozenset(entry.values), entry.concluded, entry.otherwise)


def line_names(before: Iterable[Rule], after: Iterable[Rule]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The names of the lines on both sides: the id; the old id where a rule with a new id says the same sentence.

    A rule that concludes a fact shows no line: its answer is the fact.
    """
    old = {rule.id: rule for rule in before if not isinstance(rule.then, Concludes)}
    new = {rule.id: rule for rule in after if not isinstance(rule.then, Concludes)}
    gone = {_sentence(rule): id_ for id_, rule in reversed(old.items()) if id_ not in new}
    return {id_: id_ for id_ in old}, {id_: id_ if id_ in old else gone.pop(_sentence(rule), id_) for id_, rule in new.items()}


def _sentence(rule: Rule) -> tuple[object, ...]:
    return type(rule.then).__name__, tuple(sorted(rule.says.sentences().items()))


def shown(verdict: Verdict, verdicts: Sequence[Verdict]) -> bool:
    """Somebody of whom these are the verdicts may read the sentence of this rule (`symbolic.Reading.shown` says it of everybody)."""
    then = verdict.rule.then
    if isinstance(then, Suggests) and then.components:
        return verdict.applies and _is_time(then, settled(then.components, verdicts))
    if isinstance(then, Releases | Eases):
        return verdict.applies or (verdict.cannot_tell and any(_waits(one) for one in settled(then.components, verdicts)))
    if isinstance(then, Requires | Refers) and then.components:
        return verdict.applies or verdict.cannot_tell
    return verdict.applies


def _waits(result: Settled) -> bool:
    return result.standing in WAITING


def _is_time(then: Suggests, results: Sequence[Settled]) -> bool:
    if then.during is Standing.DONE:
        yours = [one.standing for one in results if one.standing is not Standing.NOT_NEEDED]
        return bool(yours) and all(standing in (Standing.DONE, Standing.RELEASED) for standing in yours)
    return any(one.standing is then.during and then.level in (None, one.level) for one in results)


def _place(result: Settled) -> Place:
    return Place(result.standing, result.level, result.deferred, result.standing is Standing.NOT_NEEDED and not result.why)
