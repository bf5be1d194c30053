"""How easy a sentence is to read: its length, passive, clauses and hard words, and whether it promises what nobody here can promise.

The words stand in `sentence_words.yaml`, under `reading`. A score says where to begin; only what stands there fails. How rare its words are is
told by `frequency`, where a list of frequent words is at hand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from route_advisor.assurance.texts.catalogues import for_the_person
from route_advisor.assurance.texts.frequency import Frequent, read_frequent
from route_advisor.assurance.texts.sentence_words import ReadingEntry, pattern, read_sentence_words
from route_advisor.rulebook.book import Rulebook

_SENTENCE_END = re.compile(r"(?<=[.!?;:…])\s+")
"""A colon is a breath too: `Vraag DUO: moet ik inburgeren?`."""
_BEST, _FREE_WORDS, _WORDS_A_POINT = 10, 8, 3


@dataclass(frozen=True)
class Measured:
    """One sentence: what makes it hard, and its score from 0 (hard) to 10 (easy)."""

    place: str
    sentence: str
    words: int
    passive: tuple[str, ...]
    clauses: tuple[str, ...]
    hard: tuple[str, ...]
    categorical: tuple[str, ...]

    @property
    def score(self) -> int:
        """Ten, less one for each three words beyond eight, and less two for a passive, a clause or a hard word."""
        long = max(0, self.words - _FREE_WORDS + _WORDS_A_POINT - 1) // _WORDS_A_POINT
        return max(0, _BEST - long - 2 * (len(self.passive) + len(self.clauses) + len(self.hard)))


class Reader:
    """Reads sentences of one language as somebody who has just learnt it."""

    def __init__(self, language: str, folder: Path | None = None) -> None:
        self.language = language
        self._words: ReadingEntry = read_sentence_words(folder).reading

    @property
    def longest(self) -> int:
        """The most words in a sentence of this language."""
        return self._words.longest.get(self.language, max(self._words.longest.values(), default=20))

    def frequent(self, folder: Path, names: Iterable[str] = ()) -> Frequent | None:
        """The frequent words of this language by a list in that folder, with those that the page keeps, and names that are explained."""
        return read_frequent(
            folder, self.language, [*self._words.kept.get(self.language, ()), *(part for name in names for part in name.split())]
        )

    def measured(self, place: str, text: str) -> Iterator[Measured]:
        """Each sentence of a text."""
        for sentence in filter(None, _SENTENCE_END.split(text)):
            harmless = self._found("harmless", sentence)
            yield Measured(
                place=place,
                sentence=sentence,
                words=len(sentence.split()),
                passive=self._found("passive", sentence),
                clauses=self._found("clauses", sentence.partition(" ")[2]),
                hard=self._found("hard", sentence),
                categorical=() if harmless else self._found("categorical", sentence),
            )

    def faults(self, one: Measured) -> Iterator[str]:
        """What must be mended in a sentence; nothing of what has a reason to stand there."""
        if one.words > self.longest and "length" not in self._allowed(one):
            yield f"it has {one.words} words; at most {self.longest}"
        yield from self.word_faults(one)

    def word_faults(self, one: Measured) -> Iterator[str]:
        """What must be mended in the words of a sentence, however long it is."""
        allowed = self._allowed(one)
        for word in (word for word in one.hard if word.lower() not in allowed):
            yield f'"{word}" is hard; write: {self._easy(word)}'
        for word in (word for word in one.categorical if word.lower() not in allowed):
            yield f'"{word}" promises; say who decides, or leave it out'
        if self.language == "nl-easy":
            for word in (word for word in one.clauses if word.lower() not in allowed):
                yield f'"{word}" begins a clause; make two sentences of it'

    def _allowed(self, one: Measured) -> tuple[str, ...]:
        known = self._words.exceptions.get(one.place)
        return known.allows if known is not None else ()

    def _easy(self, word: str) -> str:
        return next(easy for hard, easy in self._words.hard[self.language].items() if pattern([hard]).fullmatch(word))

    def _found(self, name: str, sentence: str) -> tuple[str, ...]:
        words = self._patterns[name]
        return () if words is None else tuple(words.findall(sentence))

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str] | None]:
        lists: dict[str, Iterable[str]] = {
            name: getattr(self._words, name).get(self.language, ()) for name in ("passive", "clauses", "hard", "categorical", "harmless")
        }
        return {name: pattern(words) if words else None for name, words in lists.items()}


def sentences_of(book: Rulebook, language: str) -> Iterator[tuple[str, str]]:
    """The places of the rulebook and what a person reads there in a language of its pages or of a catalogue."""
    translation = book.catalogue.languages.translation(language)
    for place, text in for_the_person(book):
        says = text.in_(language) if translation is None else translation.sentence(text.nl, place)
        if says is not None:
            yield place, says


def measured(book: Rulebook, language: str) -> tuple[Measured, ...]:
    """Every sentence that a person can read in a language, in the order of the pages."""
    reader = Reader(language, book.folder)
    return tuple(one for place, says in sentences_of(book, language) for one in reader.measured(place, says))
