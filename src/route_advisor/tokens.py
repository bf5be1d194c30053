"""Rules as durable_rules may read them: each distinct literal is a token, and nothing about a person goes into C."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from route_advisor.errors import EngineFailed, LimitReached
from route_advisor.facts import Facts
from route_advisor.rule import Concludes, Rule
from route_advisor.vocabulary import Stage

STAGES = tuple(Stage)
SESSION = "p"
"""The session of every person: one at a time, put away before the next."""

CONDITIONS_A_RULE = 15
"""durable_rules joins at most 16 facts."""
LITERALS_A_RULESET = 480
"""durable_rules hangs on 513 conditions at the root."""
RULES_A_RULESET = 240
"""durable_rules crashes on 256 rules on one condition; no rule asks a condition twice, so this many rules are safe."""

_NUMBER = {stage: number for number, stage in enumerate(STAGES)}
_OPENINGS = tuple(f"S{number}" for number in _NUMBER.values())
"""The token that is true as soon as a stage opens."""
_BARRIERS = tuple(f"B{number}" for number in _NUMBER.values())
_ITS_OWN_NAMES = ("id", "sid", "u", "$s")
_ITS_OWN_IDS = (f"sid-{SESSION}",)


class Literal(NamedTuple):
    """A fact has one of these words, as the fact stands from stage `since` on: later conclusions never reach earlier rules."""

    fact: str
    words: frozenset[str]
    since: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What to assert about one fact: by its word, and where nobody told us. A word that no rule asks asserts nothing."""

    fact: str
    by_word: Mapping[str, str]
    unknown: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule and its place among all rules; for each condition its fact, and how durable_rules repeats that it is unknown."""

    place: int
    rule: Rule
    conditions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shard:
    """As many rules as one ruleset of durable_rules can hold, and all that is ever asserted to it."""

    definition: str
    """The ruleset as JSON. Rules of a stage go before its barrier, and the barrier before the next stage (`pri`)."""
    clauses: Mapping[str, Clause]
    """The rules by their names in the ruleset."""
    asked: tuple[tuple[Asked, ...], ...]
    """The facts to look at when a stage opens."""
    barriers: tuple[str, ...] = _BARRIERS
    """The rule that closes each stage."""

    def batch(self, stage: int, facts: Facts) -> str:
        """The tokens to assert when a stage opens, as JSON: the true and the unknown literals whose reading starts here."""
        known = facts.known
        batch = [_OPENED[stage]]
        for asked in self.asked[stage]:
            fact = known.get(asked.fact)
            tokens = asked.unknown if fact is None else asked.by_word.get(fact.word)
            if tokens:
                batch.append(tokens)
        return f"[{','.join(batch)}]"


def shards_of(rules: Sequence[Rule]) -> tuple[Shard, ...]:
    """The rules as rulesets within the limits of durable_rules.

    Raises `LimitReached` for a rule with too many conditions, `EngineFailed` where durable_rules would confuse two names.
    """
    return tuple(_shard(part) for part in _parts(rules))


def name_hash(name: str) -> int:
    """How durable_rules compares names and ids: 32-bit FNV-1a. Different names can be the same to it."""
    found = 0x811C9DC5
    for byte in name.encode():
        found = ((found ^ byte) * 0x01000193) & 0xFFFFFFFF
    return found


_Read = tuple[int, Rule, tuple[Literal, ...]]
"""A rule, its place, and the literal of each condition."""


def _parts(rules: Sequence[Rule]) -> Iterator[list[_Read]]:
    """The rules, cut where one ruleset is full."""
    part: list[_Read] = []
    within: set[Literal] = set()
    for read in _read(rules):
        own = set(read[2])
        if part and (len(part) == RULES_A_RULESET or len(within | own) > LITERALS_A_RULESET):
            yield part
            part, within = [], set()
        part.append(read)
        within |= own
    if part:
        yield part


def _read(rules: Sequence[Rule]) -> Iterator[_Read]:
    concluded = _concluded_in(rules)
    for place, rule in enumerate(rules):
        stage = _NUMBER[rule.stage]
        literals = tuple(Literal(asks.fact, frozenset(asks.words), _since(concluded[asks.fact], stage)) for asks in rule.when)
        if len(set(literals)) > CONDITIONS_A_RULE:
            raise LimitReached(
                f"rule {rule.id} has {len(set(literals))} conditions; the engine reads at most {CONDITIONS_A_RULE}, so split the rule"
            )
        yield place, rule, literals


def _concluded_in(rules: Sequence[Rule]) -> defaultdict[str, set[int]]:
    """The stages that have a say about each fact."""
    stages: defaultdict[str, set[int]] = defaultdict(set)
    for rule in rules:
        if isinstance(rule.then, Concludes):
            stages[rule.then.fact].add(_NUMBER[rule.stage])
    return stages


def _since(concluded: set[int], stage: int) -> int:
    """Where the reading of a fact starts that a rule of this stage sees: after the last stage before it that had a say."""
    return max((earlier + 1 for earlier in concluded if earlier < stage), default=0)


def _shard(part: Sequence[_Read]) -> Shard:
    tokens: dict[Literal, str] = {}
    clauses: dict[str, Clause] = {}
    definition: dict[str, object] = {_BARRIERS[number]: _join([_OPENINGS[number]], 2 * number + 1) for number in _NUMBER.values()}
    for place, rule, literals in part:
        own = [tokens.setdefault(literal, f"L{len(tokens)}") for literal in literals]
        stage, name = _NUMBER[rule.stage], f"R{place}"
        definition[name] = _join(own or [_OPENINGS[stage]], 2 * stage)
        unknown = (_mark(token, unknown=1) for token in own)
        clauses[name] = Clause(place, rule, tuple((asks.fact, mark) for asks, mark in zip(rule.when, unknown, strict=True)))
    _refuse_same_hash([*tokens.values(), *_OPENINGS, *_ITS_OWN_NAMES])
    _refuse_same_hash([*tokens.values(), *_OPENINGS, *_ITS_OWN_IDS])
    return Shard(json.dumps(definition), clauses, tuple(tuple(_asked(tokens, number)) for number in _NUMBER.values()))


def _join(tokens: Sequence[str], pri: int) -> dict[str, object]:
    """A rule of durable_rules. A token that stands twice is asked once: no fact joins with itself."""
    return {"all": [{f"c{number}": {token: 1}} for number, token in enumerate(dict.fromkeys(tokens))], "pri": pri}


def _asked(tokens: Mapping[Literal, str], since: int) -> Iterator[Asked]:
    by_fact: defaultdict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for literal, token in tokens.items():
        if literal.since == since:
            by_fact[literal.fact].append((literal.words, token))
    for fact, literals in by_fact.items():
        words = {word for asked, _ in literals for word in asked}
        by_word = {word: ",".join(_token(token) for asked, token in literals if word in asked) for word in words}
        yield Asked(fact, by_word, ",".join(_token(token, unknown=1) for _, token in literals))


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


_OPENED = tuple(_token(opening) for opening in _OPENINGS)
