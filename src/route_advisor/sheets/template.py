"""Our own sheet: an empty one to fill in, and personal files as its rows. What a sheet has no column for stays out of it."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from route_advisor.errors import FormNotInstalled
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile
from route_advisor.sheets.cells import Cell, first_words
from route_advisor.sheets.mapping import NUMBER, Column, Explanation, Form, MappingPage, mapping_called
from route_advisor.sheets.people import EXAMPLE_REF
from route_advisor.sheets.places import EACH_ROW, NUMBERED, Kind, Step
from route_advisor.writers.spreadsheet import harmless

try:
    import xlsxwriter
except ImportError:
    xlsxwriter = None  # an extra

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAME = "template"
"""Its mapping page."""

_ROWS_WITH_WORDS = 1_000
"""Rows of an empty sheet in which a cell offers its words."""

_LONGEST_LIST = 255
"""Characters of such a list in Excel."""

_WIDEST, _SLIM = 60, 14


class Head(NamedTuple):
    """A column of a sheet that we write, with the number of its record."""

    column: Column
    number: int

    @property
    def header(self) -> str:
        """Its header."""
        return self.column.numbered(self.number)


def template_csv() -> str:
    """The empty sheet as CSV for a Dutch spreadsheet: semicolons, and a mark of UTF-8; a row of headers and one of examples."""
    _, form = _own()
    heads = heads_of(form, form.entry.times)
    return _csv([[form.entry.person[0], *(head.header for head in heads)], [EXAMPLE_REF, *(_example(head) for head in heads)]])


def people_csv(files: Iterable[PersonalFile]) -> str:
    """Personal files as rows of our own sheet, as CSV. What it has no column for is left out."""
    _, form = _own()
    rows = [(file.case_ref, cells_of(file, form)) for file in files]
    most: dict[str, int] = {}
    for _, cells in rows:
        for head in cells:
            group = _group(head.column)
            most[group] = max(most.get(group, 1), head.number)
    heads = heads_of(form, most)
    table = [[form.entry.person[0], *(head.header for head in heads)]]
    return _csv([*table, *([ref, *(_shown(cells.get(head)) for head in heads)] for ref, cells in rows)])


def cells_of(file: PersonalFile, form: Form) -> Mapping[Head, Cell]:
    """What a file says in the columns of a form: a day, a number, or a word."""
    data = file.model_dump(by_alias=True, exclude_defaults=True)
    return {
        Head(column, number): cell
        for column in _written(form)
        for number, value in _values(data, column.place.steps, 1, column)
        if (cell := _cell(value, column)) is not None
    }


def template_xlsx() -> bytes:
    """The empty sheet as an Excel workbook, with a sheet that explains it. Raises `FormNotInstalled` without XlsxWriter."""
    if xlsxwriter is None:
        raise FormNotInstalled(Message("sheet_needs_xlsxwriter"))
    page, _ = _own()
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": datetime(2026, 1, 1), "title": page.name.nl})  # noqa: DTZ001 - the same bytes each time
        looks = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "day": book.add_format({"num_format": "dd-mm-yyyy"}),
            "text": book.add_format({"num_format": "@"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for place, form in enumerate(page.forms):
            _form(book.add_worksheet(form.entry.names[0]), form, looks, examples=place == 0)
        if page.explanation is not None:
            _explained(book.add_worksheet(page.explanation.sheet), page, page.explanation, looks)
    return written.getvalue()


def heads_of(form: Form, times: Mapping[str, int]) -> list[Head]:
    """The columns of a form in order; those of a numbered record one record after the other, as often as `times` says."""
    found: list[Head] = []
    for group, columns in groupby(_written(form), key=_group):
        together = tuple(columns)
        found += [Head(column, number) for number in range(1, times.get(group, 1) + 1) for column in together]
    return found


def _own() -> tuple[MappingPage, Form]:
    page = mapping_called(NAME)[1]
    return page, page.main


def _written(form: Form) -> list[Column]:
    """The columns that we write."""
    return [column for column in form.columns if not column.entry.only_read]


def _group(column: Column) -> str:
    """What numbered columns of one record begin with, as `examen {n}`; the header of any other."""
    return f"{column.header.partition(NUMBER)[0]}{NUMBER}" if NUMBER in column.header else column.header


def _example(head: Head) -> str:
    return head.column.entry.example or "" if head.number == 1 else ""


# --- a file as cells ----------------------------------------------------------------------------------------


def _values(data: Any, steps: Sequence[Step], number: int, column: Column) -> Iterator[tuple[int, Any]]:  # noqa: ANN401 - a value of a file
    if not steps:
        yield number, data
        return
    (key, label), rest = steps[0], steps[1:]
    inner = data.get(key)
    if inner is None or label == EACH_ROW:
        return
    if label is None:
        yield from _values(inner, rest, number, column)
    elif label == NUMBERED:
        for at, record in enumerate(inner, start=1):
            yield from _values(record, rest, at, column)
    else:
        sets = {place.steps[-1].key: word for place, word in column.sets.items()}
        for record in [one for one in inner if all(one.get(name) == word for name, word in sets.items())][:1]:
            yield from _values(record, rest, number, column)


def _cell(value: Any, column: Column) -> Cell:  # noqa: ANN401 - a value of a file
    """The value as a cell; nothing where no word of the page means it."""
    if column.place.kind is Kind.NOTHING:
        value = list(value)
    if column.words:
        return next((word for word, meaning in column.words.items() if meaning == value and type(meaning) is type(value)), None)
    return value


def _shown(cell: Cell) -> str:
    return "" if cell is None else f"{cell:%d-%m-%Y}" if isinstance(cell, date) else harmless(str(cell))


def _csv(rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
    return f"\ufeff{stream.getvalue()}"


# --- the workbook -------------------------------------------------------------------------------------------


def _form(sheet: "Worksheet", form: Form, looks: Mapping[str, "Format"], *, examples: bool) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 48)
    sheet.set_column(0, 0, _SLIM, looks["text"])
    sheet.write_string(0, 0, form.entry.person[0], looks["head"])
    if examples:
        sheet.write_string(1, 0, EXAMPLE_REF)
    for at, head in enumerate(heads_of(form, form.entry.times), start=1):
        kind = head.column.place.kind
        look = looks["day"] if kind in (Kind.DAY, Kind.LAST_DAY) else looks["text"] if kind is Kind.MUNICIPALITY else None
        sheet.set_column(at, at, _SLIM, look)
        sheet.write_string(0, at, head.header, looks["head"])
        if examples and _example(head):
            _write_example(sheet, at, head, looks)
        words = [word for word in first_words(head.column) if "," not in word]
        if words and len(",".join(words)) <= _LONGEST_LIST:
            sheet.data_validation(1, at, _ROWS_WITH_WORDS, at, {"validate": "list", "source": words, "error_type": "warning"})


def _write_example(sheet: "Worksheet", at: int, head: Head, looks: Mapping[str, "Format"]) -> None:
    example = _example(head)
    match head.column.place.kind:
        case Kind.DAY | Kind.LAST_DAY:
            day, month, year = map(int, example.split("-"))
            sheet.write_datetime(1, at, date(year, month, day), looks["day"])
        case Kind.WHOLE:
            sheet.write_number(1, at, int(example))
        case _:
            sheet.write_string(1, at, example)


def _explained(sheet: "Worksheet", page: MappingPage, about: Explanation, looks: Mapping[str, "Format"]) -> None:
    for at, width in enumerate((36, 14, _WIDEST, 22)):
        sheet.set_column(at, at, width, looks["wrap"])
    row = 0
    for line in about.says:
        sheet.merge_range(row, 0, row, 3, line, looks["wrap"])
        row += 1
    row += 1
    for at, head in enumerate(about.heads):
        sheet.write_string(row, at, head, looks["head"])
    sheet.freeze_panes(row + 1, 0)
    form = page.main
    lines = [(form.entry.person[0], about.keepers["case_ref"], about.kinds["case_ref"], EXAMPLE_REF)]
    lines += [
        (column.header.replace(NUMBER, "1"), _keeper(column, about), _may_say(column, about), column.entry.example or "")
        for column in _written(form)
    ]
    for texts in lines:
        row += 1
        for at, text in enumerate(texts):
            sheet.write_string(row, at, text)


def _keeper(column: Column, about: Explanation) -> str:
    first, second = (column.place.steps[0].key, ".".join(step.key for step in column.place.steps[:2]))
    return about.keepers[second] if second in about.keepers else about.keepers[first]


def _may_say(column: Column, about: Explanation) -> str:
    """What can be filled in: the words, or what kind of value it is; and what the page notes."""
    words = first_words(column)
    says = about.words.replace("{words}", ", ".join(words)) if words else about.kinds[column.place.kind]
    return f"{says}. {column.entry.note.nl}" if column.entry.note is not None else says
