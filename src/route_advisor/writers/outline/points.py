"""The points of an outline: what they are, and what each rests on."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from route_advisor.advice.model import LawLine, Step, Why
from route_advisor.text import Direction
from route_advisor.writers.wording import Wording

T = TypeVar("T")


class Kind(StrEnum):
    """What the points of a section are, so that a writer can give each its own shape."""

    TO_DO = "to_do"
    WAITING = "waiting"
    UNDECIDED = "undecided"
    SETTLED = "settled"
    NOT_NEEDED = "not_needed"
    PROGRESS = "progress"
    STEPS = "steps"
    KNOW = "know"
    QUESTIONS = "questions"
    CERTAINTY = "certainty"
    CONFLICTS = "conflicts"
    NOT_USED = "not_used"
    DECIDERS = "deciders"


@dataclass(frozen=True, slots=True)
class Reference:
    """A rule, the articles it rests on, and a warning where one of them was not read."""

    rule: str
    law: tuple[LawLine, ...]
    doubt: str


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to tell: what it is about, a sentence, what goes with it, and what it rests on."""

    about: tuple[str, ...]
    says: str
    notes: tuple[str, ...] = ()
    rests_on: tuple[Reference, ...] = ()
    mark: str = ""
    """`expected` where it rests on an assumption; else nothing."""
    cited: bool = False
    """Its article stands beside it, also in a short form."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its points; `more` counts those that are not shown."""

    kind: Kind
    heading: str
    points: tuple[Point, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """An advice in one language. There is none without who gives the final answer."""

    language: str
    """As a page names it (BCP 47)."""
    direction: Direction
    title: str
    head: tuple[Point, ...]
    sections: tuple[Section, ...]
    deferral: str
    receipt: str


# --- what a line rests on -----------------------------------------------------------------------------


def marked(words: Wording, *, expected: bool) -> str:
    """What stands beside a line that rests on an assumption."""
    return words.label("word_expected") if expected else ""


def references(lines: Iterable[Why | Step], words: Wording) -> tuple[Reference, ...]:
    """What lines rest on: each written rule once, also where it speaks of several components."""
    found: dict[str, Reference] = {}
    for line in lines:
        rule = written(line.rule if isinstance(line, Why) else line.id)
        found.setdefault(rule, Reference(rule, line.law, words.doubt(line.law)))
        for policy in line.own_policy if isinstance(line, Step) else ():
            found.setdefault(policy.id, Reference(policy.id, policy.law, words.doubt(policy.law)))
    return tuple(found.values())


def written(rule: str) -> str:
    """The id as it stands on the page: `WI21-LANG-1` for `WI21-LANG-1:reading`."""
    return rule.partition(":")[0]


def rules_of(whys: Iterable[Why]) -> tuple[str, ...]:
    """The rules of these reasons, as written."""
    return tuple(written(why.rule) for why in whys)


def together(things: Iterable[T], alike: Callable[[T], object]) -> list[list[T]]:
    """Things that are alike, in the order of the first of each kind."""
    groups: defaultdict[object, list[T]] = defaultdict(list)
    for thing in things:
        groups[alike(thing)].append(thing)
    return list(groups.values())
