"""`route-advisor who`: who decides this, where it is written, and how to object."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import bold, give, width
from route_advisor.cli.options import Format, Language, OnDay, OverlayFolders, RulesFolder, Shape, today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from route_advisor.advice.who import WhoLine
    from route_advisor.writers.wording import Wording


FEW = 8
"""How many articles and rules fit on a screen; `--format json` has them all."""


def who(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="TOPIC", help="A component, fact, route, act, authority or other word; all topics if left out.", show_default=False
        ),
    ] = None,
    on: OnDay = None,
    lang: Language = "nl",
    format_: Format = Shape.TEXT,
    folder: RulesFolder = None,
    overlay: OverlayFolders = None,
) -> None:
    """Show who decides on a topic, in which articles that is written, how to reach them and how to object."""
    from route_advisor.advice.who import who as who_on
    from route_advisor.cli.rulebooks import rulebook_of
    from route_advisor.writers.wording import Wording

    book = rulebook_of(folder, overlay)
    found = who_on(book, topic, on=on or today())
    if format_ is Shape.JSON:
        give(json.dumps([_as_data(line) for line in found], ensure_ascii=False, indent=2, default=str) + "\n")
        return
    words = Wording(book.catalogue, lang)
    give("\n".join(text for line in found for text in (*_lines(line, words), "")))


def _as_data(line: "WhoLine") -> dict[str, object]:
    texts = {key: text.sentences() for key, text in (("name", line.name), ("decides", line.decides), ("reach", line.reach))}
    return {**asdict(line), **texts, "object": line.object and line.object.sentences()}


def _lines(line: "WhoLine", words: "Wording") -> "Iterator[str]":
    from textwrap import wrap

    name = words.of(line.name)
    yield bold(name[:1].upper() + name[1:])
    said = [(words.label("who_decides"), words.of(line.decides))]
    if line.topics:
        said.append((words.label("who_topics"), ", ".join(line.topics)))
    else:
        said += [(words.label("who_written"), _first(line.articles, words)), (words.label("who_rules"), _first(line.rules, words))]
    said.append((words.label("who_reach"), " ".join(filter(None, (words.of(line.reach), line.url)))))
    said.append((words.label("to_object"), words.label("who_no_objection") if line.object is None else words.of(line.object)))
    for label, text in said:
        yield from wrap(f"{label} {text}", width(), initial_indent="  ", subsequent_indent="    ")
    yield f"  {words.label('who_checked', day=words.day(line.checked_on))}"


def _first(names: "tuple[str, ...]", words: "Wording") -> str:
    """The first few names, and how many more the JSON form has."""
    more = len(names) - FEW
    return "; ".join(names[:FEW]) + (f" (+{more} {words.label('word_more')})" if more > 0 else "")
