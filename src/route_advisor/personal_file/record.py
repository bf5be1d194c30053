"""What every record of a personal file shares: frozen, strict, and the forms of a day, a number of hours, a code."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.personal_file.personal_data import WHY_NOT, forbidden_reason, looks_like_bsn


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("no_such_day", "there is no such day; write year-month-day, as 2023-05-10") from None
    raise PydanticCustomError("not_a_day", "a date is year-month-day, as 2023-05-10")


def _opaque(value: object) -> object:
    if isinstance(value, str) and looks_like_bsn(value):
        raise PydanticCustomError("bsn", "this looks like a BSN; {reason}", {"reason": WHY_NOT["bsn"]})
    return value


T = TypeVar("T")
Many = Annotated[tuple[T, ...], Field(strict=False, max_length=500)]
Day = Annotated[date, BeforeValidator(_day), Field(ge=FIRST_DAY, le=LAST_DAY)]
Hours = Annotated[int, Field(ge=0, le=9999)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
MunicipalityCode = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
CaseRef = Annotated[str, BeforeValidator(_opaque), Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
ExemptPart = Literal["reading", "listening", "writing", "speaking", "ona"]
ExamPart = Literal["reading", "listening", "writing", "speaking", "knm"]
AnyExamPart = Literal["reading", "listening", "writing", "speaking", "knm", "ona"]
"""With the labour market exam (ONA) of the 2013 Act."""
RouteWord = Literal["b1", "onderwijs", "z"]
Decision = Literal["granted", "refused"]


class Record(BaseModel):
    """A part of the file. Unknown keys are refused, and personal data are refused with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True, serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _no_personal_data(cls, data: object) -> object:
        if isinstance(data, Mapping):
            found = [str(key) for key in data if isinstance(key, str) and key not in cls.model_fields and forbidden_reason(key)]
            if found:
                reasons = "; ".join(f'"{key}" does not belong here: {forbidden_reason(key)}' for key in found)
                raise PydanticCustomError("personal_data", "{reasons}", {"reasons": reasons, "keys": found})
        return data


def in_order(first: date | None, last: date | None, message: str) -> None:
    """Raises a mistake with this message where the last day lies before the first."""
    if first is not None and last is not None and last < first:
        raise PydanticCustomError("not_in_order", "{message}", {"message": message})
