"""Which rules no case has tried: each must have applied, not applied and not been tellable, and each condition must have decided once.

A condition decides where every other condition holds and it alone is known to be false (modified condition/decision coverage).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from route_advisor.assurance.cases.near_miss import Line, near_miss, other_word, written_fact
from route_advisor.assurance.cases.rule_cases import Reading, read_examples, read_scenarios_of, read_stories
from route_advisor.assurance.cases.scenarios import Scenario
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Condition, Rule
from route_advisor.vocabulary import Outcome


@dataclass(frozen=True)
class Gap:
    """What no case has tried of one rule, and an example that would."""

    page: str
    line: int
    rule: str
    missing: str
    example: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}, rule {self.rule}: {self.missing}; add {self.example}"


@dataclass(frozen=True)
class RuleCoverage:
    """How much of a rulebook the cases try: counts of written rules and of conditions, and each gap."""

    rules: int
    applied: int
    with_conditions: int
    did_not_apply: int
    could_not_tell: int
    conditions: int
    decided: int
    always_hold: tuple[str, ...]
    """Conditions that name every word of their fact: they ask only that it is known, and can never be false."""
    gaps: tuple[Gap, ...]


@dataclass
class _Tried:
    outcomes: set[Outcome] = field(default_factory=set)
    decisive: set[int] = field(default_factory=set)


def rule_coverage(rulebook: Rulebook, scenarios: Iterable[Scenario], stories: Sequence[Path], on: date) -> RuleCoverage:
    """How much the examples, the scenarios, and the stories on that day try of each written rule. Raises `FileRefused` for a story."""
    written: dict[str, list[Rule]] = {}
    for rule in rulebook.rules:
        written.setdefault(rule.written_as, []).append(rule)
    tried = {id_: _Tried() for id_ in written}
    for reading in _readings(rulebook, scenarios, stories, on):
        _note(tried[reading.rule.written_as], reading)
    return _counted(written, tried, rulebook.catalogue)


def _readings(rulebook: Rulebook, scenarios: Iterable[Scenario], stories: Sequence[Path], on: date) -> Iterator[Reading]:
    yield from read_examples(rulebook.rules)
    yield from read_scenarios_of(scenarios, rulebook)
    yield from read_stories(stories, on, rulebook)


def _note(tried: _Tried, reading: Reading) -> None:
    tried.outcomes.add(reading.outcome)
    if reading.outcome is Outcome.DOES_NOT_APPLY and (decisive := reading.decisive) is not None:
        tried.decisive.add(decisive)


def _counted(written: Mapping[str, Sequence[Rule]], tried: Mapping[str, _Tried], catalogue: Catalogue) -> RuleCoverage:
    asking = [id_ for id_, rules in written.items() if any(_can_fail(one, catalogue) for one in rules[0].when)]
    unsure = [id_ for id_, rules in written.items() if rules[0].when]
    can_fail = {id_: [place for place, one in enumerate(rules[0].when) if _can_fail(one, catalogue)] for id_, rules in written.items()}
    return RuleCoverage(
        rules=len(written),
        applied=sum(Outcome.APPLIES in one.outcomes for one in tried.values()),
        with_conditions=len(unsure),
        did_not_apply=sum(Outcome.DOES_NOT_APPLY in tried[id_].outcomes for id_ in asking) + len(unsure) - len(asking),
        could_not_tell=sum(Outcome.CANNOT_TELL in tried[id_].outcomes for id_ in unsure),
        conditions=sum(map(len, can_fail.values())),
        decided=sum(place in tried[id_].decisive for id_, places in can_fail.items() for place in places),
        always_hold=tuple(_always(rules[0], one) for rules in written.values() for one in rules[0].when if not _can_fail(one, catalogue)),
        gaps=tuple(gap for id_, rules in written.items() for gap in _gaps(rules, tried[id_], can_fail[id_], catalogue)),
    )


def _can_fail(condition: Condition, catalogue: Catalogue) -> bool:
    return other_word(condition, catalogue) is not None


def _always(rule: Rule, condition: Condition) -> str:
    return f"{rule.page}:{rule.line}, rule {rule.written_as}: asks only whether {condition.fact} is known"


def _gaps(rules: Sequence[Rule], tried: _Tried, can_fail: Sequence[int], catalogue: Catalogue) -> Iterator[Gap]:
    rule = rules[0]

    def gap(missing: str, example: Line) -> Gap:
        return Gap(rule.page, rule.line, rule.written_as, missing, str(example))

    if Outcome.APPLIES not in tried.outcomes:
        given = {written_fact(rules, place): one.words[0] for place, one in enumerate(rule.when)}
        yield gap("applies in no case", Line("all of it holds", "given", given, Outcome.APPLIES))
    if rule.when and Outcome.CANNOT_TELL not in tried.outcomes:
        yield gap("can be told in every case", near_miss(rules, 0, "unknown", catalogue))
    if can_fail and Outcome.DOES_NOT_APPLY not in tried.outcomes:
        yield gap("applies in every case", near_miss(rules, can_fail[0], None, catalogue))
    for place in can_fail:
        if place not in tried.decisive:
            yield gap(f"{written_fact(rules, place)} never decides alone", near_miss(rules, place, None, catalogue))
