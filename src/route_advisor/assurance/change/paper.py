"""What changed on paper between two versions of a rulebook, or between two days of one: rules, numbers, and the words around them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.numbers import Number, Numbers
from route_advisor.rulebook.rule import Rule, Suggests
from route_advisor.text import Text


class How(StrEnum):
    """What happened to something that stands on a page."""

    BEGAN = "began"
    ENDED = "ended"
    REPLACED = "replaced"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What happened to one written rule: the rules it stood for before and after, and which parts of its text differ."""

    how: How
    before: tuple[Rule, ...]
    after: tuple[Rule, ...]
    what: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids as they stand on the pages, the old one first."""
        return tuple(dict.fromkeys(rule.written_id for rule in (*self.before, *self.after)))

    @property
    def touches_answers(self) -> bool:
        """Not its words or its articles alone: whom it is about, what follows, who decides, or its days."""
        return {one.id: substance(one) for one in self.before} != {one.id: substance(one) for one in self.after}


Series = tuple[tuple[date, int | None], ...]
"""Values by the first day on which each holds."""


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number of law with other values, by their first days; `said_by` are the rules that name it (none: a date is counted with it)."""

    before: Number | None
    after: Number | None
    old: Series
    new: Series
    said_by: tuple[str, ...]

    @property
    def number(self) -> Number:
        """The number as it is written now; as it was, where it is gone."""
        found = self.after or self.before
        if found is None:
            raise AssertionError
        return found


@dataclass(frozen=True, slots=True)
class EntryChange:
    """A fact, component, authority, paper or label that came, went, or is described otherwise."""

    page: str
    name: str
    how: How
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """All that changed on paper."""

    rules: tuple[RuleChange, ...]
    numbers: tuple[NumberChange, ...]
    entries: tuple[EntryChange, ...]


def numbers_said(rule: Rule, numbers: Numbers) -> tuple[str, ...]:
    """The numbers of law that the sentence of a rule names."""
    return tuple(sorted(rule.says.slots & set(numbers.by_name)))


def substance(rule: Rule) -> tuple[object, ...]:
    """What a rule does, without the words in which it says so and the articles it rests on."""
    then = replace(rule.then, where=None, before=None, takes=None) if isinstance(rule.then, Suggests) else rule.then
    return rule.stage, frozenset((one.fact, frozenset(one.words)) for one in rule.when), then, rule.final_word, rule.says.slots


# --- rules ------------------------------------------------------------------------------------------------


def rule_changes(before: Iterable[Rule], after: Iterable[Rule], successors: Mapping[str, str] | None = None) -> tuple[RuleChange, ...]:
    """What happened to each written rule, in the order of the pages.

    `successors` names for a rule the one it replaced (`Rule.replaces`), also where that one lived only in between.
    """
    old, new = _by_written_id(before), _by_written_id(after)
    heirs = _heirs(old, new, successors or {})
    inherited = {heir for group in heirs.values() for heir in group}
    found = []
    for id_ in dict.fromkeys((*new, *old)):
        if id_ in old and id_ in new:
            found += [RuleChange(How.CHANGED, old[id_], new[id_], what)] if (what := differing_parts(old[id_], new[id_])) else []
        elif id_ in heirs:
            successor = tuple(rule for heir in heirs[id_] for rule in new[heir])
            found.append(RuleChange(How.REPLACED, old[id_], successor, differing_parts(old[id_], successor)))
        elif id_ in old:
            found.append(RuleChange(How.ENDED, old[id_], ()))
        elif id_ not in inherited:
            found.append(RuleChange(How.BEGAN, (), new[id_]))
    return tuple(found)


