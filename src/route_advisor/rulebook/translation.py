"""One catalogue of translations (gettext), and how its language writes.

A translation is found by the Dutch sentence of the page and the place where it stands (`msgctxt`), so that a sentence that changed has none any more.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from route_advisor.documents.regular_file import opened_file
from route_advisor.errors import RulebookRefused
from route_advisor.text import LANGUAGES, Direction

EASY_DUTCH = "nl-easy"
_YEAR_BEHIND = re.compile(r"\s*(?:'[^']*')?\.?$")
_NOBODY = "nobody"
_FALLS_BACK, _REVIEWED = "Falls back to", "Reviewed by"


@dataclass(frozen=True)
class Translation:
    """One catalogue: its sentences by place and Dutch sentence, and how its language writes."""

    code: str
    locale: Locale
    falls_back_to: str
    """The language of a sentence that it does not have."""
    reviewed_by: str | None
    """Who read it against the Dutch, and when; `None` for a draft that nobody read."""
    sentences: Mapping[tuple[str, str], tuple[str, ...]]
    plural_of: Callable[[int], int]

    def sentence(self, dutch: str, about: str = "", number: int | None = None) -> str | None:
        """The sentence, its slots not filled: that of this place, else the same Dutch sentence elsewhere; `None` where there is none.

        `number` chooses the plural, where the language has several.
        """
        forms = self.sentences.get((about, dutch)) or self._elsewhere.get(dutch)
        if not forms:
            return None
        return forms[self.plural_of(number)] if number is not None and len(forms) > 1 else forms[-1]

    @cached_property
    def _elsewhere(self) -> Mapping[str, tuple[str, ...]]:
        return {dutch: forms for (_, dutch), forms in reversed(tuple(self.sentences.items()))}

    def day(self, day: date) -> str:
        """A day as people write it in a sentence, by the Common Locale Data Repository: without the abbreviation of a year behind it."""
        return format_date(day, _YEAR_BEHIND.sub("", self.locale.date_formats["long"].pattern), locale=self.locale)

    @property
    def direction(self) -> Direction:
        """In which direction its letters run."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def tag(self) -> str:
        """The language as a page names it (BCP 47): easy Dutch is Dutch."""
        return str(self.locale).replace("_", "-")


def read_po_file(path: Path) -> Catalog:
    """A gettext catalogue. Raises `RulebookRefused`."""
    name = f"{path.parent.name}/{path.name}"
    try:
        with opened_file(path) as file:
            return read_po(file, abort_invalid=True)
    except PoFileError as error:
        raise RulebookRefused([f"{name}:{error.lineno + 1}: this is no gettext catalogue ({error}); mend the line"]) from None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise RulebookRefused([f"{name}:1: cannot be read ({error}); save it as a gettext catalogue in UTF-8"]) from None


def translation_of(path: Path) -> Translation:
    """What a catalogue translates; entries that are `fuzzy` or empty are not there. Raises `RulebookRefused`."""
    catalog, name = read_po_file(path), f"{path.parent.name}/{path.name}"
    found = _header(name, catalog.header_comment.splitlines())
    if catalog.locale is None:
        raise RulebookRefused([f"{name}:1: the header names no language that is known; write Language: ar"])
    return Translation(
        code=path.stem,
        locale=catalog.locale,
        falls_back_to=found[_FALLS_BACK],
        reviewed_by=None if found[_REVIEWED] == _NOBODY else found[_REVIEWED],
        sentences={
            (one.context or "", dutch_of(one)): forms for one in catalog if one.id and not one.fuzzy and all(forms := strings_of(one))
        },
        plural_of=c2py(catalog.plural_expr),
    )


def dutch_of(message: Message) -> str:
    """The Dutch sentence of an entry."""
    return message.id if isinstance(message.id, str) else message.id[0]


def strings_of(message: Message) -> tuple[str, ...]:
    """The translations of an entry: one, or one for each plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _header(name: str, lines: Iterable[str]) -> dict[str, str]:
    pairs = (line.lstrip("# ").partition(": ") for line in lines)
    found = {key: value.strip() for key, _, value in pairs if value.strip()}
    for key, example in ((_FALLS_BACK, EASY_DUTCH), (_REVIEWED, _NOBODY)):
        if key not in found:
            raise RulebookRefused([f"{name}:1: the comment on top does not say it; write # {key}: {example}"])
    allowed = [code for code in (*LANGUAGES, EASY_DUTCH) if name != f"languages/{code}.po"]
    if found[_FALLS_BACK] not in allowed:
        raise RulebookRefused([f'{name}:1: {_FALLS_BACK} is "{found[_FALLS_BACK]}"; allowed: {", ".join(allowed)}'])
    return found
