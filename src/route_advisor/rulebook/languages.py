"""Languages by file: gettext catalogues in `languages/`, each read when somebody asks for it.

A translation is found by the Dutch sentence of the page and the place where it stands (`msgctxt`), so that a sentence that changed has none any more.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from route_advisor.errors import RulebookRefused
from route_advisor.text import LANGUAGES

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Catalog

FOLDER = "languages"
EASY_DUTCH = "nl-easy"
_NOBODY = "nobody"
_FALLS_BACK, _REVIEWED = "Falls back to", "Reviewed by"


@dataclass(frozen=True)
class Translation:
    """One catalogue: its sentences by place and Dutch sentence, and how its language writes."""

    code: str
    locale: "Locale"
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
        return {dutch: forms for (_, dutch), forms in reversed(self.sentences.items())}

    def day(self, day: date) -> str:
        """A day as people write it, by the Common Locale Data Repository."""
        from babel.dates import format_date  # noqa: PLC0415 - only who reads another language waits for it

        return format_date(day, "long", locale=self.locale)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """In which direction its letters run."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def tag(self) -> str:
        """The language as a page names it (BCP 47): easy Dutch is Dutch."""
        return str(self.locale).replace("_", "-")


class Languages:
    """The catalogues of one rulebook, by the code of their language."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._read: dict[str, Translation] = {}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The languages that have a catalogue."""
        return () if self.folder is None else tuple(sorted(path.stem for path in self.folder.glob("*.po")))

    def translation(self, code: str) -> Translation | None:
        """The catalogue of a language, read once; `None` where there is none. Raises `RulebookRefused` where it cannot be read."""
        if code not in self.codes or self.folder is None:
            return None
        if code not in self._read:
            self._read[code] = translation_of(code, read_po_file(self.folder / f"{code}.po"))
        return self._read[code]

    def __reduce__(self) -> tuple[type["Languages"], tuple[Path | None]]:
        """A copy in another process reads its catalogues itself: a plural cannot be pickled."""
        return Languages, (self.folder,)


def read_po_file(path: Path) -> "Catalog":
    """A gettext catalogue. Raises `RulebookRefused`."""
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - only who reads another language waits for it

    name = f"{FOLDER}/{path.name}"
    try:
        with path.open("rb") as file:
            return read_po(file, abort_invalid=True)
    except PoFileError as error:
        raise RulebookRefused([f"{name}:{error.lineno + 1}: this is no gettext catalogue ({error}); mend the line"]) from None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise RulebookRefused([f"{name}:1: cannot be read ({error}); save it as a gettext catalogue in UTF-8"]) from None


def translation_of(code: str, catalog: "Catalog") -> Translation:
    """What a catalogue translates; entries that are `fuzzy` or empty are not there. Raises `RulebookRefused` without its two lines of comment."""
    found = _header(code, catalog.header_comment.splitlines())
    if catalog.locale is None:
        raise RulebookRefused([f"{FOLDER}/{code}.po:1: the header names no language that is known; write Language: ar"])
    return Translation(
        code=code,
        locale=catalog.locale,
        falls_back_to=found[_FALLS_BACK],
        reviewed_by=None if found[_REVIEWED] == _NOBODY else found[_REVIEWED],
        sentences={
            (one.context or "", one.id if isinstance(one.id, str) else one.id[0]): forms
            for one in catalog
            if one.id and not one.fuzzy and all(forms := (one.string,) if isinstance(one.string, str) else tuple(one.string))
        },
        plural_of=c2py(catalog.plural_expr),
    )


def _header(code: str, lines: Iterable[str]) -> dict[str, str]:
    pairs = (line.lstrip("# ").partition(": ") for line in lines)
    found = {key: value.strip() for key, _, value in pairs if value.strip()}
    for key, example in ((_FALLS_BACK, EASY_DUTCH), (_REVIEWED, _NOBODY)):
        if key not in found:
            raise RulebookRefused([f"{FOLDER}/{code}.po:1: the comment on top does not say it; write # {key}: {example}"])
    if found[_FALLS_BACK] not in (*LANGUAGES, EASY_DUTCH) or found[_FALLS_BACK] == code:
        raise RulebookRefused([f'{FOLDER}/{code}.po:1: {_FALLS_BACK} is "{found[_FALLS_BACK]}"; allowed: nl, en, nl-easy'])
    return found
