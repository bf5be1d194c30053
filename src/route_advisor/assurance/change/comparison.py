"""What a change of law did, as a policy officer reads it, and as JSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from route_advisor.assurance.change.diff import SOLVER_MISSING, AnswerChange, Comparison, Days, Entry
from route_advisor.assurance.change.paper import EntryChange, How, NumberChange, RuleChange, Series
from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.rulebook.rule import Rule
from route_advisor.writers.wording import Wording

if TYPE_CHECKING:
    from route_advisor.assurance.change.answers import Answer, Value
    from route_advisor.assurance.change.people import Kind, Trait

Style = Callable[[str], str]

MOST_ENTRIES = 60
"""Causes shown; JSON has them all."""

MOST_PEOPLE = 3
"""Kinds of people shown for one change; JSON has them all."""

MOST_CHANGES = 10
"""Changes of answers shown for one cause; JSON has them all."""


def as_comparison(comparison: Comparison, *, lang: str, width: int = 100, heading: Style = str) -> str:
    """The answers that change, for whom, and by which article; the numbers; and what changed on paper only."""
    lines = _Comparison(comparison, Wording(comparison.after.rulebook.catalogue, lang), width, heading).lines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _Comparison:
    def __init__(self, comparison: Comparison, words: Wording, width: int, heading: Style) -> None:
        self.comparison = comparison
        self.words = words
        self.old_words = Wording(comparison.before.rulebook.catalogue, words.language)
        self.width = width
        self.heading = heading

    def lines(self) -> Iterator[str]:
        comparison = self.comparison
        yield self.heading(f"From {comparison.before.name} to {comparison.after.name}: {self._summary()}")
        if comparison.entries:
            yield from ("", self.heading("ANSWERS THAT CHANGE"))
            for entry in comparison.entries[:MOST_ENTRIES]:
                yield from self._entry(entry)
            if len(comparison.entries) > MOST_ENTRIES:
                yield from ("", f"and {len(comparison.entries) - MOST_ENTRIES} more causes (see --format json)")
        if comparison.entries is None:
            yield from ("", SOLVER_MISSING)
        if comparison.cut:
            yield from self._wrapped("", f"More kinds of people than are told: {', '.join(answer.name for answer in comparison.cut)}")
        yield from self._part("NUMBERS", (self._number(change) for change in comparison.paper.numbers))
        title = "ON PAPER" if comparison.entries is None else "ON PAPER ONLY: no answer changes"
        yield from self._part(title, (self._rule(change) for change in comparison.only_on_paper))
        yield from self._part("WORDS AND NAMES", (self._named(change) for change in comparison.paper.entries))

    def _summary(self) -> str:
        comparison = self.comparison
        if not comparison.changed:
            return "nothing changes"
        counts = [
            (len(comparison.paper.rules), "rule", "rules"),
            (len(comparison.paper.numbers), "number", "numbers"),
            (len(comparison.paper.entries), "word or name", "words and names"),
        ]
        told = ", ".join(f"{count} {one if count == 1 else more}" for count, one, more in counts if count) or "nothing on paper"
        if comparison.entries is None:
            return f"{told} changed on paper"
        answers = sum(len(change.answers) for entry in comparison.entries for change in entry.changes)
        return f"{told} changed on paper; {answers or 'no'} {'answer changes' if answers == 1 else 'answers change'}"

    def _part(self, title: str, lines: Iterable[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield from ("", self.heading(title))
            for line in found:
                yield from self._wrapped("- ", line)

    def _wrapped(self, label: str, text: str) -> Iterator[str]:
        yield from wrap(
            text, self.width, initial_indent=label, subsequent_indent=" " * len(label), break_long_words=False, break_on_hyphens=False
        )

    # --- answers ------------------------------------------------------------------------------------------

    def _entry(self, entry: Entry) -> Iterator[str]:
        yield ""
        for change in entry.rules:
            yield from self._wrapped("", f"{self._happened(change)}: {self._law(change)}")
        for name in entry.cause.numbers:
            number = next(one for one in self.comparison.paper.numbers if one.number.name == name)
            yield from self._wrapped("", f"number {self._number(number)}")
        alike = _by_sentence(entry.changes)
        people: object = None
        for answers, *others in alike[:MOST_CHANGES]:
            if (answers.people, answers.days) != people:
                people = answers.people, answers.days
                yield from self._wrapped("  for     ", self._people(answers.people))
                if self.comparison.days is None:
                    yield from self._wrapped("  days    ", "; ".join(_spoken(days) for days in answers.days))
            yield from self._change(answers)
            if others:
                yield f"          and {len(others)} more like it"
        if len(alike) > MOST_CHANGES:
            yield f"  and {len(alike) - MOST_CHANGES} more changes (see --format json)"

    def _change(self, change: AnswerChange) -> Iterator[str]:
        before, after = (self._value(change, value, place) for place, value in enumerate((change.before, change.after)))
        if change.answers[0].about != "line":
            names = self.words.listed(self._answer(answer) for answer in change.answers)
            yield from self._wrapped("  answer  ", f"{names}: {before} -> {after}")
            return
        if change.before is not None:
            yield from self._wrapped("  gone    " if change.after is None else "  before  ", before)
        if change.after is not None:
            yield from self._wrapped("  new     " if change.before is None else "  after   ", after)

    def _answer(self, answer: "Answer") -> str:
        words = self.words if answer.name in {**self.words.catalogue.components, **self.words.catalogue.facts} else self.old_words
        return words.component(answer.name) if answer.about == "component" else words.fact(answer.name)

    def _value(self, change: AnswerChange, value: Any, place: int) -> str:  # noqa: ANN401 - a place, a word or a line
        words = (self.old_words, self.words)[place]
        match change.answers[0].about:
            case "component":
                level = f", {words.label('word_level')} {value.level.upper()}" if value.level is not None else ""
                silent = " (no rule speaks of it)" if value.silent else " (an authority answers)" if value.deferred else ""
                return words.label(f"standing_{value.standing}") + level + silent
            case "fact":
                return "unknown" if value is None else words.value(change.answers[0].name, value)
            case _:
                return "" if value is None else self._line(change.lines[place], value, words)

    def _line(self, rules: Sequence[Rule], value: Any, words: Wording) -> str:  # noqa: ANN401 - a line
        rule = rules[0]
        slots = {slot: f"[{slot.replace('_', ' ')}]" for slot in rule.says.slots} | {name: str(number) for name, number in value.numbers}
        waits = " (while a fact is unknown)" if value.perhaps else ""
        return f"{words.of(rule.says.filled(dict(slots)))} ({', '.join(words.authority(name) for name in value.who)}){waits}"

    def _people(self, people: "Sequence[Kind]") -> str:
        more = f"; and {len(people) - MOST_PEOPLE} more kinds of people" if len(people) > MOST_PEOPLE else ""
        return " / or: ".join(self._kind(kind) for kind in people[:MOST_PEOPLE]) + more

    def _kind(self, kind: "Kind") -> str:
        return "; ".join(self._trait(trait) for trait in kind) or "everybody, whatever is known"

    def _trait(self, trait: "Trait") -> str:
        words = self.words if trait.fact in self.words.catalogue.facts else self.old_words
        part = words.part(trait.fact)
        name = f"{part}, {words.fact(trait.fact)}" if part else words.fact(trait.fact)
        firm = {None: "", True: " (established)", False: " (reported only)"}[trait.firm]
        entry = words.catalogue.facts[trait.fact]
        if len(trait.words) > 1 and set(trait.words) == set(entry.values):
            return f"{name}: known{firm}"
        return f"{name}: {words.listed((words.value(trait.fact, word) for word in trait.words), 'or')}{firm}"

    # --- paper --------------------------------------------------------------------------------------------

    def _happened(self, change: RuleChange) -> str:
        old, new = (", ".join(dict.fromkeys(rule.written_id for rule in rules)) for rules in (change.before, change.after))
        match change.how:
            case How.BEGAN:
                return f"{new} began"
            case How.ENDED:
                return f"{old} ended"
            case How.REPLACED:
                return f"{new} replaced {old}"
            case _:
                return f"{new} changed ({', '.join(change.what)})"

    def _rule(self, change: RuleChange) -> str:
        rules = change.after or change.before
        return f"{self._happened(change)}: {self._law(change)}: {self.words.of(rules[0].says)}"

    @staticmethod
    def _law(change: RuleChange) -> str:
        """The articles; where they or their decisive words are others than before, also what they were."""
        old, new = (_cited(rules[0]) if rules else "" for rules in (change.before, change.after))
        return f"{new} (was {old})" if old and new and old != new else new or old

    def _number(self, change: NumberChange) -> str:
        number = change.number
        law = f" ({'; '.join(one.cite for one in number.law)})" if number.law else ""
        said = f"; said by {', '.join(change.said_by)}" if change.said_by else "; facts and dates are counted with it"
        values = " -> ".join(_values(series, one_day=self.comparison.days is not None) for series in (change.old, change.new))
        return f"{number.name}: {values} {number.unit}{law}{said}"

    @staticmethod
    def _named(change: EntryChange) -> str:
        what = f" ({', '.join(change.what)})" if change.what else ""
        only = {How.BEGAN: ", unknown in the old version", How.ENDED: ", unknown in the new version"}.get(change.how, "")
        return f"{change.page}.yaml: {change.name} {change.how}{what}{only}"


def _by_sentence(changes: Iterable[AnswerChange]) -> list[list[AnswerChange]]:
    """Changes of one written sentence together, such as one for each exam part."""
    found: dict[object, list[AnswerChange]] = {}
    for change in changes:
        written = frozenset(rule.written_id for rules in change.lines for rule in rules)
        key = (written, change.before is None, change.after is None) if written else change.answers
        found.setdefault((key, change.days), []).append(change)
    return list(found.values())


def _cited(rule: Rule) -> str:
    return "; ".join(f'{one.cite} "{one.quote}"' if one.quote is not None else one.cite for one in rule.law)


def _values(series: Series, *, one_day: bool) -> str:
    return ", ".join(f"{'none' if value is None else value}" + ("" if one_day else f" from {start}") for start, value in series) or "none"


def _spoken(days: Days) -> str:
    if days == (FIRST_DAY, LAST_DAY):
        return "every day"
    first = "" if days.first == FIRST_DAY else f"from {days.first} "
    return first + ("on" if days.last == LAST_DAY else f"up to and including {days.last}")


# --- as data --------------------------------------------------------------------------------------------------


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """The same with every kind of people and every example, ready for JSON. `answers` is null where z3 is missing."""
    paper = comparison.paper
    return {
        "before": {"name": comparison.before.name, "rulebook": comparison.before.rulebook.hash},
        "after": {"name": comparison.after.name, "rulebook": comparison.after.rulebook.hash},
        "changed": comparison.changed,
        "paper": {
            "rules": [_rule_data(change) for change in paper.rules],
            "numbers": [_number_data(change) for change in paper.numbers],
            "words": [{"page": one.page, "name": one.name, "how": one.how, "what": one.what} for one in paper.entries],
        },
        "answers": None if comparison.entries is None else [_entry_data(comparison, entry) for entry in comparison.entries],
        "cut": [answer.name for answer in comparison.cut],
    }


def _rule_data(change: RuleChange) -> dict[str, Any]:
    rules = change.after or change.before
    old, new = (sorted({rule.written_id for rule in side}) for side in (change.before, change.after))
    law = [{"cite": one.cite, "quote": one.quote} for one in rules[0].law]
    return {"how": change.how, "before": old, "after": new, "what": change.what, "law": law, "says": rules[0].says.sentences()}


def _number_data(change: NumberChange) -> dict[str, Any]:
    return {
        "name": change.number.name,
        "unit": change.number.unit,
        "before": [[start, value] for start, value in change.old],
        "after": [[start, value] for start, value in change.new],
        "law": [one.cite for one in change.number.law],
        "said_by": change.said_by,
    }


def _entry_data(comparison: Comparison, entry: Entry) -> dict[str, Any]:
    return {
        "rules": [_rule_data(change) for change in entry.rules],
        "numbers": entry.cause.numbers,
        "changes": [_change_data(comparison, entry, change) for change in entry.changes],
    }


def _change_data(comparison: Comparison, entry: Entry, change: AnswerChange) -> dict[str, Any]:
    from route_advisor.assurance.change.diff_examples import scenarios  # noqa: PLC0415 - it needs z3, which may be missing

    return {
        "about": change.answers[0].about,
        "answers": [answer.name for answer in change.answers],
        "before": _value_data(change, change.before),
        "after": _value_data(change, change.after),
        "days": [[days.first, days.last] for days in change.days],
        "people": [
            {
                "facts": {trait.fact: trait.words for trait in kind},
                "established": {trait.fact: trait.firm for trait in kind if trait.firm is not None},
                "example": scenarios(comparison, entry, change, example),
            }
            for kind, example in zip(change.people, change.examples, strict=True)
        ],
    }


def _value_data(change: AnswerChange, value: "Value") -> Any:  # noqa: ANN401 - a word, or a place or line as keys
    if value is None or isinstance(value, str):
        return value
    data = value._asdict()
    return {**data, "numbers": dict(data["numbers"])} if change.answers[0].about == "line" else data
