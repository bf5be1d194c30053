"""`route-advisor timeline`: the days of one person in one row, and the plan."""

from enum import StrEnum
from typing import Annotated

import typer

from route_advisor.cli.answers import bold, give, refuse_folder, refuse_other_language, width
from route_advisor.cli.options import Assumed, Language, OnDay, Output, OverlayFolders, PersonalFilePath
from route_advisor.cli.typed import assumed, today


class Picture(StrEnum):
    """How a timeline is drawn."""

    TEXT = "text"
    SVG = "svg"
    JSON = "json"


def timeline(
    file: PersonalFilePath,
    on: OnDay = None,
    lang: Language = "nl",
    format_: Annotated[Picture, typer.Option("--format", help="A text of at most 80 columns, a picture, or data.")] = Picture.TEXT,
    output: Output = None,
    overlay: OverlayFolders = None,
    *,
    assume: Assumed = None,
) -> None:
    """Show notice, intake, plan, results, term, today, the last day, and what is planned before it.

    A day of the law and a day of planning have different shapes and words. DUO sets the last day.
    """
    from route_advisor.advice.timeline import timeline as timeline_of
    from route_advisor.cli.rulebooks import advisor_of, note_left_out
    from route_advisor.readers.files import load
    from route_advisor.writers.timeline.svg import as_timeline_svg
    from route_advisor.writers.timeline.text import as_timeline_text

    if output is not None:
        refuse_folder(output)
    advisor = advisor_of(overlay)
    refuse_other_language(advisor.rulebook.catalogue, lang)
    advice = advisor.advise(load(file), on=on or today(), assume=assumed(assume))
    note_left_out(advice)
    words = advisor.words_for(advice)
    match format_:
        case Picture.JSON:
            give(timeline_of(advice).model_dump_json(indent=2) + "\n", output)
        case Picture.SVG:
            give(as_timeline_svg(advice, words, lang=lang), output)
        case _:
            plain = output is not None
            give(as_timeline_text(advice, words, lang=lang, width=80 if plain else width(), heading=str if plain else bold), output)
