"""The flat form of many answers, `caseload/2`: a row a person, and a row a component."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import pyarrow as pa

from route_advisor.vocabulary import Standing

SCHEMA: Final = "caseload/2"


class Status(StrEnum):
    """What became of a row: whose turn it is."""

    OK = "ok"
    INVALID = "invalid"
    """It is no personal file: whoever made it mends it; `error` says what."""
    REFUSED = "refused"
    """It is larger than we read."""
    FAILED = "failed"
    """Our fault: there is no answer, and never a wrong one."""


def _field(name: str, kind: pa.DataType, says: str) -> pa.Field:
    return pa.field(name, kind, metadata={"says": says})


PEOPLE: Final = pa.schema(
    [
        _field("row", pa.int64(), "the row of the source, from 1"),
        _field("status", pa.string(), "ok, invalid, refused (by a limit) or failed (our fault)"),
        _field("case_ref", pa.string(), "as the file has it; empty where it is no personal file"),
        _field("file", pa.string(), "the name of its file, where the source is a folder"),
        _field("act", pa.string(), "the act that governs"),
        _field("act_basis", pa.string(), "decided, reported, expected or unknown"),
        _field("duty", pa.string(), "whether there is a duty"),
        _field("duty_basis", pa.string(), "decided, reported, expected or unknown"),
        _field("phase", pa.string(), "the phase of the duty"),
        _field("route", pa.string(), "the route of the plan"),
        _field("route_basis", pa.string(), "decided, reported, expected or unknown"),
        _field("last_day", pa.date32(), "the last day of the term"),
        _field("days_left", pa.int32(), "days after the day of the advice up to and including the last day; below zero once it has passed"),
        *(_field(one.value, pa.int8(), f"components that are {one.value}") for one in Standing),
        _field("next_step", pa.string(), "the rule of the step that stands first, where it has a day"),
        _field("next_day", pa.date32(), "the day of that step"),
        _field("next_day_passed", pa.bool_(), "whether that day lies behind the day of the advice"),
        _field("expected", pa.string(), "what is only expected, as fact=word, with spaces between"),
        _field(
            "settles_most",
            pa.string(),
            "the question that `ask` would put next, by its key; empty where nothing is left to ask, and in a run without --questions",
        ),
        _field("error", pa.string(), "why there is no answer, a mistake a line"),
    ],
    metadata={"schema": SCHEMA},
)

COMPONENTS: Final = pa.schema(
    [
        _field("row", pa.int64(), "the row of the source, from 1"),
        _field("case_ref", pa.string(), "as the file has it"),
        _field("component", pa.string(), "the component"),
        _field("standing", pa.string(), ", ".join(Standing)),
        _field("level", pa.string(), "the level of the component, where it has one"),
        _field("expected", pa.bool_(), "it rests on something that is only expected"),
        _field("rules", pa.list_(pa.string()), "the ids of the rules that say so"),
    ],
    metadata={"schema": SCHEMA},
)


def described() -> Mapping[str, Any]:
    """The columns of both tables with their kinds and what they hold, for `schema caseload`."""
    return {
        "schema": SCHEMA,
        **{
            name: {one.name: {"type": str(one.type), "says": one.metadata[b"says"].decode()} for one in schema}
            for name, schema in (("people", PEOPLE), ("components", COMPONENTS))
        },
    }
