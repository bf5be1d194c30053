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
"""A document: `kinds`, each with its name and the names of its parts, and `rows`."""

Maker = Callable[[Sequence[Any]], Any]

_PLAIN: Final[Mapping[str, Maker]] = {
    "date": lambda row: date.fromisoformat(row[0]),
    "int": lambda row: int(row[0]),
    "tuple": tuple,
    "list": list,
    "frozenset": frozenset,
    "dict": lambda row: dict(zip(row[::2], row[1::2], strict=True)),
}


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
    makers = [_maker(name, parts, known, elsewhere) for name, parts in document["kinds"]]
    found: list[Any] = []
    for kind, *row in document["rows"]:
        found.append(makers[kind]([found[one] if one.__class__ is int else one for one in row]))
    return found[-1]


class _Writer:
    """Writes row after row; a row that is there already is not written again."""

    def __init__(self, known: frozenset[type], apart: Callable[[object], int | None]) -> None:
        self.known = known
        self.apart = apart
        self.kinds: list[tuple[str, tuple[str, ...]]] = []
        self.rows: list[list[Any]] = []
        self._numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        self._places: dict[str, int] = {}

    def place(self, value: object) -> Any:  # noqa: ANN401 - as it is, or a place
        """The value as it stands in a row."""
        if value is None or type(value) in (str, bool):
            return value
        number = self.apart(value)
        if number is not None:
            return self._row("elsewhere", (), [str(number)])
        return self._row(*self._taken_apart(value))

    def _row(self, name: str, parts: tuple[str, ...], values: Iterable[object]) -> int:
        if (name, parts) not in self._numbers:
            self._numbers[name, parts] = len(self.kinds)
            self.kinds.append((name, parts))
        row = [self._numbers[name, parts], *(self.place(one) for one in values)]
        written = repr(row)
        if written not in self._places:
            self._places[written] = len(self.rows)
            self.rows.append(row)
        return self._places[written]

    def _taken_apart(self, value: Any) -> tuple[str, tuple[str, ...], Iterable[object]]:  # noqa: ANN401 - whatever a rulebook holds
        kind = type(value)
        if kind in (int, date):
            return kind.__name__, (), [str(value)]
        if kind in (tuple, list):
            return kind.__name__, (), value
        if kind is frozenset:
            return kind.__name__, (), sorted(value)
        if kind is dict:
            return kind.__name__, (), [one for pair in value.items() for one in pair]
        if kind not in self.known:
            raise TypeError(f"{kind.__name__} is no kind that can be written")
        if kind is Text:
            written = [] if value.written.template is value else [value.written]
            return kind.__name__, (*value.sentences(), *("" for _ in written)), [*value.sentences().values(), *written]
        if issubclass(kind, StrEnum):
            return kind.__name__, (), [str(value.value)]
        if issubclass(kind, BaseModel):
            parts = tuple(name for name in kind.model_fields if name in value.model_fields_set)
        else:
            parts = tuple(one.name for one in fields(value) if one.compare) if is_dataclass(value) else value._fields
        return kind.__name__, parts, [getattr(value, part) for part in parts]


def _maker(name: str, parts: Sequence[str], known: Mapping[str, type], elsewhere: Callable[[int], object] | None) -> Maker:
    """What makes a value of this kind of what is in its row."""
    if name in _PLAIN:
        return _PLAIN[name]
    if name == "elsewhere" and elsewhere is not None:
        return lambda row: elsewhere(int(row[0]))
    kind: Any = known[name]
    if kind is Text:
        if parts[-1]:
            return lambda row: Text.as_checked(dict(zip(parts, row, strict=True)))
        languages = parts[:-1]
        return lambda row: Text.as_checked(dict(zip(languages, row[:-1], strict=True)), row[-1])
    if issubclass(kind, BaseModel):
        return lambda row: kind.model_construct(None, **dict(zip(parts, row, strict=True)))
    return kind._make if hasattr(kind, "_make") else lambda row: kind(*row)
