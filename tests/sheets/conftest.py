"""Writes lists of clients as people hold them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from route_advisor.sheets.importing import Imported, import_sheet


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Imported]:
    r"""Import a text as CSV: `imported("kenmerk;PVT uren\\na;12")`."""

    def import_text(text: str | bytes, mapping: str | None = "template", name: str = "list.csv") -> Imported:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return import_sheet(path, mapping)

    return import_text


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A workbook of sheets by name, each a list of rows; `change` may do more with the sheets."""
    xlsxwriter = pytest.importorskip("xlsxwriter")

    def written(sheets: dict[str, list[list[object]]], change: Callable[..., None] | None = None) -> Path:
        path = tmp_path / "list.xlsx"
        with xlsxwriter.Workbook(path, {"default_date_format": "dd-mm-yyyy", "strings_to_formulas": False}) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for at, row in enumerate(rows):
                    sheet.write_row(at, 0, row)
                if change is not None:
                    change(sheet)
        return path

    return written
