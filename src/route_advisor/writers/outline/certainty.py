"""What holds although facts are missing."""

from collections.abc import Iterator, Sequence

from route_advisor.advice.model import Certainty, ComponentCertainty, Item, Likelihood
from route_advisor.vocabulary import CLOSED, Standing
from route_advisor.writers.outline.points import Point, together
from route_advisor.writers.wording import Wording


def certainty_lines(certainty: Certainty, items: Sequence[Item], words: Wording) -> Iterator[Point]:
    """What holds although facts are missing, where the checklist does not say it, and the answers that settle most."""
    told = [(item, _whatever(one, item, words)) for one, item in zip(certainty.components, items, strict=True)]
    for group in together([one for one in told if one[1]], lambda one: one[1]):
        yield Point((words.listed(words.component(item.id) for item, _ in group),), words.label("whatever", what=group[0][1]))
    if certainty.settle_most:
        names = words.listed(dict.fromkeys(words.fact_of_part(name) for name in certainty.settle_most))
        yield Point((), words.label("settle_most", what=names))


def _whatever(one: ComponentCertainty, item: Item, words: Wording) -> str:
    if not one.unknown or one.certain is Standing.CANNOT_TELL:
        return ""
    if one.certain is not None:
        return words.label(f"standing_{one.certain}")
    if item.standing is not Standing.CANNOT_TELL:
        return ""
    if set(one.possible) <= set(CLOSED):
        return words.label("certain_closed")
    return words.label("certain_yours") if one.yours is Likelihood.CERTAIN else ""
