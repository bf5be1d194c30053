"""Rows with the fields of DUO's messages, put together as the bodies that DUO sends and read as these are.

A sheet with the name of a message holds its fields, a row an item. In any other sheet a header names message and field, as
`PIP.leerroute` or `examens-resultaten.2.onderdeel`. A line of JSON may hold whole bodies under the names of their messages.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel

from route_advisor.errors import FileRefused
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile
from route_advisor.readers import duo_messages
from route_advisor.readers.duo import file_of_messages
from route_advisor.readers.duo_messages import message_name
from route_advisor.readers.duo_redaction import identifies
from route_advisor.sheets.cells import Cell, NotUnderstood, as_text, is_empty, written_day, yes_or_no
from route_advisor.sheets.mapping import DuoEntry, MappingPage, folded
from route_advisor.sheets.people import no_reference
from route_advisor.sheets.places import kind_of_field
from route_advisor.sheets.report import ColumnReport, Notes, Where
from route_advisor.sheets.table import Table, letters

_WHOLE = re.compile(r"[0-9]{1,6}(\.0+)?")
_ITEM = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class _Field:
    """A column: the message, which of its items, and the keys that lead to the field; none of them for a whole body."""

    message: str
    item: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody with a reference: their rows, the bodies of their messages, and the rows that say something else than one before."""

    ref: str
    rows: list[Where]
    bodies: dict[str, Any]
    bad: list[Where] = field(default_factory=list)


class _SaysTwoThings(Exception):
    """A row says something else than what was told of that person before."""


def known_messages(page: MappingPage, tables: Sequence[Table]) -> int:
    """How many columns of the tables are fields or bodies of DUO's messages, in sheets with a reference."""
    return sum(len(_fields(table)) for table in tables if _person(page, table) is not None)


def files_of_messages(
    page: MappingPage, tables: Sequence[Table], notes: Notes
) -> tuple[tuple[PersonalFile, ...], list[ColumnReport], set[int]]:
    """The files of all people, what became of each column, and the positions of the sheets that were read."""
    duo = page.duo_messages
    assert duo is not None  # noqa: S101 - whoever comes here has such a page
    people: dict[str, _Person] = {}
    columns: list[ColumnReport] = []
    read: set[int] = set()
    for table in tables:
        person = _person(page, table)
        if person is None:
            continue
        read.add(table.position)
        columns += _columns(table, person)
        for row in range(1, len(table.rows)):
            if all(map(is_empty, table.rows[row])):
                continue
            notes.rows += 1
            ref = _ref(duo, table, row, person, notes)
            if ref is not None:
                where = Where(_sheet(table), table.number(row))
                whose = people.setdefault(ref.casefold(), _Person(ref, [], {}))
                whose.rows.append(where)
                try:
                    _add(whose.bodies, duo, page, table, table.rows[row])
                except _SaysTwoThings:
                    whose.bad.append(where)
    return tuple(_files(people.values(), notes)), columns, read


def _files(people: Iterable[_Person], notes: Notes) -> Iterator[PersonalFile]:
    for one in people:
        if one.bad:
            for where in one.bad:
                notes.row_is_bad(where, Message("sheet_says_two_things", other=one.rows[0].said()))
            notes.bad_rows |= {(where.sheet, where.row) for where in one.rows}
            continue
        try:
            file = file_of_messages(one.ref, [(name, _body(body)) for name, body in one.bodies.items()], notes.lang)
        except FileRefused:
            notes.row_is_bad(one.rows[0], Message("sheet_no_messages"))
            continue
        for note in file.not_understood:
            notes.not_understood(one.rows[0], Message("sheet_duo_note", where=note.where))
        yield file


