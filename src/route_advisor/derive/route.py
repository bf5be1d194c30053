"""Facts about the onderwijsroute and the Z-route, another route, and a move to another municipality."""

from collections.abc import Iterator, Sequence
from datetime import date

from route_advisor.dates import day_before, months_later, weeks_later
from route_advisor.derive.declarations import TAALSCHAKELTRAJECT_OF_DUO, TAALSCHAKELTRAJECT_OF_SCHOOL
from route_advisor.derive.plan import current_plans, term_start_of
from route_advisor.derive.results import counted_hours
from route_advisor.derive.sayings import Saying, day_known, says
from route_advisor.derive.seen import Seen, is_later, pip_of
from route_advisor.facts import Count, DateFact, More, TermDates, ToldBy, counted
from route_advisor.personal_file import Duo, Municipality, Plan, RegisteredHours, Registration
from route_advisor.vocabulary import Clock, Teller


def route_sayings(seen: Seen, term: TermDates | None) -> Iterator[Saying]:
    """What is known about the two other routes, about another route, and about a move."""
    if follows(seen, "z"):
        yield from z_sayings(seen)
    if seen.duo is not None:
        yield from participation_dispensation(seen.duo, seen.on)
        yield from TAALSCHAKELTRAJECT_OF_DUO.said(seen.duo, seen.on)
    if seen.school is not None:
        yield from TAALSCHAKELTRAJECT_OF_SCHOOL.said(seen.school, seen.on)
    yield from previous_route(seen)
    yield from route_change_window(seen, term)
    yield from move_sayings(seen)


def follows(seen: Seen, route: str) -> bool:
    """Whether the newest plan names this route; where none on paper does, whether DUO says so, and else the newest words of the person."""
    plans = seen.plans
    named = {plan.route for plan in current_plans(plans) if plan.route is not None} if plans else set()
    if named:
        return named == {route}
    registered = seen.registered_plan
    if registered is not None and registered.route is not None:
        return registered.route == route
    return {one.word for one in seen.newest_said("route")} == {route}


# --- the Z-route ----------------------------------------------------------------------------------


def z_sayings(seen: Seen) -> Iterator[Saying]:
    """Course hours, participation hours and the final talk (BI2021 art. 3.14). A level in the plan does not tell whether exams are wanted."""
    municipality = seen.municipality
    yield from course_hours(seen)
    yield from course_hours_norm(municipality, seen)
    if municipality is None:
        return
    yield from participation_hours(seen)
    if municipality.z_route is not None:
        day = municipality.z_route.completed
        held = day_known(seen.on, day)
        yield says("z_talk_status", "not_held" if held is None else "held", Teller.MUNICIPALITY, "municipal_record", held)


def course_hours(seen: Seen) -> Iterator[Saying]:
    """Whether the hours of Dutch and KNM reach the norm. What the school states alone is reported, not established."""
    for count in course_hour_counts(seen):
        source = count.told_by[0]
        if source.teller is Teller.MUNICIPALITY:
            yield Saying("course_hours_status", _reached(count, "reached_with_intake_hours"), source)
        elif not count.left:
            yield Saying("course_hours_status", "reached", source)


def course_hour_counts(seen: Seen) -> Iterator[Count]:
    """The hours of Dutch and KNM of the norm: as the municipality registered them, and as the school states them."""
    needed = _course_norm(seen.municipality, seen)
    if needed is None:
        return
    number = "z_course_hours" if needed == seen.number("z_course_hours") else None
    for count in (registered_lessons(seen), stated_lessons(seen)):
        if count is not None and count.done is not None:
            yield count._replace(name="course_hours", part="course_hours", needed=needed, left=max(0, needed - count.done), number=number)


def registered_lessons(seen: Seen) -> Count | None:
    """The hours of Dutch and KNM that municipalities registered; lessons of the intake may count (BI2021 art. 3.14 lid 6)."""
    known = seen.registered_hours
    followed = [one.dutch_and_knm for one in known if one.dutch_and_knm is not None]
    if not followed:
        return None
    intake = sum(one.intake_dutch_and_knm or 0 for one in known)
    source = ToldBy(Teller.MUNICIPALITY, "municipal_record", _known_until(known))
    more = (More("intake", intake),) if intake else ()
    return counted("lesson_hours", None, "hours", source, done=sum(followed), needed=None)._replace(more=more)


