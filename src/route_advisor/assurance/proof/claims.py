"""What is claimed of a rulebook for everybody: each claim as formulas that nobody may fulfil, beside what the plain twin would say.

A claim that fails gives `Suspect`s: a formula over everybody, and how one person's answer shows the same. So a failure that is
found in the formulas is believed only when the twin says it too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

import z3

from route_advisor.assurance.check.stages import asked_too_early, concluded_apart
from route_advisor.assurance.proof.promises import UNKNOWN_WORD, Promises
from route_advisor.assurance.proof.somebody import Heard, Known, Shows, Somebody, every_date
from route_advisor.assurance.proof.symbolic import Formula, Kinds, Person, Reading, all_of, any_of
from route_advisor.dates import LAST_DAY, day_before
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Rule, Rules
from route_advisor.text import Text, text_of
from route_advisor.vocabulary import Outcome


class How(StrEnum):
    """How a claim is proven."""

    Z3 = "z3"
    STRUCTURE = "structure"


class Between(StrEnum):
    """How the two moments of a claim differ."""

    KNOWS_MORE = "knows_more"
    GROWN = "grown"


class Suspect(NamedTuple):
    """One way in which a claim fails: what it is about, for whom, how the twin shows it, and what a scenario would expect."""

    about: str
    formula: Formula
    shows: Shows
    says: Callable[[Heard, Heard], str]
    expect: Callable[[Heard, Heard], Mapping[str, Any]]
    articles: tuple[str, ...] = ()
    on: date | None = None
    """The day on which the twin shows it; the first day of the set of rules where that is not given."""


class Claim(NamedTuple):
    """A sentence that holds for everybody, or fails for one of the suspects."""

    id: str
    says: Text
    suspects: Callable[["DayOfLaw"], Iterable[Suspect]]
    between: Between | None = None
    how: How = How.Z3
    lines: Callable[[Rulebook], Iterable[str]] = lambda _rulebook: ()
    """What is wrong with the pages themselves, whoever the person is: one line each."""
    meant: Callable[["DayOfLaw"], Formula] | None = None
    """Whom it is about, where that is not everybody: on some day that must be somebody."""
    besides: str | None = None
    """The fact about which the rules may contradict each other here, because the claim is about that."""


class DayOfLaw:
    """The rules from one day up to another, over everybody, now and later."""

    def __init__(self, rulebook: Rulebook, on: date, until: date, kinds: Kinds, promises: Promises) -> None:
        self.rulebook = rulebook
        self.on = on
        self.until = until
        self.kinds = kinds
        self.promises = promises

    @cached_property
    def rules(self) -> Rules:
        """The rules in force."""
        return self.rulebook.in_force(self.on)

    @cached_property
    def now(self) -> Reading:
        """What the rules say of anybody."""
        return Reading(self.rules, Person(self.kinds), self.rulebook.catalogue)

    @cached_property
    def later(self) -> Reading:
        """What they say of the same person later."""
        return Reading(self.rules, Person(self.kinds, "later:"), self.rulebook.catalogue)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The first day, and each later one on which a number of law changes: on all others sentences say the same."""
        changes = {day for number in self.rulebook.numbers.by_name.values() for day, _ in number.values}
        return (self.on, *sorted(day for day in changes if self.on < day <= self.until))

    def can_be(self, reading: Reading, besides: str | None = None) -> Formula:
        """This person is coherent, is nobody who cannot be, and gets no contradiction, but perhaps about one fact."""
        return all_of([reading.person.coherent, reading.consistent(besides), z3.Not(self.is_nobody(reading))])

    def is_nobody(self, reading: Reading) -> Formula:
        """One of the people whom `promises.yaml` leaves out."""
        left_out = [one for one in self.promises.nobody if one.from_ <= self.on and self.until <= one.until]
        return any_of(told(reading, one.is_) for one in left_out)

    def sayable(self, text: Text, rule: Rule) -> date | None:
        """A day on which this sentence of the rule can be said: its numbers have a value. `None` where there is none."""
        slots = text.slots - set(every_date())
        days = (day for day in self.days if day in rule.in_force)
        return next((day for day in days if all(self.rulebook.numbers.at(slot, day) is not None for slot in slots)), None)


