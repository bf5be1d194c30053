"""The names of things in one language: components, authorities, papers, facts, days, articles."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Literal

from route_advisor.advice.model import FactLine, LawLine, NotUsed, Progress, Source
from route_advisor.errors import NotAForm
from route_advisor.messages import Message
from route_advisor.rulebook.catalogue import Catalogue, written_fact
from route_advisor.rulebook.sentences import SpokenDay, spoken
from route_advisor.text import Direction, Spoken, Text, direction_of, fill_with, slots_of
from route_advisor.vocabulary import Outcome, Teller

OPEN, CLOSE = "‹", "›"
"""Stand around a sentence in another language, where the one that was asked does not have it yet."""

_NOT_FOR_PEOPLE = {"Cc", "Cf", "Co", "Cs"}
"""Control, formatting and private characters: they can hide or move the words around them."""

_WITHIN_A_NUMBER = re.compile(r"(?<=[0-9]) (?=[0-9])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAME = "\0"
"""Stands for the name of a component while sentences are compared."""
_ENDS = tuple(f"{mark}{close}" for mark in ".?!؟።" for close in ("", CLOSE))
"""A sentence ends so."""

_BOUND = frozenset({"و"})
"""Words that are written against the word behind them: "and" in Arabic is one letter."""

_DOTTED_I = frozenset({"az", "tr"})
"""Languages whose i keeps its dot as a capital (Unicode, SpecialCasing.txt)."""


def readable(text: str) -> str:
    """Text from outside on one line, without characters that act on a terminal or hide words."""
    kept = "".join(" " if character in "\t\r\n" else character for character in text)
    return " ".join("".join(character for character in kept if unicodedata.category(character) not in _NOT_FOR_PEOPLE).split())


def in_capitals(says: str, language: str) -> str:
    """Words in capitals, as a language (BCP 47) writes them."""
    return (says.replace("i", "İ") if language.partition("-")[0] in _DOTTED_I else says).upper()


def language(lang: str, catalogue: Catalogue) -> str:
    """That language, where somebody can ask for it: a letter in another one than was meant helps nobody. Raises `NotAForm`."""
    if lang not in catalogue.spoken:
        raise NotAForm(Message("no_such_language", lang=lang, languages=", ".join(catalogue.spoken)))
    return lang


class Wording:
    """Says the names of one rulebook in one language.

    What a catalogue of that language does not have is said in the language that it falls back to, between `OPEN` and `CLOSE`. In a language
    that the rulebook does not have at all everything is English.
    """

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self.catalogue = catalogue
        self.language = language
        self._translation = catalogue.languages.translation(language)

    @cached_property
    def _otherwise(self) -> "Wording":
        """Who says what this language does not have."""
        return Wording(self.catalogue, "en" if self._translation is None else self._translation.falls_back_to)

    @property
    def translates(self) -> bool:
        """Whether the language is one of a catalogue, and not of the rulebook itself."""
        return self._translation is not None

    @property
    def reviewed(self) -> bool:
        """Whether somebody read these sentences against the Dutch; those of the rulebook itself are."""
        return self._translation is None or self._translation.reviewed_by is not None

    @property
    def spoken_language(self) -> str:
        """The language that the reader really gets."""
        return self.language if self.language in self.catalogue.spoken else "en"

    @property
    def tag(self) -> str:
        """The language as a page names it (BCP 47)."""
        return self.spoken_language if self._translation is None else self._translation.tag

    @property
    def other_tag(self) -> str:
        """The language between `OPEN` and `CLOSE`, as a page names it."""
        return self._otherwise.tag

    @property
    def direction(self) -> Direction:
        """In which direction the letters of the language run."""
        return direction_of(self.of(self.catalogue.deferral.says)) if self._translation is None else self._translation.direction

    def in_capitals(self, says: str) -> str:
        """The words in capitals, as this language writes them."""
        return in_capitals(says, self.language)

    def capital(self, says: str) -> str:
        """The words with a capital in front, as this language writes it."""
        return self.in_capitals(says[:1]) + says[1:]

    def reach(self, text: Text) -> str:
        """How to reach somebody: a telephone number stays whole, on one line, and in its order where the words run from right to left."""
        return _WITHIN_A_NUMBER.sub("\u00a0", self.of(text))

    def of(self, text: Text, about: str = "") -> str:
        """The sentence in this language. `about` is where it stands in the rulebook, as a catalogue names it."""
        if self._translation is None or self.language in text.sentences():
            return text.in_(self.language)
        template, values = text.written
        found = self._translation.sentence(template.nl, about, _number(template.nl, values))
        if found is None:
            return _marked(self._otherwise.of(text, about))
        return fill_with(found, {slot: self._said(value) for slot, value in values.items()})

    def _said(self, value: str | Spoken) -> str:
        """What fills a slot, in this language."""
        match value:
            case str():
                return value
            case Text():
                return self.of(value)
            case SpokenDay(day):
                return self.day(day)
            case _:
                return value.in_(self.language)

    def notes(self, written: str) -> tuple[str, ...]:
        """What a reader of this language must know about what was written in it: who read the translation, and what it does not have."""
        if self._translation is None:
            return ()
        by = self._translation.reviewed_by
        about = self.label("translation_draft") if by is None else self.label("translation_reviewed", by=by)
        missing = self.label("translation_missing") if OPEN in written else ""
        return tuple(note for note in (about, missing) if note)

    def explained(self, term: str) -> str:
        """What a Dutch name that stays Dutch means, in a language of a catalogue; nothing where it is not known, or needs none."""
        text = self.catalogue.glossary.get(term)
        if text is None or self._translation is None:
            return ""
        return self._translation.sentence(text.nl, f"glossary {term}") or ""

    def label(self, name: str, **values: str) -> str:
        """A word of the output, its slots filled; the name itself where the rulebook has no such word."""
        text = self.catalogue.labels.get(name)
        return name.replace("_", " ") if text is None else self.of(text.filled(values), f"label {name}")

    def day(self, day: date) -> str:
        """`10 mei 2026`."""
        return spoken(day, self.spoken_language) if self._translation is None else self._translation.day(day)

    def planned_day(self, day: date) -> str:
        """A day of careful planning, `plan 10 mei 2026`; it never looks like a day of the law."""
        return self.label("planning_day", day=self.day(day))

    def legal_day(self, day: date) -> str:
        """A day that the law or a decision fixes, itself included: `uiterlijk 10 mei 2026`."""
        return self.label("legal_date", day=self.day(day))

    def component(self, name: str) -> str:
        """The name of a component."""
        entry = self.catalogue.components.get(name)
        return name if entry is None else self.of(entry.name, f"component {name} name")

    def authority(self, name: str) -> str:
        """The name of who decides."""
        entry = self.catalogue.authorities.get(name)
        return name if entry is None else self.of(entry.name, f"authority {name} name")

    def municipality_says(self, municipality: str, says: Text) -> str:
        """What a municipality itself says about an open norm."""
        return self.label("municipality_says", municipality=municipality, says=self.of(says))

    def document(self, name: str) -> str:
        """The name of a paper; a rule id stays as it is."""
        entry = self.catalogue.documents.get(name)
        return name if entry is None else self.of(entry, f"document {name}")

    def value(self, fact: str, word: str) -> str:
        """The word of a fact, as people say it."""
        entry = self.catalogue.facts.get(fact)
        if entry is None or word not in entry.values:
            return readable(word)
        return self.of(entry.values[word], f"fact {written_fact(entry)} values {word}")

    def head(self, line: Literal["act", "duty", "route"], word: str) -> str:
        """The word of the fact that stands in that line of the head, as people say it."""
        entry = getattr(self.catalogue.head, line)
        if word == Outcome.CANNOT_TELL:
            return self.label(f"outcome_{word}")
        return readable(word) if entry is None else self.value(entry.decided, word)

    def phase(self, word: str) -> str:
        """The phase of a duty, as people say it."""
        duty = self.catalogue.head.duty
        return readable(word) if duty is None or duty.phase is None else self.value(duty.phase, word)

    def fact(self, name: str) -> str:
        """The short name of a fact, without the component it is about; else its question."""
        label = f"fact_{self.family(name)}"
        if label in self.catalogue.labels:
            return self.label(label)
        entry = self.catalogue.facts.get(name)
        if entry is None or entry.asks is None:
            return readable(name)
        return self.of(entry.asks, f"fact {written_fact(entry)} asks")

    def fact_of_part(self, name: str) -> str:
        """The short name of a fact, with the component it is about: `examenuitslag (schrijven)`."""
        part = self.part(name)
        return f"{self.fact(name)} ({part})" if part else self.fact(name)

    def family(self, name: str) -> str:
        """The name of a fact without its component: `exemption` for `reading_exemption`."""
        entry = self.catalogue.facts.get(name)
        for part in sorted(entry.for_each if entry is not None else (), key=len, reverse=True):
            if part in name:
                return name.replace(part, "").strip("_")
        return name

    def part(self, name: str) -> str:
        """The name of the component that a fact is about; nothing for a fact about no component."""
        entry = self.catalogue.facts.get(name)
        about = [part for part in (entry.for_each if entry is not None else ()) if part in name]
        return self.component(max(about, key=len)) if about else ""

    def listed(self, names: Iterable[str], word: str = "and") -> str:
        """`a, b and c`; nothing where there are none."""
        *first, last = tuple(names) or ("",)
        joint = self.label(f"word_{word}")
        behind = joint if joint in _BOUND else f"{joint} "
        return f"{self.label('list_mark').join(first)} {behind}{last}" if first else last

    def for_all(self, sentences: Sequence[str], names: Sequence[str]) -> str:
        """One sentence for several components where theirs differ in the name alone; else each sentence once."""
        bare = {self.without(one, name) for one, name in zip(sentences, names, strict=True)}
        if len(bare) == 1:
            return bare.pop().replace(_NAME, self.listed(dict.fromkeys(names)))
        return " ".join(dict.fromkeys(sentences))

    @staticmethod
    def without(sentence: str, name: str) -> str:
        """The sentence with a mark in place of a name."""
        return re.sub(rf"\b{re.escape(name)}\b", _NAME, sentence) if name else sentence

    def told_by(self, source: Source) -> str:
        """`DUO, de brief van DUO, 22 januari 2024`."""
        dated = "" if source.dated is None else f", {self.day(source.dated)}"
        return f"{self.label(f'teller_{source.teller}')}, {self.document(source.document)}{dated}"

    def found(self, line: FactLine) -> str:
        """`geslaagd op B1 (DUO, de uitslag van het examen, 10 maart 2026)`."""
        return f"{self.value(line.name, line.value)} ({'; '.join(self.told_by(source) for source in line.told_by)})"

    def found_briefly(self, line: FactLine) -> str:
        """`geslaagd op B1 (DUO, 10 maart 2026)`: the value, who told it and when."""
        return f"{self.value(line.name, line.value)} ({self.sources(line)})"

    def sources(self, line: FactLine) -> str:
        """`DUO, 10 maart 2026`: who told a fact, and when."""
        return "; ".join(dict.fromkeys(self._source_briefly(one) for one in line.told_by))

    def progress(self, one: Progress) -> str:
        """`lesuren: 610 van 800, nog 190 (de gemeente, 30 september 2026)`."""
        told = [name for name, number in (("done", one.done), ("needed", one.needed), ("left", one.left)) if number is not None]
        form = "progress_" + "_".join(told if one.left or told == ["left"] else told[:2])
        if one.done is not None and one.needed is not None and one.done > one.needed:
            form = "progress_more_than_needed"
        numbers = {name: self._amount(getattr(one, name), one.unit) for name in told}
        said = self.label(form, what=self.label(f"count_{one.name}"), **numbers)
        sources = dict.fromkeys(self._source_briefly(source) for source in one.told_by if source.teller is not Teller.RULES)
        behind = [*self._may_count(one), *sources]
        return f"{said} ({'; '.join(behind)})" if behind else said

    def _may_count(self, one: Progress) -> Iterator[str]:
        """What would be left if everything that may count did."""
        if one.left and one.left_if_counted is not None:
            more = (self.label(f"more_{each.source}", amount=self._amount(each.amount, one.unit)) for each in one.may_count)
            yield self.label("progress_may_count", left=self._amount(one.left_if_counted, one.unit), more=self.listed(more))

    def _amount(self, number: int, unit: str) -> str:
        """A whole number; hundredths of a point with the mark of this language."""
        mark = self.label("decimal_mark")
        return f"{number // 100}{mark}{number % 100:02}" if unit == "hundredths" else str(number)

    def _source_briefly(self, source: Source) -> str:
        """`DUO, 10 maart 2026`: who told it and when."""
        return self.label(f"teller_{source.teller}") + ("" if source.dated is None else f", {self.day(source.dated)}")

    def told(self, one: NotUsed) -> str:
        """`betaald werk: werkt (uzelf, 2 november 2026)`: something that was told, with who told it and when."""
        name = self.fact_of_part(one.facts[0]) if one.facts else self.label(f"told_{one.kind.rpartition('.')[2]}")
        values = self.listed(dict.fromkeys(self._told_word(word, one.facts) for word in one.values))
        return f"{name}: {values} ({self._source_briefly(one.told_by)})"

    def _told_word(self, word: str, facts: Iterable[str]) -> str:
        """A word, a day or a number of a file, as people say it."""
        if _DAY.fullmatch(word):
            return self.day(date.fromisoformat(word))
        entries = (self.catalogue.facts.get(name) for name in facts)
        label = next((entry.values[word] for entry in entries if entry is not None and word in entry.values), None)
        label = label or self.catalogue.labels.get(f"told_word_{word}")
        return readable(word) if label is None else self.of(label)

    def doubt(self, law: Iterable[LawLine]) -> str:
        """What to warn about where an article was not read in its primary text; else nothing."""
        return ", ".join(dict.fromkeys(self.label(f"certainty_{one.certainty}") for one in law if one.certainty != "read"))


def of_the_rulebook(catalogue: Catalogue, language: str) -> str:
    """The language of the rulebook itself in which a caseworker reads, whatever language the client has: a catalogue speaks to the client."""
    found = catalogue.languages.translation(language)
    return language if found is None else of_the_rulebook(catalogue, found.falls_back_to)


def no_decision(words: Wording) -> str:
    """To a caseworker, that others give the final answer; in the words for everybody where the rulebook has no others."""
    brief = "screen_deferral"
    return words.label(brief) if brief in words.catalogue.labels else words.of(words.catalogue.deferral.says)


def _marked(said: str) -> str:
    """What stands in another language; each sentence marked once, however often it was handed on."""
    plain = said.replace(OPEN, "").replace(CLOSE, "")
    return " ".join(f"{OPEN}{one}{CLOSE}" for one in re.split(r"(?<=[.?!]) (?=[A-Z])", plain))


def _number(dutch: str, values: Mapping[str, object]) -> int | None:
    """The number that a plural follows: the first slot that holds a whole number."""
    filled = (values.get(slot) for slot in sorted(slots_of(dutch), key=lambda slot: dutch.index(f"{{{slot}}}")))
    return next((int(value) for value in filled if isinstance(value, str) and value.isdecimal()), None)


def joined(parts: Iterable[str]) -> str:
    """Sentences with a space between them, and what is no sentence behind a semicolon."""
    said = ""
    for part in filter(None, parts):
        if not said:
            said = part
        elif said.endswith(_ENDS):
            said += f" {part[0].upper()}{part[1:]}"
        elif part.endswith(_ENDS) and part[0].isupper():
            said += f". {part}"
        else:
            said += f"; {part}"
    return said
