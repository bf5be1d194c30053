"""What every part of an advice is built on."""

from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Line(BaseModel):
    """A part of the advice: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, populate_by_name=True, defer_build=True)

    @classmethod
    def unchecked(cls, **values: Any) -> Self:  # noqa: ANN401 - the values of its fields, by their names
        """A line of values that this package made itself, each of its own kind: all fields, in their order. Nothing is checked again.

        A quarter of the time of the checks, and equal to what they make; `tests/properties/test_lines_of_advice.py` holds it to that.
        """
        line = _new(cls)
        _hold_values(line, values)
        _hold_names(line, _names(cls))
        _hold_extra(line, None)
        _hold_private(line, None)
        return line


_new = object.__new__
_hold_values, _hold_names, _hold_extra, _hold_private = [
    vars(BaseModel)[name].__set__ for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
]
"""The four slots of a model, looked up once: ninety lines of an advice are made so."""


@cache
def _names(cls: type[Line]) -> set[str]:
    """The names of all fields, one set for all lines of a kind."""
    return {*cls.model_fields}
