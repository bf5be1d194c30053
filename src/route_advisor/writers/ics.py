"""The days of an advice as a calendar (RFC 5545): those of the law always, those of planning only on request."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from route_advisor.advice.model import Advice, Term
from route_advisor.advice.planned import Chain, Plan
from route_advisor.dates import next_day
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.writers.outline import in_one, outline, steps_of_one_kind, written
from route_advisor.writers.wording import Wording

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
    from icalendar import Calendar, Event, Journal  # noqa: PLC0415 - slow to import, and only a calendar needs it

    told = outline(advice, lang, catalogue)
    words = Wording(catalogue or Rulebook.shipped().catalogue, lang)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{advice.receipt.package}//{words.spoken_language.upper()}")
    calendar.add("x-wr-calname", words.label("calendar", case_ref=advice.case_ref))
    footer = f"{told.deferral}\n{told.receipt}"
    days = list(calendar_days(advice, words, reminders=reminders))
    for one in days:
        event = _filled(Event(), one, advice, footer, words)
        event.add("dtend", next_day(one.day))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    if not days:
        nothing = CalendarDay("none", advice.on, words.label("event_none"))
        calendar.add_component(_filled(Journal(), nothing, advice, footer, words))
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


def _filled(entry: "Component", one: CalendarDay, advice: Advice, footer: str, words: Wording) -> "Component":
    """An entry with its identity, its day and its words. Its stamp is the day of the advice, so that the same advice gives the same bytes."""
    identity = hashlib.sha256(f"{advice.case_ref} {one.about}".encode()).hexdigest()[:32]
    entry.add("uid", f"{identity}@route-advisor")
    entry.add("dtstamp", datetime.combine(advice.receipt.on, time(), UTC))
    entry.add("dtstart", one.day)
    entry.add("summary", one.summary)
    entry.add("description", f"{words.label('event_is_planning')}\n{footer}" if one.planning else footer)
    entry.add("categories", [words.label("category_planning" if one.planning else "category_law")])
    entry.add("class", "PRIVATE")
    return entry
