"""A question: what is known of the facts in its cone, each word with how firm it is. Nothing else about a person can matter to its answer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from route_advisor.facts import Facts
from route_advisor.rulebook.rule import Rule, Rules
from route_advisor.vocabulary import Grade

Words = tuple[Any, ...]
"""What is known of each of some facts, in their order: its word alone where it is established, with its grade where it is not, else nothing."""


class Question(NamedTuple):
    """What is asked, the facts on which its answer can depend, and how to take their words out of those of all facts."""

    about: str
    facts: tuple[str, ...]
    words_of: Callable[[Words], Any]


class Questions:
    """Several questions, each with its cone: all facts that any of them can depend on stand in one order."""

    def __init__(self, cones: Mapping[str, frozenset[str]]) -> None:
        self.facts = tuple(dict.fromkeys(name for cone in cones.values() for name in sorted(cone)))
        place = {name: number for number, name in enumerate(self.facts)}
        self.by_name = {about: _question(about, tuple(sorted(cone)), place) for about, cone in cones.items()}

    def words(self, facts: Facts) -> Words:
        """What is known of each fact that any of the questions can depend on."""
        known, established = map(facts.known.get, self.facts), Grade.ESTABLISHED
        return tuple([None if one is None else one.word if one.grade is established else (one.word, one.grade) for one in known])


def _question(about: str, facts: tuple[str, ...], place: Mapping[str, int]) -> Question:
    return Question(about, facts, itemgetter(*(place[name] for name in facts)) if facts else lambda _: ())


def cones_of(rules: Rules) -> Callable[[Iterable[Rule]], frozenset[str]]:
    """Tells for some of these rules all facts on which they can depend, through what other rules conclude."""
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for rule in rules:
        if rule.concludes is not None:
            behind[rule.concludes].update(name for name, _ in rule.when)

    def cone(some: Iterable[Rule]) -> frozenset[str]:
        found = {name for rule in some for name, _ in rule.when}
        todo = [*found]
        while todo:
            new = behind.get(todo.pop(), set()) - found
            found |= new
            todo += new
        return frozenset(found)

    return cone


def widest(cones: Iterable[frozenset[str]]) -> Mapping[frozenset[str], frozenset[str]]:
    """For each of these cones the widest one that holds it: whoever knows all of that knows this."""
    found: dict[frozenset[str], frozenset[str]] = {}
    wide: list[frozenset[str]] = []
    for cone in sorted(set(cones), key=lambda one: (-len(one), sorted(one))):
        found[cone] = next((one for one in wide if cone <= one), cone)
        if found[cone] is cone:
            wide.append(cone)
    return found
