"""DUO's messages become personal files: what is understood, and what is not."""

import json
import random
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from duo_cases import (
    EXAMPLES,
    KEPT_NOWHERE,
    PLACES,
    WORDS,
    Json,
    _dispensation_body,
    _exam_body,
    _full,
    _plan_body,
    documents,
    found_in,
    imported,
    json_values,
    modest,
    objects,
    parts,
    without_notes,
)
from hypothesis import assume, given
from hypothesis import strategies as st

from route_advisor.personal_file import PersonalFile
from route_advisor.readers.duo import import_duo
from route_advisor.readers.duo_messages import MESSAGES
from route_advisor.writers.personal_file_yaml import personal_file_yaml

# --- what is understood ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "word", "ours", "body", "asked"),
    [(name, word, ours, body, asked) for name, table, body, asked in WORDS for word, ours in table.items()],
)
def test_every_word_of_every_schema_is_understood(
    name: str, word: str, ours: object, body: Callable[[str], Any], asked: Callable[[Any], Any]
) -> None:
    """Each enum value of DUO, code and description, has its own word in the personal file."""
    file = imported({name: body(word)})
    assert asked(file) == ours
    assert file.not_understood == ()


@modest
@given(documents())
def test_a_message_of_duo_says_the_same_in_the_personal_file(built: tuple[Json, Json]) -> None:
    """Every field of every message arrives, with inclusive ends, and nothing else is in the file."""
    document, expected = built
    assert imported(document) == PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "sami", **expected})


def test_an_exclusive_end_becomes_the_last_day_that_counts() -> None:
    """A PIP of 10 May 2023 gives a term from 11 May 2023 to 10 May 2026 (DUO sends 11 May 2026)."""
    document = {
        "PIP": _plan_body(),
        "inburgeringstermijn": {"startdatum": "2023-05-11", "einddatum": "2026-05-11"},
        "inburgeringstermijn/historie": [{"einddatum": "2024-03-01"}],
        "uren": [{"bekendTot": "2025-01-01"}],
        "Inburgeringsaanbod": {"verwachteEinddatumOpleiding": "2025-03-01"},
        "vrijstellingen": [_full("TijdelijkeVrijstelling", reden="INS", startdatum="2023-01-01", einddatum="2023-02-01")],
    }
    duo, municipality = parts(imported(document))
    assert (duo.term.starts, duo.term.last_day) == (date(2023, 5, 11), date(2026, 5, 10))
    assert duo.term.history[0].last_day == date(2024, 2, 29)
    assert municipality.hours[0].known_until == date(2024, 12, 31)
    assert municipality.offers[0].expected_end == date(2025, 2, 28)
    assert duo.exemptions[0].ends == date(2023, 2, 1), "a temporary exemption ends on its end date"


def test_a_missing_level_stays_missing() -> None:
    """The reader fills in no level: that a missing level means B1 is for the rules."""
    _, municipality = parts(imported({"PIP": _plan_body()}))
    assert municipality.plans[0].level is None


def test_a_code_of_a_ground_gets_its_text_from_the_list() -> None:
    """A term with a code alone takes the text from DUO's list of grounds."""
    term = {"startdatum": "2023-05-11", "einddatum": "2026-05-11", "verlengingsgrondcode": "3"}
    grounds = [{"code": "3", "omschrijving": "Geboorte van een kind"}]
    duo, _ = parts(imported({"inburgeringstermijn": term, "verlengingsgronden": grounds}))
    assert duo.term.ground == "Geboorte van een kind"


def test_several_offers_stand_side_by_side() -> None:
    """An offer per school, each under the number of its school, gives one offer each; the number is not kept."""
    offer = {"indicatorAlfabetiseringsonderwijs": "NVT"}
    file = imported({"Inburgeringsaanbod/0000000042": offer, "inburgeringsaanbod-0000000043": [offer, offer]})
    assert len(parts(file)[1].offers) == 3
    assert "000000004" not in personal_file_yaml(file)


