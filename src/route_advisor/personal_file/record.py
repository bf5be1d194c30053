"""What every record of a personal file shares: frozen, strict, and the forms of a day, a number of hours, a code."""

from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.documents.forms import CASE_REF, COUNTRY, MUNICIPALITY, NAME
from route_advisor.documents.mistakes import custom_error
from route_advisor.limits import ITEMS_OF_A_LIST
from route_advisor.personal_file.personal_data import identifying_number, why_not
from route_advisor.personal_file.reasons import WRITTEN_DAY


class _WrittenDay:
    """A day as a date, or as text of the form year-month-day and no other, checked without a call into Python."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401 - pydantic's form
        day, as_text = (core_schema.date_schema(strict=strict, ge=FIRST_DAY, le=LAST_DAY) for strict in (True, False))
        text = core_schema.str_schema(strict=True, pattern=WRITTEN_DAY)  # a date alone would take a count of seconds too
        return core_schema.union_schema(
            [core_schema.chain_schema([text, as_text]), day],  # most files are written, so that is tried first
            mode="left_to_right",
            custom_error_type="not_a_day",
            custom_error_message="a date is year-month-day, as 2023-05-10",
            serialization=core_schema.to_string_ser_schema(when_used="json"),
        )

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "format": "date"}


_LOOKS_LIKE = {"bsn": "looks_like_bsn", "v_number": "looks_like_v_number"}


def _opaque(value: object) -> object:
    kind = identifying_number(value) if isinstance(value, str) else None
    if kind is not None:
        raise custom_error(kind, _LOOKS_LIKE[kind], reason=why_not(kind))
    return value


T = TypeVar("T")
Many = Annotated[tuple[T, ...], Field(strict=False, max_length=ITEMS_OF_A_LIST)]
Day = Annotated[date, _WrittenDay()]
Hours = Annotated[int, Field(ge=0, le=9999)]
Country = Annotated[str, Field(pattern=COUNTRY)]
MunicipalityCode = Annotated[str, Field(pattern=MUNICIPALITY)]
Name = Annotated[str, Field(pattern=NAME)]
CaseRef = Annotated[str, Field(pattern=CASE_REF), BeforeValidator(_opaque)]  # in this order the form is asked in pydantic's own code
NOBODY = "inburgering"
"""The reference of a file that starts from nothing: it is nobody's number, and no letter calls it so."""

ExemptPart = Literal["reading", "listening", "writing", "speaking", "ona"]
ExamPart = Literal["reading", "listening", "writing", "speaking", "knm"]
AnyExamPart = Literal["reading", "listening", "writing", "speaking", "knm", "ona"]
"""With the labour market exam (ONA) of the 2013 Act."""
RouteWord = Literal["b1", "onderwijs", "z"]
Decision = Literal["granted", "refused"]


class Record(BaseModel):
    """A part of the file. Unknown keys are refused; `PersonalFile` tells the reason where they are personal data."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, hide_input_in_errors=True, serialize_by_alias=True, defer_build=True
    )


def in_order(first: date | None, last: date | None, names: tuple[str, str], code: str = "not_in_order") -> None:
    """Raises a mistake that names both days where the last one lies before the first."""
    if first is not None and last is not None and last < first:
        raise custom_error("not_in_order", code, first=names[0], last=names[1])
