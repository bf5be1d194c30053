"""Bad input: one line per mistake, an exit code, and never a traceback."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor import errors
from route_advisor.personal_file import PersonalFile

EXAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))]
KEYS = [*PersonalFile.model_fields, "schema", "bsn", "exams", "plans", "dated", "route", "history", "term", "hours", ""]
SOME_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["b1", "2024-02-29", "granted", "knm"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=6), inner, max_size=5),
    max_leaves=20,
)
fuzzed = settings(max_examples=60)


def answered_or_refused(run, data: bytes) -> None:
    """Exit 0 with an answer, or exit 3 with lines that start with a place; nothing else."""
    given = run("advise", "-", "--on", "2026-11-23", "--format", "json", stdin=data)
    assert given.exit_code in (0, 3), given.stderr
    assert "Traceback" not in given.output
    if given.exit_code == 0:
        json.loads(given.stdout)
    else:
        assert given.stdout == ""
        *lines, last = given.stderr.splitlines()
        assert all(": " in line for line in lines)
        assert ": " in last or last.startswith("and ")


@fuzzed
@given(st.binary(max_size=400))
def test_random_bytes_are_refused(run, data):
    """Whatever a file holds, the reader gets lines and no traceback."""
    answered_or_refused(run, data)


@fuzzed
@given(SOME_JSON)
def test_random_json_is_answered_or_refused(run, data):
    """Any JSON at all, with keys of ours in places where they do not belong."""
    answered_or_refused(run, json.dumps(data).encode())


@fuzzed
@given(
    st.fixed_dictionaries({"schema": st.just("personal-file/1"), "case_ref": st.just("x")}, optional=dict.fromkeys(KEYS[2:8], SOME_JSON))
)
def test_random_groups_are_answered_or_refused(run, data):
    """A file that begins well and goes wrong inside."""
    answered_or_refused(run, json.dumps(data).encode())


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """An example file with a piece left out, doubled, replaced or moved."""
    text = draw(st.sampled_from(EXAMPLES))
    start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    end = min(end, start + 40)
    piece = text[start:end]
    new = draw(
        st.sampled_from([b"", piece * 2, b": ", b"- ", b"&a ", b"*a", b"!!x ", b"\xff", b"\x00", b"2024-02-30", b"{", b"'"])
        | st.binary(max_size=12)
    )
    return text[:start] + new + text[end:]


@fuzzed
@given(mutated())
def test_mutated_examples_are_answered_or_refused(run, data):
    """A file that somebody edited in haste."""
    answered_or_refused(run, data)


def test_each_mistake_has_a_line_with_its_place(run, tmp_path):
    """Two mistakes are two lines, each with file, line number, what was found and what is allowed."""
    plans = "municipality:\n  plans:\n    - {dated: 2024-03-12, route: B2}\n"
    (tmp_path / "sami.yaml").write_text(f"schema: personal-file/1\ncase_ref: sami\n{plans}scool: {{}}\n")
    given = run("advise", tmp_path / "sami.yaml")
    assert (given.exit_code, given.stdout) == (3, "")
    route, school = given.stderr.splitlines()
    assert route.startswith('sami.yaml:5: municipality.plans[0].route is "B2"; allowed: b1, onderwijs')
    assert school.startswith('sami.yaml:6: "scool" is not a key of the file; did you mean "school"?')


def test_a_bsn_is_refused_and_never_repeated(run):
    """The reader learns where it stands and why it does not belong there; the number itself is not shown."""
    given = run("advise", "-", stdin='schema: personal-file/1\ncase_ref: sami\nbsn: "123456782"\n')
    assert (given.exit_code, given.stdout) == (3, "")
    assert given.stderr.startswith('standard input:3: "bsn" does not belong here')
    assert "123456782" not in given.stderr


@pytest.mark.parametrize(
    "typed",
    [
        ["advise"],
        ["advise", "x.yaml", "--format", "docx"],
        ["advise", "x.yaml", "--lang", "Dutch please"],
        ["frobnicate"],
        ["--frobnicate"],
        ["why", "x.yaml"],
        ["rules"],
        ["rules", "show"],
        ["rules", "show", "WI21-NOPE-1"],
        ["schema", "nothing"],
        ["facts", "rout"],
        ["import", "duo", "somewhere"],
        [],
    ],
)
def test_wrong_use_is_told_on_stderr_with_exit_code_2(run, typed):
    """Something typed wrongly is one line, and the answer stays empty."""
    given = run(*typed)
    assert (given.exit_code, given.stdout) == (2, "")
    assert len(given.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_input_refused(run, tmp_path):
    """A missing file and a folder are told with what to do."""
    for path in (tmp_path / "none.yaml", tmp_path):
        given = run("advise", path)
        assert (given.exit_code, given.stdout) == (3, "")
        assert len(given.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.FileRefused(["a: one", "b: two"]), 3),
        (errors.RulebookRefused(["page.yaml:3: one"]), 4),
        (errors.RulesContradict("rules A, B contradict"), 4),
        (errors.NotInRulebook("no such rule"), 2),
        (errors.LimitReached("more than 5"), 6),
        (errors.EngineFailed("the engine looped"), 1),
        (errors.EngineDisagreement("they differ"), 1),
        (ZeroDivisionError("case_ref of a person"), 1),
        (PermissionError(13, "Permission denied"), 1),
    ],
)
def test_every_error_has_its_exit_code(run, amina, monkeypatch, error, code):
    """A script can act on the exit code; people get lines; nobody gets a traceback."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("route_advisor.advisor.Advisor.advise", fail)
    given = run("advise", amina)
    assert (given.exit_code, given.stdout) == (code, "")
    assert "Traceback" not in given.stderr
    assert 1 <= len(given.stderr.splitlines()) <= 2


def test_our_own_mistakes_ask_to_be_reported_and_show_nothing_of_a_file(run, amina, monkeypatch):
    """An unexpected error names its kind and place in the program, and no word of the person."""

    def fail(*_: object, **__: object) -> None:
        raise ValueError("amina-b1 was born on 1991-03-14")

    monkeypatch.setattr("route_advisor.advisor.Advisor.advise", fail)
    line = run("advise", amina).stderr
    assert re.fullmatch(
        r"Something went wrong on our side \(ValueError at [a-z_]+\.py:\d+\); there is no answer\. Please report this line\.\n", line
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_an_answer_is_not_written_into_a_pipe(run, amina, tmp_path):
    """Nor would the answer ever leave."""
    os.mkfifo(tmp_path / "pipe")
    given = run("advise", amina, "--output", tmp_path / "pipe")
    assert given.exit_code == 2
    assert "name a file, or -" in given.stderr