def stated_lessons(seen: Seen) -> Count | None:
    """The hours that the school states, from the first plan on and with the quality mark; those of which nobody told it may count."""
    if not seen.followed:
        return None
    hours = counted_hours(seen.followed, seen.first_plan)
    more = (More("no_quality_mark", hours.at_most - hours.at_least),) if hours.at_most > hours.at_least else ()
    source = ToldBy(Teller.SCHOOL, "school_statement")
    return counted("lesson_hours", None, "hours", source, done=hours.at_least, needed=None)._replace(more=more)


def course_hours_norm(municipality: Municipality | None, seen: Seen) -> Iterator[Saying]:
    """Whether the municipality set fewer course hours than the Decree asks (BI2021 art. 3.14 lid 8)."""
    norm = seen.number("z_course_hours")
    lower = municipality.z_route.course_hours_set if municipality is not None and municipality.z_route is not None else None
    if norm is not None and lower is not None:
        yield says("course_hours_norm", "lower" if lower < norm else "law", Teller.MUNICIPALITY, "municipal_record")


def _course_norm(municipality: Municipality | None, seen: Seen) -> int | None:
    """The number of course hours; lower where the municipality set fewer (BI2021 art. 3.14 lid 8)."""
    norm = seen.number("z_course_hours")
    lower = municipality.z_route.course_hours_set if municipality is not None and municipality.z_route is not None else None
    return norm if norm is None or lower is None else min(norm, lower)


def participation_hours(seen: Seen) -> Iterator[Saying]:
    """Whether the participation hours reach the norm, or would with the hours of PVT and MAP (lid 5)."""
    count = participation_count(seen)
    if count is not None:
        yield Saying("participation_hours_status", _reached(count, "reached_with_pvt_and_map"), count.told_by[0])


def participation_count(seen: Seen) -> Count | None:
    """The participation hours that municipalities registered, of the norm or of what DUO lowered it to (BI2021 art. 2.7 and 3.14)."""
    norm = seen.number("z_participation_hours")
    municipality = seen.municipality
    known = seen.registered_hours
    done = [one.participation for one in known if one.participation is not None]
    if norm is None or municipality is None or not done:
        return None
    caps = _participation_caps(seen.duo, seen.on) if seen.duo is not None else ()
    needed = min([norm, *(hours for hours, _ in caps)])
    pvt = (municipality.pvt.hours if municipality.pvt is not None else None) or 0
    module = (municipality.map.practical_hours if municipality.map is not None else None) or 0
    source = ToldBy(Teller.MUNICIPALITY, "municipal_record", _known_until(known))
    number = "z_participation_hours" if needed == norm else None
    count = counted("participation_hours", "participation_hours", "hours", source, done=sum(done), needed=needed, number=number)
    return count._replace(more=(More("pvt_and_map", pvt + module),) if pvt + module else ())


def _reached(count: Count, with_more: str) -> str:
    """The word of a count: reached, only with what may count too, or short."""
    if not count.left:
        return "reached"
    return with_more if count.left_with_more == 0 else "short"


def _known_until(hours: Sequence[RegisteredHours]) -> date | None:
    return max((one.known_until for one in hours if one.known_until is not None), default=None)


def participation_dispensation(duo: Duo, on: date) -> Iterator[Saying]:
    """Whether DUO lowered or dropped the participation hours (BI2021 art. 2.7 lid 3 onder c)."""
    if duo.dispensations is None:
        return
    caps = _participation_caps(duo, on)
    if not caps:
        yield says("participation_dispensation", "none", Teller.DUO, "mijn_inburgering")
        return
    lowest, decided = min(caps, key=lambda one: (one[0], one[1] or date.max))
    yield says("participation_dispensation", "some_hours" if lowest else "all_hours", Teller.DUO, "letter_duo", decided)


def _participation_caps(duo: Duo, on: date) -> list[tuple[int, date | None]]:
    """The hours that DUO lowered the norm to, each with the day of its decision."""
    return [
        (one.participation_hours_at_most, one.decided)
        for one in duo.dispensations or ()
        if one.participation_hours_at_most is not None and one.decision == "granted" and not is_later(one.decided, on)
    ]


# --- another route, another municipality ----------------------------------------------------------


def previous_route(seen: Seen) -> Iterator[Saying]:
    """The last other route that an earlier plan named."""
    plans = seen.plans
    if not plans or any(plan.route is None for plan in plans):
        return
    earlier = [plan for plan in plans if plan.route != plans[-1].route and plan.dated < plans[-1].dated]
    yield Saying("previous_route", str(earlier[-1].route) if earlier else "none", pip_of(earlier[-1] if earlier else plans[-1]))


