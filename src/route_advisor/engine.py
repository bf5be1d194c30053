"""The rules in durable_rules, fenced, and never alone: every answer is compared with its plain twin.

durable_rules 2.0.28 is a fast and careless engine. Here it sees tokens that we made, never a word of a person; one session
at a time; its C functions in the order in which its own `Ruleset` calls them, without its `Host`, threads or timers.
"""

import os
import re
import sys
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from typing import Any

from route_advisor import reference
from route_advisor.disagreement import reproduction
from route_advisor.errors import EngineDisagreement, EngineFailed, RulesContradict
from route_advisor.facts import Facts
from route_advisor.rule import Rule, Verdict
from route_advisor.stages import close_stage
from route_advisor.tokens import SESSION, STAGES, Clause, Shard, shards_of
from route_advisor.vocabulary import Outcome

TRUSTED = "2.0.28"
"""The one version whose private functions we know."""

Answer = tuple[tuple[Verdict, ...], Facts]

_FIRST_PYTHON_WITHOUT = (3, 13)
_UNKNOWN_TOKENS = re.compile(r'"(L\d+)":1,"u":1')


def is_available() -> bool:
    """Whether durable_rules can be imported. Not on Python 3.13 and later, where it builds and cannot be loaded."""
    if sys.version_info >= _FIRST_PYTHON_WITHOUT:
        return False
    try:
        import_module("durable_rules_engine")
    except ImportError:
        return False
    return True


class Engine:
    """The rules of one epoch, compiled once, asked about one person after another. Safe to share between threads.

    After a fork, and in another process that unpickles it, the engine compiles its rules again.
    """

    def __init__(self, rules: Sequence[Rule], otherwise: Mapping[str, str]) -> None:
        """Raises `LimitReached` for a rule that is too long, `EngineFailed` where durable_rules cannot be started."""
        self._rules = tuple(rules)
        self._otherwise = dict(otherwise)
        self._refuted = _refuted(self._rules)
        self._places = tuple(tuple(place for place, rule in enumerate(self._rules) if rule.stage is stage) for stage in STAGES)
        self._shards = shards_of(self._rules)
        self._home: _Home | None = _Home(self._shards)

    def verdicts(self, facts: Facts) -> Answer:
        """What each rule says, in the order of the rules, and the facts with all that was concluded.

        Raises `RulesContradict` as the plain twin does, and `EngineFailed` where durable_rules gives an error code,
        loops, or stops early.
        """
        found = list(self._refuted)
        with self._home_here().sessions() as rulesets:
            for stage, places in enumerate(self._places):
                for ruleset in rulesets:
                    for clause, unknown in ruleset.run(stage, facts):
                        found[clause.place] = _verdict(clause, unknown, facts)
                facts = close_stage([found[place] for place in places], facts, self._otherwise)
        return tuple(found), facts

    def close(self) -> None:
        """Give the compiled rules back. A closed engine answers nothing more."""
        self._home = None

    def _home_here(self) -> "_Home":
        home = self._home
        if home is None:
            raise EngineFailed("this engine is closed; make a new one")
        if home.pid != os.getpid():
            # a fork copies locks and sessions as they happened to be: start anew
            home = self._home = _Home(self._shards)
        return home

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._rules, self._otherwise)


def checked(engine: Engine | None, rules: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str]) -> Answer:
    """What each rule says and all that was concluded, on which the engine and its plain twin agree.

    Without an engine the twin answers alone. Raises `EngineDisagreement` with the smallest case on which they differ,
    `RulesContradict` where they agree that the rules contradict each other, and `EngineFailed`.
    """
    plain = _said(reference.verdicts, rules, facts, otherwise)
    said = plain if engine is None else _said(engine.verdicts, facts)
    if not _agree(said, plain):
        raise EngineDisagreement(_smallest_case(engine, rules, facts, otherwise))
    if isinstance(said, RulesContradict):
        raise said
    return said
