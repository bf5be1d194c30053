"""Why a line stands as it does: the rules, their conditions and facts, and what would close or settle it."""

from datetime import date

from route_advisor.advice.line import Line
from route_advisor.advice.model import FactLine, LawLine, OwnPolicy, Question
from route_advisor.text import Text
from route_advisor.vocabulary import Level, Outcome, Standing, Teller

MOST_FACTS = 5
"""Sets of more facts are counted and not named: nobody brings them at once."""


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
    expected: bool = False
    """It rests on an assumption: so it would be, and nobody decided it yet."""


class Change(Line):
    """What would change the line: a rule that would then apply, and the facts it still needs."""

    rule: str
    says: Text
    needs: tuple[ConditionLine, ...]
    final_word: str


class ClosingFact(Line):
    """A fact that would close the line: any of these words, established by whom, in which documents."""

    fact: str
    words: tuple[str, ...]
    told_by: Teller
    found_in: tuple[str, ...]


class ClosingRule(Line):
    """A rule that would then close the line: its articles, and who has the final word."""

    rule: str
    says: Text
    law: tuple[LawLine, ...]
    final_word: str
    open_norm: Text | None
    own_policy: tuple[OwnPolicy, ...] = ()


class ClosedBy(Line):
    """One smallest set of facts that would close an open component. It is no prediction: somebody else gives each of them."""

    facts: tuple[ClosingFact, ...]
    standing: Standing
    rules: tuple[ClosingRule, ...]


class SettledBy(Line):
    """The smallest set of questions whose answers settle where a component stands.

    They settle it in `settled` of the `of` combinations of answers: in all of them, unless more than `MOST_ANSWERS` facts are needed.
    Where every answer leads to one standing there are no questions, and `certain` names it.
    """

    questions: tuple[Question, ...]
    settled: int
    of: int
    certain: Standing | None = None


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
    """For a rule that does not apply: what it still needs."""
    closed_by: tuple[ClosedBy, ...] = ()
    """For a component on which something is left to do or to confirm: the smallest sets of facts that would close it."""
    more_ways: int = 0
    """So many more sets would close it, each of more than `MOST_FACTS` facts."""
    settled_by: SettledBy | None = None
    """For a component that cannot be told, unless an authority gives the answer."""
    name: Text | None = None
    """The name of a topic, as people say it."""
    found: tuple[FactLine, ...] = ()
    """For a topic: the facts that say how it stands."""
    expected: bool = False
    """One of them rests on an assumption: nobody decided it yet."""
    note: Text | None = None
    """For a topic: what else helps."""
    left_out: int = 0
    """So many rules are of the other act, or of people whom this person cannot become; ask for everything to see them."""
