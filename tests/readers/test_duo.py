"""DUO's messages become personal files. The messages are built here, from this file's own reading of DUO's schemas."""

import json
import random
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from ruamel.yaml import YAML

from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.errors import FileRefused
from route_advisor.personal_file import PersonalFile
from route_advisor.readers.duo import import_duo
from route_advisor.readers.duo_messages import MESSAGES
from route_advisor.readers.duo_redaction import identifies
from route_advisor.writers.personal_file_yaml import personal_file_yaml

EXAMPLES = Path(__file__).parents[2] / "examples" / "duo"
BSN = "111222333"
PRIVATE = "Zonnebloemlaan"
modest = settings(max_examples=80, deadline=None)

Json = dict[str, Any]
Told = tuple[Any, Any]
"""A body as DUO sends it, and what the personal file should say."""

# --- DUO's schemas, as tables: DUO's word and ours -----------------------------------------------------------------------------

SKILL = {"LE": "reading", "LU": "listening", "SC": "writing", "SP": "speaking"}
PART = {**SKILL, "KNM": "knm"}
LEVEL = {"A2": "a2", "B1": "b1"}
ROUTE = {"B": "b1", "O": "onderwijs", "Z": "z"}
LITERACY = {"A": "illiterate", "AA": "other_script", "NVT": "not_applicable"}
OUTCOME = {"Geslaagd": "passed", "Gezakt": "failed", "Geen": "none"}
NO_OUTCOME = {"Verwijtbaar": "culpable", "Nietverwijtbaar": "not_culpable", "Afgemeld": "cancelled", "Absent": "absent"}
DECISION = {"Toekenning": "granted", "Afwijzing": "refused"}
REASON = {word: word for word in ("AVI", "DIP", "DOC", "GED", "INB", "INS", "OPL")}
GROUND = {"MED": "medical_decision", "BIO": "special_circumstances"}
CULPABLE = {"Ja": True, "Nee": False}
LEARNABILITY = {"B1-route haalbaar": "b1_feasible", "B1-route niet haalbaar": "b1_not_feasible", "Onbekend": "unknown"}
GROUP = {"Asielstatushouder": "asylum_status_holder", "Gezinsmigrant en overige migrant": "family_or_other_migrant"}
DETAILED = {
    "Asielstatushouder": "asylum_status_holder",
    "Geestelijk bedienaar": "minister_of_religion",
    "Gezinshereniger": "family_reunifier",
    "Gezinshereniger met Asielstatushouder": "family_reunifier_with_asylum_status_holder",
    "Gezinsvormer": "family_former",
    "Gezinsvormer met Asielstatushouder": "family_former_with_asylum_status_holder",
    "Overig": "other",
}
RIGHTS = {
    "Asielrechten toegekend": "asylum_rights_granted",
    "Behoud asielrechten": "asylum_rights_kept",
    "Op verzoek behoud rechten van gezins- en overige migrant": "family_migrant_rights_kept_on_request",
    "Op verzoek rechten van gezins- en overige migrant toegekend": "family_migrant_rights_granted_on_request",
}
NO_DUTY = {
    "Volledige ontheffing": "dispensation",
    "Volledige vrijstelling": "exemption",
    "Inburgeringsplicht voldaan": "fulfilled",
    "Verblijfsdoel gewijzigd": "purpose_changed",
    "Vertrek uit Nederland langer dan een jaar": "left_netherlands",
    "Overlijden": "deceased",
    "Overig": "other",
    "Tijdelijke vrijstelling": "temporary_exemption",
}
# the descriptions that DUO's schemas give next to the codes; the long ones by their opening
SKILL_TEXT = {
    "Leesvaardigheid": "reading",
    "Luistervaardigheid": "listening",
    "Schrijfvaardigheid": "writing",
    "Spreekvaardigheid": "speaking",
}
PART_TEXT = {**SKILL_TEXT, "Kennis van de Nederlandse Maatschappij": "knm"}
LITERACY_TEXT = {
    "Onderwijs voor analfabeet": "illiterate",
    "Onderwijs voor anders-analfabeet": "other_script",
    "Niet van toepassing": "not_applicable",
}
OUTCOME_TEXT = {"Geslaagd voor het examen": "passed", "Niet geslaagd voor het examen": "failed", "Geen resultaat te bepalen": "none"}
NO_OUTCOME_TEXT = {
    "Verwijtbaar: bijvoorbeeld, fraude.": "culpable",
    "Niet verwijtbaar: bijvoorbeeld,: *) Ziek worden tijdens het examen.": "not_culpable",
    "De kandidaat heeft zich afgemeld voor het examen": "cancelled",
    "De kandidaat was absent op het examen": "absent",
}
GROUND_TEXT = {"Medisch": "medical_decision", "Bijzondere individuele omstandigheden": "special_circumstances"}
REASON_TEXT = {
    "Op verzoek beoordeelde situatie aantoonbaar voldoende ingeburgerd. (Vrijstelling door artikel 2.3).": "AVI",
    "Bezit door DUO erkend vrijstellend diploma (DUO register).": "DIP",
    "Bezit door DUO erkende vrijstellend document (DUO handmatig).": "DOC",
    "Gedeeltelijke vrijstelling: • Behaald NT2 onderdeel op minimaal B1 niveau": "GED",
    "Behaald inburgeringsdiploma onder de WI 2013, inclusief de taalonderdelen": "INB",
    "Tijdelijke vrijstelling op verzoek door bewijs van inschrijving welke handmatig is beoordeeld.": "INS",
    "Voor de inschrijving op een vervolgopleiding is door DUO ambtshalve een tijdelijke vrijstelling toegekend.": "OPL",
}


