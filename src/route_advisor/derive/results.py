"""Facts about exams, exemptions, dispensations, PVT, MAP and lessons."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from route_advisor.derive.declarations import EXAMS, PARTS, RELEASES, SKILLS
from route_advisor.derive.duty import group_on, group_word, is_older_act
from route_advisor.derive.plan import first_plan_day, no_plan_yet, plans_until
from route_advisor.derive.sayings import Doubt, Saying, day_known, doubt, said_by, says
from route_advisor.facts import Count, More, TermDates, ToldBy, counted
from route_advisor.personal_file import Course, Duo, ExamResult, Municipality, PersonalFile
from route_advisor.rulebook.numbers import Numbers
from route_advisor.vocabulary import Teller

_NO_MARK = "no_quality_mark"
MUNICIPAL = ToldBy(Teller.MUNICIPALITY, "municipal_record")


def exam_sayings(duo: Duo, on: date) -> Iterator[Saying]:
    """The best pass of each part up to that day (WI2021 art. 7, BI2021 art. 3.3)."""
    return EXAMS.said(duo, on)


def passed(exams: Iterable[ExamResult], on: date) -> Iterator[ExamResult]:
    """The exams passed up to that day."""
    return (exam for exam in exams if exam.outcome == "passed" and _taken(exam, on))


def _taken(exam: ExamResult, on: date) -> bool:
    """Taken by that day; an exam without its day counts as taken."""
    return exam.taken is None or exam.taken <= on


def earlier_exams(file: PersonalFile, numbers: Numbers, on: date) -> Iterator[Saying]:
    """Whether an exam of Dutch was passed before the first plan (WI2021 art. 7 lid 3). Without its day nobody can tell."""
    if file.duo is None or file.duo.exams is None or said_by(file, "earlier_exams", on):
        return
    first = first_plan_day(file, numbers, on)
    if first is None:
        return
    days = [exam.taken for exam in passed(file.duo.exams, on) if exam.part in SKILLS and exam.level is not None]
    days += [diploma.dated for diploma in file.duo.nt2_diplomas or () if diploma.dated <= on]
    earlier = [day for day in days if day is not None and day < first.day]
    if earlier or None not in days:
        yield says("earlier_exams", "before_plan" if earlier else "none", Teller.DUO, "mijn_inburgering", min(earlier, default=None))


def release_sayings(duo: Duo, on: date) -> Iterator[Saying]:
    """Partial exemptions per skill and level, and dispensations per part (WI2021 art. 5 and 7 lid 3)."""
    yield from RELEASES.said(duo, on)
    for attempts in duo.free_attempts or ():
        yield says(f"{PARTS[attempts.part]}_free_attempts", "left" if attempts.left else "none_left", Teller.DUO, "mijn_inburgering")


def release_doubts(duo: Duo, on: date) -> Iterator[Doubt]:
    """A partial dispensation covers at most three of the four language parts (BI2021 art. 2.7 lid 3). The old act knows no such limit."""
    if not duo.dispensations or any(one.ground == "demonstrated_effort" for one in duo.dispensations):
        return
    granted = [saying for saying in release_sayings(duo, on) if saying.fact.endswith("_dispensation") and saying.word == "granted"]
    skills = [saying for saying in granted if saying.fact.removesuffix("_dispensation") in SKILLS]
    if len(skills) == len(SKILLS):
        sources = sorted({("granted", saying.told_by) for saying in skills}, key=repr)
        yield doubt("all_skills_dispensed", skills[0].fact, *sources, unknown=[saying.fact for saying in skills])


def municipal_sayings(municipality: Municipality, numbers: Numbers, on: date, *, older_act: bool = False) -> Iterator[Saying]:
    """PVT and MAP as the municipality registered them (BI2021 art. 3.1 and 3.2, RI2021 art. 3.1).

    The old act asks no number of hours for the PVT (BI2013 art. 3.9a lid 1).
    """
    pvt, module = municipality.pvt, municipality.map
    if pvt is not None:
        hours = pvt_count(municipality, numbers, on, older_act=older_act)
        word = _completed(pvt.signed, hours, on, ("signed", "hours_short", "not_signed"))
        if word is not None:
            yield says("pvt_status", word, Teller.MUNICIPALITY, "participation_statement", day_known(on, pvt.signed))
    if module is not None:
        word = _completed(module.final_talk, map_count(municipality, numbers, on), on, ("talk_held", "hours_short", "talk_not_held"))
        if word is not None:
            yield says("map_status", word, Teller.MUNICIPALITY, "municipal_record", day_known(on, module.final_talk))


def pvt_count(municipality: Municipality, numbers: Numbers, on: date, *, older_act: bool) -> Count | None:
    """The hours of the PVT; under the old act no number of them is asked."""
    hours = municipality.pvt.hours if municipality.pvt is not None else None
    if hours is None:
        return None
    needed = None if older_act else numbers.at("pvt_hours", on)
    return counted("pvt_hours", "pvt", "hours", MUNICIPAL, done=hours, needed=needed, number="pvt_hours")


def map_count(municipality: Municipality, numbers: Numbers, on: date) -> Count | None:
    """The practical hours of the MAP (RI2021 art. 3.1)."""
    hours = municipality.map.practical_hours if municipality.map is not None else None
    if hours is None:
        return None
    needed = numbers.at("map_practical_hours", on)
    return counted("map_practical_hours", "map", "hours", MUNICIPAL, done=hours, needed=needed, number="map_practical_hours")


def _completed(closed: date | None, hours: Count | None, on: date, words: tuple[str, str, str]) -> str | None:
    done, short, not_yet = words
    if closed is not None and closed <= on:
        return short if hours is not None and hours.left else done
    return not_yet if closed is not None or hours is not None else None


def municipal_doubts(file: PersonalFile, term: TermDates | None, numbers: Numbers, on: date) -> Iterator[Doubt]:
    """Records of PVT, MAP, Z-route and course offer that cannot all be right (D-4 to D-7)."""
    municipality = file.municipality
    if municipality is None:
        return
    signed = municipality.pvt.signed if municipality.pvt is not None else None
    talk = municipality.map.final_talk if municipality.map is not None else None
    for kind, fact, word, day, document in (
        ("pvt", "pvt_status", "signed", signed, "participation_statement"),
        ("map", "map_status", "talk_held", talk, "municipal_record"),
    ):
        if day is not None and day <= on:
            yield from _dates_out_of_order(kind, fact, (word, ToldBy(Teller.MUNICIPALITY, document, day)), municipality, term)
    yield from _too_few_hours(municipality, numbers, on, older_act=is_older_act(file.duo, numbers, on))
    yield from _z_route_doubts(municipality, signed, talk, on)
    yield from _culpable_too_early(municipality, term, on)
    yield from _offer_doubts(file, term, on)


def _dates_out_of_order(
    kind: str, fact: str, source: tuple[str, ToldBy], municipality: Municipality, term: TermDates | None
) -> Iterator[Doubt]:
    day = source[1].dated
    if day is None:
        return
    starts = term.starts if term is not None else None
    if term is not None and starts is not None and day < starts:
        yield doubt(f"{kind}_before_term", fact, source, (starts.isoformat(), term.told_by[0]), unknown=[fact])
    completed = municipality.z_route.completed if municipality.z_route is not None else None
    if completed is not None and day > completed:
        yield doubt(
            f"{kind}_after_z_route",
            fact,
            source,
            (completed.isoformat(), ToldBy(Teller.MUNICIPALITY, "municipal_record", completed)),
            unknown=[fact],
        )


def _too_few_hours(municipality: Municipality, numbers: Numbers, on: date, *, older_act: bool) -> Iterator[Doubt]:
    for saying in municipal_sayings(municipality, numbers, on, older_act=older_act):
        if saying.word == "hours_short":
            yield doubt(f"{saying.fact.removesuffix('_status')}_hours_short", saying.fact, ("hours_short", saying.told_by))


def _z_route_doubts(municipality: Municipality, signed: date | None, talk: date | None, on: date) -> Iterator[Doubt]:
    completed = municipality.z_route.completed if municipality.z_route is not None else None
    if completed is None or completed > on:
        return
    record = ToldBy(Teller.MUNICIPALITY, "municipal_record", completed)
    if signed is None or talk is None:
        yield doubt("z_route_incomplete", "pvt_status" if signed is None else "map_status", ("z", record))
    plans = plans_until(municipality, on)
    route = plans[-1].route if plans else None
    if plans and route not in ("z", None):
        yield doubt("z_route_without_plan", "route", ("z", record), (str(route), ToldBy(Teller.MUNICIPALITY, "pip", plans[-1].dated)))


def _culpable_too_early(municipality: Municipality, term: TermDates | None, on: date) -> Iterator[Doubt]:
    if term is None or on > term.last_day:
        return
    for fact, record in (("pvt_status", municipality.pvt), ("map_status", municipality.map)):
        if record is not None and record.culpable:
            yield doubt(
                "culpable_too_early",
                fact,
                ("culpable", ToldBy(Teller.MUNICIPALITY, "municipal_record")),
                (term.last_day.isoformat(), term.told_by[0]),
            )


def _offer_doubts(file: PersonalFile, term: TermDates | None, on: date) -> Iterator[Doubt]:
    municipality = file.municipality
    offers = (municipality.offers if municipality is not None else None) or ()
    plans = plans_until(municipality, on)
    for offer in (one for one in offers if one.offered is None or one.offered <= on):
        group = group_on(file.duo, offer.offered or on)
        record = ToldBy(Teller.MUNICIPALITY, "municipal_record", offer.offered)
        if group is not None and group_word(group) == "family_or_other_migrant":
            register = ToldBy(Teller.DUO, "mijn_inburgering", group.since)
            yield doubt("offer_other_group", "course_offer", ("made", record), ("family_or_other_migrant", register))
        if plans and offer.offered is not None and offer.offered < plans[0].dated:
            yield doubt(
                "offer_before_plan", "course_offer", ("made", record), ("dated", ToldBy(Teller.MUNICIPALITY, "pip", plans[0].dated))
            )
        if term is not None and offer.expected_end is not None and offer.expected_end > term.last_day:
            yield doubt(
                "offer_outside_term", "course_offer", (offer.expected_end.isoformat(), record), (term.last_day.isoformat(), term.told_by[0])
            )


def lesson_sayings(file: PersonalFile, numbers: Numbers, on: date) -> Iterator[Saying]:
    """Whether the hours are enough to ask for a lower level (BI2021 art. 5.5). Dutch and literacy count from the first plan on, KNM does not."""
    needed = numbers.at("lessons_before_a2", on)
    if needed is None:
        return
    registered, intake = _registered_hours(file.municipality, on)
    school = _school_hours(file, numbers, on)
    if school is not None:
        word = _lessons_word(school, registered, intake, needed)
        document = says("dutch_lessons", word, Teller.SCHOOL, "school_statement") if word is not None else None
    else:
        few = registered is not None and registered + intake.at_most < needed
        document = says("dutch_lessons", "too_few_to_ask_for_a2", Teller.MUNICIPALITY, "municipal_record") if few else None
    if document is not None:
        yield document


class HoursKnown(NamedTuple):
    """A number of hours that is only known within bounds."""

    at_least: int
    at_most: int


def counted_hours(courses: Iterable[Course], first_plan: date | None, on: date) -> HoursKnown:
    """The hours at a school that counts: with the quality mark, or of a taalschakeltraject. What came before the first plan does not count.

    A missing mark, or a course that straddles the plan, leaves it open (BI2021 art. 5.3 lid 5).
    """
    certain = possible = 0
    for one in courses:
        marked = bool(one.quality_mark or one.taalschakeltraject)
        begun = one.since is None or one.since <= on
        if not begun or (not marked and one.quality_mark is False) or ends_before(one, first_plan):
            continue
        possible += one.hours
        certain += one.hours if marked and begins_after(one, first_plan) else 0
    return HoursKnown(certain, possible)


def begins_after(course: Course, first_plan: date | None) -> bool:
    """Whether the whole course came after the first plan, as an hours statement without days is taken to say."""
    return first_plan is None or course.since is None or course.since >= first_plan


def ends_before(course: Course, first_plan: date | None) -> bool:
    """Whether the whole course came before the first plan."""
    return first_plan is not None and course.until is not None and course.until <= first_plan


def _school_hours(file: PersonalFile, numbers: Numbers, on: date) -> HoursKnown | None:
    """The hours of Dutch and literacy that the school states, as they count; `None` where no school told any.

    Before the first plan none counts (BI2021 art. 5.3 lid 5); those of the intake stand in the municipality's own record.
    """
    courses = file.school.courses if file.school is not None else None
    if courses is None:
        return None
    if no_plan_yet(file, on):
        return HoursKnown(0, 0)
    first = first_plan_day(file, numbers, on)
    return counted_hours((one for one in courses if one.kind in ("dutch", "literacy")), first.day if first is not None else None, on)


def dutch_lessons_count(file: PersonalFile, numbers: Numbers, on: date) -> Count | None:
    """The hours of Dutch and literacy that count, as the school states them. Those that may count, and those of the intake, stand beside."""
    needed, school = numbers.at("lessons_before_a2", on), _school_hours(file, numbers, on)
    if needed is None or school is None:
        return None
    source = ToldBy(Teller.SCHOOL, "school_statement")
    more = (More(_NO_MARK, school.at_most - school.at_least), More("intake", _registered_hours(file.municipality, on)[1].at_least))
    count = counted("dutch_lessons", None, "hours", source, done=school.at_least, needed=needed, number="lessons_before_a2")
    return count._replace(more=tuple(one for one in more if one.amount))


def _lessons_word(school: HoursKnown, registered: int | None, intake: HoursKnown, needed: int) -> str | None:
    if school.at_least >= needed:
        return "enough_to_ask_for_a2"
    if school.at_most >= needed or (registered or 0) >= needed:
        return None  # a missing mark, lessons around the plan, or a register that also counts KNM, could settle it either way
    if school.at_least + intake.at_least >= needed:
        return "enough_with_intake_hours"
    return "too_few_to_ask_for_a2" if school.at_most + intake.at_most < needed else None


def _registered_hours(municipality: Municipality | None, on: date) -> tuple[int | None, HoursKnown]:
    """The hours of Dutch and KNM together; and of the intake those of Dutch, at least and at most."""
    registered = (municipality.hours if municipality is not None else None) or ()
    hours = [one for one in registered if one.known_until is None or one.known_until <= on]
    known = [one.dutch_and_knm for one in hours if one.dutch_and_knm is not None]
    at_least = sum(one.intake_dutch or 0 for one in hours)
    at_most = sum(one.intake_dutch_and_knm or 0 if one.intake_dutch is None else one.intake_dutch for one in hours)
    return (sum(known) if known else None), HoursKnown(at_least, at_most)
