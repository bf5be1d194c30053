"""Answers kept by question: what one component, one step or the head can depend on, asked of every evaluator once.

A question is what is known of the facts in its cone, each word with how firm it is; nothing else about a person can matter to it. So a
hundred thousand files ask a few thousand questions. Each answer that is kept was given by all evaluators alike.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from random import Random
from threading import Lock
from typing import Any, Final, NamedTuple

from route_advisor.errors import EngineDisagreement
from route_advisor.facts import Facts
from route_advisor.reasoning.assumptions import Assumed, Assumption, assuming
from route_advisor.reasoning.components import Settled, settled
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Rule, Rules
from route_advisor.vocabulary import Grade

MOST_KEPT: Final = 100_000
"""Answers that are kept at most; then the oldest make room. A caseload of 100,000 lives asked a few thousand questions."""

ASKED_ANEW: Final = 0.001
"""How many of the people whose answers are all kept are asked anew, to see that the answers still stand."""

Kept = tuple[Any, ...] | bool
_HEAD = "head"


class Standing(NamedTuple):
    """Where one component stands, and the ids of the rules that say so and of those that may change it."""

    component: Settled
    expected: bool
    why: tuple[str, ...]
    unless: tuple[str, ...]


class Answers(NamedTuple):
    """What is taken for granted about a person, where each component stands, and which of the rules that were asked about apply."""

    assumptions: tuple[Assumption, ...]
    resting: frozenset[str]
    """The facts of the head that rest on an assumption."""
    head: tuple[tuple[str, str, Grade], ...]
    """The facts of the head that are known, with their words and how firm they are."""
    standings: tuple[Standing, ...]
    applying: tuple[Rule, ...]


class _Question(NamedTuple):
    about: str
    facts: tuple[str, ...]
    words_of: Callable[[Sequence[Any]], Any]
    """The words of its facts, out of those of all facts."""


class KeptAnswers:
    """The answers to all questions under the rules of one day and one set of municipal pages. Threads may share it.

    `asks` are further rules of which it keeps whether they apply. `chance` decides who is asked anew.
    """

    def __init__(self, rules: Rules, catalogue: Catalogue, asks: Iterable[Rule], chance: Random) -> None:
        self._catalogue = catalogue
        self._asks = tuple(asks)
        self._chance = chance
        self._kept: dict[tuple[str, Any], Kept] = {}
        self._lock = Lock()
        head = catalogue.head
        assumed = {fact for several in head.expectations.values() for one in several for told in one.assumes.values() for fact in told}
        cones = {
            _HEAD: _cone([rule for rule in rules if rule.concludes in head.facts], rules) | head.facts | assumed,
            **{one: _cone([rule for rule in rules if one in rule.settles], rules) for one in catalogue.components},
            **{rule.id: _cone([rule], rules) for rule in self._asks},
        }
        self._facts = tuple(dict.fromkeys(name for cone in cones.values() for name in sorted(cone)))
        place = {name: number for number, name in enumerate(self._facts)}
        questions = {about: _question(about, tuple(sorted(cone)), place) for about, cone in cones.items()}
        self._head = questions.pop(_HEAD)
        self._components = tuple(questions.pop(one) for one in catalogue.components)
        self._steps = tuple(questions[rule.id] for rule in self._asks)

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._kept)

    def answers(self, facts: Facts, ask: Callable[[], Assumed]) -> Answers:
        """The answers about a person; `ask` asks every evaluator, about everything, and is called only where an answer is not kept.

        Raises `EngineDisagreement` where somebody who is asked anew gets another answer than the one that was kept, and as `ask` does.
        """
        kept = self._all_kept(facts)
        if kept is not None and self._chance.random() >= ASKED_ANEW:
            return kept
        found = self._found(facts, ask())
        if kept is not None and found != kept:
            about = ", ".join(_differences(kept, found)) or "the head"
            raise EngineDisagreement(f"asked anew, the evaluators say something else about {about} than before, so no advice was given")
        return found

    def _all_kept(self, facts: Facts) -> Answers | None:
        words = self._words(facts)
        head = self._kept.get(_key(self._head, words, facts))
        if head is None:
            return None
        assumptions, resting, known = head  # type: ignore[misc]
        if assumptions:
            words = self._words(assuming(facts, assumptions))
        get = self._kept.get
        standings = [get((about, words_of(words))) for about, _, words_of in self._components]
        applies = [get((about, words_of(words))) for about, _, words_of in self._steps]
        if None in standings or None in applies:
            return None
        applying = tuple([rule for rule, one in zip(self._asks, applies, strict=True) if one])
        return Answers(assumptions, resting, known, tuple(standings), applying)  # type: ignore[arg-type]

    def _found(self, facts: Facts, answer: Assumed) -> Answers:
        """The answers that all evaluators gave, kept from now on."""
        head = self._catalogue.head.facts
        known = tuple((name, fact.word, fact.grade) for name in sorted(head) if (fact := answer.facts.known.get(name)) is not None)
        results = settled(self._catalogue.components, answer.verdicts)
        standings = tuple(_standing(one, answer.resting) for one in results)
        applying = {verdict.rule.id for verdict in answer.verdicts if verdict.applies}
        found = Answers(
            answer.assumptions, answer.resting & head, known, standings, tuple(rule for rule in self._asks if rule.id in applying)
        )
        words = self._words(assuming(facts, answer.assumptions))
        new: dict[tuple[str, Any], Kept] = {_key(self._head, self._words(facts), facts): (found.assumptions, found.resting, found.head)}
        new |= {(one.about, one.words_of(words)): standing for one, standing in zip(self._components, standings, strict=True)}
        new |= {(one.about, one.words_of(words)): one.about in applying for one in self._steps}
        with self._lock:
            for key, value in new.items():
                if self._kept.setdefault(key, value) != value:
                    raise EngineDisagreement(f"two people of whom the same is known get two answers about {key[0]}; no advice was given")
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return found

    def _words(self, facts: Facts) -> list[Any]:
        """What is known of each fact that anything can depend on: its word alone where it is established."""
        known, established = facts.known, Grade.ESTABLISHED
        words: list[Any] = []
        for name in self._facts:
            fact = known.get(name)
            words.append(None if fact is None else fact.word if fact.grade is established else (fact.word, fact.grade))
        return words


def _question(about: str, facts: tuple[str, ...], place: Mapping[str, int]) -> _Question:
    return _Question(about, facts, itemgetter(*(place[name] for name in facts)) if facts else lambda _: ())


def _key(head: _Question, words: Sequence[Any], facts: Facts) -> tuple[str, Any]:
    """The question about the head: what sources differ about is never assumed, so that counts too."""
    differ = frozenset(conflict.fact for conflict in facts.conflicts).intersection(head.facts) if facts.conflicts else frozenset()
    return head.about, (head.words_of(words), differ)


def _cone(rules: Iterable[Rule], all_rules: Rules) -> frozenset[str]:
    """All facts on which these rules can depend, through what other rules conclude."""
    needed = list(rules)
    asked = {name for rule in needed for name, _ in rule.when}
    while more := [rule for rule in all_rules if rule.concludes in asked and rule not in needed]:
        needed += more
        asked |= {name for rule in more for name, _ in rule.when}
    return frozenset(asked)


def _standing(one: Settled, resting: frozenset[str]) -> Standing:
    expected = any(fact.name in resting for verdict in one.why for fact in verdict.premises)
    why, unless = (tuple(verdict.rule.id for verdict in several) for several in (one.why, one.unless))
    return Standing(one._replace(why=(), unless=()), expected, why, unless)


def _differences(kept: Answers, found: Answers) -> Iterable[str]:
    yield from (one.component.component for one, other in zip(kept.standings, found.standings, strict=True) if one != other)
    yield from (rule.id for rule in {*kept.applying} ^ {*found.applying})
