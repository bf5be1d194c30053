"""`route-advisor rules quotes`: are the words that rules quote in the law, and did their articles change?"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give, tell, write_whole
from route_advisor.cli.options import Format, RulesFolder, Shape
from route_advisor.cli.refusals import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from route_advisor.assurance.texts.law_texts import LawTexts
    from route_advisor.assurance.texts.pins import Pins
    from route_advisor.assurance.texts.quotes import Changed, LookedUp
    from route_advisor.rulebook.book import Rulebook


def quotes(
    texts: Annotated[Path, typer.Option("--texts", metavar="DIR", help="Dated texts of law: one YAML file for each consolidation.")],
    *,
    write: Annotated[bool, typer.Option("--write", help="Write pins.yaml: the hash of each article as it was read.")] = False,
    format_: Format = Shape.TEXT,
    folder: RulesFolder = None,
) -> None:
    """Find each quote in the dated text of its article, and name the articles that changed since they were read.

    The folder of texts has the form of MinBZK/regelrecht-corpus. Where a quote is not found the exit code is 4.
    """
    from route_advisor.assurance.texts.law_texts import read_law_texts
    from route_advisor.assurance.texts.pins import read_pins
    from route_advisor.assurance.texts.quotes import changed, look_up
    from route_advisor.rulebook.book import Rulebook, shipped_folder

    rules = folder or shipped_folder()
    book = Rulebook.read(rules)
    law = read_law_texts(texts, {act.bwb for act in book.acts.values()})
    looked_up, pins = look_up(book, law), read_pins(rules)
    if write:
        pins = _written(rules, book, law, pins)
    again = changed(book, law, pins)
    give(_as_json(looked_up, again) if format_ is Shape.JSON else _as_text(looked_up, again))
    if any(one.missing for one in looked_up):
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED)


def _written(rules: Path, book: "Rulebook", law: "LawTexts", pins: "Pins") -> "Pins":
    from route_advisor.assurance.texts.pins import PINS, as_page, with_pins
    from route_advisor.assurance.texts.quotes import pins_of

    pins = with_pins(pins, pins_of(book, law))
    write_whole({rules / PINS: as_page(pins)})
    tell(f"{rules / PINS}: {sum(len(articles) for articles in pins.values())} articles pinned")
    return pins


def _as_text(looked_up: "Sequence[LookedUp]", again: "Sequence[Changed]") -> str:
    from route_advisor.assurance.texts.quotes import Found

    missing = [str(one) for one in looked_up if one.missing]
    look = [f"{one} (look)" for one in looked_up if one.found in (Found.EARLIER, Found.LATER)]
    acts = {one.cited.citation.act.id for one in looked_up if one.found is Found.NO_TEXT}
    no_text = [f"{act}: {_quotes(looked_up, act)}" for act in sorted(acts)]
    unread = sum(one.found is Found.NO_TEXT for one in looked_up)
    last = f"{len(looked_up)} quotes: {len(looked_up) - unread - len(missing)} found, {len(missing)} not found, {unread} without a text"
    return "".join(f"{line}\n" for line in (*missing, *(str(one) for one in again), *look, *no_text, last))


def _quotes(looked_up: "Sequence[LookedUp]", act: str) -> str:
    from route_advisor.assurance.texts.quotes import Found

    without = [one for one in looked_up if one.found is Found.NO_TEXT and one.cited.citation.act.id == act]
    return f"no text of the day in this folder, so {len(without)} quotes were not looked up; add {without[0].cited.citation.act.bwb}"


def _as_json(looked_up: "Sequence[LookedUp]", again: "Sequence[Changed]") -> str:
    quoted = [
        {
            "page": one.cited.page,
            "line": one.cited.line,
            "about": one.cited.about,
            "cite": one.cited.citation.cite,
            "quote": one.cited.citation.quote,
            "found": one.found,
            "text_of": one.text_of,
            "nearest": one.nearest,
        }
        for one in looked_up
    ]
    data = {"quotes": quoted, "changed": [one._asdict() for one in again]}
    return json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"
