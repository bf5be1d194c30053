"""What is on paper about one person: strict, frozen, nothing computed.

What DUO, the municipality, the school and the person each say is kept apart, because it weighs differently.
An absent group or list is unknown; an empty list says that the keeper has nothing there.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from route_advisor.dates import FIRST_DAY, LAST_DAY

SCHEMA = "personal-file/1"

_WHY_NOT = {
    "bsn": "a BSN may be used only where a law allows it",
    "name": "a name is not needed for advice; use an opaque case_ref",
    "address": "an address or phone number is not needed for advice",
    "v_number": "a V-number identifies a person; use an opaque case_ref",
    "diagnosis": "health data are not needed; only the decision of DUO is",
}
_FORBIDDEN_KEYS = {
    "bsn": ("bsn", "burgerservicenummer", "citizen_service_number", "sofinummer"),
    "name": ("name", "naam", "first_name", "last_name", "surname", "voornaam", "voornamen", "achternaam", "initials", "full_name"),
    "address": (
        *("address", "adres", "street", "straat", "postcode", "postal_code", "huisnummer", "house_number", "woonplaats"),
        *("phone", "telefoon", "telefoonnummer", "email", "e_mail", "emailadres", "contact"),
    ),
    "v_number": ("v_number", "vnumber", "v_nummer", "vnummer", "vreemdelingennummer"),
    "diagnosis": ("diagnosis", "diagnose", "illness", "disease", "medical", "medical_history", "handicap", "disability"),
}
FORBIDDEN = {key: _WHY_NOT[kind] for kind, keys in _FORBIDDEN_KEYS.items() for key in keys}
"""Keys that a personal file never holds, each with the reason."""

_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_BSN_CHECK = 11


def forbidden_reason(key: str) -> str | None:
    """Why a personal file refuses this key, or `None` where it does not."""
    return FORBIDDEN.get(re.sub(r"[^a-z0-9]+", "_", key.casefold()).strip("_"))


def looks_like_bsn(text: str) -> bool:
    """Nine digits (or eight) that pass the check of a citizen service number."""
    digits = re.sub(r"[ .\-]", "", text)
    if not re.fullmatch(r"[0-9]{8,9}", digits):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_BSN_WEIGHTS, digits.zfill(9), strict=True))
    return total % _BSN_CHECK == 0 and int(digits) > 0


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("no_such_day", "there is no such day; write year-month-day, as 2023-05-10") from None
    raise PydanticCustomError("not_a_day", "a date is year-month-day, as 2023-05-10")


def _opaque(value: object) -> object:
    if isinstance(value, str) and looks_like_bsn(value):
        raise PydanticCustomError("bsn", "this looks like a BSN; {reason}", {"reason": _WHY_NOT["bsn"]})
    return value


T = TypeVar("T")
Many = Annotated[tuple[T, ...], Field(strict=False, max_length=500)]
Day = Annotated[date, BeforeValidator(_day), Field(ge=FIRST_DAY, le=LAST_DAY)]
Hours = Annotated[int, Field(ge=0, le=9999)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
MunicipalityCode = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
CaseRef = Annotated[str, BeforeValidator(_opaque), Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
ExemptPart = Literal["reading", "listening", "writing", "speaking", "ona"]
ExamPart = Literal["reading", "listening", "writing", "speaking", "knm"]
AnyExamPart = Literal["reading", "listening", "writing", "speaking", "knm", "ona"]
"""With the labour market exam (ONA) of the 2013 Act."""
RouteWord = Literal["b1", "onderwijs", "z"]
Decision = Literal["granted", "refused"]


class Record(BaseModel):
    """A part of the file. Unknown keys are refused, and personal data are refused with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True, serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _no_personal_data(cls, data: object) -> object:
        if isinstance(data, Mapping):
            found = [str(key) for key in data if isinstance(key, str) and key not in cls.model_fields and forbidden_reason(key)]
            if found:
                reasons = "; ".join(f'"{key}" does not belong here: {forbidden_reason(key)}' for key in found)
                raise PydanticCustomError("personal_data", "{reasons}", {"reasons": reasons, "keys": found})
        return data


def _in_order(first: date | None, last: date | None, message: str) -> None:
    if first is not None and last is not None and last < first:
        raise PydanticCustomError("not_in_order", "{message}", {"message": message})


class Person(Record):
    """As the population register (BRP) has it."""

    born: Day | None = None
    nationalities: Many[Country] | None = None


