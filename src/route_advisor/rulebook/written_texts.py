"""Every sentence of a rulebook with the place where it stands, as a catalogue of translations names it."""

from collections.abc import Iterator
from typing import NamedTuple

from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue, written_fact
from route_advisor.text import Text


class WrittenText(NamedTuple):
    """A sentence of a page, its slots not filled, and its place: `rule WI21-B1-2 says`, `label heading_open`."""

    place: str
    text: Text


def written_texts(book: Rulebook) -> Iterator[WrittenText]:
    """All sentences, each place once: first the words of the output and the names, then the rules by page, then what is asked."""
    found = (*_words(book.catalogue), *_rules(book), *_facts(book.catalogue))
    once = {place: text.written.template for place, text in found if text is not None}
    yield from (WrittenText(place, text) for place, text in once.items())


_Places = Iterator[tuple[str, Text | None]]


def _words(catalogue: Catalogue) -> _Places:
    yield "deferral says", catalogue.deferral.says
    for name, label in catalogue.labels.items():
        yield f"label {name}", label
    for name, component in catalogue.components.items():
        yield f"component {name} name", component.name
    for name, authority in catalogue.authorities.items():
        yield from ((f"authority {name} {key}", getattr(authority, key)) for key in ("name", "decides", "reach", "object"))
    for name, document in catalogue.documents.items():
        yield f"document {name}", document
    for name, term in catalogue.glossary.items():
        yield f"glossary {name}", term
    for name, conflict in catalogue.conflicts.items():
        yield f"conflict {name} says", conflict.says
    if (route := catalogue.head.route) is not None:
        yield "head route reported", route.reported
        yield from ((f"head route errand {place}", one.errand) for place, one in enumerate(route.errands, start=1))


def _rules(book: Rulebook) -> _Places:
    for rule in book.rules:
        place = f"rule {rule.written_id}"
        yield f"{place} says", rule.says
        yield f"{place} open_norm", rule.open_norm
        yield from ((f"{place} {key}", getattr(rule.then, key, None)) for key in ("where", "before", "takes"))


def _facts(catalogue: Catalogue) -> _Places:
    for entry in catalogue.facts.values():
        place = f"fact {written_fact(entry)}"
        yield f"{place} asks", entry.asks
        yield f"{place} why_we_ask", entry.why_we_ask
        yield from ((f"{place} value {word}", label) for word, label in entry.values.items())
