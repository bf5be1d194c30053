"""A rule of law: one sentence, its articles, when it holds and what then follows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from route_advisor.dates import Validity
from route_advisor.facts import Fact, Facts
from route_advisor.rulebook.citation import Citation
from route_advisor.text import Text
from route_advisor.vocabulary import Grade, Level, Outcome, Stage, Standing, StepKind


class Condition(NamedTuple):
    """A fact has one of these words. Equality only."""

    fact: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concludes:
    """A word for a fact that later stages may ask."""

    fact: str
    word: str


@dataclass(frozen=True, slots=True)
class Requires:
    """Components that are the person's, at a level where they have one."""

    components: tuple[str, ...]
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Releases:
    """Components that are not the person's, although required otherwise."""

    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Eases:
    """Components that are required at a lower level."""

    components: tuple[str, ...]
    level: Level


@dataclass(frozen=True, slots=True)
class Fulfils:
    """Components that are fulfilled, up to a level where they have one."""

    components: tuple[str, ...]
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """A date that the law fixes: one of `route_advisor.derive.CLOCKS`. The other keys are those of `Suggests`."""

    clock: str
    kind: StepKind = StepKind.KNOW
    needs_open: tuple[str, ...] = ()
    when_passed: bool = False


@dataclass(frozen=True, slots=True)
class Refers:
    """An authority that gives the answer: about a topic, or in place of an answer on components (`components`).

    `kind`, `needs_open` and `when_passed` are those of `Suggests`.
    """

    authority: str
    about: str | None = None
    components: tuple[str, ...] = ()
    kind: StepKind = StepKind.KNOW
    needs_open: tuple[str, ...] = ()
    when_passed: bool = False


@dataclass(frozen=True, slots=True)
class Suggests:
    """A step: what (the rule's sentence), with whom, where, before what, how long.

    Shown while one of `components` has the standing `during` (all of them for `DONE`), at `level` where given.
    Without components it is shown whenever the rule applies. `weeks_back` names the number of weeks that must be left
    before the last day of the term. Where all of `needs_open` are closed, the line has nothing left to be about and is not shown.
    `when_passed` says what can still be asked once the day of another step has passed.
    """

    step: str
    authority: str
    where: Text | None = None
    before: Text | None = None
    takes: Text | None = None
    components: tuple[str, ...] = ()
    level: Level | None = None
    during: Standing = Standing.OPEN
    weeks_back: str | None = None
    kind: StepKind = StepKind.DO
    needs_open: tuple[str, ...] = ()
    when_passed: bool = False


Consequence = Concludes | Requires | Releases | Eases | Fulfils | Dates | Refers | Suggests


@dataclass(frozen=True, slots=True)
class Example:
    """A case that a reader can check by hand, and what the rule says about it."""

    name: str
    given: Mapping[str, str]
    expect: Outcome


@dataclass(frozen=True, slots=True)
class Policy:
    """What a municipality itself says about an open norm that it weighs: printed beside the norm, and never evaluated."""

    id: str
    municipality: str
    says: Text
    law: tuple[Citation, ...]
    in_force: Validity


