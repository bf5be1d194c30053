"""A list of clients becomes personal files: what is read, what is noted, what is left out, and which rows give no file."""

import json
from datetime import date
from pathlib import Path

import pytest

from route_advisor import FileRefused, advise, write
from route_advisor.readers.duo import import_duo
from route_advisor.sheets.importing import import_sheet
from route_advisor.sheets.template import template_xlsx

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "examples" / "sheets"
DUO = ROOT / "examples" / "duo"


def notes(found):
    """What was not understood, as lines with their place."""
    return [f"{where.said()} {says}" for where, says in found.notes.cells]


def bad(found):
    """What is wrong with rows, as lines with their place."""
    return [f"{where.said()} {says}" for where, says in found.notes.bad]


def test_a_csv_of_a_dutch_excel_is_read(imported):
    """Semicolons, a mark of UTF-8, days with the day first, and words with or without capitals."""
    found = imported("\ufeffKenmerk;Geboortedatum;PIP 1 datum;PIP 1 leerroute;PVT uren\r\na;01-02-1990;3-4-2024;b1 ROUTE;12,0\r\n")
    (file,) = found.files
    assert file.person.born == date(1990, 2, 1)
    assert (file.municipality.plans[0].dated, file.municipality.plans[0].route) == (date(2024, 4, 3), "b1")
    assert file.municipality.pvt.hours == 12
    assert (found.report.files, found.report.bad_rows, notes(found)) == (1, 0, [])


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_any_usual_sign_between_columns_will_do(imported, sign):
    """Also where a cell holds the other signs between quotes."""
    (file,) = imported(
        sign.join(("kenmerk", "termijn laatste dag", "termijn reden verlenging")) + f'\na{sign}2027-01-01{sign}"ziek; weer beter, 1|2"\n'
    ).files
    assert file.duo.term.ground == "ziek; weer beter, 1|2"


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_a_row_ends_where_csv_ends_it(imported, sign):
    """A sign that only Python takes for the end of a line, as Excel writes inside a cell: half a name never becomes the reference of somebody."""
    found = imported(f"naam;kenmerk;PVT uren\r\nJan{sign}Fatima;a;12\r\nMax;b{sign};13\r\nAnn;c;14\r\n")
    assert [(file.case_ref, file.municipality.pvt.hours) for file in found.files] == [("a", 12), ("b", 13), ("c", 14)]
    assert found.report.rows == 3


def test_windows_1252_is_read_where_the_page_allows_it(imported):
    """What Excel saves as CSV is read, and the report says how."""
    found = imported("kenmerk;nationaliteit 1;wet\na;Syrië;Wi2021\n".encode("cp1252"))
    assert found.files[0].person.nationalities == ("SY",)
    assert found.report.encoding == "windows-1252"


def test_a_workbook_is_read_by_its_cells(workbook):
    """Days, numbers and yes or no of Excel are what they are; a title above the headers is passed over."""
    rows = [
        ["Lijst van de afdeling"],
        [],
        ["kenmerk", "geboortedatum", "PVT uren", "inburgeringsplichtig", "PIP 1 gemeentecode", "PIP 1 datum"],
    ]
    found = import_sheet(workbook({"Blad1": [*rows, [17, date(1990, 2, 1), 12, True, 363, date(2024, 4, 3)]]}))
    (file,) = found.files
    assert (file.case_ref, file.person.born, file.municipality.pvt.hours, file.duo.duty.obliged) == ("17", date(1990, 2, 1), 12, True)
    assert file.municipality.plans[0].municipality == "0363"
    assert found.report.mapping == "template"


def test_exams_may_stand_on_a_sheet_of_their_own(workbook):
    """A row an exam, by the reference of the person; a reference that the list does not have is told."""
    clients = [["kenmerk", "examen 1 onderdeel", "examen 1 uitslag"], ["a", "KNM", "geslaagd"], ["b"]]
    exams = [
        ["kenmerk", "onderdeel", "niveau", "uitslag"],
        ["a", "lezen", "B1", "gezakt"],
        ["b", "spreken", "A2", "geslaagd"],
        ["c", "KNM", "", "geslaagd"],
    ]
    found = import_sheet(workbook({"Cliënten": clients, "Examens": exams}))
    assert [[(exam.part, exam.outcome) for exam in file.duo.exams] for file in found.files] == [
        [("knm", "passed"), ("reading", "failed")],
        [("speaking", "passed")],
    ]
    assert "Examens, row 4" in bad(found)[0]
    assert found.report.bad_rows == 1


