"""What the person says."""

from pydantic import ValidationInfo, field_validator

from route_advisor.personal_file.record import Day, Name, Record
from route_advisor.personal_file.words import sayable, word_of


class Statement(Record):
    """What the person says: a fact of the catalogue (`route-advisor facts`), its word, and the day on which it was `said`.

    Of several about one fact the newest counts. One without a day counts as older than any with a day.
    """

    fact: Name
    word: Name
    said: Day | None = None

    @field_validator("fact")
    @classmethod
    def _may_be_said(cls, name: str, info: ValidationInfo) -> str:
        return sayable(name, info)

    @field_validator("word")
    @classmethod
    def _of_the_fact(cls, word: str, info: ValidationInfo) -> str:
        return word_of(info.data.get("fact"), word, info)
