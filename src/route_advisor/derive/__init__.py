"""Personal file → facts: what is known on a day, and who told us. The only place that reads days of a file."""

from route_advisor.derive.file import facts_from

__all__ = ["facts_from"]
