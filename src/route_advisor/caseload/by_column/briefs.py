"""The briefs of many people at once: what is known of them by column, and the answers that are kept."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import pyarrow as pa

from route_advisor.advice.brief import Brief
from route_advisor.advisor import Advisor
from route_advisor.caseload.by_column.known import FILES, Known, KnownByColumn
from route_advisor.caseload.by_column.sql import can_read
from route_advisor.caseload.coded_facts import Distinct, decoded
from route_advisor.facts import Fact, Facts
from route_advisor.personal_file import Statement
from route_advisor.readers.files import Parsed
from route_advisor.reasoning.kept import Together

_AT_ONCE: Final = 100
"""Files that are held as objects at a time, before they are columns."""


class _Person(NamedTuple):
    """What the columns leave out."""

    number: int
    case_ref: str
    statements: tuple[Statement, ...] | None


class BriefsByColumn:
    """Tells where many people stand on one day; one thread at a time may ask."""

    @classmethod
    def of(cls, advisor: Advisor, on: date) -> "BriefsByColumn | None":
        """For the rulebook of this advisor; none where it has not all that the SQL names, as that of another law."""
        return cls(advisor, on) if can_read(advisor.rulebook) else None

    def __init__(self, advisor: Advisor, on: date) -> None:
        """`advisor` keeps the answers."""
        self._advisor = advisor
        self._on = on
        self._known = KnownByColumn(advisor.rulebook, on)

    def briefs(self, files: Iterable[tuple[int, Parsed]]) -> Mapping[int, Brief]:
        """The `Advisor.brief` of each file by its number; not of who was no JSON, must be read by himself, or asks what is not kept yet."""
        people: list[_Person] = []
        chunks: list[pa.StructArray] = []
        data: list[dict[str, Any]] = []
        for number, (file, of_json) in files:  # a file is let go as soon as it is read: the next one takes its place in memory
            if of_json is None:
                continue
            people.append(_Person(number, file.case_ref, file.statements))
            data.append(of_json)
            if len(data) == _AT_ONCE:
                chunks.append(pa.array(data, FILES))
                data.clear()
        if not people:
            return {}
        chunks.append(pa.array(data, FILES))
        known = self._known.known(pa.concat_arrays(chunks), [one.statements for one in people])
        return {
            one.number: self._advisor.brief_with(kept, known.facts(row, told), on=self._on, case_ref=one.case_ref)
            for row, (one, (told, kept)) in enumerate(zip(people, self._answers(known), strict=True))
            if kept is not None and not known.apart[row]
        }

    def _answers(self, known: Known) -> Iterator[tuple[Mapping[str, Fact], Together | None]]:
        """For each row what is known, and the answers that are kept: looked up once for all rows of which the same is known."""
        columns = [*known.columns.values()]
        homes = [_numbered(known.municipalities)] if self._advisor.rulebook.overlays else []  # the pages of a municipality speak by them
        alike = Distinct.of([*((one.codes, one.size) for one in columns), *homes], len(known.apart))
        firsts = alike.first.to_pylist()
        told = [{one.name: one for one in facts} for facts in decoded(columns, alike.first)]
        found = [
            (facts, self._advisor.answers_kept_about(Facts(facts, municipalities=known.municipalities[row]), on=self._on))
            for row, facts in zip(firsts, told, strict=True)
        ]
        return (found[place] for place in alike.place.to_pylist())


def _numbered(values: Iterable[frozenset[str] | None]) -> tuple[pa.Array, int]:
    """A number for each value, the same for the same, and how many there are."""
    numbers: dict[frozenset[str] | None, int] = {}
    codes = [numbers.setdefault(one, len(numbers)) for one in values]
    return pa.array(codes, pa.int64()), len(numbers)
