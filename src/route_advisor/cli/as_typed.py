"""`route-advisor advise` as it is mostly typed, read without typer.

Only what is plain is read here, and a test shows that typer reads it alike. Whatever else is typed is left to typer: other commands, help,
an option that is not known, one that is given twice, a value that is not allowed.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from route_advisor.cli.advising import Asked
from route_advisor.cli.typed import NARROWEST, WIDEST_ASKED, Written, day_of, is_a_language
from route_advisor.vocabulary import Reader

_DIGITS = 3
"""No width has more."""


def _language(word: str) -> str | None:
    return word if is_a_language(word) else None


def _columns(word: str) -> int | None:
    number = int(word) if word.isascii() and word.isdigit() and len(word) <= _DIGITS else 0
    return number if NARROWEST <= number <= WIDEST_ASKED else None


_ONCE: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "--on": ("on", day_of),
    "--lang": ("lang", _language),
    "--format": ("form", {str(one): one for one in Written}.get),
    "--for": ("reader", {str(one): one for one in Reader}.get),
    "--output": ("output", Path),
    "--width": ("columns", _columns),
}
"""The option, what it says, and what its word stands for; `None` for a word that is not allowed."""

_OFTEN: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {"--overlay": ("overlay", Path), "--assume": ("assume", str)}
"""The same, of those that may be given several times."""

_SWITCHES: Final = {f"--{name}": name for name in ("brief", "detail", "reminders", "completions")}


def asked_for(typed: Sequence[str]) -> Asked | None:
    """What is asked of `advise`; `None` where typer is to read it."""
    if typed[:1] != ["advise"] or not all(typed) or os.name == "nt":  # typer looks for the files behind a * there
        return None
    found: dict[str, Any] = {}
    files: list[str] = []
    words = iter(typed[1:])
    for word in words:
        if word == "-" or not word.startswith("-"):
            files.append(word)
        elif not _option(word, words, found):
            return None
    return Asked(files, **found) if files else None


def _option(word: str, following: Iterator[str], found: dict[str, Any]) -> bool:
    """Add one option to what was found; whether it is plain."""
    name, stands_here, value = word.partition("=")
    if name in _SWITCHES and not stands_here:
        found[_SWITCHES[name]] = True
        return True
    key, read = _ONCE.get(name) or _OFTEN.get(name) or ("", None)
    value = value if stands_here else next(following, "")
    if read is None or not value or (value.startswith("-") and value != "-") or (name in _ONCE and key in found):
        return False
    if name in _OFTEN:
        found.setdefault(key, []).append(read(value))
        return True
    found[key] = read(value)
    return found[key] is not None
