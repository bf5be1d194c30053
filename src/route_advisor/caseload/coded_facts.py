"""Facts of many people as numbers: a column of codes a fact, and the rows in which the same codes stand together."""

from collections.abc import Mapping, Sequence
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
_GRADES = (Grade.ESTABLISHED, Grade.REPORTED)


class Coded(NamedTuple):
    """A fact of many people: a code a row, 0 where it is unknown; and the fact of each code."""

    codes: pa.Array
    facts: Sequence[Fact | None]

    @property
    def size(self) -> int:
        """How many codes there are."""
        return len(self.facts)

    @property
    def is_told(self) -> bool:
        """Whether it is known of anybody."""
        return bool(pc.max(self.codes).as_py())

    @classmethod
    def of(cls, facts: pa.RecordBatch, name: str, words: Sequence[str]) -> "Coded":
        """The fact of that name, which can have these words. Raises `NotInRulebook` for another word or grade."""
        column = facts.column(name)
        encoded = column if isinstance(column, pa.DictionaryArray) else column.cast(pa.string()).dictionary_encode()
        place: dict[str | None, int] = {None: 0, **{word: 1 + len(_GRADES) * number for number, word in enumerate(words)}}
        given = encoded.dictionary.cast(pa.string()).to_pylist()
        for word in given:
            if word not in place:
                raise NotInRulebook(
                    Message("not_a_word_of_a_fact", word=word, name=name, hint=did_you_mean(word, list(words)), allowed=", ".join(words))
                )
        codes = pc.fill_null(pa.array([place[word] for word in given], pa.int64()).take(encoded.indices), 0)
        if name + GRADE in facts.schema.names:
            codes = pc.if_else(pc.equal(codes, 0), codes, pc.add(codes, _reported(facts.column(name + GRADE), name)))
        told = [Fact(name, word, told_by_grade(grade), grade) for word in words for grade in _GRADES]
        return cls(codes, [None, *told])


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


def _reported(grades: pa.Array, name: str) -> pa.Array:
    """1 where a word is reported, 0 where it is established."""
    found = pc.index_in(grades.cast(pa.string()), pa.array(_GRADES, pa.string()))
    wrong = grades.filter(pc.and_(found.is_null(), grades.is_valid()))
    if len(wrong):
        raise NotInRulebook(Message("not_a_grade", word=str(wrong[0]), name=name, allowed=", ".join(_GRADES)))
    return pc.fill_null(found, 0).cast(pa.int64())


def decoded(columns: Sequence[Coded], rows: pa.Array) -> Sequence[Sequence[Fact]]:
    """The known facts of some rows."""
    codes = [one.codes.take(rows).to_pylist() for one in columns]
    by_row = zip(*codes, strict=True) if codes else [()] * len(rows)
    return [[fact for one, code in zip(columns, row, strict=True) if (fact := one.facts[code]) is not None] for row in by_row]


def told_by_grade(grade: Grade) -> tuple[ToldBy, ...]:
    """Somebody of that grade; no answer hangs on who it was."""
    teller = {Grade.ESTABLISHED: Teller.DUO, Grade.REPORTED: Teller.PERSON, Grade.EXPECTED: Teller.ASSUMPTION}[grade]
    return (ToldBy(teller, "facts"),)
