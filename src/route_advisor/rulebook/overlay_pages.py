"""Read a municipality's own pages, and refuse in one line each thing that only the law may say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from route_advisor.dates import LAST_DAY, Validity
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import did_you_mean, mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import Rulebook, laid_over
from route_advisor.rulebook.catalogue import Catalogue, expanded, loose_fact, read_page
from route_advisor.rulebook.citation import Act, Citation
from route_advisor.rulebook.entries import Entry, FactEntry, LawDay
from route_advisor.rulebook.folder import CATALOGUE_PAGES, hash_of
from route_advisor.rulebook.money_owed import money_owed_in
from route_advisor.rulebook.numbers import Number
from route_advisor.rulebook.overlay import Address, ContactEntry, Overlay
from route_advisor.rulebook.page_reader import PageReader
from route_advisor.rulebook.pages import Cite, InForce
from route_advisor.rulebook.rule import Policy, Refers, Rule, Suggests
from route_advisor.text import Text, WrittenText
from route_advisor.vocabulary import Clock, Stage, Teller

HEAD = "overlay.yaml"
OWN_PAGES = ("authorities.yaml", "documents.yaml", "facts.yaml", "open_norms.yaml")
"""The pages of an overlay with names of their own; all others are pages of steps."""

TELLERS = frozenset({Teller.MUNICIPALITY, Teller.PERSON})
"""Who may tell a fact that only this municipality asks."""

PERMANENT = "https://lokaleregelgeving.overheid.nl/"
"""With a CVDR number behind it: the address of the current text of a municipality's regulation."""

"""Who must pay what, and who never reads of it, is the law's to say and not for every line of a municipality."""

E = TypeVar("E")


class RegulationEntry(Entry):
    """A municipality's own regulation, policy rules or page of work instructions, and where to read it."""

    name: str
    cvdr: Annotated[str, Field(pattern=r"^CVDR[0-9]{1,8}$")] | None = None
    url: Address | None = None
    in_force: InForce
    text_read: LawDay | None = None

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        if (self.cvdr is None) == (self.url is None):
            raise PydanticCustomError("address", "give cvdr (its number in the official collection) or url, not both")
        return self

    @property
    def address(self) -> str:
        """Where the current text stands."""
        return self.url or f"{PERMANENT}{self.cvdr}"


class HeadEntry(Entry):
    """Whose pages these are, when they were last checked, and the municipality's own regulations."""

    municipality: Annotated[str, Field(pattern=r"^\S.{0,78}\S$")]
    code: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
    checked_on: LawDay
    regulations: dict[str, RegulationEntry] = Field(default_factory=dict)


class PolicyEntry(Entry):
    """What the municipality says about an open norm of the law."""

    id: str
    says: WrittenText
    law: tuple[Cite, ...] = Field(strict=False, min_length=1)
    in_force: InForce


@dataclass
class _Desk:
    """The folder, the law it is laid over, and the mistakes found so far."""

    folder: Path
    law: Rulebook
    head: HeadEntry
    mistakes: list[str] = field(default_factory=list)

    @property
    def of_ids(self) -> str:
        """How the ids of this municipality begin: `GM0363`."""
        return f"GM{self.head.code}"

    @property
    def of_names(self) -> str:
        """How its names begin: `gm0363_`."""
        return f"gm{self.head.code}_"

    def shown(self, path: Path) -> str:
        """The name of a page in messages: with the folder, because the law has pages of the same names."""
        return f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"

    def stop(self) -> None:
        """Raises `RulebookRefused` where something was found."""
        if self.mistakes:
            raise RulebookRefused(list(dict.fromkeys(self.mistakes)))


def lay_over(rulebook: Rulebook, folder: str | Path) -> Rulebook:
    """The rulebook with a municipality's own pages laid over it: contact points, forms, lead times, steps, texts and questions.

    The law stays as it was: `route_advisor.assurance.proof.overlay_proof` shows it. Raises `RulebookRefused` with one line for each
    thing that an overlay may not do, and where this municipality has an overlay already.
    """
    overlay = read_overlay(Path(folder), rulebook.law)
    if overlay.code in {one.code for one in rulebook.overlays}:
        raise RulebookRefused([f"{Path(folder).name}/overlay.yaml: municipality {overlay.code} has an overlay already; give one for each"])
    overlays = (*rulebook.overlays, overlay)
    return laid_over(rulebook.law, overlays, overlays)


