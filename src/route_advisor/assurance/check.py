"""Read a rulebook as its sternest reader: run every example, and look for what no reader of the pages would see."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

import route_advisor
from route_advisor.citation import Citation
from route_advisor.facts import Fact, Facts
from route_advisor.numbers import Number, Numbers
from route_advisor.rule import Concludes, Eases, Example, Fulfils, Requires, Rule, Suggests
from route_advisor.rulebook import Rulebook
from route_advisor.text import Text
from route_advisor.vocabulary import Outcome

LONGEST_SENTENCE = 20
"""Words in a sentence to a person; more are hard to read."""

STALE_AFTER = timedelta(days=180)
"""A source that was read longer ago should be read again."""

IN_THE_HEAD = frozenset({"regime", "regime_expected", "article_3", "duty", "phase"})
"""Facts that rules conclude for the head of an advice, where every reader sees them."""

_WEIGHED = re.compile(r"\b(redelijkerwijs|aanzienlijke|naar het oordeel|kan)\b", re.IGNORECASE)
"""Words of a law text that leave something to the decider."""

_SENTENCE_END = re.compile(r"[.!?;:]+(?:\s+|$)")


class Gravity(StrEnum):
    """A mistake refuses the rulebook; a warning asks somebody to look."""

    MISTAKE = "mistake"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend or to look at: the page and line, and what to do."""

    page: str
    line: int
    about: str
    says: str
    gravity: Gravity = Gravity.MISTAKE

    def __str__(self) -> str:
        return f"{self.page}:{self.line}, {self.about}: {self.says}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was counted and what was found."""

    pages: int
    rules: int
    numbers: int
    examples: int
    articles: int
    findings: tuple[Finding, ...] = field(default=())

    @property
    def mistakes(self) -> tuple[Finding, ...]:
        """What refuses the rulebook."""
        return tuple(one for one in self.findings if one.gravity is Gravity.MISTAKE)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What somebody should look at."""
        return tuple(one for one in self.findings if one.gravity is Gravity.WARNING)


def check(rulebook: Rulebook, on: date | None = None) -> Report:
    """What is wrong with a rulebook that could be read. With a day, also which sources were read too long before it.

    A rule written for several components is checked for each and told once.
    """
    written = _written(rulebook.rules)
    found = [
        *_examples(rulebook.rules),
        *_law(rulebook),
        *_numbers(rulebook),
        *_facts(rulebook),
        *_sentences(rulebook),
        *_never_shown(rulebook),
    ]
    found += _stale(rulebook, on) if on is not None else ()
    return Report(
        pages=len({rule.page for rule in rulebook.rules} | {number.page for number in rulebook.numbers.by_name.values()}),
        rules=len(written),
        numbers=len(rulebook.numbers.by_name),
        examples=sum(len(rules[0].examples) for rules in written.values()),
        articles=len({citation.cite for rule in rulebook.rules for citation in rule.law}),
        findings=tuple(sorted(set(found))),
    )


def _written(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules by the id on the page, where one stands for several components."""
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        found[rule.written_as or rule.id].append(rule)
    return dict(found)


def _at(rule: Rule, says: str, gravity: Gravity = Gravity.MISTAKE) -> Finding:
    return Finding(rule.page, rule.line, f"rule {rule.written_as or rule.id}", says, gravity)


def _look(rule: Rule, says: str) -> Finding:
    return _at(rule, says, Gravity.WARNING)


