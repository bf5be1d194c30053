"""The facts that are declared, by the group of the file that tells them. `declared.py` says which facts belong here."""

from route_advisor.derive.declared import Declarations, Declared, Records, Value, Where, Words
from route_advisor.vocabulary import Teller

SKILLS = ("reading", "listening", "writing", "speaking")
PARTS = {**{skill: skill for skill in SKILLS}, "knm": "knm_exam", "ona": "ona"}
"""Parts of the exam as DUO names them, and the component that each is."""

_REGISTER, _LETTER = "mijn_inburgering", "letter_duo"


# --- exams (WI2021 art. 7, BI2021 art. 3.3) ---------------------------------------------------------------


def _exams(part: str, outcomes: tuple[Value, ...], take: str) -> Records:
    return Records("duo.exams[]", "exam_result", where=({"part": (part,), "outcome": outcomes},), by="taken", take=take)


def _skill(skill: str) -> Declared:
    """The best pass. While a result is awaited nobody knows that there is none."""
    passes = _exams(skill, ("passed",), take="level"), _exams(skill, ("awaited",), take="outcome"), _DIPLOMAS
    words: Words = {None: "not_passed", "awaited": None, "a2": "passed_a2", "b1": "passed_b1", "b2": "passed_b2"}
    return Declared(f"{skill}_result", Teller.DUO, passes, words, without=_REGISTER)


def _without_level(part: str) -> Declared:
    words: Words = {None: "not_passed", "awaited": None, "passed": "passed"}
    return Declared(f"{part}_result", Teller.DUO, (_exams(part, ("passed", "awaited"), take="outcome"),), words, without=_REGISTER)


_DIPLOMAS = Records("duo.nt2_diplomas[]", "nt2_diploma", by="dated", take="programme", read_as={1: "b1", 2: "b2"})
"""A state exam diploma is a pass of all four skills."""

EXAMS = Declarations(*(_skill(skill) for skill in SKILLS), _without_level("knm"))
_NT2_DIPLOMA = Declared(
    "nt2_diploma",
    Teller.DUO,
    (Records("duo.nt2_diplomas[]", "nt2_diploma", by="dated"),),
    {None: "not_held", True: "held"},
    without="nt2_diploma",
)


# --- exemptions and dispensations (WI2021 art. 5 and 7 lid 3) ---------------------------------------------

_GRANTED: Where = {"scope": ("partial",), "decision": ("granted",)}
_NONE_OR_GRANTED: Words = {None: "none", True: "granted"}


def _exemption(part: str, words: Words, take: str | None = None) -> Declared:
    granted = Records("duo.exemptions[]", _LETTER, where=({**_GRANTED, "part": (part,)},), by="decided", take=take)
    return Declared(f"{part}_exemption", Teller.DUO, (granted,), words, without=_REGISTER)


def _dispensation(part: str, component: str) -> Declared:
    """One for effort that names no part covers every part of the exam (WI2013 art. 6 lid 2)."""
    of_the_part = {**_GRANTED, "part": (part,)}
    for_effort = {**_GRANTED, "part": (None,), "ground": ("demonstrated_effort",)}
    granted = Records("duo.dispensations[]", _LETTER, where=(of_the_part, for_effort), by="decided")
    return Declared(f"{component}_dispensation", Teller.DUO, (granted,), _NONE_OR_GRANTED, without=_REGISTER)


RELEASES = Declarations(
    *(_exemption(skill, {None: "none", "a2": "at_a2", "b1": "at_b1"}, take="level") for skill in SKILLS),
    *(_dispensation(part, component) for part, component in PARTS.items()),
)
OF_THE_OLD_ACT = Declarations(_without_level("ona"), _exemption("ona", _NONE_OR_GRANTED), _NT2_DIPLOMA)
"""Facts that only the 2013 Act asks for."""


# --- what the municipality, the school and the IND have on record --------------------------------------------


def _events(at: str, document: str, *keys: str) -> tuple[Records, ...]:
    return tuple(Records(at, document, by=key, is_event=True) for key in keys)


START = Declarations(
    Declared(
        "intake",
        Teller.MUNICIPALITY,
        _events("municipality.intake", "municipal_record", "invited", "completed"),
        {None: "not_yet", "invited": "not_yet", "completed": "completed"},
        without="municipal_record",
    ),
    Declared(
        "third_party_information",
        Teller.MUNICIPALITY,
        (
            Records("municipality.third_party_information", "municipal_record", take="awaited"),
            *_events("municipality.third_party_information", "municipal_record", "received"),
        ),
        {False: "not_awaited", True: "awaited", "received": "not_awaited"},
    ),
    Declared(
        "course_offer",
        Teller.MUNICIPALITY,
        (Records("municipality.offers[]", "municipal_record", by="offered"),),
        {None: "not_made", True: "made"},
        without="municipal_record",
    ),
)
"""Intake, third-party information and course offer (WI2021 art. 14 and 16, BI2021 art. 5.3)."""


def _taalschakeltraject(teller: Teller, at: str, document: str) -> Declared:
    words: Words = {
        None: "not_started",
        "started": "following",
        "left": "left",
        "ended": "ended_not_passed",
        "completed": "completed",
    }
    return Declared("taalschakeltraject_status", teller, _events(at, document, "started", "left", "ended", "completed"), words, document)


TAALSCHAKELTRAJECT_OF_DUO = Declarations(_taalschakeltraject(Teller.DUO, "duo.taalschakeltraject", "letter_duo"))
TAALSCHAKELTRAJECT_OF_SCHOOL = Declarations(_taalschakeltraject(Teller.SCHOOL, "school.taalschakeltraject", "school_statement"))
"""Whether it is followed, completed or left (WI2021 art. 8)."""


def _right(fact: str, key: str, held: str, not_held: str) -> Declared:
    return Declared(fact, Teller.IND, (Records("residence", "letter_ind", take=key),), {False: not_held, True: held})


RIGHTS = Declarations(
    _right("eu_family_right", "eu_family_right", "held", "not_held"),
    _right("integrated_elsewhere", "integrated_elsewhere_for_eu_long_term_status", "met", "not_met"),
    _right("treaty_exception", "treaty_exception", "held", "not_held"),
)

DECLARED = tuple(
    fact
    for several in (
        *(EXAMS, RELEASES, OF_THE_OLD_ACT),
        *(START, TAALSCHAKELTRAJECT_OF_DUO, TAALSCHAKELTRAJECT_OF_SCHOOL, RIGHTS),
    )
    for fact in several.facts
)
"""All of them. Where two keepers tell one fact it stands twice."""