def test_nothing_is_guessed_and_an_empty_list_is_said(imported):
    """`geen` says that the list is empty; an empty cell, or a dash, says nothing."""
    first, second = imported("kenmerk;examens;vrijstellingen\na;geen;-\nb;;\n").files
    assert (first.duo.exams, first.duo.exemptions) == ((), None)
    assert second.duo is None


@pytest.mark.parametrize(
    ("header", "cell", "says"),
    [
        ("geboortedatum", "01/31/1990", "no such day"),
        ("geboortedatum", "1990", "day-month-year"),
        ("geboortedatum", "03-04-24", "day-month-year"),
        ("geboortedatum", "1 januari 1990", "day-month-year"),
        ("geboortedatum", "01-01-1850", "from 1900"),
        ("nationaliteit 1", "Syrische", "name of a country"),
        ("nationaliteit 1", "XX", "name of a country"),
        ("PVT uren", "12,5", "whole number"),
        ("PVT uren", "twaalf", "whole number"),
        ("PIP 1 gemeentecode", "Amsterdam", "four figures"),
        ("inburgeringsplichtig", "misschien", "allowed: ja, nee"),
        ("wet", "#REF!", "formula that failed"),
        ("wet", "#VERW!", "formula that failed"),
        ("verblijfsvergunning 1 soort", "asiel", "asiel bepaalde tijd"),
    ],
)
def test_a_cell_that_means_nothing_there_is_noted_and_never_repeated(imported, header, cell, says):
    """The file is made without it, says so itself, and names the kind of what was found."""
    found = imported(f"kenmerk;{header};MAP uren\na;{cell};20\n")
    assert found.report.bad_rows == 0
    (note,) = notes(found)
    assert note.startswith(f"row 2, column B ({header}) ")
    assert says in note
    assert cell not in note.replace("asiel bepaalde", "").replace(", asiel onbepaalde", "")
    assert len(found.files[0].not_understood) == 1
    assert found.files[0].municipality.map.practical_hours == 20


def test_a_slip_gets_the_word_that_was_meant(imported):
    """A word with a slip of a letter is no personal value, and may be told."""
    (note, *_) = notes(imported("kenmerk;examen 1 onderdeel;examen 1 uitslag\na;schrijfen;geslaagd\n"))
    assert 'is "schrijfen"' in note
    assert 'did you mean "schrijven"' in note


def test_a_record_without_what_it_needs_is_left_out_and_named_by_its_headers(imported):
    """An exam without an outcome is no result; the rest of the person stays."""
    found = imported("kenmerk;examen 1 onderdeel;examen 1 datum;wet\na;KNM;01-06-2026;Wi2021\n")
    assert found.files[0].duo.exams is None
    assert "left out, as something is missing: examen uitslag" in notes(found)[0]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (";12", "no reference"),
        ("999990019;12", "looks like a BSN"),
        ("Jan Jansen;12", "no space and no name"),
        ("=1+1;12", "no space and no name"),
        ("jan@example.org;12", "no space and no name"),
    ],
)
def test_a_row_without_a_reference_that_fits_gives_no_file_and_costs_the_others_nothing(imported, rows, says):
    """The row is told by its number, without what stands there."""
    found = imported(f"kenmerk;PVT uren\na;1\n{rows}\nb;2\n")
    assert [file.case_ref for file in found.files] == ["a", "b"]
    assert found.report.bad_rows == 1
    assert says in bad(found)[0]
    assert "row 3" in bad(found)[0]
    assert not any(secret in bad(found)[0] for secret in ("999990019", "Jansen", "example.org"))


def test_one_reference_for_two_people_gives_no_file_for_either(imported):
    """Nobody gets the results of somebody else; capitals make no difference, as they make none to a folder."""
    found = imported("kenmerk;PVT uren\na;1\nA;2\nb;3\n")
    assert [file.case_ref for file in found.files] == ["b"]
    assert found.report.bad_rows == 2
    assert "row 2" in bad(found)[0]


