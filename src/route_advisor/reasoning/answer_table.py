"""Answers that are kept by question, as plain data: who asks the same questions tomorrow need not ask the evaluators again.

A table names whose it is: the rules, the day from which they are in force, the evaluators and the program. Another one's is not read, nor
one that was changed since. It holds words of facts and ids of rules, nothing about a person, and no code.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from route_advisor.reasoning.assumptions import Assumption
from route_advisor.reasoning.components import Settled
from route_advisor.reasoning.kept import Key, Standing
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.plain_data import made, plain
from route_advisor.vocabulary import Grade, Level
from route_advisor.vocabulary import Standing as Where

FORMAT: Final = 1
"""Raise it where a table is written otherwise than before."""

_KINDS = (Where, Level, Grade, Assumption)
_STANDING = "standing"


def whose(book: Rulebook, on: date, evaluators: Sequence[str]) -> str:
    """Who may read the answers of these evaluators under the rules of that day: the same, with the same program."""
    told = (FORMAT, book.hash, book.epoch(on).isoformat(), *evaluators, _program())
    return hashlib.sha256(" ".join(map(str, told)).encode()).hexdigest()


def written(answers: Mapping[Key, Any], owner: str) -> bytes:
    """These answers as a table."""
    rows = tuple((*key, _apart(value)) for key, value in answers.items())
    body = json.dumps(plain(rows, _KINDS), ensure_ascii=False, separators=(",", ":")).encode()
    return _head(body, owner) + b"\n" + body


def opened(content: bytes | None, owner: str) -> dict[Key, Any]:
    """The answers of a table; none where it is another one's, or not whole."""
    head, _, body = (content or b"").partition(b"\n")
    if head != _head(body, owner):
        return {}
    try:
        return {(about, words): _together(value) for about, words, value in made(json.loads(body), _KINDS)}
    except (ValueError, LookupError, TypeError, AttributeError):
        return {}


def _head(body: bytes, owner: str) -> bytes:
    return json.dumps({"answers_of": owner, "sha256": hashlib.sha256(body).hexdigest()}).encode()


def _apart(value: Any) -> Any:  # noqa: ANN401 - an answer of any kind
    if not isinstance(value, Standing):
        return value
    one = value.component
    return (_STANDING, one.component, one.standing, one.level, one.deferred, value.expected, value.why, value.unless)


def _together(value: Any) -> Any:  # noqa: ANN401 - an answer of any kind
    if not isinstance(value, tuple) or value[:1] != (_STANDING,):
        return value
    _, component, standing, level, deferred, expected, why, unless = value
    return Standing(Settled(component, standing, level, deferred=deferred), expected, why, unless)


@cache
def _program() -> str:
    """The hash of all modules: an answer also holds places in lists of rules that other modules make."""
    package, digest = Path(__file__).parents[1], hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()