def read_overlay(folder: Path, law: Rulebook) -> Overlay:
    """The overlay in a folder, checked against the law that it is laid over.

    Raises `RulebookRefused` with one line for each mistake: the page and line, what was found, what an overlay may do.
    """
    if not folder.is_dir():
        raise RulebookRefused([f"{folder}: there is no such folder; an overlay is a folder with {HEAD} and a municipality's own pages"])
    folder = folder.resolve()
    pages = _pages(folder)
    desk = _Desk(folder, law, _head(folder))
    acts = _acts(desk)
    contacts, documents, facts = _contacts(desk), _documents(desk), _facts(desk)
    desk.stop()
    catalogue = replace(law.catalogue, facts={**law.catalogue.facts, **facts}, documents={**law.catalogue.documents, **documents})
    desk.mistakes += _loose_facts(desk, catalogue)
    reader = PageReader({**law.acts, **acts}, catalogue, law.rules, law.numbers.by_name)
    rules, numbers = _rules(desk, pages, reader)
    policies = _policies(desk, reader)
    desk.mistakes += reader.mistakes
    desk.stop()
    head = desk.head
    digest = hash_of(folder, _all_pages(folder))
    return Overlay(head.code, head.municipality, head.checked_on, acts, contacts, documents, facts, numbers, rules, policies, digest)


# --- which pages there are --------------------------------------------------------------------------------


def _all_pages(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.yaml") if path.is_file())


def _pages(folder: Path) -> list[Path]:
    """The pages of steps. Raises `RulebookRefused` for a page that only the law has, or that nobody would read."""
    mistakes = [f"{folder.name}/{path.name}: a page ends in .yaml; rename it" for path in sorted(folder.rglob("*.yml"))]
    mistakes += [
        f"{folder.name}/{name}: only the law has this page; an overlay has {', '.join((HEAD, *OWN_PAGES))} and pages of steps; leave it out"
        for name in (*CATALOGUE_PAGES, "facts")
        if name not in OWN_PAGES and (folder / name).exists()
    ]
    if mistakes:
        raise RulebookRefused(mistakes)
    return [path for path in _all_pages(folder) if path.parent != folder or path.name not in (HEAD, *OWN_PAGES)]


def _head(folder: Path) -> HeadEntry:
    document = read_page(folder / HEAD, f"{folder.name}/{HEAD}")
    try:
        return HeadEntry.model_validate(document.data)
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=HeadEntry)) from None


def _entries(desk: _Desk, file: str, entry: type[E]) -> tuple[dict[str, E], Document]:
    """The entries of one page by name, and the page with its lines; nothing where there is no such page."""
    shown = desk.shown(desk.folder / file)
    if not (desk.folder / file).is_file():
        return {}, Document(shown, {})
    document = Document(shown, {})
    try:
        document = read_page(desk.folder / file, shown)
        found: dict[str, E] = TypeAdapter(dict[str, entry]).validate_python(document.data)  # type: ignore[valid-type]
    except RulebookRefused as refused:
        desk.mistakes += refused.mistakes
    except ValidationError as error:
        root = entry if isinstance(entry, type) and issubclass(entry, BaseModel) else Entry
        desk.mistakes += mistakes_of(error, document, root=root, under=1)
    else:
        return found, document
    return {}, document


# --- acts, contact points, forms and questions ------------------------------------------------------------


def _acts(desk: _Desk) -> dict[str, Act]:
    document = read_page(desk.folder / HEAD, desk.shown(desk.folder / HEAD))
    found = {}
    for name, entry in desk.head.regulations.items():
        where = document.at(("regulations", name))
        if name in desk.law.acts:
            desk.mistakes.append(f"{where}: {name} is an act of the law; an overlay names only its own regulations; leave it out")
        elif not re.fullmatch(rf"{desk.of_ids}[A-Z0-9]*", name):
            desk.mistakes.append(f'{where}: "{name}" is not a name for a regulation of this municipality; write it as {desk.of_ids}MAP')
        validity = Validity(entry.in_force.from_, entry.in_force.until or LAST_DAY)
        found[name] = Act(name, entry.name, entry.cvdr or "", validity, entry.text_read, entry.address)
    return found


def _contacts(desk: _Desk) -> dict[str, ContactEntry]:
    found, document = _entries(desk, "authorities.yaml", ContactEntry)
    authorities = desk.law.catalogue.authorities
    own = [name for name, entry in authorities.items() if entry.municipal]
    for name, contact in found.items():
        if name not in authorities:
            wrong = f'"{name}" is not an authority of the law, and an overlay adds none{did_you_mean(name, own)}'
            desk.mistakes.append(f"{document.at((name,))}: {wrong} (allowed: {', '.join(own)}); leave it out")
        elif name not in own:
            wrong = f"{name} is not the municipality's, so its contact points stay those of the law"
            desk.mistakes.append(f"{document.at((name,))}: {wrong} (allowed: {', '.join(own)}); leave it out")
        texts = [contact.reach, *filter(None, [contact.object])]
        desk.mistakes += [f"{document.at((name,))}: {what}" for what in _owed(texts)]
    return found


