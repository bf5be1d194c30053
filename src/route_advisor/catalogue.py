"""What a rulebook speaks about: its facts, components, authorities, documents and labels.

Reads `facts.yaml` (and `facts/`), `components.yaml`, `authorities.yaml`, `documents.yaml`, `conflicts.yaml`, `deferral.yaml` and `labels.yaml`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from route_advisor.errors import FileRefused, NotInRulebook, RulebookRefused
from route_advisor.mistakes import did_you_mean, mistakes_of
from route_advisor.strict_yaml import Document, read_yaml
from route_advisor.text import Text, WrittenText
from route_advisor.vocabulary import Teller

Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Names = Annotated[tuple[Word, ...], Field(strict=False)]
Enumerated = BeforeValidator(lambda value: Teller(value) if isinstance(value, str) and value in set(Teller) else value)
P = TypeVar("P")


class Entry(BaseModel):
    """A part of a page of the rulebook: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _iso_day(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-11-23") else value


LawDay = Annotated[date, BeforeValidator(_iso_day)]


class FactEntry(Entry):
    """A fact that rules may ask: its words, the question, who knows the answer, where it is written, why we ask.

    `{part}` in a name stands for each component of `for_each`. `concluded` facts come from rules and are never asked.
    """

    name: str = ""
    for_each: Names = ()
    values: Annotated[Mapping[Word, WrittenText], Field(min_length=1)]
    asks: WrittenText | None = None
    found_in: Names = ()
    told_by: Annotated[Teller, Enumerated] = Teller.RULES
    also_established_by: tuple[Annotated[Teller, Enumerated], ...] = Field(default=(), strict=False)
    ask_whom: Word | None = None
    why_we_ask: WrittenText | None = None
    concluded: bool = False
    otherwise: Word | None = None
    person_may_say: bool = False
    asked_if: Mapping[Word, Names] = Field(default_factory=dict)
    """Ask it only where another fact is known and has one of these words: nobody is asked about illness without a reason."""
    grows: bool = False
    """Its words stand from least to most, and a file only moves up: results, hours, attempts, talks."""
    may_become: Names = ()
    """Words that a person can still come to, by a document or a decision. A fact that `grows` may come to any later word."""

    def is_asked(self, words: Callable[[str], str | None]) -> bool:
        """Whether this question makes sense now; `words` gives the word of a fact, or `None`."""
        return self.asks is not None and (not self.asked_if or all(words(name) in allowed for name, allowed in self.asked_if.items()))

    def establishes(self, teller: Teller) -> bool:
        """Whether this source settles the fact; from any other it is reported."""
        return teller is self.told_by or teller in self.also_established_by


class ComponentEntry(Entry):
    """A component of the duty: its name, who registers it as done, what counts as evidence."""

    name: WrittenText
    registered_by: Word
    evidence: Names
    final_word: Word
    levels: bool = False


class AuthorityEntry(Entry):
    """Who decides: its name, what it decides, how to reach it, how to object.

    `municipal` marks the authority that every municipality has in its own place: its own pages may say how to reach it.
    """

    name: WrittenText
    decides: WrittenText
    reach: WrittenText
    object: WrittenText | None = None
    url: str | None = None
    checked_on: LawDay
    municipal: bool = False


class ConflictEntry(Entry):
    """Two sources that differ: what to say, and whom to ask first and then."""

    says: WrittenText
    ask: Annotated[tuple[Word, ...], Field(strict=False, min_length=1)]
    source: str


class DeferralEntry(Entry):
    """The words that end every advice."""

    says: WrittenText
    who_decides: tuple[Word, ...] = Field(strict=False)
    where_to_check: tuple[Word, ...] = Field(strict=False)


@dataclass(frozen=True)
class Catalogue:
    """All that the rules of one rulebook may name."""

    facts: Mapping[str, FactEntry]
    components: Mapping[str, ComponentEntry]
    authorities: Mapping[str, AuthorityEntry]
    documents: Mapping[str, Text]
    conflicts: Mapping[str, ConflictEntry]
    labels: Mapping[str, Text]
    deferral: DeferralEntry
    countries: Mapping[str, frozenset[str]]
    otherwise: Mapping[str, str]

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each fact among all facts."""
        return {name: place for place, name in enumerate(self.facts)}

    def fact(self, name: str) -> FactEntry:
        """The entry of a fact. Raises `NotInRulebook` with a suggestion."""
        return _looked_up(self.facts, name, "fact")

    def component(self, name: str) -> ComponentEntry:
        """The entry of a component. Raises `NotInRulebook` with a suggestion."""
        return _looked_up(self.components, name, "component")

    def authority(self, name: str) -> AuthorityEntry:
        """The entry of an authority. Raises `NotInRulebook` with a suggestion."""
        return _looked_up(self.authorities, name, "authority")

    def label(self, name: str) -> Text:
        """A word of the output, such as a standing or a heading. Raises `NotInRulebook` with a suggestion."""
        return _looked_up(self.labels, name, "label")


E2 = TypeVar("E2")


def _looked_up(entries: Mapping[str, E2], name: str, what: str) -> E2:
    if name not in entries:
        raise NotInRulebook(f'"{name}" is not a {what} of this rulebook{did_you_mean(name, list(entries))}')
    return entries[name]


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a rulebook folder. Raises `RulebookRefused` with one line per mistake."""
    mistakes: list[str] = []
    components = _page(folder, "components.yaml", ComponentEntry, mistakes)
    written = _facts(folder, mistakes)
    authorities = _page(folder, "authorities.yaml", AuthorityEntry, mistakes)
    documents = _page(folder, "documents.yaml", Text, mistakes)
    conflicts = _page(folder, "conflicts.yaml", ConflictEntry, mistakes)
    labels = _page(folder, "labels.yaml", Text, mistakes)
    deferral = _page(folder, "deferral.yaml", DeferralEntry, mistakes).get("deferral")
    countries = _page(folder, "countries.yaml", list[str], mistakes)
    if mistakes or deferral is None:
        raise RulebookRefused(mistakes or [f"{folder.name}/deferral.yaml: the key deferral is missing; add it"])
    facts = dict(expanded(written, components))
    mistakes = list(loose_ends(facts, components, authorities, documents, conflicts, deferral))
    if mistakes:
        raise RulebookRefused(mistakes)
    otherwise = {name: fact.otherwise for name, fact in facts.items() if fact.otherwise is not None}
    sets = {name: frozenset(codes) for name, codes in countries.items()}
    return Catalogue(facts, components, authorities, documents, conflicts, labels, deferral, sets, otherwise)


def read_page(path: Path, name: str) -> Document:
    """A page of the rulebook, read strictly. Raises `RulebookRefused`, with the name in front of every line."""
    try:
        return read_yaml(path.read_text(encoding="utf-8"), name, compiled=True)
    except FileNotFoundError:
        raise RulebookRefused([f"{name}: this page is missing; add it"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookRefused([f"{name}: cannot be read ({error.__class__.__name__}); save it as UTF-8 text"]) from None
    except FileRefused as refused:
        raise RulebookRefused(refused.mistakes) from None


def fact_pages(folder: Path) -> list[str]:
    """The pages of facts: `facts.yaml`, and one page a topic in `facts/`."""
    topics = sorted(path.relative_to(folder).as_posix() for path in (folder / "facts").glob("*.yaml"))
    return topics if topics and not (folder / "facts.yaml").is_file() else ["facts.yaml", *topics]


def _facts(folder: Path, mistakes: list[str]) -> dict[str, FactEntry]:
    found: dict[str, FactEntry] = {}
    for page in fact_pages(folder):
        facts = _page(folder, page, FactEntry, mistakes)
        mistakes += [f'{page}: the fact "{name}" stands on another page too; keep one' for name in facts if name in found]
        found |= facts
    return found


def _page(folder: Path, file: str, entry: type[P], mistakes: list[str]) -> dict[str, P]:
    try:
        document = read_page(folder / file, file)
        found: dict[str, P] = TypeAdapter(dict[str, entry]).validate_python(document.data)  # type: ignore[valid-type]
    except RulebookRefused as refused:
        mistakes += refused.mistakes
    except ValidationError as error:
        mistakes += mistakes_of(error, document, root=entry if isinstance(entry, type) and issubclass(entry, BaseModel) else Entry, under=1)
    else:
        return found
    return {}


def expanded(written: Mapping[str, FactEntry], components: Mapping[str, ComponentEntry]) -> Iterator[tuple[str, FactEntry]]:
    """Facts by name, those with `for_each` once for each of their components."""
    for name, entry in written.items():
        if not entry.for_each:
            yield name, entry.model_copy(update={"name": name})
        for part in entry.for_each:
            component = components.get(part)
            slots: dict[str, str | Text] = {"part": component.name if component is not None else part}
            yield (
                name.replace("{part}", part),
                entry.model_copy(
                    update={
                        "name": name.replace("{part}", part),
                        "asks": entry.asks and entry.asks.filled(slots),
                        "why_we_ask": entry.why_we_ask and entry.why_we_ask.filled(slots),
                        "values": {word: label.filled(slots) for word, label in entry.values.items()},
                    }
                ),
            )


def loose_ends(
    facts: Mapping[str, FactEntry],
    components: Mapping[str, ComponentEntry],
    authorities: Mapping[str, AuthorityEntry],
    documents: Mapping[str, Text],
    conflicts: Mapping[str, ConflictEntry],
    deferral: DeferralEntry,
) -> Iterator[str]:
    """Names on these pages that no other page has, and facts without all that a question needs. One line each."""

    def unknown(page: str, key: str, names: tuple[str, ...], known: Mapping[str, Any], what: str) -> Iterator[str]:
        for name in names:
            if name not in known:
                yield f'{page}: {key} names "{name}", which is not in {what}{did_you_mean(name, list(known))}'

    for name, fact in facts.items():
        yield from unknown("facts.yaml", name, tuple(fact.asked_if), facts, "facts/")
        yield from unknown("facts.yaml", name, fact.found_in, documents, "documents.yaml")
        yield from unknown("facts.yaml", name, fact.for_each, components, "components.yaml")
        yield from unknown("facts.yaml", name, (fact.ask_whom,) if fact.ask_whom else (), authorities, "authorities.yaml")
        if fact.otherwise is not None and fact.otherwise not in fact.values:
            yield f'facts.yaml: {name}: otherwise is "{fact.otherwise}", which is not one of its values'
        if not fact.concluded and (fact.asks is None or fact.why_we_ask is None or not fact.found_in or fact.ask_whom is None):
            yield f"facts.yaml: {name} needs asks, found_in, ask_whom and why_we_ask (or concluded: true)"
    for name, component in components.items():
        yield from unknown("components.yaml", name, (component.registered_by, component.final_word), authorities, "authorities.yaml")
        yield from unknown("components.yaml", name, component.evidence, documents, "documents.yaml")
    for name, conflict in conflicts.items():
        yield from unknown("conflicts.yaml", name, conflict.ask, authorities, "authorities.yaml")
    yield from unknown("deferral.yaml", "who_decides", deferral.who_decides, authorities, "authorities.yaml")
    yield from unknown("deferral.yaml", "where_to_check", deferral.where_to_check, documents, "documents.yaml")
