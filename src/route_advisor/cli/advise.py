"""`route-advisor advise`: the explained checklist of one person."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import bold, give, note_other_language, refuse_folder, width
from route_advisor.cli.options import Language, OnDay, Output, OverlayFolders, PersonalFilePath, today

if TYPE_CHECKING:
    from route_advisor.advice import Advice


class AdviceFormat(StrEnum):
    """How an advice is written."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    ICS = "ics"


def advise(
    file: PersonalFilePath,
    on: OnDay = None,
    lang: Language = "nl",
    format_: Annotated[AdviceFormat, typer.Option("--format", help="How the advice is written.")] = AdviceFormat.TEXT,
    output: Output = None,
    overlay: OverlayFolders = None,
    *,
    completions: Annotated[bool, typer.Option("--completions", help="Also what holds whatever the missing facts are.")] = False,
) -> None:
    """Show what is open, done and next for one person.

    Every line names its rule and article. Your municipality, your PIP and DUO give the final answer.
    """
    from route_advisor.advisor import Advisor
    from route_advisor.advisor import advise as advise_on
    from route_advisor.cli.rulebooks import note_left_out, rulebook_of
    from route_advisor.readers.files import load

    if output is not None:
        refuse_folder(output)
    advise_from = Advisor(rulebook_of(overlays=overlay)).advise if overlay else advise_on
    advice = advise_from(load(file), on=on or today(), completions=completions)
    note_left_out(advice)
    if format_ is not AdviceFormat.JSON:
        note_other_language(advice.words(), lang)
    give(_written(advice, format_, lang, plain=output is not None), output)


def _written(advice: "Advice", format_: AdviceFormat, lang: str, *, plain: bool) -> str:
    match format_:
        case AdviceFormat.JSON:
            from route_advisor.writers.json import as_json

            return as_json(advice)
        case AdviceFormat.MD:
            from route_advisor.writers.markdown import as_markdown

            return as_markdown(advice, lang=lang)
        case AdviceFormat.HTML:
            from route_advisor.writers.html import as_html

            return as_html(advice, lang=lang)
        case AdviceFormat.ICS:
            from route_advisor.writers.ics import as_ics

            return as_ics(advice, lang=lang)
        case _:
            from route_advisor.writers.text import as_text

            return as_text(advice, lang=lang) if plain else as_text(advice, lang=lang, width=width(), heading=bold)
