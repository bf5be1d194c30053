"""Batch in, two batches out: the function that a pool, Spark or Dask maps over a caseload."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pyarrow as pa
from pydantic import ValidationError

from route_advisor.advice.brief import Brief
from route_advisor.advisor import Advisor
from route_advisor.caseload.schema import COMPONENTS, PEOPLE, Status
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import refusal_of
from route_advisor.errors import FileRefused, LimitReached, RouteAdvisorError
from route_advisor.limits import BYTES_OF_A_FILE, LONGEST_MESSAGE
from route_advisor.personal_file import PersonalFile
from route_advisor.readers.files import parse
from route_advisor.vocabulary import Standing

PERSONAL_FILE = "personal_file"
"""The column that holds a whole personal file as JSON; a batch without it has a column for each key of the file."""

Row = Mapping[str, Any]


_STANDINGS = tuple(one.value for one in Standing)


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

    def __init__(self, on: date, *, full: bool = False, advisor: Advisor | None = None) -> None:
        self.on = on
        self.full = full
        self._given = advisor

    @cached_property
    def advisor(self) -> Advisor:
        """Who answers: made when it is first needed."""
        return self._given or Advisor()

    def __reduce__(self) -> tuple[type["Worker"], tuple[date], dict[str, Any]]:
        """Only what was asked travels; answers that are kept do not."""
        return Worker, (self.on,), {"full": self.full, "_given": self._given}

    def answer(self, files: Sequence[str | Row], first: int) -> Answered:
        """The rows of these files, of which the first is row `first` of the source."""
        people: list[dict[str, Any]] = []
        components: list[dict[str, Any]] = []
        advice: list[str] = []
        for row, file in enumerate(files, first):
            person, parts, whole = self._person(file, row)
            people.append(person)
            components += parts
            advice += whole
        return Answered(
            pa.RecordBatch.from_pylist(people, schema=PEOPLE),
            pa.RecordBatch.from_pylist(components, schema=COMPONENTS),
            tuple(advice) if self.full else None,
        )

    def _person(self, file: str | Row, row: int) -> tuple[dict[str, Any], list[dict[str, Any]], list[str]]:
        case_ref = None
        try:
            found = self._read(file, f"row {row}")
            case_ref = found.case_ref
            brief = self.advisor.brief(found, on=self.on)
            whole = [self.advisor.advise(found, on=self.on).model_dump_json()] if self.full else []
        except FileRefused as refused:
            return _without_answer(row, Status.INVALID, case_ref, "; ".join(refused.mistakes)), [], []
        except LimitReached as refused:
            return _without_answer(row, Status.REFUSED, case_ref, str(refused)), [], []
        except RouteAdvisorError as error:
            return _without_answer(row, Status.FAILED, case_ref, str(error)), [], []
        except Exception as error:  # noqa: BLE001 - one person never costs the others their answer
            return _without_answer(row, Status.FAILED, case_ref, f"something went wrong on our side ({type(error).__name__})"), [], []
        return _person_row(row, brief), list(_component_rows(row, brief)), whole

    def _read(self, file: str | Row, name: str) -> PersonalFile:
        catalogue = self.advisor.rulebook.catalogue
        if isinstance(file, str):
            if len(file) > BYTES_OF_A_FILE:
                raise LimitReached(f"{name}: larger than {BYTES_OF_A_FILE:,} bytes; one person's file is far smaller")
            return parse(file, name, catalogue)
        try:
            return PersonalFile.model_validate(file, context={"catalogue": catalogue})
        except ValidationError as error:
            raise refusal_of(error, Document(name, file), root=PersonalFile) from None


def failed(row: int, why: str) -> Answered:
    """The rows of a file whose worker died."""
    person = _without_answer(row, Status.FAILED, None, why)
    return Answered(pa.RecordBatch.from_pylist([person], schema=PEOPLE), pa.RecordBatch.from_pylist([], schema=COMPONENTS))


def _without_answer(row: int, status: Status, case_ref: str | None, error: str) -> dict[str, Any]:
    return {"row": row, "status": status, "case_ref": case_ref, "error": error[:LONGEST_MESSAGE]}


def _person_row(row: int, brief: Brief) -> dict[str, Any]:
    standings = Counter(str(part.standing) for part in brief.components)
    next_day = brief.next_day
    return {
        "row": row,
        "status": Status.OK,
        "case_ref": brief.case_ref,
        "act": brief.regime.value,
        "act_basis": brief.regime.basis,
        "duty": brief.duty.value,
        "duty_basis": brief.duty.basis,
        "phase": brief.phase,
        "route": brief.route.value,
        "route_basis": brief.route.basis,
        "last_day": brief.last_day,
        "days_left": brief.days_left,
        **{name: standings[name] for name in _STANDINGS},
        "next_step": None if next_day is None else next_day.rule,
        "next_day": None if next_day is None else next_day.day,
        "next_day_passed": None if next_day is None else next_day.passed,
        "expected": " ".join(brief.assumptions) or None,
        "error": None,
    }


def _component_rows(row: int, brief: Brief) -> Iterator[dict[str, Any]]:
    for part in brief.components:
        yield {
            "row": row,
            "case_ref": brief.case_ref,
            "component": part.id,
            "standing": part.standing,
            "level": part.level,
            "expected": part.expected,
            "rules": part.why,
        }
