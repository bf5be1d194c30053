"""Acts, and the articles that a rule rests on."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from route_advisor.dates import Validity

_CITE = re.compile(
    r"^(?P<act>[A-Z][A-Za-z0-9]*) "
    r"(?:art\. (?P<article>[0-9]+[a-z]*(?:[.:][0-9]+[a-z]*)?|[IVX]+)|bijlage (?P<annex>[0-9a-z]+))(?P<place>(?: .+)?)$"
)
"""An act that amends other acts numbers its articles I, II, III."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act, decree or regulation: `BWBR…` is its number in the official collection of law.

    A municipality's own regulation has no such number, and an `address` instead.
    """

    id: str
    name: str
    bwb: str
    in_force: Validity
    text_read: date | None
    """The newest consolidation that was read; `None` where nobody read it, and no rule may say otherwise."""
    address: str | None = None
    governs: str | None = None
    """The word of `regime` of the people whom it governs; `None` for an act that only has a part in it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """An article, its decisive words, and whether somebody read the primary text."""

    cite: str
    act: Act
    article: str
    annex: bool = False
    quote: str | None = None
    checked_on: date | None = None
    certainty: Literal["read", "secondary", "inference"] = "read"

    @property
    def certain(self) -> bool:
        """The primary text was read on `checked_on`."""
        return self.certainty == "read"

    def url(self, on: date) -> str:
        """The address of the article as it stood on that day; as it last stood, for an act that lives on for some people only.

        A municipality's own regulation has one address, of its current text.
        """
        if self.act.address is not None:
            return self.act.address
        return _url(self.act.bwb, self.article, self.annex, min(on, self.act.in_force.until))


@lru_cache(maxsize=4096)  # a service is asked about any day
def _url(bwb: str, article: str, annex: bool, on: date) -> str:
    part = "bijlage" if annex else "artikel"
    return f"https://wetten.overheid.nl/jci1.3:c:{bwb}&{part}={article}&z={on.isoformat()}"


def split_cite(cite: str) -> tuple[str, str, bool] | None:
    """The act, the article, and whether it is an annex; `None` where the form is not `ACT art. N …`."""
    found = _CITE.match(cite)
    if found is None:
        return None
    return found["act"], found["article"] or found["annex"], found["annex"] is not None
