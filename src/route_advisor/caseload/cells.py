"""The cells of a row, and the columns of many rows: what stands in a brief, laid out as the schema says."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

import pyarrow as pa

from route_advisor.advice.brief import Brief, Part
from route_advisor.caseload.schema import COMPONENTS, PEOPLE, Status
from route_advisor.limits import LONGEST_MESSAGE
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
    standings = Counter([part.standing for part in brief.components])
    step, day, passed = brief.next_day or (None, None, None)
    regime, duty, route = brief.regime, brief.duty, brief.route
    return (
        *(row, Status.OK, brief.case_ref, file),
        *(regime.value, regime.basis, duty.value, duty.basis, brief.phase, route.value, route.basis, brief.last_day, brief.days_left),
        *[standings[name] for name in _STANDINGS],
        *(step, day, passed, " ".join(brief.assumptions) or None, question, None),
    )


def without_answer(row: int, status: Status, file: str | None, case_ref: str | None, error: str) -> Cells:
    """The row of somebody who has none, with the reason."""
    return (row, status, case_ref, file, *[None for _ in _ANSWERED], error[:LONGEST_MESSAGE])


def people_of(rows: Sequence[Cells]) -> pa.RecordBatch:
    """A row a person."""
    columns = list(zip(*rows, strict=True)) or [() for _ in PEOPLE]
    return pa.record_batch([pa.array(cells, one.type) for one, cells in zip(PEOPLE, columns, strict=True)], schema=PEOPLE)


def components_of(people: Sequence[Parts]) -> pa.RecordBatch:
    """A row a component. A caseload has few answers and many people, so each answer is written once and then named by its place."""
    places: dict[Part, int] = {}
    named = [places.setdefault(part, len(places)) for _, _, parts in people for part in parts]
    answers = [(part.id, part.standing, part.level, part.expected, part.why) for part in places]
    columns = list(zip(*answers, strict=True)) or [() for _ in _OF_A_PART]
    taken = pa.array(named, pa.int32())
    return pa.record_batch(
        [
            pa.array(chain.from_iterable([row] * len(parts) for row, _, parts in people), pa.int64()),
            pa.array(chain.from_iterable([case_ref] * len(parts) for _, case_ref, parts in people), pa.string()),
            *(pa.array(cells, COMPONENTS.field(name).type).take(taken) for name, cells in zip(_OF_A_PART, columns, strict=True)),
        ],
        schema=COMPONENTS,
    )