def _plan_body(**more: object) -> Json:
    return {"gemeentecode": "0363", "pip": {"dagtekeningPip": "2023-05-10", "leerroute": "B", **more}}


def _exam_body(**more: object) -> Json:
    return {"examendatum": "2024-02-29", "resultaat": "Geslaagd", "onderdeel": "LE", **more}


def _exemption_body(**more: object) -> Json:
    decided = {"reden": "GED", "oordeel": "Toekenning", "examenonderdeel": "LE", "examenniveau": "B1"}
    return {"GedeeltelijkeVrijstelling": {**decided, **more}}


def _dispensation_body(**more: object) -> Json:
    return {"GedeeltelijkeOntheffing": {"oordeel": "Toekenning", "datumOordeel": "2024-01-01", "grond": "MED", **more}}


def _full(kind: str, **more: object) -> Json:
    return {kind: {"oordeel": "Toekenning", "datumOordeel": "2024-01-01", **more}}


WORDS: list[tuple[str, dict[str, Any], Callable[[str], Any], Callable[[Any], Any]]] = [
    (
        "inburgeringsplicht",
        NO_DUTY,
        lambda w: {"indicatorInburgeringsplicht": False, "redenGeenInburgeringsplicht": w},
        lambda f: f.duo.duty.reason_none,
    ),
    ("doelgroep", GROUP, lambda w: {"indeling": w}, lambda f: f.duo.group.value),
    ("doelgroep/historie", GROUP, lambda w: [{"indeling": w}], lambda f: f.duo.group.history[0].value),
    ("doelgroep", DETAILED, lambda w: {"gedetailleerdeDoelgroep": w}, lambda f: f.duo.group.detailed),
    ("doelgroep", RIGHTS, lambda w: {"asielrechtenWijzigingVerblijfsdoel": w}, lambda f: f.duo.group.asylum_rights),
    ("PIP", ROUTE, lambda w: _plan_body(leerroute=w), lambda f: f.municipality.plans[0].route),
    ("PIP", LEVEL, lambda w: _plan_body(niveau=w), lambda f: f.municipality.plans[0].level),
    (
        "PIP",
        LITERACY | LITERACY_TEXT,
        lambda w: _plan_body(indicatorAlfabetiseringsonderwijs=w),
        lambda f: f.municipality.plans[0].literacy,
    ),
    (
        "Inburgeringsaanbod",
        LITERACY | LITERACY_TEXT,
        lambda w: {"indicatorAlfabetiseringsonderwijs": w},
        lambda f: f.municipality.offers[0].literacy,
    ),
    ("examens/resultaten", PART | PART_TEXT, lambda w: [_exam_body(onderdeel=w)], lambda f: f.duo.exams[0].part),
    ("examens/resultaten", LEVEL | {"B2": "b2"}, lambda w: [_exam_body(niveau=w)], lambda f: f.duo.exams[0].level),
    ("examens/resultaten", OUTCOME | OUTCOME_TEXT, lambda w: [_exam_body(resultaat=w)], lambda f: f.duo.exams[0].outcome),
    (
        "examens/resultaten",
        NO_OUTCOME | NO_OUTCOME_TEXT,
        lambda w: [_exam_body(resultaat="Geen", redenGeenResultaat=w)],
        lambda f: f.duo.exams[0].no_outcome,
    ),
    (
        "examens/gratispogingen",
        PART | PART_TEXT,
        lambda w: [{"onderdeel": w, "gratisPogingenTegoed": 2}],
        lambda f: f.duo.free_attempts[0].part,
    ),
    ("map", CULPABLE, lambda w: {"verwijtbaar": w}, lambda f: f.municipality.map.culpable),
    ("pvt", CULPABLE, lambda w: {"verwijtbaar": w}, lambda f: f.municipality.pvt.culpable),
    (
        "lbt/resultaten",
        LEARNABILITY,
        lambda w: [{"resultaat": w, "datumAfname": "2023-01-01"}],
        lambda f: f.municipality.learnability_tests[0].result,
    ),
    ("vrijstellingen", SKILL | SKILL_TEXT, lambda w: [_exemption_body(examenonderdeel=w)], lambda f: f.duo.exemptions[0].part),
    ("vrijstellingen", LEVEL, lambda w: [_exemption_body(examenniveau=w)], lambda f: f.duo.exemptions[0].level),
    ("vrijstellingen", REASON | REASON_TEXT, lambda w: [_exemption_body(reden=w)], lambda f: f.duo.exemptions[0].reason),
    ("vrijstellingen", DECISION, lambda w: [_exemption_body(oordeel=w)], lambda f: f.duo.exemptions[0].decision),
    (
        "vrijstellingen",
        {"GeheleVrijstelling": "full", "TijdelijkeVrijstelling": "temporary"},
        lambda w: [_full(w, reden="DIP")],
        lambda f: f.duo.exemptions[0].scope,
    ),
    ("ontheffingen", GROUND | GROUND_TEXT, lambda w: [_full("GeheleOntheffing", grond=w)], lambda f: f.duo.dispensations[0].ground),
    ("ontheffingen", DECISION, lambda w: [_full("GeheleOntheffing", grond="MED", oordeel=w)], lambda f: f.duo.dispensations[0].decision),
    ("ontheffingen", PART | PART_TEXT, lambda w: [_dispensation_body(examenonderdeel=w)], lambda f: f.duo.dispensations[0].part),
]

