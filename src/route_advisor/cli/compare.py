"""`route-advisor compare`: what differs between two days, two files, two rulebooks, or with something supposed."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import bold, give, refuse_other_language, width
from route_advisor.cli.options import Assumed, Format, Language, OnDay, OverlayFolders, PersonalFilePath, Shape, a_day
from route_advisor.cli.refusals import WrongUse
from route_advisor.cli.typed import assumed, today
from route_advisor.messages import Message

if TYPE_CHECKING:
    from route_advisor.advisor import Advisor

Other = Annotated[
    str | None, typer.Argument(metavar="OTHER", help="A second file, read instead of the first afterwards.", show_default=False)
]
SecondDay = Annotated[
    date | None, typer.Option("--and", metavar="DATE", parser=a_day, help="The second day; that of --on or today if left out.")
]
RuleFolders = Annotated[
    list[str] | None,
    typer.Option("--rules", metavar="RULES", help="A rulebook (folder or git revision) before; given twice, before and after."),
]
BEFORE_AND_AFTER = 2


def compare(
    file: PersonalFilePath,
    other: Other = None,
    on: OnDay = None,
    and_: SecondDay = None,
    *,
    rules: RuleFolders = None,
    assume: Assumed = None,
    lang: Language = "nl",
    format_: Format = Shape.TEXT,
    overlay: OverlayFolders = None,
) -> None:
    """Say what differs between two days (--on D1 --and D2), two files, two rulebooks (--rules), or if a fact had a word (--assume).

    Each difference names the rule and the fact that makes it. It predicts nothing.
    """
    from route_advisor.advice.changes import compare as compare_advices
    from route_advisor.readers.files import load
    from route_advisor.writers.changes import as_changes

    if other is None and and_ is None and not rules and not assume:
        raise WrongUse(Message("compare_what"))
    if rules and len(rules) > BEFORE_AND_AFTER:
        raise WrongUse(Message("rules_once_or_twice"))
    first, second = _advisors(rules or [], overlay)
    day = on or today()
    before = first.advise(load(file, first.rulebook.catalogue), on=day)
    after = second.advise(load(other or file, second.rulebook.catalogue), on=and_ or day, assume=assumed(assume))
    changes = compare_advices(before, after)
    if format_ is Shape.JSON:
        give(changes.model_dump_json(indent=2) + "\n")
        return
    refuse_other_language(second.rulebook.catalogue, lang)
    give(as_changes(changes, second.words_for(after), lang=lang, width=width(), heading=bold))


def _advisors(rules: list[str], overlay: "OverlayFolders") -> "tuple[Advisor, Advisor]":
    from route_advisor.advisor import Advisor
    from route_advisor.assurance.change.versions import read_version
    from route_advisor.cli.rulebooks import advisor_of
    from route_advisor.rulebook.overlay_pages import lay_over

    found = []
    for name in rules:
        book = read_version(name)
        for folder in overlay or ():
            book = lay_over(book, folder)
        found.append(Advisor(book))
    while len(found) < BEFORE_AND_AFTER:
        found.append(advisor_of(overlay))
    return found[0], found[1]
