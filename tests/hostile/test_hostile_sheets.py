"""What a hostile list of clients may not do: unpack to more than we read, set aside room for a cell far away, act as a formula, or be repeated."""

import csv
import io
import json
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest

from route_advisor import Advisor, FileRefused, PersonalFile, limits
from route_advisor.advice.found import Filters
from route_advisor.caseload.finding import find
from route_advisor.sheets import workbook as reader
from route_advisor.sheets.importing import import_sheet
from route_advisor.sheets.template import people_csv
from route_advisor.writers.many import found_csv
from route_advisor.writers.spreadsheet import ACTS, as_meant, harmless

ROOT = Path(__file__).parents[2]
GGM = ROOT / "examples" / "sheets" / "ggm.xlsx"
ACTING = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://example.org","x")', "=cmd|' /C calc'!A0")


def _workbook(tmp_path, cells, *, more=None, sheet="xl/worksheets/sheet1.xml"):
    """A workbook as small as can be, with these cells as XML."""
    path = tmp_path / "hostile.xlsx"
    spaces = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {spaces} xmlns:r="{relations}"><sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        sheet: cells if cells.startswith("<!") else f"<worksheet {spaces}><sheetData>{cells}</sheetData></worksheet>",
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


def _text(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _refused(path):
    with pytest.raises(FileRefused) as refused:
        import_sheet(path)
    (line,) = refused.value.mistakes
    assert len(line.splitlines()) == 1
    return line


def test_the_smallest_workbook_is_read(tmp_path):
    """The hostile ones below differ from this one in what they are about, and in nothing else."""
    found = import_sheet(
        _workbook(
            tmp_path,
            f'<row r="1">{_text("A1", "kenmerk")}{_text("B1", "wet")}</row><row r="2">{_text("A2", "a")}{_text("B2", "Wi2021")}</row>',
        )
    )
    assert found.files[0].duo.duty.law == "wi2021"


def test_a_workbook_that_unpacks_to_more_than_is_read_is_refused(tmp_path, monkeypatch):
    """A zip bomb is counted while it is unpacked, whatever it says of itself."""
    monkeypatch.setattr(reader, "BYTES_OF_A_WORKBOOK", 100_000)
    line = _refused(_workbook(tmp_path, "", more={"xl/bomb.xml": f"<a>{' ' * 1_000_000}</a>"}))
    assert "unpack to more than" in line
    assert (tmp_path / "hostile.xlsx").stat().st_size < 10_000


def test_a_part_that_lies_about_its_size_is_never_unpacked_further(tmp_path):
    """What a reader of workbooks gets are the parts as we unpacked them, so no other size counts."""
    path = _workbook(tmp_path, f"<row>{' ' * 100_000}</row>")
    whole = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        real = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    lie = real.to_bytes(4, "little")
    changed = bytes(whole).replace(lie, (10).to_bytes(4, "little"))
    assert changed != whole
    path.write_bytes(changed)
    assert "no whole .xlsx" in _refused(path)


@pytest.mark.parametrize("reference", ["XFD1048576", "XFD1", "A1048576", "ZZZZ1", "A99999999"])
def test_a_cell_far_away_sets_no_room_aside(tmp_path, reference):
    """A reader sets aside room for all cells before it; one that would is refused before it is asked."""
    line = _refused(_workbook(tmp_path, f'<row r="1">{_text("A1", "kenmerk")}</row><row>{_text(reference, "x")}</row>'))
    assert "reaches further" in line or "more than 1,000 columns" in line


@pytest.mark.parametrize(
    "row", ['<row r="99999999"><c/></row>', '<row r="1048576"><c t="n"><v>1</v></c></row>', '<row r="-1"/>', '<row r="١"/>']
)
def test_a_row_far_away_sets_no_room_aside(tmp_path, row):
    """Nor does a row that only says where it stands."""
    line = _refused(_workbook(tmp_path, row))
    assert "reaches further" in line or "no whole" in line


@pytest.mark.parametrize(
    "content",
    [
        "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet>&b;</worksheet>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>',
        "<row><c></row>",
        '<row r="1"><c r="&#88;FD&#49;048576"/></row>',
    ],
)
def test_clever_xml_is_no_workbook(tmp_path, content):
    """No document types, no entities of somebody's own, no parts that are not whole."""
    line = _refused(_workbook(tmp_path, content))
    assert "no whole" in line or "more than 1,000 columns" in line


def test_a_formula_is_never_worked_out(tmp_path):
    """What Excel worked out last is read; a formula alone is an empty cell."""
    cells = f'<row r="1">{_text("A1", "kenmerk")}{_text("B1", "PVT uren")}{_text("C1", "MAP uren")}</row>'
    cells += f'<row r="2">{_text("A2", "a")}<c r="B2"><f>6+6</f><v>12</v></c><c r="C2"><f>HYPERLINK("http://example.org")</f></c></row>'
    (file,) = import_sheet(_workbook(tmp_path, cells)).files
    assert (file.municipality.pvt.hours, file.municipality.map) == (12, None)


def test_a_million_empty_columns_are_no_columns(tmp_path):
    """Empty cells behind the last filled one are left away; filled ones beyond the limit are refused."""
    path = tmp_path / "wide.csv"
    path.write_text(f"kenmerk;PVT uren{';' * 1_000_000}\na;12{';' * 1_000_000}\n")
    assert import_sheet(path).files[0].municipality.pvt.hours == 12
    path.write_text(f"kenmerk;PVT uren;{';'.join('x' * 1_001)}\n")
    assert f"{limits.COLUMNS_OF_A_SHEET:,} columns" in _refused(path)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_more_rows_than_are_read_are_refused(tmp_path, monkeypatch, name):
    """A list beyond the limit is refused whole, before its people are made."""
    monkeypatch.setattr("route_advisor.sheets.source.ROWS_OF_A_SHEET", 100)
    row = '{"kenmerk": "a"}\n' if name.endswith("jsonl") else "a\n"
    (tmp_path / name).write_text("kenmerk\n" * name.endswith("csv") + row * 101)
    assert "100 rows" in _refused(tmp_path / name)


def test_a_list_larger_than_is_read_is_refused(tmp_path, monkeypatch):
    """Only so much is read of it."""
    monkeypatch.setattr("route_advisor.sheets.source.BYTES_OF_A_SHEET", 1_000)
    (tmp_path / "a.csv").write_text("kenmerk;wet\n" * 100)
    assert "larger than 1,000 bytes" in _refused(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "kenmerk;wet\na;Wi2021\n".encode("utf-16"), "UTF-8"),
        ("a.csv", b"kenmerk;wet\na;\x00\n", "UTF-8"),
        ("a.csv", b'kenmerk;wet\n"a;Wi2021\n', "quote"),
        ("a.csv", b"kenmerk;wet\na;" + b"x" * 200_000, "a cell of more than"),
        ("a.csv", GGM.read_bytes(), "Excel file with another name"),
        ("a.xlsx", b"kenmerk;wet\n", "no whole .xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "password"),
        ("a.xlsx", GGM.read_bytes()[:-200], "no whole .xlsx"),
        ("a.parquet", b"PAR1 and no more PAR1", "no whole Parquet"),
        ("a.jsonl", b'{"kenmerk": "a"}\n[1]\n', "line 2"),
        ("a.jsonl", b'{"kenmerk": ' + b"[" * 100_000, "line 1"),
        ("a.jsonl", b'{"kenmerk": "a", "kenmerk": "b"}', "line 1"),
        ("a.ods", b"", "save it as .xlsx"),
        ("a.csv", b"", "no row with headers"),
        ("a.csv", b"\n\n\n", "no row with headers"),
        ("a.csv", b"Jansen;999990019;Amsterdam\n", "no row with headers"),
    ],
)
def test_what_cannot_be_read_is_one_line_with_what_to_do(tmp_path, name, content, says):
    """Never a traceback, and never what stands in it."""
    (tmp_path / name).write_bytes(content)
    line = _refused(tmp_path / name)
    assert says in line
    assert "Jansen" not in line


