"""What a guide is: one topic for everybody, each statement with its rules, and what of it is known about one person."""

from datetime import date
from typing import Literal

from pydantic import Field

from route_advisor.advice.line import Line
from route_advisor.advice.model import Deferral, FactLine, Item, LawLine, Question, Step, Term
from route_advisor.advice.planned import Chain
from route_advisor.text import Text
from route_advisor.vocabulary import Outcome


class GuideLine(Line):
    """One sentence, the rules that it rests on, and what it is for the person of the guide.

    `applies`: one of its rules does. `cannot_tell`: that is not known yet. `does_not_apply`: it is about another act, route or group.
    `None`: it is for everybody in this person's place, or there is no person.
    """

    says: Text
    rules: tuple[str, ...] = Field(min_length=1)
    for_you: Outcome | None = None


class GuideQuestion(Line):
    """A question that people often ask, and the answer."""

    asks: Text
    answer: tuple[GuideLine, ...]


class GuideDecider(Line):
    """Who decides, what about, how to reach them, and how to object where somebody can."""

    authority: str
    name: Text
    decides: Text
    reach: Text
    object: Text | None
    url: str | None


class RelatedGuide(Line):
    """A guide to go on with."""

    topic: str
    name: Text


class PersonalGuide(Line):
    """What is known about the topic for one person; a decision is only what somebody decided.

    `theirs` says whether the page is about this person: a route, for example, is theirs where a plan or a letter names it.
    """

    case_ref: str
    theirs: Outcome | None
    because: tuple[FactLine, ...] = ()
    reported: bool = False
    """Only the person told it: nobody confirmed it yet."""
    expected: bool = False
    """It is only expected, and nobody decided it yet."""
    items: tuple[Item, ...] = ()
    chains: tuple[Chain, ...] = ()
    term: Term | None = None
    steps: tuple[Step, ...] = ()
    questions: tuple[Question, ...] = ()


class Guide(Line):
    """One topic: what it is and is not, who decides, how to see whether it is yours, common questions, sources, related topics."""

    guide_schema: Literal["guide/1"] = Field(default="guide/1", alias="schema")
    topic: str
    name: Text
    on: date
    is_: tuple[GuideLine, ...] = Field(alias="is")
    is_not: tuple[GuideLine, ...]
    deciders: tuple[GuideDecider, ...] = Field(min_length=1)
    applies: tuple[GuideLine, ...]
    questions: tuple[GuideQuestion, ...]
    sources: tuple[LawLine, ...]
    related: tuple[RelatedGuide, ...]
    deferral: Deferral
    note: Text | None = None
    """What else helps."""
    person: PersonalGuide | None = None
