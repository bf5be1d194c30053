"""Where a column goes: a place in the personal file, as `duo.exams[n].part`, and what kind of value stands there."""

import re
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NamedTuple, get_args, get_origin

from route_advisor.messages import Message
from route_advisor.personal_file import MunicipalityCode, PersonalFile, Record
from route_advisor.personal_file.annotations import kind_of_value
from route_advisor.personal_file.record import Country

CASE_REF = "case_ref"
NUMBERED, EACH_ROW = "n", "row"
"""Labels of records of a list: the number in the header of the column, and the row itself."""

_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[([a-z0-9_]{1,20})\])?")


class Kind(StrEnum):
    """What stands at a place."""

    DAY = "day"
    LAST_DAY = "day_after_the_last"
    """A day, written as the day after it."""
    WHOLE = "whole_number"
    HUNDREDTHS = "hundredths"
    """A whole number of hundredths, written with a decimal sign."""
    YES_NO = "yes_no"
    WORD = "word"
    COUNTRY = "country"
    MUNICIPALITY = "municipality"
    TEXT = "text"
    NOTHING = "nothing"
    """A list of which only can be said that nothing is in it."""


class Step(NamedTuple):
    """A key of the file, and of a list which record in it."""

    key: str
    label: str | None


class Place(NamedTuple):
    """A place in the personal file."""

    steps: tuple[Step, ...]
    kind: Kind
    words: tuple[Any, ...]
    """The values that can stand there, where they are a list of words."""

    def __str__(self) -> str:
        return ".".join(step.key if step.label is None else f"{step.key}[{step.label}]" for step in self.steps)


class NoSuchPlace(ValueError):
    """A personal file has no such place; `why` says what it has there."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def place_of(written: str, reads: Kind | None = None) -> Place:
    """The place that is written so. `reads` says how a day or number is written where that is not plain. Raises `NoSuchPlace`."""
    steps: list[Step] = []
    annotation: Any = PersonalFile
    open_list = False
    for part in written.split("."):
        found = _STEP.fullmatch(part)
        kind, _ = _plain(annotation)
        if found is None or open_list or not (isinstance(kind, type) and issubclass(kind, Record)):
            raise NoSuchPlace(Message("place_of_no_file", place=written))
        fields = {field.alias or name: field for name, field in kind.model_fields.items()}
        if found[1] not in fields:
            raise NoSuchPlace(Message("place_without_key", key=found[1], allowed=", ".join(fields)))
        annotation = fields[found[1]].annotation
        many = _plain(annotation)[1]
        if found[2] is not None and not many:
            raise NoSuchPlace(Message("place_no_list", key=found[1], label=found[2]))
        open_list = many and found[2] is None
        steps.append(Step(found[1], found[2]))
    return Place(tuple(steps), *_kind(annotation, reads, written, open_list=open_list))


def _kind(annotation: Any, reads: Kind | None, written: str, *, open_list: bool) -> tuple[Kind, tuple[Any, ...]]:  # noqa: ANN401 - any type form
    kind, _ = _plain(annotation)
    if open_list:
        return Kind.NOTHING, ()
    if isinstance(kind, type) and issubclass(kind, Record):
        raise NoSuchPlace(Message("place_a_group", place=written))
    if get_origin(kind) is Literal:
        return Kind.WORD, get_args(kind)
    plain = {date: Kind.DAY, bool: Kind.YES_NO, int: Kind.WHOLE, MunicipalityCode: Kind.MUNICIPALITY, Country: Kind.COUNTRY}
    found = next((value for key, value in plain.items() if key == kind), Kind.TEXT)
    if reads is None:
        return found, ()
    if (found, reads) not in {(Kind.DAY, Kind.LAST_DAY), (Kind.WHOLE, Kind.HUNDREDTHS)}:
        raise NoSuchPlace(Message("place_read_otherwise", place=written, kind=found, reads=reads))
    return reads, ()


def _plain(annotation: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any type form
    """What one value is, a municipality or a country as such, and whether there may be several."""
    return kind_of_value(annotation, as_they_are=(MunicipalityCode, Country))


def kind_of_field(annotation: Any) -> Any:  # noqa: ANN401 - any type form
    """What one value of a field is: `date`, `int`, `bool`, or another type."""
    return _plain(annotation)[0]
