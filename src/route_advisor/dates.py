"""Legal time. The only module that does date arithmetic."""

from calendar import monthrange
from collections.abc import Iterable
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


def last_days_of_term(starts: date, years: int) -> tuple[date, ...]:
    """The last day of a term of whole years, and the day after it where the law leaves both, earliest first.

    A term from 29 February has no first day to come back to in a common year: it ends on 27 or on 28 February.
    """
    last, again = last_day_of_term(starts, years), years_later(starts, years)
    return (last,) if again.day == starts.day else (last, again)


def reaches_age(born: date, months: int) -> date:
    """The day on which someone has lived `months` months; 1 March for a 29 February in a common year."""
    reached = months_later(born, months)
    return reached if reached.day == born.day else next_day(reached)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, shift = century // 4, (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day0 = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day0 + 1)


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


@dataclass(frozen=True, slots=True)
class Holiday:
    """A general recognised holiday: a month and day, and the one in its place when that is a Sunday, or a number of days after Easter."""

    name: str
    in_force: Validity
    day: tuple[int, int] | None = None
    if_sunday: tuple[int, int] | None = None
    after_easter: int = 0

    def falls_on(self, day: date) -> bool:
        """Whether this holiday is on that day."""
        return day in self.in_force and day == self._in(day.year)

    def _in(self, year: int) -> date:
        if self.day is None:
            return days_later(easter(year), self.after_easter)
        found = date(year, *self.day)
        return date(year, *self.if_sunday) if self.if_sunday is not None and found.isoweekday() == _SUNDAY else found


_SATURDAY, _SUNDAY = 6, 7


def working_day_from(day: date, holidays: Iterable[Holiday]) -> date:
    """That day, or the first one after it that is no Saturday, Sunday or holiday (Algemene termijnenwet art. 1 lid 1)."""
    closed = tuple(holidays)
    while day.isoweekday() >= _SATURDAY or any(one.falls_on(day) for one in closed):
        day = next_day(day)
    return day
