"""`route-advisor about` and `--version`: what this is, what it rests on, and what it is not."""

import typer

from route_advisor.cli.answers import give
from route_advisor.cli.options import Language
from route_advisor.messages import Message

_IS_NOT = ("about_no_decision", "about_no_legal_advice", "about_keeps_nothing")


def show_version(value: bool) -> None:
    """Print the version and stop, where it was asked."""
    if value:
        from route_advisor.version import __version__

        give(f"route-advisor {__version__}\n")
        raise typer.Exit


def about(lang: Language = "nl") -> None:
    """Show version, rulebook, acts and engine."""
    from route_advisor.rulebook.book import Rulebook
    from route_advisor.version import __version__
    from route_advisor.writers.wording import Wording

    book = Rulebook.shipped()
    pages, written = {rule.page for rule in book.rules}, {rule.written_as for rule in book.rules}
    acts = sorted(book.acts.values(), key=lambda act: act.governs is None)
    lines = [
        Message("about_program", version=__version__),
        _engine(),
        Message("about_rulebook", hash=book.hash),
        Message("about_counts", pages=len(pages), rules=len(written), numbers=len(book.numbers.by_name), facts=len(book.catalogue.facts)),
        Message("about_acts"),
        *(Message("about_act", id=act.id, name=act.name, bwb=act.bwb, read=_read(act.text_read)) for act in acts),
        Message("about_is_not"),
        *(Message("about_line", says=Message(code)) for code in _IS_NOT),
    ]
    give("\n".join([*(line.in_(lang) for line in lines), Wording(book.catalogue, lang).of(book.catalogue.deferral.says)]) + "\n")


def _read(day: object) -> Message:
    return Message("about_text_read", day=day) if day else Message("about_text_not_read")


def _engine() -> Message:
    from route_advisor.reasoning import engine

    return Message("about_engine", version=engine.TRUSTED) if engine.is_available() else Message("about_no_engine")
