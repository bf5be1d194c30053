"""Messages of DUO, built from our own reading of its schemas, each with what the personal file should say; and how a test imports them."""

import json
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from route_advisor.errors import FileRefused
from route_advisor.personal_file import PersonalFile
from route_advisor.readers.duo import import_duo

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


def imported(document: object, name: str = "sami.json", lang: str = "en") -> PersonalFile:
    with tempfile.TemporaryDirectory() as folder:
        (file,) = import_duo(write(Path(folder) / name, document), lang=lang)
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
