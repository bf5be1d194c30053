"""Personal files, advice and explanations, written for people and apps."""

from route_advisor.writers.write import write

__all__ = ["write"]
