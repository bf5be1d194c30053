"""What became of each column of a table: its place in the personal file, or why it was left out."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from route_advisor.documents.mistakes import closest
from route_advisor.personal_file import forbidden_reason, looks_like_bsn
from route_advisor.readers.duo_redaction import identifies
from route_advisor.sheets.cells import Cell, as_text, is_empty
from route_advisor.sheets.mapping import Form, folded
from route_advisor.sheets.places import NUMBERED
from route_advisor.sheets.recognised import Read
from route_advisor.sheets.report import ColumnReport
from route_advisor.sheets.table import letters

_FIGURES = re.compile(r"(?<![0-9])[0-9]{8,9}(?![0-9])")
_HEALTH = str(forbidden_reason("diagnosis"))


def columns_of(read: Read) -> Iterator[ColumnReport]:
    """What became of each column of a table that has a header or a cell."""
    width = max((len(cells) for cells in read.table.rows), default=0)
    for at in range(width):
        text = read.headers.texts[at] if at < len(read.headers.texts) else ""
        filled = [cells[at] for _, cells in read.rows() if at < len(cells) and not is_empty(cells[at])]
        if text or filled:
            yield _column(read, at, text, filled)


def _column(read: Read, at: int, text: str, filled: Sequence[Cell]) -> ColumnReport:
    about: dict[str, Any] = {"sheet": read.sheet, "column": letters(at), "cells": len(filled)}
    if at == read.person:
        return ColumnReport(**about, header=read.form.entry.person[read.form.person.index(text)], became="case_ref")
    if at in read.columns:
        column, number = read.columns[at]
        place = str(column.place).replace(f"[{NUMBERED}]", f"[{number}]")
        return ColumnReport(**about, header=column.numbered(number), became=place)
    about["like_a_bsn"] = sum(1 for cell in filled if any(map(looks_like_bsn, _FIGURES.findall(as_text(cell)))))
    if text in read.form.left_out:
        header = next(name for name in read.form.entry.left_out if folded(name) == text)
        return ColumnReport(**about, header=header, left_out=str(read.form.left_out[text]))
    through = read.form.entry.through
    own = (read.form.entry.record, through.mine if through else None)
    if text in {folded(name) for name in own if name}:
        return ColumnReport(**about, header=next(name for name in own if name and folded(name) == text), left_out="links")
    if identifies(text):
        reason = forbidden_reason(text)
        known = text if reason is not None else None  # a word of our own list, and nobody's
        return ColumnReport(**about, header=known, left_out="health" if reason == _HEALTH else "identifies")
    return ColumnReport(**about, left_out="unknown", hint=_meant(read.form, text))


def _meant(form: Form, text: str) -> str | None:
    """The header that is meant with a slip of the pen."""
    names = {name: column for column in form.columns for name in column.names}
    close = closest(text, list(names)) if text else None
    return names[close].numbered(1) if close else None