class Permit(Record):
    """One residence permit, as the IND issued it."""

    legal_basis: Literal[
        "asylum_fixed_term",
        "regular_fixed_term",
        "asylum_indefinite",
        "regular_indefinite",
        "eu_law",
        "temporary_protection",
        "application_pending",
        "other",
    ]
    purpose: Name | None = None
    decided: Day | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        _in_order(self.valid_from, self.valid_until, "valid_until lies before valid_from; check both dates on the permit")
        return self


class Registration(Record):
    """One registration of residence in the BRP. `reception_centre`: the address is a COA centre."""

    municipality: MunicipalityCode | None = None
    since: Day
    until: Day | None = None
    reception_centre: bool | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        _in_order(self.since, self.until, "until lies before since; check both dates")
        return self


class Residence(Record):
    """Permits (IND) and registrations (BRP)."""

    permits: Many[Permit] | None = None
    registrations: Many[Registration] | None = None
    eu_family_right: bool | None = None
    integrated_elsewhere_for_eu_long_term_status: bool | None = None
    treaty_exception: bool | None = None


class DutyPeriod(Record):
    """One period of DUO's history of the duty, both ends included."""

    obliged: bool
    starts: Day | None = None
    ends: Day | None = None
    changed: Day | None = None


class Duty(Record):
    """What DUO has on record about the duty (Inburgeringsplicht). Ends are inclusive."""

    obliged: bool
    starts: Day | None = None
    ends: Day | None = None
    changed: Day | None = None
    notified: Day | None = None
    law: Literal["wi2021", "wi2013", "wi2007"] | None = None
    reason_none: (
        Literal[
            "dispensation",
            "exemption",
            "temporary_exemption",
            "fulfilled",
            "purpose_changed",
            "left_netherlands",
            "deceased",
            "other",
        ]
        | None
    ) = None
    history: Many[DutyPeriod] = ()

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        _in_order(self.starts, self.ends, "ends lies before starts; check both dates in Mijn Inburgering")
        return self


class GroupPeriod(Record):
    """One period of DUO's history of the group, both ends included."""

    value: Literal["asylum_status_holder", "family_or_other_migrant"] | None = None
    since: Day | None = None
    until: Day | None = None


class PersonGroup(Record):
    """DUO's group (Doelgroep), its own finer division, and rights kept or given on request."""

    value: Literal["asylum_status_holder", "family_or_other_migrant"] | None = None
    since: Day | None = None
    detailed: (
        Literal[
            "asylum_status_holder",
            "minister_of_religion",
            "family_reunifier",
            "family_reunifier_with_asylum_status_holder",
            "family_former",
            "family_former_with_asylum_status_holder",
            "other",
        ]
        | None
    ) = None
    asylum_rights: (
        Literal[
            "asylum_rights_granted",
            "asylum_rights_kept",
            "family_migrant_rights_kept_on_request",
            "family_migrant_rights_granted_on_request",
        ]
        | None
    ) = None
    history: Many[GroupPeriod] = ()


class TermVersion(Record):
    """One version of the term as DUO had it. `last_day` itself still counts. DUO's history gives no start."""

    starts: Day | None = None
    last_day: Day
    changed: Day | None = None
    ground_code: Annotated[str, Field(min_length=1, max_length=10)] | None = None
    ground: Annotated[str, Field(min_length=1, max_length=200)] | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        _in_order(self.starts, self.last_day, "last_day lies before starts; check both dates in DUO's letter")
        return self


class StatedTerm(TermVersion):
    """The term as DUO states it now, with earlier versions. DUO's exchange gives an exclusive end; here it is the last day."""

    starts: Day
    history: Many[TermVersion] = ()


class Exemption(Record):
    """A decision of DUO on an exemption (vrijstelling). Starts and ends are inclusive."""

    scope: Literal["full", "temporary", "partial"]
    reason: Literal["AVI", "DIP", "DOC", "GED", "INB", "INS", "OPL"] | None = None
    decision: Decision
    decided: Day | None = None
    part: ExemptPart | None = None
    level: Literal["a2", "b1"] | None = None
    starts: Day | None = None
    ends: Day | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _in_order(self.starts, self.ends, "ends lies before starts; check both dates in DUO's letter")
        if self.part == "ona":
            if self.level is not None:
                raise PydanticCustomError("ona_level", "ONA has no level; leave level out")
        elif self.scope == "partial" and self.decision == "granted" and (self.part is None or self.level is None):
            raise PydanticCustomError("partial", "a partial exemption names its part and level; DUO's letter has both")
        return self


