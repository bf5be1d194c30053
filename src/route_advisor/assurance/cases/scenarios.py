"""Scenarios: cases that a lawyer can read and check, each with the lines that the law gives.

    - name: a new PIP after a move keeps the first start of the term
      article: WI2021 art. 11 lid 3
      checked_by: dossier
      day: 2026-11-23
      file: {municipality: {plans: [{dated: 2023-05-10, route: b1}, {dated: 2024-02-01, route: b1}]}}
      facts: {duo_duty: obliged, law_in_letter: wi2021}
      expect: {term_starts: 2023-05-11, reading: open at b1, WI21-TERM-3: applies}

`file` is (part of) a personal file; `facts` are words that their keeper established; `said` are words of the person, and
`reported` those of somebody else who does not settle them.
In `expect` stand components, facts, dates, rule ids, and `asks`, `does_not_ask`, `says`, `never_says`, `explains` (components
for which some rule gives the reason); a fact that is only expected has that word in front, `regime: expected wi2021`, and a component may have it;
and what the law itself says on that day (`law_on_a_day`): a calendar or a ledger, which
needs no `article` because each of its lines names its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from route_advisor.advice.checklist import checklist
from route_advisor.advice.lines import LineWriter
from route_advisor.advice.model import Item, Question, Step
from route_advisor.advice.questions import questions
from route_advisor.advice.steps import steps
from route_advisor.assurance.cases.checked_by import CheckedBy, checked_by
from route_advisor.assurance.cases.expectations import NOT_SHOWN, RULE_ID, SHOWN, listed, unknown_expectations, unknown_words
from route_advisor.assurance.texts.law_on_a_day import LAW_KEYS, LawBook, law_differences
from route_advisor.derive.file import known_from
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import mistakes_of
from route_advisor.documents.regular_file import text_of
from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.errors import FileRefused, RulebookRefused
from route_advisor.facts import DateFact, Fact, Facts, ToldBy
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.personal_file import SCHEMA, PersonalFile
from route_advisor.reasoning import reference
from route_advisor.reasoning.assumptions import answered
from route_advisor.reasoning.components import Settled, is_about_something, settled
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import Entry, LawDay
from route_advisor.rulebook.rule import Rules, Suggests, Verdict
from route_advisor.vocabulary import Clock, Grade, Outcome, Teller

UNKNOWN_WORD = "unknown"
EXPECTED = "expected"
"""In front of a word that rests on an assumption: `expected wi2021`; for a component only where the scenario asks it."""


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


Several = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]
Words = dict[str, str]


class ScenarioEntry(Entry):
    """A scenario as it is written."""

    name: str
    article: Several = ()
    checked_by: str
    vector: str | None = None
    day: LawDay
    file: dict[str, Any] = Field(default_factory=dict)
    facts: Words = Field(default_factory=dict)
    said: Words = Field(default_factory=dict)
    reported: Words = Field(default_factory=dict)
    dates: dict[str, LawDay] = Field(default_factory=dict)
    expect: Annotated[dict[str, Any], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_its_article(self) -> Self:
        if not self.article and not set(self.expect) <= LAW_KEYS:
            raise PydanticCustomError("article", "article is missing; name the article that this case rests on")
        return self


@dataclass(frozen=True)
class Scenario:
    """A case, the day, and what a lawyer expects. `where` is its file and line."""

    where: str
    name: str
    articles: tuple[str, ...]
    day: date
    file: PersonalFile
    words: Mapping[str, tuple[str, Teller | None]]
    dates: Mapping[str, date]
    expect: Mapping[str, Any]
    vector: str | None = None
    checked_by: str = ""

    @cached_property
    def checked(self) -> CheckedBy:
        """Who compared it with the law."""
        return checked_by(self.checked_by)

    @cached_property
    def about_a_person(self) -> bool:
        """It expects something for a person; a calendar or a ledger expects something of the law alone."""
        return not set(self.expect) <= LAW_KEYS


@dataclass(frozen=True)
class Told:
    """What the rulebook says about one scenario. Lines are written when somebody asks for them."""

    facts: Facts
    verdicts: tuple[Verdict, ...]
    catalogue: Catalogue = field(repr=False)
    lines: LineWriter = field(repr=False)
    law: LawBook = field(repr=False)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The checklist, by component."""
        return {item.id: item for item in checklist(self._results, self.catalogue, self.lines)}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The next steps."""
        return steps([verdict for verdict in self.verdicts if verdict.applies], self._results, self.lines)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is asked."""
        undecided = [verdict for verdict in self.verdicts if verdict.cannot_tell]
        return questions(undecided, self._results, self.facts, self.catalogue, self.lines.numbers, self.lines.on, self.verdicts)

    @cached_property
    def _results(self) -> Sequence[Settled]:
        relevant = [verdict for verdict in self.verdicts if verdict.outcome is not Outcome.DOES_NOT_APPLY]
        return settled(self.catalogue.components, relevant)

    def _may_be_said(self, verdict: Verdict) -> bool:
        return verdict.applies and is_about_something(verdict.rule, {one.component: one for one in self._results})

    @cached_property
    def read(self) -> frozenset[str]:
        """The ids, as expanded, of the rules whose sentence this person reads: with a component, as a step, or in the head."""
        with_parts = {line.rule for item in self.items.values() for line in (*item.why, *item.unless)}
        elsewhere = {
            one.rule.id
            for one in self.verdicts
            if self._may_be_said(one) and not one.rule.settles and not (isinstance(one.rule.then, Suggests) and one.rule.then.components)
        }
        return frozenset(with_parts | elsewhere | {step.id for step in self.steps})

    @cached_property
    def applying(self) -> frozenset[str]:
        """The ids of the rules that apply, as written and as expanded."""
        applying = [verdict.rule for verdict in self.verdicts if verdict.applies]
        return frozenset(id_ for rule in applying for id_ in (rule.id, rule.written_as))

    def spoken(self) -> Iterator[str]:
        """Every sentence that this person would read: of rules that apply, of steps, and of questions."""
        texts = [line.says for item in self.items.values() for line in (*item.why, *item.unless)]
        for step in self.steps:
            more = (step.says, step.short, step.before_what, step.where, step.before, step.takes, step.open_norm)
            texts += [text for text in more if text is not None]
        texts += [text for question in self.questions for text in (question.asks, question.why_we_ask)]
        texts += [
            says for verdict in self.verdicts if self._may_be_said(verdict) and (says := self.lines.spoken(verdict.rule.says)) is not None
        ]
        for text in texts:
            yield from text.sentences().values()


