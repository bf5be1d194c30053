"""The words of the rulebook in which a file speaks: the facts that a person may say, and the purposes of a permit."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from route_advisor.documents.mistakes import did_you_mean, told_of
from route_advisor.messages import Message
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import FactEntry
from route_advisor.rulebook.overlay import is_of_an_overlay

PURPOSE = "residence_purpose"
"""The fact whose words are the purposes of a permit."""


def catalogue_of(info: ValidationInfo) -> Catalogue:
    """The catalogue that a validation was given in its context; else that of the shipped rulebook."""
    context: Any = info.context or {}
    known: Catalogue | None = context.get("catalogue")
    return known or Rulebook.shipped().catalogue


def sayable(name: str, info: ValidationInfo) -> str:
    """The name of a fact that a person may say. A fact of a municipality's own pages is left to whoever advises with them."""
    wrong = None if _is_left_open(name, info) else wrong_fact(name, catalogue_of(info))
    if wrong is not None:
        raise _wrong(wrong)
    return name


def word_of(name: str | None, word: str, info: ValidationInfo) -> str:
    """A word of that fact; any word where the fact itself is wrong or left open."""
    if name is not None and not _is_left_open(name, info):
        wrong = wrong_word(word, catalogue_of(info).facts.get(name))
        if wrong is not None:
            raise _wrong(wrong)
    return word


def purpose(word: str | None, info: ValidationInfo) -> str | None:
    """A purpose that a permit can have, or none."""
    wrong = None if word is None else wrong_purpose(word, catalogue_of(info))
    if wrong is not None:
        raise _wrong(wrong)
    return word


def wrong_fact(name: str, catalogue: Catalogue) -> str | None:
    """What is wrong with a fact in a statement, as it stands behind its place; `None` where a person may say it."""
    entry = catalogue.facts.get(name)
    if entry is None:
        known = [other for other, one in catalogue.facts.items() if one.person_may_say]
        return Message("not_a_fact", word=told_of(name, known), hint=did_you_mean(name, known))
    if entry.person_may_say:
        return None
    if entry.concluded:
        return Message("concluded_by_rules", fact=name)
    return Message("kept_elsewhere", fact=name, keeper=entry.told_by)


def wrong_word(word: str, entry: FactEntry | None) -> str | None:
    """What is wrong with a word of a fact, as it stands behind its place; `None` where it is one, or where the fact is not known."""
    if entry is None or not (entry.person_may_say or entry.name == PURPOSE) or word in entry.values:
        return None
    return Message(
        "not_a_word", word=told_of(word, list(entry.values)), hint=did_you_mean(word, list(entry.values)), allowed=_listed(entry.values)
    )


def wrong_purpose(word: str, catalogue: Catalogue) -> str | None:
    """What is wrong with the purpose of a permit, as it stands behind its place; `None` where it is one."""
    entry = catalogue.facts.get(PURPOSE)
    return Message("no_purposes") if entry is None else wrong_word(word, entry)


def _is_left_open(name: str, info: ValidationInfo) -> bool:
    return not info.context and is_of_an_overlay(name)


def _wrong(message: str) -> PydanticCustomError:
    return PydanticCustomError("wrong_word", "{message}", {"message": message})


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
