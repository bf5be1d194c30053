"""`import sheet` and `import template`, as a caseworker types them."""

import json
import os
from pathlib import Path

import pytest

from route_advisor import load
from route_advisor.sheets.importing import import_sheet

SHEETS = Path(__file__).parents[2] / "examples" / "sheets"


@pytest.fixture(scope="module")
def messy(tmp_path_factory) -> Path:
    """A list with one row that is read, one with a cell that is not, and one without a reference."""
    path = tmp_path_factory.mktemp("messy") / "lijst.csv"
    path.write_text(
        "Klantnummer;Naam;Leerroute;Datum PIP\nk-1;Jansen;B1-route;01-02-2024\nk-2;Pietersen;weet niet;01-02-2024\n;Klaasen;Z;\n"
    )
    return path


def test_each_person_of_the_workbook_becomes_a_file_that_can_be_advised(run, tmp_path):
    """The command of the README, and then `advise --brief` on what it wrote."""
    given = run("import", "sheet", SHEETS / "ggm.xlsx", "--output", tmp_path / "files")
    assert given.exit_code == 0
    paths = given.stdout.splitlines()
    assert [Path(path).name for path in paths] == ["101.yaml", "102.yaml", "103.yaml"]
    assert tuple(load(path) for path in paths) == import_sheet(SHEETS / "ggm.xlsx").files
    brief = run("advise", *paths, "--brief", "--on", "2026-11-23")
    assert brief.exit_code == 0
    assert brief.stdout.count("\n") >= 4


def test_a_bad_row_is_told_and_the_others_are_written(run, messy, tmp_path):
    """Exit code 5; the names in the list stand nowhere."""
    given = run("import", "sheet", messy, "--output", tmp_path, "--lang", "nl")
    assert given.exit_code == 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["k-1.yaml", "k-2.yaml"]
    assert "rij 3, kolom C (PIP 1 leerroute)" in given.stderr
    assert "rij 4" in given.stderr
    assert "geen kenmerk" in given.stderr
    assert "2 persoonlijke bestanden geschreven" in given.stderr
    assert not any(name in given.output for name in ("Jansen", "Pietersen", "Klaasen", "weet niet"))


def test_the_report_is_json_too(run, messy, tmp_path):
    """For a program: columns, cells and rows, with the same exit code."""
    given = run("import", "sheet", messy, "--output", tmp_path, "--format", "json")
    report = json.loads(given.stdout)
    assert given.exit_code == 5
    assert (report["schema"], report["rows"], report["files"], report["bad_rows"]) == ("import-report/1", 3, 2, 1)
    assert {column["column"]: column.get("became") for column in report["columns"]}["C"] == "municipality.plans[1].route"
    assert "Jansen" not in given.stdout


def test_the_report_and_the_notes_speak_the_language_that_was_asked(run, messy, tmp_path):
    """The same cells and rows, said otherwise; a note in a file is Dutch where no language is asked."""
    said, notes = {}, {}
    for lang in ("nl", "en"):
        given = run("import", "sheet", messy, "--output", tmp_path / lang, "--format", "json", "--lang", lang)
        report = json.loads(given.stdout)
        said[lang] = [one["says"] for one in (*report["not_understood"], *report["bad"])]
        notes[lang] = [one.where + one.found for path in sorted((tmp_path / lang).iterdir()) for one in load(path).not_understood]
    assert said["nl"]
    assert [one for one in said["nl"] if one in said["en"]] == []
    assert notes["nl"] != notes["en"]
    run("import", "sheet", messy, "--output", tmp_path / "plain")
    assert [one.where + one.found for path in sorted((tmp_path / "plain").iterdir()) for one in load(path).not_understood] == notes["nl"]


def test_a_list_of_which_nothing_is_known_is_no_success(run, tmp_path):
    """Nothing was written, and a script can see it."""
    (tmp_path / "lijst.csv").write_text("kenmerk;Jansen;kolom\na;1;2\n")
    given = run("import", "sheet", tmp_path / "lijst.csv", "--output", tmp_path / "files")
    assert given.exit_code == 5
    assert "nothing was written" in given.stderr


def test_references_that_look_like_names_are_counted(run, tmp_path):
    """The list is read, and no reference is repeated in the line that says so."""
    (tmp_path / "lijst.csv").write_text("kenmerk;wet\nJan-Jansen;Wi2021\nJ.Jansen;Wi2021\nk-3;Wi2021\n")
    given = run("import", "sheet", tmp_path / "lijst.csv", "--output", tmp_path / "files")
    assert given.exit_code == 0
    assert "look like a person's name: 2" in given.stderr
    assert "Jansen" not in given.stderr