@dataclass(frozen=True)
class Rule:
    """One sentence of law."""

    id: str
    topic: Text
    page: str
    line: int
    stage: Stage
    says: Text
    law: tuple[Citation, ...]
    in_force: Validity
    when: tuple[Condition, ...]
    then: Consequence
    final_word: str
    open_norm: Text | None = None
    examples: Sequence[Example] = ()
    written_as: str = ""
    """The id as it stands on the page, where one written rule speaks of several components."""
    replaces: str | None = None
    """The rule, as written, that ended when this one began: a change of law."""
    municipality: str | None = None
    """The code of the municipality whose own pages hold this rule; `None` for a rule of law."""
    short: Text | None = None
    """The step in a few words, for a table or a calendar; it speaks to nobody."""
    before_what: Text | None = None
    """For a caseworker, in a few words: what goes before the step, before what it is done, or how long what follows takes."""
    policies: tuple[Policy, ...] = ()
    """What the reader's own municipality says about the open norm of this rule."""

    @property
    def written_id(self) -> str:
        """The id as it stands on the page."""
        return self.written_as or self.id

    @cached_property
    def certain(self) -> bool:
        """Every article was read in its primary text."""
        return all(citation.certain for citation in self.law)

    @cached_property
    def concludes(self) -> str | None:
        """The fact that this rule concludes, if that is what it does."""
        return self.then.fact if isinstance(self.then, Concludes) else None

    @cached_property
    def settles(self) -> tuple[str, ...]:
        """The components of which this rule says where they stand, if that is what it does."""
        return self.then.components if isinstance(self.then, Requires | Releases | Eases | Fulfils | Refers) else ()

    @cached_property
    def needs_open(self) -> tuple[str, ...]:
        """The components of which one must not be closed yet for this line to be about something; none for most lines."""
        return self.then.needs_open if isinstance(self.then, Dates | Refers | Suggests) else ()

    @cached_property
    def clock(self) -> str | None:
        """The date that this rule fixes, if that is what it does."""
        return self.then.clock if isinstance(self.then, Dates) else None

    @cached_property
    def advises(self) -> bool:
        """Whether it is a line for the person: a step, a referral or a date."""
        return isinstance(self.then, Dates | Refers | Suggests)

    @cached_property
    def about_parts(self) -> tuple[str, ...]:
        """The components that this rule names, or of which one must still be open."""
        named: tuple[str, ...] = getattr(self.then, "components", ())
        return named or self.needs_open

    @cached_property
    def refuted(self) -> "Verdict":
        """What this rule says where one of its conditions is false: the same for everybody."""
        return Verdict(self, Outcome.DOES_NOT_APPLY)

    def verdict(self, facts: Facts) -> "Verdict":
        """The plain reading: a condition that is false settles it; otherwise an unknown one leaves it open."""
        known = facts.known
        premises: list[Fact] = []
        missing: list[str] = []
        for name, words in self.when:
            fact = known.get(name)
            if fact is None:
                missing.append(name)
            elif fact.word in words:
                premises.append(fact)
            else:
                return self.refuted
        outcome = Outcome.CANNOT_TELL if missing else Outcome.APPLIES
        return Verdict(self, outcome, tuple(premises), tuple(missing))

    def __repr__(self) -> str:
        return f"Rule({self.id})"

    def __hash__(self) -> int:
        # soon found; two versions of one rule share it, and differ all the same
        return hash(self.id)


class Verdict(NamedTuple):
    """What one rule says about one person: the facts that hold, and the facts that are missing."""

    rule: Rule
    outcome: Outcome
    premises: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def applies(self) -> bool:
        """Every condition holds."""
        return self.outcome is Outcome.APPLIES

    @property
    def cannot_tell(self) -> bool:
        """No condition is false, but some fact is unknown."""
        return self.outcome is Outcome.CANNOT_TELL

    @property
    def established(self) -> bool:
        """It applies, and every fact comes from whoever establishes it."""
        if self.outcome is not Outcome.APPLIES:
            return False
        for _, _, _, grade in self.premises:  # noqa: SIM110 - a loop is faster here, and this runs for every verdict
            if grade is not Grade.ESTABLISHED:
                return False
        return True

    @property
    def firm(self) -> bool:
        """It applies, and nobody has to confirm a fact of it: each is established, or an assumption that the whole answer names."""
        if self.outcome is not Outcome.APPLIES:
            return False
        for _, _, _, grade in self.premises:  # noqa: SIM110 - as above
            if grade is Grade.REPORTED:
                return False
        return True


def topic_of(rule: Rule) -> str | None:
    """The topic of a line: the word behind `about` or `suggests`; `None` where a rule has neither."""
    then = rule.then
    return then.step if isinstance(then, Suggests) else then.about if isinstance(then, Refers) else None


class InStage(NamedTuple):
    """The rules of one stage, each with its place among all rules, and the places of those that conclude a fact."""

    places: tuple[int, ...]
    rules: tuple[Rule, ...]
    concluding: tuple[int, ...]


class Rules(tuple[Rule, ...]):  # noqa: SLOT001 - it keeps its stages once they are looked up
    """Rules in the order of the pages, which know their stages."""

    @cached_property
    def by_stage(self) -> Mapping[Stage, InStage]:
        """The rules of each stage, looked up once for all people."""
        return {stage: _in_stage(self, stage) for stage in Stage}

    @cached_property
    def asking(self) -> Mapping[str, tuple[tuple[int, Rule], ...]]:
        """The rules that ask each fact, each with its place, looked up once for all people."""
        found: defaultdict[str, list[tuple[int, Rule]]] = defaultdict(list)
        for place, rule in enumerate(self):
            for condition in rule.when:
                found[condition.fact].append((place, rule))
        return {name: tuple(rules) for name, rules in found.items()}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each rule by its id, looked up once for all people."""
        return {rule.id: place for place, rule in enumerate(self)}

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Rules":
        """These rules; the same object where they know their stages already."""
        return rules if isinstance(rules, cls) else cls(rules)


def _in_stage(rules: Sequence[Rule], stage: Stage) -> InStage:
    places = tuple(place for place, rule in enumerate(rules) if rule.stage is stage)
    concluding = tuple(place for place in places if rules[place].concludes is not None)
    return InStage(places, tuple(rules[place] for place in places), concluding)
