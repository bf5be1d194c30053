"""Columns of facts get the answers that each person gets, from questions that are asked once."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow", reason="pip install 'route-advisor[caseload]'")

from route_advisor import Advisor, EngineDisagreement, NotInRulebook, load  # noqa: E402
from route_advisor.caseload import coded_facts, standings  # noqa: E402
from route_advisor.caseload.standings import ANSWERS, AnswerTables  # noqa: E402
from route_advisor.derive.file import known_from  # noqa: E402
from route_advisor.facts import Facts  # noqa: E402
from route_advisor.reasoning.components import settled  # noqa: E402
from route_advisor.testing import facts  # noqa: E402

ON = date(2026, 11, 23)
DAYS = (date(2015, 3, 1), date(2024, 2, 29), ON)
TWO = Advisor(evaluators=("twin", "strikes"))
"""Without durable_rules, to be quick; in the benchmark all are asked."""
TABLES = {day: AnswerTables(on=day, advisor=TWO, chance=Random(1)) for day in DAYS}  # noqa: S311 - a sample, no secret
"""They meet the people of all these tests, so that most answers are kept from somebody else."""


def _columns(people):
    """Words and grades of some people: a column a fact that anybody has."""
    names = sorted({name for one in people for name in one})
    words = {name: pa.array([one.word(name) for one in people], pa.string()) for name in names}
    grades = {f"{name}.grade": pa.array([one[name].grade if name in one else None for one in people], pa.string()) for name in names}
    return pa.RecordBatch.from_arrays([*words.values(), *grades.values()], names=[*words, *grades])


def _told(tables, numbers):
    """What each row reads: of each component what its number says."""
    by_number = {row["answer"]: row for row in tables.answers().to_pylist()}
    assert all(by_number[number]["component"] == name for row in numbers.to_pylist() for name, number in row.items())
    return [[(name, *list(by_number[number].values())[2:]) for name, number in row.items()] for row in numbers.to_pylist()]


def _asked(person, on):
    """The same of one person, asked with all rules at once."""
    answer = TWO.answer_on_facts(Facts(person.known), on=on)
    rests = answer.resting
    return [
        (
            one.component,
            one.standing,
            one.level,
            any(fact.name in rests for why in one.why for fact in why.premises),
            [why.rule.id for why in one.why],
        )
        for one in settled(TWO.rulebook.catalogue.components, answer.verdicts)
    ]


@given(st.lists(facts(), min_size=1, max_size=3), st.sampled_from(DAYS))
def test_a_row_reads_what_one_person_hears(people, on):
    """Any facts, coherent or not, established or reported, on days of three sets of rules: standing, level, expected and rule ids."""
    columns = _columns(people)
    columns = columns if columns.num_columns else pa.record_batch({"route": pa.array([None] * len(people), pa.string())})
    assert _told(TABLES[on], TABLES[on].answer(columns)) == [_asked(one, on) for one in people]


@pytest.fixture(scope="module")
def people(request):
    """What is known of the example people whose records do not contradict each other: what differs is never assumed."""
    files = [load(path) for path in sorted((request.config.rootpath / "examples").glob("*.yaml"))]
    known = [known_from(file, on=ON, book=TWO.rulebook) for file in files]
    return [one for one in known if not one.conflicts]


def test_an_example_has_the_standings_of_its_brief(request, people):
    """From a file to facts to columns: what `Advisor.brief` says."""
    tables = AnswerTables(on=ON, advisor=TWO)
    files = [load(path) for path in sorted((request.config.rootpath / "examples").glob("*.yaml"))]
    files = [file for file in files if not known_from(file, on=ON, book=TWO.rulebook).conflicts]
    told = _told(tables, tables.answer(_columns(people)))
    briefs = [TWO.brief(file, on=ON) for file in files]
    assert told == [[(part.id, part.standing, part.level, part.expected, list(part.why)) for part in one.components] for one in briefs]


def test_a_question_is_asked_once(people, monkeypatch):
    """The second time nobody is asked but the one who is asked anew; more rows than are read at once change nothing."""
    monkeypatch.setattr(standings, "ROWS_AT_ONCE", 7)
    tables = AnswerTables(on=ON, advisor=TWO)
    first = tables.answer(_columns(people))
    asked, answers = len(tables), tables.answers()
    assert tables.answer(_columns([*people, *people])).slice(len(people)).equals(first)
    assert len(tables) == asked
    assert tables.answers().equals(answers)
    assert answers.schema == ANSWERS


def test_what_is_kept_has_an_end(people, monkeypatch):
    """The oldest questions make room, and whoever needs them asks again; an answer keeps its number."""
    monkeypatch.setattr(standings, "ANSWERS_KEPT", 20)
    tables = AnswerTables(on=ON, advisor=TWO)
    first = tables.answer(_columns(people))
    assert len(tables) <= 40
    assert tables.answer(_columns(people)).equals(first)


def test_without_a_grade_a_word_is_established():
    """A simulation draws what registers hold; strings and dictionaries are read alike."""
    words = {"law_in_letter": ["wi2021"], "duo_duty": ["obliged"], "route": ["b1"], "knm_result": ["passed"]}
    tables = AnswerTables(on=ON, advisor=TWO)
    plain = tables.answer(pa.record_batch(words))
    encoded = tables.answer(pa.record_batch({name: pa.array(column).dictionary_encode() for name, column in words.items()}))
    assert plain.equals(encoded)
    reported = tables.answer(pa.record_batch({**words, "knm_result.grade": ["reported"]}))
    found = dict(zip(tables.answers().column("answer").to_pylist(), tables.answers().column("standing").to_pylist(), strict=True))
    assert found[plain.column("knm_exam")[0].as_py()] == "done"
    assert found[reported.column("knm_exam")[0].as_py()] == "reported"


def test_no_rows_have_no_answers():
    """An empty batch is answered with an empty one, a column a component."""
    numbers = AnswerTables(on=ON, advisor=TWO).answer(pa.record_batch({"route": pa.array([], pa.string())}))
    assert (numbers.num_rows, numbers.schema.names) == (0, list(TWO.rulebook.catalogue.components))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"rout": ["b1"]}, r'column "rout" is not a fact; did you mean "route"\? \(see: route-advisor facts\)'),
        ({"regime": ["wi2021"]}, 'column "regime" is what rules conclude; leave it out'),
        ({"route": ["b2"]}, r'"b2" is not a word of route \(allowed: b1, onderwijs, z\)'),
        ({"route": ["b1"], "route.grade": ["sure"]}, r'"sure" does not say how firm route is \(allowed: established, reported\)'),
        ({"route.grade": ["reported"]}, 'column "route.grade" says how firm a fact is that has no column; give the column "route" too'),
    ],
)
def test_a_column_that_is_wrong_is_refused(columns, said):
    """What was found, and what is allowed; a column that is mistyped is never left out in silence."""
    with pytest.raises(NotInRulebook, match=f"^{said}$"):
        AnswerTables(on=ON, advisor=TWO).answer(pa.record_batch(columns))


def test_a_cone_that_leaves_out_a_fact_is_noticed(people):
    """One row a batch is asked anew with all its facts: here it hears otherwise, and there is no answer."""
    tables = AnswerTables(on=ON, advisor=TWO)
    tables.cones["writing"] -= {"writing_result"}
    (person,) = [one for one in people if one.word("writing_result") == "passed_b1"][:1]
    with pytest.raises(EngineDisagreement, match="another answer about writing"):
        tables.answer(_columns([person]))


def test_many_facts_do_not_overflow(monkeypatch):
    """The key of a row stays a number of 64 bits, however many facts stand in the head."""
    wide = {name: [*entry.values][:1] + [*entry.values][-1:] for name, entry in TWO.rulebook.catalogue.facts.items() if not entry.concluded}
    wide.pop("law_in_letter")
    tables = AnswerTables(on=ON, advisor=TWO)
    expected = tables.answer(pa.record_batch(wide))
    monkeypatch.setattr(coded_facts, "_LARGEST", 50)
    assert tables.answer(pa.record_batch(wide)).equals(expected)
