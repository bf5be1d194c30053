"""`route-advisor facts`: the facts a rule may ask, their words, and where each is written."""

from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import bold, give, refuse_other_language, width
from route_advisor.cli.options import Language
from route_advisor.cli.typed import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from route_advisor.rulebook.entries import FactEntry
    from route_advisor.rulebook.numbers import Numbers
    from route_advisor.writers.wording import Wording


def facts(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One fact; all facts if left out.", show_default=False)] = None,
    lang: Language = "nl",
) -> None:
    """List the facts that rules may ask, or show one.

    Of one fact: its words, its question, who knows the answer, and where it is written.
    """
    from route_advisor.rulebook.book import Rulebook
    from route_advisor.writers.wording import Wording

    book = Rulebook.shipped()
    catalogue = book.catalogue
    words = Wording(catalogue, lang)
    refuse_other_language(catalogue, lang)
    if name is None:
        give("".join(f"{fact:32} {', '.join(entry.values)}\n" for fact, entry in catalogue.facts.items()))
    else:
        give("\n".join(_lines(catalogue.fact(name), words, book.numbers)) + "\n")


def _lines(entry: "FactEntry", words: "Wording", numbers: "Numbers") -> "Iterator[str]":
    from textwrap import wrap

    from route_advisor.rulebook.sentences import asked_sentence

    yield bold(entry.name)
    if entry.asks is not None:
        yield from wrap(words.of(asked_sentence(entry.asks, numbers, today())), width())
    for word, label in entry.values.items():
        yield f"  {word}: {words.of(label)}"
    if entry.concluded:
        yield words.label("teller_rules")
        return
    yield f"{words.label('word_told_by')}: {words.label(f'teller_{entry.told_by}')}"
    yield f"{words.label('word_where')}: {words.listed((words.document(place) for place in entry.found_in), 'or')}"
    if entry.ask_whom is not None:
        yield words.label("ask_one", first=words.authority(entry.ask_whom))
    if entry.why_we_ask is not None:
        yield f"{words.label('word_why')}: {words.of(entry.why_we_ask)}"
