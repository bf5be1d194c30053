"""JSON by a JSON parser, as strictly as YAML is read; whoever is refused here asks `strict_yaml`, which knows the reason and its line."""

import json
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from pydantic_core import from_json

from route_advisor.limits import BYTES_OF_A_FILE, DEPTH, DIGITS, VALUES_OF_A_FILE

_LIKE_JSON = re.compile(r"[ \t\r\n]*[{\[]")
_READ_OTHERWISE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that YAML refuses, or reads as the end of a line."""
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""An escape that may be one of two halves, or one alone."""

_LOWEST, _HIGHEST = -(10 ** (DIGITS - 1)), 10**DIGITS
"""A number between them has no more digits than a number may have, its sign counted."""


class NotPlainJson(ValueError):
    """A text that is not JSON, or that holds what a file may not hold. It says nothing more: the reason is looked up elsewhere."""


def read_json(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """The data of a JSON text that `read_yaml` would read alike; a tab may stand between values. Raises `NotPlainJson`."""
    if not _LIKE_JSON.match(text) or len(text) > BYTES_OF_A_FILE or _holds_others(text) or ("\\" in text and _HALF.search(text)):
        raise NotPlainJson
    if len(text) > VALUES_OF_A_FILE or (data := _read_at_once(text)) is None:
        return _read_strictly(text)
    return data


def _holds_others(text: str) -> bool:
    """Whether it holds a character that YAML reads otherwise. Of those in ASCII a parser of JSON takes only the last."""
    return "\x7f" in text if text.isascii() else _READ_OTHERWISE.search(text) is not None


def _read_at_once(text: str) -> Any | None:  # noqa: ANN401 - any JSON value
    """The data of a text that a fast parser takes and in which nothing is that a file may not hold; `None` where that is not certain.

    Such a parser keeps the last of two equal keys. But each pair of key and value has a colon of its own: where the data have as many keys
    as the text has colons, no key was dropped. A colon inside a text makes it uncertain.
    """
    try:
        data = from_json(text, allow_inf_nan=False)
        return data if _keys(data, DEPTH) == text.count(":") else None
    except ValueError:
        return None


def _keys(data: Any, levels: int) -> int:  # noqa: ANN401 - a list or a group
    """How many keys it has, those of all inside it too. Raises `ValueError` where it is too deep, and for long numbers and those with a point."""
    if not levels:
        raise ValueError
    keys, values = 0, data
    if data.__class__ is dict:
        keys, values = len(data), data.values()
    for one in values:
        kind = one.__class__
        if kind is str:  # first, as most are: this runs for every value of every file
            continue
        if kind is dict or kind is list:
            if one:
                keys += _keys(one, levels - 1)
        elif kind is float or (kind is int and not _LOWEST < one < _HIGHEST):
            raise ValueError
    return keys


def _read_strictly(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """The data of a JSON text, each key looked at where it stands. Raises `NotPlainJson`."""
    try:
        data = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise NotPlainJson from None
    if _is_too_much(data, len(text)):
        raise NotPlainJson
    return data


def without_tabs(text: str) -> str:
    """A JSON text that was read, as `read_yaml` reads it too: where JSON allows a tab it stands between values."""
    return text.replace("\t", " ")


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotPlainJson
    return found


def _short(digits: str) -> int:
    if len(digits) > DIGITS:
        raise NotPlainJson
    return int(digits)


def _no_number(word: str) -> NoReturn:
    raise NotPlainJson(word)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_int=_short, parse_constant=_no_number)


def _is_too_much(data: object, size: int) -> bool:
    """Whether it is nested deeper than a file may be, or holds more keys and values. Each of those takes a sign of its text at least."""
    return _is_deeper(data, DEPTH) or (size > VALUES_OF_A_FILE and _values(data) > VALUES_OF_A_FILE)


def _is_deeper(data: Any, levels: int) -> bool:  # noqa: ANN401 - any JSON value
    if data.__class__ is not dict and data.__class__ is not list:
        return False
    if not levels:
        return bool(data)
    for one in data.values() if data.__class__ is dict else data:
        if (one.__class__ is dict or one.__class__ is list) and _is_deeper(one, levels - 1):  # faster than any(): it runs for every file
            return True
    return False


def _values(data: object) -> int:
    level, seen = [data], 0
    while level:
        seen += sum(1 + (len(one) if isinstance(one, dict) else 0) for one in level)
        level = [inner for one in level if isinstance(one, dict | list) for inner in (one.values() if isinstance(one, dict) else one)]
    return seen
