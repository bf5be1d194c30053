"""One test for each trap of durable_rules: the fence holds, and people get their own answer."""

import re

import pytest
from engine_cases import a_large_rulebook, a_person, a_rule, ask, checked, durable, durable_but, known, twin

from route_advisor.errors import EngineFailed, RulesContradict
from route_advisor.facts import Facts
from route_advisor.reasoning import engine as fence
from route_advisor.reasoning.engine import Engine, is_available
from route_advisor.reasoning.tokens import RULES_A_DOOR
from route_advisor.rulebook.rule import Concludes
from route_advisor.vocabulary import Outcome, Stage

pytestmark = pytest.mark.needs_engine
RULES = (
    a_rule("BASE", {"letter": ["wi2021"]}, Concludes("regime", "wi2021")),
    a_rule("ROUTE", {"regime": ["wi2021"], "route": ["b1"]}, stage=Stage.COMPONENTS),
)


def first_ruleset(engine):
    """The ruleset that is asked first."""
    return engine._home._rulesets[Stage.ACT][0]


@pytest.fixture
def c_module(monkeypatch):
    """Replace functions of the C module for engines made from now on."""
    return lambda **other: monkeypatch.setattr(fence, "_durable", lambda: durable_but(**other))


def test_fifteen_hundred_people_in_a_row():
    """durable_rules dies of its 1,025th session; here there is only one, and it is put away."""
    engine = Engine(RULES, {})
    for number in range(1500):
        facts = known(letter="wi2021", route="b1" if number % 3 else "z")
        assert engine.verdicts(facts)[0][1].applies is bool(number % 3)


def test_words_with_one_hash_do_not_meet():
    """`case-10913836` and `case-63467588` are one string to durable_rules; as words, facts and rule ids they stay apart."""
    one, other = "case-10913836", "case-63467588"
    rules = [a_rule(one, {"case": [one]}), a_rule(other, {"case": [other]}), a_rule("NAMES", {one: ["yes"], other: ["no"]})]
    engine = Engine(rules, {})
    for facts in (known(case=one), known(case=other), Facts.of([*known(**{one: "yes", other: "no"}).known.values()])):
        assert checked(engine, rules, facts, {}) == twin(rules, facts)
    assert [verdict.applies for verdict in engine.verdicts(known(case=one))[0]] == [True, False, False]


@pytest.mark.parametrize("error", [ZeroDivisionError, SystemExit, KeyboardInterrupt])
def test_an_exception_while_a_stage_closes_surfaces(monkeypatch, error):
    """durable_rules swallows exceptions of actions, even SystemExit; here they surface, and the next person is answered."""
    engine = Engine(RULES, {})
    with monkeypatch.context() as broken:
        broken.setattr(fence, "close_stage", lambda *_: (_ for _ in ()).throw(error("on purpose")))
        with pytest.raises(error, match="on purpose"):
            engine.verdicts(known(letter="wi2021", route="b1"))
    assert engine.verdicts(known(letter="wi2021"))[0][1].outcome is Outcome.CANNOT_TELL
    assert engine.verdicts(known(letter="wi2021", route="z"))[0][1].outcome is Outcome.DOES_NOT_APPLY


def test_somebody_about_whom_nothing_is_known():
    """durable_rules dies of an empty list of facts; here each room has a token of its own."""
    assert ask(RULES, Facts({})) == twin(RULES, Facts({}))
    assert ask([a_rule("ROUTE", {"route": ["b1"]})], known(route="z"))[0][0].outcome is Outcome.DOES_NOT_APPLY


def test_a_rule_without_conditions_always_applies():
    """It fires once, in its own stage, for everybody."""
    rules = [a_rule(f"ALWAYS-{stage}", stage=stage) for stage in Stage]
    for facts in (Facts({}), known(route="b1")):
        assert [verdict.outcome for verdict in ask(rules, facts)[0]] == [Outcome.APPLIES] * 4


@pytest.mark.parametrize(
    "word", ["é" * 3, "x" * 100_000, "None", "null", "NaN", "", "1", '"},{"sid":"q"', "\\", "\0", "😀", "L0", "\ud800"]
)
def test_no_word_of_a_person_reaches_c(c_module, word):
    """Long, foreign and hostile words are compared in Python; C sees only tokens."""
    seen = []
    c_module(assert_facts=lambda handle, facts: seen.append(facts) or durable.assert_facts(handle, facts))
    rules = [a_rule("A", {"place": [word]}), a_rule("B", {"place": ["elsewhere"], word or "empty": ["yes"]})]
    for facts in (known(place=word), known(place="elsewhere"), known(**{word: word})):
        assert ask(rules, facts) == twin(rules, facts)
    assert all(re.fullmatch(r'\[(\{"sid":"p","id":"([LS]\d*)","\2":1,"u":[01]\},?)+\]', facts) for facts in seen)


