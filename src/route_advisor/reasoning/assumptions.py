"""What is only expected or supposed: an explicit input of reasoning beside the facts, and never one of them.

Facts alone never change their verdicts by what somebody expects. Where nobody has told which act governs, or whether there is a duty, and
the rules say what to expect until then, the same rules are asked once more with that word beside the facts. What follows has the grade
`expected`: it is told as expected, and nothing is established on it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from route_advisor.documents.mistakes import did_you_mean, refuse_other_kind
from route_advisor.errors import NotInRulebook
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.messages import Message
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Verdict
from route_advisor.vocabulary import Grade, Outcome, Teller

Answer = tuple[Facts, tuple[Verdict, ...]]

EXPECTED, SUPPOSED = "expected", "supposed"
"""The documents of an assumption: what the rules expect, and what whoever asks supposes."""


class Assumption(NamedTuple):
    """A word that a fact is taken to have, and because of what: rules that expect it, or facts that are rare and that nobody told."""

    fact: str
    word: str
    because: tuple[str, ...] = ()
    """The ids of the rules that expect it; none where it is rare to be otherwise, or where whoever asks supposes it."""
    supposed: bool = False
    """Whoever asks wants to know what would be so; it may differ from what is known."""


@dataclass(frozen=True)
class Assumed:
    """An answer that may rest on assumptions: all that is known, assumed and concluded, what each rule says, and the assumptions."""

    facts: Facts
    verdicts: tuple[Verdict, ...]
    assumptions: tuple[Assumption, ...]
    resting: frozenset[str]
    """The facts that rest on an assumption."""
    told: Facts
    """What is known, without any assumption and before any rule."""
    standing: tuple[Verdict, ...]
    """The verdicts of rules that no fact refutes."""

    @cached_property
    def applying(self) -> tuple[Verdict, ...]:
        """The verdicts of rules that apply."""
        applies = Outcome.APPLIES
        return tuple([verdict for verdict in self.standing if verdict.outcome is applies])

    @cached_property
    def undecided(self) -> tuple[Verdict, ...]:
        """The verdicts of rules that cannot tell."""
        applies = Outcome.APPLIES
        return tuple([verdict for verdict in self.standing if verdict.outcome is not applies])


def answered(ask: Callable[[Facts], Answer], facts: Facts, catalogue: Catalogue, supposed: Sequence[Assumption] = ()) -> Assumed:
    """What the rules say of these facts, and of what is to be expected until somebody decides.

    `ask` gives all that is concluded from facts, and what each rule says of them.
    """
    assumptions = tuple(supposed)
    while True:
        found, verdicts = ask(assuming(facts, assumptions))
        only_expected = _following_from(verdicts, (one for one in assumptions if one.because))
        more = tuple({one.fact: one for one in reversed([*_expected(found, verdicts, catalogue, only_expected)])}.values())[::-1]
        if not more:
            standing = tuple([one for one in verdicts if one.outcome is not Outcome.DOES_NOT_APPLY])
            return Assumed(found, verdicts, assumptions, resting(found, verdicts, assumptions), facts, standing)
        assumptions += more


def assuming(facts: Facts, assumptions: Iterable[Assumption]) -> Facts:
    """These facts with the assumptions beside them, each marked as what it is. Only what is supposed may differ from what is known."""
    known = dict(facts.known)
    for one in assumptions:
        if one.supposed or one.fact not in known:
            told_by = (ToldBy(Teller.ASSUMPTION, SUPPOSED if one.supposed else EXPECTED),)
            known[one.fact] = Fact(one.fact, one.word, told_by, Grade.EXPECTED)
    return replace(facts, known=known)


def _expected(
    facts: Facts, verdicts: Sequence[Verdict], catalogue: Catalogue, only_expected: frozenset[str] = frozenset()
) -> Iterator[Assumption]:
    """What the head of the rulebook expects while nobody has decided; what sources differ about is never assumed.

    Nothing is expected because of what is itself `only_expected`: a letter that is expected is no letter that came.
    """
    differing = {conflict.fact for conflict in facts.conflicts}
    for decided, expectations in catalogue.head.expectations.items():
        if decided in facts:
            continue
        for expectation in expectations:
            fact = facts.known.get(expectation.fact)
            if fact is not None and expectation.fact in only_expected:
                continue
            if fact is None:
                yield from _rarely_otherwise(expectation.fact, facts, verdicts, catalogue, differing)
                continue
            because = tuple(one.rule.id for one in verdicts if one.applies and one.rule.concludes == expectation.fact)
            for name, word in expectation.assumes.get(fact.word, {}).items():
                if name not in facts and name not in differing:
                    yield Assumption(name, word, because)
            break


def _rarely_otherwise(
    name: str, facts: Facts, verdicts: Sequence[Verdict], catalogue: Catalogue, differing: set[str]
) -> Iterator[Assumption]:
    """For a fact that nobody could conclude: what is missing for a rule that concludes it, where that is rarely otherwise and nothing else."""
    for verdict in verdicts:
        if verdict.rule.concludes != name or not verdict.cannot_tell:
            continue
        words = dict(verdict.rule.when)
        missing = facts.tellable(verdict.missing)
        rare = {one: word for one in sorted(missing) if (word := catalogue.facts[one].unless_told) is not None}
        met = all((catalogue.facts[one].unless_told or catalogue.facts[one].otherwise) in words[one] for one in verdict.missing)
        if met and len(rare) == len(missing) and not differing & missing:
            yield from (Assumption(one, word) for one, word in rare.items())
            return


def resting(facts: Facts, verdicts: Iterable[Verdict], assumptions: Iterable[Assumption]) -> frozenset[str]:
    """The facts that rest on an assumption, directly or through what rules concluded."""
    found = _following_from(verdicts, assumptions)
    return found | {name for name, fact in facts.known.items() if fact.grade is Grade.EXPECTED} if found else found


def _following_from(verdicts: Iterable[Verdict], assumptions: Iterable[Assumption]) -> frozenset[str]:
    """What these assumptions say, and all that rules concluded from it."""
    found = {one.fact for one in assumptions}
    if found:
        for verdict in verdicts:
            concluded = verdict.rule.concludes
            if concluded is not None and verdict.applies and any(fact.name in found for fact in verdict.premises):
                found.add(concluded)
    return frozenset(found)


def supposing(assume: Mapping[str, str], catalogue: Catalogue) -> tuple[Assumption, ...]:
    """What whoever asks supposes: facts with their words. A name may be short where its word tells which fact is meant: `writing: passed_b1`.

    Raises `NotInRulebook`, with what is allowed, for a fact, a word, or a fact that only rules conclude.
    """
    refuse_other_kind(assume, Mapping, needed="a_supposition", hint="make_a_supposition")
    for one in (*assume, *assume.values()):
        refuse_other_kind(one, str, needed="a_supposition", hint="make_a_supposition")
    return tuple(Assumption(_fact_meant(name, word, catalogue), word, supposed=True) for name, word in assume.items())


def _fact_meant(name: str, word: str, catalogue: Catalogue) -> str:
    told = {one: entry.values for one, entry in catalogue.facts.items() if not entry.concluded}
    meant = [name] if name in told else [one for one, words in told.items() if one.startswith(f"{name}_") and word in words]
    if len(meant) == 1 and word in told[meant[0]]:
        return meant[0]
    if name in told:
        raise NotInRulebook(
            Message("not_a_word_of_a_fact", word=word, name=name, hint=did_you_mean(word, list(told[name])), allowed=", ".join(told[name]))
        )
    if name in catalogue.facts:
        raise NotInRulebook(Message("not_to_assume", name=name))
    if meant:
        raise NotInRulebook(Message("several_facts", name=name, meant=" / ".join(meant)))
    raise NotInRulebook(Message("no_fact_with_word", name=name, word=word, hint=did_you_mean(name, list(told))))
