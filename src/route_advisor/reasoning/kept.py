"""Answers kept by question: what one component, one step or the head can depend on, asked of every evaluator once.

A question is what is known of the facts in its cone, each word with how firm it is; nothing else about a person can matter to it. So a
hundred thousand files ask a few thousand questions. Each answer that is kept was given by all evaluators alike. Who misses one answer asks
about everything: twenty thousand lives do so 1,125 times, and each time all that is kept about that person is compared anew.

Most people ask the same of every question as somebody before them: twenty thousand lives ask 1,925 things in all. So answers that stand
together are also kept together, with what is made of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from random import Random
from typing import Any, Final, NamedTuple, TypeVar

from route_advisor.errors import EngineDisagreement
from route_advisor.facts import Facts
from route_advisor.limits import ANSWERS_KEPT
from route_advisor.reasoning.assumptions import Assumed, Assumption, assuming
from route_advisor.reasoning.components import Settled, settled
from route_advisor.reasoning.locks import OwnLock
from route_advisor.reasoning.question import Question, Questions, Words, cones_of
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Rule, Rules
from route_advisor.vocabulary import Grade

ASKED_ANEW: Final = 0.001
"""How many of the people whose answers are all kept are asked anew, to see that the answers still stand."""

ROOM_OF_ALL: Final = 10
"""The answers of one person together, with what is made of them, take about the room of so many single answers."""

HEAD = "head"
Key = tuple[str, Any]
"""What a question is about, and the words of its facts."""


T = TypeVar("T")


class Memory:
    """All that one advisor keeps, under every set of rules: up to `ANSWERS_KEPT` answers, and as much room for those that are kept together.

    Threads may share it. `chance` decides who is asked anew.
    """

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.lock = OwnLock()
        self._stores: list[Store] = []

    def __len__(self) -> int:
        """How many answers are kept."""
        return sum([len(store.by_key) for store in self._stores])

    def store(self) -> "Store":
        """Room for the answers under one more set of rules."""
        with self.lock:
            self._stores.append(Store(self))
            return self._stores[-1]

    def make_room(self) -> None:
        """Let the oldest answers go, of the rules under which most are kept: who asks about many days takes no room from other days."""
        while (over := len(self) - ANSWERS_KEPT) > 0:
            largest = max([store.by_key for store in self._stores], key=len)
            for key in [*islice(largest, over)]:
                del largest[key]

    def make_room_together(self) -> None:
        """Let all go that is kept together where there is no room for more: it is soon put together again."""
        if sum([len(store.together) for store in self._stores]) >= ANSWERS_KEPT // ROOM_OF_ALL:
            for store in self._stores:
                store.together.clear()


class Store:
    """Answers by question under one set of rules. Where two of them differ nobody knows which is wrong, so all of them are forgotten."""

    def __init__(self, memory: Memory) -> None:
        self.by_key: dict[Key, Any] = {}
        self.together: dict[Any, Any] = {}
        """Answers of `by_key` that were put together, by all that they can depend on."""
        self.contradicted = False
        """Whether another answer was ever given than the one that was kept."""
        self._memory = memory

    def answered(self, kept: T | None, found: Callable[[], T], differences: Callable[[T, T], Iterable[str]], *, anew: bool = False) -> T:
        """What is kept; else, for one of the few who are asked anew, and with `anew`, what is `found` now.

        Raises `EngineDisagreement`, with the `differences` of both, where these are two answers; and as `found` does.
        """
        if kept is not None and not anew and not self.draws_anew():
            return kept
        new = found()
        if kept is not None and new != kept:
            about = ", ".join(differences(kept, new)) or "the head"
            self.forget()
            raise EngineDisagreement(f"asked anew, the evaluators say something else about {about} than before, so no advice was given")
        return new

    def draws_anew(self) -> bool:
        """Whether somebody whose answers are kept is one of the few who are asked anew."""
        return self._memory.chance.random() < ASKED_ANEW

    def keep(self, new: Mapping[Key, Any]) -> None:
        """Keep these answers. Raises `EngineDisagreement` where another one is kept for the same question."""
        with self._memory.lock:
            for key, value in new.items():
                if self.by_key.get(key, value) != value:
                    self.forget()
                    raise EngineDisagreement(f"two people of whom the same is known get two answers about {key[0]}; no advice was given")
            for key, value in new.items():
                self.by_key.setdefault(key, value)
            self._memory.make_room()

    def keep_together(self, together: dict[Any, Any], key: Any, value: T) -> T:  # noqa: ANN401 - a key of any kind
        """Keep what was put together out of answers, and give it.

        `together` is that of before the first of them was looked up: once they are forgotten, nobody looks there any more.
        """
        with self._memory.lock:
            self._memory.make_room_together()
            together[key] = value
        return value

    def since(self, count: int) -> dict[Key, Any]:
        """The answers without the first so many; no other thread keeps or forgets one meanwhile."""
        with self._memory.lock:
            return dict(islice(self.by_key.items(), count, None))

    def forget(self) -> None:
        """Let go of all answers, as one of them is wrong and nobody knows which."""
        self.by_key.clear()
        self.together = {}  # after the answers: who has looked one of them up before keeps what it puts together where nobody looks
        self.contradicted = True


def cone_of_head(rules: Rules, catalogue: Catalogue) -> frozenset[str]:
    """All facts on which the head can depend, and what is taken for granted about a person."""
    head = catalogue.head
    assumed = {fact for several in head.expectations.values() for one in several for told in one.assumes.values() for fact in told}
    return cones_of(rules)([rule for rule in rules if rule.concludes in head.facts]) | head.facts | assumed


def key_of_head(head: Question, words: Words, facts: Facts) -> Key:
    """The question about the head: what sources differ about is never assumed, so that counts too."""
    return head.about, (head.words_of(words), _differing(head, facts))


def _differing(head: Question, facts: Facts) -> frozenset[str]:
    return frozenset(conflict.fact for conflict in facts.conflicts).intersection(head.facts) if facts.conflicts else frozenset()


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


class Together(NamedTuple):
    """All answers about a person, and what was made of them: once for all people who get the same answers."""

    answers: Answers
    made: Any


class KeptAnswers:
    """The answers to all questions of a brief under the rules of one day and one set of municipal pages. Threads may share it.

    `asks` are further rules of which it keeps whether they apply; `make` makes of all answers about a person what is kept with them.
    """

    def __init__(self, rules: Rules, catalogue: Catalogue, asks: Iterable[Rule], memory: Memory, make: Callable[[Answers], Any]) -> None:
        self._catalogue = catalogue
        self._asks = tuple(asks)
        self._make = make
        self._store = memory.store()
        cone = cones_of(rules)
        alike: defaultdict[frozenset[str], list[Rule]] = defaultdict(list)
        for rule in self._asks:
            alike[cone([rule])].append(rule)
        self._questions = Questions(
            {
                HEAD: cone_of_head(rules, catalogue),
                **{one: cone([rule for rule in rules if one in rule.settles]) for one in catalogue.components},
                **{f"rule {rules_alike[0].id}": facts for facts, rules_alike in alike.items()},
            }
        )
        by_name = self._questions.by_name
        self._head = by_name[HEAD]
        self._components = tuple(by_name[one] for one in catalogue.components)
        self._steps = tuple((by_name[f"rule {several[0].id}"], tuple(several)) for several in alike.values())
        self._place = {rule: place for place, rule in enumerate(self._asks)}

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._store.by_key)

    @property
    def contradicted(self) -> bool:
        """Whether another answer was ever given than the one that was kept; then those of before were forgotten."""
        return self._store.contradicted

    def since(self, count: int) -> dict[Key, Any]:
        """The answers by question, without the first so many that were kept."""
        return self._store.since(count)

    def keep(self, answers: Mapping[Key, Any]) -> None:
        """Keep answers that `since` gave elsewhere. Raises `EngineDisagreement` where another one is kept for the same question."""
        self._store.keep(answers)

    def draws_anew(self) -> bool:
        """Whether somebody whose answers are kept is one of the few who are asked anew: chance decides."""
        return self._store.draws_anew()

    def contradict(self) -> None:
        """Let go of all answers, as somebody got a wrong one."""
        self._store.forget()

    def answers(self, facts: Facts, ask: Callable[[], Assumed], *, anew: bool = False) -> Together:
        """The answers about a person, and what is made of them.

        `ask` asks every evaluator, about everything, and is called only where an answer is not kept, for who is asked anew, and with `anew`.
        Raises `EngineDisagreement` where somebody who is asked anew gets another answer than the one that was kept, and as `ask` does.
        """
        found = self.kept(facts)
        return self._store.answered(found, lambda: self._with_made(self._found(facts, ask())), _differences, anew=anew)

    def kept(self, facts: Facts) -> Together | None:
        """The answers about a person, and what is made of them, where all are kept."""
        together, words = self._store.together, self._questions.words(facts)
        asked = (words, _differing(self._head, facts)) if facts.conflicts else words
        found: Together | None = together.get(asked)
        if found is not None:
            return found
        answers = self._put_together(facts, words)
        return None if answers is None else self._store.keep_together(together, asked, self._with_made(answers))

    def _with_made(self, answers: Answers) -> Together:
        return Together(answers, self._make(answers))

    def _put_together(self, facts: Facts, words: Words) -> Answers | None:
        get = self._store.by_key.get
        head = get(key_of_head(self._head, words, facts))
        if head is None:
            return None
        assumptions, resting, known = head
        if assumptions:
            words = self._questions.words(assuming(facts, assumptions))
        standings = [get((about, words_of(words))) for about, _, words_of in self._components]
        applies = [get((about, words_of(words))) for (about, _, words_of), _ in self._steps]
        if None in standings or None in applies:
            return None
        applying = sorted([place for places in applies if places for place in places])
        return Answers(assumptions, resting, known, tuple(standings), tuple([self._asks[place] for place in applying]))  # type: ignore[arg-type]

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
        words = self._questions.words(assuming(facts, answer.assumptions))
        of_head = key_of_head(self._head, self._questions.words(facts), facts)
        new: dict[Key, Any] = {of_head: (found.assumptions, found.resting, found.head)}
        new |= {(one.about, one.words_of(words)): standing for one, standing in zip(self._components, standings, strict=True)}
        for one, several in self._steps:
            new[one.about, one.words_of(words)] = tuple(self._place[rule] for rule in several if rule.id in applying)
        self._store.keep(new)
        return found


def _standing(one: Settled, resting: frozenset[str]) -> Standing:
    expected = any(fact.name in resting for verdict in one.why for fact in verdict.premises)
    why, unless = (tuple(verdict.rule.id for verdict in several) for several in (one.why, one.unless))
    return Standing(one._replace(why=(), unless=()), expected, why, unless)


def _differences(kept: Together, found: Together) -> Iterable[str]:
    before, now = kept.answers, found.answers
    yield from (one.component.component for one, other in zip(before.standings, now.standings, strict=True) if one != other)
    yield from (rule.id for rule in {*before.applying} ^ {*now.applying})
