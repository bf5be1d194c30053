"""What every part of an advice is built on."""

from pydantic import BaseModel, ConfigDict


class Line(BaseModel):
    """A part of the advice: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, populate_by_name=True, defer_build=True)
