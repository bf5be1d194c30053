"""What the school states: courses, and the taalschakeltraject."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from route_advisor.personal_file.record import Day, Hours, Many, Record, in_order


class Taalschakeltraject(Record):
    """The taalschakeltraject of the onderwijsroute (WI2021 art. 8).

    `completed`: the day of the diploma. `ended`: the last day, for somebody who followed it to its end and did not pass all.
    `left`: the last day, for somebody who stopped before the end.
    """

    started: Day | None = None
    completed: Day | None = None
    ended: Day | None = None
    left: Day | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        in_order(self.started, self.completed, ("started", "completed"))
        in_order(self.started, self.ended, ("started", "ended"))
        in_order(self.started, self.left, ("started", "left"))
        return self


class Course(Record):
    """Hours of one course, as the school states them. `taalschakeltraject`: lessons at a school of a taalschakeltraject (WI2021 art. 8 lid 2)."""

    kind: Literal["dutch", "literacy", "knm"]
    hours: Hours
    quality_mark: bool | None = None
    taalschakeltraject: bool | None = None
    since: Day | None = None
    until: Day | None = None
    attendance_percent: Annotated[int, Field(ge=0, le=100)] | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        in_order(self.since, self.until, ("since", "until"))
        return self


class School(Record):
    """What the school states."""

    courses: Many[Course] | None = None
    taalschakeltraject: Taalschakeltraject | None = None
