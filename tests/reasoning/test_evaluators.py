"""Every evaluator says the same of any rules and any facts: one property over all of them, and no answer where one differs."""

import pickle
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from engine_cases import a_rule, defaults, known, people, rulebooks
from hypothesis import event, given, settings
from hypothesis import strategies as st

from route_advisor import Advisor, load
from route_advisor.errors import EngineDisagreement, NotAnEvaluator, RulesContradict
from route_advisor.facts import Facts
from route_advisor.reasoning.agreement import EVALUATORS, Evaluator, available, checked
from route_advisor.reasoning.disagreement import said
from route_advisor.reasoning.strikes import Strikes, places
from route_advisor.rulebook.rule import Concludes
from route_advisor.testing import days, facts, file_days
from route_advisor.vocabulary import Grade

AMINA = Path(__file__).resolve().parents[2] / "examples" / "amina-b1.yaml"
DAY = date(2026, 11, 23)


def _of(evaluator: Evaluator, known_then: Facts):
    """What an evaluator says, as values that show every difference: contradictions as text, and the order of the facts."""
    answer = said(lambda _rules, some, _otherwise: evaluator.verdicts(some), (), known_then, {})
    if isinstance(answer, RulesContradict):
        event("contradiction")
        return str(answer)
    verdicts, concluded = answer
    return verdicts, concluded, list(concluded.known), list(concluded.behind)


def _graded(of: Facts, grades: Mapping[str, Grade]) -> Facts:
    return Facts({name: fact._replace(grade=grades.get(name, fact.grade)) for name, fact in of.known.items()})


@given(rulebooks(), defaults(), people())
@settings(max_examples=150, deadline=None)
def test_every_evaluator_says_the_same_of_any_rules(rules, otherwise, person):
    """Outcomes, premises, missing facts, conclusions with their grades and who told them, contradictions: for any rules and facts."""
    one, *others = [_of(EVALUATORS[name](rules, otherwise), person) for name in available()]
    assert all(other == one for other in others)


@settings(max_examples=2 * settings.default.max_examples)
@given(
    days(date(2013, 1, 1)),
    facts(),
    st.dictionaries(st.sampled_from(("regime", "duo_duty", "route", "group", "letter")), st.sampled_from(Grade)),
)
def test_every_evaluator_says_the_same_of_the_law(advisor, book, on, told, grades):
    """The shipped rules of any day, on facts that somebody could tell and on assumptions beside them."""
    told = _graded(told, grades)
    one, *others = [_of(evaluator, told) for evaluator in advisor._asked(on, book).values()]
    assert all(other == one for other in others)


@settings(max_examples=settings.default.max_examples // 3)
@given(file_days())
def test_whoever_is_asked_the_advice_is_the_same(advisor, file_day):
    """Only the receipt tells which evaluators were asked."""
    file, on = file_day
    without = {"receipt": {"engine", "evaluators"}}
    expected = advisor.advise(file, on=on).model_dump(exclude=without)
    for name in available():
        assert ALONE[name].advise(file, on=on).model_dump(exclude=without) == expected


ALONE = {name: Advisor(evaluators=(name,)) for name in available()}


@pytest.mark.parametrize("name", sorted(EVALUATORS))
def test_one_evaluator_that_differs_leaves_no_answer(name):
    """Whichever it is, and however many agree: there is no vote."""
    if name not in available():
        pytest.skip("the durable engine is not installed here")
    rules = [a_rule("A", {"route": ["b1"]}), a_rule("B", {"pip": ["dated"]}, Concludes("duty", "obliged"))]

    class Wrong(EVALUATORS[name]):
        def verdicts(self, some):
            verdicts, concluded = super().verdicts(some)
            return tuple(one.rule.refuted if one.rule.id == "B" else one for one in verdicts), concluded

    asked = {one: (Wrong if one == name else EVALUATORS[one])(rules, {}) for one in available()}
    with pytest.raises(EngineDisagreement, match=r"Smallest case: rules B; facts none\. .*B does_not_apply") as told:
        checked(asked, rules, known(route="b1"), {})
    assert f"{name}: B" in str(told.value)
    assert "route" not in str(told.value)


def test_a_difference_in_conclusions_alone_is_seen():
    """Strikes that conclude something else, with the same verdicts."""
    rules = [a_rule("A", {"route": ["b1"]}, Concludes("duty", "obliged"))]

    class Weak(Strikes):
        def verdicts(self, some):
            verdicts, concluded = super().verdicts(some)
            duty = concluded.known.get("duty")
            return verdicts, concluded if duty is None else concluded.with_facts([duty._replace(grade=Grade.REPORTED)])

    with pytest.raises(EngineDisagreement, match=r"strikes: duty is obliged \(reported"):
        checked({"twin": EVALUATORS["twin"](rules, {}), "strikes": Weak(rules, {})}, rules, known(route="b1"), {})


def test_the_receipt_names_who_was_asked(advisor):
    """All that are installed, unless somebody chose; and an advisor that travels keeps the choice."""
    file = load(AMINA)
    assert advisor.advise(file, on=DAY).receipt.evaluators == available()
    chosen = pickle.loads(pickle.dumps(Advisor(evaluators=("strikes", "twin"))))  # noqa: S301 - our own bytes
    receipt = chosen.advise(file, on=DAY).receipt
    assert (receipt.evaluators, receipt.engine) == (("twin", "strikes"), "reference")
    assert ALONE["strikes"].advise(file, on=DAY).receipt.engine == "strikes"


@pytest.mark.parametrize(("names", "says"), [(("strike",), 'did you mean "strikes"'), ((), "is not an evaluator"), (("z3",), "allowed: ")])
def test_an_evaluator_that_is_not_there_is_refused(names, says):
    """Also no evaluator at all: somebody has to read the rules."""
    with pytest.raises(NotAnEvaluator, match=says):
        Advisor(evaluators=names)


@given(st.sets(st.integers(0, 700)))
def test_places_of_a_set_of_rules_are_told_in_order(numbers):
    """Bits and places are two ways to say one thing."""
    assert list(places(sum(1 << number for number in numbers))) == sorted(numbers)
