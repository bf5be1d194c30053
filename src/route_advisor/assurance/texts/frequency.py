"""Rare words: those outside a list of the most frequent words of a language, which is a file of its own and no part of the package."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from route_advisor.documents.regular_file import text_of
from route_advisor.errors import FileRefused
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.messages import Message

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NOT_SAID = re.compile(r"\{[a-z0-9_]+\}|https?://\S+|\S+@\S+")
"""Slots and addresses are no words."""

_ENDINGS = {
    "nl": ("s", "'s", "’s", "en", "e", "t", "n", "d", "de", "den", "er", "ere"),
    "en": ("s", "'s", "’s", "es", "ed", "d", "ing", "ly", "er"),
}
"""Endings of a form of a word that is in the list."""

_SHORTEST_PART = 3


@dataclass(frozen=True)
class Frequent:
    """The frequent words of a language, and the rare ones that a rulebook keeps."""

    language: str
    words: frozenset[str]
    kept: frozenset[str] = frozenset()

    def words_of(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence, in small letters."""
        return tuple(word.lower() for word in _WORD.findall(_NOT_SAID.sub(" ", sentence)))

    def rare(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence that are neither frequent nor kept, nor a form or a joining of such words."""
        return tuple(word for word in self.words_of(sentence) if not self.knows(word))

    def knows(self, word: str) -> bool:
        """Whether a word is in the list, is kept, or is made of such words: `lesuren`, `examens`, `knm-examen`."""
        if word in self._all or self._is_a_form(word):
            return True
        if "-" in word:
            return all(self.knows(part) for part in word.split("-") if part)
        return self.language == "nl" and any(
            self._joined(word[:at], word[at:]) for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        )

    def _is_a_form(self, word: str) -> bool:
        return f"{word}en" in self._all or any(
            word.endswith(end) and word.removesuffix(end) in self._all for end in _ENDINGS[self.language]
        )

    def _joined(self, first: str, second: str) -> bool:
        """Two words written as one, with or without an s between them."""
        known = first in self._all or (first.endswith("s") and len(first) > _SHORTEST_PART and first[:-1] in self._all)
        return known and (second in self._all or any(second.removesuffix(end) in self._all for end in ("s", "en", "e")))

    @cached_property
    def _all(self) -> frozenset[str]:
        return self.words | self.kept


def read_frequent(folder: Path, language: str, kept: Iterable[str] = ()) -> Frequent | None:
    """The list of a language (easy Dutch is Dutch) in a folder: `nl.txt`, a word a line; `None` where there is none. Raises `FileRefused`."""
    code = language.partition("-")[0]
    path = folder / f"{code}.txt"
    if code not in _ENDINGS or not path.is_file():
        return None
    try:
        lines = text_of(path, BYTES_OF_A_FILE).splitlines()
    except (OSError, UnicodeDecodeError):
        raise FileRefused([Message("not_utf8", path=path)]) from None
    return Frequent(code, frozenset(line for line in lines if line and not line.startswith("#")), frozenset(word.lower() for word in kept))
