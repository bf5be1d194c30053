"""`find` on what a caseload left behind: the same as on the files, and the files are not read again."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="pip install 'route-advisor[caseload]'")

from typer.testing import CliRunner

from route_advisor import FileRefused, Filters, PersonalFile, find
from route_advisor.advisor import shipped_advisor
from route_advisor.caseload.batches import Worker
from route_advisor.caseload.finding import Advised, is_result
from route_advisor.caseload.results import result_of
from route_advisor.caseload.run import Pace, run
from route_advisor.cli import app

EXAMPLES = Path(__file__).parents[2] / "examples"
ON = date(2026, 11, 23)
PACE = Pace(rows_a_part=4, start_method="fork")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here to be quick")


@pytest.fixture(scope="module")
def advisor():
    """The advisor of the command line, with what it has compiled."""
    return shipped_advisor()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A folder with people of every kind, and one file that is none."""
    folder = tmp_path_factory.mktemp("files")
    for name in ("amina-b1", "moved", "route-unknown", "knm-reported", "pip-and-duo-differ", "wi2013-family-over", "nothing-known"):
        shutil.copy(EXAMPLES / f"{name}.yaml", folder)
    (folder / "bad.json").write_text('{"duo": 3, "bsn": "1"}', "utf-8")
    return folder


@pytest.fixture(scope="module")
def answered(tmp_path_factory, files, advisor):
    """The result of a caseload over that folder, with the whole advices."""
    folder = tmp_path_factory.mktemp("results") / "out"
    run(files, folder, Worker(ON, full=True, advisor=advisor), pace=PACE)
    return folder


def typed(*words):
    """What a command says: its exit code, its answer, and what stands beside it."""
    told = CliRunner().invoke(app, ["find", *map(str, words), "--lang", "en"])
    return told.exit_code, told.stdout, told.stderr


@pytest.mark.parametrize("form", ["text", "json", "csv"])
@pytest.mark.parametrize(
    "filters",
    [
        (),
        ("--open", "KNM"),
        ("--term-within", "180"),
        ("--plan-late",),
        ("--reported",),
        ("--conflict",),
        ("--may-ask", "lower-level"),
        ("--overdue", "--open", "schrijven"),
        ("--agenda",),
    ],
)
def test_each_filter_finds_the_same_as_in_the_files(files, answered, filters, form):
    """Table, JSON and CSV, byte for byte; only the folder in front of a file's name is not known any more."""
    on_files = typed(files, *filters, "--on", ON, "--format", form)
    on_rows = typed(answered, *filters, "--format", form)  # the day is that of the answers
    assert on_rows == tuple(one.replace(f"{files}/", "") if isinstance(one, str) else one for one in on_files)


def test_an_agenda_is_the_same_calendar(files, answered):
    """Also as a calendar."""
    assert typed(answered, "--agenda", "--format", "ics")[:2] == typed(files, "--agenda", "--format", "ics", "--on", ON)[:2]


def test_the_files_are_not_read_again(answered, tmp_path, monkeypatch):
    """They may be gone: the answers stand in the folder, wherever that is."""
    moved = tmp_path / "moved"
    shutil.copytree(answered, moved)
    monkeypatch.setattr("route_advisor.caseload.finding.load", lambda *_: pytest.fail("a file was read"))
    assert typed(moved, "--open", "KNM") == typed(answered, "--open", "KNM")


def test_several_processes_find_the_same_in_the_rows(answered, advisor):
    """However many read them."""
    result = result_of(answered, advisor.rulebook.hash)
    alone, together = (
        list(find(result.rows(), Filters(), on=ON, advisor=advisor, workers=workers, refused=lambda _: None)) for workers in (1, 2)
    )
    assert alone == together
    assert len(alone) == result.rows_in_all - 1


def test_a_row_without_an_answer_is_an_error_where_nobody_hears_of_it():
    """As a file that cannot be read."""
    with pytest.raises(FileRefused, match="not a day"):
        list(find([Advised("a.json", b"", ("a.json:1: not a day",))], on=ON))


def test_a_row_of_lines_is_named_by_its_number(tmp_path, advisor):
    """Where the source had no files, the row in it is the place."""
    (tmp_path / "a.jsonl").write_text(PersonalFile(case_ref="a").model_dump_json(by_alias=True, exclude_none=True) + "\n{\n", "utf-8")
    run(tmp_path / "a.jsonl", tmp_path / "out", Worker(ON, full=True, advisor=advisor), pace=PACE)
    code, out, err = typed(tmp_path / "out", "--format", "csv")
    assert code == 0
    assert [line.split(",")[:2] for line in out.splitlines()[1:]] == [["row 1", "a"]]
    assert err.splitlines()[1].startswith("row 2:1: ")


@pytest.mark.parametrize(
    ("change", "exit_code", "says"),
    [
        ("day", 2, "--on 2026-11-23"),
        ("beside", 2, "name it alone"),
        ("stopped", 3, "--resume"),
        ("without", 3, "--full"),
        ("rules", 3, "another rulebook"),
        ("version", 3, "not a manifest of this version"),
        ("program", 3, "another version of route-advisor"),
        ("part gone", 3, "missing or was changed"),
        ("part changed", 3, "missing or was changed"),
        ("advice of another", 3, "missing or was changed"),
    ],
)
def test_what_cannot_be_looked_through_is_told_in_one_line(answered, files, tmp_path, change, exit_code, says):
    """Another day, files beside it, a run that was stopped or made without advices, other rules: with what to type."""
    folder = tmp_path / "out"
    shutil.copytree(answered, folder)
    manifest = folder / "manifest.json"
    text = manifest.read_text("utf-8")
    changes = {
        "stopped": ('"whole": true', '"whole": false'),
        "without": ('"full": true', '"full": false'),
        "rules": ('"rulebook": "', '"rulebook": "0'),
        "version": ("caseload/2", "caseload/1"),
        "program": ('"package": "', '"package": "0'),
    }
    manifest.write_text(text.replace(*changes.get(change, ("", ""))), "utf-8")
    if change == "part gone":
        (folder / "people-00001.parquet").unlink()
    elif change == "part changed":
        (folder / "people-00001.parquet").write_bytes((folder / "people-00000.parquet").read_bytes())
    elif change == "advice of another":
        lines = (folder / "advice-00000.jsonl").read_bytes().splitlines(keepends=True)
        (folder / "advice-00000.jsonl").write_bytes(b"".join(reversed(lines)))
    more = {"day": ("--on", "2026-11-24"), "beside": (files,)}.get(change, ())
    code, out, err = typed(folder, *more)
    assert (code, out, len(err.splitlines())) == (exit_code, "", 1)
    assert says in err


def test_rows_that_the_manifest_does_not_name_are_nobodys(answered, tmp_path):
    """A part of a larger run that stood there before: its people are not found a second time."""
    folder = tmp_path / "out"
    shutil.copytree(answered, folder)
    before = typed(folder, "--format", "csv")
    for name in ("people-{}.parquet", "components-{}.parquet", "advice-{}.jsonl"):
        shutil.copy(folder / name.format("00000"), folder / name.format("00007"))
    assert typed(folder, "--format", "csv") == before


def test_a_folder_of_files_is_no_result(files):
    """Not even with a manifest of something else in it."""
    assert not is_result(files)
    assert not is_result(files / "amina-b1.yaml")
