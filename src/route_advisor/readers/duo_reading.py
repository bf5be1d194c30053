"""Bodies of DUO read into records of the personal file; what has no place there is named."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from route_advisor.documents.mistakes import allowed_instead
from route_advisor.messages import Message, said_in
from route_advisor.personal_file import NotUnderstood, Record
from route_advisor.personal_file.free_text import redacted
from route_advisor.readers import duo_messages as sent
from route_advisor.readers.duo_redaction import shown

MOST_RECORDS = 500
_LONGEST = 300
_DETAILS = {
    "knm_level": ("level", "niveau"),
    "no_outcome": ("no_outcome", "redenGeenResultaat"),
    "hours": ("estimated_hours", "geschatteIntensiteitB1Route"),
}
"""Rules of the personal file that are about one detail: our name of it and DUO's. Without it the record is still true."""

Keys = tuple[int | str, ...]
M = TypeVar("M", bound=sent.Message)
R = TypeVar("R", bound=Record)


class Reading:
    """Reads the bodies about one person, and remembers what it could not place."""

    def __init__(self, bodies: Mapping[str, Any], lang: str) -> None:
        """`lang` is the language of what it says about those places."""
        self.bodies = bodies
        self._lang = lang
        self._notes: set[tuple[str, str]] = set()

    def note(self, where: str, found: str) -> None:
        """Remember something that is not understood. `found` is redacted already."""
        self._notes.add((redacted(where)[:_LONGEST] or self._said("duo_no_name"), said_in(found, self._lang)[:_LONGEST]))

    def _said(self, code: str, **values: object) -> str:
        return Message(code, **values).in_(self._lang)

    def not_understood(self) -> tuple[NotUnderstood, ...]:
        """What could not be placed, in order of place; of very many, the first."""
        notes = sorted(self._notes)
        if len(notes) > MOST_RECORDS:
            more = len(notes) - MOST_RECORDS + 1
            notes = [*notes[: MOST_RECORDS - 1], (self._said("duo_more_places"), self._said("duo_more_notes", count=more))]
        return tuple(NotUnderstood(where=where, found=found) for where, found in notes)

    def message(self, kind: type[M], body: Any, where: str) -> M | None:  # noqa: ANN401 - any JSON value
        """The body as a message. Values that are not understood are named and left out; without a needed value there is none."""
        usable = isinstance(body, dict)
        if not usable:
            self.note(where, shown(body))
        while usable:
            try:
                return kind.model_validate(body)
            except ValidationError as error:
                usable = self._take_out(error.errors(include_url=False, include_context=False), body, where)
        return None

    def _take_out(self, wrong: Sequence[ErrorDetails], body: dict[str, Any], where: str) -> bool:
        """Take what is wrong out of the body and name it. False where the whole body is of no use."""
        values = [one["loc"] for one in wrong if one["type"] != "missing"]
        for path in values:
            self.note(_place(where, path), shown(_taken_out(body, path)))
        wanting: dict[Keys, list[str]] = {}
        for one in [] if values else wrong:
            wanting.setdefault(one["loc"][:-1], []).append(str(one["loc"][-1]))
        for path, names in wanting.items():
            self.note(_place(where, path), left_out(Message("duo_wanting", names=", ".join(names)), _taken_out(body, path)))
        return () not in wanting

    def record(self, kind: type[R], told: Mapping[str, Any], where: str, body: object) -> R | None:
        """A record of the personal file, or nothing (and a note) where it breaks a rule of the file."""
        try:
            return kind(**told)
        except ValidationError as error:
            broken = error.errors(include_url=False, include_input=False)[0]
        detail, called = _DETAILS.get(broken["type"], ("", ""))
        if detail in told:
            self.note(f"{where}.{called}", left_out(allowed_instead(broken), told[detail]))
            return self.record(kind, {name: value for name, value in told.items() if name != detail}, where, body)
        self.note(where, left_out(allowed_instead(broken), body))
        return None

    def one(self, name: str, message: type[sent.Message], record: type[R], **more: object) -> R | None:
        """The record that the message of this name gives. A message that is not there gives nothing."""
        body = self.bodies.get(name)
        return None if body is None else self.read(message, record, body, name, **more)

    def read(self, message: type[sent.Message], record: type[R], body: object, where: str, **more: object) -> R | None:
        """The record that a body gives."""
        found = self.message(message, body, where)
        return None if found is None else self.record(record, {**found.told(), **more}, where, body)

    def many(self, name: str, message: type[sent.Message], record: type[R], *, alone: bool = False) -> tuple[R, ...] | None:
        """The records that a list gives: nothing where there is no list, or where none of its items is understood."""
        return self.each(name, lambda item, where: [self.read(message, record, item, where)], alone=alone)

    def each(self, name: str, read: Callable[[Any, str], list[R | None]], *, alone: bool = False) -> tuple[R, ...] | None:
        """The records that `read` gives for each item, as `many` does. `alone`: one item may come without a list."""
        items = list(self.items(name, alone=alone))
        found = [record for where, item in items for record in read(item, where) if record is not None]
        if len(found) > MOST_RECORDS:
            self.note(name, Message("duo_first_records", count=len(found), most=MOST_RECORDS))
        return tuple(found[:MOST_RECORDS]) if found or self.bodies.get(name) == [] else None

    def items(self, name: str, *, alone: bool = False) -> Iterator[tuple[str, Any]]:
        """The items of a list, and where each stands. What is no list is named."""
        body = self.bodies.get(name)
        if isinstance(body, list):
            yield from ((f"{name}[{place}]", item) for place, item in enumerate(body))
        elif alone and isinstance(body, dict):
            yield name, body
        elif body is not None:
            self.note(name, shown(body))


def _taken_out(body: dict[str, Any], path: Keys) -> object:
    """What stands at a path, taken out of the body; the body itself stays."""
    inner: Any = body
    for key in path[:-1]:
        inner = inner[key]
    return inner.pop(path[-1]) if path else body


def _place(where: str, path: Keys) -> str:
    return ".".join([where, *map(str, path)])


def left_out(why: str, body: object) -> str:
    """A note of something that has no place in the file as it stands: why, and what it says."""
    return Message("duo_left_out", why=why, found=shown(body))
