"""What differs between two advices: for one person on two days, for two files or rulebooks, or under an assumption."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from route_advisor.advice.model import Advice, ConflictLine, Deferral, FactLine, Item, Line, NoTerm, Progress, Step, Term, Why
from route_advisor.documents.mistakes import refuse_other_kind
from route_advisor.text import Text
from route_advisor.vocabulary import Basis, Level

T = TypeVar("T")
K = TypeVar("K")


class Aspect(StrEnum):
    """What a difference is about, in the order in which people read it."""

    ACT = "act"
    DUTY = "duty"
    ROUTE = "route"
    TERM = "term"
    COMPONENT = "component"
    PROGRESS = "progress"
    STEP = "step"
    KNOW = "know"
    CONFLICT = "conflict"
    QUESTION = "question"


class State(Line):
    """Where one thing stands on one side: a word, a level, days, a sentence or an amount, as far as it has them."""

    word: str | None = None
    level: Level | None = None
    basis: Basis | None = None
    first_day: date | None = None
    last_day: date | None = None
    says: Text | None = None
    progress: Progress | None = None
    passed: bool = False
    """The last day of a step lies behind the day of the advice."""
    expected: bool = False
    """It rests on an assumption of that advice."""


class FactChange(Line):
    """A fact that lines rest on, on both sides: its word and who told it; `None` where no line of that advice rests on it."""

    name: str
    before: FactLine | None
    after: FactLine | None


class Difference(Line):
    """One thing that differs: `None` on the side on which it is not there.

    `by` are the rules that speak about it afterwards and did not before, `no_longer` those that spoke before alone; `facts` are the facts
    behind them that differ. A step or question without any of them follows from its `parts`, from the day, or from a number of law.
    """

    about: Aspect
    name: str
    before: State | None
    after: State | None
    by: tuple[Why, ...] = ()
    no_longer: tuple[Why, ...] = ()
    facts: tuple[FactChange, ...] = ()
    parts: tuple[str, ...] = ()
    """For a step or a question: the components it is about that stand elsewhere too."""


class Side(Line):
    """Which advice stands on one side: whose, of which day, by which rulebook, and what it supposes."""

    case_ref: str
    on: date
    rulebook_hash: str
    supposed: tuple[str, ...]


class Changes(Line):
    """All that differs between two advices, and the facts that make the difference. Days that merely went by are no difference."""

    before: Side
    after: Side
    differences: tuple[Difference, ...]
    facts: tuple[FactChange, ...]
    deferral: Deferral

    @property
    def nothing(self) -> bool:
        """No line differs."""
        return not self.differences

    def about(self, aspect: str) -> tuple[Difference, ...]:
        """The differences about one aspect, as `component` or `step`."""
        return tuple(one for one in self.differences if one.about == aspect)


def compare(before: Advice, after: Advice) -> Changes:
    """What differs between two advices: act, duty, route, term, each component, what was counted, steps, conflicts and questions.

    It follows from the two advices alone and predicts nothing. Both sides name their day, rulebook and what they suppose.
    """
    for one in (before, after):
        refuse_other_kind(one, Advice, needed="an_advice", hint="make_an_advice")
    told = _facts_of(before), _facts_of(after)
    changed = tuple(_changed_facts(*told, dict.fromkeys((*told[0], *told[1])), _unknown(after)))
    found = tuple(_differences(before, after))
    moved = frozenset(one.name for one in found if one.about is Aspect.COMPONENT)
    return Changes(
        before=_side(before),
        after=_side(after),
        differences=tuple(_with_causes(one, changed, moved) for one in found),
        facts=changed,
        deferral=after.deferral,
    )


def _side(advice: Advice) -> Side:
    supposed = tuple(f"{one.fact}={one.value}" for one in advice.assumptions if one.supposed)
    return Side(case_ref=advice.case_ref, on=advice.on, rulebook_hash=advice.receipt.rulebook_hash, supposed=supposed)


def _with_causes(one: Difference, changed: Iterable[FactChange], moved: frozenset[str]) -> Difference:
    named = {fact.name for why in (*one.by, *one.no_longer) for fact in why.facts}
    asked = one.name if one.about is Aspect.QUESTION else None
    facts = tuple(fact for fact in changed if fact.name in named or fact.name == asked)
    return one.model_copy(update={"facts": facts, "parts": tuple(part for part in one.parts if part in moved)})


# --- facts ----------------------------------------------------------------------------------------------


def _facts_of(advice: Advice) -> dict[str, FactLine]:
    """Each fact that a line of the advice rests on."""
    return {fact.name: fact for lines in _rests_on(advice) for fact in lines}


def _rests_on(advice: Advice) -> Iterator[tuple[FactLine, ...]]:
    whys = (
        *advice.regime.why,
        *advice.duty.why,
        *_term_why(advice.term),
        *(why for item in advice.components for why in (*item.why, *item.unless)),
    )
    yield from (why.facts for why in whys)
    yield from (step.facts for step in (*advice.steps, *advice.know))


def _unknown(advice: Advice) -> frozenset[str]:
    """The facts that nobody told and that still matter: they are asked, or a line names them as missing."""
    items = (*advice.regime.why, *advice.duty.why, *(why for item in advice.components for why in (*item.why, *item.unless)))
    return frozenset((*(question.fact for question in advice.questions), *(name for why in items for name in why.missing)))


def _changed_facts(
    before: Mapping[str, FactLine], after: Mapping[str, FactLine], names: Iterable[str], unknown: frozenset[str]
) -> Iterator[FactChange]:
    """What is told otherwise. A fact on which no line rests any more is still on record, unless it is `unknown` afterwards."""
    for name in names:
        old, new = before.get(name), after.get(name)
        if new is None and name not in unknown:
            continue
        if old is None or new is None or (old.value, old.told_by) != (new.value, new.told_by):
            yield FactChange(name=name, before=old, after=new)


# --- differences ----------------------------------------------------------------------------------------


def _differences(before: Advice, after: Advice) -> Iterator[Difference]:
    yield from _one(Aspect.ACT, "act", _act_state(before), _act_state(after), before.regime.why, after.regime.why)
    yield from _one(Aspect.DUTY, "duty", _duty_state(before), _duty_state(after), before.duty.why, after.duty.why)
    yield from _one(Aspect.ROUTE, "route", _route_state(before), _route_state(after))
    yield from _one(Aspect.TERM, "term", _term_state(before.term), _term_state(after.term), _term_why(before.term), _term_why(after.term))
    yield from _components(before, after)
    yield from _counts(before, after)
    yield from _steps(Aspect.STEP, before.steps, after.steps)
    yield from _steps(Aspect.KNOW, before.know, after.know)
    yield from _conflicts(before, after)
    yield from _questions(before, after)


def _one(
    about: Aspect,
    name: str,
    before: State | None,
    after: State | None,
    old: Iterable[Why] = (),
    new: Iterable[Why] = (),
    parts: tuple[str, ...] = (),
) -> Iterator[Difference]:
    if before == after:
        return
    was, now = {_key(why): why for why in old}, {_key(why): why for why in new}
    yield Difference(
        about=about,
        name=name,
        before=before,
        after=after,
        by=tuple(why for key, why in now.items() if key not in was),
        no_longer=tuple(why for key, why in was.items() if key not in now),
        parts=parts,
    )


def _key(why: Why) -> object:
    """Two lines are the same where they say the same on the same words."""
    return tuple(sorted(why.says.sentences().items())), tuple((fact.name, fact.value) for fact in why.facts)


def _act_state(advice: Advice) -> State:
    return State(word=advice.regime.value, basis=advice.regime.basis)


def _duty_state(advice: Advice) -> State:
    return State(word=advice.duty.standing if advice.duty.phase is None else advice.duty.phase, basis=advice.duty.basis)


def _route_state(advice: Advice) -> State:
    route = advice.route
    return State(word=getattr(route, "value", None), basis=_ROUTE_BASIS[route.standing], first_day=getattr(route, "dated", None))


_ROUTE_BASIS = {"decided": Basis.DECIDED, "reported": Basis.REPORTED, "supposed": Basis.EXPECTED, "not_decided": Basis.UNKNOWN}


def _term_state(term: Term | NoTerm) -> State:
    if not isinstance(term, Term):
        return State(word=term)
    return State(first_day=term.starts, last_day=term.last_day, expected=term.expected)


def _term_why(term: Term | NoTerm) -> tuple[Why, ...]:
    return term.why if isinstance(term, Term) else ()


def _components(before: Advice, after: Advice) -> Iterator[Difference]:
    for name, old, new in _pairs(before.components, after.components, lambda item: item.id):
        yield from _one(Aspect.COMPONENT, name, _item_state(old), _item_state(new), old.why if old else (), new.why if new else ())


def _item_state(item: Item | None) -> State | None:
    return None if item is None else State(word=item.standing, level=item.level, basis=item.basis, expected=item.expected)


def _counts(before: Advice, after: Advice) -> Iterator[Difference]:
    for (about, name), old, new in _pairs(_progress(before), _progress(after), lambda one: (one[0], one[1].name)):
        was, now = (None if one is None else State(progress=_amount(one[1])) for one in (old, new))
        yield from _one(Aspect.PROGRESS, name if not about else f"{about}.{name}", was, now)


def _progress(advice: Advice) -> list[tuple[str, Progress]]:
    return [("", one) for one in advice.progress] + [(item.id, one) for item in advice.components for one in item.progress]


def _amount(one: Progress) -> Progress:
    """What was counted, without the day on which: a newer count of the same is no difference."""
    return one.model_copy(update={"told_by": (), "law": ()})


def _steps(about: Aspect, before: Iterable[Step], after: Iterable[Step]) -> Iterator[Difference]:
    for name, old, new in _pairs(*_renamed(tuple(before), tuple(after)), lambda step: step.id):
        parts = () if (step := new or old) is None else step.about
        yield from _one(about, name, _step_state(old), _step_state(new), _step_why(old), _step_why(new), parts)


def _renamed(before: tuple[Step, ...], after: tuple[Step, ...]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """A rule that got another id and says the same is the same step."""
    ids = {step.id for step in before}
    gone = {_sentence(step): step.id for step in before if step.id not in {one.id for one in after}}
    return before, tuple(step if step.id in ids else step.model_copy(update={"id": gone.pop(_sentence(step), step.id)}) for step in after)


def _sentence(step: Step) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(step.says.sentences().items()))


def _step_state(step: Step | None) -> State | None:
    if step is None:
        return None
    return State(says=step.says, last_day=step.day or step.latest_sensible_day, passed=step.passed, expected=step.expected)


def _step_why(step: Step | None) -> tuple[Why, ...]:
    return () if step is None else (Why(rule=step.id, says=step.says, law=step.law, facts=step.facts, expected=step.expected),)


def _conflicts(before: Advice, after: Advice) -> Iterator[Difference]:
    for (_, fact), old, new in _pairs(before.conflicts, after.conflicts, lambda one: (one.id, one.fact)):
        was, now = (_conflict_state(one) for one in (old, new))
        yield from _one(Aspect.CONFLICT, fact, was, now)


def _conflict_state(one: ConflictLine | None) -> State | None:
    return None if one is None else State(word=", ".join(told.value for told in one.sources), says=one.says)


def _questions(before: Advice, after: Advice) -> Iterator[Difference]:
    for name, old, new in _pairs(before.questions, after.questions, lambda one: one.fact):
        if (old is None) != (new is None):
            parts = () if (asked := new or old) is None else asked.unlocks
            was, now = (None if one is None else State(says=one.asks) for one in (old, new))
            yield from _one(Aspect.QUESTION, name, was, now, parts=parts)


def _pairs(before: Iterable[T], after: Iterable[T], key: Callable[[T], K]) -> Iterator[tuple[K, T | None, T | None]]:
    """Both sides by their key, those of afterwards first."""
    was, now = {key(one): one for one in before}, {key(one): one for one in after}
    for name in (*now, *(name for name in was if name not in now)):
        yield name, was.get(name), now.get(name)
