"""Pins: the hash of each article as it was read, so that a later harvest of the law shows which articles changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from route_advisor.documents.mistakes import mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.catalogue import read_page
from route_advisor.rulebook.entries import Entry

PINS = "pins.yaml"
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Pins = Mapping[str, Mapping[str, Mapping[date, str]]]
"""By act and article: the hash of its text, by the first day of the consolidation that was read."""

_HEADING = """\
# Written by `route-advisor rules quotes --texts DIR --write`: the hash of each article as it was read, by act, article and the
# consolidation that was read. With a newer harvest the command names the rules whose article changed. No part of the law.
"""


class Pin(NamedTuple):
    """The hash of one article in one consolidation."""

    act: str
    article: str
    text_of: date
    sha256: str


def read_pins(folder: Path) -> Pins:
    """The pins of a rulebook folder; none where it has no such page. Raises `RulebookRefused` with one line per mistake."""
    if not (folder / PINS).is_file():
        return {}
    document = read_page(folder / PINS, PINS)
    try:
        return TypeAdapter(dict[str, dict[str, dict[date, Sha256]]]).validate_python(document.data or {})
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=Entry)) from None


def with_pins(pins: Pins, new: Iterable[Pin]) -> Pins:
    """The pins, where those of the acts that were read again are replaced; an act that was not there keeps its own."""
    read_again: defaultdict[str, dict[str, dict[date, str]]] = defaultdict(dict)
    for pin in new:
        read_again[pin.act].setdefault(pin.article, {})[pin.text_of] = pin.sha256
    return {**pins, **read_again}


def as_page(pins: Pins) -> str:
    """The page as it stands in the rulebook, in the order of acts and articles."""
    lines = []
    for act, articles in sorted(pins.items()):
        lines.append(f"{act}:")
        for article, texts in sorted(articles.items(), key=lambda one: _in_order(one[0])):
            lines.append(f'  "{article}":')
            lines += [f'    {day.isoformat()}: "{sha256}"' for day, sha256 in sorted(texts.items())]
    return _HEADING + "".join(f"{line}\n" for line in lines or ["{}"])


def _in_order(article: str) -> tuple[tuple[int, str], ...]:
    """Articles as people count them: 3.2 before 3.14, and annexes last."""
    kind, _, number = article.rpartition(" ")
    parts = (part for part in number.replace(":", ".").split("."))
    return ((len(kind), kind), *((int("".join(char for char in part if char.isdigit()) or 0), part) for part in parts))