def _by_written_id(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        found[rule.written_id].append(rule)
    return {id_: tuple(group) for id_, group in found.items()}


def _heirs(old: Mapping[str, object], new: Mapping[str, Sequence[Rule]], successors: Mapping[str, str]) -> Mapping[str, list[str]]:
    """For a rule that is gone, the new rules that replace it, directly or through rules that are gone as well."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id_, (first, *_) in new.items():
        ancestor, seen = first.replaces, {id_}
        while ancestor is not None and ancestor not in old and ancestor not in seen:
            seen.add(ancestor)
            ancestor = successors.get(ancestor)
        if id_ not in old and ancestor is not None and ancestor in old and ancestor not in new:
            found[ancestor].append(id_)
    return found


def differing_parts(before: Sequence[Rule], after: Sequence[Rule]) -> tuple[str, ...]:
    """The parts of a written rule that differ: words, articles, conditions, consequence, decider, days and so on."""
    old, new = [_parts(rule) for rule in before], [_parts(rule) for rule in after]
    return tuple(part for part in _parts(after[0]) if [one[part] for one in old] != [one[part] for one in new])


def _parts(rule: Rule) -> dict[str, object]:
    then = rule.then
    texts = [getattr(then, name, None) for name in ("where", "before", "takes")]
    bare = {one.name: getattr(then, one.name) for one in fields(then) if one.name not in ("where", "before", "takes", "level")}
    return {
        "conditions": {one.fact: frozenset(one.words) for one in rule.when},
        "consequence": (type(then).__name__, rule.stage, bare),
        "level": getattr(then, "level", None),
        "decider": rule.final_word,
        "days": rule.in_force,
        "words": (rule.says, rule.short, rule.before_what, rule.open_norm, texts),
        "articles": [one.cite for one in rule.law],
        "quotes": [(one.quote, one.checked_on, one.certainty) for one in rule.law],
        "examples": [(one.name, dict(one.given), one.expect) for one in rule.examples],
    }


# --- numbers and words ------------------------------------------------------------------------------------


def number_changes(before: Numbers, after: Numbers, rules: Iterable[Rule], days: tuple[date, date] | None) -> tuple[NumberChange, ...]:
    """The numbers with another value on these two days; where no days are given, with another series of values."""
    said = list(rules)
    found = []
    for name in dict.fromkeys((*after.by_name, *before.by_name)):
        old, new = before.by_name.get(name), after.by_name.get(name)
        one, other = _series(old, days and days[0]), _series(new, days and days[1])
        if [value for _, value in one] != [value for _, value in other] or (days is None and one != other):
            said_by = tuple(dict.fromkeys(rule.written_id for rule in said if name in rule.says.slots))
            found.append(NumberChange(old, new, one, other, said_by))
    return tuple(found)


def _series(number: Number | None, on: date | None) -> Series:
    if number is None:
        return ()
    if on is None:
        return number.values
    value = number.at(on)
    return () if value is None else ((on, value),)


def entry_changes(before: Catalogue, after: Catalogue) -> tuple[EntryChange, ...]:
    """What came, went or changed among facts, components, authorities, papers, conflicts and labels."""
    found: list[EntryChange] = []
    for page in ("facts", "components", "authorities", "documents", "conflicts", "labels", "countries"):
        found += _entries(page, getattr(before, page), getattr(after, page))
    if before.deferral != after.deferral:
        found.append(EntryChange("deferral", "deferral", How.CHANGED, _keys(before.deferral, after.deferral)))
    return tuple(found)


def _entries(page: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[EntryChange]:
    for name in dict.fromkeys((*after, *before)):
        if name not in before:
            yield EntryChange(page, name, How.BEGAN)
        elif name not in after:
            yield EntryChange(page, name, How.ENDED)
        elif before[name] != after[name]:
            yield EntryChange(page, name, How.CHANGED, _keys(before[name], after[name]))


def _keys(before: object, after: object) -> tuple[str, ...]:
    if isinstance(before, Text) or not (isinstance(before, BaseModel) and isinstance(after, BaseModel)):
        return ("words",)
    return tuple(key for key in type(after).model_fields if getattr(before, key, None) != getattr(after, key))
