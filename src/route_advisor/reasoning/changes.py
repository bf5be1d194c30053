"""What a person can still do about a line: the smallest sets of facts that would close it, and the answers that would settle it.

Nothing here predicts: a pass, a paper or a decision is named with what the law attaches to it, and somebody else gives it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import lcm, prod
from typing import NamedTuple

from route_advisor.facts import Fact, Facts
from route_advisor.reasoning import reference
from route_advisor.reasoning.completions import Choice, Cone, Leaf, established, leaves
from route_advisor.reasoning.components import Settled, settled
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Rules, Verdict
from route_advisor.vocabulary import CLOSED, Grade, Standing

MOST_ANSWERS = 3
"""More questions at once are no help; the set that settles most is looked for up to this size."""

Change = frozenset[tuple[str, str]]
"""Facts, each with the word that it would get."""


class Closing(NamedTuple):
    """One smallest set of facts that would close a component, where it then stands, and the rules that close it."""

    change: Change
    result: Settled
    rules: tuple[Verdict, ...]


class Settling(NamedTuple):
    """Facts whose answers settle where a component stands: in so many of the combinations of their words."""

    facts: tuple[str, ...]
    settled: int
    of: int


# --- what would close a component -----------------------------------------------------------------------


def closings(cone: Cone, rules: Rules, facts: Facts, catalogue: Catalogue) -> tuple[Closing, ...]:
    """Each smallest set of facts that would close this component, established by their keepers; the smallest sets first.

    A person can come to the words of `FactEntry.words_to_come`, and have confirmed what is only reported. Each set was read again
    by the plain twin, with all rules. It is smallest: no part of it closes the component, nor does a lesser word of a fact that grows.
    """
    told = facts.without(*(name for name in facts.known if catalogue.facts[name].concluded))
    before, _ = reference.verdicts(rules, told, catalogue.otherwise)
    firm = {verdict.rule.id for verdict in before if verdict.established}
    found = (_closing(change, cone, rules, told, firm, catalogue) for change in smallest_changes(cone, told, catalogue))
    return tuple(closing for closing in found if closing.result.standing in CLOSED)


def _closing(change: Change, cone: Cone, rules: Rules, told: Facts, firm: set[str], catalogue: Catalogue) -> Closing:
    after = told.with_facts(established(name, word, catalogue) for name, word in change)
    verdicts, _ = reference.verdicts(rules, after, catalogue.otherwise)
    (result,) = settled([cone.component], verdicts)
    return Closing(change, result, tuple(one for one in result.why if one.established and one.rule.id not in firm))


def smallest_changes(cone: Cone, told: Facts, catalogue: Catalogue) -> tuple[Change, ...]:
    """The changes of `closings`, those of fewest facts first, then in the order of the catalogue."""
    free = {name: ways for name in cone.facts if len(ways := _ways(name, told, catalogue)) > 1}
    found = {_change(leaf.choices) for leaf in leaves(cone, told, free) if leaf.result.standing in CLOSED}
    smallest = [change for change in found if not any(one != change and _asks_no_more(one, change, catalogue) for one in found)]
    return tuple(sorted(smallest, key=lambda change: _order(change, catalogue)))


def _ways(name: str, told: Facts, catalogue: Catalogue) -> list[Choice]:
    """It stays as it is, or its keeper establishes a word that the person can still come to, or has told."""
    entry, now = catalogue.facts[name], told.known.get(name)
    reported = (now.word,) if now is not None and now.grade is not Grade.ESTABLISHED else ()
    words = (*reported, *entry.words_to_come(told.word))
    return [_stays(name, now), *(Choice(name, (word,), established(name, word, catalogue)) for word in words)]


def _stays(name: str, now: Fact | None) -> Choice:
    return Choice(name, (), now)


def _change(choices: Iterable[Choice]) -> Change:
    return frozenset((choice.name, word) for choice in choices for word in choice.words)


def _asks_no_more(one: Change, other: Change, catalogue: Catalogue) -> bool:
    """Each fact of the one is in the other, with the same word or, where it grows, with a later one."""
    words = dict(other)
    return all(name in words and _comes_no_later(name, word, words[name], catalogue) for name, word in one)


def _comes_no_later(name: str, word: str, other: str, catalogue: Catalogue) -> bool:
    entry = catalogue.facts[name]
    order = tuple(entry.values)
    return word == other or (entry.grows and order.index(word) <= order.index(other))


def _order(change: Change, catalogue: Catalogue) -> tuple[int, list[tuple[int, int]]]:
    places = sorted((catalogue.place[name], tuple(catalogue.facts[name].values).index(word)) for name, word in change)
    return len(change), places


# --- which answers settle most ----------------------------------------------------------------------------


class Answers:
    """What answers tell about one component, from all its completions."""

    def __init__(self, cone: Cone, found: Sequence[Leaf]) -> None:
        self.facts = tuple(name for name in cone.facts if any(choice.name == name for leaf in found for choice in leaf.choices))
        self._everything = (1 << len(found)) - 1
        self._standings = _places_by_standing(found)
        self._ways = {name: _ways_on(name, cone, found) for name in self.facts}
        self._looked_at: dict[int, bool] = {}
        self._words = {name: sum(count for count, _ in ways) for name, ways in self._ways.items()}

    @property
    def certain(self) -> frozenset[Standing]:
        """All standings that the component has in some completion."""
        return frozenset(self._standings)

    def settling(self, names: tuple[str, ...]) -> Settling:
        """In how many combinations of words of these facts the standing is the same, whatever the other facts are."""
        return Settling(names, self._settled(names, self._everything), self._combinations(names))

    def _combinations(self, names: Iterable[str]) -> int:
        return prod(self._words[name] for name in names)

    def _settled(self, names: tuple[str, ...], agreeing: int) -> int:
        """As `settling`, where only these leaves are left."""
        if self._is_settled(agreeing):
            return self._combinations(names)
        if not names:
            return 0
        first, *rest = names
        return sum(count * self._settled(tuple(rest), agreeing & places) for count, places in self._ways[first])

    def _is_settled(self, agreeing: int) -> bool:
        """Whether these leaves all have the same standing."""
        if agreeing not in self._looked_at:
            self._looked_at[agreeing] = any(not agreeing & ~places for places in self._standings.values())
        return self._looked_at[agreeing]

    def smallest(self) -> Settling:
        """The smallest set of facts whose answers settle the standing, whatever they are; none where it is settled already.

        Where no set of `MOST_ANSWERS` facts does, the set that settles it in the largest share of the answers.
        """
        found = [self.settling(names) for names in _sets(self.facts)]
        whole = self._combinations(self.facts)
        return max(found, key=lambda one: (one.settled * (whole // one.of), -len(one.facts)))


def settles_most(about: Sequence[Answers], catalogue: Catalogue) -> tuple[str, ...]:
    """The smallest set of up to `MOST_ANSWERS` facts whose answers settle the largest share, over all components together."""
    names = sorted({name for answers in about for name in answers.facts}, key=lambda name: catalogue.place[name])
    bits = {name: 1 << place for place, name in enumerate(names)}
    whole = lcm(*(answers.settling(answers.facts).of for answers in about))
    shares = [_shares(answers, bits, whole) for answers in about]

    def settled_by(some: tuple[str, ...]) -> int:
        asked = sum(bits[name] for name in some)
        return sum(share[asked & own] for own, share in shares)

    return max(_sets(names), key=settled_by)


def _shares(answers: Answers, bits: Mapping[str, int], whole: int) -> tuple[int, Mapping[int, int]]:
    """The bits of the facts of a component, and for each set of them how much it settles, in parts of the whole."""
    found = (answers.settling(names) for names in _sets(answers.facts))
    share = {sum(bits[name] for name in one.facts): one.settled * (whole // one.of) for one in found}
    return sum(bits[name] for name in answers.facts), share


def _sets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All sets of these names up to the largest size, smallest first."""
    for size in range(min(len(names), MOST_ANSWERS) + 1):
        yield from combinations(names, size)


def _places_by_standing(found: Sequence[Leaf]) -> dict[Standing, int]:
    """For each standing the leaves that have it, one bit a leaf."""
    places: dict[Standing, int] = {}
    for place, leaf in enumerate(found):
        places[leaf.result.standing] = places.get(leaf.result.standing, 0) | 1 << place
    return places


def _ways_on(name: str, cone: Cone, found: Sequence[Leaf]) -> tuple[tuple[int, int], ...]:
    """For each way in which a fact could be: its number of words, and the leaves that it can lead to, one bit a leaf."""
    chosen = [next((choice.words for choice in leaf.choices if choice.name == name), None) for leaf in found]
    return tuple(
        (len(words), sum(1 << place for place, one in enumerate(chosen) if one is None or one == words)) for words in cone.words[name]
    )
