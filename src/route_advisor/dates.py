"""Legal time. The only module that does date arithmetic."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)
MONTHS_A_YEAR = 12
SHORTEST_MONTH = 28


def days_between(first: date, last: date) -> int:
    """The number of days from one day to another."""
    return (last - first).days


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)


def day_before(day: date) -> date:
    """The day before: turns an exclusive end into the last day that counts."""
    return day - timedelta(days=1)


def days_later(day: date, days: int) -> date:
    """The day that many days later."""
    return day + timedelta(days=days)


def weeks_later(day: date, weeks: int) -> date:
    """The same weekday, `weeks` weeks later (earlier when negative)."""
    return day + timedelta(weeks=weeks)


def months_later(day: date, months: int) -> date:
    """The same day of the month, `months` months later; the last day of that month where it has no such day."""
    years, month0 = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month0 + 1
    if day.day <= SHORTEST_MONTH:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def years_later(day: date, years: int) -> date:
    """The same date, `years` years later; 28 February for 29 February in a common year."""
    return months_later(day, years * MONTHS_A_YEAR)


def last_day_of_term(starts: date, years: int) -> date:
    """The last day of a term of whole years, itself included: a term from 11 May 2023 ends on 10 May 2026."""
    return day_before(years_later(starts, years))


def reaches_age(born: date, months: int) -> date:
    """The day on which someone has lived `months` months; 1 March for a 29 February in a common year."""
    reached = months_later(born, months)
    return reached if reached.day == born.day else next_day(reached)


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which a text of law is in force, both ends included."""

    start: date = FIRST_DAY
    until: date = LAST_DAY

    def __contains__(self, day: date) -> bool:
        """Whether the text is in force on that day."""
        return self.start <= day <= self.until

    def bounds(self) -> tuple[date, date]:
        """The first day in force and the first day no longer in force."""
        return self.start, next_day(self.until)
