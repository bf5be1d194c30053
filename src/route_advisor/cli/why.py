"""`route-advisor why`: the proof of one line."""

from typing import Annotated

import typer

from route_advisor.cli.answers import bold, give, refuse_other_language, width
from route_advisor.cli.options import Assumed, Format, Language, OnDay, OverlayFolders, PersonalFilePath, Shape
from route_advisor.cli.typed import assumed, today


def why(
    file: PersonalFilePath,
    line: Annotated[
        str,
        typer.Argument(
            metavar="LINE", help="A part (schrijven), a topic in your own words (extra tijd), or a rule (WI21-B1-1).", show_default=False
        ),
    ],
    on: OnDay = None,
    lang: Language = "nl",
    format_: Format = Shape.TEXT,
    overlay: OverlayFolders = None,
    assume: Assumed = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the proof of each rule, those of the other act, and those about other people.")
    ] = False,
) -> None:
    """Show what holds and why, what would close it, and which conditions are met, not met or unknown.

    A line is a part or a topic in the words that people use (`route-advisor who` lists them), or a rule, such as WI21-B1-1.
    """
    from route_advisor.cli.rulebooks import advisor_of
    from route_advisor.explanation import why as why_on
    from route_advisor.readers.files import load
    from route_advisor.writers.proof import as_proof

    advisor = advisor_of(overlay)
    explanation = why_on(load(file), line, on=on or today(), advisor=advisor, assume=assumed(assume), everything=everything)
    if format_ is Shape.JSON:
        give(explanation.model_dump_json(indent=2) + "\n")
        return
    catalogue = advisor.rulebook.catalogue
    refuse_other_language(catalogue, lang)
    of_a_rule = explanation.name is None and explanation.standing is None
    give(as_proof(explanation, catalogue, lang=lang, width=width(), heading=bold, first=not (everything or of_a_rule)))
