"""The days of an advice as a calendar (RFC 5545): those of the law always, those of planning only on request."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from route_advisor.advice.agenda import AgendaDay
from route_advisor.advice.model import Advice, Term
from route_advisor.advice.planned import Chain, Plan
from route_advisor.dates import next_day
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.version import __version__
from route_advisor.writers.outline import in_one, outline, steps_of_one_kind, written
from route_advisor.writers.wording import Wording, no_decision, of_the_rulebook

if TYPE_CHECKING:
    from icalendar import Component

BY_THEMSELVES = -2
"""The last two links of a chain, the result and its registration, come by themselves: nobody has to be reminded."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A whole day: what it is about (the same in a later advice on the same case), what it says, and whether it is only planning."""

    about: str
    day: date
    summary: str
    planning: bool = False


def as_ics(advice: Advice, catalogue: Catalogue | None = None, *, lang: str = "nl", reminders: bool = False) -> str:
    """A calendar of whole days. Each entry tells who gives the final answer.

    It holds the days of the law; with `reminders` also those of the plan, which say in their summary that they are planning. A day that
    has passed is in neither. An entry keeps its identity in a later advice on the same case, so that a calendar moves it and does not
    double it. Without days it holds one journal entry that says so.
    """
    told = outline(advice, lang, catalogue)
    words = Wording(catalogue or Rulebook.shipped().catalogue, lang)
    calendar = _calendar(advice.receipt.package, words.label("calendar", case_ref=advice.case_ref), words)
    footer = f"{told.deferral}\n{told.receipt}"
    days = list(calendar_days(advice, words, reminders=reminders))
    for one in days:
        calendar.add_component(_event(one, advice.case_ref, advice.receipt.on, footer, words))
    if not days:
        nothing = CalendarDay("none", advice.on, words.label("event_none"))
        calendar.add_component(_filled("Journal", nothing, advice.case_ref, advice.receipt.on, footer, words))
    return str(calendar.to_ical().decode())


def agenda_ics(days: Iterable[AgendaDay], catalogue: Catalogue, *, on: date, lang: str = "nl") -> str:
    """One calendar of the days of many people, each named by its case, for who works with them; what is only planning says so."""
    words = Wording(catalogue, of_the_rulebook(catalogue, lang))
    calendar = _calendar(f"route-advisor {__version__}", words.label("agenda_calendar"), words)
    footer = no_decision(words)
    for one in days:
        said = f"{one.case_ref}: {words.of(one.says)}"
        said = said if one.is_law else f"{said} ({words.label('category_planning')})"
        entry = CalendarDay(one.about, one.day, said, planning=not one.is_law)
        calendar.add_component(_event(entry, one.case_ref, on, footer, words))
    return str(calendar.to_ical().decode())


def calendar_days(advice: Advice, words: Wording, *, reminders: bool) -> Iterator[CalendarDay]:
    """The days of an advice that belong in a calendar; with `reminders` also those of the plan that have not passed."""
    if isinstance(advice.term, Term):
        summary = words.label("event_last_day")
        yield CalendarDay(
            "last_day", advice.term.last_day, f"{summary} ({words.label('word_expected')})" if advice.term.expected else summary
        )
    seen: Counter[str] = Counter()
    for group in steps_of_one_kind(advice.steps, words):
        rule, first = written(group[0].id), group[0]
        if first.day is not None and not first.passed:
            yield CalendarDay(f"{rule} {seen[rule]}", first.day, in_one(group, words))
        seen[rule] += 1
    if reminders and isinstance(advice.plan, Plan):
        yield from _planned(advice.plan, words)


def _planned(plan: Plan, words: Wording) -> Iterator[CalendarDay]:
    """One entry for each link that somebody must do, of the parts that a rule speaks of together."""
    groups: defaultdict[str, list[Chain]] = defaultdict(list)
    for chain in plan.chains:
        groups[written(chain.step)].append(chain)
    for rule, group in groups.items():
        yield from _links(rule, group, words)


def _links(rule: str, group: Sequence[Chain], words: Wording) -> Iterator[CalendarDay]:
    parts = words.listed(words.component(chain.component) for chain in group)
    for link in group[0].links[:BY_THEMSELVES]:
        if link.latest is not None and not link.latest.passed:
            summary = words.label("event_planned", part=parts, link=words.label(f"link_{link.link}"))
            yield CalendarDay(f"plan {rule} {link.link}", link.latest.planning_day, summary, planning=True)


def _of_icalendar(kind: str) -> "Component":
    """An empty calendar, event or journal entry."""
    import icalendar  # noqa: PLC0415 - slow to import, and only a calendar needs it

    empty: Component = getattr(icalendar, kind)()
    return empty


def _calendar(by: str, name: str, words: Wording) -> "Component":
    calendar = _of_icalendar("Calendar")
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{by}//{words.spoken_language.upper()}")
    calendar.add("x-wr-calname", name)
    return calendar


def _event(one: CalendarDay, case_ref: str, on: date, footer: str, words: Wording) -> "Component":
    """A whole day, during which nobody is busy."""
    event = _filled("Event", one, case_ref, on, footer, words)
    event.add("dtend", next_day(one.day))
    event.add("transp", "TRANSPARENT")
    return event


def _filled(kind: str, one: CalendarDay, case_ref: str, on: date, footer: str, words: Wording) -> "Component":
    """An entry with its identity, its day and its words. Its stamp is the day of the advice, so that the same advice gives the same bytes."""
    entry = _of_icalendar(kind)
    identity = hashlib.sha256(f"{case_ref} {one.about}".encode()).hexdigest()[:32]
    entry.add("uid", f"{identity}@route-advisor")
    entry.add("dtstamp", datetime.combine(on, time(), UTC))
    entry.add("dtstart", one.day)
    entry.add("summary", one.summary)
    entry.add("description", f"{words.label('event_is_planning')}\n{footer}" if one.planning else footer)
    entry.add("categories", [words.label("category_planning" if one.planning else "category_law")])
    entry.add("class", "PRIVATE")
    return entry
