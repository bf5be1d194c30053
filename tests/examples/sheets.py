"""Writes `examples/sheets/`: invented people in a workbook with the names of the GGM, and in our own template."""

import sys
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from route_advisor import load
from route_advisor.sheets.template import people_csv

EXAMPLES = Path(__file__).parents[2] / "examples"
PEOPLE = ("amina-b1", "z-asylum", "onderwijs-left", "near-finish", "term-extended", "route-unknown")
"""Example files that stand in the sheet of our own template, without what it has no column for."""

GGM = {
    "NATUURLIJKPERSOON": [
        ["NATUURLIJKPERSOON_ID", "BURGERSERVICENUMMER", "ACHTERNAAM", "DATUMGEBOORTE", "NATIONALITEIT"],
        [101, "999990019", "Voorbeeld", date(1991, 4, 2), "Syrië"],
        [102, "999990020", "Voorbeeld", date(1988, 11, 30), "Eritrea"],
        [103, "999990032", "Voorbeeld", date(1996, 7, 14), "Turkije"],
    ],
    "INBURGERAAR": [
        ["NATUURLIJKPERSOON_ID", "DOELGROEP", "HEEFT_EEN_INBURGERINGSPLICHT_ID"],
        [101, 1, 11],
        [102, 1, 12],
        [103, 2, 13],
    ],
    "INBURGERINGSPLICHT": [
        ["INBURGERINGSPLICHT_ID", "INDICATORINBURGERINGSPLICHT", "DATUMSTART", "WORDTBEHANDELSALS", "HEEFT_INBURGERINGSTERMIJN_ID"],
        [11, True, date(2023, 9, 1), "ASIELSTATUSHOUDER", 21],
        [12, True, date(2024, 2, 12), "ASIELSTATUSHOUDER", 22],
        [13, True, date(2024, 5, 20), "GEZINSMIGRANT", None],
    ],
    "INBURGERINGSTERMIJN": [
        ["INBURGERINGSTERMIJN_ID", "DATUMAANVANGINBURGERINGSTERMIJN", "DATUMEINDEINBURGERINGSTERMIJN"],
        [21, date(2024, 3, 13), date(2027, 3, 13)],
        [22, date(2024, 10, 1), date(2027, 10, 1)],
    ],
    "INBURGERINGSTRAJECT": [
        ["INBURGERINGSTRAJECT_ID", "HEEFT_INBURGERINGSPLICHT_ID", "UITKOMSTLEERBAARHEIDSTOETS"],
        [31, 11, "B1_ROUTE"],
        [32, 12, "Z_ROUTE"],
        [33, 13, None],
    ],
    "BREDE_INTAKE": [
        ["BREDE_INTAKE_ID", "STARTDATUM", "EINDDATUM", "ONDERDEEL_VAN_INBURGERINGSTRAJECT_ID"],
        [41, date(2024, 1, 8), date(2024, 2, 5), 31],
        [42, date(2024, 7, 1), date(2024, 8, 19), 32],
    ],
    "INBURGERINGSAANBOD": [
        ["INBURGERINGSAANBOD_ID", "DATUMINBURGERINGSAANBOD", "CURSUSINSTELLING", "VOOR_INBURGERAAR_ID"],
        [51, date(2024, 3, 20), "Taalschool Voorbeeld", 101],
        [52, date(2024, 10, 7), "Taalschool Voorbeeld", 102],
    ],
    "PIP": [
        ["PIP_ID", "BEVAT_INBURGERINGSAANBOD_ID", "DAGTEKENINGINITIELEPIP", "DAGTEKENINGPIP", "NAAMCONTACTPERSOON"],
        [61, 51, date(2024, 3, 12), date(2024, 3, 12), "Voorbeeld"],
        [62, 52, date(2024, 9, 30), date(2024, 9, 30), "Voorbeeld"],
    ],
    "LEERROUTE": [
        ["LEERROUTE_ID", "AFGESPROKEN_IN_PIP_ID", "LEERROUTETYPE", "NIVEAU"],
        [71, 61, "B1_ROUTE", "B1"],
        [72, 62, "Z_ROUTE", None],
    ],
    "B1_ROUTE": [["B1_ROUTE_ID", "ONDERDEEL_VAN__LEERROUTE_ID", "GEVOLGDEURENPARTICIPATIETAALLES"], [81, 71, 420]],
    "PVT": [["PVT_ID", "ONDERDEEL_VAN_LEERROUTE_ID", "DATUMONDERTEKENING_PVT"], [91, 71, date(2024, 6, 3)]],
    "MAP": [["MAP_ID", "ONDERDEEL_VAN_LEERROUTE_ID", "DATUMEINDGESPREKMAP", "RESULTAAT"], [95, 71, date(2026, 5, 18), 1]],
    "EXAMEN": [["EXAMEN_ID", "AFGEROND_MET_INBURGERINGSTRAJECT_ID"], [301, 31], [302, 31]],
    "EXAMENONDERDEEL": [
        ["EXAMENONDERDEEL_ID", "EXAMEN_ID", "EXAMENONDERDEELSPECIFICATIE", "RESULTAAT", "DATUMREGISTRATIEUITSLAG"],
        [401, 301, "Kennis van de Nederlandse Maatschappij", "Geslaagd", date(2026, 2, 2)],
        [402, 302, "Schrijfvaardigheid", "Gezakt", date(2026, 4, 20)],
    ],
}
"""Three people who do not exist; the numbers in the place of a BSN are test numbers that nobody has."""


def write(folder: Path) -> None:
    """Write both sheets."""
    folder.mkdir(exist_ok=True)
    (folder / "sjabloon.csv").write_bytes(people_csv(load(EXAMPLES / f"{name}.yaml") for name in PEOPLE).encode())
    with xlsxwriter.Workbook(folder / "ggm.xlsx", {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2026, 11, 28)})  # noqa: DTZ001 - the same bytes each time
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in GGM.items():
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 12, 24)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(at, column, cell, day)
                    else:
                        sheet.write(at, column, cell)


if __name__ == "__main__":
    write(EXAMPLES / "sheets")
    sys.stdout.write("written\n")
