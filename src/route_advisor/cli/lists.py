"""How a list of files or days leaves: as text, JSON, CSV, or for days as a calendar."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from route_advisor.cli.answers import on_a_terminal, tell
from route_advisor.messages import Message

if TYPE_CHECKING:
    from route_advisor.advice.agenda import AgendaDay
    from route_advisor.advice.found import Found, Refused
    from route_advisor.rulebook.catalogue import Catalogue


class ListForm(StrEnum):
    """How a list of files or days is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


class ListLook(NamedTuple):
    """How a list is to look, and for whom: its form, its language, the day it is about, how wide it is, and whether it stays on a screen."""

    form: ListForm
    catalogue: "Catalogue"
    lang: str
    on: date
    width: int
    here: bool

    def say_the_language(self) -> None:
        """On stderr, that whoever works with many people reads a language of the rulebook, where that of a catalogue was asked."""
        if self.form is not ListForm.JSON and self.lang in self.catalogue.languages.codes:
            tell(Message("list_in_a_language_of_the_rules", lang=self.lang))

    def found(self, found: "Sequence[Found]", refused: "Sequence[Refused]", *, of: int) -> str:
        """The files that were found of so many, and in JSON those that were refused."""
        from route_advisor.writers.many import as_found, found_csv, found_json

        if self.form is ListForm.JSON:
            return found_json(found, refused, on=self.on)
        if self.form is ListForm.CSV:
            return found_csv(found, self.catalogue, lang=self.lang)
        return as_found(found, self.catalogue, on=self.on, of=of, lang=self.lang, width=self.width, terminal=self.here and on_a_terminal())

    def agenda(self, days: "Sequence[AgendaDay]", refused: "Sequence[Refused]") -> str:
        """The days in their order, and in JSON the files that were refused."""
        from route_advisor.writers.ics import agenda_ics
        from route_advisor.writers.many import agenda_csv, agenda_json, as_agenda

        match self.form:
            case ListForm.JSON:
                return agenda_json(days, refused, on=self.on)
            case ListForm.CSV:
                return agenda_csv(days, self.catalogue, lang=self.lang)
            case ListForm.ICS:
                return agenda_ics(days, self.catalogue, on=self.on, lang=self.lang)
        return as_agenda(days, self.catalogue, on=self.on, lang=self.lang, width=self.width, terminal=self.here and on_a_terminal())
