"""Where many people stand, from columns of facts: each question is asked once, and every row that asks it looks its answer up.

    tables = AnswerTables(on=day)
    for batch in batches:                     # a column a fact, `route` with the words of the catalogue; null is unknown
        numbers = tables.answer(batch)        # a column a component: the number of its answer
    tables.answers()                          # number, component, standing, level, expected, rules

For policy simulation and statistics, where facts and no files are drawn. Who has personal files asks `advise_batches`.
A question is what is known of the facts on which the standing of one component can depend, each word with how firm it is. It is asked of every
evaluator, and all must say the same. What is expected where nobody has decided (the head of the rulebook) is asked first, in the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any, Final, NamedTuple

import pyarrow as pa

from route_advisor.advisor import Advisor
from route_advisor.caseload.coded_facts import GRADE, Coded, Codes, Distinct, decoded, told_by_grade
from route_advisor.documents.mistakes import did_you_mean
from route_advisor.errors import EngineDisagreement, NotInRulebook
from route_advisor.facts import Fact, Facts
from route_advisor.limits import ANSWERS_KEPT
from route_advisor.messages import Message
from route_advisor.reasoning.agreement import EVALUATORS, checked
from route_advisor.reasoning.assumptions import Assumption, answered, assuming, resting
from route_advisor.reasoning.components import settled
from route_advisor.reasoning.kept import cone_of_head
from route_advisor.reasoning.question import cones_of
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Rule, Rules, Verdict
from route_advisor.vocabulary import Grade

ROWS_AT_ONCE: Final = 1 << 18
"""Rows that are read at once, so that what is between stays small."""

ANSWERS: Final = pa.schema([
    pa.field("answer", pa.int32()),
    pa.field("component", pa.string()),
    pa.field("standing", pa.string()),
    pa.field("level", pa.string()),
    pa.field("expected", pa.bool_()),
    pa.field("rules", pa.list_(pa.string())),
])  # fmt: skip
"""A row an answer: its number, the component, and what it says, as `components-*.parquet` does."""

Known = tuple[tuple[str, str, Grade], ...]
"""A question: the facts that are known, each with its word and grade, by name."""


class Answer(NamedTuple):
    """Where a component stands: the standing and level, whether it rests on what is only expected, and the ids of the rules behind it."""

    standing: str
    level: str | None
    expected: bool
    rules: tuple[str, ...]


class AnswerTables:
    """The answers to columns of facts on one day, by component and question. `chance` decides who is asked anew."""

    def __init__(self, *, on: date, advisor: Advisor | None = None, chance: Random | None = None) -> None:
        self._advisor = advisor or Advisor()
        self._on = on
        self._chance = chance or Random()  # noqa: S311 - a sample, no secret
        law = self._advisor.rulebook.law
        rules, self._catalogue = law.in_force(on), law.catalogue
        cone = cones_of(rules)
        self.head = cone_of_head(rules, self._catalogue)
        """All facts on which it can depend what is expected."""
        self.cones = {one: cone([rule for rule in rules if one in rule.settles]) for one in self._catalogue.components}
        """For each component all facts on which its standing can depend."""
        about_head = [rule for rule in rules if rule.concludes in self.head]
        self._ask_head = _Evaluators(about_head, self._advisor.evaluators, self._catalogue)
        self._ask = {
            name: _Evaluators(
                [rule for rule in rules if name in rule.settles or rule.concludes in cone], self._advisor.evaluators, self._catalogue
            )
            for name, cone in self.cones.items()
        }
        self._assumed: dict[Known, Sequence[Assumption]] = {}
        self._numbers: dict[tuple[str, Known], int] = {}
        self._by_answer: dict[tuple[str, Answer], int] = {}

    def answer(self, facts: pa.RecordBatch) -> pa.RecordBatch:
        """For each row a number a component, of its answer in `answers()`.

        Raises `NotInRulebook` for a column that is no fact, or that only rules conclude, and for a word that its fact does not have;
        and `EngineDisagreement` where evaluators differ, or where one row of this batch, asked anew with all its facts, gets another answer.
        """
        for name in facts.schema.names:
            if name.endswith(GRADE) and name.removesuffix(GRADE) not in facts.schema.names:
                raise NotInRulebook(Message("column_without_fact", name=name, fact=name.removesuffix(GRADE)))
        slices = [self._answer(self._coded(facts.slice(first, ROWS_AT_ONCE))) for first in range(0, max(len(facts), 1), ROWS_AT_ONCE)]
        found = [pa.concat_arrays([one[name] for one in slices]) for name in self.cones]
        numbers = pa.record_batch(found, names=list(self.cones))
        if len(facts):
            row = self._chance.randrange(len(facts))
            self._ask_anew(row, self._coded(facts.slice(row, 1)), numbers)
        return numbers

    def answers(self) -> pa.Table:
        """All answers so far. Join them to the numbers of each component."""
        rows = [
            {"answer": number, "component": component, **answer._asdict(), "rules": list(answer.rules)}
            for (component, answer), number in self._by_answer.items()
        ]
        return pa.Table.from_pylist(rows, schema=ANSWERS)

    def __len__(self) -> int:
        """How many different questions are kept."""
        return len(self._numbers) + len(self._assumed)

    def _coded(self, facts: pa.RecordBatch) -> Codes:
        """The facts of these rows that are known of anybody."""
        names = [name for name in facts.schema.names if not name.endswith(GRADE)]
        columns = {name: Coded.of(facts, name, self._words(name)) for name in names}
        return Codes({name: one for name, one in columns.items() if one.is_told}, len(facts))

    def _words(self, name: str) -> tuple[str, ...]:
        entry = self._catalogue.facts.get(name)
        if entry is None:
            told = [one for one, other in self._catalogue.facts.items() if not other.concluded]
            raise NotInRulebook(Message("column_no_fact", name=name, hint=did_you_mean(name, told)))
        if entry.concluded:
            raise NotInRulebook(Message("column_concluded", name=name))
        return tuple(entry.values)

    def _answer(self, codes: Codes) -> Mapping[str, pa.Array]:
        """For each component the number of the answer of each row."""
        in_head = [one for name, one in codes.columns.items() if name in self.head]
        heads = Distinct.of([(one.codes, one.size) for one in in_head], codes.rows)
        known = [{fact.name: fact for fact in one} for one in decoded(in_head, heads.first)]
        for one in known:
            for told in self._expected(_question(one.values())):
                one.setdefault(told.fact, _assumed(told))
        return {name: self._numbers_of(name, codes.columns, known, heads.place) for name in self.cones}

    def _numbers_of(self, component: str, columns: Mapping[str, Coded], known: Sequence[Mapping[str, Fact]], head: pa.Array) -> pa.Array:
        """The number of the answer of each row: by what of its head matters here, and by the facts of its own."""
        cone = self.cones[component]
        alike: dict[Known, int] = {}
        of_head = [alike.setdefault(_question(fact for fact in one.values() if fact.name in cone), len(alike)) for one in known]
        own = [one for name, one in columns.items() if name in cone and name not in self.head]
        shared = pa.array(of_head, pa.int64()).take(head)
        distinct = Distinct.of([(shared, len(alike)), *((one.codes, one.size) for one in own)], len(head))
        heads, shared_known = shared.take(distinct.first).to_pylist(), list(alike)
        numbers = [
            self._number(component, tuple(sorted((*shared_known[one], *_question(told)))))
            for one, told in zip(heads, decoded(own, distinct.first), strict=True)
        ]
        return pa.array(numbers, pa.int32()).take(distinct.place)

    def _expected(self, known: Known) -> Sequence[Assumption]:
        """What is taken for granted about somebody of whom this is known."""
        found = self._assumed.get(known)
        if found is None:
            _make_room(self._assumed)
            found = self._assumed[known] = answered(self._ask_head, _facts(known), self._catalogue).assumptions
        return found

    def _number(self, component: str, known: Known) -> int:
        """The number of the answer to this question, asked of every evaluator the first time."""
        found = self._numbers.get((component, known))
        if found is None:
            _make_room(self._numbers)
            facts, verdicts = self._ask[component](_facts(known))
            answer = _answer_of(
                component, facts, verdicts, [Assumption(name, word) for name, word, grade in known if grade is Grade.EXPECTED]
            )
            found = self._numbers[component, known] = self._by_answer.setdefault((component, answer), len(self._by_answer))
        return found

    def _ask_anew(self, row: int, codes: Codes, numbers: pa.RecordBatch) -> None:
        """Ask every evaluator about one row with all its facts and all rules."""
        (told,) = decoded([*codes.columns.values()], pa.array([0]))
        asked = self._advisor.answer_on_facts(Facts.of(told), on=self._on)
        for component in self.cones:
            answer = _answer_of(component, asked.facts, asked.verdicts, asked.assumptions)
            if self._by_answer.get((component, answer)) != numbers.column(component)[row].as_py():
                raise EngineDisagreement(f"row {row} of this batch, asked anew with all its facts, gets another answer about {component}")


class _Evaluators:
    """These evaluators of some rules."""

    def __init__(self, rules: Iterable[Rule], names: Iterable[str], catalogue: Catalogue) -> None:
        self._rules, self._otherwise = Rules(rules), catalogue.otherwise
        self._by_name = {name: EVALUATORS[name](self._rules, self._otherwise) for name in names}

    def __call__(self, facts: Facts) -> tuple[Facts, tuple[Verdict, ...]]:
        """All that is concluded from these facts, and what each rule says, on which all of them agree."""
        verdicts, found = checked(self._by_name, self._rules, facts, self._otherwise)
        return found, verdicts


def _make_room(kept: dict[Any, Any]) -> None:
    """Let the oldest go where there are very many."""
    if len(kept) >= ANSWERS_KEPT:
        del kept[next(iter(kept))]


def _question(facts: Iterable[Fact]) -> Known:
    return tuple(sorted((fact.name, fact.word, fact.grade) for fact in facts))


def _facts(known: Known) -> Facts:
    return Facts.of(Fact(name, word, told_by_grade(grade), grade) for name, word, grade in known)


def _assumed(one: Assumption) -> Fact:
    (fact,) = assuming(Facts({}), [one]).known.values()
    return fact


def _answer_of(component: str, facts: Facts, verdicts: Sequence[Verdict], assumptions: Iterable[Assumption]) -> Answer:
    """What these verdicts say about one component."""
    (one,) = settled([component], verdicts)
    rests = resting(facts, verdicts, assumptions)
    expected = any(fact.name in rests for verdict in one.why for fact in verdict.premises)
    return Answer(one.standing, one.level, expected, tuple(verdict.rule.id for verdict in one.why))