def test_hundreds_of_rules_on_one_condition(in_a_new_process):
    """durable_rules dies of the 256th rule on one condition; here 600 are answered."""
    script = """
from engine_cases import *
rules = [a_rule(f"R-{n}", {"regime": ["wi2021"], "route": ["b1" if n % 2 else "z"]}) for n in range(600)]
assert ask(rules, known(regime="wi2021", route="b1")) == twin(rules, known(regime="wi2021", route="b1"))
print("alive")
"""
    assert in_a_new_process(script) == "alive"


def test_thousands_of_literals(in_a_new_process):
    """durable_rules hangs on the 513th root condition; here 2,000 are answered, with a conclusion that crosses rulesets."""
    script = """
from engine_cases import *
first = [a_rule(f"F-{n}", {f"fact_{n}": ["yes"]}, Concludes(f"said_{n}", "yes")) for n in range(1000)]
then = [a_rule(f"S-{n}", {f"said_{(n * 7) % 1000}": ["yes"]}, stage=Stage.STEPS) for n in range(1000)]
facts = known(**{f"fact_{n}": "yes" if n % 3 else "no" for n in range(900)})
assert ask(first + then, facts) == twin(first + then, facts)
print("alive")
"""
    assert in_a_new_process(script) == "alive"


def test_fifteen_conditions_join():
    """The longest rule that is taken also fires."""
    rules = [a_rule("LONG", {f"fact_{number}": ["yes"] for number in range(15)})]
    facts = known(**{f"fact_{number}": "yes" for number in range(14)})
    assert ask(rules, facts) == twin(rules, facts)
    assert ask(rules, facts)[0][0].missing == ("fact_14",)


def test_one_fact_in_hundreds_of_conditions():
    """durable_rules matches one fact with at most 64 conditions; a word that 200 literals hold is answered."""
    rules = [a_rule(f"R-{number}", {"place": ["here", f"there_{number}"]}) for number in range(200)]
    for facts in (known(place="here"), known(place="there_7"), known()):
        assert ask(rules, facts) == twin(rules, facts)


def test_a_loop_is_stopped():
    """An engine that fires for ever is an error after as many firings as there are rules."""
    engine = Engine(RULES, {})
    calls = []
    message = '{"R0":{"c0":{"sid":"p","id":"L0","L0":1,"u":0}}}'
    first_ruleset(engine)._durable = durable_but(
        start_action_for_state=lambda *_: ("", message), complete_and_start_action=lambda *_: calls.append(1) or message
    )
    with pytest.raises(EngineFailed, match="it loops; no advice was given"):
        engine.verdicts(known(letter="wi2021"))
    assert len(calls) == 2


@pytest.mark.parametrize("function", ["start_action_for_state", "complete_and_start_action"])
def test_an_engine_that_stops_early_is_an_error(function):
    """Where a barrier does not fire, whether nothing fired at all or something did, nobody is told that no rule applies."""
    engine = Engine(RULES, {})
    first_ruleset(engine)._durable = durable_but(**{function: lambda *_: None})
    with pytest.raises(EngineFailed, match="stopped before stage act was closed"):
        engine.verdicts(known(letter="wi2021"))


@pytest.mark.parametrize("code", [1, 2, 3])
def test_any_code_but_zero_is_an_error(code):
    """Not handled, observed, deferred: no advice; and the next person is answered."""
    engine = Engine(RULES, {})
    with_code = durable_but(assert_facts=lambda handle, facts: (code, durable.assert_facts(handle, facts)[1]))
    first_ruleset(engine)._durable = with_code
    with pytest.raises(EngineFailed, match=f"gave code {code} for the facts of stage act"):
        engine.verdicts(known(letter="wi2021"))
    assert engine.verdicts(known(letter="wi2021")) == twin(RULES, known(letter="wi2021"))


def test_an_error_behind_a_door_names_its_stage():
    """A room behind a door belongs to the stage of its door."""
    family = [a_rule(f"R-{number}", {"regime": ["wi2021"], f"fact_{number}": ["yes"]}) for number in range(RULES_A_DOOR)]
    engine = Engine(family, {})
    ((behind,),) = first_ruleset(engine)._behind.values()
    behind._durable = durable_but(assert_facts=lambda handle, facts: (1, durable.assert_facts(handle, facts)[1]))
    with pytest.raises(EngineFailed, match="gave code 1 for the facts of stage act"):
        engine.verdicts(known(regime="wi2021"))


