"""The rules in durable_rules, fenced, and never alone: every answer is compared with its plain twin.

durable_rules 2.0.28 is a Rete engine that must not be trusted with people. Here it sees tokens of our own making, one person
at a time, through the C functions that its own `Ruleset` calls, in the same order; without its `Host`, threads and timers.
"""

import os
import threading
import weakref
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import Protocol, cast

from route_advisor.errors import EngineFailed, RulesContradict
from route_advisor.facts import Fact, Facts
from route_advisor.reasoning.disagreement import Answer
from route_advisor.reasoning.stages import close_stage
from route_advisor.reasoning.tokens import BARRIER, SESSION, UNKNOWN, Clause, Room, rooms_of, trial
from route_advisor.rulebook.rule import Rule, Rules, Verdict
from route_advisor.vocabulary import Outcome, Stage

TRUSTED = "2.0.28"
"""The one version of durable_rules whose private functions we know."""

_NO_ADVICE = "no advice was given"
_LARGEST_BLOCK = 2**24


def is_available() -> bool:
    """Whether an engine can be made: durable_rules can be imported, is the version we know, and answers a tiny case well.

    Found out once for each process.
    """
    return not _why_not()


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
        self._rules = Rules.of(rules)
        self._otherwise = dict(otherwise)
        self._refuted = _refuted(self._rules)
        self._rooms = {stage: rooms_of(some.places, some.rules) for stage, some in self._rules.by_stage.items()}
        self._home: _Home | None = _Home(self._rooms)

    def verdicts(self, facts: Facts) -> Answer:
        """What each rule says, in the order of the rules, and the facts with all that was concluded.

        Raises `RulesContradict` as the plain twin does, and `EngineFailed` where durable_rules gives an error code,
        loops, or stops early.
        """
        found = list(self._refuted)
        with self._here().rulesets() as by_stage:
            for stage, some in self._rules.by_stage.items():
                for ruleset in by_stage[stage]:
                    for clause, joined in ruleset.run(facts):
                        premises, missing = _reasons(clause, joined, facts)
                        outcome = Outcome.CANNOT_TELL if missing else Outcome.APPLIES
                        for place, rule in clause.rules:
                            found[place] = Verdict(rule, outcome, premises, missing)
                facts = close_stage([found[place] for place in some.concluding], facts, self._otherwise)
        return tuple(found), facts

    def close(self) -> None:
        """Give the compiled rules back. A closed engine answers nothing more."""
        self._home = None

    def _here(self) -> "_Home":
        home = self._home
        if home is None:
            raise EngineFailed(f"this engine is closed, so {_NO_ADVICE}; make a new one")
        if home.pid != os.getpid():  # a fork copies locks and sessions as they happen to be
            home = self._home = _Home(self._rooms)
        return home

    def __reduce__(self) -> tuple[type["Engine"], tuple[tuple[Rule, ...], dict[str, str]]]:
        return type(self), (self._rules, self._otherwise)


def _refuted(rules: Sequence[Rule]) -> tuple[Verdict, ...]:
    """What each rule says when it does not fire."""
    for id_, count in Counter(rule.id for rule in rules).items():
        if count > 1:
            raise EngineFailed(f"{count} rules are called {id_}; give each an id of its own")
    return tuple(rule.refuted for rule in rules)


def _reasons(clause: Clause, joined: str, facts: Facts) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """The facts that hold and the facts that are missing, for a clause that fired: none of its conditions is false.

    `joined` says which are unknown.
    """
    known = facts.known
    if UNKNOWN not in joined:
        return tuple([known[fact] for fact, _ in clause.conditions]), ()
    premises: list[Fact] = []
    missing: list[str] = []
    for fact, unknown in clause.conditions:
        if unknown in joined:
            missing.append(fact)
        else:
            premises.append(known[fact])
    return tuple(premises), tuple(missing)


class _Home:
    """The compiled rules of an engine in one process, for one thread at a time."""

    def __init__(self, rooms: Mapping[Stage, Sequence[Room]]) -> None:
        self.pid = os.getpid()
        self._rooms = rooms
        self._lock = threading.Lock()
        self._rulesets: _ByStage | None = self._compiled()

    @contextmanager
    def rulesets(self) -> Iterator["_ByStage"]:
        """The rulesets of each stage, for one person.

        Where anything goes wrong, the next person gets rules that are compiled anew, in which nobody was before.
        """
        with self._lock:
            by_stage = self._rulesets or self._compiled()
            self._rulesets = None
            try:
                yield by_stage
            except RulesContradict:  # told between two rooms, when nobody is in them
                self._rulesets = by_stage
                raise
            self._rulesets = by_stage

    def _compiled(self) -> "_ByStage":
        durable = _durable()
        # the C library gives larger blocks than the largest ever freed back to the system, and asks for them again for each person,
        # which takes a third of the time of an answer; one block of this size, freed at once, spares that
        bytearray(_LARGEST_BLOCK)
        return {stage: tuple(_Ruleset(durable, room, str(stage)) for room in rooms) for stage, rooms in self._rooms.items()}


