"""The file that somebody holds, as tables: CSV, Excel, Parquet or JSON lines, each read up to a limit."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from route_advisor.documents.regular_file import bytes_of
from route_advisor.documents.strict_json import NotPlainJson, read_json
from route_advisor.errors import FileRefused
from route_advisor.limits import BYTES_OF_A_SHEET, CELLS_OF_A_SHEET, COLUMNS_OF_A_SHEET, ROWS_OF_A_SHEET
from route_advisor.messages import Message, reason_of
from route_advisor.sheets.cells import Cell, is_empty
from route_advisor.sheets.parquet import tables_of_parquet
from route_advisor.sheets.table import HEADERS_WITHIN, Table, by_keys
from route_advisor.sheets.workbook import tables_of_workbook

TEXT_FILES, WORKBOOKS, LINES, PARQUET = (".csv", ".txt", ".tsv"), (".xlsx", ".xlsm"), (".jsonl", ".ndjson"), (".parquet",)
OTHER_SHEETS = (".xls", ".xlsb", ".ods", ".numbers")
_DELIMITERS = ";,\t|"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Sheets(NamedTuple):
    """The tables of a file, and the encoding of its text where it is not UTF-8."""

    tables: tuple[Table, ...]
    encoding: str | None = None


def sheets_of(path: Path, encodings: Sequence[str]) -> Sheets:
    """The sheets of a file, by the end of its name. Raises `FileRefused` with what to do."""
    kind = path.suffix.casefold()
    if path.is_dir():
        raise FileRefused([Message("sheet_is_a_folder", path=path)])
    if kind in OTHER_SHEETS:
        raise FileRefused([Message("sheet_other_kind", path=path, kind=kind)])
    if kind not in (*TEXT_FILES, *WORKBOOKS, *LINES, *PARQUET):
        raise FileRefused([Message("sheet_no_kind", path=path)])
    written = _bytes(path)
    if kind in TEXT_FILES:
        return _of_text(path, written, encodings)
    readers: Mapping[str, Callable[[Path, bytes], tuple[Table, ...]]] = {
        **dict.fromkeys(WORKBOOKS, tables_of_workbook),
        **dict.fromkeys(LINES, _of_lines),
        **dict.fromkeys(PARQUET, tables_of_parquet),
    }
    return Sheets(readers[kind](path, written))


def _bytes(path: Path) -> bytes:
    try:
        written = bytes_of(path, BYTES_OF_A_SHEET)
    except FileNotFoundError:
        raise FileRefused([Message("no_such_file", path=path)]) from None
    except OSError as error:
        raise FileRefused([Message("cannot_be_read", path=path, why=reason_of(error))]) from None
    if len(written) > BYTES_OF_A_SHEET:
        raise FileRefused([Message("sheet_too_large", path=path, limit=f"{BYTES_OF_A_SHEET:,}")])
    return written


# --- CSV ----------------------------------------------------------------------------------------------------


def _of_text(path: Path, written: bytes, encodings: Sequence[str]) -> Sheets:
    if written.startswith((_ZIP, _OLD_EXCEL)):
        raise FileRefused([Message("sheet_excel_called_csv", path=path)])
    text, encoding = _decoded(path, written, encodings)
    delimiter = max(_DELIMITERS, key=lambda sign: _widest(text, sign))
    rows: list[Sequence[Cell]] = []
    cells = 0
    try:
        for row in _records(text, delimiter):
            refuse_too_wide(path, row)
            cells += len(row)
            rows.append(row)
            refuse_too_much(path, len(rows), cells)
    except csv.Error as error:
        code = "sheet_long_cell" if "field limit" in str(error) else "sheet_broken_csv"
        raise FileRefused([Message(code, path=path, row=len(rows) + 1, limit=f"{csv.field_size_limit():,}")]) from None
    return Sheets((Table(1, None, rows),), encoding)


def _decoded(path: Path, written: bytes, encodings: Sequence[str]) -> tuple[str, str | None]:
    if not written.startswith(_UTF16):
        for encoding in encodings:
            try:
                text = written.decode("utf-8-sig" if encoding == "utf-8" else encoding)
            except (UnicodeDecodeError, LookupError):
                continue
            if "\0" not in text:
                return text, None if encoding == "utf-8" else encoding
    raise FileRefused([Message("sheet_not_utf8", path=path)])


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows, without the empty cells behind the last filled one."""
    for row in csv.reader(
        StringIO(text, newline=""), delimiter=delimiter, strict=True
    ):  # only where CSV ends a line: not at a vertical tab
        while row and not row[-1].strip():
            row.pop()
        yield row


def _widest(text: str, delimiter: str) -> int:
    """The most columns in the first rows; 0 where they cannot be read so."""
    widest = 0
    try:
        for number, row in enumerate(_records(text[:_FIRST_CHARACTERS], delimiter)):
            widest = max(widest, len(row))
            if number == HEADERS_WITHIN:
                break
    except csv.Error:
        pass
    return widest


_FIRST_CHARACTERS = 200_000


# --- JSON lines ---------------------------------------------------------------------------------------------


def _of_lines(path: Path, written: bytes) -> tuple[Table, ...]:
    rows: list[Mapping[str, Cell]] = []
    numbers: list[int] = []
    keys: set[str] = set()
    text, _ = _decoded(path, written, ("utf-8",))
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = read_json(line)
        except NotPlainJson:
            row = None
        if not isinstance(row, dict):
            raise FileRefused([Message("sheet_no_json_line", path=path, row=number)])
        rows.append(row)
        numbers.append(number)
        keys |= row.keys()
        refuse_too_wide(path, [*keys])
        refuse_too_much(path, len(rows), len(rows) * len(keys))
    return (by_keys(rows, numbers),)


# --- limits -------------------------------------------------------------------------------------------------


def refuse_too_wide(path: Path, row: Sequence[Cell]) -> None:
    """Raises `FileRefused` where a row has more columns than are read."""
    if len(row) > COLUMNS_OF_A_SHEET:
        raise FileRefused([Message("sheet_too_wide", path=path, limit=f"{COLUMNS_OF_A_SHEET:,}")])


def refuse_too_much(path: Path, rows: int, cells: int) -> None:
    """Raises `FileRefused` where a sheet has more rows or cells than are read."""
    if rows > ROWS_OF_A_SHEET or cells > CELLS_OF_A_SHEET:
        limits = {"rows": f"{ROWS_OF_A_SHEET:,}", "cells": f"{CELLS_OF_A_SHEET:,}"}
        raise FileRefused([Message("sheet_too_long", path=path, **limits)])


def filled(row: Sequence[Cell]) -> bool:
    """Whether anything stands in a row."""
    return not all(map(is_empty, row))
