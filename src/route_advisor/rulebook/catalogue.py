"""What a rulebook speaks about: its facts, components, authorities, documents and labels.

Reads `facts.yaml` (and `facts/`), `components.yaml`, `authorities.yaml`, `documents.yaml`, `conflicts.yaml`, `deferral.yaml`,
`head.yaml`, `glossary.yaml` and `labels.yaml`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from route_advisor.dates import FIRST_DAY, LAST_DAY, Holiday, Validity
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import did_you_mean, mistakes_of
from route_advisor.documents.parsed_pages import read_text
from route_advisor.errors import FileRefused, NotInRulebook, RulebookRefused
from route_advisor.rulebook.languages import FOLDER as LANGUAGES_FOLDER
from route_advisor.rulebook.languages import Languages
from route_advisor.text import Text, WrittenText
from route_advisor.vocabulary import StepKind, Teller

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
    not_asked_if: Mapping[Word, Names] = Field(default_factory=dict)
    """Not while another fact has one of these words: what stands in a letter is not asked of somebody whose letter is still to come."""
    grows: bool = False
    """Its words stand from least to most, and a file only moves up: results, hours, attempts, talks."""
    may_become: Names = ()
    """Words that a person can still come to, by a document or a decision. A fact that `grows` may come to any later word."""
    unless_told: Word | None = None
    """The word that nearly everybody has, who was never asked: it may be assumed where nothing else is missing, and is told as expected."""
    may_become_unless: Mapping[Word, Names] = Field(default_factory=dict)
    """Not while another fact has one of these words: a route is not changed once the time for that has passed."""

    def is_asked(self, words: Callable[[str], str | None]) -> bool:
        """Whether this question makes sense now; `words` gives the word of a fact, or `None`."""
        if self.asks is None or any(words(name) in ruled_out for name, ruled_out in self.not_asked_if.items()):
            return False
        return all(words(name) in allowed for name, allowed in self.asked_if.items())

    def words_to_come(self, words: Callable[[str], str | None]) -> tuple[str, ...]:
        """The words that this person can still come to, least first; `words` gives the word of a fact, or `None`."""
        if any(words(name) in ruled_out for name, ruled_out in self.may_become_unless.items()):
            return ()
        now, all_words = words(self.name), tuple(self.values)
        later = all_words[all_words.index(now) + 1 if now in all_words else 1 :] if self.grows else ()
        return tuple(word for word in all_words if word != now and (word in later or word in self.may_become))

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


class ToCaseworkerEntry(Entry):
    """How somebody who works for the municipality names an authority, in a few words.

    `name` is who decides, `with` with whom a step is done (the same where it is left out), and `decides` what it decides under an act, by the
    act's word, or under `any` while no act is known.
    """

    name: WrittenText
    with_: WrittenText | None = Field(default=None, alias="with")
    decides: Mapping[Word, WrittenText] = Field(default_factory=dict)


class AuthorityEntry(Entry):
    """Who decides: its name, what it decides, how to reach it, how to object; and how a caseworker names it.

    `municipal` marks the authority that every municipality has in its own place: its own pages may say how to reach it.
    """

    name: WrittenText
    decides: WrittenText
    reach: WrittenText
    object: WrittenText | None = None
    url: str | None = None
    checked_on: LawDay
    municipal: bool = False
    to_caseworker: ToCaseworkerEntry | None = None


class ConflictEntry(Entry):
    """Two sources that differ: what to say, and whom to ask first and then."""

    says: WrittenText
    ask: Annotated[tuple[Word, ...], Field(strict=False, min_length=1)]
    source: str


ANY_PART = "any"
"""In place of names: every component of the rulebook."""


class TopicEntry(Entry):
    """What a line on a topic is for, and the parts of which one must still be open; a rule may say otherwise.

    A topic is a word behind `about` or `suggests`. One that stands on no page of topics informs (`know`) behind `about`, asks behind
    `suggests: ask_…`, informs behind `suggests: know_…`, and is something to do otherwise. Of topics with `after_help` a letter speaks only
    after all that helps.
    """

    kind: Annotated[StepKind, BeforeValidator(lambda value: StepKind(value) if value in set(StepKind) else value)] | None = None
    needs_open: Annotated[Names, BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)] = ()
    after_help: bool = False
    first: bool = False
    """Somebody waits for an answer: it stands before everything else."""
    after_doing: bool = False
    """It asks to change the plan: it stands after what the plan leaves to do."""
    name: WrittenText | None = None
    """What people call it; a topic without a name is none that people ask about, and a component has its own."""
    words: Mapping[str, Annotated[tuple[str, ...], Field(strict=False)]] = Field(default_factory=dict)
    """Other words for it, by language."""
    covers: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")], ...] = Field(default=(), strict=False)
    """Whose rules are about it: pages, parts, concluded facts, words behind `about` and `suggests`."""
    facts: Names = ()
    """The facts that say how it stands."""
    told_to: Mapping[str, Names] = Field(default_factory=dict)
    """Of whom this must be known before rules on it that do not apply are told: a fact and its words, as `group`. For fines and loans."""
    who: Word | None = None
    """The one authority to ask first."""
    takes: WrittenText | None = None
    note: WrittenText | None = None


class HolidayEntry(Entry):
    """A general recognised holiday: on a month and day, or a number of days after Easter."""

    law: dict[str, str | date]
    in_force: dict[str, LawDay]
    day: Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$")] | None = None
    if_sunday: Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$")] | None = None
    after_easter: int | None = None

    def named(self, name: str) -> Holiday:
        """The holiday, for arithmetic."""
        validity = Validity(self.in_force.get("from", FIRST_DAY), self.in_force.get("until", LAST_DAY))
        return Holiday(name, validity, _month_and_day(self.day), _month_and_day(self.if_sunday), self.after_easter or 0)


def _month_and_day(written: str | None) -> tuple[int, int] | None:
    if written is None:
        return None
    month, _, day = written.partition("-")
    return int(month), int(day)


class DeferralEntry(Entry):
    """The words that end every advice."""

    says: WrittenText
    who_decides: tuple[Word, ...] = Field(strict=False)
    where_to_check: tuple[Word, ...] = Field(strict=False)


class Expectation(Entry):
    """A fact that says what to expect until somebody decides, and what is then assumed: for a word of it, facts with their words."""

    fact: Word
    assumes: Mapping[Word, Mapping[Word, Word]] = Field(default_factory=dict)


Expectations = Annotated[tuple[Expectation, ...], Field(strict=False)]
"""Of several the first that is known is told."""


class ActHead(Entry):
    """The fact that says which act governs, and those that say which act to expect."""

    decided: Word
    expected: Expectations = ()


class DutyHead(Entry):
    """The fact that says whether there is a duty, those that say what to expect, and the one that says in which phase."""

    decided: Word
    expected: Expectations = ()
    phase: Word | None = None


class Errand(Entry):
    """What to do to get a route, or why there is none to ask for: for whom, who decides, and what to tell."""

    where: Mapping[Word, Names] = Field(default_factory=dict)
    """Facts with their words, which must all hold; none for everybody else."""
    by: Word
    errand: WrittenText
    none_to_expect: bool = False


class RouteHead(Entry):
    """The fact that names somebody's route, who decides it, what is told where only the person names it, and what to tell until then.

    Of the errands the first counts whose facts hold.
    """

    decided: Word
    by: Word
    reported: WrittenText | None = None
    errands: tuple[Errand, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _for_everybody(self) -> Self:
        if self.errands[-1].where:
            raise PydanticCustomError("errands", "the last errand is for everybody else; leave its where out")
        return self


class HeadEntry(Entry):
    """The facts at the head of an advice. What a law does not have is left out."""

    act: ActHead | None = None
    duty: DutyHead | None = None
    route: RouteHead | None = None

    @cached_property
    def expectations(self) -> Mapping[str, tuple[Expectation, ...]]:
        """For a fact that somebody must decide: what is to be expected until then, the first that is known."""
        return {one.decided: one.expected for one in (self.act, self.duty) if one is not None}

    @cached_property
    def expected(self) -> Mapping[str, tuple[str, ...]]:
        """For a fact that somebody must decide: the facts that say what to expect."""
        return {decided: tuple(one.fact for one in several) for decided, several in self.expectations.items() if several}

    @cached_property
    def lines(self) -> Mapping[str, tuple[str, ...]]:
        """For a fact that rules conclude: the lines of the head, `act` or `duty`, that it settles or tells for now."""
        lines = {"act": self.act, "duty": self.duty}
        settling = {name: {one.decided, *(other.fact for other in one.expected)} for name, one in lines.items() if one is not None}
        return {fact: tuple(name for name in settling if fact in settling[name]) for fact in set().union(*settling.values())}

    @cached_property
    def facts(self) -> frozenset[str]:
        """Every fact that stands in the head, where every reader sees it."""
        found = {one.decided for one in (self.act, self.duty, self.route) if one is not None} | {
            one for several in self.expected.values() for one in several
        }
        return frozenset(found | {self.duty.phase} if self.duty is not None and self.duty.phase is not None else found)


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
        raise NotInRulebook(f'"{name}" is not a {what} of this rulebook{did_you_mean(name, list(entries))}')
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
        raise RulebookRefused(reader.mistakes or ["deferral.yaml:1: the key deferral is missing; add it"])
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
        return read_text(path.read_text(encoding="utf-8"), name)
    except FileNotFoundError:
        raise RulebookRefused([f"{name}:1: this page is missing; add it"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookRefused([f"{name}:1: cannot be read ({error.__class__.__name__}); save it as UTF-8 text"]) from None
    except FileRefused as refused:
        raise RulebookRefused(refused.mistakes) from None


def fact_pages(folder: Path) -> list[str]:
    """The pages of facts: `facts.yaml`, and one page a topic in `facts/`."""
    topics = sorted(path.relative_to(folder).as_posix() for path in (folder / "facts").glob("*.yaml"))
    return topics if topics and not (folder / "facts.yaml").is_file() else ["facts.yaml", *topics]


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
                    self.mistakes.append(f"{where}: the fact {name} stands at {other} too; keep one")
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
            raise RulebookRefused([f"{self._at(page, name)}: {name}: {says}" for page, name, says in loose])

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
            yield f'"{name}" is not in {where}{did_you_mean(name, list(known))}'


def loose_fact(fact: FactEntry, catalogue: Catalogue) -> Iterator[str]:
    """What a fact names and the catalogue does not have, and what it lacks."""
    for name, words in (*fact.asked_if.items(), *fact.not_asked_if.items(), *fact.may_become_unless.items()):
        yield from _unknown((name,), catalogue.facts, "facts/")
        if name in catalogue.facts:
            yield from _unknown(words, catalogue.facts[name].values, f"the words of {name}")
    yield from _unknown(fact.found_in, catalogue.documents, "documents.yaml")
    yield from _unknown(fact.for_each, catalogue.components, "components.yaml")
    yield from _unknown((fact.ask_whom,) if fact.ask_whom else (), catalogue.authorities, "authorities.yaml")
    yield from _unknown(fact.may_become, fact.values, "its values")
    if fact.otherwise is not None and fact.otherwise not in fact.values:
        yield f'otherwise is "{fact.otherwise}", which is not one of its values'
    if fact.concluded and (fact.grows or fact.may_become):
        yield "the rules conclude it, so nobody can bring it; leave grows and may_become out"
    if not fact.concluded and (fact.asks is None or fact.why_we_ask is None or not fact.found_in or fact.ask_whom is None):
        yield "it needs asks, found_in, ask_whom and why_we_ask (or concluded: true)"


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
            yield from (("route", says) for says in _unknown(words if known else (), known, f"the words of {fact}"))
    yield from (("route", says) for says in _unknown(deciders, catalogue.authorities, "authorities.yaml"))
