"""Facts and rules → verdicts → one standing for each component, by an engine and its plain twin that must agree."""

from route_advisor.reasoning.agreement import checked
from route_advisor.reasoning.components import Settled, settled
from route_advisor.reasoning.engine import Engine

__all__ = ["Engine", "Settled", "checked", "settled"]
