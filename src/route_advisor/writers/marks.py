"""The marks between sentences and words as a script writes them: an advice joins its sentences with Latin ones, whatever language they are in."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from route_advisor.writers.wording import CLOSE, OPEN, Wording

MARKS: Mapping[str, Mapping[str, str]] = {
    "ARABIC": {",": "،", ";": "؛", "?": "؟"},
    "ETHIOPIC": {",": "፣", ";": "፤", ":": "፦", ".": "።"},
}
"""By script, as Unicode names it: the marks of Latin script that it writes otherwise. A question in Tigrinya ends as one in Latin script."""

_NOT_ITS_OWN = (
    f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}",  # a sentence in another language
    r"\[[^\]]*\]",  # rules and articles, and the label of a link
    r"&[#\w]+;",
    r"\bart\.",
    r"\b\d{1,2}, \d{4}\b",  # a day, as the Common Locale Data Repository writes it
    r"^[ >]*\d+\.",  # the number of a line in a list
)
_MARK = re.compile(rf"{'|'.join(f'(?:{one})' for one in _NOT_ITS_OWN)}|(?P<mark>[,;:.?])(?=[\s)*»\"'\u2069]|$)", re.MULTILINE)


_BEHIND_A_LETTER = re.compile(r"(?P<letter>\w)(?P<mark>[,;:.?])(?=\s|$)")


def of_another_script(says: str) -> Iterator[tuple[str, str]]:
    """Each mark that stands right behind a letter of a script that writes it otherwise, with what that script writes."""
    for found in _BEHIND_A_LETTER.finditer(says):
        own = MARKS.get(unicodedata.name(found["letter"], "").partition(" ")[0], {}).get(found["mark"])
        if own is not None:
            yield found["mark"], own


def script_of(words: Wording) -> str:
    """The script of a language, as Unicode names it: that of the sentence that ends every advice."""
    letters = (character for character in words.of(words.catalogue.deferral.says) if character.isalpha())
    return next((name for name in (unicodedata.name(one).partition(" ")[0] for one in letters) if name != "LATIN"), "LATIN")


def in_its_marks(written: str, words: Wording) -> str:
    """What was written in a language, with the marks of its script; what stands there in another one keeps its own."""
    marks = MARKS.get(script_of(words))
    if marks is None:
        return written
    return _MARK.sub(lambda found: found[0] if found["mark"] is None else marks.get(found[0], found[0]), written)