def read_scenarios(folder: Path, rulebook: Rulebook) -> tuple[Scenario, ...]:
    """The scenarios in a folder and the folders in it, file by file. Raises `RulebookRefused`, with one line per mistake, or where there are none."""
    paths = sorted(folder.rglob("*.yaml"))
    mistakes = [] if paths else [f"{folder}: there are no scenarios here; name a folder with YAML files of scenarios"]
    found: list[Scenario] = []
    for path in paths:
        try:
            document = read_yaml(text_of(path, BYTES_OF_A_FILE), path.relative_to(folder).as_posix())
            entries = TypeAdapter(tuple[ScenarioEntry, ...]).validate_python(tuple(document.data or ()))
        except FileRefused as refused:
            mistakes += refused.mistakes
        except ValidationError as error:
            mistakes += mistakes_of(error, document, root=ScenarioEntry, under=1)
        else:
            for index, entry in enumerate(entries):
                found += _read(entry, document, index, rulebook, mistakes)
    if mistakes:
        raise RulebookRefused(mistakes)
    return tuple(found)


def _read(entry: ScenarioEntry, document: Document, index: int, rulebook: Rulebook, mistakes: list[str]) -> list[Scenario]:
    where = document.at((index,))
    told_words = (*entry.facts.items(), *entry.said.items(), *entry.reported.items())
    wrong = [*unknown_words(told_words, entry.dates, rulebook), *unknown_expectations(entry.expect, rulebook)]
    try:
        file = PersonalFile.model_validate({"schema": SCHEMA, "case_ref": "scenario", **entry.file})
    except ValidationError as error:
        inner = Document(document.name, entry.file, {})
        wrong += [one.partition(": ")[2] for one in mistakes_of(error, inner, root=PersonalFile)]
    if wrong:
        mistakes += [f"{where}: {entry.name}: {one}" for one in wrong]
        return []
    told: dict[str, tuple[str, Teller | None]] = {name: (word, None) for name, word in entry.facts.items()}
    told |= {name: (word, Teller.PERSON) for name, word in entry.said.items()}
    told |= {name: (word, who_only_reports(name, rulebook.catalogue)) for name, word in entry.reported.items()}
    return [Scenario(where, entry.name, entry.article, entry.day, file, told, entry.dates, entry.expect, entry.vector, entry.checked_by)]


def who_only_reports(name: str, catalogue: Catalogue) -> Teller:
    """Somebody whose word does not settle this fact: the person, where the person does not."""
    establishes = catalogue.facts[name].establishes
    tellers: tuple[Teller, ...] = (Teller.PERSON, *Teller)
    return next(teller for teller in tellers if not establishes(teller))


def facts_of(scenario: Scenario, rulebook: Rulebook) -> Facts:
    """What is known in a scenario before any rule speaks."""
    facts = known_from(scenario.file, on=scenario.day, book=rulebook)
    return _with_words(facts, scenario, rulebook)


def told_about(scenario: Scenario, rulebook: Rulebook) -> Told:
    """What the rulebook says about a scenario, read by the plain twin."""
    return told_from(facts_of(scenario, rulebook), scenario.day, rulebook, rulebook.in_force(scenario.day), LawBook.of(rulebook))


