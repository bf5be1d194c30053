"""The rules in durable_rules, fenced, and never alone: every answer is compared with its plain twin.

durable_rules 2.0.28 is a Rete engine that must not be trusted with people. Here it sees tokens of our own making, one person
at a time, through the C functions that its own `Ruleset` calls, in the same order; without its `Host`, threads and timers.
"""

import os
import sys
import threading
import weakref
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from importlib.metadata import version
from typing import Protocol, cast

from route_advisor import reference
from route_advisor.disagreement import Answer, Ask, agree, reproduction, said
from route_advisor.errors import EngineDisagreement, EngineFailed, RulesContradict
from route_advisor.facts import Fact, Facts
from route_advisor.rule import Rule, Verdict
from route_advisor.stages import close_stage
from route_advisor.tokens import SESSION, STAGES, Clause, Shard, shards_of
from route_advisor.vocabulary import Outcome

TRUSTED = "2.0.28"
"""The one version of durable_rules whose private functions we know."""

_FIRST_PYTHON_WITHOUT = (3, 13)
_NO_ADVICE = "no advice was given"


def is_available() -> bool:
    """Whether durable_rules can be imported. Not on Python 3.13 and later, where it builds and cannot be loaded."""
    if sys.version_info >= _FIRST_PYTHON_WITHOUT:
        return False
    try:
        import_module("durable_rules_engine")
    except ImportError:
        return False
    return True


class Durable(Protocol):
    """All that we touch of durable_rules: six functions of its C module. They ship no types."""

    error: type[Exception]

    def create_ruleset(self, name: str, definition: str, /) -> int:
        """Compile rules: a handle."""

    def delete_ruleset(self, handle: int, /) -> None:
        """Free the memory of the rules."""

    def assert_facts(self, handle: int, facts: str, /) -> tuple[int, int]:
        """Assert a list of facts in the session that they name: a code, which is 0 where some rule knows each fact, and the session."""

    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None:
        """The first rule that fires: the state of the session, and the rule with the facts it joined."""

    def complete_and_start_action(self, handle: int, state: int, /) -> str | None:
        """The next rule that fires, with the facts it joined."""

    def delete_state(self, handle: int, session: str, /) -> None:
        """Forget a session and all its facts."""


class Engine:
    """The rules of one epoch, compiled once, asked about one person after another. Threads may share it.

    After a fork, and where it is unpickled, the engine compiles its rules again by itself.
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
        with self._here().session() as rulesets:
            for stage, places in enumerate(self._places):
                for ruleset in rulesets:
                    for clause, joined in ruleset.run(stage, facts):
                        found[clause.place] = _verdict(clause, joined, facts)
                facts = close_stage([found[place] for place in places], facts, self._otherwise)
        return tuple(found), facts

    def close(self) -> None:
        """Give the compiled rules back. A closed engine answers nothing more."""
        self._home = None

    def _here(self) -> "_Home":
        home = self._home
        if home is None:
            raise EngineFailed(f"this engine is closed, so {_NO_ADVICE}; make a new one")
        if home.pid != os.getpid():  # a fork copies locks and sessions as they happen to be
            home = self._home = _Home(self._shards)
        return home

    def __reduce__(self) -> tuple[type["Engine"], tuple[tuple[Rule, ...], dict[str, str]]]:
        return type(self), (self._rules, self._otherwise)


def checked(engine: Engine | None, rules: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str]) -> Answer:
    """What each rule says and all that was concluded, on which the engine and its plain twin agree.

    Without an engine the twin answers alone. Raises `EngineDisagreement` with the smallest case on which they differ,
    `RulesContradict` where they agree that rules contradict each other, and `EngineFailed`.
    """
    answer = plain = said(reference.verdicts, rules, facts, otherwise)
    if engine is not None:
        asked = _asked(engine, rules)
        answer = said(asked, rules, facts, otherwise)
        if not agree(answer, plain):
            raise EngineDisagreement(reproduction(asked, rules, facts, otherwise))
    if isinstance(answer, RulesContradict):
        raise answer
    return answer


def _asked(engine: Engine, rules: Sequence[Rule]) -> Ask:
    """Ask this engine; about fewer rules, one like it."""

    def ask(some: Sequence[Rule], facts: Facts, otherwise: Mapping[str, str]) -> Answer:
        if len(some) == len(rules):
            return engine.verdicts(facts)
        with closing(type(engine)(some, otherwise)) as smaller:
            return smaller.verdicts(facts)

    return ask


def _refuted(rules: Sequence[Rule]) -> tuple[Verdict, ...]:
    """What each rule says when it does not fire."""
    for id_, count in Counter(rule.id for rule in rules).items():
        if count > 1:
            raise EngineFailed(f"{count} rules are called {id_}; give each an id of its own")
    return tuple(Verdict(rule, Outcome.DOES_NOT_APPLY) for rule in rules)


def _verdict(clause: Clause, joined: str, facts: Facts) -> Verdict:
    """The verdict of a rule that fired: none of its conditions is false. `joined` says which are unknown."""
    known = facts.known
    premises: list[Fact] = []
    missing: list[str] = []
    for fact, unknown in clause.conditions:
        if unknown in joined:
            missing.append(fact)
        else:
            premises.append(known[fact])
    return Verdict(clause.rule, Outcome.CANNOT_TELL if missing else Outcome.APPLIES, tuple(premises), tuple(missing))


class _Home:
    """The compiled rules of an engine in one process, for one thread at a time."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self.pid = os.getpid()
        self._shards = shards
        self._lock = threading.Lock()
        self._rulesets: tuple[_Ruleset, ...] | None = self._compiled()

    @contextmanager
    def session(self) -> Iterator[tuple["_Ruleset", ...]]:
        """The rulesets for one person. Whatever happens, the session is put away before the next.

        Where that fails, the next person gets rules that are compiled anew.
        """
        with self._lock:
            rulesets = self._rulesets or self._compiled()
            self._rulesets = None
            try:
                yield rulesets
            except BaseException:
                with suppress(EngineFailed):  # the first error is the one to tell
                    self._put_away(rulesets)
                raise
            self._put_away(rulesets)

    def _put_away(self, rulesets: tuple["_Ruleset", ...]) -> None:
        for ruleset in rulesets:
            ruleset.put_away()
        self._rulesets = rulesets

    def _compiled(self) -> tuple["_Ruleset", ...]:
        durable = _durable()
        return tuple(_Ruleset(durable, shard) for shard in self._shards)


