"""A Parquet file as a table: only so many rows and columns, and only values that are one."""

from io import BytesIO
from pathlib import Path

from route_advisor.errors import FileRefused, FormNotInstalled
from route_advisor.limits import BYTES_OF_A_WORKBOOK, CELLS_OF_A_SHEET, COLUMNS_OF_A_SHEET, ROWS_OF_A_SHEET
from route_advisor.messages import Message
from route_advisor.sheets.table import Table

try:
    import pyarrow.parquet as pq
except ImportError:
    pq = None  # an extra


def tables_of_parquet(path: Path, written: bytes) -> tuple[Table, ...]:
    """The one table of a Parquet file. Raises `FileRefused`, and `FormNotInstalled` without pyarrow."""
    if pq is None:
        raise FormNotInstalled(Message("sheet_needs_pyarrow"))
    try:
        file = pq.ParquetFile(BytesIO(written))
        _refuse_beyond_limits(path, file.metadata)
        found = file.read()
        columns = [column.to_pylist() for column in found.columns]
    except FileRefused:
        raise
    except Exception:  # noqa: BLE001 - whatever a parser of a broken file raises
        raise FileRefused([Message("sheet_no_parquet", path=path)]) from None
    rows = [list(row) for row in zip(*columns, strict=True)]
    return (Table(1, None, [list(found.column_names), *rows], numbers=range(len(rows) + 1)),)


def _refuse_beyond_limits(path: Path, about: "pq.FileMetaData") -> None:
    """Raises `FileRefused` by what the file says of itself, before any value is read."""
    if about.num_columns > COLUMNS_OF_A_SHEET:
        raise FileRefused([Message("sheet_too_wide", path=path, limit=f"{COLUMNS_OF_A_SHEET:,}")])
    if about.num_rows > ROWS_OF_A_SHEET or about.num_rows * about.num_columns > CELLS_OF_A_SHEET:
        raise FileRefused([Message("sheet_too_long", path=path, rows=f"{ROWS_OF_A_SHEET:,}", cells=f"{CELLS_OF_A_SHEET:,}")])
    if sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups)) > BYTES_OF_A_WORKBOOK:
        raise FileRefused([Message("sheet_unpacks", path=path, limit=f"{BYTES_OF_A_WORKBOOK:,}")])