# --- whole messages, each with what the personal file should say ---------------------------------------------------------------

days = st.one_of(
    st.dates(date(2021, 12, 30), date(2030, 1, 2)),
    st.sampled_from([date(2022, 1, 1), date(2024, 2, 29), date(2024, 3, 1), date(2024, 12, 31)]),
)
later = st.integers(1, 2000).map(timedelta)
counts = st.integers(0, 9999)


@st.composite
def told(draw: st.DrawFn, fields: dict[str, tuple[str, SearchStrategy[Told]]], needed: tuple[str, ...]) -> tuple[Json, Json]:
    """A body with these fields (DUO's name → ours and its values), and the record that it should become."""
    body, record = {}, {}
    for duo, (ours, values) in fields.items():
        if duo in needed or draw(st.booleans()):
            body[duo], record[ours] = draw(values)
    return body, record


def words(table: dict[str, Any]) -> SearchStrategy[Told]:
    return st.sampled_from(sorted(table.items()))


def same(values: SearchStrategy[Any]) -> SearchStrategy[Told]:
    return values.map(lambda value: (value, value))


inclusive = days.map(lambda day: (day.isoformat(), day))
exclusive = days.map(lambda day: (day.isoformat(), day - timedelta(days=1)))
nested_hours = counts.map(lambda hours: ({"uren": hours}, hours))
scores = st.integers(0, 99_999).map(lambda score: (f"{score // 100},{score % 100:02d}", score))
municipalities = same(st.sampled_from(["0363", "0599", "0014", "1980"]))


