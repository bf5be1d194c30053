"""A whole source on one machine: a pool of workers, parts written in order, and a manifest to go on from."""

import gc
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from copy import copy
from io import BytesIO
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple, Self, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from route_advisor.caseload.batches import Answered, Worker, failed
from route_advisor.caseload.known_answers import KnownAnswers
from route_advisor.caseload.manifest import Asked, Manifest, Part, going_on, part_of, put, totals
from route_advisor.caseload.schema import Status
from route_advisor.caseload.source import Batch, Source, batches, opened
from route_advisor.errors import EngineDisagreement, FileRefused
from route_advisor.messages import Message
from route_advisor.reasoning.kept import KeptAnswers, Key
from route_advisor.version import __version__

T = TypeVar("T")
W = TypeVar("W")
ROWS_A_PART = 4_000
"""Rows that are answered by column: the more at once, the less a row costs, and the more memory a process takes."""
ROWS_A_PART_IN_FULL = 2_000
"""Rows that are answered one after another, and of which more is asked."""
_SELDOM = 100_000
"""New objects between two looks for garbage. A file that was answered goes at once; what is left of it in circles is little."""
FEW = 5
"""Rows without an answer that a report names."""
_DIED = "the process that answered it died, twice; there is no answer"


class Pace(NamedTuple):
    """How the work is divided: processes, rows a part, and how a process is started."""

    workers: int = 1
    rows_a_part: int | None = None
    """`None` for as many as suit what is asked."""
    start_method: str = "spawn"

    def rows_for(self, worker: Worker) -> int:
        """The rows of a part, for what that worker is asked."""
        return self.rows_a_part or (ROWS_A_PART_IN_FULL if worker.full or worker.questions else ROWS_A_PART)


class Progress(NamedTuple):
    """How far a run is, in rows."""

    done: int
    rows: int


class Unanswered(NamedTuple):
    """A row without an answer: its place in the source, counted as in `people-*.parquet`, and why."""

    row: int
    error: str


class Report(NamedTuple):
    """What a run came to: rows by status, and case references that stand in more than one row."""

    rows: int
    statuses: Mapping[str, int]
    duplicates: int
    skipped: int
    """Rows whose parts stood there already."""
    first_without: tuple["Unanswered", ...] = ()
    """The first few rows without an answer, of this run and of earlier ones."""
    forgotten: bool = False
    """Whether somebody who was asked anew heard something else than was kept.

    Then all answers of earlier runs were thrown away, and no part counts as whole: rows may rest on them. `resume` answers every row again.
    """

    @property
    def whole(self) -> bool:
        """Whether every row was answered."""
        return set(self.statuses) <= {Status.OK} and not self.forgotten


class _Made(NamedTuple):
    """The files of a part, in bytes, and what became of its rows."""

    people: bytes
    components: bytes
    advice: bytes | None
    statuses: Mapping[str, int]
    learned: Mapping[Key, Any]
    """The answers that were new to whoever answered."""
    contradicted: bool
    """Whether an answer that whoever answered had kept was not the one that it heard anew."""


