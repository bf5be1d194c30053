"""What a change of law did: which answers change, for which kinds of people, by which rule and article.

Two versions of a rulebook, or two days of one. What changed on paper needs no solver (`paper`); for whom it makes a difference is
found with z3 (extra `proof`), and each difference is shown by the smallest example, on which the plain twin gives both answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from route_advisor.assurance.change.paper import Paper, RuleChange, entry_changes, number_changes, rule_changes
from route_advisor.dates import FIRST_DAY, LAST_DAY, day_before
from route_advisor.errors import RulesContradict
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Rule

if TYPE_CHECKING:
    from route_advisor.assurance.change.answers import Answer, Side, Value
    from route_advisor.assurance.change.people import Difference, Found, Kind, Search
    from route_advisor.facts import Facts

SOLVER_MISSING = "Which answers change for whom needs z3; install it with: pip install 'route-advisor[proof]'"


class Version(NamedTuple):
    """A rulebook under the name by which somebody asked for it."""

    name: str
    rulebook: Rulebook


class Days(NamedTuple):
    """The first and the last day on which a difference is the same."""

    first: date
    last: date


class Cause(NamedTuple):
    """The rules, as they stand on the pages, and the numbers that make a difference."""

    rules: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...] = ()


class AnswerChange(NamedTuple):
    """Answers that change alike, for the same kinds of people, with the smallest example of each kind."""

    answers: "tuple[Answer, ...]"
    before: "Value"
    after: "Value"
    people: "tuple[Kind, ...]"
    examples: "tuple[Facts, ...]"
    lines: tuple[tuple[Rule, ...], tuple[Rule, ...]] = ((), ())
    """For a line, the rules that can show it before and after."""
    days: tuple[Days, ...] = ()
    """The days on which it is so."""


@dataclass(frozen=True)
class Entry:
    """All that one cause changes."""

    cause: Cause
    rules: tuple[RuleChange, ...]
    changes: tuple[AnswerChange, ...]


@dataclass(frozen=True)
class Comparison:
    """What changed on paper, and what that changes for people.

    `entries` is `None` where z3 is missing; `cut` names the answers with more kinds of people than are told.
    """

    before: Version
    after: Version
    days: tuple[date, date] | None
    paper: Paper
    entries: tuple[Entry, ...] | None
    cut: "tuple[Answer, ...]" = ()

    @property
    def changed(self) -> bool:
        """Something changed, if only on paper."""
        return bool(self.paper.rules or self.paper.numbers or self.paper.entries or self.entries)

    @property
    def only_on_paper(self) -> tuple[RuleChange, ...]:
        """The changes of rules that change no answer; all of them where z3 is missing."""
        told = {change.ids for entry in self.entries or () for change in entry.rules}
        return tuple(change for change in self.paper.rules if change.ids not in told)


def solver_is_here() -> bool:
    """Whether z3 is installed."""
    return find_spec("z3") is not None


def compare_days(rulebook: Rulebook, one: date, other: date) -> Comparison:
    """What is different on another day. Raises `RulesContradict` where rules of one day contradict each other."""
    return compare(Version(one.isoformat(), rulebook), Version(other.isoformat(), rulebook), (one, other))


def compare(before: Version, after: Version, days: tuple[date, date] | None = None) -> Comparison:
    """What is different in another version: on these two days, or on every day of the law where none are given.

    Raises `RulesContradict` where rules of one day contradict each other.
    """
    paper = _paper(before.rulebook, after.rulebook, days)
    if not solver_is_here():
        return Comparison(before, after, days, paper, None)
    spans = [(Days(*sorted(days)), days)] if days is not None else _spans(before.rulebook, after.rulebook, paper)
    entries: dict[Cause, Entry] = {}
    cut: list[Answer] = []
    known: dict[object, Found] = {}
    for span, (one, other) in spans:
        found = _Comparing(before, after, one, other, known)
        for entry in found.entries():
            entries[entry.cause] = _joined(entries.get(entry.cause), entry, span)
        cut += found.cut
    return Comparison(before, after, days, paper, tuple(sorted(entries.values(), key=_by_article)), tuple(dict.fromkeys(cut)))


# --- on paper, and on which days ----------------------------------------------------------------------------


def _paper(before: Rulebook, after: Rulebook, days: tuple[date, date] | None) -> Paper:
    old, new = (before.rules, after.rules) if days is None else (before.in_force(days[0]), after.in_force(days[1]))
    return Paper(
        rules=rule_changes(old, new, _successors(after)),
        numbers=number_changes(before.numbers, after.numbers, [*old, *new], days),
        entries=entry_changes(before.catalogue, after.catalogue),
    )


def _successors(rulebook: Rulebook) -> Mapping[str, str]:
    return {rule.written_id: rule.replaces for rule in rulebook.rules if rule.replaces is not None}


def _spans(before: Rulebook, after: Rulebook, paper: Paper) -> list[tuple[Days, tuple[date, date]]]:
    """The stretches of days on which both versions stay the same."""
    bounds = {bound for book in (before, after) for rule in book.rules for bound in rule.in_force.bounds()}
    bounds |= {start for change in paper.numbers for start, _ in (*change.old, *change.new)}
    starts = [FIRST_DAY, *sorted(bound for bound in bounds if FIRST_DAY < bound <= LAST_DAY)]
    lasts = [*(day_before(start) for start in starts[1:]), LAST_DAY]
    return [(Days(first, last), (first, first)) for first, last in zip(starts, lasts, strict=True)]


def _joined(earlier: Entry | None, entry: Entry, span: Days) -> Entry:
    """What one cause changes on earlier days and on these: a change that stays the same gets more days."""
    changes = list(earlier.changes) if earlier is not None else []
    for change in entry.changes:
        place = next((place for place, one in enumerate(changes) if one._replace(days=()) == change), None)
        if place is None:
            changes.append(change._replace(days=(span,)))
        else:
            changes[place] = change._replace(days=_with_days(changes[place].days, span))
    return replace(entry, changes=tuple(changes))


def _with_days(days: tuple[Days, ...], span: Days) -> tuple[Days, ...]:
    """Stretches that follow on each other as one."""
    if days and day_before(span.first) == days[-1].last:
        return (*days[:-1], Days(days[-1].first, span.last))
    return (*days, span)


# --- for people ---------------------------------------------------------------------------------------------


class _Comparing:
    """Two sides on their days: the answers that a change touches, the differences, and what causes each."""

    def __init__(self, before: Version, after: Version, one: date, other: date, known: "dict[object, Found]") -> None:
        from route_advisor.assurance.change.answers import Side, line_names  # noqa: PLC0415 - it needs z3, which may be missing

        old, new = before.rulebook.in_force(one), after.rulebook.in_force(other)
        names = line_names(old, new)
        self.before: Side = Side(before.name, old, before.rulebook.catalogue, before.rulebook.numbers, one, names[0])
        self.after: Side = Side(after.name, new, after.rulebook.catalogue, after.rulebook.numbers, other, names[1])
        self.rules = tuple(change for change in rule_changes(old, new, _successors(after.rulebook)) if change.touches_answers)
        self.known = known
        self.cut: list[Answer] = []

    def entries(self) -> list[Entry]:
        """The differences, put together by what causes them."""
        by_cause: dict[Cause, list[Difference]] = {}
        for difference in self._differences():
            by_cause.setdefault(self._cause(difference), []).append(difference)
        return [self._entry(cause, differences) for cause, differences in by_cause.items()]

    def _entry(self, cause: Cause, differences: Iterable["Difference"]) -> Entry:
        rules = tuple(change for change in self.rules if change.ids in cause.rules)
        return Entry(cause, rules, tuple(self._with_lines(change) for change in _alike(differences)))

    def _with_lines(self, change: AnswerChange) -> AnswerChange:
        (about, name), *_ = change.answers
        if about != "line":
            return change
        return change._replace(lines=(tuple(self.before.saying(name)), tuple(self.after.saying(name))))

    def _differences(self) -> list["Difference"]:
        differences: list[Difference] = []
        for answer in dict.fromkeys((*self.before.answers(), *self.after.answers())):
            if self._touches(answer):
                found = self._found(answer)
                differences += found.differences
                self.cut += [answer] if found.cut else []
        return differences

    def _found(self, answer: "Answer") -> "Found":
        """The differences of one answer; looked for once for all days on which the same rules have a say and say the same."""
        sides = (self.before, self.after)
        key = (answer, *((tuple(side.behind(answer).rules), str(self._says(side, answer))) for side in sides))
        if key not in self.known:
            self.known[key] = self._search.found(answer)
        return self.known[key]

    @cached_property
    def _search(self) -> "Search":
        from route_advisor.assurance.change.people import Search  # noqa: PLC0415 - it needs z3, which may be missing

        return Search(self.before, self.after)

    def _touches(self, answer: "Answer") -> bool:
        """A change of a rule, a word or a number has a say in this answer; others cannot differ."""
        before, after = self.before.behind(answer), self.after.behind(answer)
        changed = {id_ for change in self.rules for id_ in change.ids}
        return (
            bool(changed & (before.ids | after.ids))
            or any(before.way(name) != after.way(name) for name in before.asked | after.asked)
            or self._says(self.before, answer) != self._says(self.after, answer)
        )

    @staticmethod
    def _says(side: "Side", answer: "Answer") -> object:
        return [side.said(rule) for rule in side.saying(answer.name)] if answer.about == "line" else None

    # --- what causes a difference -----------------------------------------------------------------------------

    def _cause(self, difference: "Difference") -> Cause:
        """The fewest changes of rules with which the old rules already give the new answer; else the numbers in the sentence."""
        mixing = _Mixing(difference, self.before.behind(difference.answer), self.after.behind(difference.answer))
        changes = [change for change in self.rules if set(change.ids) & (mixing.before.ids | mixing.after.ids)]
        numbers_stay = mixing.gives_new_answer(changes, numbers_of=mixing.before)
        numbers_of = mixing.before if numbers_stay else mixing.after
        needed = changes
        for change in changes:
            fewer = [one for one in needed if one is not change]
            needed = fewer if mixing.gives_new_answer(fewer, numbers_of=numbers_of) else needed
        return Cause(tuple(sorted(change.ids for change in needed)), () if needed else _other_numbers(difference))


class _Mixing(NamedTuple):
    """The old rules with some of the changes: do they give the new answer to the example?"""

    difference: "Difference"
    before: "Side"
    after: "Side"

    def gives_new_answer(self, changes: Iterable[RuleChange], *, numbers_of: "Side") -> bool:
        changed = {rule.id for change in changes for rule in (*change.before, *change.after)}
        came = [rule for rule in self.after.rules if rule.id in changed]
        rules = [*(rule for rule in self.before.rules if rule.id not in changed), *came]
        names = {**self.before.line_names, **{rule.id: self.after.line_names[rule.id] for rule in came if rule.id in self.after.line_names}}
        mixed = replace(numbers_of.with_rules(rules), line_names=names)
        try:
            return mixed.value(self.difference.answer, self.difference.example) == self.difference.after
        except RulesContradict:  # half a change can contradict itself
            return False


def _other_numbers(difference: "Difference") -> tuple[str, ...]:
    """The numbers that a line says otherwise than before."""
    old, new = (dict(getattr(value, "numbers", ())) for value in (difference.before, difference.after))
    return tuple(sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name)))


def _by_article(entry: Entry) -> tuple[list[str], Cause]:
    """Entries about the same article stand together."""
    first = [rules[0].law[0].cite for change in entry.rules for rules in (change.after or change.before,) if rules[0].law]
    return first, entry.cause


def _alike(differences: Iterable["Difference"]) -> list[AnswerChange]:
    """Differences with the same two answers for the same people as one, such as four skills at another level."""
    by_answer: dict[Answer, dict[tuple[Value, Value], list[Difference]]] = {}
    for one in differences:
        by_answer.setdefault(one.answer, {}).setdefault((one.before, one.after), []).append(one)
    found: list[AnswerChange] = []
    for answer, by_values in by_answer.items():
        for (before, after), ones in by_values.items():
            people, examples = tuple(one.kind for one in ones), tuple(one.example for one in ones)
            same = next((place for place, other in enumerate(found) if _same(other, answer, before, after, people)), None)
            if same is None:
                found.append(AnswerChange((answer,), before, after, people, examples))
            else:
                found[same] = found[same]._replace(answers=(*found[same].answers, answer))
    return found


def _same(change: AnswerChange, answer: "Answer", before: "Value", after: "Value", people: "tuple[Kind, ...]") -> bool:
    together = answer.about != "line" and change.answers[0].about is answer.about
    return together and (change.before, change.after, change.people) == (before, after, people)