def in_order(told_of: Told, first: str, last: str) -> bool:
    record = told_of[1]
    return first not in record or last not in record or record[first] <= record[last]


duty_fields = {
    "indicatorInburgeringsplicht": ("obliged", same(st.booleans())),
    "begindatum": ("starts", inclusive),
    "einddatum": ("ends", inclusive),
    "wijzigingsdatum": ("changed", inclusive),
}
duties = told(
    {
        **duty_fields,
        "datumKennisgevingInburgeringsplicht": ("notified", inclusive),
        "redenGeenInburgeringsplicht": ("reason_none", words(NO_DUTY)),
    },
    ("indicatorInburgeringsplicht",),
).filter(lambda one: in_order(one, "starts", "ends"))
duty_periods = told(duty_fields, ("indicatorInburgeringsplicht",))
groups = told(
    {
        "indeling": ("value", words(GROUP)),
        "begindatum": ("since", inclusive),
        "gedetailleerdeDoelgroep": ("detailed", words(DETAILED)),
        "asielrechtenWijzigingVerblijfsdoel": ("asylum_rights", words(RIGHTS)),
    },
    (),
)
group_periods = told(
    {"indeling": ("value", words(GROUP)), "begindatum": ("since", inclusive), "einddatum": ("until", inclusive)}, ("indeling",)
)
term_fields = {
    "einddatum": ("last_day", exclusive),
    "wijzigingsdatum": ("changed", inclusive),
    "verlengingsgrondcode": ("ground_code", same(st.sampled_from(["1", "3b", "12"]))),
    "verlengingsgrondomschrijving": ("ground", same(st.sampled_from(["Ziekte", "Geboorte van een kind; zie art. 3.1, lid 2"]))),
}
terms = told({**term_fields, "startdatum": ("starts", inclusive)}, ("einddatum", "startdatum")).filter(
    lambda one: in_order(one, "starts", "last_day")
)
term_versions = told(term_fields, ("einddatum",))
hours = told(
    {
        "gemeentecode": ("municipality", municipalities),
        "bekendTot": ("known_until", exclusive),
        "ParticipatieAlsTaalles": ("dutch_and_knm", nested_hours),
        "TaallesEnKnmBredeIntake": ("intake_dutch_and_knm", nested_hours),
        "ParticipatieactiviteitenBredeIntake": ("participation", nested_hours),
    },
    (),
)
exams = told(
    {
        "examendatum": ("taken", inclusive),
        "resultaat": ("outcome", words(OUTCOME)),
        "onderdeel": ("part", words(SKILL)),
        "niveau": ("level", words(LEVEL | {"B2": "b2"})),
    },
    ("examendatum", "resultaat", "onderdeel"),
)
attempts = told(
    {"onderdeel": ("part", words(PART)), "gratisPogingenTegoed": ("left", same(st.integers(0, 99)))}, ("onderdeel", "gratisPogingenTegoed")
)
tests = told(
    {
        "resultaat": ("result", words(LEARNABILITY)),
        "behaaldeScore": ("score_hundredths", scores),
        "benodigdeScore": ("needed_hundredths", scores),
        "datumAfname": ("registered", inclusive),
    },
    ("resultaat", "datumAfname"),
)
offers = told(
    {
        "datumInburgeringsaanbod": ("offered", inclusive),
        "verwachteStartdatumOpleiding": ("expected_start", inclusive),
        "verwachteEinddatumOpleiding": ("expected_end", exclusive),
        "indicatorAlfabetiseringsonderwijs": ("literacy", words(LITERACY)),
    },
    ("indicatorAlfabetiseringsonderwijs",),
)
pips = told(
    {
        "dagtekeningPip": ("dated", inclusive),
        "leerroute": ("route", words({"B": "b1"})),
        "niveau": ("level", words(LEVEL)),
        "geschatteIntensiteitB1Route": ("estimated_hours", same(st.integers(1, 9999))),
        "indicatorMagOpleidingAfmaken": ("may_finish_education", same(st.booleans())),
        "indicatorAlfabetiseringsonderwijs": ("literacy", words(LITERACY)),
    },
    ("dagtekeningPip", "leerroute"),
)
municipality_pips = st.tuples(pips, municipalities).map(
    lambda both: ({"gemeentecode": both[1][0], "pip": both[0][0]}, {**both[0][1], "municipality": both[1][1]})
)
decided = {"oordeel": ("decision", words(DECISION)), "datumOordeel": ("decided", inclusive)}
with_reason = {**decided, "reden": ("reason", words(REASON))}


