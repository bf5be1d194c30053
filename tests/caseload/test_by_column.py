"""What is known of many people at once is what is known of each: the words, how firm they are, the days, and where they live."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow", reason="pip install 'route-advisor[caseload]'")
duckdb = pytest.importorskip("duckdb", reason="pip install 'route-advisor[caseload]'")

from route_advisor import Advisor, load, parse  # noqa: E402
from route_advisor.caseload.batches import Worker, rows_of  # noqa: E402
from route_advisor.caseload.by_column.briefs import BriefsByColumn  # noqa: E402
from route_advisor.caseload.by_column.known import Known, KnownByColumn  # noqa: E402
from route_advisor.caseload.by_column.sql import can_read  # noqa: E402
from route_advisor.caseload.coded_facts import decoded  # noqa: E402
from route_advisor.caseload.columns import file_type  # noqa: E402
from route_advisor.caseload.schema import Status  # noqa: E402
from route_advisor.derive.file import known_from  # noqa: E402
from route_advisor.rulebook.overlay_pages import lay_over  # noqa: E402
from route_advisor.testing import days_near, files_near_legal_edges, life_stories, personal_files  # noqa: E402

ON = date(2026, 11, 23)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def _data(file, **left_out):
    return json.loads(file.model_dump_json(by_alias=True, **(left_out or {"exclude_none": True})))


def _texts(files):
    return [json.dumps(_data(file)) for file in files]


AS_WRITTEN = st.sampled_from(({"exclude_none": True}, {"exclude_defaults": True}, {"exclude_none": False}))
"""What is empty may be written as an empty list, not at all, or as null."""


def _by_column(known: Known, row):
    """What the columns say of a row; `None` where it is read by himself."""
    if known.apart[row]:
        return None
    told = decoded([*known.columns.values()], pa.array(range(len(known.apart))))
    return [*known.facts({fact.name: fact for fact in facts} for facts in told)][row]


def _told(facts):
    """What rules and lists of people can see of facts, without the papers."""
    term = facts.term
    return {
        "words": {name: (fact.word, fact.grade) for name, fact in facts.known.items()},
        "days": {name: fact.day for name, fact in facts.dates.items()},
        "term": term and (term.starts, term.last_day, term.computed_last_day, term.stated_last_day, term.extra_time_from),
        "conflicts": facts.conflicts,
        "lives in": facts.municipalities,
    }


@pytest.fixture(scope="module")
def on_a_day(book):
    """Who derives by column on a day."""
    return lru_cache(maxsize=8)(lambda on: KnownByColumn(book, on))


FILES_OF_ANY_KIND = st.one_of(personal_files(), life_stories(), files_near_legal_edges())


@given(st.data())
def test_columns_know_of_each_person_what_is_known_of_him_alone(book, on_a_day, data):
    """Word by word, with grades, days, term and municipality, on a day that matters to one of them; or he is read by himself."""
    files = data.draw(st.lists(FILES_OF_ANY_KIND, min_size=1, max_size=12))
    on = data.draw(days_near(data.draw(st.sampled_from(files))))
    texts = [json.dumps(_data(file, **data.draw(AS_WRITTEN))) for file in files]
    known = on_a_day(on).known(texts, [file.statements for file in files])
    for row, file in enumerate(files):
        found = _by_column(known, row)
        assert found is None or _told(found) == _told(known_from(file, on=on, book=book))


WRITTEN_OTHERWISE = (
    '{"case_ref": "a", "duo": {"exams": [], "nt2_diplomas": [{"dated": "2024-05-06", "programme": 2}]}}',
    r' {"case_ref": "b", "d\u0075o": {"term": {"l\u0061st_day": "2027-01-0\u0031", "ground": "\u0000\"; DROP TABLE seen; --"}}} ',
    '{"case_ref": "c", "duo": null, "municipality": {"plans": null, "pvt": {"hours": -0, "signed": null}}, "statements": null}',
)


@pytest.mark.parametrize("text", WRITTEN_OTHERWISE)
def test_whatever_json_may_write_is_read_alike_in_python_and_in_columns(book, on_a_day, text):
    """Keys may stand in another order, and in escapes, as may days; null is absent; a ground holds whatever somebody wrote."""
    file = parse(text, "a file")
    found = _by_column(on_a_day(ON).known([text], [file.statements]), 0)
    assert _told(found) == _told(known_from(file, on=ON, book=book))


@given(st.lists(life_stories(reaches="notice"), min_size=1, max_size=8))
def test_an_ordinary_life_under_the_act_of_2021_is_read_by_column(on_a_day, files):
    """Whoever has no record from before the act, and no two that differ, needs no reading by himself: else the columns would do nothing."""
    ordinary = [file for file in files if _is_ordinary(file)]
    if ordinary:
        known = on_a_day(ON).known(_texts(ordinary), [file.statements for file in ordinary])
        assert [row for row, apart in enumerate(known.apart) if apart] == []


def _is_ordinary(file):
    """DUO has the person as obliged, has changed nothing, and names the act."""
    duty = file.duo and file.duo.duty
    plain = duty is not None and duty.law == "wi2021" and duty.obliged and not duty.history and duty.starts and duty.starts.year >= 2022
    later = [day for day in (duty.notified, duty.changed) if day is not None and day > ON] if duty else []
    return bool(plain) and not later and not file.statements and not (file.duo.term or file.duo.exemptions or file.duo.dispensations)


# --- a caseload -------------------------------------------------------------------------------------------


def _lines(*more):
    return [json.dumps(_data(load(path))) for path in EXAMPLES] + list(more)


@pytest.fixture(scope="module")
def advisor():
    """Who keeps the answers, and asks nobody anew by chance."""

    class Never(Random):
        def random(self):
            """Never low enough."""
            return 1.0

    return Advisor(chance=Never())


def test_rows_by_column_are_the_rows_of_each_person(advisor):
    """The same two batches, among files that are refused, that are YAML, that are empty, and that repeat another."""
    lines = _lines(
        "{", "case_ref: in-yaml", '{"case_ref": "111222333"}', "", '{"case_ref": "nothing"}', json.dumps(_data(load(EXAMPLES[0])))
    )
    alone = Worker(ON, advisor=advisor, by_column=10_000).answer(lines, 1)
    together = Worker(ON, advisor=advisor, by_column=1)
    for _ in range(2):  # when no answer is kept yet, and when all are
        found = together.answer(lines, 1)
        assert found.people.equals(alone.people)
        assert found.components.equals(alone.components)


def test_files_of_nested_columns_are_answered_by_column_too(advisor):
    """As Parquet holds them, with days as days: the same two batches as of their JSON."""
    nested = pa.RecordBatch.from_struct_array(pa.array([load(path).model_dump(by_alias=True) for path in EXAMPLES], file_type()))
    worker = Worker(ON, advisor=advisor, by_column=1)
    one, other = worker.answer(rows_of(nested), 1), worker.answer(_lines(), 1)
    assert set(one.people.column("status").to_pylist()) == {Status.OK}
    assert one.people.equals(other.people)
    assert one.components.equals(other.components)


def test_files_that_are_all_refused_have_their_rows(advisor):
    """There is nothing to put into columns then."""
    found = Worker(ON, advisor=advisor, by_column=1).answer(["{", "", '{"case_ref": 5}'], 1)
    assert found.people.column("status").to_pylist() == [Status.INVALID] * 3


@pytest.mark.parametrize("error", [MemoryError, duckdb.OutOfMemoryException, pa.ArrowInvalid, RecursionError])
def test_columns_that_fail_cost_nobody_an_answer(advisor, monkeypatch, error):
    """Whatever raises while many are derived at once."""

    def fails(*_):
        raise error("in the columns")

    monkeypatch.setattr(KnownByColumn, "known", fails)
    found = Worker(ON, advisor=advisor, by_column=1).answer(_lines("{"), 1)
    assert found.people.column("status").to_pylist() == [*[Status.OK] * len(EXAMPLES), Status.INVALID]


def test_most_examples_are_answered_by_column(advisor):
    """Once their answers are kept: so that the test before this one is about columns."""
    files = [load(path) for path in EXAMPLES]
    for file in files:
        advisor.brief(file, on=ON)
    found = BriefsByColumn(advisor, ON).briefs(
        (number, text, file) for number, (text, file) in enumerate(zip(_texts(files), files, strict=True))
    )
    assert len(found) > len(files) / 3
    assert found == {number: advisor.brief(files[number], on=ON) for number in found}


def test_columns_that_tell_something_else_give_no_answer(monkeypatch):
    """One person is read by himself too. Where that gives another answer there is none, and all answers are forgotten."""

    class Always(Random):
        def random(self):
            """Always low enough."""
            return 0.0

    def wrong(_, files):
        return {number: advisor.brief(load(EXAMPLES[0]), on=ON) for number, _, _ in files}

    advisor = Advisor(chance=Always())
    monkeypatch.setattr(BriefsByColumn, "briefs", wrong)
    found = Worker(ON, advisor=advisor, by_column=1).answer(_lines()[:2], 1).people
    assert found.column("status").to_pylist() == [Status.OK, Status.FAILED]
    assert "out of the columns" in found.column("error")[1].as_py()
    assert advisor.answers_kept(ON).contradicted
    assert len(advisor.answers_kept(ON)) == 0


def test_the_pages_of_a_municipality_speak_by_column_too(book):
    """To those who live there, and to nobody else: the rows are those of each person."""
    with_pages = Advisor(lay_over(book, EXAMPLES[0].parent / "overlay-voorbeeldstad"))
    lines = [*_lines(), *(line.replace('"0363"', '"9999"') for line in _lines())]
    alone = Worker(ON, advisor=with_pages, by_column=10_000).answer(lines, 1)
    found = Worker(ON, advisor=with_pages, by_column=1).answer(lines, 1)
    assert found.people.equals(alone.people)
    assert found.components.equals(alone.components)


def test_a_rulebook_of_another_law_is_read_for_one_after_another(book, other_law):
    """It has no numbers for the SQL to name."""
    assert can_read(book)
    assert not can_read(other_law)
