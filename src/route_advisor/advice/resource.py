"""What an app offers beside the open components of an advice: its own, never this guide's."""

from collections.abc import Callable, Iterable

from route_advisor.advice.model import Advice, Resource
from route_advisor.vocabulary import WAITING


def offered(advice: Advice, resources: Iterable[Resource], component: Callable[[str], str]) -> Advice:
    """The advice with what an app offers beside its open components; what is offered for any other is left out.

    `component` gives the id of a component by any word that people use for it, and raises `NotInRulebook` where there is none.
    """
    named = [one.model_copy(update={"component": component(one.component)}) for one in resources]
    shown = tuple(one for one in named if advice.component(one.component).standing in WAITING)
    return advice.model_copy(update={"resources": shown}) if shown else advice
