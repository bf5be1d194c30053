"""The rulebook that a command asks: shipped or from a folder, with municipalities' own pages laid over it."""

from pathlib import Path
from typing import TYPE_CHECKING

from route_advisor.messages import Message

if TYPE_CHECKING:
    from route_advisor.advice.model import Advice
    from route_advisor.advisor import Advisor
    from route_advisor.rulebook.book import Rulebook


def rulebook_of(folder: Path | None = None, overlays: list[Path] | None = None) -> "Rulebook":
    """The rulebook in a folder, else the shipped one, with these overlays. Raises `RulebookRefused`."""
    from route_advisor.rulebook.book import Rulebook

    book = Rulebook.shipped() if folder is None else Rulebook.read(folder)
    if not overlays:
        return book
    from route_advisor.rulebook.overlay_pages import lay_over

    for overlay in overlays:
        book = lay_over(book, overlay)
    return book


def advisor_of(overlays: list[Path] | None = None) -> "Advisor":
    """An advisor on the shipped rulebook with these overlays. Raises `RulebookRefused`."""
    from route_advisor.advisor import Advisor, shipped_advisor

    return Advisor(rulebook_of(overlays=overlays)) if overlays else shipped_advisor()


def note_left_out(advice: "Advice") -> None:
    """Tell on stderr which overlay was given and not used, because the person's file names another municipality."""
    from route_advisor.cli.answers import tell

    for one in advice.receipt.overlays:
        if not one.used:
            named = ", ".join(one.file_names) or Message("no_municipality")
            tell(Message("own_lines_left_out", municipality=one.municipality, code=one.code, named=named))
