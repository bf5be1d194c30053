"""What the cells of one person say, put together as a personal file, with the cell behind each value."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from route_advisor.documents.mistakes import allowed_instead
from route_advisor.limits import ITEMS_OF_A_LIST, MISTAKES_TOLD
from route_advisor.messages import Message, said_in
from route_advisor.personal_file import NotUnderstood, PersonalFile
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.sheets.places import Place, Step
from route_advisor.sheets.report import Where

Label = tuple[int, int, str]
"""Which record of a list: numbered ones first, then rows in the order of the sheets."""

Path = tuple[str | int, ...]

_LONGEST_NOTE = 300


class Told(NamedTuple):
    """A value at a place, and the cell that says it."""

    steps: tuple[tuple[str, Label | None], ...]
    value: Any
    where: Where


class BadPerson(ValueError):
    """What the rows of a person say together is no personal file; `lines` says where and why."""

    def __init__(self, lines: Sequence[tuple[Where, str]]) -> None:
        super().__init__()
        self.lines = tuple(lines)


class Draft:
    """One person, cell by cell."""

    def __init__(self, case_ref: str, where: Where) -> None:
        self.case_ref, self.where = case_ref, where
        self.rows: list[Where] = [where]
        self.told: dict[tuple[tuple[str, Label | None], ...], Told] = {}
        self.notes: list[tuple[Where, Message]] = []

    def tell(self, place: Place, labels: Mapping[str, Label], value: Any, where: Where) -> None:  # noqa: ANN401 - a value of a file
        """Put a value at its place. Raises `BadPerson` where another cell says something else of it."""
        steps = tuple((step.key, _label(step, labels)) for step in place.steps)
        before = self.told.get(steps)
        if before is not None and before.value != value:
            raise BadPerson([(where, Message("sheet_says_two_things", other=before.where.said()))])
        if before is None:
            self.told[steps] = Told(steps, value, where)

    def note(self, where: Where, found: str, says: Message) -> None:
        """A cell that is not understood: the file itself says so too."""
        self.notes.append((where, Message("sheet_is_kind", found=found, why=says)))

    def file(self, catalogue: Catalogue, headers: Mapping[tuple[str, ...], str], lang: str) -> PersonalFile:
        """The personal file. A record without what it needs is left out and noted. Raises `BadPerson` where values contradict each other.

        `headers` are those of the mapping page by the keys of their place, and `lang` is the language of its notes.
        """
        while True:
            data, cells = self._data(lang)
            try:
                return PersonalFile.model_validate(data, context={"catalogue": catalogue})
            except ValidationError as error:
                self._leave_out(error, cells, headers)

    def _leave_out(self, error: ValidationError, cells: Mapping[Path, Told], headers: Mapping[tuple[str, ...], str]) -> None:
        found = error.errors(include_url=False, include_input=False)
        others = [one for one in found if one["type"] != "missing"]
        if others or not self.told:
            raise BadPerson([self._line(one, cells) for one in (others or found)[:MISTAKES_TOLD]])
        for record in dict.fromkeys(one["loc"][:-1] for one in found):
            inside = [told for path, told in cells.items() if path[: len(record)] == record]
            keys = tuple(key for key in record if isinstance(key, str))
            wanting = sorted(
                {headers.get((*keys, name), name) for one in found if one["loc"][:-1] == record for name in [str(one["loc"][-1])]}
            )
            if not inside:
                raise BadPerson([(self.where, Message("is_missing", where=".".join(map(str, record))))])
            first = inside[0].where
            self.notes.append((first, Message("sheet_record_left_out", wanting=", ".join(wanting))))
            for told in inside:
                self.told.pop(told.steps, None)

    def _line(self, one: Mapping[str, Any], cells: Mapping[Path, Told]) -> tuple[Where, str]:
        """What is wrong with a record or value, with the headers of its cells in place of the keys of a file."""
        says, record = allowed_instead(one), tuple(one["loc"])
        headers = {path[len(record)]: told.where.header for path, told in cells.items() if path[:-1] == record}
        if isinstance(says, Message):
            values = {name: headers.get(value, value) if isinstance(value, str) else value for name, value in says.values.items()}
            says = Message(says.code, **values)
        return self._cell_at(one["loc"], cells), says

    def _cell_at(self, loc: Sequence[str | int], cells: Mapping[Path, Told]) -> Where:
        """The cell of a mistake: that of the value, or the last one of its record."""
        path = tuple(loc)
        while path:
            inside = [told.where for where, told in cells.items() if where[: len(path)] == path]
            if inside:
                return inside[-1]
            path = path[:-1]
        return self.where

    def _data(self, lang: str) -> tuple[dict[str, Any], dict[Path, Told]]:
        """The file as data, and the cell of each value."""
        cells: dict[Path, Told] = {}
        data = _grown([(told.steps, told) for told in self.told.values()], (), cells)
        notes = [
            NotUnderstood(where=_note(where.said(), lang), found=_note(says, lang), told_by="municipality")
            for where, says in self.notes[:ITEMS_OF_A_LIST]
        ]
        return {"schema": "personal-file/1", "case_ref": self.case_ref, **data, **({"not_understood": notes} if notes else {})}, cells


def _note(says: Message, lang: str) -> str:
    """A message as short as a note of a file may be."""
    found = says.values.get("found", says)  # what may stand there the report says
    said = said_in(found if isinstance(found, str) else says, lang)
    return f"{said[: _LONGEST_NOTE - 1]}…" if len(said) > _LONGEST_NOTE else said


def _label(step: Step, labels: Mapping[str, Label]) -> Label | None:
    if step.label is None:
        return None
    return labels.get(step.label, (0, 0, step.label))


def _grown(told: Sequence[tuple[Any, Told]], path: Path, cells: dict[Path, Told]) -> dict[str, Any]:
    """Groups and lists of what is told, in the order of their labels."""
    found: dict[str, Any] = {}
    by_key: dict[str, list[tuple[Any, Told]]] = {}
    for steps, one in told:
        by_key.setdefault(steps[0][0], []).append((steps, one))
    for key, inside in by_key.items():
        labels = sorted({steps[0][1] for steps, _ in inside if steps[0][1] is not None})
        if labels:
            records = [[(steps, one) for steps, one in inside if steps[0][1] == label] for label in labels]
            found[key] = [_value(record, (*path, key, at), cells) for at, record in enumerate(records)]
        else:
            found[key] = _value(inside, (*path, key), cells)
    return found


def _value(told: Sequence[tuple[Any, Told]], path: Path, cells: dict[Path, Told]) -> Any:  # noqa: ANN401 - a value of a file
    if len(told[0][0]) == 1:
        cells[path] = told[0][1]
        return told[0][1].value
    return _grown([(steps[1:], one) for steps, one in told], path, cells)
