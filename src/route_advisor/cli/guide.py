"""`route-advisor guide`: what something is and is not, who decides, and whether it is yours."""

from typing import Annotated

import typer

from route_advisor.cli.answers import bold, give, refuse_folder, refuse_other_language, width
from route_advisor.cli.options import Language, OnDay, Output, OverlayFolders
from route_advisor.cli.typed import today
from route_advisor.vocabulary import GuideForm


def guide(
    topic: Annotated[str, typer.Argument(help="What it is about, in your own words: b1, knm, verlenging, boete …; left out, a list.")] = "",
    for_: Annotated[str | None, typer.Option("--for", metavar="FILE", help="Say which of it applies to this person.")] = None,
    on: OnDay = None,
    lang: Language = "nl",
    format_: Annotated[GuideForm, typer.Option("--format", help="How the guide is written.")] = GuideForm.TEXT,
    output: Output = None,
    overlay: OverlayFolders = None,
) -> None:
    """Explain one topic: what it is and is not, who decides, how to see whether it is yours, common questions, sources.

    It is for everybody. Your municipality, your PIP and DUO give the final answer.
    """
    from route_advisor.cli.rulebooks import advisor_of
    from route_advisor.readers.files import load
    from route_advisor.topic_guide import guide as guide_about
    from route_advisor.writers.guide_page import write_guide
    from route_advisor.writers.wording import Wording

    if output is not None:
        refuse_folder(output)
    advisor = advisor_of(overlay)
    book = advisor.rulebook
    refuse_other_language(book.catalogue, lang)
    if not topic:
        words = Wording(book.catalogue, lang)
        names = sorted(((words.of(book.topics.by_id[name].name), name) for name in book.guides), key=lambda one: one[0].casefold())
        give("".join(f"{says}  ({name})\n" for says, name in names), output)
        return
    told = guide_about(topic, on=on or today(), file=None if for_ is None else load(for_), advisor=advisor)
    columns, heading = (80, str) if output is not None else (min(80, width()), bold)
    give(write_guide(told, format_, lang=lang, width=columns, heading=heading, catalogue=book.catalogue), output)