def _documents(desk: _Desk) -> dict[str, Text]:
    found, document = _entries(desk, "documents.yaml", Text)
    for name, text in found.items():
        desk.mistakes += _misnamed(desk, document.at((name,)), name, "a document", desk.law.catalogue.documents)
        desk.mistakes += [f"{document.at((name,))}: {what}" for what in _owed([text])]
    return found


def _facts(desk: _Desk) -> dict[str, FactEntry]:
    written, document = _entries(desk, "facts.yaml", FactEntry)
    for name, entry in written.items():
        where = document.at((name,))
        desk.mistakes += _misnamed(desk, where, name, "a fact", desk.law.catalogue.facts)
        texts = [*entry.values.values(), *filter(None, [entry.asks, entry.why_we_ask])]
        desk.mistakes += [f"{where}: {what}" for what in (*_not_a_question(name, entry), *_owed(texts))]
    return dict(expanded(written, desk.law.catalogue.components))


def _not_a_question(name: str, entry: FactEntry) -> Iterator[str]:
    """What makes a fact more than a question of the municipality to the person."""
    told_by = ", ".join(sorted(TELLERS))
    if entry.concluded or entry.otherwise is not None:
        yield f"{name} is {'concluded' if entry.concluded else 'known otherwise'}; what follows is for the law; ask it of the person instead"
    elif not TELLERS.issuperset((entry.told_by, *entry.also_established_by)):
        yield f"{name} is established by somebody who is not of this municipality; a fact of an overlay is told by {told_by}; change told_by"
    elif not entry.person_may_say:
        yield f"{name} can be told nowhere in a personal file; write person_may_say: true"


def _misnamed(desk: _Desk, where: str, name: str, what: str, law: Mapping[str, object]) -> Iterator[str]:
    if name in law:
        yield f"{where}: {name} is {what} of the law; an overlay adds its own and changes none; name yours {desk.of_names}…"
    elif not name.startswith(desk.of_names):
        yield f'{where}: "{name}" is not a name for {what} of this municipality; begin it with {desk.of_names}'


def _loose_facts(desk: _Desk, catalogue: Catalogue) -> Iterator[str]:
    written, document = _entries(desk, "facts.yaml", FactEntry)
    for name, entry in written.items():
        yield from (f"{document.at((name,))}: {name}: {what}" for what in loose_fact(entry, catalogue))


def _owed(texts: Sequence[Text]) -> Iterator[str]:
    """A line where one of these texts speaks of money that somebody must pay as a measure or back."""
    said = [word for text in texts if (word := money_owed_in(text)) is not None]
    if said:
        yield f'it says "{said[0]}"; an overlay speaks of that only beside an open norm of a rule that does; leave it out'


# --- pages of steps ---------------------------------------------------------------------------------------


def _rules(desk: _Desk, pages: Sequence[Path], reader: PageReader) -> tuple[tuple[Rule, ...], dict[str, Number]]:
    for path in pages:
        reader.read(path, desk.shown(path))
        desk.mistakes += _later_than_steps(desk, path)
    reader.check_slots()
    rules = tuple(replace(rule, municipality=desk.head.code) for rule in reader.rules[len(desk.law.rules) :])
    for rule in rules:
        desk.mistakes += [f"{reader.lines[rule.id]}: {what}" for what in _beyond(desk, rule, reader.acts)]
    numbers = {name: number for name, number in reader.numbers.items() if name not in desk.law.numbers.by_name}
    for name in numbers:
        if not name.startswith(desk.of_names):
            desk.mistakes.append(
                f"{reader.lines[name]}: this is not a name for a number of this municipality; begin it with {desk.of_names}"
            )
    return rules, numbers


def _later_than_steps(desk: _Desk, path: Path) -> Iterator[str]:
    """A line where a page reasons in a stage before the last: what it says there would reach the law."""
    try:
        document = read_page(path, desk.shown(path))
    except RulebookRefused:
        return  # told by the reader of the page
    stage = document.data.get("stage") if isinstance(document.data, dict) else None
    if isinstance(stage, str) and stage in set(Stage) - {Stage.STEPS}:
        yield f'{document.at(("stage",))}: stage is "{stage}"; the pages of an overlay have stage: steps; move what follows to the law'


