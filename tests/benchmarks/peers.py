"""The same rules in rule engines and languages of others, for who wants to compare: pip install 'route-advisor[bench]'.

Each peer says of every rule whether it applies, does not apply or cannot be told, stage after stage. Those that know two values are asked
twice: whether every condition holds, and whether some condition is false.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from route_advisor.facts import Facts
from route_advisor.rulebook.rule import Concludes, Rule, Rules
from route_advisor.vocabulary import Outcome

Words = dict[str, str | None]
Peer = Callable[[Facts], list[Outcome]]
OfStage = Callable[[Words], Sequence[Outcome]]
"""What each rule of one stage says of the words that are known."""


class NotHere(Exception):
    """A peer that is not installed."""


def peers() -> Iterator[tuple[str, Callable[[Rules, Mapping[str, str]], Peer]]]:
    """Every peer by its name, ready to be made of rules."""
    for name, package, stage in (
        ("plain loop over words", "json", _loop),
        ("zen-engine: a compiled expression a rule", "zen", _zen),
        ("json-logic-qubit", "json_logic", _json_logic),
        ("business-rules", "business_rules", _business_rules),
        ("openfisca-core: one person a simulation", "openfisca_core.taxbenefitsystems", _openfisca),
    ):
        yield name, lambda rules, otherwise, package=package, stage=stage: _in_stages(rules, otherwise, package, stage)


def _in_stages(
    rules: Rules, otherwise: Mapping[str, str], package: str, of_stage: Callable[[Any, Sequence[Rule], list[str]], OfStage]
) -> Peer:
    try:
        module = import_module(package)
    except ImportError:
        raise NotHere(f"{package} is not installed (pip install 'route-advisor[bench]')") from None
    asked = sorted({name for rule in rules for name, _ in rule.when})
    stages = [(some, of_stage(module, some.rules, asked)) for some in rules.by_stage.values() if some.rules]

    def ask(facts: Facts) -> list[Outcome]:
        words: Words = {name: facts.word(name) for name in asked}
        found = [Outcome.DOES_NOT_APPLY] * len(rules)
        for some, evaluate in stages:
            said = evaluate(words)
            for place, outcome in zip(some.places, said, strict=True):
                found[place] = outcome
            words = {**words, **_concluded(some.rules, said, otherwise)}
        return found

    return ask


def _concluded(rules: Sequence[Rule], said: Sequence[Outcome], otherwise: Mapping[str, str]) -> Words:
    by_fact: defaultdict[str, list[tuple[str, Outcome]]] = defaultdict(list)
    for rule, outcome in zip(rules, said, strict=True):
        if isinstance(rule.then, Concludes):
            by_fact[rule.then.fact].append((rule.then.word, outcome))
    found: Words = {}
    for name, several in by_fact.items():
        applying = [word for word, outcome in several if outcome is Outcome.APPLIES]
        if applying:
            found[name] = applying[0]
        elif all(outcome is not Outcome.CANNOT_TELL for _, outcome in several) and name in otherwise:
            found[name] = otherwise[name]
    return found


def _outcome(*, holds: bool, refuted: bool) -> Outcome:
    return Outcome.DOES_NOT_APPLY if refuted else Outcome.APPLIES if holds else Outcome.CANNOT_TELL


def _loop(_module: Any, rules: Sequence[Rule], _asked: list[str]) -> OfStage:
    return lambda words: [
        _outcome(
            holds=all(words[name] in taken for name, taken in rule.when),
            refuted=any(words[name] is not None and words[name] not in taken for name, taken in rule.when),
        )
        for rule in rules
    ]


def _zen(zen: Any, rules: Sequence[Rule], _asked: list[str]) -> OfStage:
    def listed(taken: Sequence[str]) -> str:
        return "[" + ", ".join(f'"{word}"' for word in taken) + "]"

    holds = [zen.compile_expression(" and ".join(f"{name} in {listed(taken)}" for name, taken in rule.when) or "true") for rule in rules]
    refuted = [
        zen.compile_expression(" or ".join(f"({name} != null and not ({name} in {listed(taken)}))" for name, taken in rule.when) or "false")
        for rule in rules
    ]
    return lambda words: [
        _outcome(holds=one.evaluate(words), refuted=other.evaluate(words)) for one, other in zip(holds, refuted, strict=True)
    ]


def _json_logic(json_logic: Any, rules: Sequence[Rule], _asked: list[str]) -> OfStage:
    def taken(name: str, words: Sequence[str]) -> dict[str, Any]:
        return {"in": [{"var": name}, list(words)]}

    holds = [{"and": [True, *(taken(*one) for one in rule.when)]} for rule in rules]
    refuted = [
        {"or": [False, *({"and": [{"!=": [{"var": one.fact}, None]}, {"!": [taken(*one)]}]} for one in rule.when)]} for rule in rules
    ]
    logic = json_logic.jsonLogic
    return lambda words: [
        _outcome(holds=bool(logic(one, words)), refuted=bool(logic(other, words))) for one, other in zip(holds, refuted, strict=True)
    ]


def _business_rules(module: Any, rules: Sequence[Rule], asked: list[str]) -> OfStage:
    variables, actions = import_module("business_rules.variables"), import_module("business_rules.actions")

    def of_fact(name: str) -> Any:
        return variables.string_rule_variable()(lambda self: self.words[name] or "")

    facts_told = type("FactsTold", (variables.BaseVariables,), {name: of_fact(name) for name in asked})

    class Found(actions.BaseActions):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            self.said: dict[str, set[int]] = {"holds": set(), "refuted": set()}

        @actions.rule_action()  # type: ignore[untyped-decorator]
        def say(self, what: str, place: int) -> None:
            self.said[what].add(place)

    def is_one_of(name: str, taken: Sequence[str]) -> dict[str, Any]:
        return {"any": [{"name": name, "operator": "equal_to", "value": word} for word in taken]}

    def is_another(name: str, taken: Sequence[str]) -> dict[str, Any]:
        known = {"name": name, "operator": "non_empty", "value": True}
        return {"all": [known, *({"name": name, "operator": "matches_regex", "value": f"^(?!{word}$)"} for word in taken)]}

    written = [
        {"conditions": conditions, "actions": [{"name": "say", "params": {"what": what, "place": place}}]}
        for place, rule in enumerate(rules)
        if rule.when
        for what, conditions in (
            ("holds", {"all": [is_one_of(*one) for one in rule.when]}),
            ("refuted", {"any": [is_another(*one) for one in rule.when]}),
        )
    ]

    def evaluate(words: Words) -> list[Outcome]:
        told, found = facts_told(), Found()
        told.words = words
        module.run_all(rule_list=written, defined_variables=told, defined_actions=found)
        holds, refuted = found.said["holds"], found.said["refuted"]
        return [_outcome(holds=not rule.when or place in holds, refuted=place in refuted) for place, rule in enumerate(rules)]

    return evaluate


def _openfisca(module: Any, rules: Sequence[Rule], asked: list[str]) -> OfStage:
    numpy, entities, periods = import_module("numpy"), import_module("openfisca_core.entities"), import_module("openfisca_core.periods")
    variables, builder = import_module("openfisca_core.variables"), import_module("openfisca_core.simulation_builder")
    codes: dict[str, int] = {}

    def code(word: str | None) -> int:
        return 0 if word is None else codes.setdefault(word, len(codes) + 1)

    person = entities.Entity("person", "persons", "", "")
    system = module.TaxBenefitSystem([person])

    def add(name: str, kind: type, formula: Callable[..., Any] | None = None) -> None:
        own = {"value_type": kind, "entity": person, "definition_period": periods.DateUnit.DAY, "label": name}
        system.add_variable(type(name, (variables.Variable,), own if formula is None else {**own, "formula": formula}))

    def formula(rule: Rule, *, refuted: bool) -> Callable[..., Any]:
        taken = [(name, [code(word) for word in words]) for name, words in rule.when]

        def of_everybody(population: Any, period: Any) -> Any:
            found = numpy.full(population.count, not refuted)
            for name, several in taken:
                word = population(name, period)
                within = numpy.isin(word, several)
                found = found | ((word != 0) & ~within) if refuted else found & within
            return found

        return of_everybody

    for name in asked:
        add(name, int)
    for place, rule in enumerate(rules):
        add(f"holds_{place}", bool, formula(rule, refuted=False))
        add(f"refuted_{place}", bool, formula(rule, refuted=True))

    always = periods.period("2026-11-23")

    def evaluate(words: Words) -> list[Outcome]:
        simulation = builder.SimulationBuilder().build_default_simulation(system, 1)
        for name in asked:
            simulation.set_input(name, always, numpy.array([code(words[name])]))
        ask = simulation.calculate
        return [
            _outcome(holds=bool(ask(f"holds_{place}", always)[0]), refuted=bool(ask(f"refuted_{place}", always)[0]))
            for place in range(len(rules))
        ]

    return evaluate
