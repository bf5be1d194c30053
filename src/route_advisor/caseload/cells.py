"""The cells of a row, and the columns of many rows: what stands in a brief, laid out as the schema says."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from route_advisor.advice.brief import Brief, Part
from route_advisor.caseload.schema import COMPONENTS, PEOPLE, Status
from route_advisor.limits import ANSWERS_KEPT, LONGEST_MESSAGE
from route_advisor.vocabulary import Standing

Cells = tuple[Any, ...]
"""A row of `schema.PEOPLE`, in its order."""

Parts = tuple[int, str, tuple[Part, ...]]
"""The row of a person, the reference, and the components."""

_STANDINGS: Final = tuple(one.value for one in Standing)
_ANSWERED: Final = PEOPLE.names[PEOPLE.get_field_index("file") + 1 : -1]
_OF_A_PART: Final = COMPONENTS.names[2:]


def person_cells(row: int, file: str | None, brief: Brief, question: str | None) -> Cells:
    """The row of somebody who has an answer."""
    step, day, passed = brief.next_day or (None, None, None)
    standings = tuple([part.standing for part in brief.components])
    return (
        *(row, Status.OK, brief.case_ref, file),
        *(*brief.regime, *brief.duty, brief.phase, *brief.route, brief.last_day, brief.days_left),
        *_counts(standings),
        *(step, day, passed, " ".join(brief.assumptions) or None, question, None),
    )


@lru_cache(ANSWERS_KEPT)
def _counts(standings: tuple[str, ...]) -> tuple[int, ...]:
    """How many components have each standing, counted once for all people whose components stand alike."""
    return tuple([standings.count(name) for name in _STANDINGS])


def without_answer(row: int, status: Status, file: str | None, case_ref: str | None, error: str) -> Cells:
    """The row of somebody who has none, with the reason."""
    return (row, status, case_ref, file, *[None for _ in _ANSWERED], error[:LONGEST_MESSAGE])


def people_of(rows: Sequence[Cells]) -> pa.RecordBatch:
    """A row a person."""
    columns = list(zip(*rows, strict=True)) or [() for _ in PEOPLE]
    return pa.record_batch([pa.array(cells, one.type) for one, cells in zip(PEOPLE, columns, strict=True)], schema=PEOPLE)


def components_of(people: Sequence[Parts]) -> pa.RecordBatch:
    """A row a component. A caseload has few answers and many people, so each answer is written once and then named by its place.

    People with the same answers hold the same components, so those are looked through once too.
    """
    held = {id(parts): parts for _, _, parts in people}
    place_of = {one: place for place, one in enumerate(held)}
    places: dict[Part, int] = {}
    lists = [[places.setdefault(part, len(places)) for part in parts] for parts in held.values()]
    answers = [(part.id, part.standing, part.level, part.expected, part.why) for part in places]
    columns = list(zip(*answers, strict=True)) or [() for _ in _OF_A_PART]
    of_each = pa.array(lists, pa.list_(pa.int32())).take(pa.array([place_of[id(parts)] for _, _, parts in people], pa.int32()))
    whose, taken = pc.list_parent_indices(of_each), of_each.flatten()
    return pa.record_batch(
        [
            pa.array([row for row, _, _ in people], pa.int64()).take(whose),
            pa.array([case_ref for _, case_ref, _ in people], pa.string()).take(whose),
            *(pa.array(cells, COMPONENTS.field(name).type).take(taken) for name, cells in zip(_OF_A_PART, columns, strict=True)),
        ],
        schema=COMPONENTS,
    )