def _beyond(desk: _Desk, rule: Rule, acts: Mapping[str, Act]) -> Iterator[str]:
    """What this rule says that only the law may say."""
    own = [name for name, entry in desk.law.catalogue.authorities.items() if entry.municipal]
    if not rule.written_as.startswith(f"{desk.of_ids}-"):
        yield f"this id is not one of this municipality; begin it with {desk.of_ids}-"
    yield from _verb(rule, own)
    if rule.final_word in desk.law.catalogue.authorities and rule.final_word not in own:
        yield f"final_word is {rule.final_word}; in an overlay it is the municipality's own word (allowed: {', '.join(own)})"
    if rule.replaces is not None:
        yield f"it replaces {rule.replaces}; an overlay replaces nothing of the law; leave replaces out"
    yield from _no_own_citation(rule.law, acts, desk)
    step = rule.then if isinstance(rule.then, Suggests) else None
    texts = [rule.topic, rule.says, rule.short, rule.open_norm, *((step.where, step.before, step.takes) if step is not None else ())]
    yield from _owed([text for text in texts if text is not None])


def _verb(rule: Rule, own: Sequence[str]) -> Iterator[str]:
    then, verb = rule.then, type(rule.then).__name__.lower()
    if not isinstance(then, Suggests | Refers):
        yield f"its verb is {verb}, which is for the law; an overlay uses suggests, or refers with about"
    elif isinstance(then, Refers) and then.components:
        yield f"it refers for {', '.join(then.components)}, which settles a part of the duty; in an overlay refers has about, and no for"
    elif isinstance(then, Refers) and then.authority not in own:
        yield f"it refers to {then.authority}, and who answers stands in the law; an overlay refers to {', '.join(own)}; or write suggests"


def _no_own_citation(law: Sequence[Citation], acts: Mapping[str, Act], desk: _Desk) -> Iterator[str]:
    own = [name for name in acts if name not in desk.law.acts]
    if law and not any(citation.act.id in own for citation in law):
        yield f"it cites no regulation of this municipality; cite one of {HEAD} ({', '.join(own) or 'add it under regulations'})"


# --- open norms -------------------------------------------------------------------------------------------


def _policies(desk: _Desk, reader: PageReader) -> dict[str, Policy]:
    written, document = _entries(desk, "open_norms.yaml", PolicyEntry)
    found, ids = {}, {rule.written_as for rule in reader.rules}
    for name, entry in written.items():
        where = reader.lines[entry.id] = f"{document.at((name,))}, open norm of {name}"
        law = reader.citations(entry.law, entry.id)
        wrong = [*_not_its_norm(desk, name, entry.says), *_no_own_citation(law, reader.acts, desk), *_unknown_slots(entry.says, reader)]
        if not re.fullmatch(rf"{desk.of_ids}(-[A-Z0-9]+)*-[0-9]+", entry.id):
            wrong.append(f'"{entry.id}" is not an id of this municipality; write it as {desk.of_ids}-NORM-1')
        elif entry.id in ids:
            wrong.append(f"the id {entry.id} is used twice; an id is never used again")
        ids.add(entry.id)
        desk.mistakes += [f"{where}: {what}" for what in wrong]
        days = Validity(entry.in_force.from_, entry.in_force.until or LAST_DAY)
        found[name] = Policy(entry.id, desk.head.municipality, entry.says, law, days)
    return found


def _not_its_norm(desk: _Desk, name: str, says: Text) -> Iterator[str]:
    """Why this is not an open norm that the municipality may fill."""
    authorities = desk.law.catalogue.authorities
    rules = [rule for rule in desk.law.rules if rule.written_as == name]
    if not rules:
        yield f"{name} is not a rule of the law{did_you_mean(name, [rule.written_as for rule in desk.law.rules])}"
    elif rules[0].open_norm is None:
        yield f"{name} has no open norm, so there is nothing for a municipality to weigh; leave it out"
    elif not authorities[rules[0].final_word].municipal:
        yield f"{rules[0].final_word} weighs the open norm of {name}; an overlay fills only what the municipality weighs; leave it out"
    elif money_owed_in(rules[0].says) is None:
        yield from _owed([says])


def _unknown_slots(text: Text, reader: PageReader) -> Iterator[str]:
    for slot in sorted(text.slots - {str(clock) for clock in Clock} - set(reader.numbers)):
        yield f"says {{{slot}}}, which is not a number or a date{did_you_mean(slot, [*reader.numbers, *Clock])}"
