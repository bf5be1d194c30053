"""What a rulebook speaks about: its facts, components, authorities, documents and labels.

Reads `facts.yaml` (and `facts/`), `components.yaml`, `authorities.yaml`, `documents.yaml`, `conflicts.yaml`, `deferral.yaml`,
`head.yaml`, `glossary.yaml` and `labels.yaml`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from route_advisor.dates import Holiday
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import did_you_mean, mistakes_of
from route_advisor.documents.pages_once import read_text
from route_advisor.documents.regular_file import text_of
from route_advisor.errors import FileRefused, NotInRulebook, RulebookRefused
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.messages import Message
from route_advisor.rulebook.entries import (
    ANY_PART,
    AuthorityEntry,
    ComponentEntry,
    ConflictEntry,
    DeferralEntry,
    Entry,
    FactEntry,
    HeadEntry,
    HolidayEntry,
    TopicEntry,
)
from route_advisor.rulebook.folder import fact_pages
from route_advisor.rulebook.languages import FOLDER as LANGUAGES_FOLDER
from route_advisor.rulebook.languages import Languages
from route_advisor.text import Text, WrittenText

P = TypeVar("P")


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
    head: HeadEntry = field(default_factory=HeadEntry)
    topics: Mapping[str, TopicEntry] = field(default_factory=dict)
    holidays: tuple[Holiday, ...] = ()
    glossary: Mapping[str, Text] = field(default_factory=dict)
    """Dutch names that stay Dutch in every language, and what each is."""
    languages: Languages = field(default_factory=Languages, compare=False)
    """The catalogues of other languages, read when somebody asks for one."""

    @property
    def spoken(self) -> tuple[str, ...]:
        """Every language that somebody can ask for."""
        return (*self.deferral.says.sentences(), *self.languages.codes)

    def parts(self, names: Iterable[str]) -> tuple[str, ...]:
        """These components; all of them where `any` stands in their place."""
        named = tuple(names)
        return tuple(self.components) if named == (ANY_PART,) else named

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
        raise NotInRulebook(Message("not_in_rulebook", word=name, what=Message(f"word_{what}"), hint=did_you_mean(name, list(entries))))
    return entries[name]


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a rulebook folder. Raises `RulebookRefused` with one line per mistake."""
    reader = _Reader(folder)
    components = reader.page("components.yaml", ComponentEntry)
    written = reader.facts()
    authorities = reader.page("authorities.yaml", AuthorityEntry)
    documents = reader.texts("documents.yaml")
    conflicts = reader.page("conflicts.yaml", ConflictEntry)
    labels = reader.texts("labels.yaml")
    deferral = reader.page("deferral.yaml", DeferralEntry).get("deferral")
    countries = reader.page("countries.yaml", list[str])
    head = reader.head()
    topics = reader.page("topics.yaml", TopicEntry) if (folder / "topics.yaml").is_file() else {}
    written_holidays = reader.page("holidays.yaml", HolidayEntry) if (folder / "holidays.yaml").is_file() else {}
    holidays = tuple(entry.named(name) for name, entry in written_holidays.items())
    if reader.mistakes or deferral is None:
        raise RulebookRefused(reader.mistakes or [Message("at", place="deferral.yaml:1", what=Message("is_missing", where="deferral"))])
    facts = dict(expanded(written, components))
    otherwise = {name: fact.otherwise for name, fact in facts.items() if fact.otherwise is not None}
    sets = {name: frozenset(codes) for name, codes in countries.items()}
    glossary = reader.texts("glossary.yaml") if (folder / "glossary.yaml").is_file() else {}
    languages = Languages(folder / LANGUAGES_FOLDER)
    catalogue = Catalogue(
        facts, components, authorities, documents, conflicts, labels, deferral, sets, otherwise, head, topics, holidays, glossary, languages
    )
    reader.check_names(written, catalogue)
    return catalogue


