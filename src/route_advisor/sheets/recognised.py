"""Which sheet of a mapping each table is: the names of sheets, the row of headers, and the column of each header."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from route_advisor.errors import FileRefused
from route_advisor.messages import Message
from route_advisor.sheets.cells import Cell, is_empty
from route_advisor.sheets.mapping import Column, Form, MappingPage, folded
from route_advisor.sheets.report import Where
from route_advisor.sheets.table import Headers, Table, headers_of, letters


@dataclass(frozen=True)
class Read:
    """A table that a form reads: where its headers stand, its columns, and the column of the reference."""

    form: Form
    table: Table
    headers: Headers
    columns: Mapping[int, tuple[Column, int]]
    person: int | None
    alone: bool

    @property
    def sheet(self) -> str | None:
        """The name of the sheet on the mapping page; none where the file has one sheet."""
        return None if self.alone else self.form.entry.names[0]

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The rows below the headers with anything in them, and their place from 0."""
        for row in range(self.headers.row + 1, len(self.table.rows)):
            cells = self.table.rows[row]
            if not all(map(is_empty, cells)):
                yield row, cells

    def where(self, row: int, at: int | None = None) -> Where:
        """A row, or a cell in it."""
        if at is None:
            return Where(self.sheet, self.table.number(row))
        column, number = self.columns.get(at, (None, 0))
        header = column.numbered(number) if column is not None else self.form.entry.person[0] if self.form.entry.person else None
        return Where(self.sheet, self.table.number(row), letters(at), header)


def read_by(page: MappingPage, tables: Sequence[Table]) -> tuple[Read, ...]:
    """The tables that the forms of a page read, in the order of the page. Raises `FileRefused` where a header stands twice."""
    taken: dict[int, tuple[Form, Headers]] = {}
    free = [table for table in tables if table.rows]
    for form in page.forms:
        named = [table for table in free if table.name is not None and folded(table.name) in form.names]
        for table in named[:1]:
            headers = headers_of(table, form)
            if headers is not None:
                taken[table.position] = (form, headers)
                free.remove(table)
    for form in page.forms:
        found = [(headers, table) for table in free if (headers := headers_of(table, form)) is not None and _speaks(headers, form, page)]
        if found and not any(form is other for other, _ in taken.values()):
            headers, table = max(found, key=lambda one: one[0].known)
            taken[table.position] = (form, headers)
            free.remove(table)
    by_form = sorted(taken.items(), key=lambda one: page.forms.index(one[1][0]))
    position = {table.position: table for table in tables}
    return tuple(_read(form, position[at], headers, alone=len(taken) == 1) for at, (form, headers) in by_form)


def _speaks(headers: Headers, form: Form, page: MappingPage) -> bool:
    """Whether a sheet without a known name is meant: two of its headers are known, or all it has; any but the first also needs a reference."""
    whose = form is page.main or headers.place(form.person) is not None
    return whose and headers.known >= min(2, sum(1 for text in headers.texts if text))


def _read(form: Form, table: Table, headers: Headers, *, alone: bool) -> Read:
    columns: dict[int, tuple[Column, int]] = {}
    person = headers.place(form.person)
    for at, text in enumerate(headers.texts):
        found = form.column_of(text) if text and at != person and text not in form.left_out else None
        if found is None:
            continue
        other = next((before for before, one in columns.items() if one == found), None)
        if other is not None:
            header = found[0].numbered(found[1])
            raise FileRefused([Message("sheet_header_twice", header=header, one=letters(other), other=letters(at))])
        columns[at] = found
    return Read(form, table, headers, columns, person, alone)
