"""Where mutants are tried: a rulebook, its scenarios, and which of them can notice a change of a rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from route_advisor.assurance.cases.checked_by import Source
from route_advisor.assurance.cases.rule_cases import example_facts
from route_advisor.assurance.cases.scenarios import Scenario, Told, differences, facts_of, read_scenarios, told_about, told_from
from route_advisor.assurance.mutation.mutants import Mutant, mutants
from route_advisor.assurance.texts.law_on_a_day import LAW_KEYS, LawBook, law_differences
from route_advisor.errors import RulesContradict
from route_advisor.facts import Facts
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import read_page
from route_advisor.rulebook.folder import fact_pages
from route_advisor.rulebook.rule import Rule, Rules
from route_advisor.vocabulary import Outcome


class Killer(NamedTuple):
    """What noticed a mutant: an example or a scenario by its name, and where its expectation comes from."""

    name: str
    source: Source


@dataclass(frozen=True)
class Trials:
    """A rulebook with its scenarios and all its mutants."""

    rulebook: Rulebook
    scenarios: tuple[Scenario, ...]
    mutants: tuple[Mutant, ...]

    @classmethod
    def of(cls, folder: Path, scenarios_in: Path) -> "Trials":
        """Everything read from its folders. Raises `RulebookRefused`."""
        rulebook = Rulebook.read(folder)
        return cls(rulebook, read_scenarios(scenarios_in, rulebook), mutants(rulebook, _places_of_facts(folder)))

    def failing(self) -> list[str]:
        """Each example and scenario that does not hold on the rulebook as it is written."""
        lines = [
            f'{rule.page}:{rule.line}, rule {rule.written_as}: the example "{name}" does not give what it expects; mend it first'
            for rule in self.rulebook.rules
            for name in _failing_examples(rule)
        ]
        for scenario in self.scenarios:
            found = differences(scenario, told_about(scenario, self.rulebook))
            lines += [f"{scenario.where}: {scenario.name}: {one}" for one in found]
        return list(dict.fromkeys(lines))

    def killer(self, id_: str) -> Killer | None:
        """The first example or scenario that notices a mutant: own examples, scenarios that name it, scenarios that it reaches."""
        mutant = self._by_id[id_]
        for rule in mutant.rules:
            for name in _failing_examples(rule):
                return Killer(f'example "{name}" of {rule.written_as}', Source.NOBODY)
        law = self._law_of(mutant)
        for place in self._order(mutant.subject):
            if self._notices(place, mutant, law):
                scenario = self.scenarios[place]
                return Killer(f'scenario "{scenario.name}"', scenario.checked.source_for(mutant.subject))
        return None

    def independent_killer(self, id_: str) -> Killer | None:
        """The first scenario that notices a mutant and was not written from the page; those read in the text of the law first.

        A slip in the law is made on the page and in its examples together, so that no example counts here.
        """
        mutant = self._by_id[id_]
        law = self._law_of(mutant)
        sources = {place: self.scenarios[place].checked.source_for(mutant.subject) for place in self._order(mutant.subject)}
        for place in sorted(
            (place for place, source in sources.items() if source.independent), key=lambda place: not sources[place].from_the_text
        ):
            if self._notices(place, mutant, law):
                return Killer(f'scenario "{self.scenarios[place].name}"', sources[place])
        return None

    @cached_property
    def _by_id(self) -> Mapping[str, Mutant]:
        return {mutant.id: mutant for mutant in self.mutants}

    @cached_property
    def _law(self) -> LawBook:
        return LawBook.of(self.rulebook)

    def _law_of(self, mutant: Mutant) -> LawBook:
        rules = {**self._law.rules, mutant.subject: mutant.rules} if mutant.rules else self._law.rules
        numbers = {**self._law.numbers, mutant.subject: mutant.number} if mutant.number is not None else self._law.numbers
        return LawBook(rules, numbers, self._law.tones)

    def _order(self, subject: str) -> Sequence[int]:
        named = self._named.get(subject, ())
        return [*named, *(place for place in self._reached.get(subject, ()) if place not in named)]

    @cached_property
    def _named(self) -> Mapping[str, Sequence[int]]:
        """The scenarios whose `expect` names a rule, a number or a fact; those about the law first, which are quickest."""
        found: dict[str, list[int]] = {}
        for place in sorted(range(len(self.scenarios)), key=lambda place: self.scenarios[place].about_a_person):
            for name in dict.fromkeys(_names(self.scenarios[place])):
                found.setdefault(name, []).append(place)
        return found

    @cached_property
    def _reached(self) -> Mapping[str, Sequence[int]]:
        """The scenarios in which a rule applies or cannot tell, a fact has its `otherwise`, or a number may count."""
        found: dict[str, list[int]] = {}
        for place, told in self._told.items():
            for name in self._touched(told):
                found.setdefault(name, []).append(place)
        return found

    def _touched(self, told: Told) -> Iterator[str]:
        yield from dict.fromkeys(v.rule.written_as for v in told.verdicts if v.outcome is not Outcome.DOES_NOT_APPLY)
        for fact, word in self.rulebook.catalogue.otherwise.items():
            if told.facts.word(fact) == word:
                yield fact
        yield from self.rulebook.numbers.by_name

    @cached_property
    def _told(self) -> Mapping[int, Told]:
        """What the rulebook as it is says in each scenario about a person."""
        return {place: told_about(one, self.rulebook) for place, one in enumerate(self.scenarios) if one.about_a_person}

    @cached_property
    def _facts(self) -> Mapping[int, Facts]:
        """What is known in those scenarios before any rule speaks."""
        return {place: facts_of(self.scenarios[place], self.rulebook) for place in self._told}

    def _notices(self, place: int, mutant: Mutant, law: LawBook) -> bool:
        scenario = self.scenarios[place]
        if not LAW_KEYS.isdisjoint(scenario.expect) and any(law_differences(scenario.expect, scenario.day, law)):
            return True
        if not scenario.about_a_person or not _asks_about(scenario, mutant, self._law.rules) or not self._could_differ(place, mutant):
            return False
        try:
            return bool(self._differences(place, mutant, law))
        except RulesContradict:
            return True

    def _could_differ(self, place: int, mutant: Mutant) -> bool:
        """A changed rule that says the same as before changes nothing for this person; most do, so this is looked at first."""
        if not mutant.rules or len(mutant.rules) < len(self._law.rules[mutant.subject]):
            return True
        day, facts = self.scenarios[place].day, self._told[place].facts
        return any(
            _says(new, facts, day) != _says(old, facts, day) for new, old in zip(mutant.rules, self._law.rules[mutant.subject], strict=True)
        )

    def _differences(self, place: int, mutant: Mutant, law: LawBook) -> Sequence[str]:
        told = self._patched(place, mutant, law)
        return self._differences_of_all(place, mutant, law) if told is None else differences(self.scenarios[place], told)

    def _patched(self, place: int, mutant: Mutant, law: LawBook) -> Told | None:
        """What is told where one rule speaks otherwise: its own verdicts anew, as nothing rests on a rule that concludes no fact.

        `None` where more than its own verdicts can change.
        """
        day, told = self.scenarios[place].day, self._told[place]
        both = (*self._law.rules.get(mutant.subject, ()), *mutant.rules)
        if not mutant.rules or any(rule.concludes is not None or day not in rule.in_force for rule in both):
            return None
        fresh = {rule.id: rule for rule in mutant.rules}
        verdicts = tuple(
            one if one.rule.written_as != mutant.subject else fresh[one.rule.id].verdict(told.facts)
            for one in told.verdicts
            if one.rule.written_as != mutant.subject or one.rule.id in fresh
        )
        return Told(told.facts, verdicts, told.catalogue, told.lines, law)

    def _differences_of_all(self, place: int, mutant: Mutant, law: LawBook) -> Sequence[str]:
        book, scenario = self._changed(mutant), self.scenarios[place]
        # before any rule speaks the same is known for each mutant, unless a number is another
        facts = self._facts[place] if mutant.number is None else facts_of(scenario, book)
        in_force = Rules(rule for rule in book.rules if scenario.day in rule.in_force)
        return differences(scenario, told_from(facts, scenario.day, book, in_force, law))

    def _changed(self, mutant: Mutant) -> Rulebook:
        """The rulebook with one change."""
        book = self.rulebook
        if mutant.number is not None:
            return replace(book, numbers=replace(book.numbers, by_name={**book.numbers.by_name, mutant.subject: mutant.number}))
        if mutant.otherwise is not None:
            return replace(book, catalogue=replace(book.catalogue, otherwise=mutant.otherwise))
        fresh = {rule.id: rule for rule in mutant.rules}
        kept = (fresh.get(rule.id) if rule.written_as == mutant.subject else rule for rule in book.rules)
        return replace(book, rules=tuple(rule for rule in kept if rule is not None))


_OF_EVERY_RULE = {"asks", "does_not_ask", "says", "never_says"}


def _asks_about(scenario: Scenario, mutant: Mutant, rules: Mapping[str, Sequence[Rule]]) -> bool:
    """Whether a scenario expects anything that this change can touch: a rule that concludes and settles nothing changes its own lines only."""
    both = (*rules.get(mutant.subject, ()), *mutant.rules)
    if not mutant.rules or any(rule.concludes is not None or rule.settles for rule in both):
        return True
    keys = {key.partition(":")[0] for key in scenario.expect}
    return mutant.subject in keys or not keys.isdisjoint(_OF_EVERY_RULE)


def _says(rule: Rule, facts: Facts, day: date) -> tuple[object, ...] | None:
    """All that a scenario about a person can see of a rule: its articles and its decider are of the ledger. `None` where it says nothing."""
    verdict = rule.verdict(facts)
    if day not in rule.in_force or verdict.outcome is Outcome.DOES_NOT_APPLY:
        return None
    return verdict.outcome, verdict.premises, verdict.missing, rule.then, rule.says


def _failing_examples(rule: Rule) -> Iterator[str]:
    for example in rule.examples:
        if rule.verdict(example_facts(example.given)).outcome is not example.expect:
            yield example.name


def _names(scenario: Scenario) -> Iterator[str]:
    for key, expected in scenario.expect.items():
        yield key.partition(":")[0]
        if key in LAW_KEYS:
            yield from [expected] if isinstance(expected, str) else expected


def _places_of_facts(folder: Path) -> Mapping[str, str]:
    """The page and line of each fact of a rulebook folder."""
    found: dict[str, str] = {}
    for page in fact_pages(folder):
        document = read_page(folder / page, page)
        found |= {name: document.at((name,)) for name in document.data}
    return found
