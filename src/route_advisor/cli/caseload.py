"""`route-advisor caseload`: thousands of personal files in, rows for every person and component out."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give, on_a_terminal, tell
from route_advisor.cli.options import OnDay, OverlayFolders
from route_advisor.cli.refusals import ExitCode, WrongUse, in_their_language
from route_advisor.cli.typed import today
from route_advisor.messages import Message

if TYPE_CHECKING:
    from route_advisor.caseload.run import Progress


def caseload(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="JSON lines, Parquet, or a folder of personal files.", show_default=False)
    ],
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="The folder for the results.")],
    on: OnDay = None,
    overlay: OverlayFolders = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=256, help="How many processes answer.")] = 1,
    part: Annotated[
        int | None,
        typer.Option(
            "--part", min=1, max=100_000, help="How many rows a part of the results has: else 4,000, or 2,000 with --full and --questions."
        ),
    ] = None,
    *,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what stands in DIR.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Also the whole advice of each person, as JSON lines; `find` reads it.")] = False,
    questions: Annotated[bool, typer.Option("--questions", help="Also the question that settles most for each person.")] = False,
) -> int:
    """Answer many personal files: people, components and a manifest as Parquet and JSON.

    A row that cannot be answered says why, and costs the others nothing; then the exit code is 5. Stopped? Type the same with --resume.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # of this process and its workers: it gives back what a batch took
    try:
        from route_advisor.caseload.batches import Worker
        from route_advisor.caseload.known_answers import KnownAnswers
        from route_advisor.caseload.run import Pace, run
    except ImportError:
        raise WrongUse(Message("needs_pyarrow")) from None
    from route_advisor.cli.rulebooks import advisor_of

    worker = Worker(on or today(), full=full, questions=questions, advisor=advisor_of(overlay) if overlay else None)
    known = KnownAnswers.of(worker.advisor, worker.on)
    with _told() as told:
        try:
            report = run(source, output, worker, pace=Pace(workers, part), resume=resume, known=known, told=told)
        except KeyboardInterrupt:
            tell(Message("caseload_stopped"))
            return ExitCode.OUR_FAULT
    counts = ", ".join(f"{count:,} {status}" for status, count in sorted(report.statuses.items()))
    answered = Message("rows_answered", rows=f"{report.rows:,}", counts=counts or "0")
    give(f"{in_their_language(answered)}\n")
    if report.first_without:
        for one in report.first_without:
            tell(Message("row_without", row=one.row, error=one.error.splitlines()[0] if one.error else ""))
        tell(Message("rows_without", place=output / "people-*.parquet"))
    if report.forgotten:
        tell(Message("kept_answers_wrong"))
    if report.duplicates:
        tell(Message("case_refs_twice", count=f"{report.duplicates:,}", place=output / "duplicates.txt"))
    return ExitCode.GIVEN if report.whole else ExitCode.ROWS_WITHOUT_ANSWER


@contextmanager
def _told() -> Iterator[Callable[["Progress"], None]]:
    """Whoever hears how far a run is: a bar with rate and time left on a terminal, nobody elsewhere."""
    if not on_a_terminal():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(show_speed=True),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task("rows", total=None)
        yield lambda far: bar.update(task, total=far.rows, completed=far.done)
