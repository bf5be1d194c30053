"""`find`: what a caseworker types about many files."""

import csv
import io
import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = "2026-11-23"


def test_a_folder_is_read_and_the_most_urgent_stands_in_front(run):
    """The reason stands in each row."""
    told = run("find", EXAMPLES, "--overdue", "--open", "KNM", "--on", DAY, "--lang", "nl")
    assert (told.exit_code, told.stderr) == (0, "")
    rows = [line for line in told.stdout.splitlines() if "KNM-examen open" in line]
    assert [row.split()[0] for row in rows] == ["wi2013-family-over", "wi2013-cohort-a", "illness-with-dates"]


@pytest.mark.parametrize("form", ["text", "json", "csv", "ics"])
def test_an_agenda_is_written_in_every_form(run, form):
    """One list of all days."""
    told = run("find", EXAMPLES, "--agenda", "--on", DAY, "--format", form)
    assert told.exit_code == 0
    assert "moved" in told.stdout


def test_files_that_cannot_be_read_are_listed_at_the_end_and_the_others_are_found(run, amina, tmp_path):
    """Exit code 0 with a note on stderr; the answer alone on stdout."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("duo: 3\n", "utf-8")
    told = run("find", amina, bad, "--on", DAY, "--format", "csv")
    assert told.exit_code == 0
    assert [row["case_ref"] for row in csv.DictReader(io.StringIO(told.stdout))] == ["amina-b1"]
    assert "1" in told.stderr.splitlines()[0]
    assert told.stderr.splitlines()[1].startswith(f"{bad}:1: ")


def test_where_nothing_could_be_read_the_exit_code_says_so(run, tmp_path):
    """Three, as where one file is refused."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("duo: 3\n", "utf-8")
    assert run("find", bad, "--on", DAY).exit_code == 3


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("--format", "ics"), "--agenda"),
        (("--open", "schriven"), 'did you mean "schrijven"'),
        (("--may-ask", "afschaling van"), "route-advisor who"),
        (("--term-within", "-3"), "0"),
    ],
)
def test_a_slip_is_answered_with_what_to_type(run, amina, typed, says):
    """Nothing is read and nothing is written."""
    told = run("find", amina, *typed, "--lang", "en")
    assert (told.exit_code, told.stdout) == (2, "")
    assert says in told.stderr


def test_a_folder_without_files_is_told(run, tmp_path):
    """Silence would look like nobody needs anything."""
    told = run("find", tmp_path)
    assert (told.exit_code, told.stdout) == (2, "")


def test_the_refused_files_stand_in_the_json_too(run, amina, tmp_path):
    """A program reads one document."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("duo: 3\n", "utf-8")
    told = json.loads(run("find", amina, bad, "--on", DAY, "--format", "json").stdout)
    assert [Path(one["file"]).name for one in told["refused"]] == ["bad.yaml"]


@pytest.mark.parametrize("more", [(), ("--agenda",)])
def test_no_line_is_wider_than_the_columns_that_are_named(run, monkeypatch, more):
    """Also where the answer is piped."""
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, run("find", EXAMPLES, "--on", DAY, *more).stdout.splitlines())) <= 80