def test_a_pipe_is_no_list(tmp_path):
    """Nobody waits for a pipe to which nobody writes."""
    import os

    os.mkfifo(tmp_path / "a.csv")
    assert "regular file" in _refused(tmp_path / "a.csv")


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\nb.csv: fine", "\u202eabc", "Jan Jansen 999990019", "x" * 5_000])
def test_no_cell_or_header_reaches_a_message(tmp_path, text):
    """Neither raw, nor as a second line, nor as what somebody is called."""
    path = tmp_path / "list.jsonl"
    rows = [{"kenmerk": "a", "wet": text, "geboortedatum": text, "nationaliteit 1": text, text: text}, {"kenmerk": text, "wet": "x"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = import_sheet(path)
    said = [*(str(says) for _, says in found.notes.cells), *(str(says) for _, says in found.notes.bad), found.report.model_dump_json()]
    assert all(text not in line and len(line.splitlines()) == 1 for line in said)
    assert not any(secret in line for line in said for secret in ("Jansen", "999990019", "\x1b", "\u202e"))


def test_many_bad_rows_are_counted_and_few_are_told(run_import, tmp_path):
    """Twenty lines and how many more, however many rows are wrong."""
    path = tmp_path / "list.csv"
    path.write_text("kenmerk;PVT uren\n" + "Jan Jansen;x\n" * 5_000)
    given = run_import(path)
    assert given.exit_code == 5
    assert len(given.stderr.splitlines()) < 30
    assert "and 4980 more" in given.stderr


@pytest.fixture
def run_import(tmp_path):
    """Types `import sheet`."""
    from typer.testing import CliRunner

    from route_advisor.cli import app

    return lambda path: CliRunner().invoke(
        app, ["import", "sheet", str(path), "--output", str(tmp_path / "files")], prog_name="route-advisor"
    )


def test_a_list_that_is_refused_leaves_nothing_behind(run_import, tmp_path):
    """No folder, no file, not even a part of one."""
    (tmp_path / "list.csv").write_text("kenmerk;Datum PIP;PIP 1 datum\na;;\n")
    assert run_import(tmp_path / "list.csv").exit_code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


# --- what we write into a spreadsheet -----------------------------------------------------------------------


def _naive(row):
    stream = io.StringIO()
    csv.writer(stream).writerow(row)
    return next(csv.reader([stream.getvalue()]))


@pytest.mark.parametrize("text", ACTING)
def test_a_cell_that_would_act_gets_a_mark_which_the_reader_takes_away(text):
    """The naive version hands the formula to the spreadsheet as it is."""
    assert _naive([text])[0].startswith(ACTS)
    assert not harmless(text).startswith(ACTS)
    assert as_meant(harmless(text)) == text


@pytest.mark.parametrize("text", [one for one in ACTING if one.isprintable()])
def test_free_text_of_a_file_does_not_act_in_our_own_sheet(tmp_path, text):
    """The ground of an extension is somebody's text: the naive version of the sheet would run it, ours comes back as it was."""
    file = PersonalFile.model_validate({"case_ref": "a", "duo": {"term": {"last_day": "2027-01-01", "ground": text}}})
    path = tmp_path / "list.csv"
    path.write_text(people_csv([file]), encoding="utf-8")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream, delimiter=";") for cell in row]
    assert not any(cell.startswith(ACTS) for cell in cells)
    assert import_sheet(path).files == (file,)


