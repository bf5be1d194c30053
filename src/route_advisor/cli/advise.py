"""`route-advisor advise`: the explained checklist of one person, or of several one after another."""

from typing import Annotated

import typer

from route_advisor.cli import advising
from route_advisor.cli.options import Assumed, ForReader, Language, OnDay, Output, OverlayFolders, PersonalFilePaths, Width
from route_advisor.cli.typed import Written


def advise(  # noqa: PLR0917 - typer reads them by name
    files: PersonalFilePaths,
    on: OnDay = None,
    lang: Language = "nl",
    format_: Annotated[Written, typer.Option("--format", help="How the advice is written; csv for --agenda only.")] = Written.TEXT,
    reader: ForReader = None,
    output: Output = None,
    overlay: OverlayFolders = None,
    columns: Width = None,
    *,
    assume: Assumed = None,
    brief: Annotated[bool, typer.Option("--brief", help="One line a file.")] = False,
    detail: Annotated[bool, typer.Option("--detail", help="Every line, with its rule and article.")] = False,
    agenda: Annotated[bool, typer.Option("--agenda", help="All days of all these files in one list, in place of the advices.")] = False,
    reminders: Annotated[bool, typer.Option("--reminders", help="In a calendar also the days of the plan, marked as planning.")] = False,
    completions: Annotated[bool, typer.Option("--completions", help="Also what holds whatever the missing facts are.")] = False,
) -> None:
    """Show what is open, done and next for one person, or for several.

    On a screen it is about a client, for who works for the municipality; --for person writes to the person, and --for lawyer shows the whole
    proof. Your municipality, your PIP and DUO give the final answer. A file that is refused is told on stderr; the others are still advised.
    """
    code = advising.give_advice(
        advising.Asked(files, on, lang, format_, reader, output, overlay, columns, assume, brief, detail, reminders, completions, agenda)
    )
    if code:
        raise typer.Exit(code)