def _examples(rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        for example in rule.examples:
            outcome = _outcome(rule, example)
            if outcome is not example.expect:
                expected, said = example.expect.replace("_", " "), outcome.replace("_", " ")
                yield _at(rule, f'example "{example.name}" expects "{expected}", and the rule says "{said}"; mend the rule or the example')


def _outcome(rule: Rule, example: Example) -> Outcome:
    """What the rule says about the facts of its example."""
    return rule.verdict(Facts.of(Fact(name, word, ()) for name, word in example.given.items())).outcome


def _law(rulebook: Rulebook) -> Iterator[Finding]:
    for rule in rulebook.rules:
        for citation in rule.law:
            if citation.act.id not in rulebook.acts:
                yield _at(rule, f'"{citation.cite}" names an act that is not in acts.yaml; add the act, or mend the article')
            weighed = _WEIGHED.search(citation.quote or "")
            if weighed is not None and rule.open_norm is None:
                yield _look(rule, f'the quote of {citation.cite} says "{weighed[0]}"; does somebody weigh this? Then add open_norm')


# --- numbers and facts that nobody uses -------------------------------------------------------------------


def _numbers(rulebook: Rulebook) -> Iterator[Finding]:
    program = "".join(path.read_text(encoding="utf-8") for path in Path(route_advisor.__file__).parent.glob("*.py"))
    said = {slot for rule in rulebook.rules for text in _texts(rule) for slot in text.slots}
    said |= {str(rule.then.weeks_back) for rule in rulebook.rules if isinstance(rule.then, Suggests)}
    for name, number in rulebook.numbers.by_name.items():
        if name not in said and f'"{name}"' not in program:
            yield Finding(number.page, number.line, f"number {name}", "no sentence and no computation uses it; use it or leave it out")


def _texts(rule: Rule) -> Iterator[Text]:
    step = rule.then if isinstance(rule.then, Suggests) else None
    texts = (rule.says, rule.open_norm, *((step.where, step.before, step.takes) if step is not None else ()))
    yield from (text for text in texts if text is not None)


def _facts(rulebook: Rulebook) -> Iterator[Finding]:
    """Warnings only: a fact may be there for a page that is still to come."""
    asked = {condition.fact for rule in rulebook.rules for condition in rule.when}
    concluded = {rule.then.fact for rule in rulebook.rules if isinstance(rule.then, Concludes)}
    for name, entry in rulebook.catalogue.facts.items():
        if entry.concluded and name not in concluded:
            yield Finding("facts.yaml", 1, f"fact {name}", "no rule concludes it; add a rule or leave it out", Gravity.WARNING)
        elif name not in asked | IN_THE_HEAD:
            yield Finding("facts.yaml", 1, f"fact {name}", "no rule asks it; add a rule or leave it out", Gravity.WARNING)


# --- sentences, and rules that nobody will see ----------------------------------------------------------


def _sentences(rulebook: Rulebook) -> Iterator[Finding]:
    for rule in rulebook.rules:
        for language, says in rule.says.sentences().items():
            longest = max((len(sentence.split()) for sentence in _SENTENCE_END.split(says)), default=0)
            if longest > LONGEST_SENTENCE:
                yield _look(rule, f"says has a sentence of {longest} words in {language}; at most {LONGEST_SENTENCE} are easy to read")


def _never_shown(rulebook: Rulebook) -> Iterator[Finding]:
    asked = {condition.fact for rule in rulebook.rules for condition in rule.when}
    required = {component for rule in rulebook.rules if isinstance(rule.then, Requires) for component in rule.then.components}
    for rule in rulebook.rules:
        then = rule.then
        if isinstance(then, Concludes) and then.fact not in asked | IN_THE_HEAD:
            yield _look(rule, f"it concludes {then.fact}, which no rule asks and no line shows")
        if isinstance(then, Fulfils | Eases | Suggests) and then.components and not required.intersection(then.components):
            yield _look(rule, f"it is about {', '.join(then.components)}, which no rule requires; nobody will see it")
        for slot in sorted(rule.says.slots & set(rulebook.numbers.by_name)):
            if not _known_while(rule, rulebook.numbers, slot):
                yield _look(rule, f"says {{{slot}}}, which has no value while the rule holds; nobody will see it")


def _known_while(rule: Rule, numbers: Numbers, name: str) -> bool:
    """Whether a number has a value on some day on which the rule holds."""
    changes = (day for day, _ in numbers.number(name).values if day in rule.in_force)
    return any(numbers.at(name, day) is not None for day in (rule.in_force.start, *changes))


# --- sources that were read long ago --------------------------------------------------------------------


def _stale(rulebook: Rulebook, on: date) -> Iterator[Finding]:
    for rule in rulebook.rules:
        for citation in rule.law:
            if _is_stale(citation.checked_on, on):
                yield _look(rule, _read_again(citation.cite, citation))
    for number in rulebook.numbers.by_name.values():
        yield from _stale_number(number, on)
    for name, authority in rulebook.catalogue.authorities.items():
        if _is_stale(authority.checked_on, on):
            says = f"it was checked on {authority.checked_on.isoformat()}; check it again"
            yield Finding("authorities.yaml", 1, name, says, Gravity.WARNING)


def _stale_number(number: Number, on: date) -> Iterator[Finding]:
    about = f"number {number.name}"
    for citation in number.law:
        if _is_stale(citation.checked_on, on):
            yield Finding(number.page, number.line, about, _read_again(citation.cite, citation), Gravity.WARNING)
    if number.checked_on is not None and _is_stale(number.checked_on, on):
        yield Finding(
            number.page, number.line, about, f"it was checked on {number.checked_on.isoformat()}; check it again", Gravity.WARNING
        )


def _is_stale(checked_on: date | None, on: date) -> bool:
    return checked_on is not None and on - checked_on > STALE_AFTER


def _read_again(cite: str, citation: Citation) -> str:
    return f"{cite} was read on {citation.checked_on}; read it again"
