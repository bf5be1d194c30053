"""A turn of an interview as JSON, with every text in one more language of the rulebook."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from route_advisor.interview.question import Turn
from route_advisor.text import LANGUAGES, Text
from route_advisor.writers.wording import Wording


def spoken_turn(turn: Turn, words: Wording) -> dict[str, Any]:
    """The document of a turn. Each text has Dutch, English, and the language of these words where it is another one."""
    document: dict[str, Any] = turn.model_dump(mode="json", by_alias=True)
    if words.language in LANGUAGES:
        return document
    return {
        **document,
        "question": _spoken(turn.question, words),
        "progress": _spoken(turn.progress, words),
        "find_out": _spoken(turn.find_out, words),
    }


def _spoken(value: object, words: Wording) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, Text):
        return {**value.sentences(), words.language: words.of(value)}
    if isinstance(value, BaseModel):
        return {key: _spoken(getattr(value, key), words) for key in type(value).model_fields}
    if isinstance(value, Mapping):
        return {key: _spoken(one, words) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_spoken(one, words) for one in value]
    return value if isinstance(value, str | int | bool | None) else str(value)
