"""The dates of an advice as a calendar (RFC 5545): the last day of the term, fixed dates, latest sensible days."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from route_advisor.advice.model import Advice, Step, Term
from route_advisor.dates import next_day
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.writers.outline import Outline, in_one, outline, steps_of_one_kind, written
from route_advisor.writers.wording import Wording

_LONGEST_LINE = 75
"""Octets in one line of a calendar, without its end."""


@dataclass(frozen=True, slots=True)
class _Event:
    about: str
    day: date
    summary: str


def as_ics(advice: Advice, catalogue: Catalogue | None = None, *, lang: str = "nl") -> str:
    """A calendar of whole days. Each entry tells who gives the final answer.

    An entry keeps its identity in a later advice on the same case, so that a calendar moves it and does not double it.
    Without dates it holds one journal entry that says so.
    """
    told = outline(advice, lang, catalogue)
    words = Wording(catalogue or Rulebook.shipped().catalogue, lang)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_text(advice.receipt.package)}//{words.spoken_language.upper()}"]
    lines.append(f"X-WR-CALNAME:{_text(words.label('calendar', case_ref=advice.case_ref))}")
    events = list(_events(advice, words))
    for event in events:
        lines += _entry("VEVENT", event, advice, told)
    if not events:
        lines += _entry("VJOURNAL", _Event("none", advice.on, words.label("event_none")), advice, told)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _events(advice: Advice, words: Wording) -> Iterator[_Event]:
    if isinstance(advice.term, Term):
        yield _Event("last_day", advice.term.last_day, words.label("event_last_day"))
    seen: Counter[str] = Counter()
    for group in steps_of_one_kind(advice.steps, words):
        rule = written(group[0].id)
        yield from _of_steps(group, f"{rule} {seen[rule]}", words)
        seen[rule] += 1


def _of_steps(group: Sequence[Step], about: str, words: Wording) -> Iterator[_Event]:
    """A day that has passed is no appointment any more, and what is only to know never was one."""
    says, first = in_one(group, words), group[0]
    if first.passed:
        return
    if first.day is not None:
        yield _Event(about, first.day, says)
    if first.latest_sensible_day is not None:
        yield _Event(f"{about} latest", first.latest_sensible_day, words.label("event_latest", what=says))


def _entry(kind: str, event: _Event, advice: Advice, told: Outline) -> Iterator[str]:
    identity = hashlib.sha256(f"{advice.case_ref} {event.about}".encode()).hexdigest()[:32]
    yield f"BEGIN:{kind}"
    yield f"UID:{identity}@route-advisor"
    yield f"DTSTAMP:{advice.receipt.on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    if kind == "VEVENT":
        yield f"DTEND;VALUE=DATE:{next_day(event.day):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"DESCRIPTION:{_text(told.deferral)}\\n{_text(told.receipt)}"
    yield "CLASS:PRIVATE"
    yield f"END:{kind}"


def _text(says: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", says).replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets; a letter of several octets stays whole."""
    pieces, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LONGEST_LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += octets
    return "\r\n".join(pieces)
