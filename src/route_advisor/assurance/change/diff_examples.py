"""The smallest example of each change as two scenarios: the day or version before, and the one after."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from route_advisor.assurance.change.answers import Line, Side, Value
from route_advisor.assurance.change.diff import AnswerChange, Comparison, Entry, Version
from route_advisor.assurance.proof.symbolic import Place
from route_advisor.facts import Facts
from route_advisor.reasoning.components import settled
from route_advisor.reasoning.reference import verdicts
from route_advisor.rulebook.rule import Rule, Suggests
from route_advisor.vocabulary import Grade

Scenario = dict[str, Any]

CHECKED_BY = "rules diff"


def smallest_example(comparison: Comparison, entry: Entry) -> tuple[Scenario, Scenario]:
    """Two scenarios about one person: what is expected before, and what after."""
    change = min(entry.changes, key=lambda one: min(len(facts) for facts in one.examples))
    return scenarios(comparison, entry, change, min(change.examples, key=len))


def examples_yaml(comparison: Comparison) -> str:
    """The smallest example of each entry, as a file of scenarios; each pair is one person, before and after."""
    written = StringIO()
    yaml = YAML()
    yaml.default_flow_style = None
    yaml.width = 140
    yaml.representer.ignore_aliases = lambda *_: True
    found = [scenario for entry in comparison.entries or () for scenario in smallest_example(comparison, entry)]
    yaml.dump(found, written)
    return written.getvalue()


def scenarios(comparison: Comparison, entry: Entry, change: AnswerChange, example: Facts) -> tuple[Scenario, Scenario]:
    """The same, for one change and one of its examples."""
    days = comparison.days or (change.days[-1].first, change.days[-1].first)
    before, after = (
        _scenario(version, on, change, value, (change.lines[place], change.lines[1 - place]), example, _articles(entry, change))
        for place, (version, on, value) in enumerate(
            zip((comparison.before, comparison.after), days, (change.before, change.after), strict=True)
        )
    )
    return before, after


def _scenario(
    version: Version,
    on: date,
    change: AnswerChange,
    value: Value,
    rules: tuple[Sequence[Rule], Sequence[Rule]],
    example: Facts,
    law: list[str],
) -> Scenario:
    told = _told(version, on, example)
    here, there = rules
    expect = (
        dict(_line_expected(version, on, here, there, told))
        if not isinstance(value, Place) and change.answers[0].about == "line"
        else {answer.name: _expected(value) for answer in change.answers}
    )
    grades = {Grade.ESTABLISHED: "facts", Grade.REPORTED: "said"}
    facts = sorted(told.known.values(), key=lambda fact: version.rulebook.catalogue.place[fact.name])
    words = {key: {fact.name: fact.word for fact in facts if fact.grade is grade} for grade, key in grades.items()}
    name = f"{', '.join(answer.name for answer in change.answers)}: {version.name}"
    return {"name": name, "article": law, "checked_by": CHECKED_BY, "day": on, **{k: w for k, w in words.items() if w}, "expect": expect}


def _told(version: Version, on: date, example: Facts) -> Facts:
    book = version.rulebook
    return Side(version.name, book.in_force(on), book.catalogue, book.numbers, on, {}).told(example)


def _articles(entry: Entry, change: AnswerChange) -> list[str]:
    rules = [rule for one in entry.rules for rule in (*one.before, *one.after)] or [rule for side in change.lines for rule in side]
    return list(dict.fromkeys(citation.cite for rule in rules for citation in rule.law))


def _expected(value: Value) -> str:
    if isinstance(value, Place):
        return str(value.standing) + (f" at {value.level}" if value.level is not None else "")
    return "unknown" if value is None or isinstance(value, Line) else value


def _line_expected(version: Version, on: date, here: Sequence[Rule], there: Sequence[Rule], told: Facts) -> Iterator[tuple[str, Any]]:
    """What the rules of the line say, and where their components stand; for a rule that is not here, that nobody reads it."""
    book = version.rulebook
    found, _ = verdicts(book.in_force(on), told, book.catalogue.otherwise)
    outcomes = {verdict.rule.id: str(verdict.outcome) for verdict in found}
    ids = {rule.id for rule in book.rules}
    parts = {part for rule in here if isinstance(rule.then, Suggests) for part in rule.then.components}
    yield from ((one.component, str(one.standing)) for one in settled(book.catalogue.components, found) if one.component in parts)
    for rule in (*here, *there):
        if rule.id in outcomes or rule.id in ids:
            yield rule.id, outcomes.get(rule.id, "does_not_apply")
    unknown = [rule for rule in there if rule.id not in ids and not here]
    if unknown:
        yield "never_says", [max(_pieces(rule), key=len) for rule in unknown]


def _pieces(rule: Rule) -> list[str]:
    """The parts of the sentence between its numbers and dates."""
    return [piece.strip(" .,;") for piece in re.split(r"\{[^}]*\}", rule.says.en)]