def _last_change_day(seen: Seen, term: TermDates | None) -> date | None:
    """The last day of the usual time for another route, counted from the start of the first term (WI2021 art. 11, BI2021 art. 5.4 lid 1).

    A new term after a decision does not open it again.
    """
    if term is None:
        return None
    first = seen.first_plan
    told = [one.starts for one in seen.versions]
    known = [day for day in (*told, term.starts, None if first is None else term_start_of(first.day)) if day is not None]
    starts = min(known, default=None)
    months = None if starts is None else seen.numbers.at("route_change_window", starts)
    return None if starts is None or months is None else day_before(months_later(starts, months))


def route_change_window(seen: Seen, term: TermDates | None) -> Iterator[Saying]:
    """Whether the usual time for another route still runs."""
    last = _last_change_day(seen, term)
    if term is not None and last is not None:
        yield Saying("route_change_window", "open" if seen.on <= last else "closed", term.told_by[0])


def route_change_until(seen: Seen, term: TermDates | None) -> Iterator[DateFact]:
    """The last day of the usual time for another route, for the sentences."""
    last = _last_change_day(seen, term)
    if term is not None and last is not None:
        yield DateFact(Clock.ROUTE_CHANGE_UNTIL, last, term.told_by)


def move_sayings(seen: Seen) -> Iterator[Saying]:
    """Whether the person moved after the first plan, and whether the new municipality made its plan (BI2021 art. 5.3 lid 3)."""
    plans = seen.plans
    if not plans or seen.residence is None or seen.residence.registrations is None:
        return
    moved = _moved_to(plans, seen.residence.registrations, seen.on)
    if moved is None:
        yield says("move", "no_move", Teller.MUNICIPALITY, "brp")
    elif _new_plans(plans, moved):
        yield Saying("move", "new_plan_made", pip_of(_new_plans(plans, moved)[0]))
    else:
        due = next((one.day for one in move_plan_due(seen)), None)
        if due is not None:
            yield says("move", "new_plan_late" if seen.on > due else "new_plan_awaited", Teller.MUNICIPALITY, "computed", due)


def move_plan_due(seen: Seen) -> Iterator[DateFact]:
    """The last day for the plan of the new municipality: ten weeks from the registration there."""
    plans = seen.plans
    registrations = seen.registrations
    moved = _moved_to(plans, registrations, seen.on) if plans and registrations else None
    weeks = seen.number("move_plan_weeks")
    if plans and moved is not None and weeks is not None and not _new_plans(plans, moved):
        yield DateFact(Clock.MOVE_PLAN_DUE, weeks_later(moved.since, weeks), (ToldBy(Teller.BRP, "brp", moved.since),))


def _moved_to(plans: Sequence[Plan], registrations: Sequence[Registration], on: date) -> Registration | None:
    """The newest registration in another municipality than the one of the plan before it."""
    known = [one for one in registrations if one.since <= on and one.municipality is not None and not one.reception_centre]
    latest = max(known, key=lambda one: (one.since, one.municipality), default=None)
    if latest is None:
        return None
    before = [plan.municipality for plan in plans if plan.dated < latest.since and plan.municipality is not None]
    return latest if before and before[-1] != latest.municipality else None


def municipalities_of(seen: Seen) -> frozenset[str] | None:
    """The municipality of this person on that day, by its CBS code; several where registration and plan differ.

    The newest registration outside a reception centre counts, and the newest plan since. Empty where that registration has ended,
    so that nobody knows the new one; `None` where the file names no municipality.
    """
    latest = _newest_homes(seen)
    here = [one for one in latest if one.until is None or one.until >= seen.on]
    since = max((one.since if here else one.until or seen.on for one in here or latest), default=date.min)
    plans = seen.plans or ()
    planned = [one for one in current_plans(plans) if one.dated >= since] if plans else []
    codes = [*(one.municipality for one in here), *(one.municipality for one in planned)]
    found = frozenset(code for code in codes if code is not None)
    return found if found or latest else None


def _newest_homes(seen: Seen) -> list[Registration]:
    """The newest registration that names a municipality, outside a reception centre; several of one day where there are."""
    registrations = seen.registrations or ()
    homes = [one for one in registrations if one.since <= seen.on and one.municipality is not None and not one.reception_centre]
    newest = max((one.since for one in homes), default=date.min)
    return [one for one in homes if one.since == newest]


def _new_plans(plans: Sequence[Plan], moved: Registration) -> list[Plan]:
    return [plan for plan in plans if plan.dated >= moved.since and plan.municipality in (None, moved.municipality)]
