"""Batch in, two batches out: the function that a pool, Spark or Dask maps over a caseload."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa
from pydantic import ValidationError
from pydantic_core import to_json

from route_advisor.advice.brief import Brief
from route_advisor.advisor import Advisor
from route_advisor.caseload.cells import Cells, Parts, components_of, people_of, person_cells, without_answer
from route_advisor.caseload.schema import Status
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import refusal_of
from route_advisor.errors import EngineDisagreement, FileRefused, LimitReached, RouteAdvisorError
from route_advisor.interview import Interview
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile
from route_advisor.readers.files import Parsed, parse_with_data

if TYPE_CHECKING:
    from route_advisor.caseload.by_column.briefs import BriefsByColumn

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


ROWS_BY_COLUMN: Final = 500
"""From so many files on, what is known of them is derived by column: for fewer, a database costs more than it saves."""


class Worker:
    """Answers personal files on one day. It can be sent to another process, and makes its advisor there."""

    def __init__(
        self, on: date, *, full: bool = False, questions: bool = False, advisor: Advisor | None = None, by_column: int = ROWS_BY_COLUMN
    ) -> None:
        """`full`: also the whole advice of each person. `questions`: also the question that settles most for each.

        `by_column`: from so many files on, what is known of all is derived at once, where nothing more is asked of each.
        """
        self.on = on
        self.full = full
        self.questions = questions
        self._given = advisor
        self._by_column = by_column

    @cached_property
    def advisor(self) -> Advisor:
        """Who answers: made when it is first needed."""
        return self._given or Advisor()

    @cached_property
    def _columns(self) -> "BriefsByColumn | None":
        """Who answers many at once; nobody for a rulebook of another law."""
        from route_advisor.caseload.by_column.briefs import BriefsByColumn  # noqa: PLC0415 - a few files need no database

        return BriefsByColumn.of(self.advisor, self.on)

    def __reduce__(self) -> tuple[type["Worker"], tuple[date], dict[str, Any]]:
        """Only what was asked travels; answers that are kept do not."""
        asked = {"full": self.full, "questions": self.questions, "_given": self._given, "_by_column": self._by_column}
        return Worker, (self.on,), asked

    def answer(self, files: Sequence[str | Row], first: int, names: Sequence[str] | None = None) -> Answered:
        """The rows of these files, of which the first is row `first` of the source; `names` are those of their files."""
        people: list[Cells] = []
        parts: list[Parts] = []
        advice: list[str] = []
        briefs, draws_anew = self._briefs(files), self.advisor.answers_kept(self.on).draws_anew
        for place, file in enumerate(files):
            row, name, brief = first + place, None if names is None else names[place], briefs.get(place)
            found, question = None, None
            try:
                if brief is None or draws_anew():
                    found = self._read(file, f"row {row}")
                    brief = self._brief(found, brief)
                    advice += [self.advisor.advise(found, on=self.on).model_dump_json()] if self.full else []
                    question = self._question(found) if self.questions else None
            except Exception as error:  # noqa: BLE001 - one person never costs the others their answer
                people.append(without_answer(row, _status(error), name, None if found is None else found.case_ref, _why(error)))
                continue
            people.append(person_cells(row, name, brief, question))
            parts.append((row, brief.case_ref, brief.components))
        return Answered(people_of(people), components_of(parts), tuple(advice) if self.full else None)

    def _briefs(self, files: Sequence[str | Row]) -> Mapping[int, Brief]:
        """The briefs of many files at once, by their places, as far as the columns tell them."""
        if len(files) < self._by_column or self.full or self.questions or self._columns is None:
            return {}
        read = ((place, self._with_text(file)) for place, file in enumerate(files))
        try:
            return self._columns.briefs((place, *found) for place, found in read if found is not None)
        except Exception:  # noqa: BLE001 - what fits no column, or asks more memory than there is, costs nobody an answer: all are read one by one
            return {}

    def _brief(self, file: PersonalFile, by_column: Brief | None) -> Brief:
        """The brief of somebody who is read alone; every evaluator is asked where the columns told one, which must be the same."""
        found = self.advisor.brief(file, on=self.on, anew=by_column is not None)
        if by_column not in (None, found):
            self.advisor.answers_kept(self.on).contradict()
            raise EngineDisagreement("read alone, this person gets another answer than out of the columns, so there is none")
        return found

    def _question(self, file: PersonalFile) -> str | None:
        question = Interview(file, on=self.on, advisor=self.advisor).next_question()
        return None if question is None else question.id

    def _with_text(self, file: str | Row) -> tuple[str, PersonalFile] | None:
        """The JSON of a personal file, and the file; none where it is YAML, or refused: that is told with its row."""
        try:
            if not isinstance(file, str):
                of_row = self._read(file, "")
                return to_json(file).decode(), of_row
            found = self._of_text(file, "")
        except RouteAdvisorError:
            return None
        return (file, found.file) if found.data is not None else None

    def _read(self, file: str | Row, name: str) -> PersonalFile:
        if isinstance(file, str):
            return self._of_text(file, name).file
        catalogue = self.advisor.rulebook.catalogue
        try:
            return PersonalFile.model_validate(file, context={"catalogue": catalogue})
        except ValidationError as error:
            raise refusal_of(error, Document(name, file), root=PersonalFile) from None

    def _of_text(self, text: str, name: str) -> Parsed:
        if len(text) > BYTES_OF_A_FILE:
            raise LimitReached(Message("too_large", path=name, limit=f"{BYTES_OF_A_FILE:,}"))
        return parse_with_data(text, name, self.advisor.rulebook.catalogue)


def failed(row: int, name: str | None, why: str) -> Answered:
    """The rows of a file whose worker died."""
    return Answered(people_of([without_answer(row, Status.FAILED, name, None, why)]), components_of([]))


def _status(error: Exception) -> Status:
    return Status.INVALID if isinstance(error, FileRefused) else Status.REFUSED if isinstance(error, LimitReached) else Status.FAILED


def _why(error: Exception) -> str:
    if isinstance(error, FileRefused):
        return "\n".join(error.mistakes)
    return str(error) if isinstance(error, RouteAdvisorError) else f"something went wrong on our side ({type(error).__name__})"
