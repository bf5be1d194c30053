"""Which missing fact settles most, where the answer is written, and whom to ask."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from route_advisor.advice.model import Question
from route_advisor.facts import Facts
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Concludes, Dates, Refers, Rule, Suggests, Verdict
from route_advisor.vocabulary import CLOSED, Stage

_ADVISORY = (Suggests, Refers, Dates)
_EARLY = (Stage.ACT, Stage.DUTY)
_SCALE = 5040
"""Divisible by every small number of missing facts, so that ranks are exact whole numbers."""


def questions(undecided: Sequence[Verdict], results: Iterable[Settled], facts: Facts, catalogue: Catalogue) -> tuple[Question, ...]:
    """A question for each missing fact that could still change this advice, the one that settles most first.

    `undecided` are the verdicts that cannot tell. What earlier stages need comes first; a fact weighs more where it alone is missing.
    """
    settles: defaultdict[str, set[str]] = defaultdict(set)
    weight: defaultdict[str, int] = defaultdict(int)
    for verdict in _relevant(undecided, results, facts, catalogue.head.expected):
        missing = base_facts(verdict.missing, facts)
        share = _weight(verdict.rule) // len(missing)
        for name in missing:
            settles[name].add(verdict.rule.id)
            weight[name] += share
    askable = [name for name in settles if name in catalogue.facts and catalogue.facts[name].is_asked(facts.word)]
    ranked = sorted(askable, key=lambda name: (-weight[name], catalogue.place[name]))
    return tuple(question_about(name, tuple(sorted(settles[name])), catalogue) for name in ranked)


def base_facts(missing: Iterable[str], facts: Facts) -> set[str]:
    """The facts that somebody could tell, behind facts that rules would conclude."""
    found: set[str] = set()
    for name in missing:
        behind = facts.behind.get(name)
        if behind is None:
            found.add(name)
        else:
            found |= base_facts(behind, facts)
    return found


def _weight(rule: Rule) -> int:
    if rule.municipality is not None:  # what the law asks comes first, in its own order
        return 0
    if isinstance(rule.then, _ADVISORY):
        return _SCALE // 20
    return _SCALE * (2 if rule.stage in _EARLY else 1)


def _relevant(undecided: Sequence[Verdict], results: Iterable[Settled], facts: Facts, expected: Mapping[str, str]) -> Iterator[Verdict]:
    """The verdicts that still matter.

    Those on settled components do not, nor do conclusions that nobody waits for. A step or referral asks only for what
    somebody could tell, not for all that rules could conclude. `expected` are the headlines, and what is told until they are decided.
    """
    settled = {result.component for result in results if result.standing in CLOSED}
    wanted = [verdict for verdict in undecided if not isinstance(verdict.rule.then, Concludes) and _matters(verdict, settled, facts)]
    names = {name for verdict in wanted for name in verdict.missing}
    concluding = _by_conclusion(undecided)
    todo = [*names, *(instead for headline, instead in expected.items() if headline not in facts)]
    while todo:
        for verdict in concluding.pop(todo.pop(), ()):
            wanted.append(verdict)
            todo += verdict.missing
    yield from wanted


def _matters(verdict: Verdict, settled: set[str], facts: Facts) -> bool:
    then = verdict.rule.then
    if isinstance(then, _ADVISORY) and not facts.behind.keys().isdisjoint(verdict.missing):
        return False
    parts = getattr(then, "components", ()) or verdict.rule.needs_open
    return not parts or not settled.issuperset(parts)


def _by_conclusion(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    found: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if isinstance(verdict.rule.then, Concludes):
            found[verdict.rule.then.fact].append(verdict)
    return dict(found)


def question_about(name: str, settles: tuple[str, ...], catalogue: Catalogue) -> Question:
    """The question for a fact that somebody can tell, and what it settles."""
    entry = catalogue.facts[name]
    assert entry.asks is not None  # noqa: S101 - the catalogue refuses a fact without its question
    assert entry.why_we_ask is not None  # noqa: S101 - as above
    assert entry.ask_whom is not None  # noqa: S101 - as above
    return Question(
        fact=name, asks=entry.asks, why_we_ask=entry.why_we_ask, found_in=entry.found_in, ask_whom=entry.ask_whom, settles=settles
    )
