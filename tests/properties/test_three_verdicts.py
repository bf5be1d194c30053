"""A rule applies, does not apply, or cannot tell; the engine and its twin read the same; learning a fact overturns nothing."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor.facts import Facts
from route_advisor.reasoning import reference
from route_advisor.reasoning.engine import Engine
from route_advisor.rulebook.rule import Rule
from route_advisor.testing import days, facts, file_days
from route_advisor.vocabulary import Grade, Outcome

thorough = settings(max_examples=2 * settings.default.max_examples)
modern = days(date(2021, 12, 30))


def _read(book, on: date, known: Facts):
    return reference.verdicts(book.in_force(on), known, book.catalogue.otherwise)


@pytest.mark.needs_engine
@thorough
@given(modern, facts())
def test_the_engine_and_its_twin_read_random_facts_the_same(book, advisor, on, known):
    """Verdicts with premises and missing facts, concluded facts with who told them, and what was missing behind them."""
    asked = advisor._asked(on, book)["durable"]
    verdicts, concluded = asked.verdicts(known)
    expected, closed = _read(book, on, known)
    assert verdicts == expected
    assert concluded == closed
    assert concluded.behind == closed.behind


@pytest.mark.needs_engine
@given(st.data(), facts())
def test_the_engine_reads_any_part_of_the_rulebook_as_its_twin_does(book, data, known):
    """Also with some rules left out, in another order: no rule depends on its neighbours in the engine."""
    rules: Sequence[Rule] = data.draw(st.lists(st.sampled_from(book.rules), unique_by=lambda rule: rule.id, max_size=12))
    small = Engine(rules, book.catalogue.otherwise)
    try:
        assert small.verdicts(known) == reference.verdicts(rules, known, book.catalogue.otherwise)
    finally:
        small.close()


@thorough
@given(file_days())
def test_the_engine_and_its_twin_read_files_the_same(advisor, twin, file_day):
    """Facts, verdicts and conclusions from a file, by both readers."""
    file, on = file_day
    assert advisor.verdicts(file, on=on) == twin.verdicts(file, on=on)


@thorough
@given(modern, facts(), st.data())
def test_learning_a_fact_never_overturns_a_verdict(book, on, known, data):
    """`applies` and `does not apply` stay; only `cannot tell` may become one of them. Concluded facts keep their words."""
    after, more = _read(book, on, known)
    for name in data.draw(st.lists(st.sampled_from(sorted(known) or [""]), max_size=8, unique=True)):
        before, concluded = _read(book, on, known.without(name))
        for earlier, later in zip(before, after, strict=True):
            assert earlier.outcome in (Outcome.CANNOT_TELL, later.outcome), (earlier.rule.id, name)
        for fact in concluded:
            assert more.word(fact) == concluded.word(fact), (fact, name)


@given(modern, facts(), st.data())
def test_learning_a_fact_never_makes_a_conclusion_less_firm(book, on, known, data):
    """What follows from registers alone keeps that grade, whatever else somebody tells."""
    if not known:
        return
    name = data.draw(st.sampled_from(sorted(known)))
    _, concluded = _read(book, on, known.without(name))
    _, more = _read(book, on, known)
    for fact, told in concluded.known.items():
        assert told.grade is not Grade.ESTABLISHED or more.known[fact].grade is Grade.ESTABLISHED


@given(modern, facts())
def test_a_rule_that_cannot_tell_names_what_is_missing(book, on, known):
    """And what it names is unknown; a rule that applies names a premise for each condition."""
    verdicts, closed = _read(book, on, known)
    for verdict in verdicts:
        assert verdict.cannot_tell == bool(verdict.missing)
        if verdict.applies:
            assert len(verdict.premises) == len(verdict.rule.when)
    for name, missing in closed.behind.items():
        assert name not in closed
        assert missing
        assert not set(missing) & set(closed)


@given(modern, facts())
def test_knowing_nothing_of_a_rule_leaves_it_open(book, on, known):
    """Without the facts that a rule asks, it cannot tell; it never takes silence for a no."""
    asked = {condition.fact for rule in book.in_force(on) for condition in rule.when}
    verdicts, _ = _read(book, on, known.without(*asked))
    concluded = set(book.catalogue.otherwise)
    for verdict in verdicts:
        if verdict.rule.when and not {condition.fact for condition in verdict.rule.when} & concluded:
            assert verdict.cannot_tell


@given(facts())
def test_adding_a_fact_that_no_rule_asks_changes_nothing(book, known):
    """Free attempts, for one, stand in the file for the person; no rule of this rulebook concludes from them."""
    on = date(2026, 11, 23)
    asked = {condition.fact for rule in book.rules for condition in rule.when}
    idle = [name for name in known if name not in asked]
    assert [verdict.outcome for verdict in _read(book, on, known)[0]] == [
        verdict.outcome for verdict in _read(book, on, known.without(*idle))[0]
    ]