def test_the_name_of_a_file_does_not_act_in_the_list_of_find(tmp_path):
    """`find --format csv` names files, and a file can have any name; the naive version of the list would run it."""
    path = tmp_path / "=HYPERLINK(1).yaml"
    path.write_text("schema: personal-file/1\ncase_ref: a\n")
    advisor = Advisor(evaluators=("twin",))
    found = list(find([path], Filters(), on=date(2026, 11, 23), advisor=advisor))
    assert any(str(one.file).startswith(ACTS) for one in found) or any("=HYPERLINK" in str(one.file) for one in found)
    rows = list(
        csv.reader(io.StringIO(found_csv([one.model_copy(update={"file": path.name}) for one in found], advisor.rulebook.catalogue)))
    )
    assert _naive([path.name])[0].startswith(ACTS)
    assert not any(cell.startswith(ACTS) for row in rows for cell in row)


def test_our_workbook_holds_texts_and_no_formulas(tmp_path):
    """The template is written cell by cell as text, day or number."""
    from route_advisor.sheets.template import template_xlsx

    (tmp_path / "t.xlsx").write_bytes(template_xlsx())
    with zipfile.ZipFile(tmp_path / "t.xlsx") as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/")]
    assert sheets
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)


def test_a_changed_workbook_is_read_or_refused(tmp_path):
    """Whatever byte of a workbook is another: never a traceback, and nobody's values in a message."""
    chance = random.Random(20261128)  # noqa: S311 - chance, no secret
    whole = GGM.read_bytes()
    for number in range(60):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(changed)
        try:
            import_sheet(path)
        except FileRefused as refused:
            assert all(len(line.splitlines()) == 1 for line in refused.mistakes)  # noqa: PT017 - a file that is read is as good
