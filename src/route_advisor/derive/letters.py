"""Letters with a date: which measure they announce or decide, and up to which day one can object (Awb 6:7, 6:8; Algemene termijnenwet)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from route_advisor.dates import Holiday, weeks_later, working_day_from
from route_advisor.derive.sayings import Saying, said_by, says
from route_advisor.facts import DateFact, ToldBy
from route_advisor.personal_file import Letter, PersonalFile
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


def letter_sayings(file: PersonalFile, numbers: Numbers, holidays: Iterable[Holiday], on: date) -> Iterator[Saying]:
    """The newest letter about a measure, and whether one can still object to the newest decision."""
    if file.letters == ():
        yield says("measure_letter", "none", Teller.PERSON, "own_words")
    measure = _newest(one for one in _letters(file, on) if one.kind in _MEASURES)
    if measure is not None:
        yield Saying("measure_letter", measure.kind, _of(measure))
    found = objection(file, numbers, holidays, on)
    if found is not None:
        yield Saying("decision_by", found.decided_by, found.told_by)
        yield Saying("objection_time", _word(found.last_day, on), found.told_by)


def letter_dates(file: PersonalFile, numbers: Numbers, holidays: Iterable[Holiday], on: date) -> Iterator[DateFact]:
    """The last day to object to the newest decision."""
    found = objection(file, numbers, holidays, on)
    if found is not None and found.last_day is not None:
        yield DateFact(Clock.OBJECTION_LAST_DAY, found.last_day, (found.told_by,))


def objection(file: PersonalFile, numbers: Numbers, holidays: Iterable[Holiday], on: date) -> Objection | None:
    """The newest decision that a letter or the person tells; `None` without one.

    The weeks begin on the day after the letter was sent (Awb 6:8 lid 1), which is taken to be the day of its date.
    """
    letter = _newest(one for one in _letters(file, on) if one.kind in _DECIDED_BY)
    if letter is not None:
        return Objection(_DECIDED_BY[letter.kind], _last_day_to_object(letter, numbers, holidays), _of(letter))
    if any(one.word == "duo_decision" for one in said_by(file, "measure_letter", on)) and not any(
        one.fact == "objection_time" for one in file.statements or ()
    ):
        return Objection("duo", None, ToldBy(Teller.PERSON, "own_words"))
    return None


def _last_day_to_object(letter: Letter, numbers: Numbers, holidays: Iterable[Holiday]) -> date | None:
    weeks = numbers.at("weeks_to_object", letter.dated) if letter.dated is not None else None
    return None if letter.dated is None or weeks is None else working_day_from(weeks_later(letter.dated, weeks), holidays)


def _word(last_day: date | None, on: date) -> str:
    if last_day is None:
        return "no_date"
    return "open" if on <= last_day else "passed"


def _letters(file: PersonalFile, on: date) -> list[Letter]:
    return [one for one in file.letters or () if one.dated is None or one.dated <= on]


def _newest(letters: Iterable[Letter]) -> Letter | None:
    return max(letters, key=lambda one: (one.dated or date.min, one.kind), default=None)


def _of(letter: Letter) -> ToldBy:
    return ToldBy(Teller.PERSON, "letter_duo" if letter.kind.startswith("duo") else "letter_municipality", letter.dated)
