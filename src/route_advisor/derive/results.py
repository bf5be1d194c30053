"""Facts about exams, exemptions, dispensations, PVT, MAP and lessons."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from route_advisor.derive.declarations import PARTS, SKILLS
from route_advisor.derive.duty import group_on, group_word
from route_advisor.derive.plan import no_plan_yet
from route_advisor.derive.sayings import Doubt, Saying, day_known, doubt, says
from route_advisor.derive.seen import Seen, is_later
from route_advisor.facts import Count, DateFact, More, TermDates, ToldBy, counted
from route_advisor.personal_file import Course, Duo, ExamResult, Municipality
from route_advisor.vocabulary import Teller

_NO_MARK = "no_quality_mark"
MUNICIPAL = ToldBy(Teller.MUNICIPALITY, "municipal_record")


def passed(exams: Iterable[ExamResult], on: date) -> Iterator[ExamResult]:
    """The exams passed up to that day."""
    return (exam for exam in exams if exam.outcome == "passed" and _taken(exam, on))


def _taken(exam: ExamResult, on: date) -> bool:
    """Taken by that day; an exam without its day counts as taken."""
    return not is_later(exam.taken, on)


def earlier_exams(seen: Seen) -> Iterator[Saying]:
    """Whether an exam of Dutch was passed before the first plan (WI2021 art. 7 lid 3). Without its day nobody can tell."""
    if seen.duo is None or seen.duo.exams is None or seen.said_by("earlier_exams"):
        return
    first = seen.first_plan
    if first is None:
        return
    days = [exam.taken for exam in passed(seen.duo.exams, seen.on) if exam.part in SKILLS and exam.level is not None]
    days += [diploma.dated for diploma in seen.duo.nt2_diplomas or () if diploma.dated <= seen.on]
    earlier = [day for day in days if day is not None and day < first.day]
    if earlier or None not in days:
        yield says("earlier_exams", "before_plan" if earlier else "none", Teller.DUO, "mijn_inburgering", min(earlier, default=None))


def release_sayings(duo: Duo, seen: Seen) -> Iterator[Saying]:
    """Partial exemptions per skill and level, and dispensations per part (WI2021 art. 5 and 7 lid 3); and free attempts."""
    yield from seen.releases
    for attempts in duo.free_attempts or ():
        yield says(f"{PARTS[attempts.part]}_free_attempts", "left" if attempts.left else "none_left", Teller.DUO, "mijn_inburgering")


def release_doubts(seen: Seen) -> Iterator[Doubt]:
    """A partial dispensation covers at most three of the four language parts (BI2021 art. 2.7 lid 3). The old act knows no such limit."""
    dispensations = (seen.duo.dispensations if seen.duo is not None else None) or ()
    if not dispensations or any(one.ground == "demonstrated_effort" for one in dispensations):
        return
    granted = [saying for saying in seen.releases if saying.fact.endswith("_dispensation") and saying.word == "granted"]
    skills = [saying for saying in granted if saying.fact.removesuffix("_dispensation") in SKILLS]
    if len(skills) == len(SKILLS):
        sources = sorted({("granted", saying.told_by) for saying in skills}, key=repr)
        yield doubt("all_skills_dispensed", skills[0].fact, *sources, unknown=[saying.fact for saying in skills])


def municipal_sayings(municipality: Municipality, seen: Seen) -> Iterator[Saying]:
    """PVT and MAP as the municipality registered them (BI2021 art. 3.1 and 3.2, RI2021 art. 3.1).

    The old act asks no number of hours for the PVT (BI2013 art. 3.9a lid 1).
    """
    pvt, module = municipality.pvt, municipality.map
    if pvt is not None:
        hours = pvt_count(municipality, seen)
        word = _completed(pvt.signed, hours, seen.on, ("signed", "hours_short", "not_signed"))
        if word is not None:
            yield says("pvt_status", word, Teller.MUNICIPALITY, "participation_statement", day_known(seen.on, pvt.signed))
    if module is not None:
        word = _completed(module.final_talk, map_count(municipality, seen), seen.on, ("talk_held", "hours_short", "talk_not_held"))
        if word is not None:
            yield says("map_status", word, Teller.MUNICIPALITY, "municipal_record", day_known(seen.on, module.final_talk))


def pvt_count(municipality: Municipality, seen: Seen) -> Count | None:
    """The hours of the PVT; under the old act no number of them is asked."""
    hours = municipality.pvt.hours if municipality.pvt is not None else None
    if hours is None:
        return None
    needed = None if seen.under_older_act else seen.number("pvt_hours")
    return counted("pvt_hours", "pvt", "hours", MUNICIPAL, done=hours, needed=needed, number="pvt_hours")


def map_count(municipality: Municipality, seen: Seen) -> Count | None:
    """The practical hours of the MAP (RI2021 art. 3.1)."""
    hours = municipality.map.practical_hours if municipality.map is not None else None
    if hours is None:
        return None
    needed = seen.number("map_practical_hours")
    return counted("map_practical_hours", "map", "hours", MUNICIPAL, done=hours, needed=needed, number="map_practical_hours")


def _completed(closed: date | None, hours: Count | None, on: date, words: tuple[str, str, str]) -> str | None:
    done, short, not_yet = words
    if closed is not None and closed <= on:
        return short if hours is not None and hours.left else done
    return not_yet if closed is not None or hours is not None else None


def municipal_doubts(seen: Seen, term: TermDates | None) -> Iterator[Doubt]:
    """Records of PVT, MAP, Z-route and course offer that cannot all be right (D-4 to D-7)."""
    municipality = seen.municipality
    if municipality is None:
        return
    signed = municipality.pvt.signed if municipality.pvt is not None else None
    talk = municipality.map.final_talk if municipality.map is not None else None
    for kind, fact, word, day, document in (
        ("pvt", "pvt_status", "signed", signed, "participation_statement"),
        ("map", "map_status", "talk_held", talk, "municipal_record"),
    ):
        if day is not None and day <= seen.on:
            yield from _dates_out_of_order(kind, fact, (word, ToldBy(Teller.MUNICIPALITY, document, day)), municipality, term)
    yield from _too_few_hours(municipality, seen)
    yield from _z_route_doubts(municipality, seen, signed, talk)
    yield from _culpable_too_early(municipality, term, seen.on)
    yield from _offer_doubts(seen, term)


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


def _too_few_hours(municipality: Municipality, seen: Seen) -> Iterator[Doubt]:
    for saying in municipal_sayings(municipality, seen):
        if saying.word == "hours_short":
            yield doubt(f"{saying.fact.removesuffix('_status')}_hours_short", saying.fact, ("hours_short", saying.told_by))


def _z_route_doubts(municipality: Municipality, seen: Seen, signed: date | None, talk: date | None) -> Iterator[Doubt]:
    completed = municipality.z_route.completed if municipality.z_route is not None else None
    if completed is None or completed > seen.on:
        return
    record = ToldBy(Teller.MUNICIPALITY, "municipal_record", completed)
    if signed is None or talk is None:
        yield doubt("z_route_incomplete", "pvt_status" if signed is None else "map_status", ("z", record))
    plans = seen.plans
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


def _offer_doubts(seen: Seen, term: TermDates | None) -> Iterator[Doubt]:
    municipality = seen.municipality
    offers = (municipality.offers if municipality is not None else None) or ()
    plans = seen.plans
    for offer in (one for one in offers if one.offered is None or one.offered <= seen.on):
        group = group_on(seen.duo, offer.offered or seen.on)
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


def lesson_sayings(seen: Seen) -> Iterator[Saying]:
    """Whether the hours are enough to ask for a lower level (BI2021 art. 5.5). Dutch and literacy count from the first plan on, KNM does not."""
    needed = seen.number("lessons_before_a2")
    if needed is None:
        return
    registered, intake = _registered_hours(seen)
    school = _school_hours(seen)
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


def counted_hours(courses: Iterable[Course], first_plan: DateFact | None) -> HoursKnown:
    """The hours at a school that counts: with the quality mark, or of a taalschakeltraject. What came before the first plan does not count.

    A missing mark, or a course that straddles the plan, leaves it open (BI2021 art. 5.3 lid 5).
    """
    certain = possible = 0
    planned = None if first_plan is None else first_plan.day
    for one in courses:
        marked = bool(one.quality_mark or one.taalschakeltraject)
        if (not marked and one.quality_mark is False) or ends_before(one, planned):
            continue
        possible += one.hours
        certain += one.hours if marked and begins_after(one, planned) else 0
    return HoursKnown(certain, possible)


def begins_after(course: Course, first_plan: date | None) -> bool:
    """Whether the whole course came after the first plan, as an hours statement without days is taken to say."""
    return first_plan is None or course.since is None or course.since >= first_plan


def ends_before(course: Course, first_plan: date | None) -> bool:
    """Whether the whole course came before the first plan."""
    return first_plan is not None and course.until is not None and course.until <= first_plan


def _school_hours(seen: Seen) -> HoursKnown | None:
    """The hours of Dutch and literacy that the school states, as they count; `None` where no school told any.

    Before the first plan none counts (BI2021 art. 5.3 lid 5); those of the intake stand in the municipality's own record.
    """
    if seen.courses is None:
        return None
    if no_plan_yet(seen):
        return HoursKnown(0, 0)
    return counted_hours((one for one in seen.followed if one.kind in ("dutch", "literacy")), seen.first_plan)


def dutch_lessons_count(seen: Seen) -> Count | None:
    """The hours of Dutch and literacy that count, as the school states them. Those that may count, and those of the intake, stand beside."""
    needed, school = seen.number("lessons_before_a2"), _school_hours(seen)
    if needed is None or school is None:
        return None
    source = ToldBy(Teller.SCHOOL, "school_statement")
    more = (More(_NO_MARK, school.at_most - school.at_least), More("intake", _registered_hours(seen)[1].at_least))
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


def _registered_hours(seen: Seen) -> tuple[int | None, HoursKnown]:
    """The hours of Dutch and KNM together; and of the intake those of Dutch, at least and at most."""
    hours = seen.registered_hours
    known = [one.dutch_and_knm for one in hours if one.dutch_and_knm is not None]
    at_least = sum(one.intake_dutch or 0 for one in hours)
    at_most = sum(one.intake_dutch_and_knm or 0 if one.intake_dutch is None else one.intake_dutch for one in hours)
    return (sum(known) if known else None), HoursKnown(at_least, at_most)
