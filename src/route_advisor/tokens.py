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
"""durable_rules crashes on 256 rules on one condition; no rule has a condition twice, so this many rules are safe."""

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
    """A rule, its place among all rules, and the token of each of its conditions."""

    place: int
    rule: Rule
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shard:
    """As many rules as one ruleset of durable_rules can hold, with all that is asserted to it."""

    definition: str
    """The ruleset as JSON. Rules of a stage go before its barrier, and its barrier before the next stage (`pri`)."""

    clauses: Mapping[str, Clause]
    """The rules by their name in the ruleset."""

    barriers: tuple[str, ...]
    """The rule that closes each stage."""

    openings: tuple[str, ...]
    asked: tuple[tuple[Asked, ...], ...]

    def batch(self, stage: int, facts: Facts) -> str:
        """The tokens to assert when a stage opens, as JSON: each true or unknown literal whose reading starts here."""
        batch = [self.openings[stage]]
        known = facts.known
        for asked in self.asked[stage]:
            fact = known.get(asked.fact)
            tokens = asked.unknown if fact is None else asked.by_word.get(fact.word)
            if tokens:
                batch.append(tokens)
        return f"[{','.join(batch)}]"


def shards_of(rules: Sequence[Rule]) -> tuple[Shard, ...]:
    """The rules as rulesets, each within the limits of durable_rules.

    Raises `LimitReached` for a rule with too many conditions, `EngineFailed` where durable_rules would confuse two names.
    """
    literals = _literals(rules)
    return tuple(_shard([(place, rules[place], literals[place]) for place in part]) for part in _parts(rules, literals))


def name_hash(name: str) -> int:
    """How durable_rules compares names and ids: 32-bit FNV-1a, so that different names may be the same to it."""
    found = 0x811C9DC5
    for byte in name.encode():
        found = ((found ^ byte) * 16777619) & 0xFFFFFFFF
    return found


def _literals(rules: Sequence[Rule]) -> list[tuple[Literal, ...]]:
    """The literals of each rule, in the order of its conditions."""
    concluded: defaultdict[str, set[int]] = defaultdict(set)
    for rule in rules:
        if isinstance(rule.then, Concludes):
            concluded[rule.then.fact].add(STAGES.index(rule.stage))

    def since(fact: str, stage: int) -> int:
        return max((earlier + 1 for earlier in concluded.get(fact, ()) if earlier < stage), default=0)

    return [tuple(Literal(asks.fact, frozenset(asks.words), since(asks.fact, STAGES.index(rule.stage))) for asks in rule.when) for rule in rules]


def _parts(rules: Sequence[Rule], literals: Sequence[tuple[Literal, ...]]) -> Iterator[list[int]]:
    """The places of the rules, cut where one ruleset is full."""
    part: list[int] = []
    within: set[Literal] = set()
    for place, rule in enumerate(rules):
        own = set(literals[place])
        if len(own) > CONDITIONS_A_RULE:
            raise LimitReached(f"rule {rule.id} has {len(own)} conditions, and the engine reads at most {CONDITIONS_A_RULE}; split the rule")
        if part and (len(part) == RULES_A_RULESET or len(within | own) > LITERALS_A_RULESET):
            yield part
            part, within = [], set()
        part.append(place)
        within |= own
    if part:
        yield part


def _shard(part: Sequence[tuple[int, Rule, tuple[Literal, ...]]]) -> Shard:
    tokens: dict[Literal, str] = {}
    clauses: dict[str, Clause] = {}
    for place, rule, literals in part:
        clauses[f"R{place}"] = Clause(place, rule, tuple(tokens.setdefault(literal, f"L{len(tokens)}") for literal in literals))
    openings = tuple(f"S{number}" for number in range(len(STAGES)))
    barriers = tuple(f"B{number}" for number in range(len(STAGES)))
    _refuse_same_hash([*tokens.values(), *openings, *_ITS_OWN_NAMES])
    _refuse_same_hash([*tokens.values(), *openings, *_ITS_OWN_IDS])
    definition = {name: _join(clause.tokens or (openings[STAGES.index(clause.rule.stage)],), 2 * STAGES.index(clause.rule.stage)) for name, clause in clauses.items()}
    definition |= {barrier: _join((openings[number],), 2 * number + 1) for number, barrier in enumerate(barriers)}
    asked = tuple(tuple(_asked(tokens, number)) for number in range(len(STAGES)))
    return Shard(json.dumps(definition), clauses, barriers, tuple(_fact(token, unknown=0) for token in openings), asked)


def _join(tokens: Sequence[str], pri: int) -> dict[str, object]:
    """A rule of durable_rules. A token that stands twice is asked once: no fact joins with itself."""
    return {"all": [{f"c{number}": {token: 1}} for number, token in enumerate(dict.fromkeys(tokens))], "pri": pri}


def _fact(token: str, *, unknown: int) -> str:
    return f'{{"sid":"{SESSION}","id":"{token}","{token}":1,"u":{unknown}}}'


def _asked(tokens: Mapping[Literal, str], since: int) -> Iterator[Asked]:
    by_fact: defaultdict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for literal, token in tokens.items():
        if literal.since == since:
            by_fact[literal.fact].append((literal.words, token))
    for fact, literals in by_fact.items():
        words = {word for asked, _ in literals for word in asked}
        by_word = {word: ",".join(_fact(token, unknown=0) for asked, token in literals if word in asked) for word in words}
        yield Asked(fact, by_word, ",".join(_fact(token, unknown=1) for _, token in literals))


def _refuse_same_hash(names: Sequence[str]) -> None:
    by_hash: dict[int, str] = {}
    for name in names:
        other = by_hash.setdefault(name_hash(name), name)
        if other != name or names.count(name) > 1:
            raise EngineFailed(f"durable_rules cannot tell {other} from {name}: their hashes are equal; no rule was compiled")
