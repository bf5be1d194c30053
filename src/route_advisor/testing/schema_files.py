"""Any valid personal file: what the schema allows, as contradictory as can be.

Files are drawn from the schema itself, so that a key added there is drawn here at once.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import ValidationError

from route_advisor import personal_file
from route_advisor.personal_file import SCHEMA, PersonalFile, Record
from route_advisor.rulebook.book import Rulebook
from route_advisor.testing.legal_days import days, days_around, days_of
from route_advisor.testing.life_stories import life_stories

Json = Any
_LONGEST_LIST = 4
_DAYS_OF_A_FILE = 5
_HIGHEST = 9999
_BY_PATTERN: Mapping[str, SearchStrategy[str]] = {
    "^[A-Z]{2}$": st.sampled_from(("SY", "TR", "US", "NL", "DE", "CH")),
    "^[0-9]{4}$": st.sampled_from(("0363", "0599")),
    "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$": st.sampled_from(("2025-12", "2026-05", "2026-10", "2026-11")),
}
_WORDS = st.sampled_from(("a", "VR", "literacy course"))
_FATES = st.sampled_from(("lost", *["other"] * 4, *["mine"] * 7))
_ABSENT = object()


@st.composite
def hostile_files(draw: st.DrawFn) -> PersonalFile:
    """Valid files of any content: groups that contradict each other, dates in any order, statements against the registers.

    The dates of one file are few and lie near each other, so that records meet on the same day and one day apart.
    Shrinks to the empty file: only the records and keys stay that you need.

    >>> from hypothesis import given, settings
    >>> from route_advisor import advise
    >>> @settings(max_examples=5)
    ... @given(hostile_files())
    ... def test_whatever_the_file_says_there_is_an_advice(file):
    ...     assert advise(file, on=date(2026, 11, 23)).deferral.who_decides
    >>> test_whatever_the_file_says_there_is_an_advice()
    """
    torn = draw(st.none() | _torn())
    life = None if torn is None else draw(life_stories(reaches="notice"))
    dates = [*(() if life is None else days_of(life)), draw(days(date(2021, 1, 1), date(2026, 12, 31)))]
    for _ in range(draw(st.integers(0, _DAYS_OF_A_FILE - 1))):
        dates.append(draw(st.sampled_from(dates).flatmap(days_around)))
    record = _written(draw(_records("PersonalFile")), dates)
    if torn is not None and life is not None:
        record = _spoilt(torn, life.model_dump(by_alias=True, exclude_none=True), record)
    return PersonalFile.model_validate({**record, "schema": SCHEMA, "case_ref": "fictional"})


@st.composite
def _torn(draw: st.DrawFn) -> Mapping[tuple[str, str], str]:
    """What becomes of each record of a life: lost, that of another life, or kept.

    Drawn before the records themselves, so that a counterexample loses any of them at once.
    """
    return {path: draw(_FATES) for path in _paths()}


def _spoilt(torn: Mapping[tuple[str, str], str], life: Mapping[str, Json], other: Mapping[str, Json]) -> dict[str, Json]:
    """A coherent life, of which some records are lost and others are those of another."""
    found: dict[str, Json] = {}
    for (group, key), fate in torn.items():
        holder = {"mine": life, "other": other}.get(fate, {}).get(group, {})
        if not key and holder:
            found[group] = holder
        elif key in holder:
            found.setdefault(group, {})[key] = holder[key]
    return found


@cache
def _paths() -> tuple[tuple[str, str], ...]:
    """Each key of each group of a file; a list such as the statements goes as a whole, without a key."""
    found = []
    for group, part in _schema()["PersonalFile"]["properties"].items():
        refs = [one["$ref"].rsplit("/", 1)[1] for one in part.get("anyOf", ()) if "$ref" in one]
        found += [(group, key) for name in refs for key in _schema()[name]["properties"]] or [(group, "")]
    return tuple(found)


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


class _Nth(NamedTuple):
    """One of the few dates of a file, which are drawn apart."""

    place: int


class _Drawn(NamedTuple):
    """A record of some kind as it was drawn, with its dates still by their place."""

    kind: str
    found: Mapping[str, Json]


@cache
def _records(kind: str) -> SearchStrategy[_Drawn]:
    """Records of that kind: each optional key in two of three."""
    schema = _schema()[kind]
    needed = set(schema.get("required", ()))
    keys = {key: _values(kind, key, part) for key, part in schema["properties"].items()}
    drawn = st.fixed_dictionaries({key: one if key in needed else _now_and_then(one) for key, one in keys.items()})
    if kind == "Statement":
        drawn = st.tuples(drawn, _sayable()).map(lambda both: {**both[0], **both[1]})
    return drawn.map(lambda found: _Drawn(kind, {key: value for key, value in found.items() if value is not _ABSENT}))


def _now_and_then(values: SearchStrategy[Json]) -> SearchStrategy[Json]:
    return st.sampled_from((st.just(_ABSENT), values, values)).flatmap(lambda chosen: chosen)


def _values(kind: str, key: str, part: Mapping[str, Json]) -> SearchStrategy[Json]:
    """What may stand under that key of a record of that kind."""
    if kind == "Permit" and key == "purpose":
        return _purposes()
    if "$ref" in part:
        return _records(part["$ref"].rsplit("/", 1)[1])
    if "anyOf" in part:
        (other,) = (one for one in part["anyOf"] if one.get("type") != "null")
        return _values(kind, key, other)
    if part.get("type") == "array":
        return st.lists(_values(kind, key, part["items"]), max_size=_LONGEST_LIST)
    return _plain(part)


def _plain(part: Mapping[str, Json]) -> SearchStrategy[Json]:
    if "const" in part:
        return st.just(part["const"])
    if "enum" in part:
        return st.sampled_from(part["enum"])
    if part.get("format") == "date":
        return _DATES
    match part["type"]:
        case "boolean":
            return st.booleans()
        case "integer":
            lowest, highest = part.get("minimum", 0), part.get("maximum", _HIGHEST)
            return st.sampled_from([hours for hours in _hours() if lowest <= hours <= highest]) | st.integers(lowest, highest)
        case _:
            return _BY_PATTERN.get(part.get("pattern", ""), _WORDS)


def _written(drawn: Json, dates: Sequence[date]) -> Json:
    """What was drawn, with its dates. Optional keys that a record cannot have together are left out."""
    if isinstance(drawn, _Nth):
        return dates[drawn.place % len(dates)]
    if isinstance(drawn, list):
        return [_written(one, dates) for one in drawn]
    if not isinstance(drawn, _Drawn):
        return drawn
    found = {key: _written(value, dates) for key, value in drawn.found.items()}
    if drawn.kind == "PersonalFile":
        return found
    return _possible(getattr(personal_file, drawn.kind), found, set(_schema()[drawn.kind].get("required", ())))


_DATES = st.sampled_from(range(4 * _DAYS_OF_A_FILE)).map(_Nth)


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
