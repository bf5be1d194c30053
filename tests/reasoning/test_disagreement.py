"""Where engine and twin differ nobody gets advice, and we get the smallest case that shows it."""

import pytest
from engine_cases import a_large_rulebook, a_person, a_rule, checked, known

from route_advisor.errors import EngineDisagreement, EngineFailed, RulesContradict
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning import disagreement
from route_advisor.reasoning.engine import Engine
from route_advisor.rulebook.rule import Concludes, Verdict
from route_advisor.vocabulary import Grade, Outcome, Stage, Teller

pytestmark = pytest.mark.needs_engine
BOOK, OTHERWISE, WORDS = a_large_rulebook(120, 40)


def changed(change):
    """A kind of engine whose verdicts are changed on their way out."""

    class Broken(Engine):
        def verdicts(self, facts):
            return change(*super().verdicts(facts))

    return Broken


def refutes(id_: str):
    """An engine that lets one rule never apply."""
    return changed(
        lambda verdicts, facts: (
            tuple(Verdict(one.rule, Outcome.DOES_NOT_APPLY) if one.rule.id == id_ and one.applies else one for one in verdicts),
            facts,
        )
    )


def a_case() -> tuple[str, Facts]:
    """A rule of the large rulebook that applies to somebody for two reasons at least."""
    for seed in range(100):
        facts = a_person(WORDS, seed)
        for verdict in Engine(BOOK, OTHERWISE).verdicts(facts)[0]:
            if verdict.applies and len(verdict.rule.when) >= 2 and all(one.fact in WORDS for one in verdict.rule.when):
                return verdict.rule.id, facts
    raise AssertionError


def test_a_wrong_outcome_is_told_with_one_rule_and_its_facts():
    """Of 120 rules and 30 facts the message keeps the one rule, and only the facts it asks."""
    id_, facts = a_case()
    asked = {condition.fact for rule in BOOK if rule.id == id_ for condition in rule.when}
    with pytest.raises(EngineDisagreement) as told:
        checked(refutes(id_)(BOOK, OTHERWISE), BOOK, facts, OTHERWISE)
    message = str(told.value)
    assert f"Smallest case: rules {id_}; facts" in message
    assert f"durable: {id_} does_not_apply; twin: {id_} applies because of" in message
    assert {name for name in WORDS if name in message} == asked
    assert "\n" not in message


def test_nothing_of_a_person_but_names_and_words_is_told():
    """Documents, dates, tellers and facts that no rule asks stay out of the message."""
    told_by = (ToldBy(Teller.PERSON, "a secret letter"),)
    facts = Facts.of([Fact("route", "b1", told_by, Grade.REPORTED), Fact("diagnosis", "unspeakable", told_by)])
    rules = [a_rule("A", {"route": ["b1"]}, Concludes("duty", "obliged")), a_rule("B", {"duty": ["obliged"]}, stage=Stage.STEPS)]
    with pytest.raises(EngineDisagreement) as told:
        checked(refutes("B")(rules, {}), rules, facts, {})
    message = str(told.value)
    assert "facts route is b1 (reported)" in message
    for secret in ("secret", "letter", "person", "diagnosis", "unspeakable"):
        assert secret not in message


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (lambda verdicts, facts: (verdicts[:1], facts), "durable: 1 verdicts; twin: 2 verdicts"),
        (lambda verdicts, facts: (verdicts[::-1], facts), "durable: B cannot_tell without duty; twin: A cannot_tell without route"),
        (
            lambda verdicts, facts: (tuple(Verdict(one.rule, one.outcome, (), one.missing) for one in verdicts), facts),
            "durable: A applies; twin: A applies because of route",
        ),
        (
            lambda verdicts, facts: (verdicts, facts.without("duty")),
            "durable: duty is unknown; twin: duty is obliged (established, by A)",
        ),
        (
            lambda verdicts, facts: (verdicts, facts.with_facts((), {name: ("pip",) for name in facts if name == "duty"})),
            "durable: duty is obliged (established, by A) behind pip; twin: duty is obliged (established, by A)",
        ),
    ],
)
def test_every_kind_of_difference_is_told(change, difference):
    """Verdicts, their number and order, reasons, conclusions and what is behind them."""
    rules = [a_rule("A", {"route": ["b1"]}, Concludes("duty", "obliged")), a_rule("B", {"duty": ["obliged"]}, stage=Stage.STEPS)]
    with pytest.raises(EngineDisagreement) as told:
        checked(changed(change)(rules, {}), rules, known(route="b1"), {})
    assert difference in str(told.value)


def test_missing_facts_are_compared():
    """A reader who forgets a missing fact is told from one who names it."""
    rules = [a_rule("A", {"route": ["b1"], "pip": ["dated"]})]
    forgets = changed(
        lambda verdicts, facts: (tuple(Verdict(one.rule, one.outcome, one.premises, one.missing[:1]) for one in verdicts), facts)
    )
    with pytest.raises(EngineDisagreement, match="durable: A cannot_tell without route; twin: A cannot_tell without route, pip"):
        checked(forgets(rules, {}), rules, known(), {})


