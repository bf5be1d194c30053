"""Letters and fines with a date: which measure they announce or decide, and up to which day one can object (Awb 6:7, 6:8; Algemene termijnenwet)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from route_advisor.dates import Holiday, weeks_later, working_day_from
from route_advisor.derive.sayings import Saying, says
from route_advisor.derive.seen import Seen
from route_advisor.facts import DateFact, ToldBy
from route_advisor.personal_file import Letter
from route_advisor.rulebook.numbers import Numbers
from route_advisor.vocabulary import Clock, Teller

_DECIDED_BY: Mapping[str, str] = {
    "duo_decision": "duo",
    "duo_other_decision": "duo",
    "municipality_decision": "municipality",
}
"""The kinds of letters that are decisions, and of whom."""

_MEASURES = frozenset({"duo_announcement", "duo_decision", "municipality_intake", "municipality_programme"})


class Objection(NamedTuple):
    """The newest decision, who took it, and the last day to object; no day where the letter has no date in the file."""

    decided_by: str
    last_day: date | None
    told_by: ToldBy


def letter_sayings(seen: Seen, holidays: Iterable[Holiday]) -> Iterator[Saying]:
    """The newest letter about a measure, and whether one can still object to the newest decision."""
    if not seen.said_by("measure_letter"):
        yield from recent_fines(seen, holidays)
    if seen.file.letters == ():
        yield says("measure_letter", "none", Teller.PERSON, "own_words")
    measure = _newest(one for one in _letters(seen) if one.kind in _MEASURES)
    if measure is not None:
        yield Saying("measure_letter", measure.kind, _of(measure))
    found = objection(seen, holidays)
    if found is not None:
        yield Saying("decision_by", found.decided_by, found.told_by)
        yield Saying("objection_time", _word(found.last_day, seen.on), found.told_by)


def recent_fines(seen: Seen, holidays: Iterable[Holiday]) -> Iterator[Saying]:
    """The letter of the newest fine, while an objection is in time. An older fine is past: it brings no letter to answer."""
    of_duo = (seen.duo.fines if seen.duo is not None else None) or ()
    municipal = (seen.municipality.fines if seen.municipality is not None else None) or ()
    found = [*((one.decided, "duo_decision") for one in of_duo), *((one.decided, f"municipality_{one.about}") for one in municipal)]
    day, word = max(((day, word) for day, word in found if day <= seen.on), default=(None, ""))
    last = None if day is None else last_day_to_object(day, seen.numbers, holidays)
    if last is not None and seen.on <= last:
        yield says("measure_letter", word, Teller.PERSON, "letter_duo" if word == "duo_decision" else "letter_municipality", day)


def letter_dates(seen: Seen, holidays: Iterable[Holiday]) -> Iterator[DateFact]:
    """The last day to object to the newest decision."""
    found = objection(seen, holidays)
    if found is not None and found.last_day is not None:
        yield DateFact(Clock.OBJECTION_LAST_DAY, found.last_day, (found.told_by,))


def objection(seen: Seen, holidays: Iterable[Holiday]) -> Objection | None:
    """The newest decision that a letter or the person tells; `None` without one.

    The weeks begin on the day after the letter was sent (Awb 6:8 lid 1), which is taken to be the day of its date.
    """
    letter = _newest(one for one in _letters(seen) if one.kind in _DECIDED_BY)
    if letter is not None:
        last_day = None if letter.dated is None else last_day_to_object(letter.dated, seen.numbers, holidays)
        return Objection(_DECIDED_BY[letter.kind], last_day, _of(letter))
    said = {one.word for one in seen.newest_said("measure_letter")}
    if "duo_decision" in said and not any(one.fact == "objection_time" for one in seen.file.statements or ()):
        return Objection("duo", None, ToldBy(Teller.PERSON, "own_words"))
    return None


def last_day_to_object(sent: date, numbers: Numbers, holidays: Iterable[Holiday]) -> date | None:
    """The last day on which one can object to a decision that was sent on that day; `None` where the law of that day is not read.

    The weeks end on the same weekday; where that is a Saturday, a Sunday or a holiday, on the next day that is none of them
    (Awb 6:7 and 6:8 lid 1; Algemene termijnenwet art. 1 lid 1).
    """
    weeks = numbers.at("weeks_to_object", sent)
    return None if weeks is None else working_day_from(weeks_later(sent, weeks), holidays)


def _word(last_day: date | None, on: date) -> str:
    if last_day is None:
        return "no_date"
    return "open" if on <= last_day else "passed"


def _letters(seen: Seen) -> list[Letter]:
    return [one for one in seen.file.letters or () if one.dated is None or one.dated <= seen.on]


def _newest(letters: Iterable[Letter]) -> Letter | None:
    return max(letters, key=lambda one: (one.dated or date.min, one.kind), default=None)


def _of(letter: Letter) -> ToldBy:
    return ToldBy(Teller.PERSON, "letter_duo" if letter.kind.startswith("duo") else "letter_municipality", letter.dated)
