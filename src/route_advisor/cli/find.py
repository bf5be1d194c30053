"""`route-advisor find`: which of many files need somebody now, and all their days in one list."""

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from route_advisor.cli.answers import WIDE, give, refuse_folder, refuse_other_language, tell, width
from route_advisor.cli.lists import ListForm, ListLook
from route_advisor.cli.options import Language, OnDay, Output, OverlayFolders
from route_advisor.cli.refusals import ExitCode, WrongUse, in_their_language
from route_advisor.cli.typed import today
from route_advisor.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from route_advisor.advice.agenda import AgendaDay
    from route_advisor.advice.found import Filters, Found, Refused
    from route_advisor.advisor import Advisor
    from route_advisor.caseload.finding import OneFile

SEVERAL_PROCESSES_FROM = 600
"""Files from which several processes read sooner than one."""

MOST_PROCESSES = 8

BAR_FROM = 25
"""Files from which a bar says how far the reading is, on a terminal."""


Paths = Annotated[list[Path], typer.Argument(metavar="DIR|FILE...", help="Files, or folders with YAML or JSON files.", show_default=False)]


def find(
    paths: Paths,
    on: OnDay = None,
    lang: Language = "nl",
    *,
    open_: Annotated[list[str] | None, typer.Option("--open", metavar="PART", help="This part is not closed (KNM, schrijven).")] = None,
    term_within: Annotated[int | None, typer.Option(metavar="DAYS", min=0, help="The term ends within so many days.")] = None,
    plan_late: Annotated[bool, typer.Option("--plan-late", help="The weeks for the PIP have passed, and there is none.")] = False,
    reported: Annotated[bool, typer.Option("--reported", help="Something is reported and not on record.")] = False,
    conflict: Annotated[bool, typer.Option("--conflict", help="Sources differ.")] = False,
    may_ask: Annotated[
        list[str] | None, typer.Option(metavar="TOPIC", help="Something can be asked now: lower-level, extra-time, another topic.")
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="A day has passed with something still to do.")] = False,
    agenda: Annotated[bool, typer.Option("--agenda", help="All days of all these files in one list, in place of the files.")] = False,
    format_: Annotated[ListForm, typer.Option("--format", help="How the list is written; ics for --agenda only.")] = ListForm.TEXT,
    output: Output = None,
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, max=64, help="Processes; as many files ask for if left out.")] = None,
    overlay: OverlayFolders = None,
) -> None:
    """Say which of many files need somebody now, the most urgent first. Filters combine; without one all files are shown.

    A folder that `caseload --full` wrote is looked through without its files.
    Files that cannot be read are listed at the end on stderr; the exit code is 3 where none could be read.
    """
    from route_advisor.advice.found import Filters
    from route_advisor.cli.rulebooks import advisor_of

    if format_ is ListForm.ICS and not agenda:
        raise WrongUse(Message("calendar_of_days"))
    if output is not None:
        refuse_folder(output)
    advisor = advisor_of(overlay)
    files = _files_of(paths, advisor, on)
    if not files.number:
        raise WrongUse(Message("nothing_to_read"))
    refuse_other_language(advisor.rulebook.catalogue, lang)
    filters = Filters(
        open=tuple(open_ or ()),
        term_within=term_within,
        plan_late=plan_late,
        reported=reported,
        conflict=conflict,
        may_ask=tuple(may_ask or ()),
        overdue=overdue,
    )
    look = ListLook(format_, advisor.rulebook.catalogue, lang, files.on, WIDE if output is not None else width(), output is None)
    look.say_the_language()
    search = _Search(files, filters, advisor, workers)
    give(look.agenda(search.days(), search.refused) if agenda else look.found(search.found(), search.refused, of=files.number), output)
    search.tell_refused(lang)


class _Files(NamedTuple):
    """What is looked through, how much that is, and on which day."""

    each: "Iterable[OneFile]"
    number: int
    on: "date"


def _files_of(paths: list[Path], advisor: "Advisor", on: "date | None") -> _Files:
    """The files at these paths; or the rows of the caseload whose result one folder holds."""
    from route_advisor.caseload.finding import files_of, is_result

    folder = next((path for path in paths if is_result(path)), None)
    if folder is None:
        files = files_of(paths)
        return _Files(files, len(files), on or today())
    if len(paths) > 1:
        raise WrongUse(Message("caseload_beside_files", folder=folder))
    try:
        from route_advisor.caseload.results import result_of
    except ImportError:
        raise WrongUse(Message("caseload_needs_pyarrow")) from None
    result = result_of(folder, advisor.rulebook.hash)
    if on is not None and on != result.on:
        raise WrongUse(Message("caseload_of_other_day", folder=folder, day=result.on))
    return _Files(result.rows(), result.rows_in_all, result.on)


@dataclass
class _Search:
    """A look through files: what is sought, and what was refused on the way."""

    files: _Files
    filters: "Filters"
    advisor: "Advisor"
    workers: int | None
    refused: "list[Refused]" = field(default_factory=list)

    def found(self) -> "list[Found]":
        """The files that were found, the most urgent first."""
        from route_advisor.caseload.finding import find as find_in

        with _bar(self.files.number) as looked:
            return sorted(find_in(self.files.each, self.filters, looked=looked, **self._reading()), key=lambda one: one.urgency)

    def days(self) -> "list[AgendaDay]":
        """All days of the files that were found, the first in front."""
        from route_advisor.caseload.agenda import agenda

        with _bar(self.files.number) as looked:
            return sorted(agenda(self.files.each, self.filters, looked=looked, **self._reading()), key=lambda one: one.order)

    def _reading(self) -> "dict[str, Any]":
        processes = self.workers or (1 if self.files.number < SEVERAL_PROCESSES_FROM else min(MOST_PROCESSES, os.cpu_count() or 1))
        return {"on": self.files.on, "advisor": self.advisor, "workers": processes, "refused": self.refused.append}

    def tell_refused(self, lang: str) -> None:
        """List the files that could not be read, on stderr. Raises `typer.Exit` where none could."""
        if not self.refused:
            return
        from route_advisor.writers.wording import Wording

        words = Wording(self.advisor.rulebook.catalogue, lang)
        tell(words.label("found_refused", count=str(len(self.refused)), all=str(self.files.number)))
        for one in self.refused:
            first, *more = map(in_their_language, one.mistakes)
            rest = f" (+{len(more)} {words.label('word_more')})" if more else ""
            tell(f"{one.file}{first.removeprefix(Path(one.file).name).removeprefix(one.file)}{rest}")
        if len(self.refused) == self.files.number:
            raise typer.Exit(ExitCode.INPUT_REFUSED)


@contextmanager
def _bar(count: int) -> "Iterator[Callable[[], object] | None]":
    """What to call after each file: a bar on stderr says how far the reading is, where there are many and somebody sees it."""
    if count < BAR_FROM or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    with Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=count)
        yield partial(progress.advance, task)