def _body(found: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A message whose items were numbered, as the list of them."""
    return [found[number] for number in sorted(found)] if isinstance(found, dict) and all(isinstance(key, int) for key in found) else found


def _add(bodies: dict[str, Any], duo: DuoEntry, page: MappingPage, table: Table, cells: Sequence[Cell]) -> None:
    row: dict[str, dict[int, Any]] = {}
    for at, one in _fields(table).items():
        cell = cells[at] if at < len(cells) else None
        if is_empty(cell):
            continue
        if not one.keys:
            _put(bodies, one.message, cell)
            continue
        inner = row.setdefault(one.message, {}).setdefault(one.item, {})
        for key in one.keys[:-1]:
            inner = inner.setdefault(key, {})
            if not isinstance(inner, dict):
                raise _SaysTwoThings
        _put(inner, one.keys[-1], _value(cell, one.keys[-1], duo, page))
    for message, items in row.items():
        if message not in duo.lists:
            for number in sorted(items):
                _put(bodies, message, items[number])
            continue
        kept = bodies.setdefault(message, {})
        if not isinstance(kept, dict) or not all(isinstance(key, int) for key in kept):  # a whole body stands there
            raise _SaysTwoThings
        kept |= {len(kept) + place: items[number] for place, number in enumerate(sorted(items))}


def _put(inside: dict[str, Any], key: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Put a value at its key. Raises `_SaysTwoThings` where another one stands there: neither is dropped silently."""
    if inside.setdefault(key, value) != value:
        raise _SaysTwoThings


def _value(cell: Cell, field: str, duo: DuoEntry, page: MappingPage) -> Any:  # noqa: ANN401 - any JSON value
    """A cell as DUO sends it; as it is where it cannot be, so that DUO's reader names it."""
    if isinstance(cell, (list, dict)):
        return cell
    text = as_text(cell)
    if field in duo.whole_numbers and _WHOLE.fullmatch(text):
        return int(float(text))
    if field in duo.scores and isinstance(cell, (int, float)):
        return f"{cell:.2f}".replace(".", ",")
    if field in duo.yes_no:
        return yes_or_no(cell, page.words.get("yes_no", {}))
    if field in duo.days:
        try:
            return written_day(cell, page.dates).isoformat()
        except NotUnderstood:
            return text
    return text


# --- where what stands --------------------------------------------------------------------------------------


def _person(page: MappingPage, table: Table) -> int | None:
    """The column of the reference, in a sheet that holds messages."""
    names = [folded(name) for name in page.duo_messages.person] if page.duo_messages is not None else []
    headers = [folded(as_text(cell)) if not is_empty(cell) else "" for cell in table.rows[0]] if table.rows else []
    at = next((headers.index(name) for name in names if name in headers), None)
    return at if at is not None and _fields(table) else None


def _fields(table: Table) -> dict[int, _Field]:
    """The columns that are fields or bodies of messages."""
    headers = table.rows[0] if table.rows else ()
    message = message_name(table.name) if table.name is not None else None
    found: dict[int, _Field] = {}
    for at, cell in enumerate(headers):
        keys = tuple(as_text(cell).split(".")) if not is_empty(cell) else ()
        if not keys:
            continue
        named = message_name(keys[0])
        if message is not None and keys[0] in _names():
            found[at] = _Field(message, 0, keys)
        elif named is not None:
            item = int(keys[1]) if len(keys) > 1 and _ITEM.fullmatch(keys[1]) else None
            found[at] = _Field(named, item or 0, keys[1:] if item is None else keys[2:])
    return found


@cache
def _names() -> frozenset[str]:
    """The names of all fields of DUO's messages."""
    return frozenset(known_fields(duo_messages.Message))


def known_fields(message: type[BaseModel]) -> dict[str, Any]:
    """The fields of all kinds of a message by DUO's names, each with the type of its value."""
    kinds = [message]
    for kind in kinds:
        kinds += kind.__subclasses__()
    return {field.alias: kind_of_field(field.annotation) for kind in kinds for field in kind.model_fields.values() if field.alias}


def _ref(duo: DuoEntry, table: Table, row: int, person: int, notes: Notes) -> str | None:
    cells, header = table.rows[row], duo.person[0]
    where = Where(_sheet(table), table.number(row), letters(person), header)
    cell = cells[person] if person < len(cells) else None
    if row in table.merged:
        notes.row_is_bad(where, Message("sheet_merged"))
    elif is_empty(cell):
        notes.row_is_bad(where, Message("sheet_no_reference", header=header))
    elif (reason := no_reference(as_text(cell))) is not None:
        notes.row_is_bad(where, reason)
    else:
        return as_text(cell)
    return None


def _sheet(table: Table) -> str | None:
    return message_name(table.name) if table.name is not None else None


def _columns(table: Table, person: int) -> Iterator[ColumnReport]:
    fields = _fields(table)
    for at, cell in enumerate(table.rows[0]):
        filled = sum(1 for cells in table.rows[1:] if at < len(cells) and not is_empty(cells[at]))
        about: dict[str, Any] = {"sheet": _sheet(table), "column": letters(at), "cells": filled}
        if at == person:
            yield ColumnReport(**about, became="case_ref")
        elif at in fields and not identifies(".".join(fields[at].keys)):
            known = all(key in _names() for key in fields[at].keys)
            place = ".".join((fields[at].message, *fields[at].keys)) if known else fields[at].message
            yield ColumnReport(**about, header=place if known else None, became=place)
        elif not is_empty(cell) or filled:
            yield ColumnReport(**about, left_out="identifies" if identifies(as_text(cell)) else "unknown")
