"""Many people at once: who is found and why, and all their days, as a table, as CSV and as JSON."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from textwrap import wrap

from rich.console import Console
from rich.table import Table

from route_advisor.advice.agenda import AgendaDay
from route_advisor.advice.found import Found, Reason, Refused, Sought
from route_advisor.advice.planned import LegalDate
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.topics import topics_of
from route_advisor.writers.spreadsheet import harmless
from route_advisor.writers.wording import Wording, no_decision, of_the_rulebook, readable

NARROW, ROOMY = 60, 110
"""Columns: below the first a list stands in place of a table; from the second a table says more."""

MOST_REASONS = 3
"""Reasons beyond these are counted, not shown; JSON and CSV have them all."""


def as_found(
    found: Sequence[Found], catalogue: Catalogue, *, on: date, of: int, lang: str = "nl", width: int = 80, terminal: bool = False
) -> str:
    """Who is found of so many files, most urgent first: a table with the reason in a clause a row, or a list where it is narrow."""
    words = _ManyWords(catalogue, lang)
    title = words.label("found_title", found=str(len(found)), all=str(of), day=words.day(on))
    if not found:
        return f"{title}\n"
    rows = [(one.case_ref, words.marked(one.day, law=one.law), words.until(one.days), "; ".join(words.reasons(one))) for one in found]
    if width < NARROW:
        return _listed(title, ((f"{case}  {day} {left}".rstrip(), says) for case, day, left, says in rows), words, width)
    roomy = width >= ROOMY
    table = _table("found_case", *(("found_route", "found_term") if roomy else ()), "found_day", "found_left", "found_why", words=words)
    for one, (case, day, left, says) in zip(found, rows, strict=True):
        where = (words.route(one), words.marked(one.last_day, law=True)) if roomy else ()
        table.add_row(case, *where, day, left, says, style="red" if one.days is not None and one.days < 0 else "")
    return _drawn(title, table, words, width, terminal=terminal)


def as_agenda(
    days: Sequence[AgendaDay], catalogue: Catalogue, *, on: date, lang: str = "nl", width: int = 80, terminal: bool = False
) -> str:
    """All days, the first in front. Each says whether it is of the law or careful planning."""
    words = _ManyWords(catalogue, lang)
    title = words.label("agenda_title", count=str(len(days)), day=words.day(on))
    if not days:
        return f"{title}\n"
    rows = [(words.short(one.day), words.kind(one), one.case_ref, words.said(one)) for one in days]
    if width < NARROW:
        return _listed(title, ((f"{day}  {kind}  {case}", says) for day, kind, case, says in rows), words, width)
    table = _table("found_day", "agenda_kind", "found_case", "agenda_what", words=words)
    for one, row in zip(days, rows, strict=True):
        table.add_row(*row, style="bold" if one.is_law else "")
    return _drawn(title, table, words, width, terminal=terminal)


def found_csv(found: Iterable[Found], catalogue: Catalogue, *, lang: str = "nl") -> str:
    """One row a file, with a head; no cell acts in a spreadsheet."""
    words = _ManyWords(catalogue, lang)
    head = ("file", "case_ref", "day", "days", "why", "act", "phase", "route", "last_day", "days_left", "open", "kind")
    rows = (
        (
            *(one.file, one.case_ref, one.day, one.days, "; ".join(words.every_reason(one)), one.act, one.phase, one.route),
            *(one.last_day, one.days_left, " ".join(one.open), None if one.day is None else "law" if one.law else "planning"),
        )
        for one in found
    )
    return _csv(head, rows)


def agenda_csv(days: Iterable[AgendaDay], catalogue: Catalogue, *, lang: str = "nl") -> str:
    """One row a day, with a head; no cell acts in a spreadsheet."""
    words = _ManyWords(catalogue, lang)
    rows = ((one.day, "law" if one.is_law else "planning", one.case_ref, one.file, words.said(one)) for one in days)
    return _csv(("day", "kind", "case_ref", "file", "what"), rows)


def found_json(found: Iterable[Found], refused: Iterable[Refused], *, on: date) -> str:
    """The found files with all that is known of them, and those that were refused."""
    return _json(
        "found/1", on, found=[one.model_dump(mode="json") for one in found], refused=[one.model_dump(mode="json") for one in refused]
    )


def agenda_json(days: Iterable[AgendaDay], refused: Iterable[Refused], *, on: date) -> str:
    """The days, each as a `legal_date` or a `planning_day`, and the files that were refused."""
    return _json(
        "agenda/1", on, days=[one.model_dump(mode="json") for one in days], refused=[one.model_dump(mode="json") for one in refused]
    )


class _ManyWords(Wording):
    """Says in a clause why somebody is found, to whoever looks through files of many people."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        super().__init__(catalogue, of_the_rulebook(catalogue, language))
        self.topics = topics_of(catalogue)

    def short(self, day: date | None) -> str:
        return self.label("found_no_day") if day is None else self.label("found_short_day", d=f"{day:%d}", m=f"{day:%m}", y=f"{day:%Y}")

    def marked(self, day: date | None, *, law: bool) -> str:
        """A day behind its mark: one of the law and one of the plan never look alike."""
        return self.short(day) if day is None else f"{self._mark(law=law)} {self.short(day)}"

    def _mark(self, *, law: bool) -> str:
        """The sign in front of a kind of day, the same in every language."""
        return self.catalogue.label("agenda_law" if law else "agenda_planning").nl[:1]

    def until(self, days: int | None) -> str:
        """The days up to a day; a mark where it has passed."""
        return "" if days is None else f"! {days}" if days < 0 else str(days)

    def route(self, one: Found) -> str:
        return self.label("found_no_day") if one.route is None else self.head("route", one.route)

    def kind(self, one: AgendaDay) -> str:
        return self.label("agenda_law" if one.is_law else "agenda_planning")

    def said(self, one: AgendaDay) -> str:
        expected = isinstance(one.when, LegalDate) and one.when.expected
        return f"{self.of(one.says)} ({self.label('word_expected')})" if expected else self.of(one.says)

    def reasons(self, one: Found) -> Iterator[str]:
        """The first few; of the lines that one rule has for several parts the first, and how many more there are."""
        alike: dict[tuple[str, str], list[Reason]] = {}
        for reason in one.reasons:
            alike.setdefault((reason.sought, (reason.about or "").partition(":")[0]), []).append(reason)
        told = [self._said_of(group[0], one) + (f" (+{len(group) - 1})" if len(group) > 1 else "") for group in alike.values()]
        yield from told[:MOST_REASONS]
        if len(told) > MOST_REASONS:
            yield f"+{len(told) - MOST_REASONS} {self.label('word_more')}"

    def every_reason(self, one: Found) -> Iterator[str]:
        yield from (self._said_of(reason, one) for reason in one.reasons)

    def _said_of(self, reason: Reason, one: Found) -> str:
        said = self._reason(reason, one)
        return f"{said} ({self.label('word_expected')})" if reason.expected else said

    def _reason(self, reason: Reason, one: Found) -> str:
        about = "" if reason.about is None else self._about(reason.about)
        own = f"agenda_{reason.about}"
        says = self.label(own) if own in self.catalogue.labels else "" if reason.says is None else self.of(reason.says)
        day = self.marked(reason.day, law=reason.law)
        if reason.sought in (Sought.NEXT, Sought.OVERDUE) and says:
            return says if reason.sought is Sought.NEXT else self.label("found_overdue", what=says, day=day)
        if reason.sought is Sought.OVERDUE:
            return self.label("found_term_over", day=day)
        left = "" if reason.day is None else str((reason.day - one.on).days)
        return self.label(f"found_{reason.sought}", about=about, what=says, day=day, left=left)

    def _about(self, name: str) -> str:
        """The name of a part, a topic, a fact or a line of the head."""
        if name in self.catalogue.components:
            return self.component(name)
        if name in self.topics.by_id:
            return self.of(self.topics.by_id[name].name)
        return self.label(f"heading_{name}") if f"heading_{name}" in self.catalogue.labels else self.fact_of_part(name)


