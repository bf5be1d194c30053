"""What is certain, possible and excluded about each component, as lines of the advice."""

from collections.abc import Iterable

from route_advisor.advice.model import Certainty, ComponentCertainty, Likelihood
from route_advisor.facts import Facts
from route_advisor.reasoning.changes import Answers, settles_most
from route_advisor.reasoning.completions import Certain, Cone, certain, completions
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Standing

YOURS = frozenset({Standing.OPEN, Standing.BELOW_LEVEL, Standing.REPORTED, Standing.DONE})
"""Standings of a component that is part of the duty and not released."""


def certainty(cones: Iterable[Cone], facts: Facts, catalogue: Catalogue) -> Certainty:
    """What holds in every, some or no completion of these facts, and the missing facts whose answers settle most."""
    found = [(cone, tuple(completions(cone, facts, catalogue))) for cone in cones]
    return Certainty(
        components=tuple(_line(certain(cone, leaves)) for cone, leaves in found),
        settle_most=settles_most([Answers(cone, leaves) for cone, leaves in found], catalogue),
    )


def _line(found: Certain) -> ComponentCertainty:
    held = tuple(standing for standing in Standing if standing in found.standings)
    return ComponentCertainty(
        id=found.component,
        certain=held[0] if len(held) == 1 else None,
        possible=held if len(held) > 1 else (),
        excluded=tuple(standing for standing in Standing if standing not in held),
        yours=_yours(found.standings),
        rules=found.rules,
        unknown=found.unknown,
    )


def _yours(standings: frozenset[Standing]) -> Likelihood:
    if standings <= YOURS:
        return Likelihood.CERTAIN
    return Likelihood.POSSIBLE if standings & YOURS else Likelihood.EXCLUDED