def scoped(name: str, scope: str, decisions: SearchStrategy[Told]) -> SearchStrategy[Told]:
    return decisions.map(lambda one: ({name: one[0]}, {"scope": scope, **one[1]}))


exemptions = st.one_of(
    scoped("GeheleVrijstelling", "full", told(with_reason, ("oordeel", "reden"))),
    scoped(
        "TijdelijkeVrijstelling",
        "temporary",
        told({**with_reason, "startdatum": ("starts", inclusive), "einddatum": ("ends", inclusive)}, ("oordeel", "reden")).filter(
            lambda one: in_order(one, "starts", "ends")
        ),
    ),
    scoped(
        "GedeeltelijkeVrijstelling",
        "partial",
        told(
            {**with_reason, "examenonderdeel": ("part", words(SKILL)), "examenniveau": ("level", words(LEVEL))},
            ("oordeel", "reden", "examenonderdeel", "examenniveau"),
        ),
    ),
)
dispensations = st.one_of(
    scoped("GeheleOntheffing", "full", told({**decided, "grond": ("ground", words(GROUND))}, ("oordeel", "datumOordeel", "grond"))),
    scoped(
        "GedeeltelijkeOntheffing",
        "partial",
        told(
            {
                **decided,
                "grond": ("ground", words({"MED": "medical_decision"})),
                "examenonderdeel": ("part", words(PART)),
                "urenBelastbaarheidParticipatieactiviteit": ("participation_hours_at_most", same(counts)),
            },
            ("oordeel", "datumOordeel", "grond", "examenonderdeel"),
        ),
    ),
)


def lists(items: SearchStrategy[Told], least: int = 0) -> SearchStrategy[Told]:
    return st.lists(items, min_size=least, max_size=3).map(lambda many: ([body for body, _ in many], [record for _, record in many]))


