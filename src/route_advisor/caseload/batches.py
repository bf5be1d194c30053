"""Batch in, two batches out: the function that a pool, Spark or Dask maps over a caseload."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pyarrow as pa
from pydantic import ValidationError

from route_advisor.advisor import Advisor
from route_advisor.caseload.cells import Cells, Parts, components_of, people_of, person_cells, without_answer
from route_advisor.caseload.schema import Status
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import refusal_of
from route_advisor.errors import FileRefused, LimitReached, RouteAdvisorError
from route_advisor.interview import Interview
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile
from route_advisor.readers.files import parse

PERSONAL_FILE = "personal_file"
"""The column that holds a whole personal file as JSON; a batch without it has a column for each key of the file."""

Row = dict[str, Any]


class Answered(NamedTuple):
    """What became of a batch: a row a person, a row a component, and the whole advice of each person as JSON where it was asked for."""

    people: pa.RecordBatch
    components: pa.RecordBatch
    advice: tuple[str, ...] | None = None


def advise_batches(batches: Iterable[pa.RecordBatch], *, on: date, advisor: Advisor | None = None) -> Iterator[Answered]:
    """For each batch of personal files its rows, in the same order. See `schema.PEOPLE` and `schema.COMPONENTS`.

    A batch has a column `personal_file` with JSON, or a column for each key of a personal file, nested. Rows are counted from 1 over all
    batches. What cannot be read or answered is a row with its status and error; nothing raises for a person.
    """
    worker, first = Worker(on, advisor=advisor), 1
    for batch in batches:
        yield worker.answer(rows_of(batch), first)
        first += batch.num_rows


def rows_of(batch: pa.RecordBatch) -> Sequence[str | Row]:
    """The personal files of a batch: JSON texts, or values by key; what is empty there is not in the file."""
    if PERSONAL_FILE in batch.schema.names:
        return [text or "" for text in batch.column(PERSONAL_FILE).to_pylist()]
    return [without_none(row) for row in batch.to_pylist()]


def without_none(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    """A value of a row without the keys that are empty, at any depth: an absent group is unknown, an empty list is not."""
    if isinstance(value, dict):
        return {key: without_none(inner) for key, inner in value.items() if inner is not None}
    return [without_none(inner) for inner in value] if isinstance(value, list) else value


class Worker:
    """Answers personal files on one day. It can be sent to another process, and makes its advisor there."""

    def __init__(self, on: date, *, full: bool = False, questions: bool = False, advisor: Advisor | None = None) -> None:
        """`full`: also the whole advice of each person. `questions`: also the question that settles most for each."""
        self.on = on
        self.full = full
        self.questions = questions
        self._given = advisor

    @cached_property
    def advisor(self) -> Advisor:
        """Who answers: made when it is first needed."""
        return self._given or Advisor()

    def __reduce__(self) -> tuple[type["Worker"], tuple[date], dict[str, Any]]:
        """Only what was asked travels; answers that are kept do not."""
        return Worker, (self.on,), {"full": self.full, "questions": self.questions, "_given": self._given}

    def answer(self, files: Sequence[str | Row], first: int, names: Sequence[str] | None = None) -> Answered:
        """The rows of these files, of which the first is row `first` of the source; `names` are those of their files."""
        people: list[Cells] = []
        parts: list[Parts] = []
        advice: list[str] = []
        for place, file in enumerate(files):
            row, name = first + place, None if names is None else names[place]
            try:
                found = self._read(file, f"row {row}")
            except RouteAdvisorError as error:
                people.append(without_answer(row, _status(error), name, None, _why(error)))
                continue
            try:
                brief = self.advisor.brief(found, on=self.on)
                whole = [self.advisor.advise(found, on=self.on).model_dump_json()] if self.full else []
                question = self._question(found) if self.questions else None
            except Exception as error:  # noqa: BLE001 - one person never costs the others their answer
                people.append(without_answer(row, _status(error), name, found.case_ref, _why(error)))
                continue
            people.append(person_cells(row, name, brief, question))
            parts.append((row, brief.case_ref, brief.components))
            advice += whole
        return Answered(people_of(people), components_of(parts), tuple(advice) if self.full else None)

    def _question(self, file: PersonalFile) -> str | None:
        question = Interview(file, on=self.on, advisor=self.advisor).next_question()
        return None if question is None else question.id

    def _read(self, file: str | Row, name: str) -> PersonalFile:
        catalogue = self.advisor.rulebook.catalogue
        if isinstance(file, str):
            if len(file) > BYTES_OF_A_FILE:
                raise LimitReached(Message("too_large", path=name, limit=f"{BYTES_OF_A_FILE:,}"))
            return parse(file, name, catalogue)
        try:
            return PersonalFile.model_validate(file, context={"catalogue": catalogue})
        except ValidationError as error:
            raise refusal_of(error, Document(name, file), root=PersonalFile) from None


def failed(row: int, name: str | None, why: str) -> Answered:
    """The rows of a file whose worker died."""
    return Answered(people_of([without_answer(row, Status.FAILED, name, None, why)]), components_of([]))


def _status(error: Exception) -> Status:
    return Status.INVALID if isinstance(error, FileRefused) else Status.REFUSED if isinstance(error, LimitReached) else Status.FAILED


def _why(error: Exception) -> str:
    if isinstance(error, FileRefused):
        return "\n".join(error.mistakes)
    return str(error) if isinstance(error, RouteAdvisorError) else f"something went wrong on our side ({type(error).__name__})"
