"""Numbers that stand in a sentence as digits or words: "6 maanden", "six months".

A number of law stands once, under `numbers`, and a sentence names it between braces; then one line changes when the law does.
What is no number of law passes: a date, a year, an article, a level such as B1, and a count of things ("four exams").
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MONTH = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october"
)
_NO_NUMBER_OF_LAW = re.compile(
    r"\{[^}]*\}"  # a slot
    rf"|\b(?:[0-9]{{1,2}} )?(?:{_MONTH}) [0-9]{{4}}\b"  # 1 January 2022
    r"|\b(?:19|20)[0-9]{2}\b(?![.,][0-9])"  # the act of 2013
    r"|\b(?:artikel|article|art\.|lid|paragraph) [0-9]+[a-z]*(?:[.:][0-9]+[a-z]*)?"
    r"|\b[A-Z]-[0-9]+/[0-9]+"  # a case of the Court of Justice
    r"|\b[A-Za-z]+[0-9]\b",  # B1, Nt2
    re.IGNORECASE,
)
_WORDS = {
    **dict.fromkeys(("één", "one"), 1),
    **dict.fromkeys(("twee", "two"), 2),
    **dict.fromkeys(("drie", "three"), 3),
    **dict.fromkeys(("vier", "four"), 4),
    **dict.fromkeys(("vijf", "five"), 5),
    **dict.fromkeys(("zes", "six"), 6),
    **dict.fromkeys(("zeven", "seven"), 7),
    **dict.fromkeys(("acht", "eight"), 8),
    **dict.fromkeys(("negen", "nine"), 9),
    **dict.fromkeys(("tien", "ten"), 10),
    **dict.fromkeys(("elf", "eleven"), 11),
    **dict.fromkeys(("twaalf", "twelve"), 12),
    **dict.fromkeys(("dertien", "thirteen"), 13),
    **dict.fromkeys(("veertien", "fourteen"), 14),
    **dict.fromkeys(("vijftien", "fifteen"), 15),
    **dict.fromkeys(("zestien", "sixteen"), 16),
    **dict.fromkeys(("achttien", "eighteen"), 18),
    **dict.fromkeys(("twintig", "twenty"), 20),
    **dict.fromkeys(("vierentwintig", "twenty-four"), 24),
    **dict.fromkeys(("honderd", "hundred"), 100),
    **dict.fromkeys(("duizend", "thousand"), 1000),
}
_UNITS = {
    "years": ("jaar", "jaren", "year", "years"),
    "months": ("maand", "maanden", "month", "months"),
    "weeks": ("week", "weken", "weeks"),
    "days": ("dag", "dagen", "day", "days"),
    "hours": ("uur", "uren", "hour", "hours"),
    "euro": ("euro", "euros"),
    "percent": ("procent", "percent"),
    "times": ("keer", "maal", "times"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_ONE_OF_UNITS = "|".join(sorted(_UNIT_OF, key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"\b(?P<word>{'|'.join(_WORDS)})(?: [a-z]+)? (?P<unit>{_ONE_OF_UNITS})\b|\b(?P<twice>twice|tweemaal)\b", re.IGNORECASE
)
_IN_DIGITS = re.compile(rf"(?P<digits>[0-9]+(?:[.,][0-9]+)*)(?:(?: [a-z]+)? (?P<unit>{_ONE_OF_UNITS})\b)?", re.IGNORECASE)


class WrittenNumber(NamedTuple):
    """A number as it stands in a sentence, its value (`None` where it is no whole number), and its unit (`None` where it has none)."""

    says: str
    value: int | None
    unit: str | None


def written_numbers(sentence: str) -> Iterator[WrittenNumber]:
    """The numbers of law in a sentence that stand there as digits, or as a word before a unit."""
    rest = _NO_NUMBER_OF_LAW.sub("·", sentence)
    for found in _IN_DIGITS.finditer(rest):
        digits = re.sub(r"[.,](?=[0-9]{3}\b)", "", found["digits"])
        yield WrittenNumber(found[0], int(digits) if digits.isdigit() else None, unit_of(found["unit"]))
    for found in _IN_WORDS.finditer(rest):
        value = 2 if found["twice"] else _WORDS[found["word"].casefold()]
        yield WrittenNumber(found[0], value, "times" if found["twice"] else unit_of(found["unit"]))


def unit_of(word: str | None) -> str | None:
    """One name for the forms of a unit: "jaar", "year" and "years" are years; another word is its own unit."""
    return None if word is None else _UNIT_OF.get(word.casefold(), word.casefold())
