"""`route-advisor who`: whom to ask about this, how long it takes, how to object, and where it is written."""

import json
from dataclasses import asdict
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import bold, give, refuse_other_language, width
from route_advisor.cli.options import Format, Language, OnDay, OverlayFolders, RulesFolder, Shape
from route_advisor.cli.typed import today
from route_advisor.vocabulary import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from route_advisor.advice.who import WhoLine
    from route_advisor.rulebook.book import Rulebook
    from route_advisor.writers.wording import Wording


FEW = 3
"""How many articles and rules fit on a screen; `--format json` has them all."""


def who(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="TOPIC",
            help="What you ask about, in your own words (verhuizing, extra tijd, KNM); all topics if left out.",
            show_default=False,
        ),
    ] = None,
    on: OnDay = None,
    lang: Language = "nl",
    format_: Format = Shape.TEXT,
    folder: RulesFolder = None,
    overlay: OverlayFolders = None,
) -> None:
    """Show whom to ask about a topic: how to reach them, how long it takes, how to object, and where that is written."""
    from route_advisor.advice.who import who as who_on
    from route_advisor.cli.rulebooks import rulebook_of
    from route_advisor.writers.translated import translated
    from route_advisor.writers.wording import Wording

    book = rulebook_of(folder, overlay)
    found = who_on(book, topic, on=on or today())
    if format_ is Shape.JSON:
        give(json.dumps([_as_data(line) for line in found], ensure_ascii=False, indent=2, default=str) + "\n")
        return
    refuse_other_language(book.catalogue, lang)
    words = Wording(book.catalogue, lang)
    asked = None if topic is None else book.topics.named(topic)
    name = topic if asked is None or topic is None else words.of(asked.name)
    lines = _every_topic(found, book, words) if name is None else _one(name, found, words)
    give(translated("\n".join(line.rstrip() for line in lines) + "\n", Form.TEXT, words, width()))


def _as_data(line: "WhoLine") -> dict[str, object]:
    texts = {key: text.sentences() for key, text in (("name", line.name), ("decides", line.decides), ("reach", line.reach))}
    others = {"object": line.object and line.object.sentences(), "note": line.note and line.note.sentences()}
    return {**asdict(line), **texts, **others, "takes": [text.sentences() for text in line.takes]}


def _one(topic: str, found: "Sequence[WhoLine]", words: "Wording") -> "Iterator[str]":
    """The one authority to ask first; the others by name."""
    first, *others = found
    who_first = words.of(first.name)
    title = _capital(topic) if topic == who_first else words.label("who_title", topic=_capital(topic), who=who_first)
    yield from map(bold, wrap(title, width()))
    only_helps = first.note is not None and first.object is None  # who decides stands in the note
    said = [] if only_helps else [(words.label("who_decides"), words.of(first.decides))]
    said += [(words.label("who_note"), words.of(first.note))] if first.note is not None else []
    said.append((words.label("who_reach"), " ".join(filter(None, (words.reach(first.reach), first.url)))))
    if first.takes or first.note is None:
        said.append((words.label("who_takes"), " ".join(map(words.of, first.takes)) or words.label("who_takes_unknown")))
    if first.object is not None or first.note is None:
        said.append((words.label("to_object"), words.label("who_no_objection") if first.object is None else words.of(first.object)))
    said += [(words.label("who_written"), _first(first.articles)), (words.label("who_rules"), _first(first.rules))]
    said += [(words.label("who_also"), words.listed(words.of(line.name) for line in others))] if others else []
    for label, text in said:
        yield from wrap(f"{label} {text}", width(), initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    yield f"  {words.label('who_checked', day=words.day(first.checked_on))}"


def _every_topic(found: "Sequence[WhoLine]", book: "Rulebook", words: "Wording") -> "Iterator[str]":
    """On one screen: for each authority what to ask it about, in people's words."""
    topics = book.topics.by_id
    asked = [line for line in found if line.topics]
    for line in asked:
        names = ", ".join(words.of(topics[name].name).partition(" (")[0] for name in line.topics)
        yield from wrap(f"{_capital(words.of(line.name))}: {names}", width(), subsequent_indent="  ", break_on_hyphens=False)
    yield from wrap(words.label("who_more"), width())


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _first(names: "tuple[str, ...]") -> str:
    """The first few names, and a mark where the JSON form has more."""
    return "; ".join((*names[:FEW], *(["…"] if len(names) > FEW else [])))
