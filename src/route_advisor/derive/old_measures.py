"""Facts behind the measures of the 2013 Act: what was done in time, how long ago a term ended, hours, and the permit."""

from collections.abc import Iterator
from datetime import date

from route_advisor.dates import years_later
from route_advisor.derive.duty import duty_period, group_on, permit_of
from route_advisor.derive.old_act import duty_of_2013, parts_of_exam
from route_advisor.derive.results import passed
from route_advisor.derive.sayings import Saying, says
from route_advisor.facts import TermDates
from route_advisor.personal_file import Course, Duo, Permit, PersonalFile
from route_advisor.rulebook.numbers import Numbers
from route_advisor.vocabulary import Teller


def old_measure_sayings(
    file: PersonalFile, exams: TermDates | None, statement: TermDates | None, numbers: Numbers, on: date
) -> Iterator[Saying]:
    """What the rules on fines, lapsed powers and loans of the 2013 Act ask, as the file tells it on that day."""
    yield from permit_ended(file, on)
    yield from course_hours(file, numbers, on)
    yield from turkish_asylum_permit(file, numbers, on)
    if exams is not None:
        yield from _ended(
            "old_exam_term_ended", exams, ("within_five_years", "over_five_years_ago"), "old_exam_fine_power_years", numbers, on
        )
        yield from exams_in_time(file.duo, exams, numbers, on)
    if statement is not None:
        words = ("within_three_years", "over_three_years_ago")
        yield from _ended("old_pvt_term_ended", statement, words, "old_pvt_fine_power_years", numbers, on)
        yield from statement_in_time(file, statement, on)


def _ended(fact: str, term: TermDates, words: tuple[str, str], number: str, numbers: Numbers, on: date) -> Iterator[Saying]:
    """Whether a term that is over ended at most so many years ago, after which a power of DUO lapses (AWB art. 5:45)."""
    years = numbers.at(number, on)
    if years is not None and on > term.last_day:
        yield Saying(fact, words[on > years_later(term.last_day, years)], term.told_by[0])


def exams_in_time(duo: Duo | None, term: TermDates, numbers: Numbers, on: date) -> Iterator[Saying]:
    """Whether each part of the exam was passed or released on or before the last day (WI2013 art. 31 lid 1).

    Nothing while the term runs, where DUO's results are not known, or where a release has no day.
    """
    duty = duty_of_2013(duo, numbers, on)
    if duo is None or duty is None or duty.starts is None or duo.exams is None or on <= term.last_day:
        return
    parts = parts_of_exam(duty_period(duty.starts, numbers))
    if all(_closed(part, duo, term.last_day) for part in parts):
        yield Saying("old_exams_in_time", "all", term.told_by[0])
    elif not any(_released(part, duo, None) for part in parts):
        yield Saying("old_exams_in_time", "not_all", term.told_by[0])


def _closed(part: str, duo: Duo, last_day: date) -> bool:
    diploma = part not in ("knm", "ona") and any(one.dated <= last_day for one in duo.nt2_diplomas or ())
    return diploma or any(exam.part == part for exam in passed(duo.exams or (), last_day)) or _released(part, duo, last_day)


def _released(part: str, duo: Duo, last_day: date | None) -> bool:
    """Whether DUO released this part up to that day; without a day, whether it did on a day that nobody knows."""
    days = [one.decided for one in duo.exemptions or () if one.decision == "granted" and one.part == part]
    days += [one.decided for one in duo.dispensations or () if one.decision == "granted" and one.part in (part, None)]
    return None in days if last_day is None else any(day is not None and day <= last_day for day in days)


def statement_in_time(file: PersonalFile, term: TermDates, on: date) -> Iterator[Saying]:
    """Whether the participation statement was signed in the year for it (WI2013 art. 7a)."""
    pvt = file.municipality.pvt if file.municipality is not None else None
    if pvt is not None and pvt.signed is not None and pvt.signed <= on:
        word = "in_the_year" if pvt.signed <= term.last_day else "after_the_year"
        yield says("old_pvt_signed", word, Teller.MUNICIPALITY, "participation_statement", pvt.signed)


def course_hours(file: PersonalFile, numbers: Numbers, on: date) -> Iterator[Saying]:
    """The band of lesson hours in DUO's table, where a missing quality mark could not make it another."""
    courses = file.school.courses if file.school is not None else None
    low, high = numbers.at("fine_table_hours_low", on), numbers.at("fine_table_hours_high", on)
    if courses is None or low is None or high is None:
        return
    certain, possible = (_band(_hours(courses, on, marks), low, high) for marks in ((True,), (True, None)))
    if certain == possible:
        yield says("old_course_hours", certain, Teller.SCHOOL, "school_statement")


def _hours(courses: tuple[Course, ...], on: date, marks: tuple[bool | None, ...]) -> int:
    return sum(one.hours for one in courses if one.quality_mark in marks and (one.since is None or one.since <= on))


def _band(hours: int, low: int, high: int) -> str:
    return "under_150" if hours < low else "from_150_below_300" if hours < high else "from_300"


def permit_ended(file: PersonalFile, on: date) -> Iterator[Saying]:
    """That no permit was refused or withdrawn: one is valid on that day. What was refused only a letter of the IND tells."""
    permit = permit_of(file.residence, on) if file.residence is not None else None
    if permit is not None and permit.legal_basis not in ("application_pending", "other"):
        yield says("permit_ended", "none", Teller.IND, "residence_permit", permit.decided)


def turkish_asylum_permit(file: PersonalFile, numbers: Numbers, on: date) -> Iterator[Saying]:
    """Whether an asylum permit, or one as family of a refugee, was decided before or since the rule changed (BI2013 art. 2.1)."""
    permits = [one for one in (file.residence.permits if file.residence is not None else None) or () if not _later(one, on)]
    asylum = [one for one in permits if one.legal_basis == "asylum_fixed_term" or _is_family_of_a_refugee(one, file, on)]
    days = [one.decided for one in asylum]
    if permits and not asylum and all(one.purpose != "family" for one in permits):
        yield says("turkish_asylum_permit", "none", Teller.IND, "residence_permit")
    elif days and None not in days:
        first = min(day for day in days if day is not None)
        text = numbers.at("turkish_refugees_text", first)
        word = "before_may_2020" if text == 1 else "since_may_2020"
        yield says("turkish_asylum_permit", word, Teller.IND, "residence_permit", first)


def _is_family_of_a_refugee(permit: Permit, file: PersonalFile, on: date) -> bool:
    group = group_on(file.duo, on)
    detailed = getattr(group, "detailed", None)
    return permit.purpose == "family" and detailed in (
        "family_reunifier_with_asylum_status_holder",
        "family_former_with_asylum_status_holder",
    )


def _later(permit: Permit, on: date) -> bool:
    return permit.decided is not None and permit.decided > on
