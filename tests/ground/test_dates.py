"""Legal time: both ends of each period, and the days that calendars trip over."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter as other_easter
from hypothesis import given
from hypothesis import strategies as st

from route_advisor.dates import (
    FIRST_DAY,
    LAST_DAY,
    Holiday,
    Validity,
    day_before,
    easter,
    last_day_of_term,
    last_days_of_term,
    months_later,
    next_day,
    reaches_age,
    weeks_later,
    working_day_from,
    years_later,
)

some_days = st.dates(date(1950, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 5, 10), -6, date(2025, 11, 10)),
        (date(2025, 8, 31), -6, date(2025, 2, 28)),
        (date(2024, 8, 31), -6, date(2024, 2, 29)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
        (date(2023, 1, 15), -1, date(2022, 12, 15)),
    ],
)
def test_months_end_on_the_last_day_where_the_day_is_missing(day, months, later):
    """Six months before 31 August is the last day of February."""
    assert months_later(day, months) == later


@given(some_days, st.integers(-600, 600))
def test_months_later_keeps_the_day_or_takes_the_last_of_the_month(day, months):
    """The month is right, and the day is the same or the last one there is."""
    found = months_later(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day == day.day or (found.day < day.day and next_day(found).day == 1)


@given(some_days, st.integers(0, 40), st.integers(0, 40))
def test_more_months_are_never_earlier(day, some, more):
    """Time moves one way."""
    assert months_later(day, some) <= months_later(day, some + more)


@given(some_days, st.integers(1, 6))
def test_a_term_of_whole_years_ends_the_day_before_its_own_date(starts, years):
    """Both days count; around 29 February the day before the last day of that month."""
    last = last_day_of_term(starts, years)
    assert next_day(last) == years_later(starts, years)
    assert 365 * years - 1 <= (last - starts).days <= 366 * years


@pytest.mark.parametrize(
    ("born", "months", "reached"),
    [
        (date(2008, 2, 29), 16 * 12, date(2024, 2, 29)),
        (date(2008, 2, 29), 18 * 12, date(2026, 3, 1)),
        (date(2010, 3, 1), 16 * 12, date(2026, 3, 1)),
        (date(1960, 12, 31), 67 * 12, date(2027, 12, 31)),
        (date(1960, 11, 30), 67 * 12 + 3, date(2028, 3, 1)),
    ],
)
def test_an_age_is_reached_on_the_birthday_or_the_day_after_the_month(born, months, reached):
    """Somebody born on 29 February is a year older on 1 March of a common year, never on 28 February."""
    assert reaches_age(born, months) == reached


@given(some_days, st.integers(0, 1200))
def test_an_age_is_never_reached_too_early(born, months):
    """The day before it is reached, the months have not yet passed."""
    reached = reaches_age(born, months)
    assert reached >= months_later(born, months)
    assert reached - months_later(born, months) <= timedelta(days=1)


@given(some_days, st.integers(-500, 500))
def test_weeks_keep_the_weekday(day, weeks):
    """Ten weeks after a Monday is a Monday."""
    found = weeks_later(day, weeks)
    assert found.weekday() == day.weekday()
    assert (found - day).days == 7 * weeks


def test_a_text_is_in_force_on_both_its_bounds():
    """As the official collection prints "geldend t/m": both days included."""
    text = Validity(date(2022, 1, 1), date(2022, 12, 31))
    assert date(2022, 1, 1) in text
    assert date(2022, 12, 31) in text
    assert date(2021, 12, 31) not in text
    assert date(2023, 1, 1) not in text
    assert text.bounds() == (date(2022, 1, 1), date(2023, 1, 1))


def test_a_text_without_an_end_holds_as_long_as_days_are_read():
    """No end is no end."""
    assert FIRST_DAY in Validity()
    assert LAST_DAY in Validity()


@given(some_days)
def test_the_day_before_undoes_the_next_day(day):
    """An exclusive end and a last day are one day apart."""
    assert day_before(next_day(day)) == day


@pytest.mark.parametrize(
    "sunday",
    [date(2013, 3, 31), date(2019, 4, 21), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)],
)
def test_easter_is_where_the_almanac_has_it(sunday):
    """Also in 2038, the latest that Easter can be."""
    assert easter(sunday.year) == sunday


def test_easter_is_where_another_program_has_it():
    """On every year that a file can hold."""
    assert [easter(year) for year in range(FIRST_DAY.year, LAST_DAY.year + 1)] == [
        other_easter(year) for year in range(FIRST_DAY.year, LAST_DAY.year + 1)
    ]


@given(st.integers(1900, 2100))
def test_easter_is_a_sunday_in_spring(year):
    """Never before 22 March or after 25 April."""
    found = easter(year)
    assert found.isoweekday() == 7
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        (date(2026, 12, 14), date(2026, 12, 14)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 1, 1), date(2026, 1, 2)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 5, 14), date(2026, 5, 15)),
        (date(2026, 5, 5), date(2026, 5, 6)),
        (date(2026, 4, 27), date(2026, 4, 28)),
        (date(2025, 4, 26), date(2025, 4, 28)),
        (date(2025, 4, 27), date(2025, 4, 28)),
        (date(2013, 4, 30), date(2013, 5, 1)),
        (date(2013, 4, 27), date(2013, 4, 29)),
        (date(2012, 4, 30), date(2012, 5, 1)),
    ],
)
def test_a_term_ends_on_no_weekend_and_no_holiday(book, ends, last):
    """Good Friday 2026 goes on to the Tuesday after Easter; Queen's day was 30 April up to 2013, King's day is 27 April since."""
    assert working_day_from(ends, book.catalogue.holidays) == last


def test_a_holiday_on_a_sunday_can_have_another_day_in_its_place():
    """King's day of 2025 was a Saturday, as 27 April was a Sunday."""
    kings_day = Holiday("kings_day", Validity(date(2014, 1, 1)), (4, 27), (4, 26))
    assert [day for day in range(20, 30) if kings_day.falls_on(date(2025, 4, day))] == [26]
    assert not kings_day.falls_on(date(2013, 4, 27))


@given(some_days)
def test_a_working_day_comes_within_a_week(book, day):
    """It is that day or later, never a weekend, and itself where it is one already."""
    found = working_day_from(day, book.catalogue.holidays)
    assert day <= found <= day + timedelta(days=7)
    assert found.isoweekday() < 6
    assert working_day_from(found, book.catalogue.holidays) == found


@pytest.mark.parametrize(
    ("starts", "years", "days"),
    [
        (date(2024, 2, 29), 3, (date(2027, 2, 27), date(2027, 2, 28))),
        (date(2024, 2, 29), 1, (date(2025, 2, 27), date(2025, 2, 28))),
        (date(2024, 2, 29), 4, (date(2028, 2, 28),)),
        (date(2024, 2, 28), 3, (date(2027, 2, 27),)),
        (date(2024, 3, 1), 3, (date(2027, 2, 28),)),
    ],
)
def test_a_term_from_the_leap_day_has_two_possible_last_days(starts, years, days):
    """In a common year there is no 29 February to come back to; the law does not say which day it is then."""
    assert last_days_of_term(starts, years) == days
