"""The files of SQL, what stands in `rules/` and is named in them, and the types of a personal file."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

import pyarrow as pa

from route_advisor.caseload.columns import file_type
from route_advisor.rulebook.book import Rulebook

TOPICS: Final = ("duty", "plan", "term", "results", "extra_time", "route", "continuation")
"""The files of SQL that say words and days. A column `fact by teller` holds the words of a fact, a column `day of clock` days."""

_ACT, _AOW_AGE, _COUNTRIES, _SINCE = "WI2021", "aow_age", "_countries", "_since"


def text_of(name: str) -> str:
    """A file of SQL."""
    return (files(__package__) / f"{name}.sql").read_text(encoding="utf-8")


def file_of() -> str:
    """Makes `file_of(text)`: a personal file, nested, of its JSON."""
    return f"CREATE MACRO file_of(text) AS from_json(text, '{json.dumps(_structure(file_type()))}')"


def _structure(kind: pa.DataType) -> Any:  # noqa: ANN401 - a type, as DuckDB takes it in JSON
    if pa.types.is_struct(kind):
        return {one.name: _structure(one.type) for one in kind}
    if pa.types.is_list(kind):
        return [_structure(kind.value_type)]
    return {pa.string(): "VARCHAR", pa.bool_(): "BOOLEAN", pa.int64(): "BIGINT", pa.date32(): "DATE"}[kind]


# --- what stands in `rules/` ------------------------------------------------------------------------------


def law(book: Rulebook, on: date) -> Iterator[str]:
    """Makes all that the SQL names: the day of the advice, and in the schemas `law` and `today` what stands in `rules/`.

    `law.begins()` is the first day of the Act, `law.term_length(day)` a number on a day, `law.term_length_since()` the first day on which
    there was one, `law.dutch_countries()` a list of countries. `today.term_length()` is the number of the day of the advice.
    """
    yield f"CREATE MACRO advice_day() AS {_day(on)}"
    yield "CREATE SCHEMA today"
    for name in sorted(_named("today") & book.numbers.by_name.keys()):
        yield f"CREATE MACRO today.{name}() AS {_number(book.numbers.at(name, on))}"
    yield "CREATE SCHEMA law"
    for name, what in {**_lists(book), **_numbers(book), **_ages(book)}.items():
        yield f"CREATE MACRO law.{name} AS {what}"


def can_read(book: Rulebook) -> bool:
    """Whether this rulebook has all that the SQL names. Facts of another law are derived for one person after another."""
    made = {one.partition("(")[0] for one in (*_lists(book), *_numbers(book), *_ages(book))}
    return _named("law") <= made and _named("today") <= book.numbers.by_name.keys()


@cache
def _named(schema: str) -> frozenset[str]:
    """What the SQL names of a schema."""
    return frozenset(re.findall(rf"\b{schema}\.(\w+)\(", " ".join(map(text_of, ("macros", "seen", "apart", *TOPICS)))))


def _lists(book: Rulebook) -> dict[str, str]:
    return {f"{name}{_COUNTRIES}()": repr(sorted(held)) for name, held in book.catalogue.countries.items()}


def _numbers(book: Rulebook) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, number in book.numbers.by_name.items():
        if name in _named("law"):
            cases = [f"WHEN one >= {_day(first)} THEN {_number(value)}" for first, value in reversed(number.values)]
            found[f"{name}(one)"] = f"CASE {' '.join(cases)} END"
        if f"{name}{_SINCE}" in _named("law"):
            found[f"{name}{_SINCE}()"] = _day(number.values[0][0])
    return found


def _ages(book: Rulebook) -> dict[str, str]:
    act, ages = book.law.acts.get(_ACT), book.numbers.by_name.get(_AOW_AGE)
    months = [one for _, one in ages.values if one is not None] if ages is not None else []
    found = {"lowest_aow_age()": str(min(months))} if months else {}
    return found if act is None else {**found, "begins()": _day(act.in_force.start)}


def _number(one: int | None) -> str:
    return "CAST(NULL AS INTEGER)" if one is None else str(one)


def _day(one: date) -> str:
    return f"DATE '{one.isoformat()}'"
