"""An Excel workbook (.xlsx), unpacked by us up to a limit and read by calamine: values only, never a formula or a macro."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from route_advisor.errors import FileRefused, FormNotInstalled
from route_advisor.limits import (
    BYTES_OF_A_WORKBOOK,
    CELLS_OF_A_SHEET,
    COLUMNS_OF_A_SHEET,
    ROWS_OF_A_SHEET,
    SHEETS_OF_A_WORKBOOK,
)
from route_advisor.messages import Message
from route_advisor.sheets.cells import Cell, is_empty
from route_advisor.sheets.table import Table

try:
    import python_calamine as calamine
except ImportError:
    calamine = None  # type: ignore[assignment]  # an extra

_PARTS = 5_000
"""Files inside a workbook; one of a person has a few dozen."""
_ROW, _CELL = "row", "c"
_REFERENCE = re.compile(r"([A-Za-z]{1,4})([0-9]{1,8})")
_CHUNK = 1 << 16
_ENCRYPTED = b"\xd0\xcf\x11\xe0"


class _TooMuch(Exception):
    """More than is read; it holds our message."""


def tables_of_workbook(path: Path, written: bytes) -> tuple[Table, ...]:
    """The sheets with cells of a workbook. Raises `FileRefused`, and `FormNotInstalled` without calamine."""
    if calamine is None:
        raise FormNotInstalled(Message("sheet_needs_calamine"))
    if written.startswith(_ENCRYPTED):
        raise FileRefused([Message("sheet_locked", path=path)])
    try:
        book = calamine.CalamineWorkbook.from_filelike(_unpacked(written))
        names = _names(book)
        return tuple(_table(book.get_sheet_by_name(name), position, name) for position, name in enumerate(names, start=1))
    except _TooMuch as too_much:
        raise FileRefused([Message(too_much.args[0], path=path, **too_much.args[1])]) from None
    except Exception:  # noqa: BLE001 - whatever a parser of archives or XML raises
        raise FileRefused([Message("sheet_no_workbook", path=path)]) from None


def _names(book: "calamine.CalamineWorkbook") -> list[str]:
    names = [one.name for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(names) > SHEETS_OF_A_WORKBOOK:
        raise _TooMuch("sheet_too_many_sheets", {"limit": SHEETS_OF_A_WORKBOOK})
    return names


def _table(sheet: "calamine.CalamineSheet", position: int, name: str) -> Table:
    rows = [_shortened(row) for row in sheet.to_python(skip_empty_area=False)]
    merged = (range(first[0], last[0] + 1) for first, last in sheet.merged_cell_ranges or () if last[0] < ROWS_OF_A_SHEET)
    return Table(position, name, rows, frozenset(row for rows in merged for row in rows))


def _shortened(row: list[Cell]) -> Sequence[Cell]:
    while row and is_empty(row[-1]):
        row.pop()
    return row


def _unpacked(written: bytes) -> BytesIO:
    """The workbook with each part as it was unpacked and counted here, so that nothing larger is unpacked later.

    A cell far away makes a reader set aside room for all cells before it, so the places of cells are looked at first.
    """
    whole, left = BytesIO(), BYTES_OF_A_WORKBOOK
    with zipfile.ZipFile(BytesIO(written)) as packed, zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as plain:
        parts = packed.infolist()
        if len(parts) > _PARTS or len({part.filename for part in parts}) < len(parts):
            raise _TooMuch("sheet_unpacks", {"limit": f"{BYTES_OF_A_WORKBOOK:,}"})
        for part in parts:
            if part.is_dir() or not part.filename.casefold().endswith((".xml", ".rels")):
                continue
            content = b"".join(_pieces(packed, part, left))
            left -= len(content)
            _look_at_cells(content)
            plain.writestr(part.filename, content)
    whole.seek(0)
    return whole


def _pieces(packed: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> Iterator[bytes]:
    with packed.open(part) as stream:
        while piece := stream.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise _TooMuch("sheet_unpacks", {"limit": f"{BYTES_OF_A_WORKBOOK:,}"})
            yield piece


def _look_at_cells(content: bytes) -> None:
    """Raises `_TooMuch` where a part has cells beyond the limits, more elements than they need, or a document type."""
    seen = _Seen()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = seen.element
    parser.StartDoctypeDeclHandler = seen.doctype
    parser.Parse(content, True)  # noqa: FBT003 - the form of expat
    if (seen.last_row + 1) * (seen.last_column + 1) > CELLS_OF_A_SHEET:
        raise _TooMuch("sheet_too_long", {"rows": f"{ROWS_OF_A_SHEET:,}", "cells": f"{CELLS_OF_A_SHEET:,}"})


class _Seen:
    """How far the cells of a part reach."""

    def __init__(self) -> None:
        self.last_row = self.last_column = self._row = self._column = -1

    def doctype(self, *_: object) -> None:
        raise _TooMuch("sheet_no_workbook", {})

    def element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == _ROW:
            self._row, self._column = _number(attributes.get("r"), self._row), -1
        elif local == _CELL:
            self._cell(attributes.get("r", ""))
        else:
            return
        if self._row >= ROWS_OF_A_SHEET:
            raise _TooMuch("sheet_too_long", {"rows": f"{ROWS_OF_A_SHEET:,}", "cells": f"{CELLS_OF_A_SHEET:,}"})

    def _cell(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if reference and found is None:
            raise _TooMuch("sheet_no_workbook", {})
        self._column = _column(found[1]) if found else self._column + 1
        self._row = int(found[2]) - 1 if found else self._row
        self.last_row, self.last_column = max(self.last_row, self._row), max(self.last_column, self._column)
        if self._column >= COLUMNS_OF_A_SHEET:
            raise _TooMuch("sheet_too_wide", {"limit": f"{COLUMNS_OF_A_SHEET:,}"})


def _number(written: str | None, before: int) -> int:
    if written is None:
        return before + 1
    if not written.isascii() or not written.isdigit() or len(written) > 8:
        raise _TooMuch("sheet_no_workbook", {})
    return int(written) - 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