def told_from(facts: Facts, on: date, rulebook: Rulebook, in_force: Rules, law: LawBook) -> Told:
    """What these rules say of these facts on a day, with the words and numbers of a rulebook."""
    answer = answered(lambda some: _read_plainly(in_force, some, rulebook), facts, rulebook.catalogue)
    lines = LineWriter(answer.facts, rulebook.numbers, on, answer.resting)
    return Told(answer.facts, answer.verdicts, rulebook.catalogue, lines, law)


def _read_plainly(rules: Rules, facts: Facts, rulebook: Rulebook) -> tuple[Facts, tuple[Verdict, ...]]:
    verdicts, facts = reference.verdicts(rules, facts, rulebook.catalogue.otherwise)
    return facts, verdicts


def _with_words(facts: Facts, scenario: Scenario, rulebook: Rulebook) -> Facts:
    known = {**facts.known, **{name: _fact(name, *told, rulebook) for name, told in scenario.words.items()}}
    told_by = (ToldBy(Teller.DUO, "letter_duo"),)
    dates = {**facts.dates, **{name: DateFact(name, day, told_by) for name, day in scenario.dates.items()}}
    return Facts(known, dates, facts.conflicts, facts.behind)


def _fact(name: str, word: str, teller: Teller | None, rulebook: Rulebook) -> Fact:
    entry = rulebook.catalogue.facts[name]
    by = teller or entry.told_by
    document = "own_words" if by is Teller.PERSON else next(iter(entry.found_in), "rules")
    grade = Grade.ESTABLISHED if teller is None or entry.establishes(by) else Grade.REPORTED
    return Fact(name, word, (ToldBy(by, document),), grade)


def differences(scenario: Scenario, told: Told) -> tuple[str, ...]:
    """Each expectation that the rulebook does not meet: what was expected, and what it says."""
    person = (line for name, expected in scenario.expect.items() if name not in LAW_KEYS for line in _compared(name, expected, told))
    return *person, *law_differences(scenario.expect, scenario.day, told.law)


def _compared(name: str, expected: Any, told: Told) -> Iterator[str]:  # noqa: ANN401 - any word of a scenario
    if name in ("asks", "does_not_ask"):
        asked = {question.fact for question in told.questions}
        wrong = [one for one in listed(expected) if (one in asked) is (name != "asks")]
        yield from (f"{one} is {'not ' if name == 'asks' else ''}asked" for one in wrong)
    elif name in ("says", "never_says"):
        spoken = [sentence.casefold() for sentence in told.spoken()]
        for part in listed(expected):
            said = [sentence for sentence in spoken if part.casefold() in sentence]
            if bool(said) is (name != "says"):
                yield f'"{part}" is {"not said" if name == "says" else f"said: {said[0]}"}'
    elif name == "explains":
        yield from (f"no rule says why {one} is {told.items[one].standing}" for one in listed(expected) if not told.items[one].why)
    elif (found := _found(name, str(expected), told)) != str(expected):
        yield f"{name} is {found}, expected {expected}"


def _found(name: str, expected: str, told: Told) -> str:
    if RULE_ID.match(name):
        return _said_by_rule(name, expected, told)
    if name in told.catalogue.components:
        item = told.items[name]
        standing = f"{EXPECTED} {item.standing}" if item.expected and expected.startswith(EXPECTED) else str(item.standing)
        return f"{standing} at {item.level}" if item.level and " at " in expected else standing
    if name in set(Clock):
        date_fact = told.facts.dates.get(name)
        return UNKNOWN_WORD if date_fact is None else date_fact.day.isoformat()
    fact = told.facts.known.get(name)
    if fact is None:
        return UNKNOWN_WORD
    return f"{EXPECTED} {fact.word}" if fact.grade is Grade.EXPECTED else fact.word


def _said_by_rule(name: str, expected: str, told: Told) -> str:
    if expected in (SHOWN, NOT_SHOWN):
        return SHOWN if any(name in (step.id, step.id.partition(":")[0]) for step in told.steps) else NOT_SHOWN
    outcomes = {verdict.outcome for verdict in told.verdicts if name in (verdict.rule.id, verdict.rule.written_as)}
    for outcome in (Outcome.APPLIES, Outcome.CANNOT_TELL):
        if outcome in outcomes:
            return str(outcome)
    return str(Outcome.DOES_NOT_APPLY)


def touched(scenarios: Iterable[Scenario], rulebook: Rulebook) -> frozenset[str]:
    """The ids, as written, of the rules that apply in some scenario."""
    written = {rule.written_as for rule in rulebook.rules}
    return frozenset(id_ for scenario in scenarios for id_ in told_about(scenario, rulebook).applying & written)