class _Ruleset:
    """One room in C, with the rooms behind its doors. It knows at most one person, and only while it fires."""

    def __init__(self, durable: Durable, room: Room, stage: str) -> None:
        self._durable = durable
        self._room = room
        self._stage = stage
        self._behind = {door: tuple(_Ruleset(durable, further, stage) for further in rooms) for door, rooms in room.doors.items()}
        try:
            self._handle = durable.create_ruleset("rules", room.definition)
        except durable.error as error:
            raise EngineFailed(f"durable_rules did not take the rules ({error}); {_NO_ADVICE}") from error
        weakref.finalize(self, durable.delete_ruleset, self._handle).atexit = False
        # until an action has run, delete_state frees memory that nobody set
        self._fired(Facts({}))

    def run(self, facts: Facts, heard: str = "") -> list[tuple[Clause, str]]:
        """What fires here and behind the doors that open, each with the tokens it joined, as durable_rules tells them.

        `heard` is what the doors on the way here joined. Raises `EngineFailed`.
        """
        clauses, found = self._room.clauses, []
        for name, joined in self._fired(facts):
            if name in clauses:
                found.append((clauses[name], heard + joined))
            else:
                for further in self._behind[name]:
                    found += further.run(facts, heard + joined)
        return found

    def _fired(self, facts: Facts) -> list[tuple[str, str]]:
        """The names that fire, each with the tokens it joined. Then this person is put away. Raises `EngineFailed`."""
        try:
            code, session = self._durable.assert_facts(self._handle, self._room.batch(facts))
            if code:
                raise EngineFailed(f"durable_rules gave code {code} for the facts of stage {self._stage}; {_NO_ADVICE}")
            fired = self._until_barrier(session)
            self._durable.delete_state(self._handle, SESSION)
        except self._durable.error as error:
            raise EngineFailed(f"durable_rules failed ({error}); {_NO_ADVICE}") from error
        return fired

    def _until_barrier(self, session: int) -> list[tuple[str, str]]:
        """Rule after rule, up to the barrier. None fires twice."""
        fired: list[tuple[str, str]] = []
        handle, following = self._handle, self._durable.complete_and_start_action
        started = self._durable.start_action_for_state(handle, session)
        joined = None if started is None else started[1]
        size = len(self._room.clauses) + len(self._room.doors)
        for _ in range(size + 1):
            if joined is None:
                raise EngineFailed(f"durable_rules stopped before stage {self._stage} was closed; {_NO_ADVICE}")
            name = joined[2 : joined.index('"', 2)]
            if name == BARRIER:
                return fired
            fired.append((name, joined))
            joined = following(handle, session)
        raise EngineFailed(f"durable_rules fired more than {size} rules in stage {self._stage}: it loops; {_NO_ADVICE}")


_ByStage = Mapping[Stage, tuple[_Ruleset, ...]]


def _durable() -> Durable:
    """The C module of durable_rules, which keeps its contract. Raises `EngineFailed`."""
    reason = _why_not()
    if reason:
        raise EngineFailed(reason)
    return cast("Durable", import_module("durable_rules_engine"))


@cache
def _why_not() -> str:
    """Why durable_rules cannot be used here, and what to do; nothing where it can."""
    try:
        durable = cast("Durable", import_module("durable_rules_engine"))
        found = version("durable_rules")
    except ImportError:
        return f"durable_rules {TRUSTED} cannot be imported here; install route-advisor[durable], or ask the plain twin alone"
    if found != TRUSTED:
        return f"durable_rules {found} is installed, and only {TRUSTED} is known to be safe here; install durable-rules=={TRUSTED}"
    if not _keeps_its_contract(durable):
        return f"durable_rules {found} does not answer as it should on this Python; install route-advisor[durable] anew, or ask the plain twin alone"
    return ""


def _keeps_its_contract(durable: Durable) -> bool:
    """Whether the functions that we call are there, and tell of a tiny case what fired, what is known and what is missing."""
    room, facts, expected = trial()
    try:
        found = [_reasons(clause, joined, facts) for clause, joined in _Ruleset(durable, room, "trial").run(facts)]
    except (AttributeError, EngineFailed, LookupError, TypeError, ValueError):
        return False
    return found == [expected]
