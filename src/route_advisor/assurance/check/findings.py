"""What a check found: the page and the line, and what to do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

_TOLD = re.compile(
    r"^(?P<page>[^\s:]+?)(?::(?P<line>[0-9]+))?(?:, (?P<about>(?:rule|number) [^:]+(?::[a-z_]+)?))?: (?P<says>.+)$", re.DOTALL
)


class Gravity(StrEnum):
    """A mistake refuses the rulebook; a warning asks somebody to look."""

    MISTAKE = "mistake"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend or to look at: the page and line, and what to do."""

    page: str
    line: int
    about: str
    says: str
    gravity: Gravity = Gravity.MISTAKE

    def __str__(self) -> str:
        about = f", {self.about}" if self.about else ""
        return f"{self.page}:{self.line}{about}: {self.says}"


def told_by_reader(mistakes: Iterable[str]) -> tuple[Finding, ...]:
    """The lines of a rulebook that could not be read, as findings. A line about a whole page stands at its first line."""
    return tuple(_told(line) for line in mistakes)


def _told(line: str) -> Finding:
    found = _TOLD.match(line)
    if found is None:
        return Finding("", 1, "", line)
    return Finding(found["page"], int(found["line"] or 1), found["about"] or "", found["says"])


@dataclass(frozen=True, slots=True)
class Report:
    """What was counted and what was found."""

    pages: int
    rules: int
    numbers: int
    examples: int
    articles: int
    findings: tuple[Finding, ...] = field(default=())

    @property
    def mistakes(self) -> tuple[Finding, ...]:
        """What refuses the rulebook."""
        return tuple(one for one in self.findings if one.gravity is Gravity.MISTAKE)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What somebody should look at."""
        return tuple(one for one in self.findings if one.gravity is Gravity.WARNING)
