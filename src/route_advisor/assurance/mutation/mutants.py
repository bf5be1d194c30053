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
from route_advisor.text import Text, text_of
from route_advisor.vocabulary import Clock, Level, Outcome, Standing


class Kind(StrEnum):
    """What is changed."""

    WORD = "word"
    WORD_ADDED = "word added"
    WORD_DROPPED = "word dropped"
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
    WHILE = "while"
    WEEKS_BACK = "weeks_back"
    ABOUT = "about"
    UNIT = "unit"
    OPPOSITE = "sentence that says the opposite"
    OTHER_NUMBER = "sentence with another number"

    @property
    def of_a_reading(self) -> bool:
        """A slip of whoever reads the law: only a second reading notices it, and no example on the page needs to."""
        return self in _OF_A_READING


_OF_A_READING = {
    Kind.WORD_ADDED,
    Kind.WORD_DROPPED,
    Kind.WHILE,
    Kind.WEEKS_BACK,
    Kind.ABOUT,
    Kind.UNIT,
    Kind.OPPOSITE,
    Kind.OTHER_NUMBER,
}


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
    def act(self) -> str:
        """The folder of its page: the rules of one act stand together."""
        return self.where.partition("/")[0]

    @property
    def id(self) -> str:
        """What tells this mutant apart from all others of its rulebook."""
        return f"{self.subject}, {self.kind}: {self.change}"


def mutants(rulebook: Rulebook, places: Mapping[str, str]) -> tuple[Mutant, ...]:
    """All mutants of a rulebook, in the order of the pages. `places` gives the page and line of each fact with an `otherwise`."""
    law, catalogue = LawBook.of(rulebook), rulebook.catalogue
    found = [mutant for written in law.rules.values() for mutant in (*_of_rule(written, catalogue), *_topics(written, law))]
    found += [mutant for written in law.rules.values() for mutant in _sentences(written, law)]
    found += [mutant for number in law.numbers.values() for mutant in (*_of_number(number), *_units(number, law))]
    return (*found, *_of_otherwise(catalogue, places))


T = TypeVar("T")


def _after(words: Sequence[T], word: T) -> T:
    """The next one, and after the last the first."""
    return words[(words.index(word) + 1) % len(words)]


def _of_rule(written: Sequence[Rule], catalogue: Catalogue) -> Iterator[Mutant]:
    yield from _words(written, catalogue)
    yield from _more_words(written, catalogue)
    yield from _fewer_words(written)
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


def _more_words(written: Sequence[Rule], catalogue: Catalogue) -> Iterator[Mutant]:
    """Each condition is widened: to the next word that it does not name, then to each of the others."""
    for place, (name, words) in enumerate(written[0].when):
        others = [word for word in catalogue.fact(name).values if word not in words]
        for word in others if len(others) > 1 else ():  # with one other word nothing is left to ask: that is a condition left out
            told = f"{written_fact(written, place)} may be {word} too"
            missing = f"add to its examples {near_miss(written, place, word, catalogue)}"
            yield _mutant(written, Kind.WORD_ADDED, (told, missing), [_asking(rule, place, (*words, word)) for rule in written])


def _fewer_words(written: Sequence[Rule]) -> Iterator[Mutant]:
    """Each word of a list is left out."""
    for place, (_, words) in enumerate(written[0].when):
        for word in words if len(words) > 1 else ():
            left = tuple(one for one in words if one != word)
            told = f"{written_fact(written, place)} is no longer {word}"
            missing = f"add a case in which it applies with {written_fact(written, place)}: {word}"
            yield _mutant(written, Kind.WORD_DROPPED, (told, missing), [_asking(rule, place, left) for rule in written])


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


def _while(written: Sequence[Rule], _: Catalogue) -> _Changed:
    then = written[0].then
    if isinstance(then, Suggests) and then.components:
        new = _after(list(Standing), then.during)
        yield Kind.WHILE, f"while {new} instead of {then.during}", _each(written, during=new)


_CHANGES = (_concluded_word, _level, _components, _verb, _authority, _while)


