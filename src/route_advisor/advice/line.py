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
        line = object.__new__(cls)
        _set(line, "__dict__", values)
        _set(line, "__pydantic_fields_set__", _names(cls))
        _set(line, "__pydantic_extra__", None)
        _set(line, "__pydantic_private__", None)
        return line


_set = object.__setattr__


@cache
def _names(cls: type[Line]) -> set[str]:
    """The names of all fields, one set for all lines of a kind."""
    return {*cls.model_fields}