def run(
    path: Path,
    folder: Path,
    worker: Worker,
    *,
    pace: Pace = Pace(),  # noqa: B008 - frozen
    resume: bool = False,
    known: KnownAnswers | None = None,
    told: Callable[[Progress], None] = lambda _: None,
) -> Report:
    """Answer every personal file of a source into `folder`: `people-*.parquet`, `components-*.parquet`, `manifest.json`.

    Where the worker is `full` also `advice-*.jsonl`. Parts are written in the order of the source, each whole or not there. `resume` goes on
    with what stands in the folder, where source, day, rulebook and all that was asked are the same. `known` are the answers of earlier runs,
    to which those of this one are added; they are thrown away where one of them is wrong. `told` hears of each part. A worker that
    dies costs its batch, which is asked once more and then row by row. Raises `FileRefused` for a source that cannot be read, and for a
    folder that holds other results.
    """
    with _Pool(worker, pace, known) as pool:
        if path.is_file():
            pool.start()  # its processes come up while the source is read through for its hash
        source = opened(path)
        folder.mkdir(parents=True, exist_ok=True)
        rows_a_part = pace.rows_for(worker)
        asked = _asked(source, worker, rows_a_part)
        before = Manifest.of(folder)
        if before is None and any(folder.glob("people-*.parquet")):  # nobody knows whose rows these are, and they would be read with ours
            raise FileRefused([Message("results_of_nobody", path=folder)])
        if not resume and before is not None:
            raise FileRefused([Message("results_already", path=folder)])
        manifest = going_on(folder, asked)
        if before is None:
            manifest.written(folder)
        skipped = done = sum(part.rows for part in manifest.parts)
        parts = list(manifest.parts)
        learned: dict[Key, Any] = {}
        contradicted = False
        try:
            for batch, made in pool.answers(batches(source, rows_a_part, len(parts))):
                names = _files(len(parts), made)
                put({folder / name: content for name, content in names.items()})
                parts.append(part_of(names, len(batch.files), made.statuses))
                contradicted |= made.contradicted
                Manifest(asked=asked, parts=() if contradicted else tuple(parts)).written(folder)
                done += len(batch.files)
                learned |= made.learned
                told(Progress(done, source.rows))
        finally:
            if known is not None and contradicted:
                known.forget()
            elif known is not None:
                known.add(learned)
    duplicates = _duplicates(folder, len(parts))
    put({folder / "duplicates.txt": "".join(f"{one}\n" for one in duplicates).encode()})
    if not contradicted:
        Manifest(asked=asked, parts=tuple(parts), whole=True, duplicates=len(duplicates)).written(folder)
    return Report(done, totals(parts), len(duplicates), skipped, tuple(islice(_unanswered(folder, parts), FEW)), contradicted)


def _asked(source: Source, worker: Worker, rows_a_part: int) -> Asked:
    return Asked(
        source=source.digest,
        on=worker.on.isoformat(),
        rulebook=worker.advisor.rulebook.hash,
        package=__version__,
        evaluators=worker.advisor.evaluators,
        rows_a_part=rows_a_part,
        full=worker.full,
        questions=worker.questions,
    )


def _files(number: int, made: _Made) -> dict[str, bytes]:
    files = {f"people-{number:05}.parquet": made.people, f"components-{number:05}.parquet": made.components}
    return files if made.advice is None else {**files, f"advice-{number:05}.jsonl": made.advice}


def _unanswered(folder: Path, parts: Iterable[Part]) -> Iterator[Unanswered]:
    """The rows without an answer, in order; parts in which every row has one are not read."""
    for number, part in enumerate(parts):
        if set(part.statuses) <= {Status.OK}:
            continue
        rows = pq.read_table(folder / f"people-{number:05}.parquet", columns=["row", "status", "error"]).to_pylist()
        yield from (Unanswered(one["row"], one["error"] or "") for one in rows if one["status"] != Status.OK)


def _duplicates(folder: Path, parts: int) -> list[str]:
    columns = [pq.read_table(folder / f"people-{number:05}.parquet", columns=["case_ref"]).column(0) for number in range(parts)]
    counts = pc.value_counts(pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string()).drop_null())
    return sorted(one["values"] for one in counts.to_pylist() if one["counts"] > 1)