PLACES: dict[str, tuple[tuple[str, ...], SearchStrategy[Told]]] = {
    "inburgeringsplicht": (("duo", "duty"), duties.map(lambda one: (one[0], {**one[1], "law": "wi2021"}))),
    "doelgroep": (("duo", "group"), groups),
    "inburgeringstermijn": (("duo", "term"), terms),
    "PIP": (("municipality", "plans"), lists(st.one_of(pips, municipality_pips))),
    "Inburgeringsaanbod": (("municipality", "offers"), lists(offers)),
    "lbt/resultaten": (("municipality", "learnability_tests"), lists(tests)),
    "uren": (("municipality", "hours"), lists(hours)),
    "map": (
        ("municipality", "map"),
        told({"datumEindgesprekMap": ("final_talk", inclusive), "verwijtbaar": ("culpable", words(CULPABLE))}, ()),
    ),
    "pvt": (
        ("municipality", "pvt"),
        told({"datumOndertekeningPvt": ("signed", inclusive), "verwijtbaar": ("culpable", words(CULPABLE))}, ()),
    ),
    "zroute": (("municipality", "z_route"), told({"datumAfrondingZroute": ("completed", inclusive)}, ())),
    "examens/resultaten": (("duo", "exams"), lists(exams)),
    "examens/gratispogingen": (("duo", "free_attempts"), lists(attempts)),
    "vrijstellingen": (("duo", "exemptions"), lists(exemptions)),
    "ontheffingen": (("duo", "dispensations"), lists(dispensations)),
}
HISTORIES = {"inburgeringsplicht": duty_periods, "doelgroep": group_periods, "inburgeringstermijn": term_versions}
KEPT_NOWHERE = {
    "lbt/examennummer": {"examennummer": "LBT-0042"},
    "verlengingsgronden": [{"code": "9", "omschrijving": "Overig"}],
    "instellingen": [
        {"instellingsnummer": "0000000042", "naam": PRIVATE, "postcode": "1234AB", "huisnummer": 1, "plaatsnaam": PRIVATE, "bow": "42"},
        {"huisnummertoevoeging": "bis", "brin": "25LH", "indicatieBowKeurmerk": True, "indicatieTstKeurmerk": False},
    ],
}


@st.composite
def documents(draw: st.DrawFn) -> tuple[Json, Json]:
    """A combined document about one person, and the personal file that it should become (without schema and case_ref)."""
    document: Json = {}
    file: Json = {}
    chosen = draw(st.sets(st.sampled_from(sorted(PLACES)), min_size=1))
    for name in sorted(chosen):
        (keeper, group), bodies = PLACES[name]
        document[name], record = draw(bodies)
        if name in HISTORIES and draw(st.booleans()):
            document[f"{name}/historie"], history = draw(lists(HISTORIES[name]))
            record = {**record, "history": history}
        file.setdefault(keeper, {})[group] = record
    for name in draw(st.sets(st.sampled_from(sorted(KEPT_NOWHERE)))):
        document[name] = KEPT_NOWHERE[name]
    return document, file


# --- importing what was built ---------------------------------------------------------------------------------------------------


