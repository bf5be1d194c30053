"""Permits, as the IND issued them, and registrations of residence in the BRP."""

from typing import Literal, Self

from pydantic import ValidationInfo, field_validator, model_validator

from route_advisor.personal_file.record import Day, Many, MunicipalityCode, Name, Record, in_order
from route_advisor.personal_file.words import purpose


class Permit(Record):
    """One residence permit, as the IND issued it. `eu_long_term_resident`: issued here, for an indefinite period (VW2000 art. 45a)."""

    legal_basis: (
        Literal[
            "asylum_fixed_term",
            "regular_fixed_term",
            "asylum_indefinite",
            "regular_indefinite",
            "eu_long_term_resident",
            "eu_law",
            "temporary_protection",
            "application_pending",
            "other",
        ]
        | None
    ) = None
    purpose: Name | None = None
    decided: Day | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None

    @field_validator("purpose")
    @classmethod
    def _known_purpose(cls, word: str | None, info: ValidationInfo) -> str | None:
        return purpose(word, info)

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        in_order(self.valid_from, self.valid_until, ("valid_from", "valid_until"), "not_in_order_on_the_permit")
        return self


class Registration(Record):
    """One registration of residence in the BRP. `reception_centre`: the address is a COA centre."""

    municipality: MunicipalityCode | None = None
    since: Day
    until: Day | None = None
    reception_centre: bool | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        in_order(self.since, self.until, ("since", "until"))
        return self


class Residence(Record):
    """Permits (IND) and registrations (BRP)."""

    permits: Many[Permit] | None = None
    registrations: Many[Registration] | None = None
    eu_family_right: bool | None = None
    integrated_elsewhere_for_eu_long_term_status: bool | None = None
    treaty_exception: bool | None = None
