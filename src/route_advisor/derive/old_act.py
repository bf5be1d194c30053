"""Facts that only the 2013 Act asks for: its two terms, ONA, the Nt2 diploma, effort, and the wait in a reception centre."""

from collections.abc import Iterable, Iterator
from datetime import date

from route_advisor.dates import last_days_of_term, weeks_later, years_later
from route_advisor.derive.declarations import OF_THE_OLD_ACT, PARTS, RELEASES, SKILLS
from route_advisor.derive.duty import is_asylum
from route_advisor.derive.results import passed
from route_advisor.derive.sayings import Saying, says
from route_advisor.derive.seen import Seen, duty_period
from route_advisor.derive.term import compared, days_of, reading_of, settled_term, word_on
from route_advisor.facts import Count, DateFact, More, TermDates, ToldBy, counted
from route_advisor.personal_file import Duo, Duty, ExamResult, StatedTerm
from route_advisor.vocabulary import Clock, Teller

_WITH_ONA = ("from_2015_to_september_2017", "from_october_2017_to_2021")
_WITH_PVT = ("from_october_2017_to_2021",)


def old_act_sayings(seen: Seen, exams: TermDates | None, statement: TermDates | None) -> Iterator[Saying]:
    """All that the rules of the 2013 Act ask and that the file tells on that day."""
    yield from _ona_and_nt2(seen.duo, seen.on)
    if _duty_of_2013(seen.duo, seen) is None and exams is None:
        return
    for fact, reading, term in (("old_exam_term", "old_term_reading", exams), ("old_pvt_term", "old_pvt_reading", statement)):
        if term is not None:
            yield Saying(fact, word_on(term, seen.on), term.told_by[0])
            yield Saying(reading, reading_of(term), term.told_by[0])
    if exams is not None and exams.stated_last_day is not None and exams.computed_last_day is not None:
        yield Saying("old_term_dates", compared(exams.stated_last_day, exams.computed_last_day), exams.told_by[0])
    yield from _centre_wait(seen)
    yield from _after_the_terms(seen, exams, statement)
    effort = old_effort(seen)
    if effort is not None:
        yield says("old_effort", effort, Teller.SCHOOL, "school_statement")


def _after_the_terms(seen: Seen, exams: TermDates | None, statement: TermDates | None) -> Iterator[Saying]:
    """What was done in the two terms, and how long ago they ended (WI2013 art. 31 lid 1, AWB art. 5:45)."""
    for fact, term, power, words in (
        ("old_exam_term_ended", exams, "old_exam_fine_power_years", ("within_five_years", "over_five_years_ago")),
        ("old_pvt_term_ended", statement, "old_pvt_fine_power_years", ("within_three_years", "over_three_years_ago")),
    ):
        years = seen.number(power)
        if term is not None and seen.on > term.last_day and years is not None:
            yield Saying(fact, words[seen.on > years_later(term.last_day, years)], term.told_by[0])
    pvt = seen.municipality.pvt if seen.municipality is not None else None
    if statement is not None and pvt is not None and pvt.signed is not None and pvt.signed <= seen.on:
        word = "in_the_year" if pvt.signed <= statement.last_day else "after_the_year"
        yield says("old_pvt_signed", word, Teller.MUNICIPALITY, "participation_statement", pvt.signed)
    if exams is not None and seen.on > exams.last_day and seen.duo is not None:
        in_time = exams_in_time(seen.duo, exams.last_day, seen)
        if in_time is not None:
            yield says("old_exams_in_time", in_time, Teller.DUO, "mijn_inburgering")
    yield from _course_hours(seen)


def exams_in_time(duo: Duo, last_day: date, seen: Seen) -> str | None:
    """Whether each part of the exam was passed or released by the last day; `None` where the file does not tell the days."""
    parts = _parts(duo, seen)
    undated = any(exam.outcome == "passed" and exam.taken is None for exam in duo.exams or ())
    if duo.exams is None or parts is None or undated:
        return None
    late = _left(duo, parts, last_day)
    if not late:
        return "all"
    passed_later = {exam.part for exam in passed(duo.exams, seen.on)}
    return "not_all" if any(part in passed_later or part in _left(duo, parts, seen.on) for part in late) else None


def _course_hours(seen: Seen) -> Iterator[Saying]:
    """Which row of DUO's table the lessons of Dutch and KNM at a school with the quality mark reach."""
    low, high = seen.number("fine_table_hours_low"), seen.number("fine_table_hours_high")
    if seen.courses is None or low is None or high is None:
        return
    rows = {_row(hours, low, high) for hours in _lesson_hours(seen)}
    if len(rows) == 1:
        yield says("old_course_hours", rows.pop(), Teller.SCHOOL, "school_statement")


