"""Facts about exams, exemptions, dispensations, PVT, MAP and lessons."""

from collections.abc import Iterable, Iterator
from datetime import date

from route_advisor.derive.duty import granted_exemptions, group_on, is_older_act
from route_advisor.derive.plan import SKILLS, plans_until
from route_advisor.derive.sayings import Doubt, Saying, day_known, doubt, says
from route_advisor.facts import Count, More, TermDates, ToldBy, counted
from route_advisor.personal_file import Dispensation, Duo, ExamResult, Municipality, PersonalFile
from route_advisor.rulebook.numbers import Numbers
from route_advisor.vocabulary import Level, Teller

_NT2_LEVELS = {1: "b1", 2: "b2"}
DISPENSABLE = {
    "reading": "reading",
    "listening": "listening",
    "writing": "writing",
    "speaking": "speaking",
    "knm": "knm_exam",
    "ona": "ona",
}
"""Parts of the exam as DUO names them, and the component that each is."""
_LEVELS = tuple(Level)
_NO_MARK = "no_quality_mark"
MUNICIPAL = ToldBy(Teller.MUNICIPALITY, "municipal_record")


def exam_sayings(duo: Duo, on: date) -> Iterator[Saying]:
    """The best pass of each part up to that day (WI2021 art. 7, BI2021 art. 3.3)."""
    for skill in SKILLS:
        passes = list(_passes(duo, skill, on))
        if passes:
            level, taken, document = max(passes, key=lambda one: (_LEVELS.index(Level(one[0])), -one[1].toordinal()))
            yield says(f"{skill}_result", f"passed_{level}", Teller.DUO, document, taken)
        elif duo.exams is not None:
            yield says(f"{skill}_result", "not_passed", Teller.DUO, "mijn_inburgering")
    knm = [exam.taken for exam in passed(duo.exams or (), on) if exam.part == "knm"]
    if knm:
        yield says("knm_result", "passed", Teller.DUO, "exam_result", min(knm))
    elif duo.exams is not None:
        yield says("knm_result", "not_passed", Teller.DUO, "mijn_inburgering")


def passed(exams: Iterable[ExamResult], on: date) -> Iterator[ExamResult]:
    """The exams passed up to that day."""
    return (exam for exam in exams if exam.outcome == "passed" and exam.taken <= on)


def _passes(duo: Duo, skill: str, on: date) -> Iterator[tuple[str, date, str]]:
    for exam in passed(duo.exams or (), on):
        if exam.part == skill and exam.level is not None:
            yield exam.level, exam.taken, "exam_result"
    for diploma in duo.nt2_diplomas or ():
        if diploma.dated <= on:
            yield _NT2_LEVELS[diploma.programme], diploma.dated, "nt2_diploma"


def release_sayings(duo: Duo, on: date) -> Iterator[Saying]:
    """Partial exemptions per skill and level, and dispensations per part (WI2021 art. 5 and 7 lid 3)."""
    if duo.exemptions is not None:
        granted = [one for one in granted_exemptions(duo, on) if one.scope == "partial"]
        for skill in SKILLS:
            levels = [str(one.level) for one in granted if one.part == skill and one.level is not None]
            if levels:
                decided = day_known(on, *[one.decided for one in granted if one.part == skill and one.level == max(levels)])
                yield says(f"{skill}_exemption", f"at_{max(levels)}", Teller.DUO, "letter_duo", decided)
            else:
                yield says(f"{skill}_exemption", "none", Teller.DUO, "mijn_inburgering")
    if duo.dispensations is not None:
        for part, component in DISPENSABLE.items():
            days = [one.decided for one in duo.dispensations if _dispensed(one, part, on)]
            word, document = ("granted", "letter_duo") if days else ("none", "mijn_inburgering")
            yield says(f"{component}_dispensation", word, Teller.DUO, document, day_known(on, *days))
    for attempts in duo.free_attempts or ():
        yield says(f"{DISPENSABLE[attempts.part]}_free_attempts", "left" if attempts.left else "none_left", Teller.DUO, "mijn_inburgering")


