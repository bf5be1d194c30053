"""Guides: pages about one topic for everybody, whose every statement rests on rules. They change no advice.

A statement is the id of a rule, whose own sentence it then is, or a sentence with the rules that it rests on. `guides/read.yaml` records
how each of those rules stood when somebody wrote the sentence, so that a change of law marks it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from route_advisor.documents.mistakes import mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.catalogue import read_page
from route_advisor.rulebook.entries import Entry, Names, Word
from route_advisor.rulebook.folder import GUIDES
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.rule import Rule
from route_advisor.text import Text, WrittenText

FOLDER, READ = GUIDES, f"{GUIDES}/read.yaml"

RuleId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-[0-9]+$")]


class Statement(Entry):
    """A sentence for everybody, and the rules that it rests on."""

    says: WrittenText
    rests_on: tuple[RuleId, ...] = Field(strict=False, min_length=1)


Statements = Annotated[tuple[RuleId | Statement, ...], Field(strict=False)]


class CommonQuestion(Entry):
    """What people often ask, and the answer."""

    asks: WrittenText
    answer: Annotated[Statements, Field(min_length=1)]


class GuidePage(Entry):
    """One page: what something is and is not, how somebody sees whether it is theirs, common questions, and where to go on.

    `also` are topics that this page answers too. `theirs` names facts with words: whose file has them, the page is about.
    """

    also: Names = ()
    theirs: dict[Word, Names] = Field(default_factory=dict)
    is_: Statements = Field(alias="is")
    is_not: Statements
    applies: Statements
    questions: tuple[CommonQuestion, ...] = Field(strict=False)
    related: Names

    def statements(self) -> Iterator[tuple[tuple[str | int, ...], str | Statement]]:
        """Each statement with its place on the page."""
        for part, several in (("is", self.is_), ("is_not", self.is_not), ("applies", self.applies)):
            yield from (((part, place), one) for place, one in enumerate(several))
        for place, question in enumerate(self.questions):
            yield from ((("questions", place, "answer", at), one) for at, one in enumerate(question.answer))

    def rules(self) -> tuple[str, ...]:
        """The ids of all rules that the page rests on, each once."""
        found = (rests_on(one) for _, one in self.statements())
        return tuple(dict.fromkeys(rule for several in found for rule in several))


def rests_on(statement: str | Statement) -> tuple[str, ...]:
    """The rules of one statement."""
    return (statement,) if isinstance(statement, str) else statement.rests_on


def read_guides(folder: Path) -> Mapping[str, GuidePage]:
    """The guides of a rulebook by topic; none where it has no such folder. Raises `RulebookRefused` with one line per mistake."""
    found: dict[str, GuidePage] = {}
    mistakes: list[str] = []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        if name == READ:
            continue
        document = read_page(path, name)
        try:
            found[path.stem] = GuidePage.model_validate(document.data)
        except ValidationError as error:
            mistakes += mistakes_of(error, document, root=GuidePage)
    if mistakes:
        raise RulebookRefused(mistakes)
    return found


def read_record(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """How the rules stood when each guide was written: for a topic the mark of each rule; nothing where nobody recorded it."""
    if not (folder / READ).is_file():
        return {}
    document = read_page(folder / READ, READ)
    try:
        return TypeAdapter(dict[str, dict[str, str]]).validate_python(document.data)
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=Entry)) from None


def marks_of(page: GuidePage, by_id: Mapping[str, tuple[Rule, ...]], numbers: Numbers) -> dict[str, str]:
    """The mark of each rule on which an own sentence of a page rests, and of each number that it names, as they stand now.

    What does not exist has none.
    """
    own = [one for _, one in page.statements() if isinstance(one, Statement)]
    rules = dict.fromkeys(rule for one in own for rule in one.rests_on)
    slots = sorted({slot for one in own for slot in one.says.slots if slot in numbers.by_name})
    return {
        **{rule: mark_of(by_id[rule], numbers) for rule in rules if rule in by_id},
        **{slot: _mark([(day.isoformat(), value) for day, value in numbers.by_name[slot].values]) for slot in slots},
    }


def _mark(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def mark_of(rules: Iterable[Rule], numbers: Numbers) -> str:
    """A short mark of a rule as it is written: another sentence, article, quote, day, condition, consequence or number gives another."""
    return _mark([_content(rule, numbers) for rule in rules])


def _content(rule: Rule, numbers: Numbers) -> object:
    texts = [text for text in (rule.says, rule.open_norm) if text is not None]
    slots = sorted({slot for text in texts for slot in text.slots if slot in numbers.by_name})
    return {
        "id": rule.id,
        "texts": [text.written.template.sentences() for text in texts],
        "law": [(one.cite, one.quote, one.certainty) for one in rule.law],
        "in_force": [rule.in_force.start.isoformat(), rule.in_force.until.isoformat()],
        "when": [(one.fact, one.words) for one in rule.when],
        "then": [type(rule.then).__name__, *(_plain(getattr(rule.then, one.name)) for one in fields(rule.then))],
        "final_word": rule.final_word,
        "numbers": [(slot, [(day.isoformat(), value) for day, value in numbers.by_name[slot].values]) for slot in slots],
    }


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return value.written.template.sentences()
    return [str(one) for one in value] if isinstance(value, tuple) else str(value)


def record_text(record: Mapping[str, Mapping[str, str]]) -> str:
    """The page `guides/read.yaml` that says how each rule stood."""
    lines = [
        "# How the rules of each guide stood when somebody wrote or read it. `route-advisor rules guides --read-again TOPIC` writes this page."
    ]
    for topic in sorted(record):
        lines += [f"{topic}:", *(f"  {name}: {json.dumps(record[topic][name])}" for name in sorted(record[topic]))]
    return "\n".join(lines) + "\n"
