"""Who compared a scenario with the law: what its `checked_by` says, and whether that is worth anything against the pages.

    checked_by: second reading of 2026-11-23, against WI2021 of 2025-10-21; not WI21-START-1; nobody yet for WI21-NEAR-2, -3, -5 to -8

The first part names the source. A part that begins with `not` or `nobody yet for` names rules and numbers that the source does not cover.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Source(StrEnum):
    """Where the expectation of a scenario comes from."""

    READING = "reading"
    """Somebody else than the writer of the page read the dated text."""
    OFFICIAL = "official"
    """A court, DUO, or a page of the government."""
    DOSSIER = "dossier"
    """Written from the dossier: the dated texts in somebody's own words, read before there were pages."""
    NOBODY = "nobody"
    """Written with the page or from it; nobody compared it with the law yet. The unknown word of a newcomer counts as this."""

    @property
    def independent(self) -> bool:
        """It can say that a page is wrong, as it was not written from that page."""
        return self is not Source.NOBODY

    @property
    def from_the_text(self) -> bool:
        """It rests on the text of the law or on whoever applies it, with no dossier between."""
        return self in (Source.READING, Source.OFFICIAL)


_BEGINS = {
    "second reading of ": Source.READING,
    "third reading of ": Source.READING,
    "audit of ": Source.READING,
    "an official case": Source.OFFICIAL,
    "an official source": Source.OFFICIAL,
    "official source ": Source.OFFICIAL,
    "dossier": Source.DOSSIER,
}
_EXCEPT = re.compile(r"^(?:but )?(?:not|nobody yet for)\b(?P<names>.*)$", re.DOTALL)
_NOBODY = "nobody yet"
_ID = r"[A-Z][A-Z0-9]*(?:-[A-Z][A-Z0-9]*)*-"
_NAME = re.compile(
    rf"(?P<stem>{_ID})(?P<first>[0-9]+)|(?P<to> to )?(?<![A-Za-z0-9])-(?P<next>[0-9]+)|(?P<number>\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b)"
)


@dataclass(frozen=True)
class CheckedBy:
    """The source of a scenario, and the rules and numbers of which it says itself that it is none, with its reason."""

    source: Source
    unread: Mapping[str, str]

    def source_for(self, name: str) -> Source:
        """The source as far as one rule or number goes."""
        return Source.NOBODY if name in self.unread else self.source


@cache
def checked_by(says: str) -> CheckedBy:
    """What a `checked_by` says. What it does not say in a known way counts for nothing."""
    parts = [part.strip() for part in says.split(";")]
    unread: dict[str, str] = {}
    source = _source(parts[0])
    for part in parts[1:]:
        if found := _EXCEPT.match(part):
            unread |= dict.fromkeys(_names(found["names"]), part)
        elif _NOBODY in part:
            source = Source.NOBODY
    return CheckedBy(source, unread)


def _source(part: str) -> Source:
    if _NOBODY in part:
        return Source.NOBODY
    return next((source for words, source in _BEGINS.items() if part.startswith(words)), Source.NOBODY)


def _names(text: str) -> Iterator[str]:
    """Ids and numbers as people list them: `WI21-ZSTEP-1 to -8, -15, minimum_age`."""
    stem, last = "", 0
    for found in _NAME.finditer(text):
        if found["number"]:
            yield found["number"]
        elif found["stem"]:
            stem, last = found["stem"], int(found["first"])
            yield f"{stem}{last}"
        elif stem:
            start, last = last, int(found["next"])
            yield from (f"{stem}{number}" for number in range(start + 1 if found["to"] else last, last + 1))
