"""JSON by a JSON parser, as strictly as YAML is read; whoever is refused here asks `strict_yaml`, which knows the reason and its line."""

import json
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from route_advisor.limits import BYTES_OF_A_FILE, DEPTH, DIGITS, VALUES_OF_A_FILE

_LIKE_JSON = re.compile(r"[ \t\r\n]*[{\[]")
_READ_OTHERWISE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that YAML refuses, or reads as the end of a line."""
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""An escape that may be one of two halves, or one alone."""


class NotPlainJson(ValueError):
    """A text that is not JSON, or that holds what a file may not hold. It says nothing more: the reason is looked up elsewhere."""


def read_json(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """The data of a JSON text that `read_yaml` would read alike; a tab may stand between values. Raises `NotPlainJson`."""
    if not _LIKE_JSON.match(text) or len(text) > BYTES_OF_A_FILE or _READ_OTHERWISE.search(text) or _HALF.search(text):
        raise NotPlainJson
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
