"""What programs send: read up to a limit, as strictly as a personal file on disk; a mistake gives a line and never a value."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import refusal_of
from route_advisor.documents.strict_json import NotPlainJson, read_json
from route_advisor.errors import FileRefused, LimitReached
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.messages import Message
from route_advisor.personal_file import Day, PersonalFile
from route_advisor.personal_file.reasons import with_reasons
from route_advisor.vocabulary import Form, Reader

Assumed = Annotated[dict[str, str], Field(max_length=50, examples=[{"writing": "passed_b1"}])]
Spoken = Annotated[str, Field(max_length=20, examples=["nl", "nl-easy", "en"])]
"""A language of the rulebook."""


class Body(BaseModel):
    """What every call sends."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    on: Day
    """The day of the advice; nobody here looks at a clock."""


class AdviseBody(Body):
    """A personal file, and what to suppose."""

    file: PersonalFile
    assume: Assumed = Field(default_factory=dict)


class WriteBody(AdviseBody):
    """An advice to write for a reader."""

    to: Annotated[Form, Field(strict=False)] = Form.TEXT
    reader: Annotated[Reader | None, Field(strict=False)] = None
    lang: Spoken = "nl"


class QuestionBody(Body):
    """An interview so far: the file it began with, if any, and the answers, as the turn before gave them."""

    file: PersonalFile | None = None
    answered: Annotated[list[dict[str, Any]], Field(max_length=500)] = Field(default_factory=list)


class WhyBody(AdviseBody):
    """A line to explain: a component, a topic in the reader's words, or a rule."""

    line: Annotated[str, Field(min_length=1, max_length=100, examples=["writing", "extra tijd", "WI21-B1-1"])]


class CompareBody(Body):
    """Two files, two days, or one file with something supposed."""

    file: PersonalFile
    other: PersonalFile | None = None
    other_on: Day | None = None
    assume: Assumed = Field(default_factory=dict)


B = TypeVar("B", bound=Body)


def refuse_too_long(content: bytes | bytearray) -> None:
    """Raises `LimitReached` where a body is longer than is read."""
    if len(content) > BYTES_OF_A_FILE:
        raise LimitReached(Message("too_large", path="body", limit=f"{BYTES_OF_A_FILE:,}"))


def read_body(kind: type[B], content: bytes | bytearray) -> B:
    """What a program sent. Raises `FileRefused` or `LimitReached`, in one line a mistake."""
    refuse_too_long(content)
    try:
        data = read_json(content.decode())
    except (NotPlainJson, UnicodeDecodeError):
        raise FileRefused([Message("body_not_json")]) from None
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise refusal_of(with_reasons(error), Document("body", data), root=kind) from None
