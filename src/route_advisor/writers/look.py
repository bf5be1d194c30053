"""How an advice is to look: its language, its width, its names."""

from collections.abc import Callable
from dataclasses import dataclass

from route_advisor.advice.model import Advice
from route_advisor.rulebook.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Look:
    """What a writer needs beside the advice."""

    lang: str
    """The language of its sentences; English where there are none in it."""
    catalogue: Catalogue
    """The names of parts, papers and authorities."""
    width: int
    """Columns of text; other forms have none."""
    heading: Callable[[str], str]
    """Gives a heading its style on a terminal."""
    reminders: bool = False
    """A calendar also holds days of planning."""
    terminal: bool = False
    """Somebody reads it on a terminal that shows colours; else it is plain."""
    detail: bool = False
    """All lines, with their rules; a writer that shows them anyway does nothing with it."""


Writer = Callable[[Advice, Look], str]
"""Writes an advice for one reader in one form."""
