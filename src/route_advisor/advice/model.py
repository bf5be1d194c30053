"""What comes out: an explained checklist that cannot be built without saying who decides.

`Advice.model_dump_json()` is the `advice/1` document. Every sentence is a `Text` with `nl` and `en`.
"""

import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from route_advisor.advice.line import Line as Line  # noqa: PLC0414 - the parts of an advice are all found here
from route_advisor.advice.planned import NoPlan, Plan
from route_advisor.documents.mistakes import custom_error, did_you_mean
from route_advisor.errors import NotInRulebook
from route_advisor.messages import Message
from route_advisor.text import Text
from route_advisor.vocabulary import Basis, Level, Standing, StepKind, Teller


class Source(Line):
    """Who told us, in which document, of which date."""

    teller: Teller
    document: str
    dated: date | None = None


class FactLine(Line):
    """A fact that a line rests on: its name, its word, and who told us."""

    name: str
    value: str
    told_by: tuple[Source, ...]


class LawLine(Line):
    """An article, its address on the day of the advice, and whether its text was read."""

    cite: str
    url: str
    quote: str | None = None
    certainty: Literal["read", "secondary", "inference"] = "read"


class Why(Line):
    """Which rule, what it says, which articles, which facts; for a rule that cannot tell, which facts are missing."""

    rule: str
    says: Text
    law: tuple[LawLine, ...] = Field(min_length=1)
    facts: tuple[FactLine, ...]
    missing: tuple[str, ...] = ()
    check_current: bool = False
    """A price or a time in this line was checked long ago: check what holds now."""
    expected: bool = False
    """It rests on an assumption of this advice: so it would be, and nobody decided it yet."""


class OwnPolicy(Line):
    """What the reader's municipality itself says about an open norm that it weighs. It changes no other line."""

    id: str
    municipality: str
    says: Text
    law: tuple[LawLine, ...] = Field(min_length=1)


class AssumptionLine(Line):
    """What this advice takes for granted until somebody decides: because of these rules, or because whoever asked supposes it."""

    fact: str
    value: str
    supposed: bool
    because: tuple[Why, ...]


class RegimeLine(Line):
    """The act that governs: decided in DUO's letter, or only expected."""

    value: str | None
    basis: Basis
    why: tuple[Why, ...]


class DutyLine(Line):
    """Whether there is a duty, and in which phase the person is."""

    standing: str
    phase: str | None
    basis: Basis
    why: tuple[Why, ...]


class RouteDecision(Line):
    """A route, read from a plan or a letter. There is no other way to have a decided one."""

    standing: Literal["decided"] = "decided"
    value: str
    decided_by: str
    document: str
    dated: date | None


class ReportedRoute(Line):
    """A route that only the person names: who told it, and how to confirm it. The decision itself was not seen."""

    standing: Literal["reported"] = "reported"
    value: str
    told_by: tuple[Source, ...] = Field(min_length=1)
    decided_by: str
    errand: Text


class RouteSupposed(Line):
    """A route that whoever asks supposes, to see what would be so. Nobody decided it: the errand that gets a decision."""

    standing: Literal["supposed"] = "supposed"
    value: str
    decided_by: str
    errand: Text


class NotDecided(Line):
    """No route: the errand that gets one."""

    standing: Literal["not_decided"] = "not_decided"
    decided_by: str
    errand: Text
    none_to_expect: bool = False
    """There is no route to ask for: no duty, no longer one, or an act without routes."""


class MayCount(Line):
    """What may count too, once its keeper says so: where it comes from, and how much."""

    source: str
    amount: int


class Progress(Line):
    """What was counted: how much is done, needed and left, in whole numbers of `unit` (`hundredths` are of a point), and who told us.

    What nobody told, or what the law does not ask, is `None`. `law` are the articles of what is needed; a record can set another number.
    """

    name: str
    unit: str
    done: int | None
    needed: int | None
    left: int | None
    may_count: tuple[MayCount, ...] = ()
    left_if_counted: int | None = None
    told_by: tuple[Source, ...]
    law: tuple[LawLine, ...] = ()


class Item(Line):
    """One component: where it stands, why, unless what, how much is done and left, and who has the final word."""

    id: str
    named: Text | None = None
    """Its name for people."""
    standing: Standing
    level: Level | None
    basis: Basis
    why: tuple[Why, ...]
    unless: tuple[Why, ...]
    final_word: str
    registered_by: str
    evidence: tuple[str, ...]
    expected: bool = False
    """It rests on an assumption of this advice."""
    progress: tuple[Progress, ...] = ()

    def name(self, lang: str = "nl") -> str:
        """Its name in a language of this advice; in English where it has none. `Advisor.name` knows the languages of catalogues too."""
        return self.id if self.named is None else self.named.in_(lang)


