"""What comes out: the explained checklist, its steps and questions, and who decides."""

from route_advisor.advice.model import Advice
from route_advisor.advice.who import WhoLine, who

__all__ = ["Advice", "WhoLine", "who"]
