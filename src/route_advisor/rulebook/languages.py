"""Which languages a rulebook has beside those of its pages: gettext catalogues in `languages/`, each read when somebody asks for it."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from route_advisor.rulebook.translation import Translation

FOLDER = "languages"


class Languages:
    """The catalogues of one rulebook, by the code of their language."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._read: dict[str, Translation] = {}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The languages that have a catalogue."""
        return () if self.folder is None else tuple(sorted(path.stem for path in self.folder.glob("*.po")))

    def translation(self, code: str) -> "Translation | None":
        """The catalogue of a language, read once; `None` where there is none. Raises `RulebookRefused` where it cannot be read."""
        if code not in self.codes or self.folder is None:
            return None
        if code not in self._read:
            from route_advisor.rulebook.translation import translation_of  # noqa: PLC0415 - Babel is for who reads another language

            self._read[code] = translation_of(self.folder / f"{code}.po")
        return self._read[code]

    def __reduce__(self) -> tuple[type["Languages"], tuple[Path | None]]:
        """A copy in another process reads its catalogues itself: a plural cannot be pickled."""
        return Languages, (self.folder,)
