"""Rules as durable_rules may read them: each distinct literal is a token, and nothing about a person goes into C.

Rules come in families: hundreds ask first whether the 2021 Act governs, dozens of these whether the route is B1. A family has a
room of its own, behind a door. The door is a rule that asks, once, what the whole family asks. Where that is false the door
stays shut and nobody looks into the room: its rules do not apply, all at once.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from route_advisor.errors import EngineFailed, LimitReached
from route_advisor.facts import Fact, Facts
from route_advisor.rulebook.rule import Rule

SESSION = "p"
"""The session of every person: one at a time, put away before the next."""
BARRIER = "B"
"""The rule that fires last in every room, so that a room that was left early is noticed."""
UNKNOWN = '"u":1'
"""How durable_rules repeats of a token that it is unknown."""

CONDITIONS_A_RULE = 15
"""durable_rules joins at most 16 facts."""
LITERALS_A_RULESET = 480
"""durable_rules hangs on 513 conditions at the root."""
RULES_A_RULESET = 240
"""durable_rules crashes on 256 rules on one condition; no rule asks a condition twice, so this many rules are safe."""
RULES_A_DOOR = 5
"""A family of fewer rules is not worth a door: a room costs as much as asking that many rules."""

_OPENING = "S"
"""The token that is true in every room."""
_ITS_OWN_NAMES = ("id", "sid", "u", "$s")
_ITS_OWN_IDS = (f"sid-{SESSION}",)


class Literal(NamedTuple):
    """A fact has one of these words: its token. Equal literals of a stage have one token."""

    fact: str
    words: frozenset[str]
    token: str


class Asked(NamedTuple):
    """What to assert about one fact: by its word, and where nobody told us. A word that no rule asks asserts nothing."""

    fact: str
    by_word: Mapping[str, str]
    unknown: str


class Clause(NamedTuple):
    """Conditions, and the rules that ask exactly these, each with its place among all rules.

    For each condition its fact, and how durable_rules repeats that it is unknown. What doors on the way ask stands here too.
    """

    conditions: tuple[tuple[str, str], ...]
    rules: tuple[tuple[int, Rule], ...]


@dataclass(frozen=True, slots=True)
class Room:
    """Rules of one stage in one ruleset of durable_rules, doors to further rooms, and all that is ever asserted here."""

    definition: str
    """The ruleset as JSON; the barrier fires behind all others (`pri`)."""
    clauses: Mapping[str, Clause]
    """The rules, by their name in the ruleset."""
    doors: Mapping[str, tuple["Room", ...]]
    """What is behind each door, by its name in the ruleset."""
    asked: tuple[Asked, ...]

    def batch(self, facts: Facts) -> str:
        """The tokens to assert, as JSON: the true and the unknown literals."""
        known = facts.known
        batch = [_OPENED]
        for name, by_word, unknown in self.asked:
            fact = known.get(name)
            tokens = unknown if fact is None else by_word.get(fact.word)
            if tokens:
                batch.append(tokens)
        return f"[{','.join(batch)}]"


def rooms_of(places: Sequence[int], rules: Sequence[Rule]) -> tuple[Room, ...]:
    """The rooms in which the rules of one stage begin, within the limits of durable_rules. Each rule has its place among all rules.

    Raises `LimitReached` for a rule with too many conditions, `EngineFailed` where durable_rules would confuse two names.
    """
    return _rooms(list(_entries(places, rules)))


def trial() -> tuple[Room, Facts, tuple[tuple[Fact, ...], tuple[str, ...]]]:
    """A tiny case to try durable_rules on: a room, a person who is nobody, and the premises and missing facts of the one rule that fires.

    Of its two rules one asks a true and an unknown literal, and fires; the other asks a true and a false one.
    """
    told, other = Fact("told", "yes", ()), Fact("other", "no", ())
    true, unknown, false = (Literal(fact, frozenset({"yes"}), f"L{number}") for number, fact in enumerate(("told", "silent", "other")))
    entries = [
        _Entry(f"R{number}", asks, Clause(tuple((one.fact, _mark(one.token, unknown=1)) for one in asks), ()))
        for number, asks in enumerate([(true, unknown), (true, false)])
    ]
    return _room(entries), Facts.of([told, other]), ((told,), (unknown.fact,))


@cache
def name_hash(name: str) -> int:
    """How durable_rules compares names and ids: 32-bit FNV-1a. Different names can be the same to it."""
    found = 0x811C9DC5
    for byte in name.encode():
        found = ((found ^ byte) * 0x01000193) & 0xFFFFFFFF
    return found


class _Entry(NamedTuple):
    """A clause or a door: its name, the literals it still asks, and what it leads to."""

    name: str
    asks: tuple[Literal, ...]
    leads_to: Clause | tuple[Room, ...]


def _entries(places: Sequence[int], rules: Sequence[Rule]) -> Iterator[_Entry]:
    """One clause for all rules that ask the same."""
    tokens: dict[tuple[str, frozenset[str]], str] = {}
    by_literals: defaultdict[tuple[Literal, ...], list[tuple[int, Rule]]] = defaultdict(list)
    for place, rule in zip(places, rules, strict=True):
        asked = [(asks.fact, frozenset(asks.words)) for asks in rule.when]
        literals = tuple(Literal(*one, tokens.setdefault(one, f"L{len(tokens)}")) for one in asked)
        if len(set(literals)) > CONDITIONS_A_RULE:
            raise LimitReached(
                f"rule {rule.id} has {len(set(literals))} conditions; the engine reads at most {CONDITIONS_A_RULE}, so split the rule"
            )
        by_literals[literals].append((place, rule))
    for number, (literals, alike) in enumerate(by_literals.items()):
        conditions = tuple((literal.fact, _mark(literal.token, unknown=1)) for literal in literals)
        yield _Entry(f"R{number}", tuple(dict.fromkeys(literals)), Clause(conditions, tuple(alike)))


def _rooms(entries: list[_Entry]) -> tuple[Room, ...]:
    return tuple(_room(part) for part in _parts(_behind_doors(entries)))


def _behind_doors(entries: list[_Entry]) -> list[_Entry]:
    """These rules, with each family that shares a literal behind a door, the largest first."""
    doors: list[_Entry] = []
    shared = _shared(entries)
    while shared is not None:
        family = [entry._replace(asks=tuple(one for one in entry.asks if one != shared)) for entry in entries if shared in entry.asks]
        entries = [entry for entry in entries if shared not in entry.asks]
        doors.append(_Entry(f"D{len(doors)}", (shared,), _rooms(family)))
        shared = _shared(entries)
    return [*doors, *entries]


def _shared(entries: Sequence[_Entry]) -> Literal | None:
    """The literal that most of these rules ask; `None` where too few share one."""
    for literal, count in Counter(literal for entry in entries for literal in entry.asks).most_common(1):
        if count >= RULES_A_DOOR:
            return literal
    return None


def _parts(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """The rules and doors, cut where one ruleset is full."""
    part: list[_Entry] = []
    within: set[Literal] = set()
    for entry in entries:
        if part and (len(part) == RULES_A_RULESET or len(within.union(entry.asks)) > LITERALS_A_RULESET):
            yield part
            part, within = [], set()
        part.append(entry)
        within.update(entry.asks)
    if part:
        yield part


def _room(part: Sequence[_Entry]) -> Room:
    literals = list(dict.fromkeys(literal for entry in part for literal in entry.asks))
    tokens = [literal.token for literal in literals]
    _refuse_same_hash([*tokens, _OPENING, *_ITS_OWN_NAMES])
    _refuse_same_hash([*tokens, _OPENING, *_ITS_OWN_IDS])
    definition = {BARRIER: _join([_OPENING], pri=1)}
    for entry in part:
        definition[entry.name] = _join([literal.token for literal in entry.asks] or [_OPENING], pri=0)
    return Room(
        definition=json.dumps(definition),
        clauses={entry.name: entry.leads_to for entry in part if isinstance(entry.leads_to, Clause)},
        doors={entry.name: entry.leads_to for entry in part if not isinstance(entry.leads_to, Clause)},
        asked=tuple(_asked(literals)),
    )


def _join(tokens: Sequence[str], pri: int) -> dict[str, object]:
    """A rule of durable_rules."""
    return {"all": [{f"c{number}": {token: 1}} for number, token in enumerate(tokens)], "pri": pri}


def _asked(literals: Sequence[Literal]) -> Iterator[Asked]:
    by_fact: defaultdict[str, list[Literal]] = defaultdict(list)
    for literal in literals:
        by_fact[literal.fact].append(literal)
    for fact, about in by_fact.items():
        words = {word for literal in about for word in literal.words}
        by_word = {word: ",".join(_token(literal.token) for literal in about if word in literal.words) for word in words}
        yield Asked(fact, by_word, ",".join(_token(literal.token, unknown=1) for literal in about))


def _token(token: str, *, unknown: int = 0) -> str:
    """A token as a fact of durable_rules."""
    return f'{{"sid":"{SESSION}","id":"{token}",{_mark(token, unknown=unknown)}}}'


def _mark(token: str, *, unknown: int) -> str:
    return f'"{token}":1,"u":{unknown}'


def _refuse_same_hash(names: Sequence[str]) -> None:
    by_hash: dict[int, str] = {}
    for name in names:
        other = by_hash.setdefault(name_hash(name), name)
        if other != name:
            raise EngineFailed(f"durable_rules cannot tell {other} from {name}, as their hashes are equal; no advice was given")


_OPENED = _token(_OPENING)