def write(path: Path, value: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def imported(document: object, name: str = "sami.json") -> PersonalFile:
    with tempfile.TemporaryDirectory() as folder:
        (file,) = import_duo(write(Path(folder) / name, document))
    return file


def refusal(source: Path) -> list[str]:
    with pytest.raises(FileRefused) as refused:
        import_duo(source)
    return list(refused.value.mistakes)


def parts(file: PersonalFile) -> tuple[Any, Any]:
    return file.duo, file.municipality


def found_in(file: PersonalFile) -> dict[str, str]:
    return {one.where: one.found for one in file.not_understood}


def without_notes(file: PersonalFile) -> PersonalFile:
    return file.model_copy(update={"not_understood": ()})


def objects(value: Any) -> Iterator[Json]:
    """Every JSON object in a value, at any depth."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


def shuffled(value: Any, order: random.Random) -> Any:
    """The value with the keys of every object in another order."""
    if isinstance(value, list):
        return [shuffled(inner, order) for inner in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    order.shuffle(keys)
    return {key: shuffled(value[key], order) for key in keys}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10**12) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)

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


def test_very_many_strange_things_are_counted() -> None:
    """More strange entries than a personal file holds are counted in its last entry, and more records than it holds are named."""
    file = imported({"map": {f"veld{number:04d}": 0 for number in range(700)}, "examens/resultaten": [_exam_body()] * 501})
    assert len(file.not_understood) == 500
    assert file.not_understood[-1].found.startswith("202 more")
    wheres = [one.where for one in file.not_understood[:-1]]
    assert wheres == sorted(wheres)
    assert len(parts(file)[0].exams) == 500


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
    assert found_in(file) == {"map.nieuweStand": '"zie (left out) en 2023-05-10"'}


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
        "inburgeringstermijn.verlengingsgrondcode": '"(left out)"',
        "inburgeringstermijn.verlengingsgrondomschrijving": '"Zie (left out)"',
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


# --- any source -----------------------------------------------------------------------------------------------------------------


@modest
@given(json_values | st.dictionaries(st.sampled_from(MESSAGES), json_values | st.lists(json_values, max_size=2), min_size=1, max_size=4))
def test_any_json_gives_a_file_or_a_refusal(value: object) -> None:
    """No JSON makes the reader fail, and whatever file it gives can be written and read back."""
    try:
        file = imported(value)
    except FileRefused as refused:
        lines = refused.mistakes
    else:
        lines = ()
        assert PersonalFile.model_validate(YAML(typ="safe").load(personal_file_yaml(file))) == file
    assert all(line.startswith("sami.json: ") for line in lines)


@modest
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_give_a_file_or_a_refusal(written: bytes) -> None:
    """A file that holds no JSON at all is refused with one line."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sami.json"
        source.write_bytes(written)
        assert len(refusal(source)) == 1


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('[{"map": {}}]', "a list of 1"),
        ('"map"', "one JSON object"),
        ("{}", "none of DUO's messages"),
        ('{"nieuw": 1}', "none of DUO's messages"),
        ('{"map": {}, "map": {}}', '"map" twice'),
        ('{"map": {}, "MAP": {}}', "map twice"),
        ('{"map": {"a": 1, "a": 2}}', '"a" twice'),
        ('{"map": NaN}', "NaN"),
        ('{"map": -Infinity}', "-Infinity"),
        ('{"map": 1e999}', "too large"),
        ('{"map": "\\ud800"}', "half of a Unicode sign"),
        ('{"map": ' + "9" * 5000 + "}", "too many digits"),
        ('{"map": ' + "[" * 30 + "]" * 30 + "}", "deeper than 30"),
        ('{"map": ' + "[" * 100_000, "deeper than 30"),
        ('{"map": "' + "a" * 5_000_000 + '"}', "5,000,000 bytes"),
        ('{"map": {}', "line 1"),
        ("", "not JSON"),
    ],
)
def test_a_document_that_is_no_message_is_refused_in_one_line(tmp_path: Path, written: str, says: str) -> None:
    """One short line names the file, what was found, and what to do."""
    (line,) = refusal(write(tmp_path / "sami.json", written))
    assert line.startswith("sami.json: ")
    assert says in line
    assert "\n" not in line
    assert len(line) < 500


def test_an_object_of_thirty_levels_is_still_read(tmp_path: Path) -> None:
    """The limit on depth allows what it says."""
    assert import_duo(write(tmp_path / "sami.json", '{"map": ' + "[" * 29 + "]" * 29 + "}"))


def test_text_is_utf_8(tmp_path: Path) -> None:
    """A byte order mark is no mistake; another encoding is, because it would change words."""
    source = tmp_path / "sami.json"
    source.write_bytes(b'\xef\xbb\xbf{"map": {}}')
    assert import_duo(source)
    source.write_bytes('{"map": {"één": 1}}'.encode("latin-1"))
    assert "save it as UTF-8" in refusal(source)[0]


def test_every_mistake_in_a_folder_is_told_at_once(tmp_path: Path) -> None:
    """One line for each file that cannot be read, none of them after the first lost."""
    write(tmp_path / "sami" / "map.json", "{")
    write(tmp_path / "zoe.json", "[]")
    write(tmp_path / "daniel" / "map.json", {})
    write(tmp_path / "daniel" / "deeper" / "map.json", {})
    write(tmp_path / "eva" / "nieuw.json", {})
    lines = refusal(tmp_path)
    names = [line.split(": ")[0].removeprefix(f"{tmp_path.name}/") for line in lines]
    assert names == ["daniel/deeper", "eva", "sami/map.json", "zoe.json"]


def test_an_empty_folder_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    """Where nothing can be read, the line says so."""
    assert "without .json files" in refusal(tmp_path)[0]
    assert "cannot be read" in refusal(tmp_path / "sami.json")[0]