class Dispensation(Record):
    """A decision of DUO on a dispensation (ontheffing). Never why: only the decision.

    `demonstrated_effort` exists only under the 2013 Act. Without a part it covers language, KNM and ONA, never the PVT.
    """

    scope: Literal["full", "partial"]
    ground: Literal["medical_decision", "special_circumstances", "demonstrated_effort"]
    decision: Decision
    decided: Day | None = None
    part: AnyExamPart | None = None
    participation_hours_at_most: Hours | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.scope == "partial" and self.ground == "special_circumstances":
            raise PydanticCustomError("partial", "special circumstances give a full dispensation only (BI2021 art. 2.8); check the letter")
        unnamed = self.part is None and self.participation_hours_at_most is None and self.ground != "demonstrated_effort"
        if self.scope == "partial" and self.decision == "granted" and unnamed:
            raise PydanticCustomError("partial", "a partial dispensation names a part, or the hours at most; DUO's letter has one of them")
        return self


class ExamResult(Record):
    """One exam result. KNM and ONA have no level."""

    part: AnyExamPart
    level: Literal["a2", "b1", "b2"] | None = None
    taken: Day
    outcome: Literal["passed", "failed", "none"]
    no_outcome: Literal["culpable", "not_culpable", "cancelled", "absent"] | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.part in ("knm", "ona") and self.level is not None:
            raise PydanticCustomError("knm_level", "{part} has no level; leave level out", {"part": self.part.upper()})
        if self.no_outcome is not None and self.outcome != "none":
            raise PydanticCustomError("no_outcome", "no_outcome belongs to outcome: none; leave it out")
        return self


class Nt2Diploma(Record):
    """A state exam diploma: programme 1 is four skills at B1, programme 2 at B2."""

    programme: Literal[1, 2]
    dated: Day


class FreeAttempts(Record):
    """Free attempts left for one exam part."""

    part: ExamPart
    left: Annotated[int, Field(ge=0, le=99)]


class RegisteredPlan(Record):
    """What DUO's letter or Mijn Inburgering says about the plan."""

    dated: Day | None = None
    route: RouteWord | None = None
    level: Literal["a2", "b1"] | None = None


class Taalschakeltraject(Record):
    """The taalschakeltraject of the onderwijsroute (WI2021 art. 8). `left`: the last day, for somebody who did not complete it."""

    started: Day | None = None
    completed: Day | None = None
    left: Day | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        _in_order(self.started, self.completed, "completed lies before started; check both dates")
        _in_order(self.started, self.left, "left lies before started; check both dates")
        return self


class Duo(Record):
    """What DUO has on record."""

    duty: Duty | None = None
    group: PersonGroup | None = None
    term: StatedTerm | None = None
    pvt_term: StatedTerm | None = None
    """Under the 2013 Act the participation statement has a term of its own."""
    plan: RegisteredPlan | None = None
    exemptions: Many[Exemption] | None = None
    dispensations: Many[Dispensation] | None = None
    exams: Many[ExamResult] | None = None
    nt2_diplomas: Many[Nt2Diploma] | None = None
    free_attempts: Many[FreeAttempts] | None = None
    taalschakeltraject: Taalschakeltraject | None = None


class Intake(Record):
    """The broad intake (WI2021 art. 14). `calls`: the day of each call for it."""

    calls: Many[Day] | None = None
    invited: Day | None = None
    completed: Day | None = None


class LearnabilityTest(Record):
    """One result of the learnability test. Scores in hundredths: 45,50 is 4550."""

    registered: Day
    result: Literal["b1_feasible", "b1_not_feasible", "unknown"]
    score_hundredths: Annotated[int, Field(ge=0, le=99_999)] | None = None
    needed_hundredths: Annotated[int, Field(ge=0, le=99_999)] | None = None


class SkillLevels(Record):
    """A level that the plan sets for one skill, where it differs."""

    reading: Literal["a2", "b1"] | None = None
    listening: Literal["a2", "b1"] | None = None
    writing: Literal["a2", "b1"] | None = None
    speaking: Literal["a2", "b1"] | None = None