@pytest.mark.parametrize("name", MESSAGES)
def test_an_absent_message_is_unknown_and_an_empty_list_is_not(name: str) -> None:
    """Nothing, or null, leaves the group out; an empty list says that DUO has nothing there."""
    other = "map" if name == "zroute" else "zroute"
    assert without_notes(imported({name: None, other: {}})) == without_notes(imported({other: {}}))
    place, _ = PLACES.get(name, (("", ""), None))
    listed = place[1] in {"plans", "offers", "learnability_tests", "hours", "exams", "free_attempts", "exemptions", "dispensations"}
    if listed:
        file = imported({name: []})
        assert getattr(getattr(file, place[0]), place[1]) == ()


@pytest.mark.parametrize("name", MESSAGES)
def test_a_name_of_a_message_is_read_in_any_writing(name: str) -> None:
    """Capitals do not matter, and "-" or "_" may stand for "/"."""
    body = json.dumps({name: "?"})
    expected = imported(body)
    assert expected.not_understood
    for writing in (name.upper(), name.lower(), name.replace("/", "-"), name.replace("/", "_")):
        assert imported({writing: "?"}) == expected


# --- what is not understood -----------------------------------------------------------------------------------------------------


@modest
@given(documents(), st.randoms(use_true_random=False), json_values)
def test_an_unknown_field_is_named_and_nothing_else_is_lost(built: tuple[Json, Json], order: random.Random, value: object) -> None:
    """Whatever DUO adds, wherever, is named once; the rest of the file stays as it was."""
    document, _ = built
    before = imported(document)
    changed = json.loads(json.dumps(document))
    order.choice(list(objects(changed)))["nieuweStand"] = value
    after = imported(changed)
    assert without_notes(after) == without_notes(before)
    assert [one.where.split(".")[-1] for one in after.not_understood] == ["nieuweStand"]


@modest
@given(documents(), st.data(), st.sampled_from(["Nieuw woord", "2023-02-30", "1899-12-31", 12.5, -1, 10**9, [], {}]))
def test_a_value_that_is_not_understood_costs_no_other_message(built: tuple[Json, Json], data: st.DataObject, wrong: object) -> None:
    """An unknown word, a wrong type or an impossible date is named with its place; every other message arrives as before."""
    changed = json.loads(json.dumps(built[0]))
    fields = [
        (name, inner, key)
        for name in sorted(set(changed) - set(KEPT_NOWHERE))
        for inner in objects(changed[name])
        for key, value in inner.items()
        if not isinstance(value, (dict, list)) and not (isinstance(wrong, str) and key.startswith("verlengingsgrond"))
    ]
    assume(fields)
    name, inner, key = data.draw(st.sampled_from(fields))
    inner[key] = wrong
    before, after = imported(built[0]), imported(changed)
    assert any(one.where.startswith(name) and one.where.endswith(f".{key}") for one in after.not_understood)
    for other, ((keeper, group), _) in PLACES.items():
        if other != name.removesuffix("/historie"):
            assert getattr(getattr(after, keeper), group, None) == getattr(getattr(before, keeper), group, None)