def _topics(written: Sequence[Rule], law: LawBook) -> Iterator[Mutant]:
    """A reference is about another topic; a step comes another number of weeks before the end."""
    then, missing = written[0].then, _ledger(written[0].written_as, rule_line(written))
    if isinstance(then, Refers) and then.about is not None and len(topics := _topics_told(law)) > 1:
        new = _after(topics, then.about)
        yield _mutant(written, Kind.ABOUT, (f"about {new} instead of {then.about}", missing), _each(written, about=new))
    if isinstance(then, Suggests) and then.weeks_back is not None:
        other = _after(sorted({*_like(then.weeks_back, law), then.weeks_back}), then.weeks_back)
        for weeks in (other, None):
            told = f"{weeks or 'at any time, and not'} {'instead of ' if weeks else ''}{then.weeks_back} before the last day"
            yield _mutant(written, Kind.WEEKS_BACK, (told, missing), _each(written, weeks_back=weeks))


def _topics_told(law: LawBook) -> Sequence[str]:
    told = (rule.then.about for rules in law.rules.values() for rule in rules if isinstance(rule.then, Refers))
    return sorted({about for about in told if about is not None})


def _like(name: str, law: LawBook) -> Iterator[str]:
    """The numbers with the unit of this one."""
    yield from (other for other, number in law.numbers.items() if number.unit == law.numbers[name].unit and other != name)


# --- sentences -----------------------------------------------------------------------------------------


def _sentences(written: Sequence[Rule], law: LawBook) -> Iterator[Mutant]:
    """The sentence says the opposite; and each number in it is another of the same unit."""
    rule = written[0]
    missing = f"write a scenario in which {rule.written_as} applies, with under says the words that matter; or its tells in a ledger"
    yield _mutant(written, Kind.OPPOSITE, ("says the opposite", missing), [replace(one, says=opposite(one.says)) for one in written])
    for slot in sorted(rule.says.slots & set(law.numbers)):
        like = sorted({*_like(slot, law), slot})
        new = _after(like, slot)
        if new != slot:
            rules = [replace(one, says=_with_slot(one.says, slot, new)) for one in written]
            yield _mutant(written, Kind.OTHER_NUMBER, (f"says {{{new}}} instead of {{{slot}}}", missing), rules)


_NOT = re.compile(r"\b(?:do not|does not|cannot|not|never|no|niet|nooit|geen)\b ?", re.IGNORECASE)
_VERB = re.compile(r"\b(must|may|can|is|are|has|have|moet|mag|kan|is|zijn|hebt|heeft|bent)\b", re.IGNORECASE)
_NEGATION = {"nl": "niet", "en": "not"}


def opposite(says: Text) -> Text:
    """The sentence with its first negation left out; where it has none, with one behind its first verb or at its end."""
    return text_of({language: _opposite(sentence, _NEGATION.get(language, "not")) for language, sentence in says.sentences().items()})


def _opposite(sentence: str, negation: str) -> str:
    if _NOT.search(sentence):
        return _NOT.sub("", sentence, count=1)
    if _VERB.search(sentence):
        return _VERB.sub(rf"\1 {negation}", sentence, count=1)
    return f"{sentence.rstrip('.')} {negation}."


def _with_slot(says: Text, old: str, new: str) -> Text:
    return says.filled({old: f"{{{new}}}"})


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


def _units(number: Number, law: LawBook) -> Iterator[Mutant]:
    units = sorted({one.unit for one in law.numbers.values()})
    if len(units) > 1:
        new = _after(units, number.unit)
        missing = _ledger(number.name, number_line(number))
        where = f"{number.page}:{number.line}"
        yield Mutant(number.name, Kind.UNIT, where, f"{new} instead of {number.unit}", missing, number=replace(number, unit=new))


def _of_otherwise(catalogue: Catalogue, places: Mapping[str, str]) -> Iterator[Mutant]:
    for fact, word in catalogue.otherwise.items():
        words = list(catalogue.fact(fact).values)
        if len(words) > 1:
            new = _after(words, word)
            told = f"{new} instead of {word} where no rule concludes it"
            missing = f"add a scenario in which no rule concludes {fact}, with expect: {{{fact}: {word}}}"
            where = places.get(fact, "facts")
            yield Mutant(fact, Kind.OTHERWISE, where, told, missing, otherwise={**catalogue.otherwise, fact: new})
