"""How each word of DUO is understood. A key that ends in "…" stands for every text with that opening.

The words are the enums of DUO's public API specifications (duo-m2m), codes and descriptions alike.
"""

from collections.abc import Mapping

YES_NO: Mapping[str, bool] = {"Ja": True, "Nee": False}

ROUTES: Mapping[str, str] = {"B": "b1", "O": "onderwijs", "Z": "z"}

LEVELS: Mapping[str, str] = {"A2": "a2", "B1": "b1"}

EXAM_LEVELS: Mapping[str, str] = {**LEVELS, "B2": "b2"}

SKILLS: Mapping[str, str] = {
    "LE": "reading",
    "LU": "listening",
    "SC": "writing",
    "SP": "speaking",
    "Leesvaardigheid": "reading",
    "Luistervaardigheid": "listening",
    "Schrijfvaardigheid": "writing",
    "Spreekvaardigheid": "speaking",
}

EXAM_PARTS: Mapping[str, str] = {
    **SKILLS,
    "KNM": "knm",
    "Kennis van de Nederlandse Maatschappij": "knm",
}

OUTCOMES: Mapping[str, str] = {
    "Geslaagd": "passed",
    "Gezakt": "failed",
    "Geen": "none",
    "Geslaagd voor het examen": "passed",
    "Niet geslaagd voor het examen": "failed",
    "Geen resultaat te bepalen": "none",
}

REASONS_WITHOUT_OUTCOME: Mapping[str, str] = {
    "Verwijtbaar": "culpable",
    "Nietverwijtbaar": "not_culpable",
    "Afgemeld": "cancelled",
    "Absent": "absent",
    "Verwijtbaar: …": "culpable",
    "Niet verwijtbaar: …": "not_culpable",
    "De kandidaat heeft zich afgemeld voor het examen": "cancelled",
    "De kandidaat was absent op het examen": "absent",
}

REASONS_WITHOUT_DUTY: Mapping[str, str] = {
    "Volledige ontheffing": "dispensation",
    "Volledige vrijstelling": "exemption",
    "Tijdelijke vrijstelling": "temporary_exemption",
    "Inburgeringsplicht voldaan": "fulfilled",
    "Verblijfsdoel gewijzigd": "purpose_changed",
    "Vertrek uit Nederland langer dan een jaar": "left_netherlands",
    "Overlijden": "deceased",
    "Overig": "other",
}

GROUPS: Mapping[str, str] = {
    "Asielstatushouder": "asylum_status_holder",
    "Gezinsmigrant en overige migrant": "family_or_other_migrant",
}

DETAILED_GROUPS: Mapping[str, str] = {
    "Asielstatushouder": "asylum_status_holder",
    "Geestelijk bedienaar": "minister_of_religion",
    "Gezinshereniger": "family_reunifier",
    "Gezinshereniger met Asielstatushouder": "family_reunifier_with_asylum_status_holder",
    "Gezinsvormer": "family_former",
    "Gezinsvormer met Asielstatushouder": "family_former_with_asylum_status_holder",
    "Overig": "other",
}

ASYLUM_RIGHTS: Mapping[str, str] = {
    "Asielrechten toegekend": "asylum_rights_granted",
    "Behoud asielrechten": "asylum_rights_kept",
    "Op verzoek behoud rechten van gezins- en overige migrant": "family_migrant_rights_kept_on_request",
    "Op verzoek rechten van gezins- en overige migrant toegekend": "family_migrant_rights_granted_on_request",
}

LITERACY: Mapping[str, str] = {
    "A": "illiterate",
    "AA": "other_script",
    "NVT": "not_applicable",
    "Onderwijs voor analfabeet": "illiterate",
    "Onderwijs voor anders-analfabeet": "other_script",
    "Niet van toepassing": "not_applicable",
}

DECISIONS: Mapping[str, str] = {"Toekenning": "granted", "Afwijzing": "refused"}

EXEMPTION_REASONS: Mapping[str, str] = {
    "AVI": "AVI",
    "DIP": "DIP",
    "DOC": "DOC",
    "GED": "GED",
    "INB": "INB",
    "INS": "INS",
    "OPL": "OPL",
    "Op verzoek beoordeelde situatie aantoonbaar voldoende ingeburgerd…": "AVI",
    "Bezit door DUO erkend vrijstellend diploma…": "DIP",
    "Bezit door DUO erkende vrijstellend document…": "DOC",
    "Gedeeltelijke vrijstelling:…": "GED",
    "Behaald inburgeringsdiploma onder de WI 2013…": "INB",
    "Tijdelijke vrijstelling op verzoek door bewijs van inschrijving…": "INS",
    "Voor de inschrijving op een vervolgopleiding…": "OPL",
}

DISPENSATION_GROUNDS: Mapping[str, str] = {
    "MED": "medical_decision",
    "BIO": "special_circumstances",
    "Medisch": "medical_decision",
    "Bijzondere individuele omstandigheden": "special_circumstances",
}

LEARNABILITY: Mapping[str, str] = {
    "B1-route haalbaar": "b1_feasible",
    "B1-route niet haalbaar": "b1_not_feasible",
    "Onbekend": "unknown",
}
