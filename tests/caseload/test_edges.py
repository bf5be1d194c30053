"""The table of `edges.yaml`: files on the days on which one word of them changes, each a promise that is known by column too."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow", reason="pip install 'route-advisor[caseload]'")
pytest.importorskip("duckdb", reason="pip install 'route-advisor[caseload]'")

from route_advisor import PersonalFile  # noqa: E402
from route_advisor.caseload.by_column.known import KnownByColumn  # noqa: E402
from route_advisor.caseload.coded_facts import decoded  # noqa: E402
from route_advisor.derive.file import known_from  # noqa: E402
from route_advisor.documents.strict_yaml import read_yaml  # noqa: E402

TABLE = read_yaml((Path(__file__).parent / "edges.yaml").read_text(encoding="utf-8"), "edges.yaml").data
FILES_OF_TABLE = [PersonalFile.model_validate({"case_ref": "fictional", **one["file"]}) for one in TABLE]
DAYS = sorted({day for one in TABLE for day in one["on"]})
CASES = [pytest.param(row, day, told, id=f"{one['says']}, {day}") for row, one in enumerate(TABLE) for day, told in one["on"].items()]
APART = "apart"


@pytest.fixture(scope="module")
def by_column(book):
    """What the columns say of everybody in the table on a day; `None` of whoever is read by himself."""

    @lru_cache
    def told(on):
        texts = [file.model_dump_json(by_alias=True, exclude_unset=True) for file in FILES_OF_TABLE]  # as they are written
        known = KnownByColumn(book, date.fromisoformat(on)).known(texts, [file.statements for file in FILES_OF_TABLE])
        words = decoded([*known.columns.values()], pa.array(range(len(texts))))
        facts = known.facts({one.name: one for one in said} for said in words)
        return [None if apart else one for apart, one in zip(known.apart, facts, strict=True)]

    return told


@pytest.mark.parametrize(("row", "day", "told"), CASES)
def test_a_word_changes_on_its_day(by_column, row, day, told):
    """What the table says is known on that day; or this person is read by himself."""
    facts = by_column(day)[row]
    if told == APART:
        assert facts is None
    else:
        assert facts is not None
        assert {name: _known(facts, name) for name in told} == told


@pytest.mark.parametrize("day", DAYS)
def test_on_each_day_everybody_is_known_as_alone(book, by_column, day):
    """Also on the days of the others."""
    for one, file, facts in zip(TABLE, FILES_OF_TABLE, by_column(day), strict=True):
        assert facts is None or _all(facts) == _all(known_from(file, on=date.fromisoformat(day), book=book)), one["says"]


def _known(facts, name):
    """The word of a fact, or the day of a date; `None` where it is not known."""
    fact = facts.known.get(name)
    found = facts.dates.get(name)
    return fact.word if fact is not None else found.day.isoformat() if found is not None else None


def _all(facts):
    """All that rules and lists of people can see, without the papers."""
    term = facts.term
    return (
        {name: (fact.word, fact.grade) for name, fact in facts.known.items()},
        {name: found.day for name, found in facts.dates.items()},
        term and (term.starts, term.last_day, term.computed_last_day, term.stated_last_day, term.extra_time_from),
        facts.conflicts,
        facts.municipalities,
    )
