"""Facts behind extra time: who almost finished, a late course offer, a literacy course (BI2021 art. 4.4, RI2021 art. 4.1)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from route_advisor.dates import months_later, next_day
from route_advisor.derive.declarations import SKILLS
from route_advisor.derive.plan import current_plans, level_of
from route_advisor.derive.sayings import Saying, says
from route_advisor.derive.seen import Seen
from route_advisor.facts import Count, More, ToldBy, counted
from route_advisor.personal_file import Course, Plan
from route_advisor.vocabulary import Level, Teller

_PASSED = "passed_"
EVERY_LESSON = 100
"""Percent of the lessons."""


def extra_time_sayings(seen: Seen) -> Iterator[Saying]:
    """What the file tells about the grounds for extra time, up to that day."""
    yield from _skills_passed(seen)
    yield from _lesson_hours(seen)
    yield from _course_offer_wait(seen)
    yield from _literacy_course(seen)
    yield from _attendance(seen)
    yield from _taalschakeltraject_start(seen)


def _skills_passed(seen: Seen) -> Iterator[Saying]:
    """How many skills are passed at the level of the plan. A skill that DUO released leaves a low number undecided."""
    plans = seen.plans or ()
    current = current_plans(plans) if plans else ()
    needed = seen.number("near_finish_skills")
    if seen.duo is None or seen.duo.exams is None or needed is None or len(current) != 1 or current[0].route != "b1":
        return
    results = {one.fact: one.word for one in seen.exams}
    passed = {skill for skill in SKILLS if _reaches(results.get(f"{skill}_result", ""), level_of(current[0], skill))}
    released = _released(current[0], seen) - passed
    if len(passed | released) == len(SKILLS):
        word = "all"
    elif len(passed) >= needed:
        word = "two_or_three"
    elif released:
        return
    else:
        word = "fewer"
    yield says("skills_passed", word, Teller.DUO, "mijn_inburgering")


def _reaches(result: str, level: str) -> bool:
    return result.startswith(_PASSED) and Level(result.removeprefix(_PASSED)).reaches(Level(level))


def _released(plan: Plan, seen: Seen) -> set[str]:
    """The skills that DUO exempted at the level of the plan, or dispensed."""
    words: Mapping[str, str] = {one.fact: one.word for one in seen.releases}
    return {skill for skill in SKILLS if words.get(f"{skill}_dispensation") == "granted" or _exempted(words, skill, level_of(plan, skill))}


def _exempted(words: Mapping[str, str], skill: str, level: str) -> bool:
    word = words.get(f"{skill}_exemption", "none")
    return word != "none" and Level(word.removeprefix("at_")).reaches(Level(level))


def _lesson_hours(seen: Seen) -> Iterator[Saying]:
    """Whether the lessons of Dutch and KNM are enough for who almost finished (BI2021 art. 4.4 lid 3).

    Literacy lessons and lessons from before the plan may or may not count (BI2021 art. 5.3 lid 5): they settle nothing alone.
    """
    count = near_finish_count(seen)
    hours = (seen.municipality.hours if seen.municipality is not None else None) or ()
    registered = sum(one.dutch_and_knm or 0 for one in hours)
    if count is None:
        return
    if not count.left:
        yield Saying("lesson_hours", "enough", count.told_by[0])
    elif count.left_with_more != 0 and registered < (count.needed or 0):
        yield Saying("lesson_hours", "too_few", count.told_by[0])


def near_finish_count(seen: Seen) -> Count | None:
    """The hours of Dutch and KNM since the plan, as the school states them; literacy and earlier lessons may count (lid 3)."""
    needed = seen.number("near_finish_hours")
    if needed is None or seen.courses is None:
        return None
    first = seen.first_plan
    certain = sum(one.hours for one in seen.followed if one.kind != "literacy" and not _before(one, first.day if first else None))
    more = sum(one.hours for one in seen.followed) - certain
    source = ToldBy(Teller.SCHOOL, "school_statement")
    count = counted("near_finish_hours", None, "hours", source, done=certain, needed=needed, number="near_finish_hours")
    return count._replace(more=(More("literacy_or_before_plan", more),) if more else ())


def _before(course: Course, first_plan: date | None) -> bool:
    return first_plan is not None and course.since is not None and course.since < first_plan


def _course_offer_wait(seen: Seen) -> Iterator[Saying]:
    """Whether the course offer came within three months after the first plan (RI2021 art. 4.1 lid 1 onder g)."""
    months = seen.number("offer_months")
    plans = seen.plans
    offers = seen.municipality.offers if seen.municipality is not None else None
    if months is None or not plans or offers is None or any(offer.offered is None for offer in offers):
        return
    last_day = months_later(plans[0].dated, months)
    offered = min((offer.offered for offer in offers if offer.offered is not None and offer.offered <= seen.on), default=None)
    in_time = "still_time" if offered is None else "in_time"
    word = "late" if (offered or seen.on) > last_day else in_time
    yield says("course_offer_wait", word, Teller.MUNICIPALITY, "municipal_record", offered)


def _literacy_course(seen: Seen) -> Iterator[Saying]:
    """Whether one literacy course lasted three months or longer (RI2021 art. 4.1 lid 1 onder e).

    Under the 2013 Act every such course counts (WI2013 art. 7b lid 3 onder b), so one whose length is not known is told as shorter.
    """
    months = seen.numbers.at_or_first("setback_months", seen.on)
    if months is None or seen.courses is None:
        return
    lengths = set(_lengths([course for course in seen.followed if course.kind == "literacy"], months, seen.on))
    if "unknown" in lengths and seen.under_older_act:
        lengths = (lengths - {"unknown"}) | {"shorter"}
    word = next((word for word in ("three_months_or_longer", "unknown", "shorter") if word in lengths), "none")
    if word != "unknown":
        yield says("literacy_course", word, Teller.SCHOOL, "school_statement")


def _lengths(courses: Iterable[Course], months: int, on: date) -> Iterator[str]:
    for course in courses:
        if course.since is None:
            yield "unknown"
        else:
            ended = course.until is not None and course.until <= on
            last = course.until if course.until is not None and ended else on
            long = next_day(last) >= months_later(course.since, months)
            yield "three_months_or_longer" if long else "shorter" if ended else "unknown"


def _attendance(seen: Seen) -> Iterator[Saying]:
    """Somebody who was at every lesson missed none. Fewer lessons settle nothing: the school may have given permission."""
    if seen.followed and all(one.attendance_percent == EVERY_LESSON for one in seen.followed):
        yield says("lesson_attendance", "all_or_excused", Teller.SCHOOL, "school_statement")


def _taalschakeltraject_start(seen: Seen) -> Iterator[Saying]:
    """Whether the taalschakeltraject began in time after the first plan of that route (RI2021 art. 4.1 lid 1 onder g)."""
    months = seen.number("taalschakeltraject_months")
    planned = min((one.dated for one in seen.plans or () if one.route == "onderwijs"), default=None)
    keepers = ((seen.school, Teller.SCHOOL, "school_statement"), (seen.duo, Teller.DUO, "letter_duo"))
    told = [
        (one.taalschakeltraject, teller, document)
        for one, teller, document in keepers
        if one is not None and one.taalschakeltraject is not None
    ]
    begun = [(one.started, teller, document) for one, teller, document in told if one.started is not None and one.started <= seen.on]
    unknown = not told or any(one.started is None and (one.completed or one.ended or one.left) is not None for one, _, _ in told)
    if months is None or planned is None or unknown:
        return
    last_day = months_later(planned, months)
    if begun:
        day, teller, document = min(begun, key=lambda one: one[0])
        yield says("taalschakeltraject_start", "late" if day > last_day else "in_time", teller, document, day)
    elif seen.on > last_day:
        _, teller, document = told[0]
        yield says("taalschakeltraject_start", "late", teller, document)
