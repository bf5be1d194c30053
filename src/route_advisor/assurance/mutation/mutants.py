"""Small changes of a rulebook, one at a time: what a slip of the pen would do to the law.

A good set of examples and scenarios notices each of them. `route_advisor.assurance.mutate` looks which does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from route_advisor.assurance.cases.near_miss import near_miss, other_word, written_fact
from route_advisor.assurance.texts.law_on_a_day import LawBook, number_line, rule_line
from route_advisor.dates import LAST_DAY, day_before, next_day
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.citation import Citation
from route_advisor.rulebook.numbers import Number
from route_advisor.rulebook.rule import Concludes, Condition, Consequence, Dates, Eases, Fulfils, Refers, Releases, Requires, Rule, Suggests
from route_advisor.vocabulary import Clock, Level, Outcome


class Kind(StrEnum):
    """What is changed."""

    WORD = "word"
    CONDITION = "condition"
    CONCLUDED = "concluded word"
    OTHERWISE = "otherwise"
    NUMBER = "number"
    DATE = "date"
    LEVEL = "level"
    COMPONENTS = "components"
    VERB = "verb"
    DECIDER = "decider"
    ARTICLE = "article"


@dataclass(frozen=True)
class Mutant:
    """A rulebook with one change: these rules, this number or this `otherwise` stand in the place of what is written."""

    subject: str
    """The written rule, the number or the fact that is changed."""
    kind: Kind
    where: str
    """Its page and line."""
    change: str
    missing: str
    """The test that would notice it: what to write, and where."""
    rules: tuple[Rule, ...] = ()
    number: Number | None = None
    otherwise: Mapping[str, str] | None = None

    @property
    def id(self) -> str:
        """What tells this mutant apart from all others of its rulebook."""
        return f"{self.subject}, {self.kind}: {self.change}"


def mutants(rulebook: Rulebook, places: Mapping[str, str]) -> tuple[Mutant, ...]:
    """All mutants of a rulebook, in the order of the pages. `places` gives the page and line of each fact with an `otherwise`."""
    law, catalogue = LawBook.of(rulebook), rulebook.catalogue
    found = [mutant for written in law.rules.values() for mutant in _of_rule(written, catalogue)]
    found += [mutant for number in law.numbers.values() for mutant in _of_number(number)]
    return (*found, *_of_otherwise(catalogue, places))


T = TypeVar("T")


def _after(words: Sequence[T], word: T) -> T:
    """The next one, and after the last the first."""
    return words[(words.index(word) + 1) % len(words)]


def _of_rule(written: Sequence[Rule], catalogue: Catalogue) -> Iterator[Mutant]:
    yield from _words(written, catalogue)
    yield from _conditions(written, catalogue)
    yield from _bounds(written)
    yield from _consequences(written, catalogue)
    yield from _final_word(written, catalogue)
    yield from _articles(written)


def _mutant(written: Sequence[Rule], kind: Kind, changed: tuple[str, str], rules: Sequence[Rule]) -> Mutant:
    rule = written[0]
    return Mutant(rule.written_as, kind, f"{rule.page}:{rule.line}", *changed, tuple(rules))


# --- conditions -------------------------------------------------------------------------------------


def _words(written: Sequence[Rule], catalogue: Catalogue) -> Iterator[Mutant]:
    """Each word of a condition becomes another word of that fact, or goes where the condition names them all."""
    for place, (_, words) in enumerate(written[0].when):
        for index, word in enumerate(words):
            new = other_word(Condition(written[0].when[place].fact, (*words, word)), catalogue)
            if new is None and len(words) == 1:
                continue
            changed = (*words[:index], *((new,) if new else ()), *words[index + 1 :])
            fact = written_fact(written, place)
            told = f"{fact} may be {new} instead of {word}" if new else f"{fact} may no longer be {word}"
            missing = f"add to its examples {near_miss(written, place, word, catalogue, Outcome.APPLIES)}"
            yield _mutant(written, Kind.WORD, (told, missing), [_asking(rule, place, changed) for rule in written])


def _asking(rule: Rule, place: int, words: tuple[str, ...]) -> Rule:
    return _with_when(rule, (*rule.when[:place], Condition(rule.when[place].fact, words), *rule.when[place + 1 :]))


def _with_when(rule: Rule, when: tuple[Condition, ...]) -> Rule:
    return replace(rule, when=when)


def _conditions(written: Sequence[Rule], catalogue: Catalogue) -> Iterator[Mutant]:
    """Each condition is left out."""
    for place in range(len(written[0].when)):
        missing = f"add to its examples {near_miss(written, place, None, catalogue)}"
        rules = [_with_when(rule, (*rule.when[:place], *rule.when[place + 1 :])) for rule in written]
        yield _mutant(written, Kind.CONDITION, (f"it no longer asks {written_fact(written, place)}", missing), rules)


# --- days in force -----------------------------------------------------------------------------------


def _bounds(written: Sequence[Rule]) -> Iterator[Mutant]:
    """The first and the last day, a day sooner and a day later."""
    validity, id_ = written[0].in_force, written[0].written_as
    begins = f"name {id_} under begins in the scenario of the calendar on {validity.start}"
    for day in _beside(validity.start):
        if day <= validity.until:
            rules = [replace(rule, in_force=replace(validity, start=day)) for rule in written]
            yield _mutant(written, Kind.DATE, (f"in force from {day} instead of {validity.start}", begins), rules)
    if validity.until == LAST_DAY:
        return
    ends = f"name {id_} under ends in the scenario of the calendar on {next_day(validity.until)}"
    for day in _beside(validity.until):
        if day >= validity.start:
            rules = [replace(rule, in_force=replace(validity, until=day)) for rule in written]
            yield _mutant(written, Kind.DATE, (f"in force until {day} instead of {validity.until}", ends), rules)


def _beside(day: date) -> tuple[date, date]:
    return day_before(day), next_day(day)


# --- what follows ------------------------------------------------------------------------------------


def _consequences(written: Sequence[Rule], catalogue: Catalogue) -> Iterator[Mutant]:
    """Another word, level, set of parts, verb or authority in `then`."""
    missing = _ledger(written[0].written_as, rule_line(written))
    for change in _CHANGES:
        for kind, told, rules in change(written, catalogue):
            yield _mutant(written, kind, (told, missing), rules)


def _ledger(name: str, line: Sequence[str]) -> str:
    return f"write in a ledger under reads, after checking it in the Act: {name}: [{', '.join(line)}]"


_Changed = Iterator[tuple[Kind, str, Sequence[Rule]]]


def _each(written: Sequence[Rule], **changed: Any) -> list[Rule]:  # noqa: ANN401 - any field of a consequence
    return [replace(rule, then=replace(rule.then, **changed)) for rule in written]


def _concluded_word(written: Sequence[Rule], catalogue: Catalogue) -> _Changed:
    then = written[0].then
    if isinstance(then, Concludes) and len(words := list(catalogue.fact(then.fact).values)) > 1:
        new = _after(words, then.word)
        yield Kind.CONCLUDED, f"concludes {new} instead of {then.word}", _each(written, word=new)


def _level(written: Sequence[Rule], _: Catalogue) -> _Changed:
    level = getattr(written[0].then, "level", None)
    if level is not None:
        new = _after(list(Level), level)
        yield Kind.LEVEL, f"level {new} instead of {level}", _each(written, level=new)


def _components(written: Sequence[Rule], catalogue: Catalogue) -> _Changed:
    """Each part left out; the next part of the catalogue added. A rule that is written for several parts loses one of them."""
    if len(written) > 1:
        for gone in written:
            yield Kind.COMPONENTS, f"no longer for {gone.id.rpartition(':')[2]}", [rule for rule in written if rule is not gone]
        return
    parts: tuple[str, ...] = getattr(written[0].then, "components", ())
    for part in parts:
        left = tuple(one for one in parts if one != part)
        yield Kind.COMPONENTS, f"no longer for {part}", _each(written, components=left)
    new = next((one for one in _behind(list(catalogue.components), parts[-1]) if one not in parts), None) if parts else None
    if new is not None:
        yield Kind.COMPONENTS, f"for {new} too", _each(written, components=(*parts, new))


def _behind(names: Sequence[str], name: str) -> Sequence[str]:
    place = names.index(name)
    return (*names[place + 1 :], *names[:place])


def _verb(written: Sequence[Rule], _: Catalogue) -> _Changed:
    then = written[0].then
    new = _neighbour(then)
    if new is not None:
        told = f"{type(new).__name__.casefold()} instead of {type(then).__name__.casefold()}"
        if isinstance(new, Dates) and isinstance(then, Dates):
            told = f"dates {new.clock} instead of {then.clock}"
        rules = [replace(rule, then=other) for rule in written if (other := _neighbour(rule.then)) is not None]
        yield Kind.VERB, told, rules


def _neighbour(then: Consequence) -> Consequence | None:
    """The same with the verb beside it. A conclusion has none: its words are changed."""
    match then:
        case Requires(components) | Fulfils(components):
            return Releases(components)
        case Releases(components):
            return Requires(components)
        case Eases(components, level):
            return Fulfils(components, level)
        case Dates(clock):
            return Dates(_after(list(Clock), Clock(clock)))
        case Refers(authority, about, components):
            return Suggests(about or "ask", authority, components=components)
        case Suggests(step=step, authority=authority, components=components):
            return Refers(authority, step, components)
        case _:
            return None


def _authority(written: Sequence[Rule], catalogue: Catalogue) -> _Changed:
    authority = getattr(written[0].then, "authority", None)
    if authority is not None and len(catalogue.authorities) > 1:
        new = _after(list(catalogue.authorities), authority)
        yield Kind.DECIDER, f"with {new} instead of {authority}", _each(written, authority=new)


_CHANGES = (_concluded_word, _level, _components, _verb, _authority)


# --- who decides, and the articles ---------------------------------------------------------------------


def _final_word(written: Sequence[Rule], catalogue: Catalogue) -> Iterator[Mutant]:
    decider = written[0].final_word
    if len(catalogue.authorities) > 1:
        new = _after(list(catalogue.authorities), decider)
        told = f"{new} has the final word instead of {decider}", _ledger(written[0].written_as, rule_line(written))
        yield _mutant(written, Kind.DECIDER, told, [replace(rule, final_word=new) for rule in written])


def _articles(written: Sequence[Rule]) -> Iterator[Mutant]:
    missing = _ledger(written[0].written_as, rule_line(written))
    for told, law in _other_articles(written[0].law):
        yield _mutant(written, Kind.ARTICLE, (told, missing), [replace(rule, law=law) for rule in written])


_PLACES = (
    re.compile(r"(?<=art\. )[0-9a-z.:]*?([0-9]+)(?=[a-z]*(?: |$))"),
    re.compile(r"(?<=bijlage )([0-9a-z]+)"),
    re.compile(r"(?<= lid )([0-9]+)"),
    re.compile(r"(?<= onder )([a-z])(?![a-z])"),
)
"""Where a citation can name another place: the article, the annex, the paragraph (lid), the part (onder)."""


def _other_articles(law: tuple[Citation, ...]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    for place, citation in enumerate(law):
        for new in other_places(citation.cite):
            yield f"cites {new} instead of {citation.cite}", (*law[:place], replace(citation, cite=new), *law[place + 1 :])


def other_places(cite: str) -> Iterator[str]:
    """The citation with its article, its paragraph, or its part changed into the next one."""
    for pattern in _PLACES:
        if found := pattern.search(cite):
            start, end = found.span(1)
            yield cite[:start] + _next_place(found[1]) + cite[end:]


def _next_place(text: str) -> str:
    if text.isdigit():
        return str(int(text) + 1)
    return text[:-1] + ("a" if text[-1] == "z" else chr(ord(text[-1]) + 1))


# --- numbers, and what holds where no rule applies --------------------------------------------------------


def _of_number(number: Number) -> Iterator[Mutant]:
    where = f"{number.page}:{number.line}"
    for place, (day, value) in enumerate(number.values):
        shown = "none" if value is None else value
        missing = f"write {number.name}: {shown} under numbers_begin in the scenario of the calendar on {day}"
        for kind, told, new in _other_values(number, place):
            values = (*number.values[:place], new, *number.values[place + 1 :])
            yield Mutant(number.name, kind, where, told, missing, number=replace(number, values=values))
    for told, law in _other_articles(number.law):
        missing = _ledger(number.name, number_line(number))
        yield Mutant(number.name, Kind.ARTICLE, where, told, missing, number=replace(number, law=law))


def _other_values(number: Number, place: int) -> Iterator[tuple[Kind, str, tuple[date, int | None]]]:
    day, value = number.values[place]
    if value is not None:
        for new in (value - 1, value + 1):
            yield Kind.NUMBER, f"{new} instead of {value} from {day}", (day, new)
    for moved in _beside(day):
        yield Kind.DATE, f"{'none' if value is None else value} from {moved} instead of {day}", (moved, value)


def _of_otherwise(catalogue: Catalogue, places: Mapping[str, str]) -> Iterator[Mutant]:
    for fact, word in catalogue.otherwise.items():
        words = list(catalogue.fact(fact).values)
        if len(words) > 1:
            new = _after(words, word)
            told = f"{new} instead of {word} where no rule concludes it"
            missing = f"add a scenario in which no rule concludes {fact}, with expect: {{{fact}: {word}}}"
            where = places.get(fact, "facts")
            yield Mutant(fact, Kind.OTHERWISE, where, told, missing, otherwise={**catalogue.otherwise, fact: new})
