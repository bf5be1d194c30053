"""What a rulebook is made of, as plain data, and made of it again: no code, and only kinds of things that stand in a list.

A document is a list of kinds and a list of rows. A row is the number of its kind and what is in it: a text, a yes or no, or nothing stands
there as it is, and a number is the place of an earlier row. What is equal stands there once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel

from route_advisor.text import Text

Plain = dict[str, Any]
"""A document: `kinds`, each with its name, the names of its parts, and of those that nobody gave; and `rows`."""

Kind = tuple[str, tuple[str, ...], tuple[str, ...]]
Maker = Callable[[Sequence[Any]], Any]

_PLAIN: Final[Mapping[str, Maker]] = {
    "date": lambda row: date.fromisoformat(row[0]),
    "int": lambda row: int(row[0]),
    "tuple": tuple,
    "list": list,
    "frozenset": frozenset,
    "dict": lambda row: dict(zip(row[::2], row[1::2], strict=True)),
}
_APART: Final[Mapping[type, Callable[[Any], Iterable[object]]]] = {
    date: lambda value: [value.isoformat()],
    int: lambda value: [str(value)],
    tuple: iter,
    list: iter,
    frozenset: sorted,
    dict: lambda value: [one for pair in value.items() for one in pair],
}
"""The kinds of Python itself: what makes one of the things in its row, and what stands in it."""


def plain(value: object, kinds: Iterable[type], apart: Callable[[object], int | None] = lambda _: None) -> Plain:
    """The document of a value. Raises `TypeError` where it holds something that is none of these kinds.

    `apart` gives a number to what is kept elsewhere: its row then holds only that number.
    """
    writer = _Writer(frozenset(kinds), apart)
    writer.place(value)
    return {"kinds": writer.kinds, "rows": writer.rows}


def made(document: Plain, kinds: Iterable[type], elsewhere: Callable[[int], object] | None = None) -> Any:  # noqa: ANN401 - what was written
    """The value of a document. Raises `LookupError`, `TypeError`, `ValueError` or `AttributeError` for one that `plain` did not write."""
    known = {kind.__name__: kind for kind in kinds}
    makers = [_maker(name, given, others, known, elsewhere) for name, given, others in document["kinds"]]
    found: list[Any] = []
    for kind, *row in document["rows"]:
        found.append(makers[kind]([found[one] if one.__class__ is int else one for one in row]))
    return found[-1]


class _Writer:
    """Writes row after row; a row that is there already is not written again."""

    def __init__(self, known: frozenset[type], apart: Callable[[object], int | None]) -> None:
        self.known = known
        self.apart = apart
        self.kinds: list[Kind] = []
        self.rows: list[list[Any]] = []
        self._numbers: dict[Kind, int] = {}
        self._places: dict[str, int] = {}

    def place(self, value: object) -> Any:  # noqa: ANN401 - as it is, or a place
        """The value as it stands in a row."""
        if value is None or type(value) in (str, bool):
            return value
        number = self.apart(value)
        if number is not None:
            return self._row(("elsewhere", (), ()), [str(number)])
        return self._row(*self._taken_apart(value))

    def _row(self, kind: Kind, values: Iterable[object]) -> int:
        if kind not in self._numbers:
            self._numbers[kind] = len(self.kinds)
            self.kinds.append(kind)
        row = [self._numbers[kind], *(self.place(one) for one in values)]
        written = repr(row)
        if written not in self._places:
            self._places[written] = len(self.rows)
            self.rows.append(row)
        return self._places[written]

    def _taken_apart(self, value: Any) -> tuple[Kind, Iterable[object]]:  # noqa: ANN401 - whatever a rulebook holds
        kind = type(value)
        if kind in _APART:
            return (kind.__name__, (), ()), _APART[kind](value)
        if kind not in self.known:
            raise TypeError(f"{kind.__name__} is no kind that can be written")
        if issubclass(kind, StrEnum):
            return (kind.__name__, (), ()), [str(value.value)]
        if kind is Text:
            of_another = [] if value.written.template is value else [value.written]
            names = tuple("written" for _ in of_another)
            return (kind.__name__, tuple(value.sentences()), names), [*value.sentences().values(), *of_another]
        if issubclass(kind, BaseModel):
            given = tuple(name for name in kind.model_fields if name in value.model_fields_set)
            others = tuple(name for name in kind.model_fields if name not in value.model_fields_set)
        else:
            given = tuple(one.name for one in fields(value) if one.compare) if is_dataclass(value) else value._fields
            others = ()
        return (kind.__name__, given, others), [getattr(value, part) for part in (*given, *others)]


def _maker(
    name: str, given: Sequence[str], others: Sequence[str], known: Mapping[str, type], elsewhere: Callable[[int], object] | None
) -> Maker:
    """What makes a value of this kind of what is in its row."""
    if name in _PLAIN:
        return _PLAIN[name]
    if name == "elsewhere" and elsewhere is not None:
        return lambda row: elsewhere(int(row[0]))
    kind: Any = known[name]
    if kind is Text:
        return lambda row: Text.as_checked(dict(zip(given, row, strict=False)), row[-1] if others else None)
    if issubclass(kind, BaseModel):
        parts, were_given = (*given, *others), frozenset(given)
        return lambda row: kind.model_construct({*were_given}, **dict(zip(parts, row, strict=True)))
    return kind._make if hasattr(kind, "_make") else lambda row: kind(*row)