class Plan(Record):
    """One PIP (WI2021 art. 15): the municipality's decision on route and level. `dated` is the date on it."""

    dated: Day
    route: RouteWord
    level: Literal["a2", "b1"] | None = None
    skill_levels: SkillLevels | None = None
    municipality: MunicipalityCode | None = None
    estimated_hours: Annotated[int, Field(ge=1, le=9999)] | None = None
    literacy: Literal["illiterate", "other_script", "not_applicable"] | None = None
    may_finish_education: bool | None = None
    progress_talks: Annotated[int, Field(ge=0, le=99)] | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.route == "onderwijs" and self.level == "a2":
            raise PydanticCustomError("level", "the onderwijsroute has no level a2; check the level on the PIP")
        if self.route == "z" and self.level is not None and self.level == "b1":
            raise PydanticCustomError("level", "the Z-route has no level b1; check the route on the PIP")
        if self.route != "b1" and self.estimated_hours is not None:
            raise PydanticCustomError("hours", "estimated_hours belongs to the B1 route; check the route on the PIP")
        return self


class CourseOffer(Record):
    """A course that the municipality arranged (WI2021 art. 16). Ends are inclusive."""

    offered: Day | None = None
    expected_start: Day | None = None
    expected_end: Day | None = None
    literacy: Literal["illiterate", "other_script", "not_applicable"] | None = None


class Pvt(Record):
    """The participation statement: hours attended and the day of signing. `hours: 0` says that it has not begun."""

    hours: Hours | None = None
    signed: Day | None = None
    culpable: bool | None = None


class Map(Record):
    """The labour market module: practical hours and the day of the final talk."""

    practical_hours: Hours | None = None
    themes: Annotated[int, Field(ge=0, le=99)] | None = None
    final_talk: Day | None = None
    culpable: bool | None = None


class ZRoute(Record):
    """The day on which the Z-route was completed, with its final talk; and a lower number of course hours that the municipality set."""

    completed: Day | None = None
    course_hours_set: Hours | None = None


class RegisteredHours(Record):
    """Hours that one municipality registered. `dutch_and_knm` counts both together, at the school, for the route."""

    municipality: MunicipalityCode | None = None
    known_until: Day | None = None
    dutch_and_knm: Hours | None = None
    intake_dutch_and_knm: Hours | None = None
    participation: Hours | None = None


class ThirdPartyInformation(Record):
    """Information of somebody else that the municipality awaits before it can make the plan (BI2021 art. 5.3)."""

    awaited: bool
    received: Day | None = None


class Municipality(Record):
    """What the municipality has on record."""

    intake: Intake | None = None
    learnability_tests: Many[LearnabilityTest] | None = None
    third_party_information: ThirdPartyInformation | None = None
    plans: Many[Plan] | None = None
    offers: Many[CourseOffer] | None = None
    pvt: Pvt | None = None
    map: Map | None = None
    z_route: ZRoute | None = None
    hours: Many[RegisteredHours] | None = None


class Course(Record):
    """Hours of one course, as the school states them."""

    kind: Literal["dutch", "literacy", "knm"]
    hours: Hours
    quality_mark: bool | None = None
    since: Day | None = None
    until: Day | None = None
    attendance_percent: Annotated[int, Field(ge=0, le=100)] | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        _in_order(self.since, self.until, "until lies before since; check both dates")
        return self


class School(Record):
    """What the school states."""

    courses: Many[Course] | None = None
    taalschakeltraject: Taalschakeltraject | None = None


class Statement(Record):
    """What the person says: a fact of the catalogue (`route-advisor facts`), its word, and since when we know."""

    fact: Name
    word: Name
    said: Day | None = None


class NotUnderstood(Record):
    """Something that a reader met in a message and could not place: where, and what."""

    where: Annotated[str, Field(min_length=1, max_length=300)]
    found: Annotated[str, Field(max_length=300)]


class PersonalFile(Record):
    """The whole file. Only `schema` and `case_ref` are needed; every group is optional and nothing is guessed.

    Raises `pydantic.ValidationError` from `model_validate`; `route_advisor.load` raises `FileRefused` with one line per mistake.
    """

    file_schema: Literal["personal-file/1"] = Field(alias="schema")
    case_ref: CaseRef
    person: Person | None = None
    residence: Residence | None = None
    duo: Duo | None = None
    municipality: Municipality | None = None
    school: School | None = None
    statements: Many[Statement] | None = None
    not_understood: Many[NotUnderstood] = ()
