"""Why this line, why not that one, and what would change it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from route_advisor.advice import FactLine, LawLine, Line, OwnPolicy
from route_advisor.advisor import Advisor
from route_advisor.components import Settled, settled
from route_advisor.errors import NotInRulebook
from route_advisor.facts import UNKNOWN, Facts
from route_advisor.lines import LineWriter, law_of
from route_advisor.mistakes import did_you_mean
from route_advisor.personal_file import PersonalFile
from route_advisor.rule import Concludes, Condition, Eases, Fulfils, Refers, Releases, Requires, Rule, Verdict
from route_advisor.sentences import spoken_sentence
from route_advisor.text import Text
from route_advisor.vocabulary import Level, Outcome, Standing, Teller

_CLOSING = (Fulfils, Releases, Eases)
_CLOSED = frozenset({Standing.DONE, Standing.RELEASED, Standing.NOT_NEEDED})


class ConditionLine(Line):
    """One condition of a rule: what it asks, whether it holds, and the fact it looked at."""

    fact: str
    asks_for: tuple[str, ...]
    holds: bool | None
    found: FactLine | None
    concluded_by: tuple["RuleLine", ...] = ()
    """The rules behind a fact that rules concluded."""


class RuleLine(Line):
    """One rule, what it says about this person, and each of its conditions."""

    rule: str
    outcome: Outcome
    says: Text
    law: tuple[LawLine, ...]
    final_word: str
    open_norm: Text | None
    conditions: tuple[ConditionLine, ...]
    own_policy: tuple[OwnPolicy, ...] = ()


class Change(Line):
    """What would change the line: a rule that would then apply, and the facts it still needs."""

    rule: str
    says: Text
    needs: tuple[ConditionLine, ...]
    final_word: str


class Explanation(Line):
    """Why a line stands as it does."""

    case_ref: str
    on: date
    line: str
    standing: Standing | None
    level: Level | None
    why: tuple[RuleLine, ...]
    why_not: tuple[RuleLine, ...]
    would_change: tuple[Change, ...]


def explain(file: PersonalFile, line: str, *, on: date, advisor: Advisor | None = None) -> Explanation:
    """Why a component (`writing`) or a rule (`WI21-B1-1`) stands as it does for this person on that day.

    Raises `NotInRulebook` where the rulebook has no such line, with a suggestion.
    """
    advisor = advisor or Advisor()
    facts, verdicts = advisor.verdicts(file, on=on)
    explainer = _Explainer(facts, verdicts, LineWriter(facts, advisor.rulebook.numbers, on))
    components = advisor.rulebook.catalogue.components
    if line in components:
        (result,) = settled([line], verdicts)
        return explainer.component(file.case_ref, result)
    chosen = [verdict for verdict in verdicts if line in (verdict.rule.id, verdict.rule.written_as)]
    if chosen:
        return explainer.rules(file.case_ref, line, chosen)
    _refuse(line, advisor, on)
    raise AssertionError  # unreachable: _refuse always raises


def _refuse(line: str, advisor: Advisor, on: date) -> None:
    book = advisor.rulebook
    here = [rule for rule in book.rules if line in (rule.id, rule.written_as)]
    if any(rule.municipality is not None and on in rule.in_force for rule in here):
        raise NotInRulebook(f'rule "{line}" is of municipality {here[0].municipality}, and this file is not of that municipality alone')
    if here:
        raise NotInRulebook(f'rule "{line}" is not in force on {on.isoformat()}; look at it with: route-advisor rules show {line}')
    known = [*book.catalogue.components, *(rule.id for rule in book.rules)]
    raise NotInRulebook(
        f'"{line}" is not a component or a rule{did_you_mean(line, known)} (components: {", ".join(book.catalogue.components)})'
    )


class _Explainer:
    def __init__(self, facts: Facts, verdicts: Sequence[Verdict], lines: LineWriter) -> None:
        self.facts = facts
        self.verdicts = verdicts
        self.lines = lines

    def component(self, case_ref: str, result: Settled) -> Explanation:
        about = [verdict for verdict in self.verdicts if _concerns(verdict, result.component)]
        because = {verdict.rule.id for verdict in (*result.why, *result.unless)}
        others = [verdict for verdict in about if verdict.rule.id not in because]
        return Explanation(
            case_ref=case_ref,
            on=self.lines.on,
            line=result.component,
            standing=result.standing,
            level=result.level,
            why=tuple(self._rule_line(verdict) for verdict in result.why),
            why_not=tuple(self._rule_line(verdict) for verdict in (*result.unless, *others)),
            would_change=tuple(self._changes(result, about)),
        )

    def rules(self, case_ref: str, line: str, chosen: Sequence[Verdict]) -> Explanation:
        applying = [verdict for verdict in chosen if verdict.applies]
        others = [verdict for verdict in chosen if not verdict.applies]
        return Explanation(
            case_ref=case_ref,
            on=self.lines.on,
            line=line,
            standing=None,
            level=None,
            why=tuple(self._rule_line(verdict) for verdict in applying),
            why_not=tuple(self._rule_line(verdict) for verdict in others),
            would_change=tuple(self._change(verdict) for verdict in others),
        )

    def _changes(self, result: Settled, about: Iterable[Verdict]) -> Iterator[Change]:
        if result.standing in _CLOSED:
            return
        wanted = (Requires,) if result.standing is Standing.CANNOT_TELL else _CLOSING
        for verdict in about:
            if isinstance(verdict.rule.then, wanted) and not verdict.applies and _reaches(verdict.rule, result.level):
                yield self._change(verdict)

    def _change(self, verdict: Verdict) -> Change:
        conditions = self._conditions(verdict.rule, ())
        return Change(
            rule=verdict.rule.id,
            says=self._says(verdict.rule),
            needs=tuple(condition for condition in conditions if not condition.holds),
            final_word=verdict.rule.final_word,
        )

    def _says(self, rule: Rule) -> Text:
        return spoken_sentence(rule.says, self.lines.numbers, self.facts.dates, self.lines.on) or rule.says

    def _rule_line(self, verdict: Verdict, above: tuple[str, ...] = ()) -> RuleLine:
        rule = verdict.rule
        return RuleLine(
            rule=rule.id,
            outcome=verdict.outcome,
            says=self._says(rule),
            law=law_of(rule, self.lines.on),
            final_word=rule.final_word,
            open_norm=rule.open_norm,
            conditions=self._conditions(rule, above),
            own_policy=self.lines.own_policy(rule),
        )

    def _conditions(self, rule: Rule, above: tuple[str, ...]) -> tuple[ConditionLine, ...]:
        return tuple(self._condition(condition, (*above, rule.id)) for condition in rule.when)

    def _condition(self, condition: Condition, above: tuple[str, ...]) -> ConditionLine:
        fact = self.facts[condition.fact]
        found = None if fact is UNKNOWN else self.lines.fact_lines([fact])[0]
        return ConditionLine(
            fact=condition.fact,
            asks_for=condition.words,
            holds=None if fact is UNKNOWN else fact.word in condition.words,
            found=found,
            concluded_by=tuple(self._rule_line(verdict, above) for verdict in self._behind(condition.fact) if verdict.rule.id not in above),
        )

    def _behind(self, name: str) -> Iterator[Verdict]:
        """The rules that concluded a fact; where nothing did, those that could have and cannot tell."""
        fact = self.facts[name]
        concluded_by = set() if fact is UNKNOWN else {told.document for told in fact.told_by if told.teller is Teller.RULES}
        for verdict in self.verdicts:
            if isinstance(verdict.rule.then, Concludes) and verdict.rule.then.fact == name:
                behind = verdict.cannot_tell if fact is UNKNOWN else verdict.rule.id in concluded_by
                if behind:
                    yield verdict


def _concerns(verdict: Verdict, component: str) -> bool:
    kinds = (Requires, Releases, Eases, Fulfils, Refers)
    return isinstance(verdict.rule.then, kinds) and component in verdict.rule.then.components


def _reaches(rule: Rule, level: Level | None) -> bool:
    passed = rule.then.level if isinstance(rule.then, Fulfils) else None
    return level is None or passed is None or passed.reaches(level)
