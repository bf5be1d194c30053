"""What the person tells about their own life, in days and hours: what took time, births, school, work. Never a cause and never a name."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from route_advisor.documents.forms import MONTH
from route_advisor.documents.mistakes import custom_error
from route_advisor.personal_file.record import Day, Hours, Many, Record, in_order


class Setback(Record):
    """Something that took time: from which day, and until which, both included. Without `until` it still goes on.

    Of an illness only whose it was (`relation`; left out: the person's own), never what it was. Of a death `from` is the day.
    A parent or child by marriage is a parent or child here.
    `course_stopped`: the school or course stood still. `other`: something else that the person could not help.
    """

    kind: Literal["illness", "bereavement", "shelter", "homelessness", "course_stopped", "other"]
    relation: Literal["partner", "parent", "child", "other"] | None = None
    from_: Annotated[Day, Field(alias="from")]
    until: Day | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        in_order(self.from_, self.until, ("from", "until"))
        if self.relation is not None and self.kind not in ("illness", "bereavement"):
            raise custom_error("relation", "relation")
        return self


class Education(Record):
    """One school or course, both days included. Without `until` it still goes on. `in_dutch: false`: taught in another language.

    VSO has three profiles, and only two of them count as education that gives no exemption (RI2021 art. 4.2 lid 1).
    """

    kind: Literal[
        "entree",
        "praktijkonderwijs",
        "vso_labour_market",
        "vso_day_activities",
        "vso_further_education",
        "vmbo",
        "havo",
        "vwo",
        "mbo_2_or_higher",
        "hbo",
        "university",
        "other",
    ]
    in_dutch: bool = True
    from_: Annotated[Day, Field(alias="from")]
    until: Day | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        in_order(self.from_, self.until, ("from", "until"))
        return self


class PaidWork(Record):
    """Hours of paid work in one month, as 2026-03; as an employee, or in a business of one's own."""

    month: Annotated[str, Field(pattern=MONTH)]
    hours: Hours
    kind: Literal["employee", "self_employed"] = "employee"


class Life(Record):
    """What the person tells about their own life. An absent list is unknown; an empty one says that there was nothing.

    `births`: each day on which the person gave birth.
    """

    setbacks: Many[Setback] | None = None
    births: Many[Day] | None = None
    education: Many[Education] | None = None
    paid_work: Many[PaidWork] | None = None
