"""Facts from what the person tells about their own life in days and hours: what took time, births, school and work.

The person knows the days; what the law calls long, in the term, together or enough is counted here (RI2021 art. 4.1, BI2013 art. 2.4a).
"""

from collections.abc import Iterable, Iterator
from datetime import date

from route_advisor.dates import months_later, next_day
from route_advisor.derive.sayings import Saying, says
from route_advisor.derive.seen import Seen
from route_advisor.facts import TermDates
from route_advisor.personal_file import Education, Life, PaidWork, Setback
from route_advisor.vocabulary import Teller

LONG, SHORTER, NONE = "three_months_or_longer", "shorter", "none"

_FACT_OF_KIND = {
    "illness": "long_illness",
    "shelter": "shelter_stay",
    "homelessness": "homelessness",
    "course_stopped": "provider_problem",
    "other": "other_delay",
}
"""The kinds that count by how long they lasted, each with its fact."""

_NO_EXEMPTION = ("entree", "praktijkonderwijs", "vso_labour_market", "vso_day_activities")
_EXEMPTION = ("vmbo", "havo", "vwo", "mbo_2_or_higher", "hbo", "university")
_Days = tuple[date, date]


def life_sayings(seen: Seen, term: TermDates | None) -> Iterator[Saying]:
    """What the days and hours of a life say on that day. What has several answers at once is left to the person's own words."""
    if seen.life is not None:
        months = seen.numbers.at_or_first("old_illness_months" if seen.under_older_act else "setback_months", seen.on)
        yield from setbacks(seen.life, term, months, seen.on)
        yield from paid_work(seen.life, seen.on)
        if not seen.said_by("education_now"):
            yield from education_now(seen.life, seen.on)
    if seen.under_older_act and not seen.said_by("ona_ground"):
        yield from ona_ground(seen)


# --- what took time -------------------------------------------------------------------------------------


def setbacks(life: Life, term: TermDates | None, months: int | None, on: date) -> Iterator[Saying]:
    """Whether something took time in the term, each kind, and all together. An empty list says that nothing did."""
    told = None if life.setbacks is None else [one for one in life.setbacks if one.from_ <= on and _in_term(one, term, on)]
    births = None if life.births is None else [day for day in life.births if day <= on and _contains(term, day)]
    if told or births:
        yield _own("setback", "happened")
    elif life.setbacks == () and life.births == ():
        yield _own("setback", NONE)
    if births is not None and (births or not life.births or (term is not None and term.starts is not None)):
        yield _own("childbirth", "in_term" if births else NONE)
    if life.setbacks == ():
        yield from (_own(fact, NONE) for fact in (*_FACT_OF_KIND.values(), "bereavement", "setbacks_together"))
    elif told and months is not None:
        yield from _lengths(told, term, months, on)
    if told and any(one.kind == "bereavement" and _is_close(one) and _contains(term, one.from_) for one in told):
        yield _own("bereavement", "close_relative")


def _lengths(told: list[Setback], term: TermDates | None, months: int, on: date) -> Iterator[Saying]:
    for kind, fact in _FACT_OF_KIND.items():
        ofkind = [one for one in told if one.kind == kind and (kind != "illness" or _is_close(one))]
        word = _length_word(runs(_days(one, term, on) for one in ofkind), ofkind, months, on)
        if word is not None:
            yield _own(fact, word)
    if len(told) > 1:
        together = [run for run in runs(_days(one, term, on) for one in told) if _holds_several(run, told, term, on)]
        word = _length_word(together, told, months, on)
        if word is not None:
            yield _own("setbacks_together", word)


def _length_word(found: list[_Days], told: list[Setback], months: int, on: date) -> str | None:
    """`None` while it is short and still goes on, or where a part of it lies before the term and only the whole is long."""
    if any(is_long(run, months) for run in found):
        return LONG
    settled = told and all(one.until is not None and one.until <= on and not is_long((one.from_, one.until), months) for one in told)
    return SHORTER if settled else None