def test_nothing_is_replaced_without_force(run, messy, tmp_path):
    """A file that stands there stays, and none is written."""
    (tmp_path / "k-2.yaml").write_text("kept")
    given = run("import", "sheet", messy, "--output", tmp_path)
    assert (given.exit_code, given.stdout) == (2, "")
    assert [path.name for path in tmp_path.iterdir()] == ["k-2.yaml"]
    assert run("import", "sheet", messy, "--output", tmp_path, "--force").exit_code == 5
    assert (tmp_path / "k-2.yaml").read_text() != "kept"


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")
def test_a_link_to_nowhere_leads_no_file_elsewhere(run, messy, tmp_path):
    """Whoever can write in the folder does not choose where the file of a client goes."""
    folder, elsewhere = tmp_path / "files", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "k-2.yaml").symlink_to(elsewhere / "taken.yaml")
    assert run("import", "sheet", messy, "--output", folder).exit_code == 2
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(("name", "text"), [("a.csv", "x;y\n1;2\n"), ("a.xls", ""), ("a.docx", ""), ("a.csv", "")])
def test_what_is_no_list_is_refused_in_one_line(run, tmp_path, name, text):
    """Exit code 3, one line with what to do, and no folder is made."""
    (tmp_path / name).write_text(text)
    given = run("import", "sheet", tmp_path / name, "--output", tmp_path / "files")
    assert (given.exit_code, given.stdout, len(given.stderr.splitlines())) == (3, "", 1)
    assert not (tmp_path / "files").exists()


def test_a_folder_is_no_list(run, tmp_path):
    """Whoever names a folder is told so, and not that its name has no end."""
    given = run("import", "sheet", tmp_path, "--output", tmp_path / "files")
    assert (given.exit_code, "this is a folder" in given.stderr) == (3, True)


def test_a_mapping_of_ones_own_is_read_from_its_file(run, tmp_path):
    """A municipality writes what its own columns mean; a mistake on that page is told with its line."""
    (tmp_path / "ours.yaml").write_text(
        "name: {en: ours, nl: van ons}\nsource: {read: our list, checked_on: 2026-11-28}\ndates: [year-month-day]\n"
        "sheets: [{names: [Lijst], person: [nr], columns: {plandatum: {place: 'municipality.plans[one].dated'}}}]\n"
    )
    (tmp_path / "list.csv").write_text("nr,plandatum\n7,2024-02-01\n")
    given = run("import", "sheet", tmp_path / "list.csv", "--mapping", tmp_path / "ours.yaml", "--output", tmp_path / "files")
    assert given.exit_code == 0
    assert load(tmp_path / "files" / "7.yaml").municipality.plans[0].dated.isoformat() == "2024-02-01"
    (tmp_path / "ours.yaml").write_text("name: 3\n")
    assert run("import", "sheet", tmp_path / "list.csv", "--mapping", tmp_path / "ours.yaml", "--output", tmp_path / "other").exit_code == 4


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_is_read_back_and_its_examples_are_nobody(run, tmp_path, kind):
    """An empty list gives no file; with another reference the row of examples is read without a note."""
    path = tmp_path / f"lijst.{kind}"
    assert run("import", "template", "--output", path).exit_code == 0
    empty = import_sheet(path)
    assert (empty.files, empty.report.examples_skipped, empty.report.bad_rows, empty.notes.cells) == ((), 1, 0, [])
    assert {column.left_out for column in empty.report.columns} == {None}


def test_the_example_row_of_the_template_is_a_whole_file(run, tmp_path):
    """Each example is what its column holds."""
    text = run("import", "template").stdout
    path = tmp_path / "lijst.csv"
    path.write_text(text.replace("\nvoorbeeld;", "\na;"), newline="", encoding="utf-8")
    found = import_sheet(path)
    assert (len(found.files), found.notes.cells, found.notes.bad) == (1, [], [])
    assert found.files[0].duo.exams[0].part == "reading"


def test_a_template_is_one_of_two_kinds(run, tmp_path):
    """Another end of the name is refused."""
    assert run("import", "template", "--output", tmp_path / "a.pdf").exit_code == 2
