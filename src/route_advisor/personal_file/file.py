"""What is on paper about one person: strict, frozen, nothing computed.

What DUO, the municipality, the school and the person each say is kept apart, because it weighs differently.
An absent group or list is unknown; an empty list says that the keeper has nothing there.
"""

from collections.abc import Iterator
from typing import Annotated, Final, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator

from route_advisor.personal_file.duo import Duo
from route_advisor.personal_file.free_text import Redacted
from route_advisor.personal_file.letters import Letter
from route_advisor.personal_file.life import Life
from route_advisor.personal_file.municipality import Municipality
from route_advisor.personal_file.person import Person
from route_advisor.personal_file.reasons import with_reasons
from route_advisor.personal_file.record import CaseRef, Many, Record
from route_advisor.personal_file.residence import Residence
from route_advisor.personal_file.school import School
from route_advisor.personal_file.statements import Statement
from route_advisor.personal_file.words import wrong_fact, wrong_purpose, wrong_word
from route_advisor.rulebook.catalogue import Catalogue

SCHEMA: Final = "personal-file/1"


class NotUnderstood(Record):
    """Something that a reader met and could not place: where, and what. `told_by`: a message of DUO, or a list of the municipality."""

    where: Annotated[str, Field(min_length=1, max_length=300), Redacted]
    found: Annotated[str, Field(max_length=300), Redacted]
    told_by: Literal["duo", "municipality"] = "duo"


class PersonalFile(Record):
    """The whole file. Only `case_ref` is needed; every group is optional and nothing is guessed.

    `PersonalFile(case_ref="amina")` and `PersonalFile.model_validate(data)` raise `pydantic.ValidationError`, also where a statement names a
    fact that the shipped rulebook does not have; `model_validate(data, context={"catalogue": rulebook.catalogue})` asks another one.
    `route_advisor.load` raises `FileRefused` with one line per mistake.
    """

    file_schema: Literal["personal-file/1"] = Field(default=SCHEMA, alias="schema")
    case_ref: CaseRef
    person: Person | None = None
    residence: Residence | None = None
    duo: Duo | None = None
    municipality: Municipality | None = None
    school: School | None = None
    life: Life | None = None
    letters: Many[Letter] | None = None
    statements: Many[Statement] | None = None
    not_understood: Many[NotUnderstood] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _told_why(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(data)
        except ValidationError as refused:
            raise with_reasons(refused) from None


def wrong_words(file: PersonalFile, catalogue: Catalogue) -> Iterator[str]:
    """A line for each statement or purpose that this catalogue does not have: a file may have been made for another rulebook."""
    for index, one in enumerate(file.statements or ()):
        for key, wrong in (("fact", wrong_fact(one.fact, catalogue)), ("word", wrong_word(one.word, catalogue.facts.get(one.fact)))):
            if wrong is not None:
                yield f"statements[{index}].{key} {wrong}"
    for index, permit in enumerate((file.residence.permits if file.residence is not None else None) or ()):
        wrong = None if permit.purpose is None else wrong_purpose(permit.purpose, catalogue)
        if wrong is not None:
            yield f"residence.permits[{index}].purpose {wrong}"
