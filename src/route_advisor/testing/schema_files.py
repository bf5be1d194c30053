"""Any valid personal file: what the schema allows, as contradictory as can be.

Files are drawn from the schema itself, so that a key added there is drawn here at once.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import ValidationError

from route_advisor import personal_file
from route_advisor.personal_file import SCHEMA, PersonalFile, Record
from route_advisor.rulebook import Rulebook
from route_advisor.testing.legal_days import days, days_around, days_of
from route_advisor.testing.life_stories import life_stories

Json = Any
_LONGEST_LIST = 4
_DAYS_OF_A_FILE = 5
_HIGHEST = 9999
_BY_PATTERN: Mapping[str, SearchStrategy[str]] = {
    "^[A-Z]{2}$": st.sampled_from(("SY", "TR", "US", "NL", "DE", "CH")),
    "^[0-9]{4}$": st.sampled_from(("0363", "0599")),
}
_WORDS = st.sampled_from(("a", "VR", "literacy course"))


@st.composite
def hostile_files(draw: st.DrawFn) -> PersonalFile:
    """Valid files of any content: groups that contradict each other, dates in any order, statements against the registers.

    The dates of one file are few and lie near each other, so that records meet on the same day and one day apart.
    """
    life = draw(st.none() | life_stories(reaches="notice"))
    paper = _Paper(draw, () if life is None else days_of(life))
    record = paper.record("PersonalFile")
    if life is not None:
        record = _spoilt(draw, life.model_dump(by_alias=True, exclude_none=True), record)
    return PersonalFile.model_validate({**record, "schema": SCHEMA, "case_ref": "fictional"})


def _spoilt(draw: st.DrawFn, life: dict[str, Json], record: Mapping[str, Json]) -> dict[str, Json]:
    """A coherent life, of which some records are those of another."""
    found = dict(life)
    for group, other in record.items():
        if not isinstance(other, Mapping) or group not in life:
            if draw(st.booleans()):
                found[group] = other
        else:
            found[group] = {**life[group], **{key: value for key, value in other.items() if not draw(_there)}}
    return found


@cache
def _schema() -> Mapping[str, Json]:
    schema = PersonalFile.model_json_schema()
    return {**schema["$defs"], "PersonalFile": schema}


@cache
def _hours() -> tuple[int, ...]:
    """The numbers of hours that the rulebook names, with those beside them."""
    numbers = [number for number in Rulebook.shipped().numbers.by_name.values() if number.unit == "hours"]
    named = {value for number in numbers for _, value in number.values if value is not None}
    return tuple(sorted({0, *(value + step for value in named for step in (-1, 0, 1))}))


@cache
def _sayable() -> SearchStrategy[dict[str, str]]:
    facts = [entry for entry in Rulebook.shipped().catalogue.facts.values() if entry.person_may_say]
    return st.sampled_from([{"fact": entry.name, "word": word} for entry in facts for word in entry.values])


@cache
def _purposes() -> SearchStrategy[str]:
    return st.sampled_from(tuple(Rulebook.shipped().catalogue.fact("residence_purpose").values))


class _Paper:
    """Draws the records of one file."""

    def __init__(self, draw: st.DrawFn, dates: Sequence[date]) -> None:
        self._draw = draw
        self._dates = [*dates, draw(days(date(2021, 1, 1), date(2026, 12, 31)))]
        for _ in range(draw(st.integers(0, _DAYS_OF_A_FILE - 1))):
            self._dates.append(draw(st.sampled_from(self._dates).flatmap(days_around)))

    def record(self, name: str) -> dict[str, Json]:
        """A record of that kind. Optional keys that it cannot have together are left out."""
        schema = _schema()[name]
        needed = set(schema.get("required", ()))
        found = {}
        for key, part in schema["properties"].items():
            if key in needed or self._draw(_there):
                found[key] = self._value(name, key, part)
        if name == "Statement":
            found |= self._draw(_sayable())
        return found if name == "PersonalFile" else _possible(getattr(personal_file, name), found, needed)

    def _value(self, record: str, key: str, part: Mapping[str, Json]) -> Json:
        if record == "Permit" and key == "purpose":
            return self._draw(_purposes())
        if "$ref" in part:
            return self.record(part["$ref"].rsplit("/", 1)[1])
        if "anyOf" in part:
            (other,) = (one for one in part["anyOf"] if one.get("type") != "null")
            return self._value(record, key, other)
        if part.get("type") == "array":
            length = self._draw(st.integers(0, _LONGEST_LIST))
            return [self._value(record, key, part["items"]) for _ in range(length)]
        return self._draw(self._plain(part))

    def _plain(self, part: Mapping[str, Json]) -> SearchStrategy[Json]:
        if "const" in part:
            return st.just(part["const"])
        if "enum" in part:
            return st.sampled_from(part["enum"])
        if part.get("format") == "date":
            return st.sampled_from(self._dates)
        match part["type"]:
            case "boolean":
                return st.booleans()
            case "integer":
                lowest, highest = part.get("minimum", 0), part.get("maximum", _HIGHEST)
                return st.sampled_from([hours for hours in _hours() if lowest <= hours <= highest]) | st.integers(lowest, highest)
            case _:
                return _BY_PATTERN.get(part.get("pattern", ""), _WORDS)


_there = st.sampled_from((False, True, True))


def _possible(kind: type[Record], found: dict[str, Json], needed: set[str]) -> dict[str, Json]:
    """The record without the keys that it cannot have: one key if that is enough, else more and more of them."""
    optional = [key for key in reversed(found) if key not in needed]
    if _valid(kind, found):
        return found
    for key in optional:
        fewer = {name: value for name, value in found.items() if name != key}
        if _valid(kind, fewer):
            return fewer
    for key in optional:
        del found[key]
        if _valid(kind, found):
            return found
    return reject()


def _valid(kind: type[Record], found: Mapping[str, Json]) -> bool:
    try:
        kind.model_validate(found)
    except ValidationError:
        return False
    return True
