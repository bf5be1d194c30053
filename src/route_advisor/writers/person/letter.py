"""What the letter to the person holds, in the order in which it is read; the writers beside this module only give it a shape."""

from dataclasses import dataclass

from route_advisor.advice.model import LawLine
from route_advisor.text import Direction


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: `done` of `needed`, as a bar shows it. Both are whole numbers, and `done` is never more than `needed`."""

    done: int
    needed: int


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do: a sentence, what goes on in it, by which day, and how."""

    says: str
    more: str = ""
    when: str = ""
    how: tuple[str, ...] = ()
    mark: str = ""
    """`expected` where nobody decided yet what it rests on."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the app that shows this letter offers: `label` says whose it is."""

    label: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """One component of the duty: its name, how it stands in words, how much is done, and what an app offers for it."""

    name: str
    notes: tuple[str, ...] = ()
    share: Share | None = None
    mark: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """Components that stand alike. `symbol` says it beside the heading, so that no colour has to."""

    symbol: str
    heading: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and things or sentences below it; nothing where it is empty."""

    heading: str
    things: tuple[Thing, ...] = ()
    intro: str = ""

    def __bool__(self) -> bool:
        """Whether there is something to read below the heading."""
        return bool(self.things)


@dataclass(frozen=True, slots=True)
class Law:
    """A sentence of the letter and the articles on which it rests."""

    says: str
    law: tuple[LawLine, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """An advice as the person reads it, in one language. It ends with where to check, whom to ask, and that it is no decision."""

    language: str
    """As a page names it (BCP 47)."""
    direction: Direction
    title: str
    made: str
    notice: tuple[str, ...]
    """What is only expected or supposed, and who decides; nothing where all is decided."""
    first: Block
    standing: str
    """The heading above how far they are."""
    facts: tuple[str, ...]
    """Duty, act and route."""
    done: str
    share: Share | None
    sums: tuple[str, ...]
    """What is counted over several parts, as hours of lessons."""
    parts: tuple[Parts, ...]
    time: str
    term: tuple[str, ...]
    """The first and the last day, and how long is left."""
    days: tuple[Thing, ...]
    """Days of others that are good to know."""
    timeline: str
    """The word on the fold with the picture of all days."""
    later: Block
    may: Block
    know: Block
    late: Block
    ask: Block
    disagree: Block
    questions: Block
    how: str
    """The word on the fold that tells how to do a thing."""
    law_heading: str
    law: tuple[Law, ...]
    closing: tuple[str, ...]
