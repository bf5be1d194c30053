"""What the program says when something cannot be done: a line that knows its code and its values, and says itself in several languages.

The words stand in `messages.toml`, those about a rulebook in `messages_of_rulebooks.toml`; one code a message. A message is its English text, so that whoever knows nothing of languages reads that.
"""

from collections.abc import Mapping
from errno import errorcode
from functools import cache
from pathlib import Path
from typing import Any, Self

from route_advisor.limits import LONGEST_MESSAGE
from route_advisor.visible import visible

ENGLISH = "en"
LANGUAGES = (ENGLISH, "nl")
"""Each message is written in both."""

PAGES = ("messages.toml", "messages_of_rulebooks.toml")


class Message(str):  # noqa: SLOT000 - it keeps its code and values
    """One line, as English text; `in_` says it in another language. Values that know their languages are said in it too."""

    code: str
    values: Mapping[str, object]

    def __new__(cls, code: str, /, **values: object) -> Self:
        """The message of that code, with what fills its slots."""
        made = super().__new__(cls, _said(code, ENGLISH, values))
        made.code, made.values = code, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """It travels between processes whole."""
        return (self.code,), dict(self.values)

    def __getstate__(self) -> None:
        """All that it is stands in its arguments."""

    def in_(self, language: str) -> str:
        """The line in that language; in English where it has none. Easy Dutch is Dutch here."""
        return _said(self.code, language.partition("-")[0], self.values)


def said_in(text: str, language: str) -> str:
    """A line in a language, where it is a message; any other text as it is."""
    return text.in_(language) if isinstance(text, Message) else text


def _said(code: str, language: str, values: Mapping[str, object]) -> str:
    words = _all()[code]
    said = words.get(language, words[ENGLISH])
    return said.format_map({name: _value(value, language) for name, value in values.items()}) if "{" in said else said


def reason_of(error: OSError) -> str:
    """Why the machine could not do what it was asked: in the words of the reader where we have them, else in its own."""
    name = errorcode.get(error.errno or 0, "").lower()
    return Message(f"os_{name}") if f"os_{name}" in _all() else str(error.strerror)


def _value(value: object, language: str) -> str:
    """What fills a slot: a message or a text of the rulebook in that language, several behind each other, anything else as it is."""
    says = getattr(value, "in_", None)
    several = ", ".join(_value(one, language) for one in value) if isinstance(value, tuple) else str(value)
    said = several if says is None else says(language)
    return visible(said if len(said) <= LONGEST_MESSAGE else f"{said[: LONGEST_MESSAGE - 1]}…")


@cache
def _all() -> Mapping[str, Mapping[str, str]]:
    import tomllib  # noqa: PLC0415 - an advice has nothing to refuse

    pages = (tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8")) for name in PAGES)
    return {code: words for page in pages for code, words in page.items()}