def _row(hours: int, low: int, high: int) -> str:
    if hours >= high:
        return "from_300"
    return "from_150_below_300" if hours >= low else "under_150"


def old_act_dates(exams: TermDates | None, statement: TermDates | None) -> Iterator[DateFact]:
    """The dates of the old terms. The term for the exams is the term of the advice; the PVT has a last day of its own."""
    if exams is not None:
        yield from days_of(exams)
    if statement is not None:
        yield DateFact(Clock.OLD_PVT_LAST_DAY, statement.last_day, statement.told_by)
        if statement.other_last_day is not None:
            yield DateFact(Clock.OLD_PVT_OTHER_LAST_DAY, statement.other_last_day, statement.told_by)


def old_exam_term(seen: Seen) -> TermDates | None:
    """Three years from becoming obliged, for language, KNM and ONA (WI2013 art. 7b); DUO's stated dates win."""
    duty = _duty_of_2013(seen.duo, seen)
    if duty is None or duty.starts is None or seen.duo is None:
        return _last_day_alone(seen.duo, seen)
    record = ToldBy(Teller.DUO, "mijn_inburgering", duty.starts)
    return _term(duty.starts, seen.numbers.at("old_exam_term_years", duty.starts), seen.duo.term, record, seen)


def old_pvt_term(seen: Seen) -> TermDates | None:
    """One year from the later of duty and registration, for a duty from October 2017 (WI2013 art. 7a); DUO's stated dates win."""
    duty = _duty_of_2013(seen.duo, seen)
    if duty is None or duty.starts is None or seen.duo is None or duty_period(duty.starts, seen.numbers) not in _WITH_PVT:
        return None
    registered = _registered_since(seen)
    starts = max(duty.starts, registered) if registered is not None else None
    record = ToldBy(Teller.BRP, "brp", registered)
    return _term(starts, seen.numbers.at("old_pvt_term_years", duty.starts), seen.duo.pvt_term, record, seen)


def _last_day_alone(duo: Duo | None, seen: Seen) -> TermDates | None:
    """The last day that DUO names, for somebody whose letter names the 2013 Act and who does not know the first day of the duty."""
    duty = duo.duty if duo is not None else None
    if duo is None or duty is None or duty.law != "wi2013" or duty.starts is not None or not seen.under_older_act:
        return None
    return _term(None, None, duo.term, ToldBy(Teller.DUO, "letter_duo"), seen)


def _duty_of_2013(duo: Duo | None, seen: Seen) -> Duty | None:
    """The duty, where it runs under the 2013 Act by that day."""
    duty = duo.duty if duo is not None else None
    if duty is None or duty.starts is None or duty.starts > seen.on or not seen.under_older_act:
        return None
    return duty if duty.law != "wi2007" and duty_period(duty.starts, seen.numbers) not in ("before_2013", "from_2022") else None


def _term(starts: date | None, years: int | None, stated: StatedTerm | None, record: ToldBy, seen: Seen) -> TermDates | None:
    computed = last_days_of_term(starts, years) if starts is not None and years is not None else ()
    return settled_term(starts, computed, (record,), stated, seen.numbers.by_name.get("old_extra_time_window"), seen.on)


def _registered_since(seen: Seen) -> date | None:
    """Since when the person is registered: for an asylum permit, in the municipality of housing (WI2013 art. 7a lid 2)."""
    asylum = is_asylum(seen)
    registrations = seen.registrations or ()
    return min(
        (one.since for one in registrations if one.since <= seen.on and (asylum is False or one.reception_centre is False)), default=None
    )


def _ona_and_nt2(duo: Duo | None, on: date) -> Iterator[Saying]:
    return OF_THE_OLD_ACT.said(duo, on) if duo is not None else iter(())


def _centre_wait(seen: Seen) -> Iterator[Saying]:
    """How long the person waited in a reception centre after the duty began (BV2019 art. 5)."""
    duty, asylum = _duty_of_2013(seen.duo, seen), is_asylum(seen)
    weeks = seen.number("old_centre_wait_weeks")
    if asylum is False:
        yield says("old_centre_wait", "none", Teller.BRP, "brp")
    elif asylum and duty is not None and duty.starts is not None and weeks is not None:
        housed = _registered_since(seen)
        if housed is not None:
            long = housed > weeks_later(duty.starts, weeks)
            yield says("old_centre_wait", "long_wait" if long else "short_wait", Teller.BRP, "brp", housed)


