"""The rules as sets of bits: each word of a fact strikes out the rules that it refutes.

Every rule is one bit. A rule is refuted by any fact whose word it does not take, and waits for any fact that nobody told; what is neither
refuted nor waiting applies. So one person costs a few bitwise ORs, however many rules there are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from route_advisor.errors import RulesContradict
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning.disagreement import Answer
from route_advisor.rulebook.rule import Concludes, Rule, Rules, Verdict
from route_advisor.vocabulary import Grade, Outcome, Stage, Teller

Bits = int
"""A set of rules: bit 3 is the rule at place 3."""


class Read(NamedTuple):
    """What the rules of one stage say of the facts before it."""

    facts: Facts
    applies: Bits
    waits: Bits
    reported: Bits
    """The rules that ask a fact of which somebody has to confirm the word."""
    weak: Bits
    """The rules that ask a fact that is not established."""


@dataclass(slots=True)
class _Struck:
    """The rules that the facts so far refute, by the grade of those facts, and those that ask weak ones."""

    by_grade: dict[Grade, Bits]
    waits: Bits = 0
    reported: Bits = 0
    weak: Bits = 0


class _Stage(NamedTuple):
    rules: Bits
    concluding: Mapping[str, Mapping[str, Bits]]
    """The rules that conclude each word of a fact, in the order of the pages."""


class Strikes:
    """The rules of one epoch, read as bits. Nothing in it changes, so threads may share it."""

    def __init__(self, rules: Sequence[Rule], otherwise: Mapping[str, str]) -> None:
        self._rules = Rules.of(rules)
        self._otherwise = dict(otherwise)
        self._refuted = tuple(rule.refuted for rule in self._rules)
        self._asks: defaultdict[str, Bits] = defaultdict(int)
        self._struck: dict[str, dict[str, Bits]] = {}
        self._compile()
        self._stages = {stage: self._stage(stage) for stage in Stage}
        concluded = {name: None for stage in self._stages.values() for name in stage.concluding}
        self._concluded = tuple(name for name in concluded if name in self._asks)
        self._told = tuple((name, asks, self._struck[name]) for name, asks in self._asks.items() if name not in concluded)

    def verdicts(self, facts: Facts) -> Answer:
        """What each rule says, in the order of the rules, and the facts with all that was concluded. Raises `RulesContradict`."""
        found = list(self._refuted)
        for read in self.stages(facts):
            for place in places(read.applies | read.waits):
                found[place] = _verdict(self._rules[place], read.facts)
        return tuple(found), read.facts

    def stages(self, facts: Facts) -> Iterator[Read]:
        """Stage after stage what its rules say; at the end nothing more, with all that was concluded. Raises `RulesContradict`."""
        told = _Struck(dict.fromkeys(Grade, 0))
        for name, asks, struck in self._told:
            self._strike(told, facts.known.get(name), asks, struck)
        for stage in self._stages.values():
            now = _Struck({**told.by_grade}, told.waits, told.reported, told.weak)
            for name in self._concluded:
                self._strike(now, facts.known.get(name), self._asks[name], self._struck[name])
            refuted = now.by_grade[Grade.ESTABLISHED] | now.by_grade[Grade.EXPECTED] | now.by_grade[Grade.REPORTED]
            left = stage.rules & ~refuted
            read = Read(facts, left & ~now.waits, left & now.waits, now.reported, now.weak)
            yield read
            if stage.concluding:
                facts = self._closed(stage, read, now)
        yield Read(facts, 0, 0, 0, 0)

    @staticmethod
    def _strike(found: _Struck, fact: Fact | None, asks: Bits, struck: Mapping[str, Bits]) -> None:
        if fact is None:
            found.waits |= asks
            return
        found.by_grade[fact.grade] |= struck.get(fact.word, asks)
        if fact.grade is not Grade.ESTABLISHED:
            found.weak |= asks
            if fact.grade is Grade.REPORTED:
                found.reported |= asks

    def _closed(self, stage: _Stage, read: Read, now: _Struck) -> Facts:
        """The facts, with what this stage concludes: as `stages.close_stage` says it, in bits."""
        new: list[Fact] = []
        behind: dict[str, tuple[str, ...]] = {}
        for name, by_word in stage.concluding.items():
            about = 0
            for bits in by_word.values():
                about |= bits
            if about & read.applies:
                new.append(self._word(name, by_word, read))
            elif about & read.waits:
                missing = {one for place in places(about & read.waits) for one, _ in self._rules[place].when if one not in read.facts.known}
                behind[name] = tuple(sorted(missing))
            elif name in self._otherwise:
                left = about & ~now.by_grade[Grade.ESTABLISHED]
                grade = Grade.ESTABLISHED if not left else Grade.REPORTED if left & ~now.by_grade[Grade.EXPECTED] else Grade.EXPECTED
                new.append(Fact(name, self._otherwise[name], _NO_RULE, grade))
        return read.facts.with_facts(new, behind) if new or behind else read.facts

    def _word(self, name: str, by_word: Mapping[str, Bits], read: Read) -> Fact:
        words = [word for word, bits in by_word.items() if bits & read.applies]
        applying = 0
        for word in words:
            applying |= by_word[word] & read.applies
        if len(words) > 1:
            ids = ", ".join(self._rules[place].id for place in places(applying))
            raise RulesContradict(
                f"rules {ids} all apply and conclude different words for {name}: {', '.join(sorted(words))}; mend the rulebook"
            )
        established, firm = applying & ~read.weak, applying & ~read.reported
        because = established or firm or applying
        grade = Grade.ESTABLISHED if established else Grade.EXPECTED if firm else Grade.REPORTED
        return Fact(name, words[0], tuple(sorted(ToldBy(Teller.RULES, self._rules[place].id) for place in places(because))), grade)

    def _compile(self) -> None:
        takes: defaultdict[str, defaultdict[str, Bits]] = defaultdict(lambda: defaultdict(int))
        for place, rule in enumerate(self._rules):
            asked: dict[str, set[str]] = {}
            for name, words in rule.when:
                asked[name] = asked[name].intersection(words) if name in asked else set(words)
            for name, taken in asked.items():
                self._asks[name] |= 1 << place
                for word in taken:
                    takes[name][word] |= 1 << place
        for name, asks in self._asks.items():
            self._struck[name] = {word: asks & ~bits for word, bits in takes[name].items()}

    def _stage(self, stage: Stage) -> _Stage:
        places_here = self._rules.by_stage[stage].places
        concluding: dict[str, dict[str, Bits]] = {}
        for place in places_here:
            then = self._rules[place].then
            if isinstance(then, Concludes):
                by_word = concluding.setdefault(then.fact, {})
                by_word[then.word] = by_word.get(then.word, 0) | 1 << place
        return _Stage(sum(1 << place for place in places_here), concluding)


_NO_RULE = (ToldBy(Teller.RULES, "no_rule_applies"),)


def places(rules: Bits) -> Iterator[int]:
    """The places of the rules in a set, lowest first."""
    while rules:
        lowest = rules & -rules
        yield lowest.bit_length() - 1
        rules ^= lowest


def _verdict(rule: Rule, facts: Facts) -> Verdict:
    """What a rule says of which no condition is false."""
    known = facts.known
    found = [known.get(name) for name, _ in rule.when]
    if None not in found:
        return Verdict(rule, Outcome.APPLIES, tuple(found))  # type: ignore[arg-type]
    missing = tuple([name for (name, _), fact in zip(rule.when, found, strict=True) if fact is None])
    return Verdict(rule, Outcome.CANNOT_TELL, tuple([fact for fact in found if fact is not None]), missing)
