"""Numbers and dates put into the sentences of rules."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from route_advisor.facts import DateFact
from route_advisor.rulebook.numbers import Numbers
from route_advisor.text import Text

MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
}


def spoken(day: date, language: str) -> str:
    """`10 May 2026`; the ISO form in a language whose months we do not have."""
    months = MONTHS.get(language)
    return day.isoformat() if months is None else f"{day.day} {months[day.month - 1]} {day.year}"


class SpokenDay(NamedTuple):
    """A day in a sentence."""

    day: date

    def in_(self, language: str) -> str:
        """`10 May 2026`."""
        return spoken(self.day, language)


def spoken_sentence(text: Text, numbers: Numbers, dates: Mapping[str, DateFact], on: date) -> Text | None:
    """The sentence with its numbers and dates of that day; `None` where one of them is unknown."""
    slots = text.slots
    if not slots:
        return text
    values: list[tuple[str, int | date]] = []
    for slot in slots:
        value = numbers.at(slot, on) if slot not in dates else dates[slot].day
        if value is None:
            return None
        values.append((slot, value))
    return _filled(text, tuple(values))


def asked_sentence(question: Text, numbers: Numbers, on: date) -> Text:
    """A question with its numbers of that day: the threshold that an answer is about is said, and not hidden."""
    if not question.slots:
        return question
    values = ((slot, numbers.at_or_first(slot, on)) for slot in sorted(question.slots))
    return _filled(question, tuple((slot, value) for slot, value in values if value is not None))


@lru_cache(maxsize=4096)
def _filled(text: Text, values: tuple[tuple[str, int | date], ...]) -> Text:
    return text.filled({slot: SpokenDay(value) if isinstance(value, date) else str(value) for slot, value in values})
