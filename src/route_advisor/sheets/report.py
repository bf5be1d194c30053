"""What became of a sheet: each column, what was not understood and where, what was left out, and the rows that gave no file."""

from collections import Counter
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from route_advisor.messages import Message


class Where(NamedTuple):
    """A cell: its sheet by the name on the mapping page (none where a file has one sheet), its row and column, and its header there."""

    sheet: str | None
    row: int
    column: str | None = None
    header: str | None = None

    def said(self) -> Message:
        """The place in words."""
        sheet = Message("sheet_in", sheet=self.sheet) if self.sheet else ""
        if self.column is None:
            return Message("sheet_row", sheet=sheet, row=self.row)
        return Message("sheet_cell", sheet=sheet, row=self.row, column=self.column, header=self.header or "")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ColumnReport(_Entry):
    """What became of one column of the file."""

    sheet: str | None
    column: str
    header: str | None = None
    """As it stands on the mapping page; left out where the page does not know it: it may be about a person."""
    became: str | None = None
    """The place in the personal file."""
    left_out: Literal["identifies", "health", "unclear", "unasked", "links", "unknown"] | None = None
    cells: int = 0
    """Cells with anything in them."""
    like_a_bsn: int = 0
    """Cells of a column that was left out which hold a number like a BSN."""
    hint: str | None = None
    """The header that may be meant, where one is close."""


class CellReport(_Entry):
    """A cell that was not understood, or a record without what it needs: where, the kind of what was found, and what may stand there."""

    sheet: str | None
    row: int
    column: str | None
    header: str | None
    says: str


class RowReport(_Entry):
    """A row that gave no file, and what is wrong with it: the cell that says so, where it is one."""

    sheet: str | None
    row: int
    column: str | None
    header: str | None
    says: str


class SheetReport(_Entry):
    """All of it, as JSON: `import-report/1`. It holds places, kinds and words of the mapping page, and no value of a person."""

    report_schema: Literal["import-report/1"] = Field(default="import-report/1", alias="schema")
    mapping: str
    encoding: str | None = None
    rows: int
    """Rows with anything in them, below the headers."""
    files: int
    bad_rows: int
    masked: int
    """Cells of free text in which something that may identify a person was masked."""
    columns: tuple[ColumnReport, ...]
    sheets_not_read: tuple[int, ...] = ()
    """Places, from 1, of sheets without a header that the mapping knows."""
    named_after_rows: bool = False
    """No column held a reference: files are named after their row."""
    examples_skipped: int = 0
    not_understood: tuple[CellReport, ...] = ()
    bad: tuple[RowReport, ...] = ()


class Notes:
    """What is found on the way."""

    def __init__(self, lang: str) -> None:
        """`lang` is the language in which a file itself is told of it."""
        self.lang = lang
        self.cells: list[tuple[Where, Message]] = []
        self.bad: list[tuple[Where, str]] = []
        self.bad_rows: set[tuple[str | None, int]] = set()
        self.filled: Counter[tuple[str | None, int]] = Counter()
        self.like_a_bsn: Counter[tuple[str | None, int]] = Counter()
        self.masked = self.rows = self.examples = 0
        self.named_after_rows = False

    def not_understood(self, where: Where, says: Message) -> None:
        """Remember a cell."""
        self.cells.append((where, says))

    def in_order(self) -> None:
        """Put rows in the order in which people find them; sheets stay in that of the page."""
        for lines in (self.cells, self.bad):
            sheets = list(dict.fromkeys(where.sheet for where, _ in lines))
            lines.sort(key=lambda one: (sheets.index(one[0].sheet), one[0].row))

    def row_is_bad(self, where: Where, says: str) -> None:
        """Remember what is wrong with a row that gives no file."""
        self.bad.append((where, says))
        self.bad_rows.add((where.sheet, where.row))


def cell_report(where: Where, says: str) -> CellReport:
    """A note as it stands in the report."""
    return CellReport(**where._asdict(), says=says)


def row_report(where: Where, says: str) -> RowReport:
    """A bad row as it stands in the report."""
    return RowReport(**where._asdict(), says=says)
