"""Letters that the person has in hand: of which kind, and of which date."""

from typing import Literal

from route_advisor.personal_file.record import Day, Record

LetterKind = Literal[
    "duo_announcement",
    "duo_decision",
    "duo_other_decision",
    "municipality_intake",
    "municipality_programme",
    "municipality_decision",
]
"""An announcement or decision of DUO after the last day, another decision of DUO, a letter of the municipality about the intake, about
the lessons or guidance, and a decision of the municipality, as the PIP."""


class Letter(Record):
    """One letter. `dated` is the date on it; without it no last day to object is computed."""

    kind: LetterKind
    dated: Day | None = None
