"""Every sentence of a rulebook with the place where it stands, as a catalogue of translations names it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import NamedTuple

from pydantic import BaseModel

from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue, written_fact
from route_advisor.text import Text


class WrittenText(NamedTuple):
    """A sentence of a page, its slots not filled, and its place: `rule WI21-B1-2 says`, `label heading_open`."""

    place: str
    text: Text


_ONE = {"components": "component", "authorities": "authority", "documents": "document", "conflicts": "conflict", "labels": "label"}
"""What one entry of a page is called; other pages keep their name."""

_OF_A_RULE = ("says", "short", "before_what", "open_norm", "then")
"""The sentences of a rule that a person can read; the topic of its page is for who reads rules."""


def written_texts(book: Rulebook) -> Iterator[WrittenText]:
    """All sentences, each place once: the words of the output and the names, the rules by page, what is asked, how a conversation asks it, and the guides."""
    found = (
        *_words(book.catalogue),
        *_rules(book),
        *_facts(book.catalogue),
        *_within(book.interview, "interview"),
        *_within(book.guides, "guide"),
    )
    once = {place: text.written.template for place, text in found}
    yield from (WrittenText(place, text) for place, text in once.items())


_Places = Iterator[tuple[str, Text]]


def _words(catalogue: Catalogue) -> _Places:
    for page in fields(catalogue):
        if page.name != "facts":
            yield from _within(getattr(catalogue, page.name), _ONE.get(page.name, page.name))


def _rules(book: Rulebook) -> _Places:
    for rule in book.rules:
        yield from _within({name: getattr(rule, name) for name in _OF_A_RULE}, f"rule {rule.written_id}")


def _facts(catalogue: Catalogue) -> _Places:
    for entry in catalogue.facts.values():
        yield from _within(entry, f"fact {written_fact(entry)}")


def _within(value: object, place: str) -> _Places:
    """The texts in an entry, whatever its keys are; a list counts from one."""
    if isinstance(value, Text):
        yield place, value
        return
    for key, one in _parts(value):
        yield from _within(one, f"{place} {key}")


def _parts(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, tuple):
        yield from enumerate(value, start=1)
    elif isinstance(value, BaseModel):
        yield from ((key, getattr(value, key)) for key in type(value).model_fields)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from ((key.name, getattr(value, key.name)) for key in fields(value))
