"""The numbers of a file, each with what the law needs and what is left. The words of facts are computed from the same counts."""

from collections.abc import Iterator
from datetime import date

from route_advisor.derive.declarations import PARTS
from route_advisor.derive.extra_time import near_finish_count
from route_advisor.derive.old_act import effort_counts
from route_advisor.derive.plan import current_plans
from route_advisor.derive.results import MUNICIPAL, dutch_lessons_count, map_count, pvt_count
from route_advisor.derive.route import course_hour_counts, follows, participation_count, registered_lessons, stated_lessons
from route_advisor.derive.seen import Seen, pip_of
from route_advisor.derive.term import word_on
from route_advisor.facts import Count, TermDates, ToldBy, counted
from route_advisor.personal_file import Duo, Municipality, Plan
from route_advisor.vocabulary import Teller


def counts_of(seen: Seen, term: TermDates | None, pvt_term: TermDates | None) -> Iterator[Count]:
    """All that is counted on that day: by part, then lessons, then what the plan and the intake say."""
    if seen.municipality is not None:
        yield from _municipal(seen.municipality, seen)
    if pvt_term is not None:
        yield days_of_term("pvt_term", "pvt", pvt_term, seen.on)
    yield from _lessons(seen, term)
    yield from effort_counts(seen)
    if seen.duo is not None:
        yield from _free_attempts(seen.duo)
    if seen.municipality is not None:
        yield from _talks(seen)
        yield from _learnability(seen.municipality, seen.on)


def days_of_term(name: str, part: str | None, term: TermDates, on: date) -> Count:
    """The days of a term that are used up to and including that day, and those that are left. All its days count."""
    used, left = term.days_used(on), term.days_left(on)
    if used is None:
        return Count(name, part, "days", term.told_by, left=left)
    return counted(name, part, "days", *term.told_by, done=used, needed=used + left)


def _municipal(municipality: Municipality, seen: Seen) -> Iterator[Count]:
    """The hours of PVT and MAP, and the themes of the MAP (BI2021 art. 3.1 and 3.2, RI2021 art. 3.1)."""
    for count in (pvt_count(municipality, seen), map_count(municipality, seen)):
        if count is not None:
            yield count
    themes = municipality.map.themes if municipality.map is not None else None
    if themes is not None:
        yield counted("map_themes", "map", "themes", MUNICIPAL, done=themes, needed=seen.number("map_themes"), number="map_themes")


def _lessons(seen: Seen, term: TermDates | None) -> Iterator[Count]:
    """Hours of lessons: of the norm of the Z-route; else of the estimate in the plan, and of what a request asks."""
    if follows(seen, "z"):
        yield from course_hour_counts(seen)
        participation = participation_count(seen)
        if participation is not None:
            yield participation
        return
    plans = seen.plans or ()
    for lessons in (registered_lessons(seen), stated_lessons(seen)):
        if lessons is not None:
            yield _of_estimate(lessons, current_plans(plans)[0] if plans else None)
    if seen.under_older_act or follows(seen, "onderwijs"):
        return
    near_the_end = term is not None and word_on(term, seen.on) in ("last_six_months", "over")
    for count in (dutch_lessons_count(seen), near_finish_count(seen) if near_the_end else None):
        if count is not None and (count.done or count.more):
            yield count


def _of_estimate(lessons: Count, plan: Plan | None) -> Count:
    """Of the hours that the plan estimates, where it does."""
    if plan is None or plan.estimated_hours is None:
        return lessons
    needed, told_by = plan.estimated_hours, (*lessons.told_by, pip_of(plan))
    return lessons._replace(name="estimated_hours", needed=needed, left=max(0, needed - (lessons.done or 0)), told_by=told_by)


def _free_attempts(duo: Duo) -> Iterator[Count]:
    """The free attempts that are left for each exam (RI2021 art. 3.5)."""
    for one in sorted(duo.free_attempts or (), key=repr):
        yield Count("free_attempts", PARTS[one.part], "attempts", (ToldBy(Teller.DUO, "mijn_inburgering"),), left=one.left)


def _talks(seen: Seen) -> Iterator[Count]:
    """How many progress talks the newest plan names."""
    plans = seen.plans
    for plan in current_plans(plans)[:1] if plans else ():
        if plan.progress_talks is not None:
            yield Count("progress_talks", None, "talks", (pip_of(plan),), needed=plan.progress_talks)


def _learnability(municipality: Municipality, on: date) -> Iterator[Count]:
    """The score of the newest learnability test, in hundredths of a point."""
    known = [one for one in municipality.learnability_tests or () if one.registered <= on]
    newest = max(known, key=lambda one: (one.registered, repr(one)), default=None)
    if newest is not None and newest.score_hundredths is not None:
        source = ToldBy(Teller.MUNICIPALITY, "municipal_record", newest.registered)
        yield counted("learnability", None, "hundredths", source, done=newest.score_hundredths, needed=newest.needed_hundredths)