def test_two_people_of_one_name_are_refused(tmp_path: Path) -> None:
    """A folder and a file that would give the same case_ref are told apart by nobody."""
    write(tmp_path / "sami" / "map.json", {})
    write(tmp_path / "Sami.json", {"map": {}})
    assert refusal(tmp_path) == ["sami: two people would get this case_ref; rename one folder or file"]


def test_a_body_given_twice_is_refused(tmp_path: Path) -> None:
    """lbt-resultaten and lbt_resultaten are the same message; we do not choose."""
    write(tmp_path / "sami" / "lbt-resultaten.json", [])
    write(tmp_path / "sami" / "lbt_resultaten.json", [])
    assert "lbt/resultaten twice" in refusal(tmp_path)[0]


@modest
@given(documents(), st.randoms(use_true_random=False), st.sampled_from("-_"))
def test_folder_and_document_give_the_same_file(built: tuple[Json, Json], order: random.Random, sign: str) -> None:
    """One folder, one combined document, and either of them inside a folder: the same file, in any order of keys and files."""
    document, _ = built
    document = {**document, "nieuwBericht": {"b": 1, "a": 2}}
    expected = imported(document)
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        for name, body in shuffled(document, order).items():
            write(root / "people" / "sami" / f"{name.replace('/', sign)}.json", shuffled(body, order))
        write(root / "documents" / "sami.json", shuffled(document, order))
        write(root / "documents" / ".hidden.json", "?")
        write(root / "documents" / "notes.txt", "?")
        assert import_duo(root / "people" / "sami") == (expected,)
        assert import_duo(root / "people") == (expected,)
        assert import_duo(root / "documents") == (expected,)


def test_people_come_in_order_of_their_names(tmp_path: Path) -> None:
    """The order does not hang on how the folder was filled."""
    for name in ("zoe", "Eva", "daniel"):
        write(tmp_path / name / "map.json", {})
    write(tmp_path / "noor.json", {"map": {}})
    assert [file.case_ref for file in import_duo(tmp_path)] == ["daniel", "Eva", "noor", "zoe"]


# --- writing --------------------------------------------------------------------------------------------------------------------


@modest
@given(documents(), json_values)
def test_written_yaml_reads_back_to_the_same_file(built: tuple[Json, Json], strange: object) -> None:
    """A YAML reader and our own strict one both give back the file that was written."""
    file = imported({**built[0], "nieuwBericht": strange})
    text = personal_file_yaml(file)
    assert PersonalFile.model_validate(YAML(typ="safe").load(text)) == file
    assert PersonalFile.model_validate(read_yaml(text, "sami.yaml").data) == file


def test_the_yaml_is_easy_to_read(tmp_path: Path) -> None:
    """Schema first, plain dates, codes in quotes, nothing that is unknown, and an empty list where DUO has nothing."""
    (file,) = import_duo(write(tmp_path / "no.json", {"PIP": _plan_body(niveau="C1"), "vrijstellingen": []}))
    assert personal_file_yaml(file) == (
        "schema: personal-file/1\n"
        'case_ref: "no"\n'
        "duo:\n"
        "  exemptions: []\n"
        "municipality:\n"
        "  plans:\n"
        "    - dated: 2023-05-10\n"
        "      route: b1\n"
        '      municipality: "0363"\n'
        "not_understood:\n"
        "  - where: PIP.pip.niveau\n"
        "    found: '\"C1\"'\n"
    )


# --- the examples ---------------------------------------------------------------------------------------------------------------


def test_the_examples_are_read() -> None:
    """Three people; only daniel's messages hold something new, and it is named."""
    daniel, samira, yusuf = import_duo(EXAMPLES)
    assert [daniel.case_ref, samira.case_ref, yusuf.case_ref] == ["daniel", "samira", "yusuf"]
    assert set(found_in(daniel)) == {"doelgroep.gedetailleerdeDoelgroep", "inburgeringsplicht.wijzeVanKennisgeving"}
    assert samira.not_understood == yusuf.not_understood == ()
    assert parts(samira)[0].term.last_day == date(2027, 7, 2)
