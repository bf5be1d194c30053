"""What stands on a caseworker's screen, before it has a shape: a terminal, a page of Markdown and one line a file give it theirs."""

from dataclasses import dataclass

OPEN, BELOW, REPORTED, DONE, RELEASED, NOT_NEEDED, CANNOT_TELL = "○", "◐", "◇", "✓", "∅", "–", "?"
"""A symbol for each standing; its word always stands beside it."""

EXPECTED, PASSED, DIFFERS = "≈", "!", "≠"
"""What rests on an assumption, a day that has passed, sources that differ: each is said in words on the same screen."""


@dataclass(frozen=True, slots=True)
class Head:
    """Whose advice it is, of which day, and where the client stands: act, route, phase."""

    case_ref: str
    day: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermLine:
    """The term: a name, how much of it has gone (from 0 to 1, `None` where the first day is not known), and what is left of it."""

    name: str
    gone: float | None
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Parts with something left to do that stand alike."""

    parts: tuple[str, ...]
    level: str
    symbol: str
    standing: str
    done: str
    day: str
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that need no row of their own: done, released, not for this client, or that nobody can tell."""

    symbol: str
    standing: str
    parts: tuple[str, ...]
    count: int
    """How many parts; where it is all of them, `parts` says so in one word."""
    says: str = ""
    """What opens them, where nobody can tell."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: its day or when it can be done, with whom, what in a few words, and before what. `says` holds what the client reads, and its rules."""

    day: str
    whom: str
    what: str
    before: str
    """What goes before it, before what it is done, or how long what follows takes; nothing where no page says so."""
    passed: bool
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """Something that nobody told, what the answer settles, and whom to ask."""

    fact: str
    settles: str
    ask: str


@dataclass(frozen=True, slots=True)
class Listing:
    """More lines under a heading, for who asks for all of them."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A whole screen. There is none without who decides and the words that others give the final answer."""

    language: str
    head: Head
    term: TermLine
    rests_on: tuple[str, ...]
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    steps: tuple[StepRow, ...]
    unknown: tuple[UnknownRow, ...]
    conflicts: tuple[str, ...]
    deciders: tuple[str, ...]
    closing: tuple[str, ...]
    questions: int
    """How many kinds of questions there are, of which `unknown` holds those that matter most."""
    know: int
    not_used: int
    details: tuple[Listing, ...] = ()
