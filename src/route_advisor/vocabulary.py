"""The words of the field. Their labels for people stand in `rules/labels.yaml`."""

from enum import StrEnum


class Regime(StrEnum):
    """Which act governs a person (Wi2021 art. 54)."""

    WI2021 = "wi2021"
    WI2013 = "wi2013"
    WI2007 = "wi2007"


class Level(StrEnum):
    """A level of the Common European Framework, lowest first."""

    A2 = "a2"
    B1 = "b1"
    B2 = "b2"

    def reaches(self, other: "Level") -> bool:
        """A pass at this level also counts for the other: B2 for B1, B1 for A2."""
        return _RANK[self] >= _RANK[other]


_RANK = {level: rank for rank, level in enumerate(Level)}


class Teller(StrEnum):
    """Who told us a fact."""

    DUO = "duo"
    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    IND = "ind"
    BRP = "brp"
    PERSON = "person"
    RULES = "rules"
    ASSUMPTION = "assumption"
    """Nobody: it is expected, or supposed by whoever asks."""


class Grade(StrEnum):
    """How firm a fact is: registered by whoever establishes it, only expected or supposed, or told by somebody else."""

    ESTABLISHED = "established"
    EXPECTED = "expected"
    REPORTED = "reported"


class Stage(StrEnum):
    """The one-way order of reasoning. What a stage concludes is a fact for the next."""

    ACT = "act"
    DUTY = "duty"
    COMPONENTS = "components"
    STEPS = "steps"


class Outcome(StrEnum):
    """What a rule says about one person."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    CANNOT_TELL = "cannot_tell"


class Standing(StrEnum):
    """Where one component stands."""

    OPEN = "open"
    BELOW_LEVEL = "below_level"
    REPORTED = "reported"
    DONE = "done"
    RELEASED = "released"
    NOT_NEEDED = "not_needed"
    CANNOT_TELL = "cannot_tell"


CLOSED = (Standing.DONE, Standing.RELEASED, Standing.NOT_NEEDED)
"""Nothing is left to do on a component with such a standing."""

WAITING = (Standing.OPEN, Standing.BELOW_LEVEL, Standing.REPORTED)
"""Something is left to do."""


class StepKind(StrEnum):
    """What a line asks of the person. Only `KNOW` is no step: nobody ticks it off, and it stands in no calendar."""

    DO = "do"
    ASK = "ask"
    MAY = "may"
    """Something that the person can ask for, and may leave."""
    KNOW = "know"


class Basis(StrEnum):
    """What a conclusion rests on."""

    LAW = "follows_from_the_law"
    DECIDED = "decided"
    REPORTED = "reported"
    DEPENDS = "depends_on_a_decision"
    EXPECTED = "expected"
    UNKNOWN = "unknown"
    NOT_COVERED = "not_covered"


class Clock(StrEnum):
    """A date that the law fixes, computed in `derive` and named in rules."""

    PLAN_DUE = "plan_due"
    PLAN_DUE_BEFORE_2023 = "plan_due_before_2023"
    FIRST_PLAN = "first_plan"
    TERM_STARTS = "term_starts"
    TERM_LAST_DAY = "term_last_day"
    COMPUTED_LAST_DAY = "computed_last_day"
    OTHER_LAST_DAY = "other_last_day"
    EXTRA_TIME_FROM = "extra_time_from"
    ROUTE_CHANGE_UNTIL = "route_change_until"
    MOVE_PLAN_DUE = "move_plan_due"
    OLD_PVT_LAST_DAY = "old_pvt_last_day"
    OLD_PVT_OTHER_LAST_DAY = "old_pvt_other_last_day"
    OBJECTION_LAST_DAY = "objection_last_day"


class Form(StrEnum):
    """How an advice is written."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    PDF = "pdf"
    """Bytes, and no text: `write_pdf`."""
    ICS = "ics"
    SVG = "svg"
    """The timeline as a picture."""


class Reader(StrEnum):
    """For whom an advice is written. The advice is one; each reader gets what they need of it."""

    PERSON = "person"
    """Whoever integrates: what to do first, in plain words, without rules and articles."""
    CASEWORKER = "caseworker"
    """Who works for the municipality: one screen about a client."""
    LAWYER = "lawyer"
    """Who wants to see the proof: each line with its rules, its articles and its facts."""
    TALK = "talk"
    """Both sides of the table: one page to prepare the next talk."""


class GuideForm(StrEnum):
    """How a guide is written."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    JSON = "json"
