"""Hard cases with the answers that somebody judged, replayed on the engine and on its plain twin."""

from pathlib import Path

import pytest

from route_advisor import Rulebook
from route_advisor.assurance.cases.corpus import Case, Change, answers, digest, groups_of, read_cases, smallest, the_file, write_case
from route_advisor.errors import RulebookRefused
from route_advisor.reasoning import reference
from route_advisor.reasoning.disagreement import said
from route_advisor.reasoning.engine import Engine

FOLDER = Path(__file__).parent
CASES = read_cases(FOLDER, Rulebook.shipped())
PLAN = {"dated": "2024-02-29", "route": "b1"}


def a_case(**other):
    """A case that is right in every way, but for what a test changes."""
    expected = {"term_last_day": "2027-02-28"}
    parts = {
        "name": "a-case",
        "hard": "it ends in a year without 29 February",
        "day": "2026-01-01",
        "file": {"duo": {"duty": {"obliged": True, "law": "wi2021"}}, "municipality": {"plans": [PLAN]}},
        "expected": expected,
        "source": "WI2021 art. 11 lid 1",
        "changes": ({"expected": digest(expected), "because": "WI2021 art. 11 lid 1"},),
    }
    return Case.model_validate({**parts, **other})


def answered(reader, case, book):
    """What a reader of the rules says in a case, line by line of what is expected."""
    return answers(case.expected, said(reader, book.in_force(case.day), case.known(book), book.catalogue.otherwise), book)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_twin_gives_the_judged_answer(case, book):
    """Each line of `expected`, as the plain twin reads the rules."""
    assert answered(reference.verdicts, case, book) == case.expected


@pytest.mark.needs_engine
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_engine_gives_the_judged_answer(case, book):
    """Each line of `expected`, as durable_rules reads the rules."""
    assert answered(lambda rules, facts, otherwise: Engine(rules, otherwise).verdicts(facts), case, book) == case.expected


def test_there_are_cases_of_both_acts_and_of_every_kind_of_trap():
    """At least twenty, with dates, levels, registers that differ, unknown facts and both acts."""
    lines = {line for case in CASES for line in case.expected}
    words = {word for case in CASES for word in case.expected.values()}
    assert len(CASES) >= 20
    assert {"term_last_day", "term_starts", "regime", "knm_exam", "ona"} <= lines
    assert {"told", "unknown", "open at a2", "wi2013", "wi2021"} <= words


def test_a_changed_answer_needs_a_line_that_names_its_source(tmp_path, book):
    """Whoever changes `expected` adds its digest to `changes`, and says which source made it change; else nothing is read."""
    case = a_case()
    write_case(case, tmp_path)
    assert read_cases(tmp_path, book) == (case,)
    wrong = case.model_copy(update={"expected": {"term_last_day": "2027-03-01"}})
    write_case(wrong, tmp_path)
    with pytest.raises(RulebookRefused, match=r"a-case\.json: the expected answer changed: its digest is .*because: the source"):
        read_cases(tmp_path, book)
    unsourced = wrong.model_copy(update={"changes": (*case.changes, Change(expected=digest(wrong.expected), because=" "))})
    write_case(unsourced, tmp_path)
    with pytest.raises(RulebookRefused, match="nobody judged"):
        read_cases(tmp_path, book)


@pytest.mark.parametrize(
    ("other", "mistake"),
    [
        ({"expected": {"term_lastday": "2027-02-28"}}, 'expected names "term_lastday".*did you mean "term_last_day"'),
        ({"facts": {"rout": "b1"}}, '"rout" is not a fact.*did you mean "route"'),
        ({"facts": {"route": "b2"}}, '"b2" is not a word of route'),
        ({"file": {"municipality": {"plan": []}}}, r"file: municipality\.plan"),
    ],
)
def test_a_case_that_cannot_be_read_is_told_in_one_line(tmp_path, book, other, mistake):
    """A misspelt line, fact, word or key, with the name of the file."""
    write_case(a_case(**other), tmp_path)
    with pytest.raises(RulebookRefused, match=mistake) as refused:
        read_cases(tmp_path, book)
    assert all(line.startswith("a-case.json") for line in refused.value.mistakes)


def test_the_digest_of_an_answer_does_not_hang_on_the_order_of_its_lines():
    """Lines may be sorted by hand; a word that changes changes the digest."""
    assert digest({"a": "x", "b": "y"}) == digest({"b": "y", "a": "x"})
    assert digest({"a": "x", "b": "y"}) != digest({"a": "y", "b": "x"})


def test_the_smallest_file_has_no_part_to_spare():
    """Groups, records and keys go, as long as the rest still shows it and is a valid file."""
    file = the_file(
        {
            "person": {"born": "1990-01-01"},
            "duo": {"exams": [{"part": "knm", "taken": "2024-01-01", "outcome": "failed"}]},
            "municipality": {"plans": [{**PLAN, "level": "b1"}, {"dated": "2025-01-01", "route": "z"}]},
        }
    )
    asked = smallest(file, lambda one: bool(one.municipality and any(plan.route == "b1" for plan in one.municipality.plans or ())))
    assert groups_of(asked) == {"municipality": {"plans": [PLAN]}}


def test_a_new_case_is_made_smaller_and_written_by_one_command(tmp_path, book, capsys):
    """`case.py add` keeps the answer and drops what it does not need; `case.py change` adds the new answer with its source."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("case_command", FOLDER / "case.py")
    command = module_from_spec(spec)
    spec.loader.exec_module(command)
    example = str(FOLDER.parents[1] / "examples" / "amina-b1.yaml")
    told = ["--hard", "a plan of 12 March", "--source", "WI2021 art. 11", "--because", "WI2021 art. 11 lid 1", "--corpus", str(tmp_path)]
    assert command.main(["add", example, "--on", "2026-11-23", "--name", "plan-of-march", "--about", "term_starts", "route", *told]) == 0
    (case,) = read_cases(tmp_path, book)
    assert case.expected == {"term_starts": "2024-03-13", "route": "b1"}
    assert set(case.file) <= {"duo", "municipality"}
    assert command.main(["change", "plan-of-march", "--because", "WI2021 art. 11 lid 3", "--corpus", str(tmp_path)]) == 0
    assert [one.because for one in read_cases(tmp_path, book)[0].changes] == ["WI2021 art. 11 lid 1"]  # nothing changed
    assert "the answer is what it was" in capsys.readouterr().out
    assert command.main(["change", "no-such-case", "--because", "x", "--corpus", str(tmp_path)]) == 1
