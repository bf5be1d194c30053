"""Where a person stands, in words and ids alone: what a list of many people needs, a quarter of the time of a whole advice."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from route_advisor.advice.claims import as_told, differs_from_the_person
from route_advisor.advice.lines import LineWriter
from route_advisor.advice.steps import TERM_CLOCKS, NextDay, by_day, next_day, with_a_day
from route_advisor.facts import Facts
from route_advisor.limits import ANSWERS_KEPT
from route_advisor.reasoning.assumptions import Assumed
from route_advisor.reasoning.components import Settled
from route_advisor.reasoning.kept import Answers, Standing, Together
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Rule, Rules
from route_advisor.vocabulary import Basis, Clock, Grade


class HeadWord(NamedTuple):
    """A word of the head, where there is one, and what it rests on."""

    value: str | None
    basis: Basis


class Part(NamedTuple):
    """Where one component stands: the standing and level of `Advice.components`, and the ids of the rules behind it."""

    id: str
    standing: str
    level: str | None
    expected: bool
    why: tuple[str, ...]
    unless: tuple[str, ...]


class Brief(NamedTuple):
    """Where a person stands on one day: the same answers as in the `Advice`, without its sentences, articles and sources."""

    case_ref: str
    on: date
    rulebook_hash: str
    regime: HeadWord
    duty: HeadWord
    phase: str | None
    route: HeadWord
    components: tuple[Part, ...]
    last_day: date | None
    """The last day of the term, where the advice has a term."""
    days_left: int | None
    next_day: NextDay | None
    """The step that stands first, where it has a day."""
    assumptions: tuple[str, ...]
    """What is only expected, as `fact=word`."""


def asked_in_brief(rules: Rules) -> tuple[Rule, ...]:
    """The rules that a brief asks about, beside components and head: those with a day, and those that say that the term runs."""
    return (*with_a_day(rules), *(rule for rule in rules if rule.clock in TERM_CLOCKS))


class Outline(NamedTuple):
    """What the briefs of all people with the same answers say: all but what hangs on the days of each."""

    regime: HeadWord
    duty: HeadWord
    phase: str | None
    route: HeadWord
    components: tuple[Part, ...]
    term_runs: bool
    shown: tuple[Rule, ...]
    """The rules with a day, as `steps.next_day` takes them."""
    assumptions: tuple[str, ...]


def outline_of(answers: Answers, catalogue: Catalogue) -> Outline:
    """What follows from these answers, whoever gets them."""
    head = {name: (word, grade) for name, word, grade in answers.head}
    regime, duty, phase = _heads(head, answers, catalogue)
    return Outline(
        regime,
        duty,
        phase,
        _route(head, catalogue),
        components=tuple([_part(one) for one in answers.standings]),
        term_runs=any(rule.clock in TERM_CLOCKS for rule in answers.applying),
        shown=_shown(answers, [one.component for one in answers.standings]),
        assumptions=tuple(f"{one.fact}={one.word}" for one in answers.assumptions),
    )


def brief_of(case_ref: str, facts: Facts, found: Together, book: Rulebook, on: date, ask: Callable[[], Assumed]) -> Brief:
    """The brief that follows from what is known and what was answered, with its `outline_of`.

    `ask` asks anew where the person's word differs from a register.
    """
    outline: Outline = found.made
    regime, duty, phase, route, components, term_runs, shown, assumptions = outline
    if differs_from_the_person(facts):
        answer = ask()
        results = [one.component for one in found.answers.standings]
        shown = _shown(found.answers, as_told(results, answer.verdicts, answer.facts))
    term = facts.term if term_runs and Clock.TERM_LAST_DAY in facts.dates else None
    return Brief(
        case_ref,
        on,
        book.hash,
        regime,
        duty,
        phase,
        route,
        components,
        last_day=None if term is None else term.last_day,
        days_left=None if term is None else term.days_left(on),
        next_day=next_day(shown, LineWriter(facts, book.numbers, on)) if shown else None,
        assumptions=assumptions,
    )


@lru_cache(ANSWERS_KEPT)
def _part(one: Standing) -> Part:
    """One object for all people of whom the same is said of a component."""
    found: Settled = one.component
    return Part(found.component, found.standing, found.level, one.expected, one.why, one.unless)


def _shown(answers: Answers, results: Iterable[Settled]) -> tuple[Rule, ...]:
    with_days = [rule for rule in answers.applying if rule.clock not in TERM_CLOCKS]
    return by_day(with_days, {one.component: one for one in results})


_Head = Mapping[str, tuple[str, Grade]]


def _heads(head: _Head, answers: Answers, catalogue: Catalogue) -> tuple[HeadWord, HeadWord, str | None]:
    """The act, the duty and its phase, as `advice.head` tells them."""
    act, duty = catalogue.head.act, catalogue.head.duty
    regime = HeadWord(None, Basis.UNKNOWN)
    if act is not None:
        expected = next((one for one in act.expected if one.fact in head), None)
        if act.decided in head:
            regime = HeadWord(head[act.decided][0], _basis(act.decided, head, answers))
        elif expected is not None:
            said = head[expected.fact][0]
            regime = HeadWord(next(iter(expected.assumes.get(said, {}).values()), said), Basis.EXPECTED)
    if duty is None:
        return regime, HeadWord("cannot_tell", Basis.UNKNOWN), None
    phase = head.get(duty.phase or "", (None, None))[0]
    if duty.decided in head:
        return regime, HeadWord(head[duty.decided][0], _basis(duty.decided, head, answers)), phase
    why = next((one.fact for one in duty.expected if one.fact in head), None)
    known = why is not None and why not in answers.resting
    return regime, HeadWord("cannot_tell", Basis.EXPECTED if known else Basis.UNKNOWN), phase


def _basis(name: str, head: _Head, answers: Answers) -> Basis:
    if name in answers.resting:
        return Basis.EXPECTED
    return Basis.DECIDED if head[name][1] is Grade.ESTABLISHED else Basis.REPORTED


def _route(head: _Head, catalogue: Catalogue) -> HeadWord:
    route = catalogue.head.route
    if route is None or route.decided not in head:
        return HeadWord(None, Basis.UNKNOWN)
    word, grade = head[route.decided]
    return HeadWord(word, {Grade.ESTABLISHED: Basis.DECIDED, Grade.EXPECTED: Basis.EXPECTED}.get(grade, Basis.REPORTED))
