"""The formulas about everybody say of one person what the plain twin says."""

from dataclasses import replace
from datetime import date

import pytest
import z3
from hypothesis import given

from route_advisor.advice.checklist import checklist
from route_advisor.advice.lines import LineWriter
from route_advisor.advice.steps import steps
from route_advisor.assurance.proof.symbolic import Person, Place, Reading, kinds_of_words
from route_advisor.facts import DateFact, Facts
from route_advisor.reasoning import reference
from route_advisor.reasoning.components import Settled, settled
from route_advisor.rulebook.rule import Refers, Suggests
from route_advisor.testing import facts
from route_advisor.vocabulary import Clock, Grade, Outcome, Standing

ALL_DATES = {clock: DateFact(clock, date(2026, 1, 1), ()) for clock in Clock}
DAYS = (date(2016, 12, 1), date(2022, 6, 1), date(2026, 11, 23))


@pytest.fixture(scope="module")
def readings(book):
    """The formulas of each of these days."""
    kinds = kinds_of_words(book.rules, book.catalogue)
    return {on: Reading(book.in_force(on), Person(kinds), book.catalogue) for on in DAYS}


def _model(reading: Reading, known: Facts):
    """The one model in which this is told and no more."""
    person, solver = reading.person, z3.Solver()
    solver.add(person.coherent)
    for name, groups in person.kinds.items():
        fact = known.known.get(name)
        for group, has in zip(groups, person.has[name], strict=True):
            solver.add(has == (fact is not None and fact.word in group))
        solver.add(person.firm[name] == (fact is not None and fact.grade is Grade.ESTABLISHED))
    assert solver.check() == z3.sat
    return solver.model()


def _place(result: Settled) -> Place:
    silent = result.standing is Standing.NOT_NEEDED and not result.why
    return Place(result.standing, result.level, result.deferred, silent)


@pytest.mark.parametrize("on", DAYS)
@given(known=facts())
def test_formulas_and_twin_agree_on_a_person(book, readings, on, known):
    """Verdicts, firmness, concluded words, the place of each component and the lines that are read: nothing was lost in writing them as formulas."""
    reading = readings[on]
    told = known.without(*(name for name in known if name not in reading.person.kinds))
    model = _model(reading, told)

    def true(formula) -> bool:
        return z3.is_true(model.eval(formula, model_completion=True))

    verdicts, closed = reference.verdicts(reading.rules, told, book.catalogue.otherwise)
    for verdict in verdicts:
        id_ = verdict.rule.id
        assert true(reading.applies[id_]) == verdict.applies
        assert true(reading.refuted[id_]) == (verdict.outcome is Outcome.DOES_NOT_APPLY)
        assert true(reading.established[id_]) == verdict.established
    for name, words in reading.concluded.items():
        assert [word for word, formula in words.items() if true(formula)] == ([closed.word(name)] if name in closed else [])
        if name in closed:
            assert true(reading.firm(name)) == (closed.known[name].grade is Grade.ESTABLISHED)
    results = settled(book.catalogue.components, verdicts)
    for result in results:
        assert [place for place, formula in reading.places[result.component].items() if true(formula)] == [_place(result)]
    lines = LineWriter(replace(closed, dates=ALL_DATES), book.numbers, on)
    stands = {line.rule for item in checklist(results, book.catalogue, lines) for line in (*item.why, *item.unless)}
    taken = {step.id for step in steps([verdict for verdict in verdicts if verdict.applies], results, lines)}
    for rule in reading.rules:
        if lines.spoken(rule.says) is not None and (rule.settles or isinstance(rule.then, Suggests | Refers)):
            assert true(reading.is_read(rule)) == (rule.id in stands | taken), rule.id
