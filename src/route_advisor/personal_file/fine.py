"""A fine that was decided: by whom says the group of the file in which it stands."""

from typing import Annotated

from pydantic import Field

from route_advisor.personal_file.record import Day, Record

Cents = Annotated[int, Field(ge=0, le=1_000_000)]


class Fine(Record):
    """A fine that DUO or the municipality decided: the day of the decision, and the amount in euro cents."""

    decided: Day
    amount_cents: Cents | None = None