@pytest.mark.parametrize(
    ("document", "where", "found"),
    [
        ({"inburgeringsplicht": {"indicatorInburgeringsplicht": True, "nieuwVeld": 7}}, "inburgeringsplicht.nieuwVeld", "7"),
        ({"PIP": _plan_body(niveau="C1")}, "PIP.pip.niveau", '"C1"'),
        ({"PIP": [_plan_body(), _plan_body(niveau="C1")]}, "PIP[1].pip.niveau", '"C1"'),
        ({"examens/resultaten": [_exam_body(niveau="B3")]}, "examens/resultaten[0].niveau", '"B3"'),
        ({"uren": [{"ParticipatieAlsTaalles": {"uren": -1}}]}, "uren[0].ParticipatieAlsTaalles.uren", "-1"),
        ({"lbt/resultaten": [{"behaaldeScore": "45.50"}]}, "lbt/resultaten[0].behaaldeScore", '"45.50"'),
        ({"doelgroep": {"begindatum": "2023-02-30"}}, "doelgroep.begindatum", '"2023-02-30"'),
        ({"uren": [{"bekendTot": "1900-01-01"}]}, "uren[0].bekendTot", '"1900-01-01"'),
        ({"doelgroep": {"indeling": "Eén\x7f\u2028"}}, "doelgroep.indeling", '"Eén??"'),
        ({"doelgroep": ["Asielstatushouder"]}, "doelgroep", '["Asielstatushouder"]'),
        ({"examens/resultaten": {}}, "examens/resultaten", "{}"),
        ({"nieuwBericht": {"a": 1}, "map": {}}, "nieuwBericht", '{"a":1}'),
        ({"": 1, "map": {}}, "(no name)", "1"),
        ({"vrijstellingen": [{}]}, "vrijstellingen[0]", "left out: it is empty"),
    ],
)
def test_a_note_says_where_it_was_and_what_was_found(document: Json, where: str, found: str) -> None:
    """Message, place in the message, and the value as DUO sent it."""
    assert found_in(imported(document))[where] == found


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"PIP": {"gemeentecode": "0363", "pip": {"dagtekeningPip": "2023-05-10", "leerroute": "X"}}}, "PIP.pip"),
        ({"PIP": {"gemeentecode": "0363"}}, "PIP"),
        ({"inburgeringsplicht": {"indicatorInburgeringsplicht": "ja"}}, "inburgeringsplicht"),
        ({"inburgeringstermijn": {"startdatum": "2023-05-11"}}, "inburgeringstermijn"),
        ({"inburgeringstermijn": {"startdatum": "2023-05-11", "einddatum": "2023-05-11"}}, "inburgeringstermijn"),
        ({"inburgeringstermijn": {"startdatum": "2023-05-11", "einddatum": "1900-01-01"}}, "inburgeringstermijn"),
        ({"inburgeringstermijn/historie": [{"einddatum": "2026-05-11"}]}, "inburgeringstermijn/historie"),
        ({"inburgeringsplicht/historie": [{"indicatorInburgeringsplicht": True}]}, "inburgeringsplicht/historie"),
        ({"examens/resultaten": [{"onderdeel": "LE", "resultaat": "Geslaagd"}]}, "examens/resultaten[0]"),
        ({"PIP": _plan_body(leerroute="O", niveau="A2")}, "PIP.pip"),
        ({"PIP": _plan_body(leerroute="Z", niveau="B1")}, "PIP.pip"),
        ({"vrijstellingen": [_full("GedeeltelijkeVrijstelling", reden="GED")]}, "vrijstellingen[0].GedeeltelijkeVrijstelling"),
        ({"ontheffingen": [_dispensation_body(grond="BIO", examenonderdeel="LE")]}, "ontheffingen[0].GedeeltelijkeOntheffing"),
        ({"ontheffingen": [_dispensation_body()]}, "ontheffingen[0].GedeeltelijkeOntheffing"),
        ({"ontheffingen": [_full("GeheleOntheffing")]}, "ontheffingen[0].GeheleOntheffing"),
    ],
)
def test_a_record_that_cannot_stand_is_left_out_and_named(document: Json, where: str) -> None:
    """Without a needed value, or against a rule of the personal file, the record goes to not_understood; the group stays unknown."""
    file = imported(document)
    assert found_in(file)[where].startswith("left out: ")
    assert file.duo is None
    assert file.municipality is None


