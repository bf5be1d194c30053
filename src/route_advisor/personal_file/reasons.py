"""Why a file was refused, looked up only then: personal data, a day that does not exist, a day that no file holds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError, PydanticKnownError

from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.documents.mistakes import custom_error
from route_advisor.personal_file.personal_data import forbidden_reason

WRITTEN_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def with_reasons(refused: ValidationError) -> ValidationError:
    """The same mistakes, told better: the keys of one record that are personal data in one mistake, and what is wrong with each day."""
    mistakes = refused.errors(include_url=False)
    return ValidationError.from_exception_data(refused.title, [*_personal_data(mistakes), *_others(mistakes)], hide_input=True)


def _is_personal(one: ErrorDetails) -> bool:
    return one["type"] == "extra_forbidden" and forbidden_reason(str(one["loc"][-1])) is not None


def _personal_data(mistakes: Sequence[ErrorDetails]) -> Iterator[InitErrorDetails]:
    by_record: dict[tuple[int | str, ...], list[tuple[str, str]]] = {}
    for one in mistakes:
        key = str(one["loc"][-1]) if one["loc"] else ""
        if one["type"] == "extra_forbidden" and (reason := forbidden_reason(key)) is not None:
            by_record.setdefault(one["loc"][:-1], []).append((key, reason))
    for record, found in by_record.items():
        reasons = "; ".join(f'"{key}" does not belong here: {reason}' for key, reason in found)
        told = {"reasons": reasons, "keys": [key for key, _ in found], "found": found}
        yield InitErrorDetails(type=PydanticCustomError("personal_data", "{reasons}", told), loc=record, input=None)


def _others(mistakes: Sequence[ErrorDetails]) -> Iterator[InitErrorDetails]:
    for one in mistakes:
        if not _is_personal(one):
            reason = _wrong_day(one["input"]) if one["type"] == "not_a_day" else _same(one["type"], one["msg"], one.get("ctx"))
            yield InitErrorDetails(type=reason, loc=one["loc"], input=one["input"], ctx=one.get("ctx") or {})


def _same(kind: str, message: str, context: Mapping[str, Any] | None) -> PydanticCustomError | str:
    """A mistake as pydantic found it: by its name where pydantic knows it, else with its own message."""
    try:
        PydanticKnownError(kind, {**context} if context else None)  # type: ignore[arg-type]
    except (KeyError, TypeError):
        return PydanticCustomError(kind, "{message}", {"message": message, **(context or {})})
    return kind


def _wrong_day(value: object) -> PydanticCustomError:
    if isinstance(value, str) and re.search(WRITTEN_DAY, value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return custom_error("no_such_day", "no_such_day")
    elif type(value) is not date:
        return custom_error("not_a_day", "not_a_day")
    return custom_error("day_out_of_reach", "day_out_of_reach", first=FIRST_DAY.year, last=LAST_DAY.year)
