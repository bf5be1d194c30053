"""Options that several commands share, read once."""

import re
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from route_advisor.messages import Message
from route_advisor.vocabulary import Reader

NARROWEST, WIDEST_ASKED = 30, 500
"""The columns that can be asked."""

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
"""The days on which an advice can be asked."""


class Shape(StrEnum):
    """How a list or an explanation is written."""

    TEXT = "text"
    JSON = "json"


class Written(StrEnum):
    """How `advise` writes: the forms of an advice, and csv for an agenda."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    PDF = "pdf"
    ICS = "ics"
    SVG = "svg"
    CSV = "csv"


def today() -> date:
    """Today, where this command runs."""
    return datetime.now().astimezone().date()


def a_day(text: str) -> date:
    """A day, written year-month-day. Raises `typer.BadParameter`."""
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        day = None
    if day is None or not FIRST <= day <= LAST:
        raise typer.BadParameter(Message("not_a_day_typed", text=text))
    return day


def a_language(text: str) -> str:
    """The code of a language; `refuse_other_language` asks the rulebook whether it has it. Raises `typer.BadParameter`."""
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", text):
        raise typer.BadParameter(Message("not_a_language_code", text=text))
    return text


def assumed(pairs: list[str] | None) -> dict[str, str]:
    """Facts with the words that whoever asks supposes. Raises `typer.BadParameter`."""
    found: dict[str, str] = {}
    for pair in pairs or ():
        fact, _, word = pair.partition("=")
        if not fact or not word:
            raise typer.BadParameter(Message("not_fact_word", pair=pair))
        if found.get(fact, word) != word:
            raise typer.BadParameter(Message("assumed_twice", fact=fact))
        found[fact] = word
    return found


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