def test_days_that_contradict_each_other_are_told_with_their_headers(imported):
    """The row gives no file; what is wrong is said in the words of the sheet."""
    found = imported("kenmerk;termijn begin;termijn laatste dag\na;01-01-2025;01-01-2024\n")
    assert bad(found) == [
        "row 2, column C (termijn laatste dag) termijn laatste dag lies before termijn begin; check both dates in DUO's letter"
    ]


def test_without_a_reference_files_are_named_after_their_row(imported):
    """A list of names alone still gives files, and the report says how they are called."""
    found = imported("naam;BSN;PVT uren\nJansen;999990019;12\nPietersen;;14\n")
    assert [file.case_ref for file in found.files] == ["row-2", "row-3"]
    assert found.report.named_after_rows


def test_who_it_is_is_left_out_and_counted(imported):
    """Columns that say who somebody is are never read, known to the page or not; numbers like a BSN are counted anywhere."""
    text = "kenmerk;Achternaam;BSN;V-nummer;E-mailadres;Diagnose;zomaar iets;wet\na;Jansen;999990019;1234567890;jan@example.org;PTSS;bel 999990019;Wi2021\n"
    found = imported(text)
    why = {column.column: column.left_out for column in found.report.columns if column.left_out}
    assert why == {"B": "identifies", "C": "identifies", "D": "identifies", "E": "identifies", "F": "health", "G": "unknown"}
    assert sum(column.like_a_bsn for column in found.report.columns) == 2
    assert not any(
        secret in found.report.model_dump_json() + str(found.files) for secret in ("Jansen", "99999", "PTSS", "zomaar", "example.org")
    )


def test_free_text_is_masked(imported):
    """A number of a person in a text that is kept is left out of it, and counted."""
    found = imported("kenmerk;termijn laatste dag;termijn reden verlenging\na;01-01-2027;ziekte 999990019\n")
    assert found.files[0].duo.term.ground == "ziekte (...)"
    assert found.report.masked == 1


def test_the_row_of_examples_is_nobody(imported):
    """Whoever forgets to delete it gets no file of it."""
    found = imported("kenmerk;PVT uren\nvoorbeeld;12\na;1\n")
    assert [file.case_ref for file in found.files] == ["a"]
    assert (found.report.examples_skipped, found.report.rows) == (1, 1)


def test_a_header_that_stands_twice_is_refused(imported):
    """Which of both is meant nobody can tell."""
    with pytest.raises(FileRefused, match="columns B and D are both"):
        imported("kenmerk;Datum PIP;wet;PIP 1 datum\na;;;\n")


def test_merged_cells_are_told_and_nothing_is_filled_in_for_them(workbook):
    """A merged cell says nothing of the rows below it."""

    def merge(sheet):
        sheet.merge_range(1, 0, 2, 0, "a")

    rows = [["kenmerk", "PVT uren"], ["a", 12], [None, 14], ["b", 1]]
    found = import_sheet(workbook({"Cliënten": rows}, merge))
    assert [file.case_ref for file in found.files] == ["b"]
    assert any("merged" in line for line in bad(found))


def test_the_ggm_workbook_becomes_three_people():
    """Rows find their person by the keys of the model; the end of the term is read as the day after the last one."""
    found = import_sheet(SHEETS / "ggm.xlsx")
    assert found.report.mapping == "ggm"
    first, second, third = found.files
    assert (first.case_ref, first.person.nationalities, first.municipality.plans[0].route) == ("101", ("SY",), "b1")
    assert first.duo.term.last_day == date(2027, 3, 12)
    assert [(exam.part, exam.outcome) for exam in first.duo.exams] == [("knm", "passed"), ("writing", "failed")]
    assert second.municipality.plans[0].route == "z"
    assert (third.duo.group.value, third.municipality) == ("family_or_other_migrant", None)
    assert (found.report.bad_rows, notes(found)) == (0, [])
    assert sum(column.like_a_bsn for column in found.report.columns) == 3


def test_a_row_that_leads_to_nobody_or_to_two_people_is_told(workbook):
    """Nobody's plan is given to somebody else."""
    people = [["NATUURLIJKPERSOON_ID", "HEEFT_EEN_INBURGERINGSPLICHT_ID"], [1, 11], [2, 12], [3, 12]]
    duties = [["INBURGERINGSPLICHT_ID", "INDICATORINBURGERINGSPLICHT"], [11, True], [12, True], [99, True]]
    found = import_sheet(workbook({"INBURGERAAR": people, "INBURGERINGSPLICHT": duties}), "ggm")
    assert [file.duo is not None for file in found.files] == [True, False, False]
    assert ["leads to several" in line or "leads to no row" in line for line in bad(found)] == [True, True]


