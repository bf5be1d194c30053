"""Facts of many people as numbers: a column of codes a fact, and the rows in which the same codes stand together."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from route_advisor.documents.mistakes import did_you_mean
from route_advisor.errors import NotInRulebook
from route_advisor.facts import Fact, ToldBy
from route_advisor.messages import Message
from route_advisor.vocabulary import Grade, Teller

GRADE: Final = ".grade"
"""The column `route.grade` says how firm the word of `route` is, established or reported; without it, or where it is null, established."""

_LARGEST = 1 << 62
GRADES: Final = (Grade.ESTABLISHED, Grade.REPORTED)
"""How firm a word can be, the firmest first."""


class Coded(NamedTuple):
    """A fact of many people: a code a row, and the fact of each code; none where it is unknown."""

    codes: pa.Array
    facts: Sequence[Fact | None]

    @property
    def size(self) -> int:
        """How many codes there are."""
        return len(self.facts)

    @property
    def is_told(self) -> bool:
        """Whether it is known of anybody."""
        return len(self.codes) > 0 and self.facts[pc.max(self.codes).as_py()] is not None

    @classmethod
    def of(cls, facts: pa.RecordBatch, name: str, words: Sequence[str]) -> "Coded":
        """The fact of that name, which can have these words. Raises `NotInRulebook` for another word or grade."""
        places: dict[str | None, int] = {None: 0, **{word: place for place, word in enumerate(words, 1)}}
        codes = _numbered(facts.column(name), places, lambda word: _no_word(word, name, words))
        codes = pc.multiply(codes, len(GRADES))
        if name + GRADE in facts.schema.names:
            grades: dict[str | None, int] = {None: 0, **{str(grade): place for place, grade in enumerate(GRADES)}}
            codes = pc.add(codes, _numbered(facts.column(name + GRADE), grades, lambda word: _no_grade(word, name)))
        return cls.of_codes(codes, name, words)

    @classmethod
    def of_codes(cls, codes: pa.Array, name: str, words: Sequence[str]) -> "Coded":
        """The fact of that name: a code is the place of a word among these, counted from 1, times the number of grades, and the place of its grade."""
        return cls(codes, [*[None] * len(GRADES), *(Fact(name, word, told_by_grade(grade), grade) for word in words for grade in GRADES)])


class Codes(NamedTuple):
    """The facts of some rows that are known of anybody, by name."""

    columns: Mapping[str, Coded]
    rows: int


class Distinct(NamedTuple):
    """Rows in which the same codes stand together: the place of each row among those that differ, and the first row of each."""

    place: pa.Array
    first: pa.Array

    @classmethod
    def of(cls, columns: Sequence[tuple[pa.Array, int]], rows: int) -> "Distinct":
        """Of columns of codes, each with how many there can be."""
        (key, size), *others = columns or [(pa.array([0] * rows, pa.int64()), 1)]
        for column, values in others:
            if size * values > _LARGEST:
                encoded = key.dictionary_encode()
                key, size = encoded.indices.cast(pa.int64()), len(encoded.dictionary)
            key, size = pc.add(pc.multiply(key, values), column), size * values
        encoded = key.dictionary_encode()
        places = pa.array(range(len(encoded.dictionary)), encoded.indices.type)
        return cls(encoded.indices, pc.index_in(places, encoded.indices))


def _numbered(column: pa.Array, numbers: Mapping[str | None, int], refused: Callable[[str], Message]) -> pa.Array:
    """The number of each word in a column, that of `None` where it is null. Each different word is looked at once."""
    encoded = column if isinstance(column, pa.DictionaryArray) else column.cast(pa.string()).dictionary_encode()
    given = encoded.dictionary.cast(pa.string()).to_pylist()
    for word in given:
        if word not in numbers:
            raise NotInRulebook(refused(word))
    return pc.fill_null(pa.array([numbers[word] for word in given], pa.int64()).take(encoded.indices), numbers[None])


def _no_word(word: str, name: str, words: Sequence[str]) -> Message:
    return Message("not_a_word_of_a_fact", word=word, name=name, hint=did_you_mean(word, list(words)), allowed=", ".join(words))


def _no_grade(word: str, name: str) -> Message:
    return Message("not_a_grade", word=word, name=name, allowed=", ".join(GRADES))


def decoded(columns: Sequence[Coded], rows: pa.Array) -> Sequence[Sequence[Fact]]:
    """The known facts of some rows."""
    codes = [one.codes.take(rows).to_pylist() for one in columns]
    by_row = zip(*codes, strict=True) if codes else [()] * len(rows)
    return [[fact for one, code in zip(columns, row, strict=True) if (fact := one.facts[code]) is not None] for row in by_row]


def told_by_grade(grade: Grade) -> tuple[ToldBy, ...]:
    """Somebody of that grade; no answer hangs on who it was."""
    teller = {Grade.ESTABLISHED: Teller.DUO, Grade.REPORTED: Teller.PERSON, Grade.EXPECTED: Teller.ASSUMPTION}[grade]
    return (ToldBy(teller, "facts"),)