@pytest.mark.parametrize("function", ["assert_facts", "start_action_for_state", "complete_and_start_action", "delete_state"])
def test_an_error_in_c_is_told_and_the_next_person_is_answered(function):
    """Whichever function fails, the error is ours, and nothing of the session stays."""
    engine = Engine(RULES, {})

    def fails(*_):
        raise durable.error("error code: 101")

    first_ruleset(engine)._durable = durable_but(**{function: fails})
    with pytest.raises(EngineFailed, match="error code: 101"):
        engine.verdicts(known(letter="wi2021", route="b1"))
    assert engine.verdicts(known(letter="wi2021")) == twin(RULES, known(letter="wi2021"))


def test_a_session_that_could_not_be_put_away_meets_nobody():
    """Interrupted before it could forget, the engine compiles its rules anew."""
    engine = Engine(RULES, {})
    ruleset = first_ruleset(engine)

    def interrupted(*_):
        raise KeyboardInterrupt

    ruleset._durable = durable_but(delete_state=interrupted)
    with pytest.raises(KeyboardInterrupt):
        engine.verdicts(known(letter="wi2021", route="b1"))
    assert engine.verdicts(known(route="b1")) == twin(RULES, known(route="b1"))
    assert first_ruleset(engine) is not ruleset


def test_rules_that_contradict_each_other_are_not_compiled_anew():
    """A contradiction is told between two rooms, when nobody is in them; the next person is answered by the same rulesets."""
    engine = Engine([a_rule("ONE", {"pip": ["dated"]}, Concludes("duty", "yes")), a_rule("TWO", (), Concludes("duty", "no"))], {})
    ruleset = first_ruleset(engine)
    with pytest.raises(RulesContradict):
        engine.verdicts(known(pip="dated"))
    assert engine.verdicts(known(pip="not_yet"))[1].word("duty") == "no"
    assert first_ruleset(engine) is ruleset


def test_rules_that_durable_rules_does_not_take_are_an_error(c_module):
    """A ruleset that cannot be compiled is told when the engine is made, not when the first person asks."""

    def refuses(*_):
        raise durable.error("error code: 106")

    c_module(create_ruleset=refuses)
    with pytest.raises(EngineFailed, match="did not take the rules"):
        Engine(RULES, {})


def test_two_rules_with_one_id_are_refused():
    """An id names one rule; two would overwrite each other."""
    with pytest.raises(EngineFailed, match="2 rules are called BASE"):
        Engine([RULES[0], RULES[0]], {})


@pytest.mark.usefixtures("found_out_anew")
def test_another_version_is_refused(monkeypatch):
    """Private functions of a version nobody read are not called."""
    monkeypatch.setattr(fence, "version", lambda _: "2.0.29")
    assert not is_available()
    with pytest.raises(EngineFailed, match=r"durable_rules 2\.0\.29 is installed, and only 2\.0\.28 is known"):
        Engine(RULES, {})


def without(function):
    """The C module without a function that we call."""
    module = durable_but()
    delattr(module, function)
    return module


def with_facts_changed(old, new):
    """The C module, which hears other facts than we assert."""
    return durable_but(assert_facts=lambda handle, facts: durable.assert_facts(handle, facts.replace(old, new)))


@pytest.mark.parametrize(
    "module",
    [
        lambda: without("delete_state"),
        lambda: without("create_ruleset"),
        lambda: durable_but(complete_and_start_action=lambda *_: None),
        lambda: with_facts_changed('"u":1', '"u":0'),
        lambda: with_facts_changed("}]", '},{"sid":"p","id":"L2","L2":1,"u":0}]'),
    ],
    ids=["cannot put away", "cannot compile", "stops early", "forgets what is unknown", "fires too much"],
)
@pytest.mark.usefixtures("found_out_anew")
def test_what_does_not_answer_well_is_no_engine(module, monkeypatch):
    """Whatever Python it is: a durable_rules that lacks a function or answers a tiny case otherwise is not used, and the error says so."""
    made = module()
    monkeypatch.setattr(fence, "import_module", lambda _: made)
    assert not is_available()
    with pytest.raises(EngineFailed, match="does not answer as it should on this Python"):
        Engine(RULES, {})


def test_memory_is_given_back():
    """A hundred engines and five thousand people leave the process as large as it was, but for a few MiB."""
    import resource

    book, otherwise, words = a_large_rulebook(120, 40)
    people = [a_person(words, seed) for seed in range(20)]

    def use(engines: int) -> float:
        for number in range(engines):
            engine = Engine(book, otherwise)
            for facts in people if number % 2 else people * 2:
                engine.verdicts(facts)
            engine.close()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    few = use(15)
    assert use(100) - few < 20