def test_the_first_and_the_present_plan_are_two_where_they_differ(workbook):
    """The day of the first plan starts the term; of that plan no more is known."""
    offer = [["INBURGERINGSAANBOD_ID", "VOOR_INBURGERAAR_ID"], [5, 1]]
    plan = [
        ["PIP_ID", "BEVAT_INBURGERINGSAANBOD_ID", "DAGTEKENINGINITIELEPIP", "DAGTEKENINGPIP"],
        [6, 5, date(2024, 1, 2), date(2025, 3, 4)],
    ]
    route = [["LEERROUTE_ID", "AFGESPROKEN_IN_PIP_ID", "LEERROUTETYPE"], [7, 6, "Z_ROUTE"]]
    people = [["NATUURLIJKPERSOON_ID", "DOELGROEP"], [1, None]]
    found = import_sheet(workbook({"INBURGERAAR": people, "INBURGERINGSAANBOD": offer, "PIP": plan, "LEERROUTE": route}), "ggm")
    assert [(one.dated, one.route) for one in found.files[0].municipality.plans] == [(date(2024, 1, 2), None), (date(2025, 3, 4), "z")]


def test_duos_messages_in_json_lines_are_read_as_import_duo_reads_them(imported):
    """Whole bodies under the names of their messages, one person a line."""
    body = json.loads((DUO / "daniel.json").read_text(encoding="utf-8"))
    found = imported(json.dumps({"case_ref": "daniel", **body}), None, "list.jsonl")
    expected = next(file for file in import_duo(DUO) if file.case_ref == "daniel")
    assert (found.report.mapping, found.files) == ("duo", (expected,))


def test_duos_messages_as_sheets_are_read_as_import_duo_reads_them(workbook):
    """A sheet a message, a row an item, each field in a column."""
    folder = DUO / "yusuf"
    sheets = {path.stem: _rows(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))}
    found = import_sheet(workbook({name: rows for name, rows in sheets.items() if len(rows) > 1}), "duo")
    expected = next(file for file in import_duo(DUO) if file.case_ref == "yusuf")
    dump = [file.model_dump(exclude={"not_understood"}) for file in (*found.files, expected)]
    assert dump[0] == dump[1]


def _rows(body):
    """A body as a sheet, with the keys that lead to each field as its header."""
    items = [dict(_flat(item)) for item in (body if isinstance(body, list) else [body])]
    keys = list(dict.fromkeys(key for item in items for key in item))
    return [["kenmerk", *keys], *(["yusuf", *(item.get(key) for key in keys)] for item in items)]


def _flat(item, before=""):
    for key, value in item.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def test_duos_fields_may_stand_in_one_row_a_person(imported):
    """A header names message and field, with the number of an item where there are several."""
    head = "kenmerk;PIP.dagtekeningPip;PIP.leerroute;examens-resultaten.1.onderdeel;examens-resultaten.1.examendatum;examens-resultaten.1.resultaat"
    head += ";examens-resultaten.2.onderdeel;examens-resultaten.2.examendatum;examens-resultaten.2.resultaat;inburgeringsplicht.indicatorInburgeringsplicht"
    found = imported(f"{head}\na;2024-02-01;B;KNM;2025-03-04;Geslaagd;LE;2025-05-06;Gezakt;true\n", None)
    (file,) = found.files
    assert (file.municipality.plans[0].route, file.duo.duty.obliged) == ("b1", True)
    assert [(exam.part, exam.outcome) for exam in file.duo.exams] == [("knm", "passed"), ("reading", "failed")]
    assert (found.report.mapping, found.report.bad_rows, notes(found)) == ("duo", 0, [])


