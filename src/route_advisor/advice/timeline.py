"""The days of an advice in one row: what is on record, what the law fixes, today, and what is only planned."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Literal

from route_advisor.advice.line import Line
from route_advisor.advice.model import Advice, Moment, Term
from route_advisor.advice.planned import Fit, Plan
from route_advisor.documents.mistakes import refuse_other_kind
from route_advisor.facts import Facts, Told
from route_advisor.rulebook.catalogue import Catalogue


class Nature(StrEnum):
    """What a day rests on. Each has a shape and a word of its own, so that none is taken for another."""

    RECORD = "record"
    LAW = "law"
    TODAY = "today"
    PLANNING = "planning"


class Mark(Line):
    """One day of a timeline: what it is (`kind`), what it rests on, and the parts and the word that it is about.

    `kind` is that of a `Moment`, or `term_starts`, `earlier_last_day`, `last_day`, `other_last_day`, `extra_time_from`, `today`, or
    `link_…` for a link of the plan.
    """

    kind: str
    nature: Nature
    day: date
    components: tuple[str, ...] = ()
    word: str | None = None
    expected: bool = False


class Timeline(Line):
    """All days of one advice, the earliest first. `days_used` and `days_left` are those of the term, `None` where it has no first day."""

    case_ref: str
    on: date
    marks: tuple[Mark, ...]
    days_used: int | None = None
    days_left: int | None = None
    no_term: Literal["not_started", "not_covered", "not_needed", "unknown"] | None = None
    """Why it has no term."""


RECORDED = {
    "duo.duty.notified": "notice",
    "municipality.intake.invited": "intake_invited",
    "municipality.intake.completed": "intake",
    "municipality.plans[].dated": "plan",
    "duo.plan.dated": "plan",
    "duo.exams[].outcome": "result",
    "municipality.pvt.signed": "pvt",
    "municipality.map.final_talk": "map",
    "municipality.z_route.completed": "z_route",
}
"""The fields of a file whose day stands on a timeline, and what that day is."""


def moments(facts: Facts, catalogue: Catalogue) -> tuple[Moment, ...]:
    """What is on record with a day, the earliest first."""
    found = [one for told in facts.told if told.kind in RECORDED and (one := _moment(told, facts, catalogue)) is not None]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.day, one.kind, one.component or "")))


def _moment(told: Told, facts: Facts, catalogue: Catalogue) -> Moment | None:
    kind = RECORDED.get(told.kind)
    if kind is None or told.later:
        return None
    if kind != "result":
        day = _a_day(told.word)
        return None if day is None else Moment.unchecked(kind=kind, day=day, component=None, word=None, teller=told.told_by.teller)
    day, part = told.told_by.dated, _part(told.feeds, catalogue)
    if day is None or part is None:
        return None
    fact = facts.known.get(f"{part}_result")  # the newest result has its level in the word of the fact
    word = fact.word if fact is not None and any(one.dated == day for one in fact.told_by) else told.word
    return Moment.unchecked(kind=kind, day=day, component=part, word=word, teller=told.told_by.teller)


def _a_day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _part(feeds: Iterable[str], catalogue: Catalogue) -> str | None:
    """The component whose result a field tells."""
    return next((part for part in catalogue.components if f"{part}_result" in feeds), None)


def timeline(advice: Advice) -> Timeline:
    """The days of an advice: notice, intake, plan, results, term, extensions, today, last day, and the days of the plan."""
    refuse_other_kind(advice, Advice, needed="an_advice", hint="make_an_advice")
    term = advice.term
    marks = [*_recorded(advice), *_planned(advice), Mark(kind="today", nature=Nature.TODAY, day=advice.on)]
    if isinstance(term, Term):
        marks += _of_term(term)
    marks.sort(key=lambda one: (one.day, _ORDER.index(one.nature)))
    used, left = (term.days_used, term.days_left) if isinstance(term, Term) else (None, None)
    no_term = None if isinstance(term, Term) else term
    return Timeline(case_ref=advice.case_ref, on=advice.on, marks=tuple(marks), days_used=used, days_left=left, no_term=no_term)


_ORDER = (Nature.RECORD, Nature.TODAY, Nature.PLANNING, Nature.LAW)
"""On one day: what was, today, what is planned, and the last day behind it."""


def _recorded(advice: Advice) -> Iterator[Mark]:
    """What is on record; exams of one day with one outcome stand together."""
    groups: dict[tuple[str, date, str | None], list[str]] = {}
    for one in advice.moments:
        parts = groups.setdefault((one.kind, one.day, one.word), [])
        if one.component is not None and one.component not in parts:
            parts.append(one.component)
    for (kind, day, word), parts in groups.items():
        yield Mark(kind=kind, nature=Nature.RECORD, day=day, components=tuple(parts), word=word)


def _of_term(term: Term) -> Iterator[Mark]:
    if term.starts is not None:
        yield Mark(kind="term_starts", nature=Nature.LAW, day=term.starts, expected=term.expected)
    earlier = {one.last_day for one in term.extensions} | ({term.computed_last_day} if term.computed_last_day is not None else set())
    for day in sorted(earlier - {term.last_day}):
        yield Mark(kind="earlier_last_day", nature=Nature.LAW, day=day)
    yield Mark(kind="last_day", nature=Nature.LAW, day=term.last_day, expected=term.expected)
    if term.other_last_day is not None:
        yield Mark(kind="other_last_day", nature=Nature.LAW, day=term.other_last_day, expected=True)


def _planned(advice: Advice) -> Iterator[Mark]:
    """The days of the plan that still come, up to the result, where it still fits; parts with the same day stand together."""
    groups: dict[tuple[str, date], list[str]] = {}
    for chain in advice.plan.chains if isinstance(advice.plan, Plan) else ():
        for link in chain.links[:-1] if chain.fit is not Fit.NO_LONGER_FITS else ():
            if link.latest is not None and not link.latest.passed:
                groups.setdefault((link.link, link.latest.planning_day), []).append(chain.component)
    expected = isinstance(advice.plan, Plan) and advice.plan.expected
    for (name, day), parts in groups.items():
        yield Mark(kind=f"link_{name}", nature=Nature.PLANNING, day=day, components=tuple(parts), expected=expected)