def runs(days: Iterable[_Days]) -> list[_Days]:
    """Periods without a break: those that overlap or follow each other at once are one."""
    found: list[_Days] = []
    for first, last in sorted(days):
        if found and first <= next_day(found[-1][1]):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def is_long(run: _Days, months: int) -> bool:
    """Whether it lasted that many whole months, both days included: from 11 January up to and including 10 April is three."""
    return next_day(run[1]) >= months_later(run[0], months)


def _holds_several(run: _Days, told: list[Setback], term: TermDates | None, on: date) -> bool:
    within = [one for one in told for first, last in [_days(one, term, on)] if run[0] <= first and last <= run[1]]
    return len(within) > 1


def _days(one: Setback, term: TermDates | None, on: date) -> _Days:
    """The part of it that lies in the term, up to that day. A death with one date is one day."""
    last = one.from_ if one.kind == "bereavement" and one.until is None else min(one.until or on, on)
    return (one.from_, last) if term is None else (max(one.from_, term.starts or one.from_), min(last, term.last_day))


def _in_term(one: Setback, term: TermDates | None, on: date) -> bool:
    first, last = _days(one, term, on)
    return first <= last


def _contains(term: TermDates | None, day: date) -> bool:
    return term is not None and term.starts is not None and term.starts <= day <= term.last_day


def _is_close(one: Setback) -> bool:
    """The person, or a partner, parent or child; of a death the relation must be told."""
    return one.relation != "other" and not (one.kind == "bereavement" and one.relation is None)


# --- school and work ------------------------------------------------------------------------------------


def education_now(life: Life, on: date) -> Iterator[Saying]:
    """The school or course of that day, or one without an exemption that has ended. School at an age of school duty the person says in words."""
    if life.education is None:
        return
    begun = [one for one in life.education if one.from_ <= on]
    current = [one for one in begun if one.until is None or on <= one.until]
    word = _education_word(current, begun)
    if word is not None:
        since = max((one.from_ for one in current or begun), default=None)
        yield says("education_now", word, Teller.PERSON, "own_words", since)


def _education_word(current: list[Education], begun: list[Education]) -> str | None:
    if any(one.kind in _EXEMPTION and one.in_dutch for one in current):
        return "exempting_course"
    if any(one.kind in _NO_EXEMPTION for one in current):
        return "non_exempting_course"
    if current:
        return None  # another course, or one that is not taught in Dutch: no word of the law names it
    return "non_exempting_course_ended" if any(one.kind in _NO_EXEMPTION for one in begun) else NONE


def paid_work(life: Life, on: date) -> Iterator[Saying]:
    """Whether there is paid work this month or the month before."""
    if life.paid_work is None:
        return
    recent = {_month(on), _month(months_later(on, -1))}
    works = any(one.month in recent and one.hours for one in life.paid_work)
    if works or not life.paid_work:
        yield _own("paid_work", "works" if works else "does_not_work")


def ona_ground(seen: Seen) -> Iterator[Saying]:
    """Whether paid work, or the MAP, gives a ground to ask for an exemption of ONA (BI2013 art. 2.4a). Fewer hours settle nothing."""
    if _worked_enough(seen.life.paid_work or () if seen.life is not None else (), seen):
        yield _own("ona_ground", "employee")
        return
    talk = seen.municipality.map.final_talk if seen.municipality is not None and seen.municipality.map is not None else None
    if talk is not None and talk <= seen.on:
        yield says("ona_ground", "map_completed", Teller.MUNICIPALITY, "municipal_record", talk)


def _worked_enough(work: Iterable[PaidWork], seen: Seen) -> bool:
    """Enough hours as an employee in enough of the whole months before this one."""
    hours, months, back = (seen.number(name) for name in ("ona_work_hours_a_month", "ona_work_months", "ona_look_back_months"))
    if hours is None or months is None or back is None:
        return False
    counted = {_month(months_later(seen.on, -ago)) for ago in range(1, back + 1)}
    by_month: dict[str, int] = {}
    for one in work:
        if one.kind == "employee" and one.month in counted:
            by_month[one.month] = by_month.get(one.month, 0) + one.hours
    return sum(done >= hours for done in by_month.values()) >= months


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _own(fact: str, word: str) -> Saying:
    return says(fact, word, Teller.PERSON, "own_words")
