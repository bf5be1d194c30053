"""A list of clients becomes personal files, with a report of what each column became, what was not understood and what was left out."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from route_advisor.errors import FileRefused
from route_advisor.messages import Message, said_in
from route_advisor.personal_file import PersonalFile
from route_advisor.readers.duo import NOTES_IN
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.sheets.columns import columns_of
from route_advisor.sheets.drafts import BadPerson
from route_advisor.sheets.duo_rows import files_of_messages, known_messages
from route_advisor.sheets.mapping import NUMBER, MappingPage, mapping_called, shipped_mappings
from route_advisor.sheets.people import People
from route_advisor.sheets.recognised import Read, read_by
from route_advisor.sheets.report import ColumnReport, Notes, SheetReport, cell_report, row_report
from route_advisor.sheets.source import Sheets, sheets_of
from route_advisor.sheets.table import LEAST_KNOWN, Table, headers_of


class Imported(NamedTuple):
    """The personal files in the order of the rows, and the report."""

    files: tuple[PersonalFile, ...]
    report: SheetReport
    page: MappingPage
    notes: Notes
    """What the report says of cells and rows, as messages that know their languages."""

    def report_in(self, lang: str) -> SheetReport:
        """The report, with what it says of cells and rows in a language (nl or en)."""
        cells = tuple(cell_report(where, said_in(says, lang)) for where, says in self.notes.cells)
        rows = tuple(row_report(where, said_in(says, lang)) for where, says in self.notes.bad)
        return self.report.model_copy(update={"not_understood": cells, "bad": rows})


def import_sheet(source: Path, mapping: str | None = None, catalogue: Catalogue | None = None, *, lang: str = NOTES_IN) -> Imported:
    """The personal files of a CSV, Excel, Parquet or JSON lines file, by the mapping of that name or file; else by the one that knows most of it.

    A cell that means nothing at its place is noted in the report, and in the file in `lang` (nl or en); a row whose person cannot be known, or whose cells
    contradict each other, gives no file and is told. Raises `FileRefused` where nothing can be read, `RulebookRefused` for a mapping with mistakes.
    """
    known = catalogue or Rulebook.shipped().catalogue
    pages = shipped_mappings() if mapping is None else dict([mapping_called(mapping)])
    encodings = tuple(dict.fromkeys(encoding for page in pages.values() for encoding in page.encodings))
    sheets = sheets_of(source, encodings)
    name = max(pages, key=lambda one: known_headers(pages[one], sheets.tables))
    page = pages[name]
    if not known_headers(page, sheets.tables):
        raise FileRefused([Message("sheet_nothing_known", path=source, mapping=" / ".join(pages))])
    notes = Notes(lang)
    if page.duo_messages is not None:
        files, columns, read = files_of_messages(page, sheets.tables, notes)
        return Imported(files, _report(name, sheets, columns, read, notes, files), page, notes)
    reads = read_by(page, sheets.tables)
    files = _files(page, reads, notes, known)
    columns = [column for one in reads for column in columns_of(one)]
    own = "" if page.explanation is None else page.explanation.sheet  # nobody expects the sheet that explains the others to be read
    read = {one.table.position for one in reads} | {table.position for table in sheets.tables if own and table.name == own}
    return Imported(files, _report(name, sheets, columns, read, notes, files), page, notes)


def known_headers(page: MappingPage, tables: Sequence[Table]) -> int:
    """How many headers of the tables a page knows; fewer than two are chance."""
    if page.duo_messages is not None:
        return known_messages(page, tables)
    best = (max((found.known for form in page.forms if (found := headers_of(table, form)) is not None), default=0) for table in tables)
    return sum(known for known in best if known >= LEAST_KNOWN or len(tables) == 1)


def _files(page: MappingPage, reads: Sequence[Read], notes: Notes, catalogue: Catalogue) -> tuple[PersonalFile, ...]:
    people = People(page, reads, notes)
    found: list[PersonalFile] = []
    headers = {
        tuple(step.key for step in column.place.steps): column.header.replace(f"{NUMBER} ", "")
        for form in reversed(page.forms)
        for column in reversed(form.columns)
    }
    for draft in list(people.good):
        try:
            found.append(draft.file(catalogue, headers, notes.lang))
        except BadPerson as bad:
            people.is_bad(draft, bad.lines)
        for where, says in draft.notes:
            notes.not_understood(where, says)
    return tuple(found)


def _report(
    name: str, sheets: Sheets, columns: Sequence[ColumnReport], read: set[int], notes: Notes, files: Sequence[PersonalFile]
) -> SheetReport:
    notes.in_order()
    unread = tuple(table.position for table in sheets.tables if table.position not in read and any(table.rows))
    return SheetReport(
        schema="import-report/1",
        mapping=name,
        encoding=sheets.encoding,
        rows=notes.rows - notes.examples,
        files=len(files),
        bad_rows=len(notes.bad_rows),
        masked=notes.masked,
        columns=tuple(columns),
        sheets_not_read=unread,
        named_after_rows=notes.named_after_rows,
        examples_skipped=notes.examples,
        not_understood=tuple(cell_report(where, says) for where, says in notes.cells),
        bad=tuple(row_report(where, says) for where, says in notes.bad),
    )