def _table(*labels: str, words: Wording) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for name in labels:
        right = name == "found_left"
        last = name in ("found_why", "agenda_what")
        table.add_column(
            words.label(name), justify="right" if right else "left", no_wrap=not last, ratio=1 if last else None, overflow="fold"
        )
    return table


def _drawn(title: str, table: Table, words: Wording, width: int, *, terminal: bool) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, force_terminal=terminal, color_system="standard" if terminal else None, highlight=False, markup=False
    )
    console.print(title, style="bold", soft_wrap=False)
    console.print(table)
    return "\n".join(line.rstrip() for line in (*stream.getvalue().splitlines(), "", *_below(words, width))) + "\n"


def _listed(title: str, items: Iterable[tuple[str, str]], words: Wording, width: int) -> str:
    lines = wrap(title, width)
    for first, says in items:
        lines += [*wrap(f"- {first}", width, subsequent_indent="  "), *wrap(says, width, initial_indent="  ", subsequent_indent="  ")]
    return "\n".join([*lines, "", *_below(words, width)]) + "\n"


def _below(words: Wording, width: int) -> list[str]:
    """What the signs in front of days mean, and who gives the final answer."""
    signs = f"{words.label('agenda_law')} · {words.label('agenda_planning')}"
    return [signs, *wrap(no_decision(words), width)]


def _csv(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    stream = io.StringIO()
    written = csv.writer(stream, lineterminator="\n")
    written.writerow(head)
    written.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> object:
    """A number stays a number; a text that would act in a spreadsheet gets a mark in front (OWASP, CSV injection)."""
    if value is None or isinstance(value, int):
        return value
    return harmless(readable(str(value)))


def _json(schema: str, on: date, **lists: object) -> str:
    return json.dumps({"schema": schema, "on": on.isoformat(), **lists}, ensure_ascii=False, indent=2) + "\n"
