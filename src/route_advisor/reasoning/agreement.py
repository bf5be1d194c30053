"""Every evaluator reads the same rules in a way of its own. All are asked; they say the same, or there is no answer."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from route_advisor.errors import EngineDisagreement, RulesContradict
from route_advisor.facts import Facts
from route_advisor.reasoning import engine
from route_advisor.reasoning.disagreement import Answer, Ask, agree, reproduction, said
from route_advisor.reasoning.engine import Engine
from route_advisor.reasoning.reference import Twin
from route_advisor.reasoning.strikes import Strikes
from route_advisor.rulebook.rule import Rule


class Evaluator(Protocol):
    """The rules of one epoch, ready to be asked about one person after another."""

    def __init__(self, rules: Sequence[Rule], otherwise: Mapping[str, str]) -> None:
        """`otherwise` is the word of a fact where no rule that concludes it applies."""

    def verdicts(self, facts: Facts) -> Answer:
        """What each rule says, in the order of the rules, and the facts with all that was concluded. Raises `RulesContradict`."""


DURABLE, TWIN, STRIKES = "durable", "twin", "strikes"

EVALUATORS: Final[Mapping[str, type[Evaluator]]] = {DURABLE: Engine, TWIN: Twin, STRIKES: Strikes}
"""The rule engine durable_rules, fenced; the plain reading, rule by rule; the rules as sets of bits."""


def available() -> tuple[str, ...]:
    """The evaluators that can be asked here: all of them, or all but durable_rules where that is not installed."""
    return tuple(name for name in EVALUATORS if name != DURABLE or engine.is_available())


def checked(evaluators: Mapping[str, Evaluator], rules: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str]) -> Answer:
    """What each rule says and all that was concluded, on which all these evaluators of these rules agree.

    Raises `EngineDisagreement` with the smallest case on which two of them differ, `RulesContradict` where they agree that rules contradict
    each other, and `EngineFailed`.
    """
    asked = {name: _asked(evaluator, rules) for name, evaluator in evaluators.items()}
    answers = {name: said(ask, rules, facts, otherwise) for name, ask in asked.items()}
    against = TWIN if TWIN in answers else next(iter(answers))
    for name, answer in answers.items():
        if not agree(answer, answers[against]):
            raise EngineDisagreement(reproduction(asked[name], rules, facts, otherwise, asked[against], (name, against)))
    answer = answers[against]
    if isinstance(answer, RulesContradict):
        raise answer
    return answer


def _asked(evaluator: Evaluator, rules: Sequence[Rule]) -> Ask:
    """Ask this evaluator; about fewer rules, one like it."""

    def ask(some: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str]) -> Answer:
        return (evaluator if len(some) == len(rules) else type(evaluator)(some, otherwise)).verdicts(facts)

    return ask