def read_page(path: Path, name: str) -> Document:
    """A page of the rulebook, read strictly. Raises `RulebookRefused`, with the name in front of every line."""
    try:
        return read_text(text_of(path, BYTES_OF_A_FILE), name)
    except FileNotFoundError:
        raise RulebookRefused([Message("page_missing", page=name)]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookRefused([Message("page_unreadable", page=name, why=error.__class__.__name__)]) from None
    except FileRefused as refused:
        raise RulebookRefused(refused.mistakes) from None


class _Reader:
    """Reads the pages of a catalogue one after another; keeps every mistake, and the lines of every entry."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[str] = []
        self.documents: dict[str, Document] = {}
        self.page_of_fact: dict[str, str] = {}

    def page(self, file: str, entry: type[P]) -> dict[str, P]:
        """The entries of a page by name; none where it cannot be read."""
        return self._read(file, TypeAdapter(dict[str, entry]), entry)  # type: ignore[valid-type]

    def texts(self, file: str) -> dict[str, Text]:
        """The texts of a page by name."""
        return self._read(file, TypeAdapter(dict[str, WrittenText]), Text)

    def _read(self, file: str, adapter: TypeAdapter[dict[str, P]], entry: type[P]) -> dict[str, P]:
        try:
            document = read_page(self.folder / file, file)
            found = adapter.validate_python(document.data)
        except RulebookRefused as refused:
            self.mistakes += refused.mistakes
        except ValidationError as error:
            root = entry if isinstance(entry, type) and issubclass(entry, BaseModel) else Entry
            self.mistakes += mistakes_of(error, document, root=root, under=1)
        else:
            self.documents[file] = document
            return found
        return {}

    def head(self) -> HeadEntry:
        """What stands at the head of an advice; nothing where the rulebook has no such page."""
        if not (self.folder / "head.yaml").is_file():
            return HeadEntry()
        found = self._read("head.yaml", TypeAdapter(dict[str, Any]), HeadEntry)
        try:
            return HeadEntry.model_validate(found)
        except ValidationError as error:
            self.mistakes += mistakes_of(error, self.documents["head.yaml"], root=HeadEntry)
        return HeadEntry()

    def facts(self) -> dict[str, FactEntry]:
        """The facts of all pages, by the name that is written."""
        found: dict[str, FactEntry] = {}
        for page in fact_pages(self.folder):
            facts = self.page(page, FactEntry)
            for name in facts:
                if name in found:
                    where, other = self._at(page, name), self._at(self.page_of_fact[name], name)
                    self.mistakes.append(Message("fact_twice", place=where, fact=name, other=other))
                self.page_of_fact[name] = page
            found |= facts
        return found

    def check_names(self, facts: Mapping[str, FactEntry], catalogue: Catalogue) -> None:
        """Raises `RulebookRefused` where an entry names what the catalogue does not have."""
        loose = [
            *((self.page_of_fact[name], name, says) for name, fact in facts.items() for says in loose_fact(fact, catalogue)),
            *_loose_entries(catalogue),
        ]
        if loose:
            raise RulebookRefused(
                [
                    Message("at", place=self._at(page, name), what=Message("where_colon", where=name, what=says))
                    for page, name, says in loose
                ]
            )

    def _at(self, page: str, name: str) -> str:
        return self.documents[page].at((name,))


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


def written_fact(entry: FactEntry) -> str:
    """The name of a fact as it stands on its page: `{part}_result` for `reading_result`."""
    part = max((part for part in entry.for_each if part in entry.name), key=len, default=None)
    return entry.name if part is None else entry.name.replace(part, "{part}")


def _unknown(names: Iterable[str], known: Mapping[str, Any], where: str) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield Message("not_in", word=name, where=where, hint=did_you_mean(name, list(known)))


def loose_fact(fact: FactEntry, catalogue: Catalogue) -> Iterator[str]:
    """What a fact names and the catalogue does not have, and what it lacks."""
    for name, words in (*fact.asked_if.items(), *fact.not_asked_if.items(), *fact.may_become_unless.items()):
        yield from _unknown((name,), catalogue.facts, "facts/")
        if name in catalogue.facts:
            yield from _unknown(words, catalogue.facts[name].values, Message("words_of", name=name))
    yield from _unknown(fact.found_in, catalogue.documents, "documents.yaml")
    yield from _unknown(fact.for_each, catalogue.components, "components.yaml")
    yield from _unknown((fact.ask_whom,) if fact.ask_whom else (), catalogue.authorities, "authorities.yaml")
    yield from _unknown(fact.may_become, fact.values, Message("its_values"))
    if fact.otherwise is not None and fact.otherwise not in fact.values:
        yield Message("otherwise_is_no_value", word=fact.otherwise)
    if fact.concluded and (fact.grows or fact.may_become):
        yield Message("nobody_can_bring")
    if not fact.concluded and (fact.asks is None or fact.why_we_ask is None or not fact.found_in or fact.ask_whom is None):
        yield Message("fact_needs")


def _loose_entries(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """What the other pages name and the catalogue does not have: the page, the entry, and what is wrong."""
    for name, component in catalogue.components.items():
        for says in (
            *_unknown((component.registered_by, component.final_word), catalogue.authorities, "authorities.yaml"),
            *_unknown(component.evidence, catalogue.documents, "documents.yaml"),
        ):
            yield "components.yaml", name, says
    for name, conflict in catalogue.conflicts.items():
        for says in _unknown(conflict.ask, catalogue.authorities, "authorities.yaml"):
            yield "conflicts.yaml", name, says
    deferral = catalogue.deferral
    for says in (
        *_unknown(deferral.who_decides, catalogue.authorities, "authorities.yaml"),
        *_unknown(deferral.where_to_check, catalogue.documents, "documents.yaml"),
    ):
        yield "deferral.yaml", "deferral", says
    for name, topic in catalogue.topics.items():
        for says in _unknown(catalogue.parts(topic.needs_open), catalogue.components, "components.yaml"):
            yield "topics.yaml", name, says
        for says in (
            *_unknown(topic.facts, catalogue.facts, "facts/"),
            *_unknown((topic.who,) if topic.who else (), catalogue.authorities, "authorities.yaml"),
        ):
            yield "topics.yaml", name, says
    yield from (("head.yaml", name, says) for name, says in _loose_head(catalogue))


def _loose_head(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """What `head.yaml` names and the catalogue does not have: the line of the head, and what is wrong."""
    head = catalogue.head
    for name, line in (("act", head.act), ("duty", head.duty), ("route", head.route)):
        facts = [getattr(line, key, None) for key in ("decided", "phase")]
        facts += [one.fact for one in getattr(line, "expected", ())]
        facts += [fact for one in getattr(line, "expected", ()) for told in one.assumes.values() for fact in told]
        yield from ((name, says) for says in _unknown([fact for fact in facts if fact is not None], catalogue.facts, "facts/"))
    deciders = [] if head.route is None else [head.route.by]
    for nobody in head.route.errands if head.route is not None else ():
        deciders.append(nobody.by)
        yield from (("route", says) for says in _unknown(nobody.where, catalogue.facts, "facts/"))
        for fact, words in nobody.where.items():
            known = catalogue.facts[fact].values if fact in catalogue.facts else {}
            yield from (("route", says) for says in _unknown(words if known else (), known, Message("words_of", name=fact)))
    yield from (("route", says) for says in _unknown(deciders, catalogue.authorities, "authorities.yaml"))
