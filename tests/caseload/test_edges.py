"""The table of `edges.yaml`: files on both sides of each edge, each a promise that is known by column too."""

import json
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
SKILLS = ("reading", "listening", "writing", "speaking")
ON = "2026-06-12"
APART = "apart"


def _rows():
    """Each promise, its file, its day, and what is known then."""
    for row in TABLE["edges"]:
        text = json.dumps(row)
        skills = zip(SKILLS, (*SKILLS[1:], SKILLS[0]), strict=True) if "SKILL" in text else [("", "")]
        for skill, other in skills:
            yield from _cases(json.loads(text.replace("SKILL", skill).replace("OTHER", other) if skill else text))


def _cases(row):
    file = _added(TABLE["people"][row.get("of", "nobody")], row.get("file", {}))
    for value, known in row["to"] if "change" in row else [(None, row["knows"])]:
        changed = _put(file, row["change"].split("."), value) if "change" in row else file
        says = f"{row['says']}: {json.dumps(value)}" if "change" in row else row["says"]
        yield says, PersonalFile.model_validate({"case_ref": "fictional", **changed}), date.fromisoformat(row.get("on", ON)), known


def _added(one, other):
    """Groups of two files together; other values are those of the second."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return other
    return {**one, **{key: _added(one.get(key), value) for key, value in other.items()}}


def _put(holder, path, value):
    """A copy with that value at that place, or without it where it is null."""
    key, *rest = path
    if isinstance(holder, list):
        return [
            _put(one, rest, value) if rest and place == int(key) else value if place == int(key) else one
            for place, one in enumerate(holder)
        ]
    new = _put(holder.get(key) or {}, rest, value) if rest else value
    return {name: inner for name, inner in {**holder, key: new}.items() if inner is not None}


ROWS = list(_rows())
DAYS = sorted({on for _, _, on, _ in ROWS})


@pytest.fixture(scope="module")
def by_column(book):
    """What the columns say of everybody in the table on a day; `None` of whoever is read by himself."""

    @lru_cache
    def told(on):
        texts = [file.model_dump_json(by_alias=True, exclude_unset=True) for _, file, _, _ in ROWS]  # as they are written
        known = KnownByColumn(book, on).known(texts, [file.statements for _, file, _, _ in ROWS])
        words = decoded([*known.columns.values()], pa.array(range(len(texts))))
        facts = known.facts({one.name: one for one in said} for said in words)
        return [None if apart else one for apart, one in zip(known.apart, facts, strict=True)]

    return told


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_edge_is_known_by_column(by_column, day):
    """What the table says is known on that day; or this person is read by himself."""
    wrong = {}
    for (says, _, on, told), facts in zip(ROWS, by_column(day), strict=True):
        found = APART if facts is None else {name: _known(facts, name) for name in ([] if told == APART else told)}
        if on == day and found != told:
            wrong[says] = found
    assert wrong == {}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_on_each_day_everybody_is_known_as_alone(book, by_column, day):
    """Also on the days of the others."""
    for (says, file, _, _), facts in zip(ROWS, by_column(day), strict=True):
        assert facts is None or _all(facts) == _all(known_from(file, on=day, book=book)), says


def _known(facts, name):
    """The word of a fact, a day, or the municipalities; `None` where it is not known."""
    if name == "lives_in":
        return None if facts.municipalities is None else sorted(facts.municipalities)
    if name in facts.known:
        return facts.known[name].word
    return facts.dates[name].day.isoformat() if name in facts.dates else None


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
