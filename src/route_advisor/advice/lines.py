"""Verdicts and facts as lines of the advice: which rule, which article, which fact, told by whom."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from route_advisor.advice.model import FactLine, LawLine, OwnPolicy, Source, Why
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.rulebook.citation import Citation
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.rule import Policy, Rule, Verdict
from route_advisor.rulebook.sentences import spoken_sentence
from route_advisor.text import Text


class LineWriter:
    """Writes lines about one person on one day."""

    def __init__(self, facts: Facts, numbers: Numbers, on: date, resting: frozenset[str] = frozenset()) -> None:
        """`resting` are the facts that rest on an assumption."""
        self.facts = facts
        self.resting = resting
        self.numbers = numbers
        self.on = on
        self._said_to_all = _said_to_all(numbers, on)
        self._fact_lines: dict[str, FactLine] = {}
        self._whys: dict[str, Why | None] = {}

    def why(self, verdict: Verdict) -> Why | None:
        """The line of one verdict; `None` where its sentence needs a date that nobody told us."""
        id_ = verdict.rule.id
        if id_ not in self._whys:
            self._whys[id_] = self._why(verdict)
        return self._whys[id_]

    def _why(self, verdict: Verdict) -> Why | None:
        rule, _, premises, missing = verdict
        all_hear = self.said_to_all(rule)
        says = self.spoken(rule.says) if all_hear.names_a_day else all_hear.says
        if says is None:
            return None
        return Why.unchecked(
            rule=rule.id,
            says=says,
            law=all_hear.law,
            facts=self.fact_lines(premises),
            missing=missing,
            check_current=all_hear.check_current,
            expected=self.is_expected(premises),
        )

    def said_to_all(self, rule: Rule) -> "SaidToAll":
        """What a rule says to everybody on that day, put together once."""
        found = self._said_to_all.get(rule.id)
        if found is None or found.rule is not rule:
            names_a_day = not rule.says.slots <= self.numbers.by_name.keys()
            says = None if names_a_day else self.spoken(rule.says)
            found = SaidToAll(rule, says, names_a_day, law_of(rule, self.on), self.check_current(rule.says))
            self._said_to_all[rule.id] = found
        return found

    def is_expected(self, premises: Iterable[Fact]) -> bool:
        """Whether what follows from these facts rests on an assumption."""
        return bool(self.resting) and any(fact.name in self.resting for fact in premises)

    def check_current(self, *texts: Text | None) -> bool:
        """One of these sentences names a number that was checked too long ago."""
        for text in texts:  # noqa: SIM110 - a loop is faster here, and this runs for every line
            if text is not None and text.slots and self.numbers.outdated(text.slots, self.on):
                return True
        return False

    def spoken(self, text: Text) -> Text | None:
        """A sentence with its numbers and dates; `None` where it needs a date that nobody told us."""
        return spoken_sentence(text, self.numbers, self.facts.dates, self.on) if text.slots else text

    def whys(self, verdicts: Iterable[Verdict]) -> tuple[Why, ...]:
        """The lines of several verdicts, those that can be said."""
        return tuple([line for verdict in verdicts if (line := self.why(verdict)) is not None])

    def own_policy(self, rule: Rule) -> tuple[OwnPolicy, ...]:
        """What the person's own municipality says that day about the open norm of a rule."""
        return tuple([line for policy in rule.policies if (line := self._own_policy(policy)) is not None])

    def _own_policy(self, policy: Policy) -> OwnPolicy | None:
        says = self.spoken(policy.says) if self.on in policy.in_force else None
        if says is None:
            return None
        law = tuple(_law_line(citation, self.on) for citation in policy.law)
        return OwnPolicy(id=policy.id, municipality=policy.municipality, says=says, law=law)

    def law_of_number(self, name: str | None) -> tuple[LawLine, ...]:
        """The articles of a number of law; none for what a record set."""
        return () if name is None else tuple(_law_line(citation, self.on) for citation in self.numbers.number(name).law)

    def fact_lines(self, facts: Iterable[Fact]) -> tuple[FactLine, ...]:
        """Facts with who told them."""
        written = self._fact_lines
        return tuple([written.get(fact.name) or self._fact_line(fact) for fact in facts])

    def _fact_line(self, fact: Fact) -> FactLine:
        line = FactLine.unchecked(name=fact.name, value=fact.word, told_by=tuple([source_of(told_by) for told_by in fact.told_by]))
        self._fact_lines[fact.name] = line
        return line


class SaidToAll(NamedTuple):
    """What a rule says to everybody on one day, whatever their facts are."""

    rule: Rule
    says: Text | None
    """Its sentence with the numbers of that day; nothing where a number is not known, or where it names a day of the person."""
    names_a_day: bool
    law: tuple[LawLine, ...]
    check_current: bool


@lru_cache(maxsize=64)
def _said_to_all(numbers: Numbers, on: date) -> dict[str, SaidToAll]:  # noqa: ARG001 - for one day of one rulebook
    """What rules say to everybody on that day, by their ids: filled as they are asked."""
    return {}


@lru_cache(maxsize=4096)
def source_of(told_by: ToldBy) -> Source:
    """A source, as a line."""
    return Source(teller=told_by.teller, document=told_by.document, dated=told_by.dated)


@lru_cache(maxsize=4096)
def law_of(rule: Rule, on: date) -> tuple[LawLine, ...]:
    """The articles of a rule, with their addresses on that day."""
    return tuple(_law_line(citation, on) for citation in rule.law)


def _law_line(citation: Citation, on: date) -> LawLine:
    return LawLine(cite=citation.cite, url=citation.url(on), quote=citation.quote, certainty=citation.certainty)
