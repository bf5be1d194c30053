"""What DUO has on record: duty, group, term, decisions and results."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticKnownError

from route_advisor.documents.mistakes import custom_error
from route_advisor.personal_file.fine import Fine
from route_advisor.personal_file.free_text import Redacted
from route_advisor.personal_file.record import (
    AnyExamPart,
    Day,
    Decision,
    ExamPart,
    ExemptPart,
    Hours,
    Many,
    Record,
    RouteWord,
    in_order,
)
from route_advisor.personal_file.school import Taalschakeltraject


class DutyPeriod(Record):
    """One period of DUO's history of the duty, both ends included."""

    obliged: bool
    starts: Day | None = None
    ends: Day | None = None
    changed: Day | None = None


class Duty(Record):
    """What DUO has on record about the duty (Inburgeringsplicht). Ends are inclusive. A letter may name only the act."""

    obliged: bool | None = None
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
        in_order(self.starts, self.ends, ("starts", "ends"), "not_in_order_in_mijn_inburgering")
        return self


class GroupPeriod(Record):
    """One period of DUO's history of the group, both ends included."""

    value: Literal["asylum_status_holder", "family_or_other_migrant"] | None = None
    since: Day | None = None
    until: Day | None = None


class PersonGroup(Record):
    """DUO's group (Doelgroep), its own finer division, and rights kept or given on request. The finer division alone tells the group too."""

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
    ground_code: Annotated[str, Field(min_length=1, max_length=10), Redacted] | None = None
    ground: Annotated[str, Field(min_length=1, max_length=200), Redacted] | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        in_order(self.starts, self.last_day, ("starts", "last_day"), "not_in_order_in_the_letter")
        return self


class StatedTerm(TermVersion):
    """The term as DUO states it now, with earlier versions. DUO's exchange gives an exclusive end; here it is the last day.

    A letter may name only the last day.
    """

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
        in_order(self.starts, self.ends, ("starts", "ends"), "not_in_order_in_the_letter")
        if self.part == "ona":
            if self.level is not None:
                raise custom_error("ona_level", "ona_level")
        elif self.scope == "partial" and self.decision == "granted" and (self.part is None or self.level is None):
            raise custom_error("partial", "partial_exemption")
        return self


class Dispensation(Record):
    """A decision of DUO on a dispensation (ontheffing). Never why: only the decision.

    `demonstrated_effort` exists only under the 2013 Act. Without a part it covers language, KNM and ONA, never the PVT.
    """

    scope: Literal["full", "partial"]
    ground: Literal["medical_decision", "special_circumstances", "demonstrated_effort"] | None = None
    decision: Decision
    decided: Day | None = None
    part: AnyExamPart | None = None
    participation_hours_at_most: Hours | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.scope == "partial" and self.ground == "special_circumstances":
            raise custom_error("partial", "full_dispensation_only")
        unnamed = self.part is None and self.participation_hours_at_most is None and self.ground != "demonstrated_effort"
        if self.scope == "partial" and self.decision == "granted" and unnamed:
            raise custom_error("partial", "partial_dispensation")
        return self


class ExamResult(Record):
    """One exam. KNM and ONA have no level. `awaited`: it is taken or booked, and there is no result yet."""

    part: AnyExamPart
    level: Literal["a2", "b1", "b2"] | None = None
    taken: Day | None = None
    outcome: Literal["passed", "failed", "none", "awaited"]
    no_outcome: Literal["culpable", "not_culpable", "cancelled", "absent"] | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.part in ("knm", "ona") and self.level is not None:
            raise custom_error("knm_level", "part_without_level", part=self.part.upper())
        if self.no_outcome is not None and self.outcome != "none":
            raise custom_error("no_outcome", "no_outcome")
        return self


def _as_number(value: object) -> object:
    """A number as it is counted: to Python `true` and 1.0 are a one too."""
    if isinstance(value, bool | float):
        raise PydanticKnownError("literal_error", {"expected": "1 or 2"})
    return value


class Nt2Diploma(Record):
    """A state exam diploma: programme 1 is four skills at B1, programme 2 at B2."""

    programme: Annotated[Literal[1, 2], BeforeValidator(_as_number)]
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
    fines: Many[Fine] | None = None