def _dispensed(one: Dispensation, part: str, on: date) -> bool:
    """A dispensation for effort that names no part covers every part of the exam (WI2013 art. 6 lid 2)."""
    covers = one.part == part or (one.part is None and one.ground == "demonstrated_effort")
    return one.scope == "partial" and one.decision == "granted" and covers and (one.decided is None or one.decided <= on)


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
    if term is not None and day < term.starts:
        yield doubt(f"{kind}_before_term", fact, source, (term.starts.isoformat(), term.told_by[0]), unknown=[fact])
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
    if plans and plans[-1].route != "z":
        yield doubt("z_route_without_plan", "route", ("z", record), (plans[-1].route, ToldBy(Teller.MUNICIPALITY, "pip", plans[-1].dated)))


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
        if group is not None and group.value == "family_or_other_migrant":
            yield doubt(
                "offer_other_group", "course_offer", ("made", record), (group.value, ToldBy(Teller.DUO, "mijn_inburgering", group.since))
            )
        if plans and offer.offered is not None and offer.offered < plans[0].dated:
            yield doubt(
                "offer_before_plan", "course_offer", ("made", record), ("dated", ToldBy(Teller.MUNICIPALITY, "pip", plans[0].dated))
            )
        if term is not None and offer.expected_end is not None and offer.expected_end > term.last_day:
            yield doubt(
                "offer_outside_term", "course_offer", (offer.expected_end.isoformat(), record), (term.last_day.isoformat(), term.told_by[0])
            )


def lesson_sayings(file: PersonalFile, numbers: Numbers, on: date) -> Iterator[Saying]:
    """Whether the hours are enough to ask for a lower level (BI2021 art. 5.5). Dutch and literacy count, KNM does not."""
    needed = numbers.at("lessons_before_a2", on)
    if needed is None:
        return
    registered, intake = _registered_hours(file.municipality, on)
    count = dutch_lessons_count(file, numbers, on)
    if count is not None:
        word = _lessons_word(count, registered, intake)
        document = says("dutch_lessons", word, Teller.SCHOOL, "school_statement") if word is not None else None
    else:
        few = registered is not None and registered + intake < needed
        document = says("dutch_lessons", "too_few_to_ask_for_a2", Teller.MUNICIPALITY, "municipal_record") if few else None
    if document is not None:
        yield document


def dutch_lessons_count(file: PersonalFile, numbers: Numbers, on: date) -> Count | None:
    """The hours of Dutch and literacy with the quality mark, as the school states them. Unmarked ones and those of the intake may count."""
    needed = numbers.at("lessons_before_a2", on)
    courses = file.school.courses if file.school is not None else None
    if needed is None or courses is None:
        return None
    lessons = [course for course in courses if course.kind in ("dutch", "literacy") and (course.since is None or course.since <= on)]
    source = ToldBy(Teller.SCHOOL, "school_statement")
    marked = sum(course.hours for course in lessons if course.quality_mark)
    more = (
        More(_NO_MARK, sum(course.hours for course in lessons if course.quality_mark is None)),
        More("intake", _registered_hours(file.municipality, on)[1]),
    )
    count = counted("dutch_lessons", None, "hours", source, done=marked, needed=needed, number="lessons_before_a2")
    return count._replace(more=tuple(one for one in more if one.amount))


def _lessons_word(count: Count, registered: int | None, intake: int) -> str | None:
    if not count.left:
        return "enough_to_ask_for_a2"
    unmarked = sum(one.amount for one in count.more if one.source == _NO_MARK)
    if unmarked >= count.left or (registered or 0) >= (count.needed or 0):
        return None  # a missing quality mark, or a register that also counts KNM, could settle it either way
    return "enough_with_intake_hours" if intake >= count.left else "too_few_to_ask_for_a2"


def _registered_hours(municipality: Municipality | None, on: date) -> tuple[int | None, int]:
    registered = (municipality.hours if municipality is not None else None) or ()
    hours = [one for one in registered if one.known_until is None or one.known_until <= on]
    known = [one.dutch_and_knm for one in hours if one.dutch_and_knm is not None]
    return (sum(known) if known else None), sum(one.intake_dutch_and_knm or 0 for one in hours)