_EFFORTS = (
    ("enough_to_ask_for_release", "old_release_hours", "old_release_attempts", "old_release_attempts"),
    ("enough_to_ask_for_extra_time", "old_extra_time_hours", "old_extra_time_attempts", "old_extra_time_attempts_ona"),
)
"""Each word, and the numbers of law it needs: hours, attempts at each part, and attempts at ONA."""


def old_effort(seen: Seen) -> str | None:
    """Whether lessons and attempts are enough to ask for a dispensation or for extra time (RI2013 art. 2.4b and 2.4c).

    `None` where the file does not hold them, where a missing quality mark could settle it, or where nothing is left to pass.
    """
    if seen.duo is None or seen.duo.exams is None or seen.courses is None:
        return None
    tries = _tries_of_failed_parts(seen.duo, seen)
    if not tries:
        return None
    for word, needed_hours, needed_attempts, needed_for_ona in _EFFORTS:
        hours, attempts = seen.number(needed_hours), seen.number(needed_attempts)
        ona_attempts = seen.number(needed_for_ona) or attempts
        if hours is None or attempts is None or ona_attempts is None:
            return None
        if all(count >= (ona_attempts if part == "ona" else attempts) for part, count in tries.items()):
            certain, possible = _lesson_hours(seen)
            if certain >= hours:
                return word
            if possible >= hours:
                return None
    return "not_enough"


def effort_counts(seen: Seen) -> Iterator[Count]:
    """The lessons and the attempts behind `old_effort`, each beside what a dispensation or extra time asks (RI2013 art. 2.4b and 2.4c)."""
    tries = _tries_of_failed_parts(seen.duo, seen) if seen.duo is not None and seen.duo.exams is not None else {}
    for number in ("old_extra_time_hours", "old_release_hours") if tries and seen.courses else ():
        certain, possible = _lesson_hours(seen)
        source = ToldBy(Teller.SCHOOL, "school_statement")
        count = counted(number, None, "hours", source, done=certain, needed=seen.number(number), number=number)
        yield count._replace(more=(More("no_quality_mark", possible - certain),) if possible > certain else ())
    needed = seen.number("old_release_attempts")
    for part, done in tries.items() if needed is not None else ():
        source = ToldBy(Teller.DUO, "mijn_inburgering")
        yield counted("old_release_attempts", PARTS[part], "attempts", source, done=done, needed=needed, number="old_release_attempts")


def _tries_of_failed_parts(duo: Duo, seen: Seen) -> dict[str, int]:
    """For each part of the exam that is still open: how often it was taken."""
    left = _left(duo, _parts(duo, seen) or (), seen.on)
    return {part: sum(_is_try(exam, part, seen.on) for exam in duo.exams or ()) for part in left}


def _parts(duo: Duo, seen: Seen) -> tuple[str, ...] | None:
    """The parts of the exam, by the day on which the duty began (BI2013 art. 2.10); `None` where that is not known."""
    duty = _duty_of_2013(duo, seen)
    if duty is None or duty.starts is None:
        return None
    return (*SKILLS, "knm", *(("ona",) if duty_period(duty.starts, seen.numbers) in _WITH_ONA else ()))


def _left(duo: Duo, parts: Iterable[str], on: date) -> list[str]:
    """Those of the parts that were neither passed nor released on that day."""
    closed = {one.fact for one in (*RELEASES.said(duo, on), *_ona_and_nt2(duo, on)) if one.word in ("granted", "at_a2", "at_b1")}
    done: set[str] = {exam.part for exam in passed(duo.exams or (), on)}
    if any(one.dated <= on for one in duo.nt2_diplomas or ()):
        done |= set(SKILLS)
    return [part for part in parts if part not in done and not closed & {f"{PARTS[part]}_exemption", f"{PARTS[part]}_dispensation"}]


def _is_try(exam: ExamResult, part: str, on: date) -> bool:
    """A try of this part; one at the state exam (B1 or B2) is a try too (RI2013 art. 2.4c)."""
    return exam.part == part and exam.outcome != "none" and exam.taken is not None and exam.taken <= on


def _lesson_hours(seen: Seen) -> tuple[int, int]:
    """Hours of Dutch and KNM with the quality mark, and with those whose mark is not known."""
    counted = [one for one in seen.followed if one.kind in ("dutch", "knm")]
    certain = sum(one.hours for one in counted if one.quality_mark)
    return certain, certain + sum(one.hours for one in counted if one.quality_mark is None)
