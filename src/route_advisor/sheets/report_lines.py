"""The report on a sheet as lines for whoever imported it: few, the most urgent last, each knowing its languages."""

from collections.abc import Iterable, Iterator, Sequence

from route_advisor.limits import MISTAKES_TOLD
from route_advisor.messages import Message
from route_advisor.personal_file import looks_like_a_name
from route_advisor.sheets.importing import Imported
from route_advisor.sheets.report import ColumnReport, Where

_WHYS = ("identifies", "health", "unclear", "unasked")


def report_lines(found: Imported) -> Iterator[Message]:
    """What became of each column, what was left out, what was not understood, and which rows gave no file; at most twenty lines of each."""
    report = found.report
    yield Message("report_read", mapping=report.mapping, rows=report.rows, files=report.files)
    if report.encoding is not None:
        yield Message("report_encoding", encoding=report.encoding)
    read = [one for one in report.columns if one.became is not None and one.cells]
    yield Message("report_columns", count=len(read), columns=", ".join(_named(read)))
    yield from _left_out(report.columns)
    yield from _unknown(report.columns)
    bsn = sum(one.like_a_bsn for one in report.columns)
    if bsn:
        yield Message("report_bsn", count=bsn)
    if report.masked:
        yield Message("report_masked", count=report.masked)
    if report.sheets_not_read:
        yield Message("report_sheets", sheets=", ".join(map(str, report.sheets_not_read)))
    if report.named_after_rows and found.page.sheets:
        yield Message("report_named_after_rows", header=found.page.main.entry.person[0])
    if names := sum(looks_like_a_name(file.case_ref) for file in found.files):
        yield Message("case_refs_like_a_name", count=names)
    if report.examples_skipped:
        yield Message("report_examples")
    if report.not_understood:
        yield Message("report_not_understood", count=len(report.not_understood))
        yield from _few([_line(where, says) for where, says in found.notes.cells])
    if report.bad_rows:
        yield Message("report_bad", count=report.bad_rows)
        yield from _few([_line(where, says) for where, says in found.notes.bad])


def _few(lines: Sequence[Message]) -> Iterator[Message]:
    yield from lines[:MISTAKES_TOLD]
    if len(lines) > MISTAKES_TOLD:
        yield Message("report_more", count=len(lines) - MISTAKES_TOLD)


def _line(where: Where, says: str) -> Message:
    return Message("sheet_line", where=where.said(), says=says)


def _column(one: ColumnReport) -> str:
    return one.column if one.sheet is None else f"{one.sheet} {one.column}"


def _named(columns: Sequence[ColumnReport]) -> list[str]:
    """The first columns, each by its letters and its header on the mapping page, behind the name of its sheet; and how many more."""
    told, sheet = [], None
    for one in columns[:MISTAKES_TOLD]:
        named = f"{one.column} {one.header}" if one.header else one.column
        told.append(named if one.sheet == sheet else f"{one.sheet}: {named}")
        sheet = one.sheet
    return [*told, *([f"+{len(columns) - MISTAKES_TOLD}"] if len(columns) > MISTAKES_TOLD else [])]


def _left_out(columns: Iterable[ColumnReport]) -> Iterator[Message]:
    """The columns that are left out on purpose, together by the reason."""
    for why in _WHYS:
        found = [one for one in columns if one.left_out == why and one.cells]
        if found:
            told = Message(f"report_why_{why}", columns=", ".join(_named(found)))
            yield Message("report_left_out", columns=told, cells=sum(one.cells for one in found))


def _unknown(columns: Iterable[ColumnReport]) -> Iterator[Message]:
    """The columns that the page does not know, together; and for each that is close to one the header that may be meant."""
    found = [one for one in columns if one.left_out == "unknown" and one.cells]
    if found:
        yield Message("report_unknown", columns=", ".join(_named(found)), cells=sum(one.cells for one in found))
        yield from _few([Message("report_meant", column=one.column, header=one.hint) for one in found if one.hint])
