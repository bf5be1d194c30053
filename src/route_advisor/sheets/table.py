"""A sheet as rows of cells, whatever file it came from, and the row of headers in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from route_advisor.sheets.cells import Cell, as_text, is_empty
from route_advisor.sheets.mapping import Form, folded

HEADERS_WITHIN = 10
"""The headers stand in one of the first rows; what stands above is a title."""

LEAST_KNOWN = 2
"""A row with fewer known headers is no row of headers, but where it is all there is."""

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. `position` counts the sheets of a workbook from 1; `name` is theirs, and may say anything."""

    position: int
    name: str | None
    rows: Sequence[Sequence[Cell]]
    merged: frozenset[int] = field(default_factory=frozenset)
    """Rows, from 0, with merged cells."""
    numbers: Sequence[int] | None = None
    """The number of each row for people, where that is not its place from 1."""

    def number(self, row: int) -> int:
        """How people number a row."""
        return self.numbers[row] if self.numbers is not None else row + 1


class Headers(NamedTuple):
    """The row of headers of a table, read by a form."""

    row: int
    texts: tuple[str, ...]
    """Folded."""
    known: int

    def place(self, names: Sequence[str]) -> int | None:
        """Where the first of these headers stands."""
        return next((self.texts.index(name) for name in names if name in self.texts), None)


def headers_of(table: Table, form: Form) -> Headers | None:
    """The first of the rows that know most headers of the form; `None` where no row knows any."""
    best: Headers | None = None
    for row, cells in enumerate(table.rows[:HEADERS_WITHIN]):
        texts = tuple("" if is_empty(cell) else folded(as_text(cell)) for cell in cells)
        known = sum(1 for text in texts if text and form.knows(text))
        if known and (best is None or known > best.known):
            best = Headers(row, texts, known)
    return best


def letters(column: int) -> str:
    """The letters of a column, from 0, as a spreadsheet names it."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found


def by_keys(rows: Sequence[Mapping[str, Cell]], numbers: Sequence[int]) -> Table:
    """Records with keys, as a table whose first row holds the keys."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return Table(1, None, [keys, *([row.get(key) for key in keys] for row in rows)], numbers=[0, *numbers])
