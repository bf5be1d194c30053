"""What an advisor makes of a file while an interview runs: what is missing, and how much would change with an answer.

One quick reading of the rules is enough to choose a question; the advice itself comes from whatever advisor the interview was given.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from route_advisor.advice.model import Question as Missing
from route_advisor.advice.questions import questions
from route_advisor.advisor import Advisor
from route_advisor.facts import Facts
from route_advisor.personal_file import PersonalFile
from route_advisor.reasoning.assumptions import EXPECTED, Assumed
from route_advisor.reasoning.completions import certain, completions
from route_advisor.reasoning.components import Settled, is_about_something, settled
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.entries import Expectation
from route_advisor.rulebook.rule import Concludes
from route_advisor.vocabulary import Grade, Standing, Teller


class Gist(NamedTuple):
    """What counts in an advice: where each part stands, the days, the head, and the lines."""

    standings: Mapping[str, tuple[Standing, str | None]]
    days: Mapping[str, date]
    head: Mapping[str, str | None]
    lines: frozenset[str]

    def differs(self, other: "Gist") -> int:
        """How much differs: a part, a day and the head weigh more than a line."""
        parts = sum(self.standings[name] != other.standings[name] for name in self.standings)
        days = sum(self.days.get(name) != other.days.get(name) for name in {*self.days, *other.days})
        head = sum(self.head[name] != other.head[name] for name in self.head)
        return 10 * (parts + days + 3 * head) + len(self.lines ^ other.lines)


class Reading:
    """One file on one day: its facts, its advice in short, and what is missing."""

    def __init__(self, advisor: Advisor, file: PersonalFile, on: date) -> None:
        self.advisor, self.file, self.on = advisor, file, on
        self.answer: Assumed = advisor.answer(file, on=on)
        self.book: Rulebook = advisor.rulebook_for(self.answer.facts)

    @property
    def facts(self) -> Facts:
        """All that is known, expected and concluded."""
        return self.answer.facts

    @cached_property
    def missing(self) -> Mapping[str, Missing]:
        """The facts that could still change a line, in the order in which the advice asks them."""
        verdicts, facts = self.answer.verdicts, self.facts
        waiting = [one for one in verdicts if one.cannot_tell]
        found = questions(waiting, self._results.values(), facts, self.book.catalogue, self.book.numbers, self.on, verdicts)
        return {one.fact: one for one in found}

    @cached_property
    def _results(self) -> Mapping[str, Settled]:
        return {one.component: one for one in settled(self.book.catalogue.components, self.answer.verdicts)}

    @property
    def knows_act(self) -> bool:
        """Whether the act is decided, or to be expected."""
        head = self.book.catalogue.head.act
        return head is not None and any(name in self.facts for name in (head.decided, *(one.fact for one in head.expected)))

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """The missing facts that could still tell which act or duty to expect, while nobody has decided them."""
        catalogue = self.book.catalogue
        heads = {
            fact for decided, several in catalogue.head.expectations.items() if self._is_open(decided) for fact in self._before(several)
        }
        waiting = [one.missing for one in self.answer.verdicts if one.cannot_tell and one.rule.concludes in heads]
        found = self.facts.tellable(name for names in waiting for name in names)
        return tuple(name for name in catalogue.facts if name in found and catalogue.facts[name].is_asked(self.facts.word))

    def _is_open(self, decided: str) -> bool:
        fact = self.facts.known.get(decided)
        return fact is None or fact.grade is Grade.EXPECTED

    def _before(self, several: Sequence[Expectation]) -> Iterator[str]:
        """The facts that go before the one that is told now, and that one."""
        for one in several:
            yield one.fact
            if one.fact in self.facts:
                return

    def is_expected(self, name: str) -> bool:
        """Whether this fact is only expected until somebody tells it."""
        fact = self.facts.known.get(name)
        return fact is not None and fact.told_by[0] == (Teller.ASSUMPTION, EXPECTED, None)

    @cached_property
    def hanging(self) -> frozenset[str]:
        """The missing facts on which the standing of some part still hangs, while what is expected holds."""
        catalogue = self.book.catalogue
        told = self.facts.without(*(name for name in self.facts.known if catalogue.facts[name].concluded))
        cones = self.advisor.cones(self.on).values()
        return frozenset(name for cone in cones for name in certain(cone, tuple(completions(cone, told, catalogue))).unknown)

    @cached_property
    def gist(self) -> Gist:
        """The advice in short."""
        catalogue, verdicts, results = self.book.catalogue, self.answer.verdicts, self._results
        head = {name: self.facts.word(name) for name in sorted(catalogue.head.facts)}
        applying = (one.rule for one in verdicts if one.applies and not isinstance(one.rule.then, Concludes))
        return Gist(
            {name: (one.standing, one.level) for name, one in results.items()},
            {name: one.day for name, one in self.facts.dates.items()},
            head,
            frozenset(rule.id for rule in applying if not rule.settles and is_about_something(rule, results)),
        )

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Where each part stands."""
        return {name: standing for name, (standing, _) in self.gist.standings.items()}


@lru_cache(maxsize=8)
def plain(rulebook_hash: str, advisor: Advisor) -> Advisor:  # noqa: ARG001 - the hash keeps one for each rulebook
    """The same rulebook, read in the quickest way alone."""
    return Advisor(advisor.rulebook, evaluators=("strikes",))
