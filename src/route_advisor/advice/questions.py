"""Which missing fact settles most, where the answer is written, and whom to ask."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from route_advisor.advice.model import Question
from route_advisor.advice.steps import TERM_CLOCKS
from route_advisor.facts import Facts
from route_advisor.limits import ANSWERS_KEPT
from route_advisor.reasoning.assumptions import EXPECTED
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.rule import Rule, Verdict
from route_advisor.rulebook.sentences import asked_sentence
from route_advisor.vocabulary import CLOSED, Grade, Stage, Teller

_HEADS = ("act", "duty", "term")
"""Lines of the head that an answer can settle."""
_EARLY = (Stage.ACT, Stage.DUTY)
_EXPECTED = (Teller.ASSUMPTION, EXPECTED, None)
_SCALE = 5040
"""Divisible by every small number of missing facts, so that ranks are exact whole numbers."""


def questions(
    undecided: Sequence[Verdict],
    results: Iterable[Settled],
    facts: Facts,
    catalogue: Catalogue,
    numbers: Numbers,
    on: date,
    everything: Iterable[Verdict] = (),
) -> tuple[Question, ...]:
    """A question for each missing fact that could still change this advice, the one that settles most first.

    `undecided` are the verdicts that cannot tell, among `everything` that rules say. What earlier stages need comes first; a fact weighs more where it alone is missing.
    In front of all stand the facts that are only expected, for then all that rests on them is; what is rarely otherwise comes last.
    """
    return in_words(to_ask(undecided, results, facts, catalogue, everything), catalogue, numbers, on)


class ToAsk(NamedTuple):
    """A fact to ask, the ids of the rules that its answer settles, and what it unlocks."""

    fact: str
    settles: tuple[str, ...]
    unlocks: tuple[str, ...]


def to_ask(
    undecided: Sequence[Verdict], results: Iterable[Settled], facts: Facts, catalogue: Catalogue, everything: Iterable[Verdict] = ()
) -> tuple[ToAsk, ...]:
    """What `questions` asks, in its order: the same of all people of whom the same is known, on every day with the same rules."""
    results = tuple(results)
    first, last = _to_confirm(facts, everything, catalogue)
    waiting = tuple(result.component for result in results if result.standing not in CLOSED)
    return tuple(
        _to_ask(name, tuple(sorted([rule.id for rule in rules])), unlocks(rules, waiting, catalogue))
        for name, rules in (*first, *_missing(undecided, results, facts, catalogue), *last)
    )


@lru_cache(ANSWERS_KEPT)
def _to_ask(fact: str, settles: tuple[str, ...], unlocks: tuple[str, ...]) -> ToAsk:
    """One object for all people of whom the same is asked."""
    return ToAsk(fact, settles, unlocks)


def in_words(asked: Iterable[ToAsk], catalogue: Catalogue, numbers: Numbers, on: date) -> tuple[Question, ...]:
    """The questions about these facts, with the numbers of that day."""
    return tuple([question_about(fact, settles, catalogue, numbers, on, unlocked) for fact, settles, unlocked in asked])


_Named = Sequence[tuple[str, Sequence[Rule]]]
"""Facts to ask, each with the rules that its answer settles."""


def _to_confirm(facts: Facts, everything: Iterable[Verdict], catalogue: Catalogue) -> tuple[_Named, _Named]:
    """The questions that would confirm what is expected: first those of the head, and those about what is rarely otherwise."""
    expected = [name for name, fact in facts.known.items() if fact.grade is Grade.EXPECTED and fact.told_by[0] == _EXPECTED]
    asked = [name for name in expected if catalogue.facts[name].is_asked(facts.word)]
    found = [(name, [one.rule for one in everything if _asks(one.rule, name)]) for name in asked]
    rare = {name for name in asked if catalogue.facts[name].unless_told is not None}
    return [one for one in found if one[0] not in rare], [one for one in found if one[0] in rare]


def _asks(rule: Rule, name: str) -> bool:
    return any(condition.fact == name for condition in rule.when)


def _missing(undecided: Sequence[Verdict], results: Iterable[Settled], facts: Facts, catalogue: Catalogue) -> _Named:
    settles: defaultdict[str, list[Rule]] = defaultdict(list)
    weight: defaultdict[str, int] = defaultdict(int)
    for missing, rules in _relevant(undecided, results, facts, catalogue.head.expected).items():
        names = facts.tellable(missing)
        share = sum([_weight(rule) // len(names) for rule in rules])
        for name in names:
            settles[name] += rules
            weight[name] += share
    entries, word, place = catalogue.facts, facts.word, catalogue.place
    askable = [name for name in settles if name in entries and entries[name].is_asked(word)]
    ranked = sorted(askable, key=lambda name: (-weight[name], place[name]))
    return [(name, settles[name]) for name in ranked]


def unlocks(rules: Iterable[Rule], waiting: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    """What these rules can settle: the act, the duty, the term, and those components that still wait for an answer."""
    found: set[str] = set()
    heads = catalogue.head.lines
    for rule in rules:
        if rule.settles:
            found.update(rule.settles)
        elif rule.concludes is not None:
            found.update(heads.get(rule.concludes, ()))
        elif rule.clock in TERM_CLOCKS:
            found.add("term")
    return tuple(name for name in (*_HEADS, *waiting) if name in found)


def _weight(rule: Rule) -> int:
    if rule.municipality is not None:  # what the law asks comes first, in its own order
        return 0
    if rule.advises:
        return _SCALE // 20
    return _SCALE * (2 if rule.stage in _EARLY else 1)


def _relevant(
    undecided: Sequence[Verdict], results: Iterable[Settled], facts: Facts, expected: Mapping[str, tuple[str, ...]]
) -> Mapping[tuple[str, ...], Sequence[Rule]]:
    """The rules whose verdicts still matter, by the facts that they miss: many rules miss the same.

    Those on settled components do not, nor do conclusions that nobody waits for. A step or referral asks only for what
    somebody could tell, not for all that rules could conclude. `expected` are the headlines, and what is told until they are decided.
    """
    closed = {result.component for result in results if result.standing in CLOSED}
    behind = facts.behind.keys()
    wanted: defaultdict[tuple[str, ...], list[Rule]] = defaultdict(list)
    concluding: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in undecided:
        rule = verdict.rule
        if rule.concludes is not None:
            concluding[rule.concludes].append(verdict)
        elif rule.about_parts and closed.issuperset(rule.about_parts):
            continue
        elif not rule.advises or behind.isdisjoint(verdict.missing):
            wanted[verdict.missing].append(rule)
    todo = [name for missing in wanted for name in missing]
    todo += [one for headline, instead in expected.items() if headline not in facts for one in instead]
    while todo:
        for verdict in concluding.pop(todo.pop(), ()):
            wanted[verdict.missing].append(verdict.rule)
            todo += verdict.missing
    return wanted


def question_about(
    name: str, settles: tuple[str, ...], catalogue: Catalogue, numbers: Numbers, on: date, unlocked: tuple[str, ...] = ()
) -> Question:
    """The question for a fact that somebody can tell, with the numbers of that day, what it settles, and what that means."""
    entry = catalogue.facts[name]
    assert entry.asks is not None  # noqa: S101 - the catalogue refuses a fact without its question
    assert entry.why_we_ask is not None  # noqa: S101 - as above
    assert entry.ask_whom is not None  # noqa: S101 - as above
    return Question.unchecked(
        fact=name,
        asks=asked_sentence(entry.asks, numbers, on),
        why_we_ask=entry.why_we_ask,
        found_in=entry.found_in,
        ask_whom=entry.ask_whom,
        settles=settles,
        unlocks=unlocked,
    )
