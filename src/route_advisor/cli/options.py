"""Options that several commands share, read once."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from route_advisor.cli.typed import NARROWEST, WIDEST_ASKED, day_of, is_a_language
from route_advisor.messages import Message
from route_advisor.vocabulary import Reader


class Shape(StrEnum):
    """How a list or an explanation is written."""

    TEXT = "text"
    JSON = "json"


def a_day(text: str) -> date:
    """A day, written year-month-day. Raises `typer.BadParameter`."""
    day = day_of(text)
    if day is None:
        raise typer.BadParameter(Message("not_a_day_typed", text=text))
    return day


def a_language(text: str) -> str:
    """The code of a language; `refuse_other_language` asks the rulebook whether it has it. Raises `typer.BadParameter`."""
    if not is_a_language(text):
        raise typer.BadParameter(Message("not_a_language_code", text=text))
    return text


OnDay = Annotated[
    date | None, typer.Option("--on", metavar="DATE", parser=a_day, help="The day of the advice (year-month-day); today if left out.")
]
Language = Annotated[
    str, typer.Option("--lang", metavar="CODE", parser=a_language, help="nl, nl-easy, en, or a language of rules/languages.")
]
Format = Annotated[Shape, typer.Option("--format", help="How the answer is written.")]
ForReader = Annotated[Reader | None, typer.Option("--for", help="For whom: html and ics are for the person, the rest is for a caseworker.")]
Output = Annotated[Path | None, typer.Option("--output", metavar="PATH", help="Write the answer to this file instead of stdout.")]
PersonalFilePath = Annotated[str, typer.Argument(metavar="FILE", help="A personal file (YAML or JSON); - reads stdin.", show_default=False)]
PersonalFilePaths = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Personal files (YAML or JSON); - reads one from stdin.", show_default=False)
]
Width = Annotated[
    int | None,
    typer.Option(
        "--width", metavar="COLUMNS", min=NARROWEST, max=WIDEST_ASKED, help="Columns of text; else those of the terminal, or COLUMNS."
    ),
]
Assumed = Annotated[
    list[str] | None,
    typer.Option("--assume", metavar="FACT=WORD", help="What would be so if a fact had this word (route=b1); may be given several times."),
]
OverlayFolders = Annotated[
    list[Path] | None,
    typer.Option("--overlay", metavar="DIR", help="A municipality's own pages, laid over the law; may be given several times."),
]
RulesFolder = Annotated[Path | None, typer.Option("--rules", metavar="DIR", help="A rulebook folder; the shipped rulebook if left out.")]
ScenariosIn = Annotated[Path, typer.Option("--scenarios-in", metavar="DIR", help="Where the scenarios stand, in a checkout.")]
