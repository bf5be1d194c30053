"""Days on which the law or a file changes: 29 February, each bound of a rule, the last day of a term, and the days beside them."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from route_advisor.dates import FIRST_DAY, LAST_DAY, Validity, day_before, months_later, next_day, weeks_later
from route_advisor.personal_file import PersonalFile
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.numbers import Number

_NEAR = Validity(date(2012, 1, 1), date(2033, 12, 31))
"""The years in which the acts of the rulebook and their terms lie."""

_FIXED = (
    *(date(year, 2, 29) for year in range(2012, 2034, 4)),
    *(date(2021, 12, 31), date(2022, 1, 1), date(2022, 12, 31), date(2023, 1, 1)),
)
_MONTHS = {"months": 1, "years": 12}
_LONGEST_TERM = 60
"""In months. What is longer is an age, or years of residence."""


@cache
def legal_edges() -> tuple[date, ...]:
    """The days on which the law changes: leap days, each first and last day in the shipped rulebook, and the days beside them.

    1 January 2022 stands first, the others in order. Read each of your people on each of them:

    >>> [day.isoformat() for day in legal_edges() if day.year == 2023][:2]
    ['2023-01-01', '2023-01-02']
    """
    book = Rulebook.shipped()
    bounds = [
        bound
        for in_force in (*(rule.in_force for rule in book.rules), *(act.in_force for act in book.acts.values()))
        for bound in in_force.bounds()
    ]
    starts = [start for number in book.numbers.by_name.values() for start, _ in number.values]
    found = {day for edge in (*_FIXED, *bounds, *starts) if edge in _NEAR for day in _beside(edge)}
    return (date(2022, 1, 1), *sorted(found - {date(2022, 1, 1)}))


def _beside(day: date) -> tuple[date, ...]:
    return day_before(day), day, next_day(day)


def days(first: date = FIRST_DAY, last: date = LAST_DAY) -> SearchStrategy[date]:
    """Days from `first` up to `last`, both included, half of them legal edges; shrinks to the first edge.

    The rulebook is read when the first day is drawn.

    >>> from hypothesis import find
    >>> find(days(date(2023, 1, 1), date(2026, 12, 31)), lambda day: (day.month, day.day) == (2, 29)).isoformat()
    '2024-02-29'
    """
    return st.deferred(lambda: _days(first, last))


@cache
def _days(first: date, last: date) -> SearchStrategy[date]:
    edges = [edge for edge in legal_edges() if first <= edge <= last]
    near = st.dates(max(first, _NEAR.start), min(last, _NEAR.until)) if first <= _NEAR.until and last >= _NEAR.start else None
    strategies = [st.sampled_from(edges)] * 2 if edges else []
    return st.one_of(*strategies, *([near] if near is not None else []), st.dates(first, last))


def days_of(file: PersonalFile) -> tuple[date, ...]:
    """Each date in the file, oldest first.

    >>> from route_advisor import PersonalFile
    >>> plan = {"dated": date(2024, 2, 29), "route": "b1"}
    >>> file = PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "mira", "municipality": {"plans": [plan]}})
    >>> [day.isoformat() for day in days_of(file)]
    ['2024-02-29']
    """
    return tuple(sorted(set(_dates_in(file.model_dump()))))


def _dates_in(value: Any) -> Iterator[date]:  # noqa: ANN401 - any value of a file
    if isinstance(value, date):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _dates_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _dates_in(inner)


def edges_of(file: PersonalFile) -> tuple[date, ...]:
    """The days on which something may change for this file, oldest first: `edges_around` each of its dates.

    >>> from route_advisor import PersonalFile
    >>> plan = {"dated": date(2024, 2, 29), "route": "b1"}
    >>> file = PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "mira", "municipality": {"plans": [plan]}})
    >>> date(2027, 2, 28) in edges_of(file)  # the last day of the term of three years, for a plan of 29 February
    True
    """
    return tuple(sorted({edge for day in days_of(file) for edge in edges_around(day)}))


@lru_cache(maxsize=8192)
def edges_around(day: date) -> tuple[date, ...]:
    """That day, that day plus or less each length of time that the rulebook names, and the days beside each; oldest first."""
    moved = {_moved(day, *span) for span in _spans()} | {day}
    return tuple(sorted({_within(edge) for one in moved for edge in _beside(one)}))


def days_near(file: PersonalFile) -> SearchStrategy[date]:
    """Days on which something changes for this file, mostly late in it: some of `edges_of(file)`. A file without dates gives `days()`.

    >>> from hypothesis import find
    >>> from route_advisor import PersonalFile
    >>> plan = {"dated": date(2023, 5, 10), "route": "b1"}
    >>> file = PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "mira", "municipality": {"plans": [plan]}})
    >>> find(days_near(file), lambda day: day == date(2026, 5, 11)).isoformat()  # the day after the term
    '2026-05-11'
    """
    dates = days_of(file)
    later = dates[len(dates) // 2 :]
    return st.sampled_from((*dates, *later, *later)).flatmap(days_around) if dates else days()


@st.composite
def days_around(draw: st.DrawFn, day: date) -> date:
    """That day, or that day plus or less a length of time that the rulebook names, and the days beside it."""
    span = draw(st.none() | st.sampled_from(_spans()))
    moved = day if span is None else _moved(day, *span)
    return _within(draw(st.sampled_from((moved, *_beside(moved)))))


def _within(day: date) -> date:
    return min(max(day, FIRST_DAY), LAST_DAY)


@cache
def _spans() -> tuple[tuple[str, int], ...]:
    """Each length of time that the rulebook names: forwards, and back where it is no age."""
    numbers = Rulebook.shipped().numbers.by_name.values()
    found = sorted({(number.unit, length) for number in numbers for length in _lengths(number)})
    short = [(unit, length) for unit, length in found if length * _MONTHS.get(unit, 0) <= _LONGEST_TERM]
    return (*found, *short, *((unit, -length) for unit, length in short))


def _lengths(number: Number) -> Iterator[int]:
    if number.unit in (*_MONTHS, "weeks"):
        yield from (value for _, value in number.values if value is not None)


def _moved(day: date, unit: str, length: int) -> date:
    return weeks_later(day, length) if unit == "weeks" else months_later(day, length * _MONTHS[unit])