def told(reading: Reading, words: Mapping[str, Sequence[str]]) -> Formula:
    """Each of these facts has one of these words; `unknown` where nobody told it."""
    return all_of(
        z3.Or(reading.holds(name, asked), z3.Not(reading.known(name)) if UNKNOWN_WORD in asked else z3.BoolVal(val=False))
        for name, asked in words.items()
    )


def is_told(heard: Heard, words: Mapping[str, Sequence[str]]) -> bool:
    """The same of one person, as the twin says it."""
    if heard.told is None:
        return False
    facts = heard.told.facts
    return all((facts.word(name) or UNKNOWN_WORD) in asked for name, asked in words.items())


def knows_more(now: Person, later: Person) -> Formula:
    """All that was told stays, and what was firm stays firm."""
    stays = [z3.Implies(one, other) for name in now.kinds for one, other in zip(now.has[name], later.has[name], strict=True)]
    firm = [z3.Implies(z3.And(now.known(name), now.firm[name]), later.firm[name]) for name in now.kinds]
    return all_of([*stays, *firm])


def grown(now: Person, later: Person, growing: Iterable[str]) -> Formula:
    """The same is told, but facts that grow may have a later word."""
    grows = set(growing)
    same = [one == other for name in now.kinds if name not in grows for one, other in zip(now.has[name], later.has[name], strict=True)]
    firm = [now.firm[name] == later.firm[name] for name in now.kinds]
    more = [
        z3.And(z3.Implies(one, any_of(later.has[name][place:])), z3.Implies(later.has[name][place], now.known(name)))
        for name in now.kinds
        if name in grows
        for place, one in enumerate(now.has[name])
    ]
    return all_of([*same, *firm, *more])


def somebody_of(day: DayOfLaw, model: Any, between: Between | None, on: date | None = None) -> Somebody:  # noqa: ANN401 - a model of z3, which has no types
    """The person whom a model describes."""
    now = _words(day.now.person, model)
    later = None if between is None else _words(day.later.person, model)
    return Somebody(on or day.on, now, later, every_date())


def _words(person: Person, model: Any) -> dict[str, Known]:  # noqa: ANN401 - a model of z3, which has no types
    def true(formula: Formula) -> bool:
        return bool(z3.is_true(model.eval(formula, model_completion=True)))

    return {
        name: Known(group[0], true(person.firm[name]))
        for name, groups in person.kinds.items()
        for group, has in zip(groups, person.has[name], strict=True)
        if true(has)
    }


# --- claims that every rulebook must keep -----------------------------------------------------------------


def claims_of_every_rulebook(rulebook: Rulebook) -> Iterator[Claim]:
    """What must hold whatever the rules are about."""
    yield Claim(
        "one-place",
        text_of({"en": "Each component has exactly one standing.", "nl": "Elk onderdeel heeft precies één stand."}),
        _places_that_clash,
    )
    for name in dict.fromkeys(rule.concludes for rule in rulebook.rules if rule.concludes is not None):
        says = {"en": f"The rules conclude at most one word for {name}.", "nl": f"De regels geven hooguit één woord voor {name}."}
        yield Claim(f"one-word:{name}", text_of(says), lambda day, name=name: _words_that_clash(day, name), besides=name)  # type: ignore[misc]
    yield Claim(
        "stages-acyclic",
        text_of({
            "en": "Each rule asks only what earlier stages conclude, and one stage concludes each fact.",
            "nl": "Elke regel vraagt alleen wat eerdere stappen afleiden, en één stap leidt elk feit af.",
        }),
        lambda _day: (),
        how=How.STRUCTURE,
        lines=_against_the_stream,
    )  # fmt: skip
    yield Claim(
        "learning-never-overturns",
        text_of({
            "en": "Learning one more fact never overturns what a rule says.",
            "nl": "Nog een feit weten keert nooit om wat een regel zegt.",
        }),
        _verdicts_that_turn,
        Between.KNOWS_MORE,
    )  # fmt: skip


