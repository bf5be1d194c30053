"""What a rule is, and where it is written: rules, articles, numbers and words, read from pages; a municipality's own pages laid over them."""

from route_advisor.rulebook.book import Rulebook

__all__ = ["Rulebook"]
