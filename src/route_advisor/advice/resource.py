"""What an app offers beside the open components of an advice: its own, never this guide's."""

from collections.abc import Callable, Iterable

from route_advisor.advice.model import Advice, Resource
from route_advisor.documents.mistakes import refuse_other_kind
from route_advisor.vocabulary import WAITING


def offered(advice: Advice, resources: Iterable[Resource], component: Callable[[str], str]) -> Advice:
    """The advice with what an app offers beside its open components; what is offered for any other is left out.

    `component` gives the id of a component by any word that people use for it, and raises `NotInRulebook` where there is none.
    """
    given = (resources,) if isinstance(resources, Resource) or not isinstance(resources, Iterable) else tuple(resources)
    for one in given:
        refuse_other_kind(one, Resource, needed="a_resource", hint="make_a_resource")
    named = [one.model_copy(update={"component": component(one.component)}) for one in given]
    shown = tuple(one for one in named if advice.component(one.component).standing in WAITING)
    return advice.model_copy(update={"resources": shown}) if shown else advice