def test_a_contradiction_that_one_reader_sees_is_told():
    """An error on one side alone is a disagreement, not that error."""
    rules = [a_rule("ONE", {"pip": ["dated"]}, Concludes("duty", "yes")), a_rule("TWO", (), Concludes("duty", "no"))]

    class Blind(Engine):
        def verdicts(self, facts):
            try:
                return super().verdicts(facts)
            except RulesContradict:
                return (), facts

    with pytest.raises(EngineDisagreement, match="durable: no contradiction; twin: rules ONE, TWO all apply"):
        checked(Blind(rules, {}), rules, known(pip="dated"), {})


def test_an_engine_for_other_rules_disagrees():
    """The engine of another epoch cannot answer for this one."""
    with pytest.raises(EngineDisagreement, match="1 verdicts; twin: 2 verdicts"):
        checked(Engine([a_rule("A")], {}), [a_rule("A"), a_rule("B")], known(), {})


def test_two_contradictions_are_compared():
    """Engine and twin must name the same rules and words."""
    rules = [a_rule("ONE", (), Concludes("duty", "yes")), a_rule("TWO", (), Concludes("duty", "no"))]

    class Other(Engine):
        def verdicts(self, facts):
            try:
                return super().verdicts(facts)
            except RulesContradict as contradiction:
                raise RulesContradict(str(contradiction).replace("TWO", "THREE")) from contradiction

    with pytest.raises(EngineDisagreement, match=r"durable: rules ONE, THREE all apply .* twin: rules ONE, TWO all apply"):
        checked(Other(rules, {}), rules, known(), {})


def test_documents_are_never_told():
    """A fact that one reader lost is told by its word and grade, not by the letter it stands in."""
    loses = changed(lambda verdicts, facts: (verdicts, facts.without("route")))
    with pytest.raises(EngineDisagreement, match=r"durable: route is unknown; twin: route is b1 \(established\)\. Please") as told:
        checked(loses([], {}), [], known(route="b1"), {})
    assert "letter" not in str(told.value)


@pytest.mark.parametrize("errs", [1, 2])
def test_a_difference_that_does_not_come_back_is_still_told(errs):
    """An engine that errs once gives no advice that once, and the message tells nothing of the person."""
    times = []

    class Once(Engine):
        def verdicts(self, facts):
            verdicts, facts = super().verdicts(facts)
            times.append(1)
            return (verdicts if len(times) > errs else ()), facts

    with pytest.raises(EngineDisagreement, match="asked again they agreed") as told:
        checked(Once(BOOK, OTHERWISE), BOOK, a_person(WORDS, 1), OTHERWISE)
    assert not [name for name in WORDS if name in str(told.value)]
    assert errs > 1 or len(times) == 2


def test_facts_that_only_dropped_rules_needed_are_dropped_too():
    """Once a rule is gone, the facts are tried again."""

    class Odd(Engine):
        def verdicts(self, facts):
            verdicts, after = super().verdicts(facts)
            return (() if len(verdicts) == 1 or "pip" in facts else verdicts), after

    rules = [a_rule("A", {"route": ["b1"]}), a_rule("B", {"pip": ["dated"]})]
    with pytest.raises(EngineDisagreement, match="rules B; facts none"):
        checked(Odd(rules, {}), rules, known(pip="dated", route="b1"), {})


def test_an_engine_that_fails_on_the_way_does_not_hide_the_difference():
    """Where a smaller case cannot be compiled it is passed over."""

    class Large(Engine):
        def __init__(self, rules, otherwise):
            if len(rules) < 2:
                raise EngineFailed
            super().__init__(rules, otherwise)

        def verdicts(self, facts):
            return (), super().verdicts(facts)[1]

    rules = [a_rule(id_, {"route": ["b1"]}) for id_ in "ABCDE"]
    with pytest.raises(EngineDisagreement, match=r"rules [A-E], [A-E]; facts none"):
        checked(Large(rules, {}), rules, known(route="b1"), {})


def test_the_search_for_the_smallest_case_ends(monkeypatch):
    """After a number of trials the case is told as small as it is by then."""
    monkeypatch.setattr(disagreement, "_TRIALS", 3)
    id_, facts = a_case()
    asked = []

    class Counting(refutes(id_)):
        def verdicts(self, facts):
            asked.append(1)
            return super().verdicts(facts)

    with pytest.raises(EngineDisagreement, match=f"durable: {id_} does_not_apply; twin: {id_} applies"):
        checked(Counting(BOOK, OTHERWISE), BOOK, facts, OTHERWISE)
    assert len(asked) <= 5