class Likelihood(StrEnum):
    """Whether something holds in every completion of the unknown facts, in some, or in none."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    EXCLUDED = "excluded"


class ComponentCertainty(Line):
    """Where one component can stand, whatever the missing facts turn out to be.

    `certain` is the one standing of all completions, if there is one; else `possible` are those of some. `excluded` are those of none.
    """

    id: str
    certain: Standing | None
    possible: tuple[Standing, ...]
    excluded: tuple[Standing, ...]
    yours: Likelihood
    """That it is part of the duty and not released: open, passed below the level, reported or done."""
    rules: tuple[str, ...]
    """The rules on this component that apply in every completion."""
    unknown: tuple[str, ...]
    """The missing facts that were completed."""


class Certainty(Line):
    """What holds in every, some or no completion of the unknown facts. It follows from the rules, and predicts no decision.

    A completion gives each unknown fact that somebody could tell one of its words, as if its keeper had established it; what only
    the person reported stays reported.
    """

    components: tuple[ComponentCertainty, ...]
    settle_most: tuple[str, ...]
    """The smallest set of up to three missing facts whose answers settle most, over all components together."""


class Extension(Line):
    """An earlier or later last day that DUO registered, and its ground where DUO names it."""

    last_day: date
    registered: date | None
    ground: str | None


class Term(Line):
    """The term in days that all count. `stated_last_day` is DUO's and wins; where only that is known, the first day is not.

    `days_used` go up to and including the day of the advice, and `days_left` from the next day; together they are the whole term.
    `days_used` is `None` where the first day is not known.
    """

    starts: date | None
    last_day: date
    days_used: int | None
    days_left: int
    computed_last_day: date | None
    stated_last_day: date | None
    extensions: tuple[Extension, ...]
    why: tuple[Why, ...]
    expected: bool = False
    """It rests on an assumption of this advice."""
    other_last_day: date | None = None
    """The later of two last days, where the law leaves both and DUO has stated none. Until then `last_day` is the earlier one."""


NoTerm = Literal["not_started", "not_covered", "not_needed", "unknown"]
"""Why there are no dates: no plan yet, an act this rulebook does not cover, no duty, or not enough in the file."""


class Still(Line):
    """What can still be asked once a day has passed: by which rule, of whom, and up to which day where there is one."""

    rule: str
    says: Text
    with_: str = Field(alias="with")
    until: date | None


class Step(Line):
    """One thing to do, with whom, where, before what, how long it takes, and who has the final word.

    In `Advice.know` it is a line to know (`kind: know`): nothing to do, to tick off or to plan.
    """

    id: str
    kind: StepKind = StepKind.DO
    topic: str | None = None
    """What it is about, as `rules/topics.yaml` names it; nothing for a date that the law fixes."""
    says: Text
    short: Text | None = None
    """The same in a few words, for a table or a calendar; a rulebook may leave it out."""
    before_what: Text | None = None
    """For a caseworker, in a few words: what goes before it, before what it is done, or how long what follows takes; nothing where no page says so."""
    about: tuple[str, ...]
    with_: str = Field(alias="with")
    where: Text | None
    before: Text | None
    takes: Text | None
    latest_sensible_day: date | None
    day: date | None = None
    """The date itself, where the step is about a date that the law fixes."""
    days_left: int | None = None
    """The days after the day of the advice up to and including `day`; nothing once it has passed."""
    passed: bool = False
    """The last day of this step lies behind the day of the advice. It is no order; see `still`."""
    still: tuple[Still, ...] = ()
    """What can still be asked, where the last day has passed."""
    final_word: str
    open_norm: Text | None
    law: tuple[LawLine, ...] = Field(min_length=1)
    facts: tuple[FactLine, ...]
    check_current: bool = False
    """A price or a time in this step was checked long ago: check what holds now."""
    own_policy: tuple[OwnPolicy, ...] = ()
    expected: bool = False
    """It rests on an assumption of this advice."""


class Question(Line):
    """A missing fact: the question, where the answer is written, whom to ask, and what it settles."""

    fact: str
    asks: Text
    why_we_ask: Text
    found_in: tuple[str, ...]
    ask_whom: str
    settles: tuple[str, ...]
    unlocks: tuple[str, ...] = ()
    """What the answer can settle: `act`, `duty`, `term`, and the components that wait for it. `why_we_ask` says it in a sentence."""


class Told(Line):
    """What one source says."""

    value: str
    told_by: Source


class ConflictLine(Line):
    """Sources that differ. We name them all and pick none; ask in this order."""

    id: str
    fact: str
    sources: tuple[Told, ...]
    says: Text
    ask: tuple[str, ...]


class WhyNotUsed(StrEnum):
    """Why something that was told stands behind no line of the advice."""

    LATER = "later"
    SUPERSEDED = "superseded"
    OTHER_ACT = "other_act"
    NO_DUTY = "no_duty"
    OTHER_ROUTE = "other_route"
    OTHER_SITUATION = "other_situation"
    CLOSED_PART = "closed_part"
    SETTLES_NOTHING = "settles_nothing"
    NOT_ASKED = "not_asked"


class NotUsed(Line):
    """Something that was told and that no line rests on: where it stands, what it says, who told it, and why it is not used.

    `because` are the facts that rule it out. `nearest` is a fact that is asked instead, where there is one.
    """

    where: str
    kind: str
    values: tuple[str, ...]
    facts: tuple[str, ...]
    told_by: Source
    reason: WhyNotUsed
    because: tuple[FactLine, ...] = ()
    nearest: str | None = None


def _one_line(text: str) -> str:
    if not text.strip() or any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") for letter in text):
        raise custom_error("one_line", "one_line_of_text")
    return text


_Words = Annotated[str, Field(max_length=120), AfterValidator(_one_line)]


class Resource(Line):
    """What an app itself offers for a component, by any word that people use for it: practice, a lesson, a talk. `by` is whose it is.

    It is shown beside the component while that is open, as the app's and not as this guide's. Nothing of it is checked here.
    """

    component: str
    title: _Words
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"']+$", max_length=2000)]
    by: _Words


class Moment(Line):
    """Something on record with its day, for a timeline.

    `kind` is `notice`, `intake_invited`, `intake`, `plan`, `result`, `pvt`, `map` or `z_route`; a result is of a component and has a word.
    """

    kind: str
    day: date
    component: str | None = None
    word: str | None = None
    teller: Teller


class Deferral(Line):
    """Who gives the final answer, and where to check it. No advice exists without it."""

    says: Text
    who_decides: tuple[str, ...] = Field(min_length=1)
    where_to_check: tuple[str, ...] = Field(min_length=1)


class OverlayLine(Line):
    """A municipality's own pages that were laid over the law, and whether this advice uses them.

    They are left out where the file names another municipality (`file_names`), or where it names none and there are several overlays.
    """

    municipality: str
    code: str
    checked_on: date
    hash: str
    used: bool
    file_names: tuple[str, ...] = ()


class LawRead(Line):
    """An act, by its id in the rulebook, and the day of its newest text that was read."""

    act: str
    text_of: date


class Receipt(Line):
    """What this advice rests on, so that it can be made again: package, rulebook, day, input, engine and rules."""

    package: str
    rulebook_hash: str
    engine: Literal["durable_rules", "reference", "strikes"]
    """The reading that the answer was taken from: that of durable_rules where it was asked."""
    on: date
    input_digest: str
    law_read_until: date
    """The oldest of the newest texts that were read of the acts that govern this person; of all that govern anybody where none is known."""
    law_read: tuple[LawRead, ...] = ()
    """For each act that governs anybody the day of its newest text that was read."""
    rules_used: tuple[str, ...]
    assumptions: tuple[str, ...] = ()
    """What it takes for granted, as `fact=word`; with `supposed:` in front what whoever asked supposes."""
    overlays: tuple[OverlayLine, ...] = ()
    evaluators: tuple[str, ...] = ()
    """The evaluators that were asked, and that all said the same: `durable`, `twin`, `strikes`."""


class Advice(Line):
    """The explained checklist of one person on one day. The municipality, the PIP and DUO give the final answer."""

    advice_schema: Literal["advice/1"] = Field(default="advice/1", alias="schema")
    case_ref: str
    on: date
    regime: RegimeLine
    duty: DutyLine
    route: Annotated[RouteDecision | ReportedRoute | RouteSupposed | NotDecided, Field(discriminator="standing")]
    components: tuple[Item, ...]
    term: Term | NoTerm
    steps: tuple[Step, ...]
    """What to do, to ask, and what can be asked: what has passed first, then by last day, then what unblocks most."""
    know: tuple[Step, ...] = ()
    """What is good to know, and asks nothing."""
    plan: Plan | NoPlan = "no_term"
    """Each open part counted back from the last day of the term; else why there is no plan."""
    questions: tuple[Question, ...]
    conflicts: tuple[ConflictLine, ...]
    deferral: Deferral
    receipt: Receipt
    assumptions: tuple[AssumptionLine, ...] = ()
    """What is only expected or supposed; everything that rests on it is marked `expected`."""
    progress: tuple[Progress, ...] = ()
    """What is counted over the parts together, or about none of them: exams, parts, lessons."""
    not_used: tuple[NotUsed, ...] = ()
    """What was told and no line rests on, with the reason."""
    moments: tuple[Moment, ...] = ()
    """What is on record with a day, the earliest first; see `route_advisor.timeline`."""
    resources: tuple[Resource, ...] = ()
    """What the app that asked offers beside open components; it is the app's own."""
    check_contact: tuple[str, ...] = ()
    """Authorities whose telephone number or address was checked long ago."""
    certainty: Certainty | None = None
    """What is certain, possible and excluded; only where it was asked for."""

    def component(self, id: str) -> Item:  # noqa: A002 - the field's word
        """The item of one component. Raises `NotInRulebook`, with a suggestion."""
        for item in self.components:
            if item.id == id:
                return item
        known = [item.id for item in self.components]
        raise NotInRulebook(Message("not_a_component_here", word=id, hint=did_you_mean(id, known, begins=True), parts=", ".join(known)))
