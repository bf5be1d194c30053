"""Who somebody is never arrives from DUO's messages: no BSN, no contact data, no name."""

import json
import random
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from duo_cases import BSN, EXAMPLES, PRIVATE, Json, documents, found_in, imported, modest, objects, refusal, write
from hypothesis import given
from hypothesis import strategies as st

from route_advisor.readers.duo import import_duo
from route_advisor.readers.duo_redaction import identifies
from route_advisor.writers.personal_file_yaml import personal_file_yaml

# --- what is left out: BSN and contact data -------------------------------------------------------------------------------------


def writings(bsn: str) -> list[Any]:
    return [
        *(
            bsn,
            int(bsn),
            float(bsn),
            f"{bsn[:3]} {bsn[3:6]} {bsn[6:]}",
            f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}",
            "-".join(bsn),
            list(map(int, bsn)),
        ),
        *(f"BSN {bsn} van deze persoon", f"NL{bsn}B01", "".join(chr(0xFF10 + int(digit)) for digit in bsn), {bsn: bsn}, list(bsn)),
        "".join(chr(0x2460 + int(digit) - 1) for digit in bsn),
    ]


@modest
@given(documents(), st.randoms(use_true_random=False), st.sampled_from(writings(BSN)), st.integers(1, 8))
def test_a_bsn_never_arrives(built: tuple[Json, Json], order: random.Random, written: object, times: int) -> None:
    """Whatever field, key or name a BSN stands in, however written, it is not in the personal file."""
    document = json.loads(json.dumps(built[0]))
    for _ in range(times):
        place = order.choice(list(objects(document)))
        key = order.choice([*place, "nieuweStand", "bsn", BSN]) if place is not document else order.choice(["nieuweStand", BSN])
        place[key] = json.loads(json.dumps(written))
    text = personal_file_yaml(imported(document, f"{BSN}.json"))
    assert BSN not in re.sub(r"[^0-9A-Za-z]", "", unicodedata.normalize("NFKC", text))


PERSONAL_KEYS = [
    *(
        "bsn",
        "BSN",
        "burgerservicenummer",
        "vNummer",
        "V-nummer",
        "vreemdelingennummer",
        "naam",
        "achternaam",
        "voornamen",
        "geslachtsnaam",
    ),
    *("adres", "straatnaam", "postcode", "huisnummer", "huisnummertoevoeging", "huisletter", "plaatsnaam", "woonplaats"),
    *("telefoonnummer", "mobiel", "email", "e-mailadres", "emailAdres", "contactgegevens", "examennummer", "instellingsnummer", "diagnose"),
]


@modest
@given(documents(), st.randoms(use_true_random=False), st.sampled_from(PERSONAL_KEYS), st.booleans())
def test_contact_data_never_arrive(built: tuple[Json, Json], order: random.Random, key: str, nested: bool) -> None:
    """Values of contact keys are left out at any depth, and the file is the same as without them."""
    document = json.loads(json.dumps(built[0]))
    place = order.choice(list(objects(document)))
    place[key] = {"deel": PRIVATE, "delen": [PRIVATE]} if nested else PRIVATE
    assert imported(document) == imported(built[0])
    place["nieuweStand"] = {key: PRIVATE, "gewoon": 1}
    assert PRIVATE not in personal_file_yaml(imported(document))


@pytest.mark.parametrize("text", ["jan@voorbeeld.nl", "06-12345678", "+31 6 1234 5678", "1234 AB", "1234AB", "0123456789", "12345678"])
def test_contact_data_in_an_unknown_value_are_cut_out(text: str) -> None:
    """An e-mail address, telephone number, postcode or long number does not come through in a note."""
    file = imported({"map": {"nieuweStand": f"zie {text} en 2023-05-10"}})
    assert found_in(file) == {"map.nieuweStand": '"zie (...) en 2023-05-10"'}


def test_a_ground_with_a_bsn_is_named_without_it() -> None:
    """Free text of DUO that holds something like a BSN does not become part of the file."""
    term = {
        "startdatum": "2023-05-11",
        "einddatum": "2026-05-11",
        "verlengingsgrondcode": BSN,
        "verlengingsgrondomschrijving": f"Zie {BSN}",
    }
    file = imported({"inburgeringstermijn": term})
    assert found_in(file) == {
        "inburgeringstermijn.verlengingsgrondcode": '"(...)"',
        "inburgeringstermijn.verlengingsgrondomschrijving": '"Zie (...)"',
    }


@pytest.mark.parametrize("name", [BSN, f"dossier-{BSN}", "Sami Jansen", "1112.22.333", "sami@voorbeeld", "-sami", "s" * 65])
def test_a_name_that_may_identify_someone_is_replaced(tmp_path: Path, name: str) -> None:
    """A folder named after a BSN, or with a name that no case_ref may have, becomes person-1."""
    write(tmp_path / name / "map.json", {})
    write(tmp_path / "zoe.json", {"map": {}})
    assert [file.case_ref for file in import_duo(tmp_path)] in (["person-1", "zoe"], ["zoe", "person-1"])


def test_replaced_names_count_in_order_and_never_clash(tmp_path: Path) -> None:
    """person-1 is given only once, also where a folder is called that already."""
    for name in (f"a {BSN}", "b b", "person-1"):
        write(tmp_path / name / "map.json", {})
    assert [file.case_ref for file in import_duo(tmp_path)] == ["person-2", "person-3", "person-1"]


def test_a_refusal_never_echoes_a_bsn(tmp_path: Path) -> None:
    """Errors name the file without the number in its name, and a doubled key without the number in it."""
    write(tmp_path / BSN / "map.json", "{")
    write(tmp_path / f"x{BSN}.json", f'{{"{BSN}": 1, "{BSN}": 2}}')
    lines = refusal(tmp_path)
    assert len(lines) == 2
    assert BSN not in "".join(lines)


def test_no_field_that_we_read_counts_as_contact_data() -> None:
    """The rule that leaves contact data out leaves no field of DUO's messages out."""
    used = {key for example in EXAMPLES.rglob("*.json") for one in objects(json.loads(example.read_text("utf-8"))) for key in one}
    assert {key for key in used if identifies(key)} == {"examennummer"}
