"""The rows of the sheets of a mapping, as one draft of a personal file a person."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import TypeAdapter, ValidationError

from route_advisor.documents.mistakes import kind_of
from route_advisor.messages import Message
from route_advisor.personal_file import CaseRef, looks_like_bsn
from route_advisor.personal_file.free_text import holds_identifying
from route_advisor.sheets.cells import Cell, NotUnderstood, as_text, is_empty, value_of
from route_advisor.sheets.drafts import BadPerson, Draft, Label
from route_advisor.sheets.mapping import Column, MappingPage, folded
from route_advisor.sheets.places import EACH_ROW, NUMBERED
from route_advisor.sheets.recognised import Read
from route_advisor.sheets.report import Notes, Where

EXAMPLE_REF = "voorbeeld"
"""The reference of the row of examples in our template: it is nobody."""

_REF: TypeAdapter[str] = TypeAdapter(CaseRef)


class People:
    """The drafts of all people of some tables."""

    def __init__(self, page: MappingPage, reads: Sequence[Read], notes: Notes) -> None:
        self.page, self.reads, self.notes = page, reads, notes
        self.drafts: dict[str, Draft] = {}
        self._bad: set[str] = set()
        self._by_sheet = {name: read for read in reads for name in read.form.names}
        self._found: dict[int, Mapping[int, str | None]] = {}
        self._indexes: dict[tuple[int, str], Mapping[str, frozenset[str]]] = {}
        self._main_refs: frozenset[str] | None = None
        for read in reads:
            self._collect(read)

    @property
    def good(self) -> Iterator[Draft]:
        """Those of whom no row is bad so far."""
        return (draft for ref, draft in self.drafts.items() if ref not in self._bad)

    def is_bad(self, draft: Draft, lines: Sequence[tuple[Where, str]]) -> None:
        """Take a person out: all their rows give no file."""
        self._bad.add(draft.case_ref.casefold())
        for where, says in lines:
            self.notes.row_is_bad(where, says)
        self.notes.bad_rows |= {(row.sheet, row.row) for row in draft.rows}

    def _collect(self, read: Read) -> None:
        people = self._people_of(read)
        for row, cells in read.rows():
            self.notes.rows += 1
            ref = people.get(row)
            if ref is None:
                continue
            if row in read.table.merged:
                self.notes.row_is_bad(read.where(row), Message("sheet_merged"))
                self._bad.add(ref.casefold())
                continue
            draft = self._draft(ref, read, row)
            if draft is not None:
                self._tell(draft, read, row, cells)

    def _draft(self, ref: str, read: Read, row: int) -> Draft | None:
        where, key = read.where(row), ref.casefold()
        draft = self.drafts.get(key)
        if draft is None:
            draft = self.drafts[key] = Draft(ref, where)
            return draft
        if not read.form.entry.several_rows and any(one.sheet == where.sheet for one in draft.rows):
            first = [] if key in self._bad else [(draft.where, Message("sheet_ref_twice", other=where.row))]
            draft.rows.append(where)
            self.is_bad(draft, [*first, (where, Message("sheet_ref_twice", other=draft.where.row))])
            return None
        draft.rows.append(where)
        return draft

    def _tell(self, draft: Draft, read: Read, row: int, cells: Sequence[Cell]) -> None:
        if read.person is None and read is self.reads[0] and all(at >= len(cells) or is_empty(cells[at]) for at in read.columns):
            self.is_bad(draft, [(read.where(row), Message("sheet_nothing_read"))])
            return
        labels: dict[str, Label] = {EACH_ROW: (2, 0, self._record(read, row, cells))}
        for at, (column, number) in read.columns.items():
            cell = cells[at] if at < len(cells) else None
            if is_empty(cell) or self._says_the_same(column, cell, read, cells):
                continue
            where = read.where(row, at)
            try:
                value = value_of(cell, column, self.page.dates)
                self.notes.masked += value.masked
                for place, said in ((column.place, value.value), *column.sets.items()):
                    draft.tell(place, {**labels, NUMBERED: (1, number, "")}, said, where)
            except NotUnderstood as unknown:
                draft.note(where, unknown.found, unknown.why)
            except BadPerson as bad:
                self.is_bad(draft, bad.lines)

    def _record(self, read: Read, row: int, cells: Sequence[Cell]) -> str:
        """What names the record of a row: its place in the sheet, or what a column says, so that other sheets may name it too."""
        by = read.form.entry.record
        at = None if by is None else read.headers.place([folded(by)])
        if at is None or at >= len(cells) or is_empty(cells[at]):
            return f"{read.form.names[0]} {row:09}"
        return f"of {as_text(cells[at])}"

    def _says_the_same(self, column: Column, cell: Cell, read: Read, cells: Sequence[Cell]) -> bool:
        other = column.entry.unless_equal
        at = None if other is None else read.headers.place([folded(other)])
        return at is not None and at < len(cells) and as_text(cells[at]) == as_text(cell)

    # --- whose row it is ------------------------------------------------------------------------------------

    def _people_of(self, read: Read) -> Mapping[int, str | None]:
        """The reference of the person of each row; none where it is not known, which is noted."""
        if id(read) not in self._found:
            self._found[id(read)] = {}  # sheets that lead to each other in a circle lead to nobody
            self._found[id(read)] = {row: self._person(read, row, cells) for row, cells in read.rows()}
        return self._found[id(read)]

    def _person(self, read: Read, row: int, cells: Sequence[Cell]) -> str | None:
        if read.person is None and read.form.entry.through is not None:
            return self._led_to(read, row, cells)
        if read.person is None:
            if read is self.reads[0]:
                self.notes.named_after_rows = True
                return f"row-{read.table.number(row)}"
            self.notes.row_is_bad(read.where(row), Message("sheet_no_reference", header=read.form.entry.person[0]))
            return None
        return self._own(read, row, cells[read.person] if read.person < len(cells) else None)

    def _own(self, read: Read, row: int, cell: Cell) -> str | None:
        assert read.person is not None  # noqa: S101 - whoever comes here has one
        where, header = read.where(row, read.person), read.form.entry.person[0]
        if is_empty(cell):
            self.notes.row_is_bad(where, Message("sheet_no_reference", header=header))
            return None
        text = as_text(cell)
        if text.casefold() == EXAMPLE_REF:
            self.notes.examples += 1
            return None
        reason = no_reference(text)
        if reason is not None:
            self.notes.row_is_bad(where, reason)
            return None
        main = self.reads[0]
        if read is not main and text.casefold() not in self._known(main):
            self.notes.row_is_bad(where, Message("sheet_reference_unknown", sheet=main.form.entry.names[0]))
            return None
        return text

    def _known(self, main: Read) -> frozenset[str]:
        if self._main_refs is None:
            self._main_refs = frozenset(ref.casefold() for ref in self._people_of(main).values() if ref is not None)
        return self._main_refs

    def _led_to(self, read: Read, row: int, cells: Sequence[Cell]) -> str | None:
        """The person of the row of another sheet that this row names."""
        through = read.form.entry.through
        assert through is not None  # noqa: S101 - whoever comes here has one
        target = self._by_sheet.get(folded(through.sheet))
        mine = read.headers.place([folded(through.mine)])
        said = None if mine is None or mine >= len(cells) or is_empty(cells[mine]) else as_text(cells[mine])
        people = self._index(target, through.theirs).get(said, frozenset()) if target is not None and said is not None else frozenset()
        if len(people) == 1:
            return next(iter(people))
        code = "sheet_leads_to_two" if people else "sheet_leads_nowhere"
        self.notes.row_is_bad(read.where(row), Message(code, header=through.mine, sheet=through.sheet, theirs=through.theirs))
        return None

    def _index(self, target: Read, theirs: str) -> Mapping[str, frozenset[str]]:
        """The people of the rows of a sheet, by what stands in one of its columns."""
        key = (id(target), theirs)
        if key not in self._indexes:
            found: dict[str, set[str]] = {}
            at, people = target.headers.place([folded(theirs)]), self._people_of(target)
            for row, cells in target.rows():
                ref = people.get(row)
                if ref is not None and at is not None and at < len(cells) and not is_empty(cells[at]):
                    found.setdefault(as_text(cells[at]), set()).add(ref)
            self._indexes[key] = {said: frozenset(refs) for said, refs in found.items()}
        return self._indexes[key]


def no_reference(text: str) -> Message | None:
    """Why a text is no reference; nothing where it is one."""
    if looks_like_bsn(text):
        return Message("sheet_ref_like_bsn", reason=Message("why_not_bsn"))
    try:
        fits = _REF.validate_python(text) == text and not holds_identifying(text)
    except ValidationError:
        fits = False
    return None if fits else Message("sheet_ref_form", found=kind_of(text))
