"""All that stands on the pages of a rulebook, once they are read."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.citation import Act
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.rule import Rule

if TYPE_CHECKING:
    from route_advisor.rulebook.interview_page import AskEntry


class Pages(NamedTuple):
    """Acts, words, numbers and rules, and what an interview asks in words of its own."""

    acts: Mapping[str, Act]
    catalogue: Catalogue
    numbers: Numbers
    rules: tuple[Rule, ...]
    interview: "Mapping[str, AskEntry]"
