"""What the municipality has on record: intake, plans, offers, PVT, MAP and hours."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from route_advisor.documents.mistakes import custom_error
from route_advisor.personal_file.fine import Fine
from route_advisor.personal_file.record import Day, Hours, Many, MunicipalityCode, Record, RouteWord


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
    """One PIP (WI2021 art. 15): the municipality's decision on route and level. `dated` is the date on it.

    Somebody may know the date alone: without a route the plan starts the term, and the route stays unknown.
    """

    dated: Day
    route: RouteWord | None = None
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
            raise custom_error("level", "onderwijs_level")
        if self.route == "z" and self.level is not None and self.level == "b1":
            raise custom_error("level", "z_level")
        if self.route not in ("b1", None) and self.estimated_hours is not None:
            raise custom_error("hours", "estimated_hours")
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
    """Hours that one municipality registered. `dutch_and_knm` counts both together, at the school, for the route.

    `intake_dutch_and_knm` are lessons of the broad intake; `intake_dutch` are those of Dutch and literacy among them.
    """

    municipality: MunicipalityCode | None = None
    known_until: Day | None = None
    dutch_and_knm: Hours | None = None
    intake_dutch_and_knm: Hours | None = None
    intake_dutch: Hours | None = None
    participation: Hours | None = None


class ThirdPartyInformation(Record):
    """Information of somebody else that the municipality awaits before it can make the plan (BI2021 art. 5.3)."""

    awaited: bool
    received: Day | None = None


class MunicipalFine(Fine):
    """A fine of the municipality: about the intake, or about the lessons and the guidance (WI2021 art. 22 and 23)."""

    about: Literal["intake", "programme"]


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
    fines: Many[MunicipalFine] | None = None
