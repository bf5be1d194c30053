"""Which rules nobody has read a second time: what the ledgers say of each, and why a line counts for nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from route_advisor.assurance.cases.checked_by import Source
from route_advisor.assurance.cases.scenarios import Scenario
from route_advisor.assurance.texts.law_on_a_day import read_of
from route_advisor.rulebook.book import Rulebook

NO_LEDGER = "no ledger has a line of it"


@dataclass(frozen=True)
class Readings:
    """What somebody else than the writer of the page read, by the id as written."""

    rules: tuple[str, ...]
    lines: frozenset[str]
    """Rules of which what follows, the articles and the decider were read."""
    conditions: frozenset[str]
    """Rules of which the conditions were read."""
    why_unread: Mapping[str, str]
    """For each other rule, why its lines in the ledger count for nothing."""

    @property
    def unread(self) -> tuple[str, ...]:
        """The rules of which no line was read, in the order of the pages."""
        return tuple(id_ for id_ in self.rules if id_ not in self.lines)

    @property
    def without_conditions(self) -> tuple[str, ...]:
        """The rules of which nobody read for whom they hold, in the order of the pages."""
        return tuple(id_ for id_ in self.rules if id_ not in self.conditions)


def readings(rulebook: Rulebook, scenarios: Iterable[Scenario]) -> Readings:
    """What the ledgers read of each written rule. A line whose `checked_by` says nobody, or leaves the rule out, was not read."""
    rules = tuple(dict.fromkeys(rule.written_as for rule in rulebook.rules))
    lines: set[str] = set()
    conditions: set[str] = set()
    why: dict[str, str] = {}
    for scenario, name, line in _lines_of(scenarios):
        if scenario.checked.source_for(name) is Source.NOBODY:
            why[name] = scenario.checked.unread.get(name, scenario.checked_by)
            continue
        firm, when = read_of(line)
        lines |= {name} if firm else set()
        conditions |= {name} if when else set()
    return Readings(rules, frozenset(lines), frozenset(conditions), {id_: why.get(id_, NO_LEDGER) for id_ in rules if id_ not in lines})


def _lines_of(scenarios: Iterable[Scenario]) -> Iterator[tuple[Scenario, str, Sequence[str] | str]]:
    for scenario in scenarios:
        yield from ((scenario, name, line) for name, line in scenario.expect.get("reads", {}).items())