@pytest.mark.parametrize(
    "second",
    [
        {"case_ref": "Daniel", "inburgeringsplicht": {"indicatorInburgeringsplicht": False}},
        {"case_ref": "daniel", "inburgeringsplicht.indicatorInburgeringsplicht": False},
        {"case_ref": "daniel", "PIP.leerroute": "B"},
        {"case_ref": "daniel", "PIP.1.leerroute": "B", "PIP.1.leerroute.soort": "C"},
    ],
    ids=["a whole body", "a field", "an item beside a whole body", "a field inside a field"],
)
def test_what_two_rows_of_duo_say_otherwise_of_one_person_gives_no_file(imported, second):
    """Neither row is dropped, and nobody gets the papers of somebody else with the same reference; the others keep their file."""
    first = {"case_ref": "daniel", "inburgeringsplicht": {"indicatorInburgeringsplicht": True}, "PIP": [{"leerroute": "Z"}]}
    other = {**first, "case_ref": "other"}
    found = imported("\n".join(json.dumps(one) for one in (first, second, other)), "duo", "list.jsonl")
    assert [file.case_ref for file in found.files] == ["other"]
    assert (found.report.bad_rows, len(bad(found))) == (2, 1)


def test_each_row_that_gives_no_file_is_told(imported):
    """As many lines as rows, so that whoever mends the list finds each: also the first of several with one reference."""
    found = imported("kenmerk;PVT uren\na;12\nb;13\nA;14\n;15\na;16\n")
    assert [file.case_ref for file in found.files] == ["b"]
    assert found.report.bad_rows == len(bad(found)) == 4
    assert [where.row for where, _ in found.notes.bad] == [2, 4, 5, 6]


def test_our_own_workbook_has_no_sheet_that_is_reported_as_not_read(tmp_path):
    """The sheet that explains the columns holds no clients, and we wrote it ourselves."""
    path = tmp_path / "list.xlsx"
    path.write_bytes(template_xlsx())
    assert import_sheet(path).report.sheets_not_read == ()


def test_parquet_is_read_as_well(tmp_path):
    """Days and numbers are those of the columns."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "list.parquet"
    pq.write_table(pa.table({"kenmerk": ["a", "b"], "geboortedatum": [date(1990, 2, 1), None], "PVT uren": [12, 14]}), path)
    first, second = import_sheet(path).files
    assert (first.person.born, second.municipality.pvt.hours) == (date(1990, 2, 1), 14)


PARTS = "kenmerk;lezen behaald;schrijven gehaald;KNM;lezen;termijn laatste dag\na;B1;A2 behaald;gezakt;B1;01-01-2028\n"


def test_a_column_a_part_is_read_where_it_says_that_it_was_passed(imported):
    """Many lists have one; "lezen" alone could also be a goal, so it is told and not read."""
    found = imported(PARTS)
    exams = {(exam.part, exam.level, exam.outcome) for exam in found.files[0].duo.exams}
    assert exams == {("reading", "b1", "passed"), ("writing", "a2", "passed"), ("knm", None, "failed")}
    assert [column.column for column in found.report.columns if column.left_out == "unknown"] == ["E"]


def test_a_total_below_a_list_without_references_is_nobody(imported):
    """A row of which nothing is read gives no file where files are named after rows."""
    found = imported("naam;PVT uren\nJansen;12\ntotaal;\n")
    assert [file.case_ref for file in found.files] == ["row-2"]
    assert "nothing of this row was read" in bad(found)[0]


def test_a_sheet_that_only_looks_a_little_like_one_of_ours_is_not_read(workbook):
    """Another sheet with a name and a date is no sheet of exams."""
    path = workbook({"Lijst": [["kenmerk", "PVT uren"], ["a", 12]], "Afgerond": [["naam", "datum"], ["Jansen", date(2024, 1, 1)]]})
    found = import_sheet(path)
    assert (found.report.sheets_not_read, found.report.bad_rows) == ((2,), 0)


def test_what_was_not_understood_in_a_list_is_told_as_the_municipalitys_and_never_as_duos(imported):
    """The advice names whose list it is, once, and asks them and not DUO."""
    (file,) = imported("kenmerk;PIP 1 datum;wet\na;vorig jaar;oud\n").files
    assert {one.told_by for one in file.not_understood} == {"municipality"}
    (conflict,) = advise(file, on=date(2026, 11, 23)).conflicts
    assert (conflict.id, [one.told_by.teller for one in conflict.sources], conflict.ask) == (
        "list_not_understood",
        ["municipality"],
        ("municipality",),
    )
    letter = write(advise(file, on=date(2026, 11, 23)), "text", lang="nl", reader="person")
    assert "In de lijst van de gemeente staat iets wat wij niet konden lezen." in letter
    assert "Een bericht bevatte" not in letter
