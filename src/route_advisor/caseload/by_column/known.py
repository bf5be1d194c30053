"""What is known of many people, as columns of codes; and who must be read alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from route_advisor.caseload.by_column.sql import TOPICS, file_of, law, text_of
from route_advisor.caseload.coded_facts import GRADES, Coded
from route_advisor.caseload.columns import words_by_keeper
from route_advisor.derive.sayings import made, newest
from route_advisor.facts import DateFact, Fact, Facts, TermDates, ToldBy
from route_advisor.personal_file import Statement
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.entries import FactEntry
from route_advisor.vocabulary import Clock, Grade, Teller

_IN_MEMORY: Final[dict[str, str | bool | int | float | list[str]]] = {
    "threads": 1,
    "temp_directory": "",
    "memory_limit": "1GB",
    "autoload_known_extensions": False,
}
"""Files of people stay in memory: nothing of them is put on a disk, and nothing is fetched. Of files that take more, each is read by itself."""

_BY, _DAY_OF = " by ", "day of "
_STATED: Final = "stated_last_day"


class Known(NamedTuple):
    """What is known of some people: a column a fact, and the days and municipalities that `Facts` hold."""

    apart: Sequence[bool]
    """Who must be read alone; the row says nothing."""
    columns: Mapping[str, Coded]
    days: Mapping[str, Sequence[date | None]]
    municipalities: Sequence[frozenset[str] | None]

    def facts(self, told: Iterable[Mapping[str, Fact]]) -> Iterator[Facts]:
        """`Facts` of what is known of each row, with its days and municipalities. Who told the days is named without the paper."""
        days = {name: column for name, column in self.days.items() if name != _STATED}
        rows = zip(told, zip(*days.values(), strict=True), self.days[_STATED], self.municipalities, strict=True)
        for known, of_row, stated, lives in rows:
            dates = {name: made(DateFact, (name, day, _PAPERS)) for name, day in zip(days, of_row, strict=True) if day is not None}
            yield Facts(known, dates, term=_term(dates, stated), municipalities=lives)


class KnownByColumn:
    """Derives the facts of many people on one day, for a rulebook that `can_read`. One thread at a time may ask."""

    def __init__(self, book: Rulebook, on: date) -> None:
        """For the facts, countries and numbers of this rulebook."""
        self._entries = book.catalogue.facts
        self._on = on
        self._database = duckdb.connect(config=_IN_MEMORY)
        for statement in (file_of(), *law(book, on), text_of("macros")):
            self._database.execute(statement)

    def known(self, files: Sequence[str], statements: Sequence[Sequence[Statement] | None]) -> Known:
        """What rules may ask about each of these people: the words, grades and days of `derive.known_from`.

        `files` are JSON texts that were read as personal files; `statements` are those that each of them holds.
        """
        said, tables = self._said(files)
        apart = tables["apart"].column("is_apart")
        columns: dict[str, Coded] = {}
        for name, told in said.items():
            codes, differ = _settled([_codes(column, self._entries[name], teller) for teller, column in told])
            columns[name], apart = Coded.of_codes(codes, name, [*self._entries[name].values]), pc.or_(apart, differ)
        by_himself = apart.to_pylist()
        for name, own_words in self._own_words(statements).items():
            entry = self._entries[name]
            codes = columns[name].codes.to_pylist() if name in columns else [0] * len(files)
            for row, word in own_words:
                code = _with_own_words(codes[row], word, entry)
                by_himself[row] |= code is None
                codes[row] = code or 0
            columns[name] = Coded.of_codes(pa.array(codes, pa.int64()), name, [*entry.values])
        days = {
            name.removeprefix(_DAY_OF): column.to_pylist()
            for table in tables.values()
            for name, column in zip(table.schema.names, table.columns, strict=True)
            if name.startswith(_DAY_OF)
        }
        homes = [None if one is None else frozenset(one) for one in tables["route"].column("municipalities").to_pylist()]
        return Known(by_himself, columns, days, homes)

    def _said(self, files: Sequence[str]) -> tuple[Mapping[str, list[tuple[Teller, pa.Array]]], Mapping[str, pa.Table]]:
        """For each fact of the rulebook who says words of it, and these words; and the tables of the SQL."""
        database = self._database
        database.register("files_as_json", pa.record_batch({"text": pa.array(files, pa.string())}))
        database.execute(f"CREATE OR REPLACE TEMP TABLE seen AS {text_of('seen')}")
        by_keeper = words_by_keeper(self._table(text_of("declared")).to_batches()[0], on=self._on)
        declared = pa.table({f"{fact.fact}{_BY}{fact.told_by}": words for fact, words in by_keeper})
        database.register("declared", declared)
        tables = {"declared": declared, **{name: self._table(text_of(name)) for name in ("apart", *TOPICS)}}
        database.execute("DROP TABLE seen")
        said: defaultdict[str, list[tuple[Teller, pa.Array]]] = defaultdict(list)
        for table in tables.values():
            for name in (one for one in table.schema.names if _BY in one):
                fact, _, teller = name.partition(_BY)
                said[fact].append((Teller(teller), table.column(name).combine_chunks()))
        return {name: told for name, told in said.items() if name in self._entries}, tables

    def _table(self, query: str) -> pa.Table:
        """What a query finds. It is put into a table, which is planned once; a relation of DuckDB would plan it twice."""
        self._database.execute(f"CREATE OR REPLACE TEMP TABLE found AS {query}")
        return self._database.table("found").to_arrow_table().combine_chunks()

    def _own_words(self, statements: Iterable[Sequence[Statement] | None]) -> Mapping[str, Sequence[tuple[int, str]]]:
        """For each fact of the rulebook the rows of those who say something of it, and the words that count on that day."""
        found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for row, several in enumerate(statements):
            if several:
                said = [(one.fact, one.word, one.said) for one in several]
                for place in newest(said, self._on):
                    found[said[place][0]].append((row, said[place][1]))
        return {name: rows for name, rows in found.items() if name in self._entries}


_PAPERS: Final = (ToldBy(Teller.MUNICIPALITY, "papers"),)


def _term(dates: Mapping[str, DateFact], stated: date | None) -> TermDates | None:
    last = dates.get(Clock.TERM_LAST_DAY)
    if last is None:
        return None
    starts, computed, extra = [
        one and one.day for one in map(dates.get, (Clock.TERM_STARTS, Clock.COMPUTED_LAST_DAY, Clock.EXTRA_TIME_FROM))
    ]
    return TermDates(starts, last.day, computed, stated, extra, _PAPERS)


# --- what may be taken as known, as `derive.sayings.settle` says it: a code is the place of a word and how firm it is, 0 is unknown --------


def _codes(column: pa.Array, entry: FactEntry, teller: Teller) -> pa.Array:
    """The code of each word of a column that one keeper says."""
    places = pc.index_in(column, pa.array([*entry.values], pa.string())).cast(pa.int64())
    codes = pc.add(pc.multiply(pc.add(places, 1), len(GRADES)), GRADES.index(_grade(entry, teller)))
    return pc.fill_null(codes, 0)


def _settled(said: Sequence[pa.Array]) -> tuple[pa.Array, pa.Array | bool]:
    """What several keepers say together, the firmest of them; and in which rows they differ."""
    codes, *others = said
    differ: pa.Array | bool = False
    for other in others:
        both = pc.and_(pc.greater(codes, 0), pc.greater(other, 0))
        differ = pc.or_(differ, pc.and_(both, pc.not_equal(pc.divide(codes, len(GRADES)), pc.divide(other, len(GRADES)))))
        codes = pc.if_else(both, pc.min_element_wise(codes, other), pc.max_element_wise(codes, other))
    return codes, differ


def _with_own_words(code: int, word: str, entry: FactEntry) -> int | None:
    """What is known with the words of the person too; `None` where they differ. A register weighs more, unless the person keeps the fact."""
    own = (1 + [*entry.values].index(word)) * len(GRADES) + GRADES.index(_grade(entry, Teller.PERSON))
    if not code:
        return own
    if code // len(GRADES) != own // len(GRADES):
        return None
    return min(code, own) if entry.told_by is Teller.PERSON else code


def _grade(entry: FactEntry, teller: Teller) -> Grade:
    return Grade.ESTABLISHED if entry.establishes(teller) else Grade.REPORTED
