"""Small rulebooks and people for the tests of the engine, made by hand or at random."""

import random
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import SimpleNamespace

from hypothesis import strategies as st

from route_advisor.dates import Validity
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning import agreement, reference
from route_advisor.reasoning.agreement import Evaluator
from route_advisor.reasoning.disagreement import Answer
from route_advisor.reasoning.engine import Engine
from route_advisor.reasoning.reference import Twin
from route_advisor.rulebook.rule import Concludes, Condition, Consequence, Requires, Rule
from route_advisor.text import Text
from route_advisor.vocabulary import Grade, Stage, Teller

SAYS = Text(nl="Een zin.", en="A sentence.")
TOLD_BY_DUO = (ToldBy(Teller.DUO, "letter_duo"),)
NAMES = ("age", "duty", "group", "pip", "route", "term")
CONCLUDED = NAMES[:3]
"""The facts that random rules conclude, few enough for several rules and stages to have a say about each."""
WORDS = ("yes", "no", "b1")


class _Durable:
    """The C module of durable_rules, imported as soon as a test needs something of it: where it is missing, tests can still be collected."""

    def __getattr__(self, name: str) -> object:
        return getattr(import_module("durable_rules_engine"), name)


durable = _Durable()


def a_rule(
    id_: str,
    when: Mapping[str, Sequence[str]] | Sequence[tuple[str, Sequence[str]]] = (),
    then: Consequence | None = None,
    stage: Stage = Stage.ACT,
) -> Rule:
    """A rule with as little as possible around its conditions and its consequence."""
    asked = when.items() if isinstance(when, Mapping) else when
    conditions = tuple(Condition(fact, tuple(words)) for fact, words in asked)
    return Rule(
        id=id_,
        topic=SAYS,
        page="page.yaml",
        line=1,
        stage=stage,
        says=SAYS,
        law=(),
        in_force=Validity(),
        when=conditions,
        then=then or Requires(("reading",)),
        final_word="duo",
    )


def known(**words: str) -> Facts:
    """Facts by their words, told by DUO."""
    return Facts.of(Fact(name, word, TOLD_BY_DUO) for name, word in words.items())


def twin(rules: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str] | None = None) -> Answer:
    """What the plain twin says."""
    return reference.verdicts(rules, facts, otherwise or {})


def ask(rules: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str] | None = None) -> Answer:
    """What a new engine says."""
    return Engine(rules, otherwise or {}).verdicts(facts)


def checked(engine: Evaluator | None, rules: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str]) -> Answer:
    """What an engine and the plain twin agree on; the twin alone where there is no engine."""
    evaluators: dict[str, Evaluator] = {"twin": Twin(rules, otherwise)}
    return agreement.checked(evaluators if engine is None else {"durable": engine, **evaluators}, rules, facts, otherwise)


def durable_but(**other: object) -> SimpleNamespace:
    """The C module, with some of its functions replaced."""
    module = import_module("durable_rules_engine")
    functions = {name: getattr(module, name) for name in dir(module) if not name.startswith("__")}
    return SimpleNamespace(**{**functions, **other})


def conditions() -> st.SearchStrategy[tuple[str, tuple[str, ...]]]:
    """A fact, often one that rules conclude, and some words; now and then no word at all, or one word twice."""
    words = st.one_of(st.sampled_from([(word,) for word in WORDS]), st.lists(st.sampled_from(WORDS), max_size=3).map(tuple))
    return st.tuples(st.one_of(st.sampled_from(CONCLUDED), st.sampled_from(NAMES)), words)


@st.composite
def rulebooks(draw) -> tuple[Rule, ...]:
    """Up to a dozen rules over few facts and words, so that they chain, repeat and contradict each other."""
    shapes = st.tuples(
        st.lists(conditions(), max_size=4),
        st.one_of(st.just(Requires(("reading",))), st.builds(Concludes, st.sampled_from(CONCLUDED), st.sampled_from(WORDS))),
        st.sampled_from(Stage),
    )
    return tuple(a_rule(f"R-{number}", when, then, stage) for number, (when, then, stage) in enumerate(draw(st.lists(shapes, max_size=12))))


def defaults() -> st.SearchStrategy[dict[str, str]]:
    """The words of facts that no rule concludes."""
    return st.dictionaries(st.sampled_from(NAMES), st.sampled_from(WORDS), max_size=4)


@st.composite
def people(draw) -> Facts:
    """Facts of a person: some unknown, some only reported, some that no rule asks, in any order."""
    facts = st.builds(
        Fact,
        st.sampled_from((*NAMES, "shoe_size")),
        st.sampled_from((*WORDS, "a word that no rule asks")),
        st.builds(ToldBy, st.sampled_from(Teller), st.just("letter")).map(lambda told: (told,)),
        st.sampled_from(Grade),
    )
    return Facts.of(draw(st.lists(facts, unique_by=lambda fact: fact.name, max_size=len(NAMES) + 1)))


def a_large_rulebook(rules: int, facts: int, seed: int = 1) -> tuple[tuple[Rule, ...], dict[str, str], dict[str, tuple[str, ...]]]:
    """Rules as a rulebook has them: pages with a shared condition, four stages that chain. With defaults and each fact's words."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    words = {f"fact_{number:02}": tuple(f"word_{letter}" for letter in range(chance.choice([2, 2, 3, 3, 4]))) for number in range(facts)}
    concluded = {"regime": ("wi2021", "wi2013"), "duty": ("obliged", "exempt"), "group": ("asylum", "family"), "part": ("yes", "no")}
    by_stage = {Stage.ACT: ("regime",), Stage.DUTY: ("duty", "group"), Stage.COMPONENTS: ("part",), Stage.STEPS: ()}
    found: list[Rule] = []
    before: list[str] = []
    for stage, share in zip(Stage, (0.08, 0.2, 0.42, 0.3), strict=True):
        for number in range(round(rules * share)):
            when = {fact: (concluded[fact][0],) for fact in before if chance.random() < 0.5}
            when |= {
                fact: tuple(chance.sample(words[fact], chance.choice([1, 1, 1, 2])))
                for fact in chance.sample(list(words), chance.choice([1, 1, 2, 2, 3]))
            }
            here = by_stage[stage]
            then = Concludes(here[number % len(here)], concluded[here[number % len(here)]][0]) if number < 2 * len(here) else None
            found.append(a_rule(f"{stage.upper()}-{number}", when, then, stage))
        before += by_stage[stage]
    return tuple(found), {fact: of[0] for fact, of in concluded.items()}, words


def a_person(words: Mapping[str, Sequence[str]], seed: int, unknown: float = 0.25) -> Facts:
    """Somebody about whom three facts in four are known."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    return Facts.of(Fact(name, chance.choice(of), TOLD_BY_DUO) for name, of in words.items() if chance.random() >= unknown)
