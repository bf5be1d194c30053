"""The term: three years from the day after the first plan, as computed and as DUO states it (WI2021 art. 11 and 12)."""

from collections.abc import Iterator
from datetime import date

from route_advisor.dates import day_before, days_later, last_days_of_term, months_later
from route_advisor.derive.duty import cause_of_gap, short_interruption
from route_advisor.derive.plan import term_start_of
from route_advisor.derive.sayings import Doubt, Saying, doubt, says
from route_advisor.derive.seen import Seen, versions_on
from route_advisor.facts import DateFact, StatedDay, TermDates, ToldBy
from route_advisor.personal_file import StatedTerm, TermVersion
from route_advisor.rulebook.numbers import Number
from route_advisor.vocabulary import Clock, Teller


def word_on(term: TermDates, on: date) -> str:
    """Where a day lies in the term."""
    if term.starts is not None and on < term.starts:
        return "not_started"
    if on > term.last_day:
        return "over"
    return "last_six_months" if term.extra_time_from is not None and on >= term.extra_time_from else "running"


def reading_of(term: TermDates) -> str:
    """Whether the law leaves two last days, for a term that starts on 29 February and of which DUO has stated no last day."""
    return "one_day" if term.other_last_day is None else "two_days"


def days_of(term: TermDates) -> Iterator[DateFact]:
    """The dates of a term for the sentences."""
    for clock, day in (
        (Clock.TERM_STARTS, term.starts),
        (Clock.TERM_LAST_DAY, term.last_day),
        (Clock.COMPUTED_LAST_DAY, term.computed_last_day),
        (Clock.OTHER_LAST_DAY, term.other_last_day),
        (Clock.EXTRA_TIME_FROM, term.extra_time_from),
    ):
        if day is not None:
            yield DateFact(clock, day, term.told_by)


def term_dates(seen: Seen) -> TermDates | None:
    """The term as far as the file tells it on that day; `None` without a plan and without DUO's letter.

    DUO's stated dates win. Under an older act the term follows other rules, and nothing is computed.
    """
    if seen.under_older_act:
        return None
    first = seen.first_plan
    versions = seen.versions
    stated = seen.duo.term if seen.duo is not None else None
    if versions and seen.plans == ():
        return None
    years = seen.numbers.at("term_length", first.day) if first is not None else None
    computed = last_days_of_term(term_start_of(first.day), years) if first is not None and years is not None else ()
    computed = _with_interruption(computed, first, seen)
    starts = term_start_of(first.day) if first is not None else None
    return settled_term(
        starts, computed, first.told_by if first is not None else (), stated, seen.numbers.by_name.get("extra_time_window"), seen.on
    )


def settled_term(
    starts: date | None, computed: tuple[date, ...], told_by: tuple[ToldBy, ...], stated: StatedTerm | None, window: Number | None, on: date
) -> TermDates | None:
    """A term with DUO's stated dates where it had them on that day, else with the computed ones; `None` without either.

    `computed` are the last days that the law leaves, earliest first: one, or two for a term from 29 February. The one that DUO stated is
    the right one; until then the earlier one counts. `window` is the number of months before it in which extra time can be asked.
    """
    versions = versions_on(stated, on)
    if stated is not None and versions:
        now = versions[-1]
        letter = (ToldBy(Teller.DUO, "letter_duo", now.changed),)
        stated_days = tuple(StatedDay(one.last_day, one.changed, one.ground or one.ground_code) for one in versions)
        first = stated.starts or (starts if starts is not None and starts <= now.last_day else None)  # no term begins after its end
        return TermDates(
            first, now.last_day, _confirmed(computed, versions), now.last_day, _extra_time_from(now.last_day, window), letter, stated_days
        )
    if starts is None or not computed:
        return None
    last_day, *later = computed
    other = later[0] if later else None
    return TermDates(starts, last_day, last_day, None, _extra_time_from(last_day, window), told_by, other_last_day=other)


