"""The page of words by which a sentence tells a duty, a leave, a denial, a promise or a threat."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from route_advisor.documents.mistakes import mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import shipped_folder
from route_advisor.rulebook.catalogue import read_page
from route_advisor.rulebook.entries import Entry

SENTENCE_WORDS = "sentence_words.yaml"
ByLanguage = Mapping[str, tuple[str, ...]]
Patterns = Mapping[str, re.Pattern[str]]
"""One pattern for each language."""


WordsEntry = dict[str, tuple[str, ...]]


class DecidesEntry(Entry):
    """Who decides in a sentence: the verbs of deciding, and the names of each authority."""

    verbs: WordsEntry = Field(default_factory=dict)
    names: dict[str, WordsEntry] = Field(default_factory=dict)


class BeyondEntry(Entry):
    """Words that say more than a rule may, and which rules may say them."""

    why: str
    words: WordsEntry
    verbs: tuple[str, ...] = ()
    articles: dict[str, tuple[int | str, ...]] = Field(default_factory=dict)
    not_to: dict[str, str] = Field(default_factory=dict)


class ExceptionEntry(Entry):
    """What the sentence of one rule says all the same."""

    allows: tuple[str, ...]
    why: str


class ShortWords(Entry):
    """Words, and why no short form has them; what only a caseworker reads may have them where `a_caseworker_may`."""

    why: str
    words: WordsEntry
    a_caseworker_may: bool = False


class ShortEntry(Entry):
    """Words that the short form of a step has not, and those of which it has one where a person asks or may leave it."""

    never: dict[str, ShortWords] = Field(default_factory=dict)
    asks: WordsEntry = Field(default_factory=dict)


class OnePersonEntry(Entry):
    """Words that say something of one person, and those of a question in which the reader says it first."""

    words: WordsEntry = Field(default_factory=dict)
    asker: WordsEntry = Field(default_factory=dict)


class ReadingEntry(Entry):
    """What makes a sentence hard to read, and what promises, by language. See `readability`."""

    longest: dict[str, int] = Field(default_factory=dict)
    """Words in a sentence."""
    passive: WordsEntry = Field(default_factory=dict)
    clauses: WordsEntry = Field(default_factory=dict)
    hard: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Each word with the easy one."""
    categorical: WordsEntry = Field(default_factory=dict)
    harmless: WordsEntry = Field(default_factory=dict)
    """Words of a sentence that promises nothing: "we never predict", "not always"."""
    kept: WordsEntry = Field(default_factory=dict)
    """Rare words that a language keeps: names of the law, of authorities, papers and places, and what has no easier word."""
    exceptions: dict[str, ExceptionEntry] = Field(default_factory=dict)
    """By the place of the sentence, as a catalogue of translations names it."""


class SentenceWordsEntry(Entry):
    """The page as it is written."""

    tells: dict[str, WordsEntry] = Field(default_factory=dict)
    decides: DecidesEntry = Field(default_factory=DecidesEntry)
    beyond: dict[str, BeyondEntry] = Field(default_factory=dict)
    short: ShortEntry = Field(default_factory=ShortEntry)
    of_one_person: OnePersonEntry = Field(default_factory=OnePersonEntry)
    reading: ReadingEntry = Field(default_factory=ReadingEntry)
    exceptions: dict[str, ExceptionEntry] = Field(default_factory=dict)


def read_sentence_words(folder: Path | None) -> SentenceWordsEntry:
    """The page of a rulebook folder; the shipped one where that has none. Raises `RulebookRefused`."""
    home = folder if folder is not None and (folder / SENTENCE_WORDS).is_file() else shipped_folder()
    document = read_page(home / SENTENCE_WORDS, SENTENCE_WORDS)
    try:
        return TypeAdapter(SentenceWordsEntry).validate_python(_tuples(document.data))
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=SentenceWordsEntry)) from None


def _tuples(data: Any) -> Any:  # noqa: ANN401 - any YAML
    """Lists as tuples, which strict entries ask."""
    if isinstance(data, Mapping):
        return {key: _tuples(value) for key, value in data.items()}
    return tuple(_tuples(one) for one in data) if isinstance(data, Sequence) and not isinstance(data, str) else data


@cache
def tones(folder: Path | None) -> Mapping[str, Patterns]:
    """For each thing that a sentence can tell, its words by language."""
    return {tone: patterns(words) for tone, words in read_sentence_words(folder).tells.items()}


def patterns(words: ByLanguage) -> Patterns:
    """One pattern for each language."""
    return {language: pattern(some) for language, some in words.items()}


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these words, whole; `*` stands for any letters."""
    any_of = "|".join(re.escape(word).replace("\\*", r"\w*") for word in words)
    return re.compile(rf"(?<![\w{{])(?:{any_of})(?![\w}}])", re.IGNORECASE)
