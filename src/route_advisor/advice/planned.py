"""What a plan is: for each open part a chain of links, each with its latest day, counted back from the last day of the term.

A `LegalDate` follows from the law or from a decision. A `PlanningDay` is careful planning with lead times that somebody read on a day.
They are different types with different keys, so that nobody takes one for the other.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from route_advisor.advice.line import Line
from route_advisor.text import Text


class LegalDate(Line):
    """A day that the law or a decision fixes, itself included. `what` names it, as `term_last_day` or `objection_last_day`."""

    legal_date: date
    what: str
    rules: tuple[str, ...] = ()
    """The rules behind it."""
    expected: bool = False
    """It rests on an assumption of this advice."""


class PlanningDay(Line):
    """A day of careful planning: no law, no promise, and later may work too."""

    planning_day: date
    passed: bool = False
    """It lies before the day of the advice."""


class LeadTime(Line):
    """A time that a link was counted with, in weeks, where it was read, and when."""

    number: str
    weeks: int
    source: str | None
    checked_on: date | None
    check_current: bool = False
    """It was checked long ago: check what holds now."""


class Link(Line):
    """One link of a chain: the latest day on which it should be there; the last one on the last day of the term.

    `latest` is `None` where no source says how long the link takes: then as soon as possible.
    """

    link: str
    latest: PlanningDay | None
    lead: tuple[LeadTime, ...] = ()


class Fit(StrEnum):
    """Whether a chain still fits before the last day of the term."""

    FITS = "fits"
    TIGHT = "tight"
    """The day of its first link has passed, and a later link can still be in time."""
    NO_LONGER_FITS = "no_longer_fits"
    """The day of each link before the result has passed. What can be asked stands in `instead`."""


class Ask(Line):
    """What can be asked where a chain is tight or does not fit. Whoever it is asked of decides; it is no promise."""

    rule: str
    says: Text
    with_: str = Field(alias="with")
    until: LegalDate | None = None


class Chain(Line):
    """The way of one open part to its registration: by which step it begins, its links in order, and whether it still fits.

    `spare_days` are the days from the day of the advice to the latest day of its first dated link; below zero once that has passed.
    """

    component: str
    step: str
    links: tuple[Link, ...] = Field(min_length=1)
    fit: Fit
    spare_days: int
    instead: tuple[Ask, ...] = ()


class CountedFrom(Line):
    """What the plan lets come before the last day, where the law does not say it: the rule and its sentence."""

    rule: str
    says: Text


class Plan(Line):
    """All open parts counted back from the last day of the term. Careful planning: only `last_day` is law.

    `chains` begin with the one that has the fewest days to spare. `critical` are the parts with the fewest, of those whose whole chain has
    a day; what has none begins as soon as possible. `no_lead_time` are open parts of which no source says how long they take.
    """

    standing: Literal["planned"] = "planned"
    last_day: LegalDate
    counted_from: Literal["result"] = "result"
    because: tuple[CountedFrom, ...] = ()
    chains: tuple[Chain, ...]
    critical: tuple[str, ...]
    no_lead_time: tuple[str, ...] = ()
    expected: bool = False
    """The term itself is only expected, and so is every day here."""


NoPlan = Literal["no_term", "term_over", "nothing_open"]
"""Why there is no plan: no term is known, it is over (what can be asked stands beside each step), or no part is open."""