class _Pool:
    """Processes that answer batches, one more than they can hold at once; a new set of them where one died."""

    def __init__(self, worker: Worker, pace: Pace, known: KnownAnswers | None) -> None:
        self._worker = worker
        self._known = known
        self._pace = pace
        self._pool = self._new()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._pace.workers, get_context(self._pace.start_method), _start, (self._worker, self._known))

    def start(self) -> None:
        """Let the processes come up before there is work."""
        for _ in range(self._pace.workers):
            self._submitted(_ready, None)

    def answers(self, todo: Iterator[Batch]) -> Iterator[tuple[Batch, _Made]]:
        """Each batch with its answers, in order."""
        ahead: deque[tuple[Batch, Future[_Made]]] = deque()
        for batch in todo:
            ahead.append((batch, self._submitted(_answer, batch)))
            if len(ahead) > self._pace.workers:
                yield from self._first(ahead)
        while ahead:
            yield from self._first(ahead)

    def _first(self, ahead: deque[tuple[Batch, "Future[_Made]"]]) -> Iterator[tuple[Batch, _Made]]:
        batch, future = ahead.popleft()
        try:
            yield batch, future.result()
        except BrokenProcessPool:
            waiting = [batch, *(one for one, _ in ahead)]  # whoever died took all of them along
            ahead.clear()
            self._pool = self._new()
            for one in waiting:
                yield one, self._alone(one)

    def _alone(self, batch: Batch) -> _Made:
        """The answers of a batch that was asked when somebody died: once more, and then row by row."""
        made = self._once(_answer, batch)
        if made is not None:
            return made
        rows = [self._once(_rows, one) or failed(one.first, one.names[0] if one.names else None, _DIED) for one in batch.alone()]
        return _joined(rows, full=self._worker.full)

    def _once(self, task: Callable[[Batch], T], batch: Batch) -> T | None:
        try:
            return self._submitted(task, batch).result()
        except BrokenProcessPool:
            self._pool = self._new()
            return None

    def _submitted(self, task: Callable[[W], T], batch: W) -> "Future[T]":
        try:
            return self._pool.submit(task, batch)
        except BrokenProcessPool as died:  # somebody died meanwhile: the same as dying over this batch
            future: Future[T] = Future()
            future.set_exception(died)
            return future


class _Here:
    """What one process of the pool knows."""

    worker: Worker | None = None
    told = 0
    """How many of its answers it was told, or has told."""
    settled = False
    """Whether rules and words were put aside, where nobody looks for garbage."""


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for ever for work that nobody brings."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _start(worker: Worker, known: KnownAnswers | None) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(_SELDOM)
    gc.freeze()  # what a fork inherits is its parent's to clear: here it could wait for ever for a lock that nobody gives back
    worker = copy(worker)  # which opens what it needs itself, and takes nothing open along over a fork
    _Here.worker, _Here.told, _Here.settled = worker, 0, False
    if known is not None:
        with suppress(EngineDisagreement):  # of what a fork inherits: it is forgotten, and told with the first batch
            known.tell(worker.advisor, worker.on)
        _Here.told = len(worker.advisor.answers_kept(worker.on))


def _ready(_: None) -> None:
    """The process is here."""


def _rows(batch: Batch) -> Answered:
    if _Here.worker is None:
        raise RuntimeError("this process was not started by a pool")
    return _Here.worker.answer(batch.files, batch.first, batch.names)


def _answer(batch: Batch) -> _Made:
    answered = _rows(batch)
    made = _joined([answered], full=answered.advice is not None)
    if not _Here.settled:  # rules and words stay for as long as the process: nobody need look through them for garbage again
        gc.collect()
        gc.freeze()
        _Here.settled = True
    kept = _answers_kept()
    new = kept.since(_Here.told)
    _Here.told = len(kept)
    return made._replace(learned=new, contradicted=kept.contradicted)


def _answers_kept() -> KeptAnswers:
    assert _Here.worker is not None  # noqa: S101 - whoever answered has one
    return _Here.worker.advisor.answers_kept(_Here.worker.on)


def _joined(answered: list[Answered], *, full: bool) -> _Made:
    people = pa.Table.from_batches([one.people for one in answered])
    components = pa.Table.from_batches([one.components for one in answered])
    advice = "".join(f"{line}\n" for one in answered for line in one.advice or ()).encode() if full else None
    return _Made(_parquet(people), _parquet(components), advice, Counter(people.column("status").to_pylist()), {}, contradicted=False)


def _parquet(table: pa.Table) -> bytes:
    out = BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()
