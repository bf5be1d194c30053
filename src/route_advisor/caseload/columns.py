"""The declared facts of many people at once, over the nested columns of their files: no Python for a person.

    lines = pyarrow.json.open_json("lives.jsonl", parse_options=ParseOptions(explicit_schema=pa.schema(file_type(day=pa.timestamp("s")))))
    for batch in lines:
        words = declared_words(batch, on=day)      # a column a fact, `writing_result` with `passed_b1`; null where nothing says it

It reads the declarations that `derive` reads (`derive.declared`), and a property holds the two together. These are the words of the registers:
what the person says, and what is unknown because records contradict each other, `derive` settles for one person after another.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin

import pyarrow as pa
import pyarrow.compute as pc

from route_advisor.derive.declarations import DECLARED
from route_advisor.derive.declared import Declared, Records, Where
from route_advisor.errors import FileRefused
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile, Record

_PLAIN: Final[Mapping[type, pa.DataType]] = {str: pa.string(), bool: pa.bool_(), int: pa.int64()}


@cache
def file_type(day: pa.DataType = pa.date32()) -> pa.StructType:  # noqa: B008 - a type does not change
    """The Arrow type of a whole personal file: groups and lists nested. JSON is read with days as `pa.timestamp("s")`."""
    return _type_of(PersonalFile, {**_PLAIN, date: day})


def declared_words(files: pa.RecordBatch, *, on: date) -> pa.RecordBatch:
    """For each personal file of a batch the word of each declared fact on that day: a dictionary column a fact, null where nothing says it.

    The batch has a column for each key of a personal file, nested; a column or key that is not there is told by nobody.
    Raises `FileRefused` where the columns are none of a personal file.
    """
    words: dict[str, pa.Array] = {}
    for fact, said in words_by_keeper(files, on=on):
        words[fact.fact] = _agreed(words[fact.fact], said) if fact.fact in words else said
    return pa.record_batch({name: said.dictionary_encode() for name, said in words.items()})


def words_by_keeper(files: pa.RecordBatch, *, on: date) -> Iterator[tuple[Declared, pa.Array]]:
    """As `declared_words`, for each declaration the word that its keeper has: two keepers of one fact may differ."""
    try:
        whole = pa.StructArray.from_arrays(files.columns, names=files.schema.names).cast(file_type())
    except (pa.ArrowException, ValueError, TypeError) as error:
        raise FileRefused([Message("columns_of_no_file", why=error)]) from None
    rows = pa.array(range(len(whole)), pa.int64())
    lists = {at: _List(whole, at) for at in {records.at for fact in DECLARED for records in fact.records}}
    for fact in DECLARED:
        yield fact, _words(fact, lists, rows, on)


class _List:
    """One list of all files: whether each file has it, its records in a row, and the row of the file of each."""

    def __init__(self, whole: pa.StructArray, at: str) -> None:
        found = pc.struct_field(whole, at.removesuffix("[]").split("."))
        self.is_told = found.is_valid()
        self.rows = pc.indices_nonzero(self.is_told).cast(pa.int64())
        self.records = found.filter(self.is_told)
        if isinstance(found, pa.ListArray):
            self.rows = self.rows.take(pc.list_parent_indices(self.records))
            self.records = pc.list_flatten(self.records)


def _words(fact: Declared, lists: Mapping[str, _List], rows: pa.Array, on: date) -> pa.Array:
    """The word of one fact for every row."""
    values = [value for value in fact.words if value is not None]
    counted = pa.concat_tables(_counted(records, values, lists[records.at], on) for records in fact.records)
    word, has_one = pa.nulls(len(rows), pa.string()), pa.array([False] * len(rows), pa.bool_())
    for rank, value in enumerate(values):  # from low to high: a higher one stands instead of a lower
        has_it = pc.is_in(rows, counted.filter(pc.equal(counted.column("rank"), rank)).column("row"))
        word, has_one = pc.if_else(has_it, pa.scalar(fact.words[value], pa.string()), word), pc.or_(has_one, has_it)
    nothing = pc.and_not(lists[fact.records[0].at].is_told, has_one)
    return pc.if_else(nothing, pa.scalar(fact.words.get(None), pa.string()), word)


def _agreed(one: pa.Array, other: pa.Array) -> pa.Array:
    """The word that two keepers have; null where they differ."""
    differ = pc.fill_null(pc.not_equal(one, other), fill_value=False)
    return pc.if_else(differ, pa.scalar(None, pa.string()), pc.coalesce(one, other))


def _counted(records: Records, values: Iterable[Any], found: _List, on: date) -> pa.Table:
    """The records that count on that day: the row of each, and how high its value is."""
    count = _any(_fits(where, found.records) for where in records.where)
    if records.by is not None:
        come = pc.less_equal(found.records.field(records.by), pa.scalar(on))
        count = pc.and_(count, pc.fill_null(come, fill_value=not records.is_event))
    rank = _rank(records, values, found.records)
    count = pc.and_(count, rank.is_valid())
    return pa.table({"row": found.rows.filter(count), "rank": rank.filter(count)})


def _fits(where: Where, records: pa.StructArray) -> pa.Array:
    fit = pa.array([True] * len(records), pa.bool_())
    for key, held in where.items():
        column = records.field(key)
        fit = pc.and_(fit, pc.is_in(column, pa.array(held, column.type)))
    return fit


def _any(several: Iterable[pa.Array]) -> pa.Array:
    first, *others = several
    for other in others:
        first = pc.or_(first, other)
    return first


def _rank(records: Records, values: Iterable[Any], found: pa.StructArray) -> pa.Array:
    """How high the value of each record is, from 0; null where it is none of these."""
    places = {value: rank for rank, value in enumerate(values)}
    if records.take is None:
        value = records.by if records.is_event else True
        return pa.array([places[value]] * len(found), pa.int64())
    column = found.field(records.take)
    named = records.read_as or {value: value for value in places}
    known = [(value, places[name]) for value, name in named.items() if name in places and _PLAIN[type(value)] == column.type]
    return pa.array([rank for _, rank in known], pa.int64()).take(pc.index_in(column, pa.array([value for value, _ in known], column.type)))


def _type_of(kind: Any, plain: Mapping[type, pa.DataType]) -> pa.DataType:  # noqa: ANN401 - any annotation
    """The Arrow type of an annotation of a record."""
    if isinstance(kind, type) and issubclass(kind, Record):
        return pa.struct([(one.alias or name, _type_of(one.annotation, plain)) for name, one in kind.model_fields.items()])
    if kind in plain:
        return plain[kind]
    inner = [one for one in get_args(kind) if one not in (NoneType, Ellipsis)]
    if get_origin(kind) is Literal:
        return plain[type(inner[0])]
    of_one = _type_of(inner[0], plain)
    return pa.list_(of_one) if get_origin(kind) is tuple else of_one
