"""A municipality's own pages, laid over the law: what they hold, and to whom they speak."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from pydantic import Field

from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.citation import Act
from route_advisor.rulebook.entries import AuthorityEntry, Entry, FactEntry, LawDay
from route_advisor.rulebook.numbers import Number
from route_advisor.rulebook.rule import Policy, Rule
from route_advisor.text import Text, WrittenText, text_of

Address = Annotated[str, Field(pattern=r"^https://[^\s<>\"']+$")]


class ContactEntry(Entry):
    """How to reach the municipality and how to object there. Its name and what it decides stay those of the law."""

    reach: WrittenText
    object: WrittenText | None = None
    url: Address | None = None
    checked_on: LawDay


@dataclass(frozen=True)
class Overlay:
    """The pages of one municipality: contact points, forms, lead times, steps, questions, and what it says about open norms."""

    code: str
    """The code of Statistics Netherlands (CBS), as in `0363`."""
    name: str
    checked_on: date
    acts: Mapping[str, Act]
    contacts: Mapping[str, ContactEntry]
    documents: Mapping[str, Text]
    facts: Mapping[str, FactEntry]
    numbers: Mapping[str, Number]
    rules: tuple[Rule, ...]
    policies: Mapping[str, Policy]
    """By the id of the rule of law, as written, whose open norm they are about."""
    hash: str
    """SHA-256 of its pages, in hexadecimal."""


def is_of_an_overlay(name: str) -> bool:
    """Whether a name can only be one of a municipality's own pages: `gm0363_childcare`."""
    return re.match(r"gm[0-9]{4}_", name) is not None


def overlays_for(overlays: tuple[Overlay, ...], codes: frozenset[str] | None) -> tuple[Overlay, ...]:
    """The overlays that speak to a person whose file names these municipalities.

    Only that of the person's own municipality: contact points of another send people to the wrong desk. Where the file names two
    municipalities, or one that the person has left, nobody here knows which it is, so none speaks. Where it names none (`None`), whoever
    gave a single overlay told us which municipality it is; several say nothing.
    """
    if codes is None:
        return overlays if len(overlays) == 1 else ()
    return tuple(one for one in overlays if codes == {one.code})


def catalogue_with(catalogue: Catalogue, overlays: Sequence[Overlay], used: Sequence[Overlay]) -> Catalogue:
    """The catalogue with the facts and forms of all overlays, and the contact points of those that are used."""
    facts, documents = {**catalogue.facts}, {**catalogue.documents}
    for overlay in overlays:
        facts |= overlay.facts
        documents |= overlay.documents
    authorities = {**catalogue.authorities}
    for overlay in used:
        authorities |= {name: _reached(authorities[name], contact, overlay.name) for name, contact in overlay.contacts.items()}
    return replace(catalogue, facts=facts, documents=documents, authorities=authorities)


def _reached(authority: AuthorityEntry, contact: ContactEntry, municipality: str) -> AuthorityEntry:
    """The authority with the contact points of this municipality, which stands in front of them."""
    changes: dict[str, object] = {"reach": _said_by(municipality, contact.reach), "checked_on": contact.checked_on}
    if contact.object is not None:
        changes["object"] = _said_by(municipality, contact.object)
    if contact.url is not None:
        changes["url"] = contact.url
    return authority.model_copy(update=changes)


def _said_by(municipality: str, text: Text) -> Text:
    return text_of({language: f"{municipality}: {says}" for language, says in text.sentences().items()})


def rules_with(rules: Iterable[Rule], used: Sequence[Overlay]) -> tuple[Rule, ...]:
    """The rules of law, with what the municipality says about their open norms; then the municipality's own."""
    return (*(_with_policies(rule, used) for rule in rules), *(rule for overlay in used for rule in overlay.rules))


def _with_policies(rule: Rule, used: Sequence[Overlay]) -> Rule:
    name = rule.written_id
    policies = tuple(overlay.policies[name] for overlay in used if name in overlay.policies)
    return replace(rule, policies=policies) if policies else rule


def hash_with(law: str, overlays: Iterable[Overlay]) -> str:
    """The hash of the law and of all pages laid over it."""
    return hashlib.sha256("\0".join((law, *(one.hash for one in overlays))).encode()).hexdigest()
