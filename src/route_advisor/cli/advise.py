"""`route-advisor advise`: the explained checklist of one person."""

from typing import Annotated

import typer

from route_advisor.cli.answers import WIDE, bold, give, give_bytes, refuse_folder, refuse_other_language, refuse_terminal, width
from route_advisor.cli.options import Assumed, ForReader, Language, OnDay, Output, OverlayFolders, PersonalFilePath, assumed, today
from route_advisor.vocabulary import Form


def advise(
    file: PersonalFilePath,
    on: OnDay = None,
    lang: Language = "nl",
    format_: Annotated[Form, typer.Option("--format", help="How the advice is written.")] = Form.TEXT,
    reader: ForReader = None,
    output: Output = None,
    overlay: OverlayFolders = None,
    *,
    assume: Assumed = None,
    reminders: Annotated[bool, typer.Option("--reminders", help="In a calendar also the days of the plan, marked as planning.")] = False,
    completions: Annotated[bool, typer.Option("--completions", help="Also what holds whatever the missing facts are.")] = False,
) -> None:
    """Show what is open, done and next for one person.

    Every line names its rule and article. Your municipality, your PIP and DUO give the final answer.
    """
    from route_advisor.cli.rulebooks import advisor_of, note_left_out
    from route_advisor.readers.files import load
    from route_advisor.writers.write import paper_for, writer_for

    if reminders and format_ is not Form.ICS:
        raise typer.BadParameter("reminders belong to a calendar; add --format ics, or leave --reminders out")
    if format_ is Form.PDF:
        refuse_terminal(output)
        paper_for(reader)
    else:
        writer_for(format_, reader)  # what cannot be written is refused before any work
    if output is not None:
        refuse_folder(output)
    advisor = advisor_of(overlay)
    advice = advisor.advise(load(file), on=on or today(), completions=completions, assume=assumed(assume))
    note_left_out(advice)
    if format_ is not Form.JSON:
        refuse_other_language(advisor.rulebook.catalogue, lang)
    if format_ is Form.PDF:
        give_bytes(advisor.write_pdf(advice, lang=lang, reader=reader), output)
        return
    columns, heading = (WIDE, str) if output is not None else (width(), bold)
    give(advisor.write(advice, format_, lang=lang, reader=reader, width=columns, heading=heading, reminders=reminders), output)