def _confirmed(computed: tuple[date, ...], versions: tuple[TermVersion, ...]) -> date | None:
    """The computed last day that DUO stated at some time, else the earliest one."""
    stated = {one.last_day for one in versions}
    return next((day for day in computed if day in stated), computed[0] if computed else None)


LENGTHENING = ("not_resident", "temporary_purpose", "religious_work")
"""The causes of an interruption that make the term longer (BI2021 art. 2.1 lid 2); after any other the law says nothing of it."""


def _with_interruption(computed: tuple[date, ...], first: DateFact | None, seen: Seen) -> tuple[date, ...]:
    """The last day, later by an interruption of at most one year that began in the term and had one of three causes (BI2021 art. 4.2)."""
    duty, cause = seen.duty, cause_of_gap(seen)
    gap = short_interruption(duty, seen) if duty is not None and cause is not None and cause[0] in LENGTHENING else None
    if not computed or first is None or gap is None or not first.day < gap[0] <= computed[0]:
        return computed
    return tuple(days_later(day, (gap[1] - gap[0]).days) for day in computed)


def _extra_time_from(last_day: date, window: Number | None) -> date | None:
    """Extra time can be asked from six months before the last day (BI2021 art. 4.5 lid 1)."""
    months = window.at(last_day) if window is not None else None
    return None if months is None else months_later(last_day, -months)


def term_sayings(seen: Seen, term: TermDates | None) -> Iterator[Saying]:
    """Where that day lies in the term, and whether DUO's last day differs from the computed one."""
    if term is None:
        if seen.plans == () and not seen.under_older_act and not seen.versions:
            yield says("term", "not_started", Teller.MUNICIPALITY, "municipal_record")
        return
    yield Saying("term", word_on(term, seen.on), term.told_by[0])
    yield Saying("term_reading", reading_of(term), term.told_by[0])
    if not _may_be_new(term, seen.on) and not seen.said_by("new_term"):
        yield Saying("new_term", "none", term.told_by[0])
    if term.stated_last_day is not None:
        if not seen.plans:
            yield says("plan", "dated", Teller.DUO, "letter_duo", None if term.starts is None else day_before(term.starts))
        if term.computed_last_day is not None:
            word = compared(term.stated_last_day, term.computed_last_day)
            yield Saying("term_dates", word, term.told_by[0])


def _may_be_new(term: TermDates, on: date) -> bool:
    """Whether the term can be a new one: it follows on the first, and so ends later (WI2021 art. 24 lid 2, 25 lid 2)."""
    first = term.computed_last_day
    return first is None or (on > first and (term.stated_last_day is None or term.stated_last_day > first))


def compared(stated: date, computed: date) -> str:
    """How DUO's last day relates to the computed one."""
    if stated == computed:
        return "agree"
    return "later" if stated > computed else "earlier"


def term_doubts(seen: Seen) -> Iterator[Doubt]:
    """A term and plans that cannot both be right (D-3)."""
    stated = seen.duo.term if seen.duo is not None else None
    versions = seen.versions
    if stated is None or not versions or seen.under_older_act:
        return
    letter = ToldBy(Teller.DUO, "letter_duo", versions[-1].changed)
    first = seen.first_plan
    if seen.plans == ():
        record = ToldBy(Teller.MUNICIPALITY, "municipal_record")
        yield doubt("term_without_plan", "plan", ("dated", letter), ("not_yet", record), unknown=["plan", "term", "term_dates"])
    elif first is not None and stated.starts is not None and stated.starts > term_start_of(first.day) and not _is_new_term(seen):
        yield doubt(
            "term_start_differs", "term", (stated.starts.isoformat(), letter), (term_start_of(first.day).isoformat(), first.told_by[0])
        )


def _is_new_term(seen: Seen) -> bool:
    """Whether the person says that DUO set the term anew in a decision: it then starts later than the first one (WI2021 art. 24 lid 2)."""
    return {one.word for one in seen.newest_said("new_term")} == {"set_by_decision"}
