"""The briefs of many people at once: what is known of them by column, and the answers that are kept."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import pyarrow as pa

from route_advisor.advice.brief import Brief
from route_advisor.advisor import Advisor
from route_advisor.caseload.by_column.known import Known, KnownByColumn
from route_advisor.caseload.by_column.sql import can_read
from route_advisor.caseload.coded_facts import Distinct, decoded
from route_advisor.facts import Fact, Facts
from route_advisor.personal_file import PersonalFile, Statement
from route_advisor.reasoning.kept import Together

Read = tuple[int, str, PersonalFile]
"""A number, a JSON text, and the personal file that was read of it."""


class _Person(NamedTuple):
    """What is held of a file; the file itself is let go as soon as it is read, and the next one takes its place in memory."""

    number: int
    text: str
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

    def briefs(self, files: Iterable[Read]) -> Mapping[int, Brief]:
        """The `Advisor.brief` of each file by its number; not of who must be read alone, or asks what is not kept yet."""
        people = [_Person(number, text, file.case_ref, file.statements) for number, text, file in files]
        if not people:
            return {}
        known = self._known.known([one.text for one in people], [one.statements for one in people])
        answers = [*self._answers(known)]
        rows = zip(people, known.apart, answers, known.facts(told for told, _ in answers), strict=True)
        return {
            one.number: self._advisor.brief_with(kept, facts, on=self._on, case_ref=one.case_ref)
            for one, apart, (_, kept), facts in rows
            if kept is not None and not apart
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
