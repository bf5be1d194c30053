"""What the advices of all people share of whom the same is known: where each component stands, and what is still to ask.

It is made once of an answer, and kept with it. Who told the facts stands in each advice itself.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from route_advisor.advice.questions import ToAsk, to_ask
from route_advisor.limits import ANSWERS_KEPT
from route_advisor.reasoning.assumptions import Assumed
from route_advisor.reasoning.components import Settled, settled
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Verdict


class Stands(NamedTuple):
    """Where a component stands, without its verdicts; these by the places of their rules."""

    result: Settled
    why: tuple[int, ...]
    unless: tuple[int, ...]


class Alike(NamedTuple):
    """What follows from an answer whoever gets it."""

    components: tuple[Stands, ...]
    to_ask: tuple[ToAsk, ...]

    def results(self, verdicts: Sequence[Verdict]) -> tuple[Settled, ...]:
        """Where each component stands, with the verdicts of one person: what each rule says, in the order of the rules."""
        return tuple([_with_verdicts(one, verdicts) for one in self.components])


def alike(answer: Assumed, catalogue: Catalogue) -> Alike:
    """What follows from this answer for everybody of whom the same is known."""
    results = settled(catalogue.components, answer.standing)
    place = {verdict.rule.id: place for place, verdict in enumerate(answer.verdicts)}
    components = tuple(
        _stands(
            one._replace(why=(), unless=()),
            tuple(place[verdict.rule.id] for verdict in one.why),
            tuple(place[verdict.rule.id] for verdict in one.unless),
        )
        for one in results
    )
    return Alike(components, to_ask(answer.undecided, results, answer.facts, catalogue, answer.verdicts))


def asked_about(catalogue: Catalogue) -> frozenset[str]:
    """The facts on which it hangs whether another one is asked, besides all that rules ask."""
    return frozenset(name for entry in catalogue.facts.values() for name in (*entry.asked_if, *entry.not_asked_if))


@lru_cache(ANSWERS_KEPT)
def _stands(result: Settled, why: tuple[int, ...], unless: tuple[int, ...]) -> Stands:
    """One object for all people of whom the same is said of a component."""
    return Stands(result, why, unless)


def _with_verdicts(one: Stands, verdicts: Sequence[Verdict]) -> Settled:
    component, standing, level, _, _, deferred = one.result
    why, unless = tuple([verdicts[place] for place in one.why]), tuple([verdicts[place] for place in one.unless])
    return Settled(component, standing, level, why, unless, deferred)