def _against_the_stream(rulebook: Rulebook) -> Iterator[str]:
    for rule, other in concluded_apart(rulebook.rules):
        yield f"{at(rule)}: it concludes {rule.concludes} in the stage {rule.stage}, and {other.id} in the stage {other.stage}; use one stage"
    for rule, fact, other in asked_too_early(rulebook.rules):
        yield f"{at(rule)}: it asks {fact}, which {other.id} concludes only in the stage {other.stage}; nothing flows back"


def at(rule: Rule) -> str:
    """Where a rule stands: its page, line and id."""
    return f"{rule.page}:{rule.line}, rule {rule.written_id}"


def _places_that_clash(day: DayOfLaw) -> Iterator[Suspect]:
    for component, places in day.now.places.items():
        whens = list(places.values())
        exactly_one = z3.And(z3.AtMost(*whens, 1), z3.Or(whens))
        yield Suspect(component, z3.Not(exactly_one), _never, lambda _now, _later: "has no standing, or several", lambda _now, _later: {})


def _never(_now: Heard, _later: Heard) -> bool:
    return False


def _words_that_clash(day: DayOfLaw, name: str) -> Iterator[Suspect]:
    words = day.now.concluded.get(name, {})
    if len(words) > 1:
        said = [rule for rule in day.rules if rule.concludes == name]

        def contradicts(now: Heard, _later: Heard) -> bool:
            return now.contradiction is not None and f"different words for {name}:" in now.contradiction

        yield Suspect(
            name,
            z3.Not(z3.AtMost(*words.values(), 1)),
            contradicts,
            lambda now, _later: (now.contradiction or "").removesuffix("; mend the rulebook"),
            lambda _now, _later: {name: next(iter(words))},
            articles_of(said),
        )


def _verdicts_that_turn(day: DayOfLaw) -> Iterator[Suspect]:
    for rule in day.rules:
        now, later = day.now, day.later
        turned = z3.Or(
            z3.And(now.applies[rule.id], z3.Not(later.applies[rule.id])), z3.And(now.refuted[rule.id], z3.Not(later.refuted[rule.id]))
        )
        yield Suspect(
            rule.id,
            turned,
            lambda now, later, rule=rule: _turns(now, later, rule),  # type: ignore[misc]
            lambda now, later, rule=rule: f"says {_in_words(outcome(now, rule))}, and with one more fact {_in_words(outcome(later, rule))}",  # type: ignore[misc]
            lambda now, _later, rule=rule: {rule.id: str(outcome(now, rule))},  # type: ignore[misc]
            articles_of([rule]),
        )


def _turns(now: Heard, later: Heard, rule: Rule) -> bool:
    said = outcome(now, rule)
    return now.told is not None and later.told is not None and said is not Outcome.CANNOT_TELL and outcome(later, rule) is not said


def outcome(heard: Heard, rule: Rule) -> Outcome | None:
    """What a rule says of this person; `None` where the rules contradict each other."""
    if heard.told is None:
        return None
    return next(verdict.outcome for verdict in heard.told.verdicts if verdict.rule.id == rule.id)


def _in_words(said: Outcome | None) -> str:
    return "nothing" if said is None else f'"{said.replace("_", " ")}"'


def articles_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The articles of these rules, each once, at most three."""
    return tuple(dict.fromkeys(citation.cite for rule in rules for citation in rule.law))[:3]


def last_days(rulebook: Rulebook) -> Mapping[date, date]:
    """For each day on which the set of rules changes the last day of that set."""
    starts = list(rulebook.epochs)
    ends = [*(day_before(start) for start in starts[1:]), LAST_DAY]
    return dict(zip(starts, ends, strict=True))
