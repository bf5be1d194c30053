"""The cases that test a rulebook: examples on the pages, scenarios, and stories (whole personal files)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from route_advisor.assurance.cases.scenarios import Scenario, facts_of
from route_advisor.derive.file import known_from
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.readers.files import load
from route_advisor.reasoning import reference
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Rule
from route_advisor.vocabulary import Outcome, Teller


class Reading(NamedTuple):
    """What one rule says in one case: the outcome, and for each condition whether it holds (`None` where that is unknown)."""

    rule: Rule
    outcome: Outcome
    holds: tuple[bool | None, ...]

    @property
    def decisive(self) -> int | None:
        """The condition that alone is false while all others hold; `None` where there is no such condition."""
        return self.holds.index(False) if self.holds.count(True) == len(self.holds) - 1 and False in self.holds else None


def example_facts(given: Mapping[str, str]) -> Facts:
    """The facts of an example."""
    return Facts.of(Fact(name, word, (ToldBy(Teller.RULES, "example"),)) for name, word in given.items())


def read_examples(rules: Iterable[Rule]) -> Iterator[Reading]:
    """What each rule says in each of its own examples."""
    for rule in rules:
        for example in rule.examples:
            yield _reading(rule, example_facts(example.given))


def read_scenarios_of(scenarios: Iterable[Scenario], rulebook: Rulebook) -> Iterator[Reading]:
    """What each rule in force says in each scenario about a person."""
    for scenario in scenarios:
        if scenario.about_a_person:
            yield from _read_person(facts_of(scenario, rulebook), scenario.day, rulebook)


def read_stories(paths: Iterable[Path], on: date, rulebook: Rulebook) -> Iterator[Reading]:
    """What each rule in force says about each of these personal files on a day. Raises `FileRefused`."""
    for path in paths:
        facts = known_from(load(path), on=on, book=rulebook)
        yield from _read_person(facts, on, rulebook)


def _read_person(facts: Facts, on: date, rulebook: Rulebook) -> Iterator[Reading]:
    verdicts, known = reference.verdicts(rulebook.in_force(on), facts, rulebook.catalogue.otherwise)
    for verdict in verdicts:
        yield Reading(verdict.rule, verdict.outcome, _holds(verdict.rule, known))


def _reading(rule: Rule, facts: Facts) -> Reading:
    return Reading(rule, rule.verdict(facts).outcome, _holds(rule, facts))


def _holds(rule: Rule, facts: Facts) -> tuple[bool | None, ...]:
    known = facts.known
    return tuple([None if (fact := known.get(name)) is None else fact.word in words for name, words in rule.when])