def test_one_unreadable_record_leaves_the_others() -> None:
    """A list keeps the records that are understood."""
    file = imported({"examens/resultaten": [_exam_body(onderdeel="XX"), _exam_body(), 7]})
    assert len(parts(file)[0].exams) == 1
    assert {"examens/resultaten[0]", "examens/resultaten[2]"} < set(found_in(file))


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"examens/resultaten": [_exam_body(onderdeel="KNM", niveau="A2")]}, "examens/resultaten[0].niveau"),
        ({"examens/resultaten": [_exam_body(redenGeenResultaat="Absent")]}, "examens/resultaten[0].redenGeenResultaat"),
        ({"PIP": _plan_body(leerroute="Z", geschatteIntensiteitB1Route=600)}, "PIP.pip.geschatteIntensiteitB1Route"),
    ],
)
def test_a_detail_that_does_not_fit_costs_only_itself(document: Json, where: str) -> None:
    """A level for KNM, a reason with an outcome, or B1 hours on another route: the detail is named, the record stays."""
    file = imported(document)
    assert list(found_in(file)) == [where]
    assert (file.duo and file.duo.exams) or (file.municipality and file.municipality.plans)


@pytest.mark.parametrize(
    ("document", "dutch", "english"),
    [
        ({"vrijstellingen": [{}]}, "weggelaten: dit is leeg", "left out: it is empty"),
        (
            {"PIP": {"gemeentecode": "0363"}},
            "weggelaten: ontbreekt of niet begrepen: pip; er staat ",
            "left out: missing or not understood: pip; it says ",
        ),
        (
            {"inburgeringsplicht/historie": [{"indicatorInburgeringsplicht": True}]},
            "weggelaten: inburgeringsplicht zelf ontbreekt of is niet begrepen; er staat ",
            "left out: inburgeringsplicht itself is missing or not understood; it says ",
        ),
        ({"": 1, "map": {}}, "1", "1"),
    ],
)
def test_a_note_is_said_in_the_language_that_was_asked(document: Json, dutch: str, english: str) -> None:
    """Dutch where none is asked: whoever mends what DUO sent reads it. The value stays as DUO sent it."""
    for lang, says in (("nl", dutch), ("en", english)):
        (note,) = imported(document, lang=lang).not_understood
        assert note.found.startswith(says)
        assert note.where == ({"nl": "(geen naam)", "en": "(no name)"}[lang] if "" in document else note.where)


def test_every_note_says_all_in_its_language() -> None:
    """Whatever is wrong with a record, what our own record says of it is in the language of the note."""
    for document in (
        {"PIP": _plan_body(leerroute="O", niveau="A2")},
        {"PIP": _plan_body(leerroute="Z", geschatteIntensiteitB1Route=600)},
        {"ontheffingen": [_full("GeheleOntheffing")]},
        {"examens/resultaten": [_exam_body()] * 501},
    ):
        dutch, english = ([one.found for one in imported(document, lang=lang).not_understood] for lang in ("nl", "en"))
        assert dutch != english
        assert not [one for one in dutch if re.search(r"\b(the|only|has|is not|left out|needs)\b", one)], dutch


def test_very_many_strange_things_are_counted() -> None:
    """More strange entries than a personal file holds are counted in its last entry, and more records than it holds are named."""
    file = imported({"map": {f"veld{number:04d}": 0 for number in range(700)}, "examens/resultaten": [_exam_body()] * 501})
    assert len(file.not_understood) == 500
    assert file.not_understood[-1].found.startswith("202 more")
    wheres = [one.where for one in file.not_understood[:-1]]
    assert wheres == sorted(wheres)
    assert len(parts(file)[0].exams) == 500


# --- the examples ---------------------------------------------------------------------------------------------------------------


def test_the_examples_are_read() -> None:
    """Three people; only daniel's messages hold something new, and it is named."""
    daniel, samira, yusuf = import_duo(EXAMPLES)
    assert [daniel.case_ref, samira.case_ref, yusuf.case_ref] == ["daniel", "samira", "yusuf"]
    assert set(found_in(daniel)) == {"doelgroep.gedetailleerdeDoelgroep", "inburgeringsplicht.wijzeVanKennisgeving"}
    assert samira.not_understood == yusuf.not_understood == ()
    assert parts(samira)[0].term.last_day == date(2027, 7, 2)