class _Ruleset:
    """One ruleset in C, and at most one session in it."""

    def __init__(self, durable: Durable, shard: Shard) -> None:
        self._durable = durable
        self._shard = shard
        try:
            self._handle = durable.create_ruleset("rules", shard.definition)
        except durable.error as error:
            raise EngineFailed(f"durable_rules did not take the rules ({error}); {_NO_ADVICE}") from error
        weakref.finalize(self, durable.delete_ruleset, self._handle).atexit = False
        # until an action has run, delete_state frees memory that nobody set
        self.run(0, Facts({}))
        self.put_away()

    def run(self, stage: int, facts: Facts) -> list[tuple[Clause, str]]:
        """The rules of a stage that fire, each with the tokens it joined, as durable_rules tells them.

        The stage before waits at its barrier until now, so that nothing flows back. Raises `EngineFailed`.
        """
        try:
            code, session = self._durable.assert_facts(self._handle, self._shard.batch(stage, facts))
            if code:
                raise EngineFailed(f"durable_rules gave code {code} for the facts of stage {STAGES[stage]}; {_NO_ADVICE}")
            return self._fired(stage, session)
        except self._durable.error as error:
            raise EngineFailed(f"durable_rules failed ({error}); {_NO_ADVICE}") from error

    def put_away(self) -> None:
        """Forget this person. Raises `EngineFailed`."""
        try:
            self._durable.delete_state(self._handle, SESSION)
        except self._durable.error as error:
            raise EngineFailed(f"durable_rules did not forget a session ({error}); {_NO_ADVICE}") from error

    def _fired(self, stage: int, session: int) -> list[tuple[Clause, str]]:
        """Rule after rule, up to the barrier of the stage. No rule fires twice."""
        fired: list[tuple[Clause, str]] = []
        clauses, barrier = self._shard.clauses, self._shard.barriers[stage]
        handle, following = self._handle, self._durable.complete_and_start_action
        joined = following(handle, session) if stage else self._first(session)
        for _ in range(len(clauses) + 1):
            if joined is None:
                raise EngineFailed(f"durable_rules stopped before stage {STAGES[stage]} was closed; {_NO_ADVICE}")
            name = joined[2 : joined.index('"', 2)]
            if name == barrier:
                return fired
            fired.append((clauses[name], joined))
            joined = following(handle, session)
        raise EngineFailed(f"durable_rules fired more than {len(clauses)} rules in stage {STAGES[stage]}: it loops; {_NO_ADVICE}")

    def _first(self, session: int) -> str | None:
        started = self._durable.start_action_for_state(self._handle, session)
        return None if started is None else started[1]


def _durable() -> Durable:
    """The C module of durable_rules, in the version we know. Raises `EngineFailed`."""
    if not is_available():
        raise EngineFailed(
            f"durable_rules {TRUSTED} cannot be imported here; install it on Python 3.11 or 3.12, or ask the plain twin alone"
        )
    found = version("durable_rules")
    if found != TRUSTED:
        raise EngineFailed(
            f"durable_rules {found} is installed, and only {TRUSTED} is known to be safe here; install durable-rules=={TRUSTED}"
        )
    return cast("Durable", import_module("durable_rules_engine"))
