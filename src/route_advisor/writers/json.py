"""An advice as the `advice/1` document, for apps."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from route_advisor.advice.model import Advice
from route_advisor.text import Text
from route_advisor.writers.wording import OPEN, Wording

DRAFT = "-x-draft"
"""Behind the code of a language (BCP 47, for private use): nobody reviewed this sentence."""


def as_json(advice: Advice, words: Wording | None = None, *, indent: int | None = 2) -> str:
    """The advice as JSON in Dutch and English at once; the same advice gives the same bytes.

    With `words` of a catalogue each sentence that it has stands there too, behind its language: `tr`, or `tr-x-draft` where nobody
    reviewed the catalogue. A sentence that it does not have in full is left out, for the app to show in Dutch or English.
    """
    told = advice if words is None or not words.translates else _with(advice, words)
    return told.model_dump_json(indent=indent) + "\n"


def _with(value: Any, words: Wording) -> Any:  # noqa: ANN401 - whatever an advice holds
    """The same, each sentence also in the language of `words`."""
    if isinstance(value, Text):
        return _text(value, words)
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: _with(inner, words) for name, inner in value})
    if isinstance(value, tuple):
        return tuple(_with(inner, words) for inner in value)
    if isinstance(value, Mapping):
        return {name: _with(inner, words) for name, inner in value.items()}
    return value


def _text(text: Text, words: Wording) -> Text:
    said = words.of(text)
    code = words.language if words.reviewed else f"{words.language}{DRAFT}"
    return text if OPEN in said or words.language in text.sentences() else Text.as_checked({**text.sentences(), code: said}, text.written)
