"""Read a municipality's own pages, and refuse in one line each thing that only the law may say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, Field, TypeAdapter, ValidationError, model_validator

from route_advisor.dates import LAST_DAY, Validity
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import custom_error, did_you_mean, mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.messages import Message
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
            raise custom_error("address", "cvdr_or_url")
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
        raise RulebookRefused([Message("overlay_twice", path=f"{Path(folder).name}/{HEAD}", code=overlay.code)])
    overlays = (*rulebook.overlays, overlay)
    return laid_over(rulebook.law, overlays, overlays)


def read_overlay(folder: Path, law: Rulebook) -> Overlay:
    """The overlay in a folder, checked against the law that it is laid over.

    Raises `RulebookRefused` with one line for each mistake: the page and line, what was found, what an overlay may do.
    """
    if not folder.is_dir():
        raise RulebookRefused([Message("no_overlay_folder", path=folder, head=HEAD)])
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
    mistakes = [Message("page_ends_in_yaml", path=f"{folder.name}/{path.name}") for path in sorted(folder.rglob("*.yml"))]
    mistakes += [
        Message("page_of_the_law", path=f"{folder.name}/{name}", pages=", ".join((HEAD, *OWN_PAGES)))
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
            desk.mistakes.append(_at(where, Message("act_of_the_law", name=name)))
        elif not re.fullmatch(rf"{desk.of_ids}[A-Z0-9]*", name):
            desk.mistakes.append(_at(where, Message("not_a_name_for_a_regulation", name=name, begins=desk.of_ids)))
        validity = Validity(entry.in_force.from_, entry.in_force.until or LAST_DAY)
        found[name] = Act(name, entry.name, entry.cvdr or "", validity, entry.text_read, entry.address)
    return found


def _contacts(desk: _Desk) -> dict[str, ContactEntry]:
    found, document = _entries(desk, "authorities.yaml", ContactEntry)
    authorities = desk.law.catalogue.authorities
    own = [name for name, entry in authorities.items() if entry.municipal]
    for name, contact in found.items():
        if name not in authorities:
            wrong = Message("not_an_authority_of_the_law", name=name, hint=did_you_mean(name, own), allowed=", ".join(own))
            desk.mistakes.append(_at(document.at((name,)), wrong))
        elif name not in own:
            desk.mistakes.append(_at(document.at((name,)), Message("not_the_municipalitys", name=name, allowed=", ".join(own))))
        texts = [contact.reach, *filter(None, [contact.object])]
        desk.mistakes += [_at(document.at((name,)), what) for what in _owed(texts)]
    return found


def _documents(desk: _Desk) -> dict[str, Text]:
    found, document = _entries(desk, "documents.yaml", Text)
    for name, text in found.items():
        desk.mistakes += _misnamed(desk, document.at((name,)), name, "document", desk.law.catalogue.documents)
        desk.mistakes += [_at(document.at((name,)), what) for what in _owed([text])]
    return found


def _facts(desk: _Desk) -> dict[str, FactEntry]:
    written, document = _entries(desk, "facts.yaml", FactEntry)
    for name, entry in written.items():
        where = document.at((name,))
        desk.mistakes += _misnamed(desk, where, name, "fact", desk.law.catalogue.facts)
        texts = [*entry.values.values(), *filter(None, [entry.asks, entry.why_we_ask])]
        desk.mistakes += [_at(where, what) for what in (*_not_a_question(name, entry), *_owed(texts))]
    return dict(expanded(written, desk.law.catalogue.components))


def _not_a_question(name: str, entry: FactEntry) -> Iterator[str]:
    """What makes a fact more than a question of the municipality to the person."""
    told_by = ", ".join(sorted(TELLERS))
    if entry.concluded or entry.otherwise is not None:
        yield Message("is_concluded" if entry.concluded else "is_known_otherwise", name=name)
    elif not TELLERS.issuperset((entry.told_by, *entry.also_established_by)):
        yield Message("established_by_others", name=name, told_by=told_by)
    elif not entry.person_may_say:
        yield Message("told_nowhere", name=name)


def _at(where: str, what: str) -> Message:
    return Message("at", place=where, what=what)


def _misnamed(desk: _Desk, where: str, name: str, what: str, law: Mapping[str, object]) -> Iterator[str]:
    if name in law:
        yield _at(where, Message(f"{what}_of_the_law", name=name, begins=desk.of_names))
    elif not name.startswith(desk.of_names):
        yield _at(where, Message(f"not_a_name_for_a_{what}", name=name, begins=desk.of_names))


def _loose_facts(desk: _Desk, catalogue: Catalogue) -> Iterator[str]:
    written, document = _entries(desk, "facts.yaml", FactEntry)
    for name, entry in written.items():
        yield from (_at(document.at((name,)), Message("where_colon", where=name, what=what)) for what in loose_fact(entry, catalogue))


def _owed(texts: Sequence[Text]) -> Iterator[str]:
    """A line where one of these texts speaks of money that somebody must pay as a measure or back."""
    said = [word for text in texts if (word := money_owed_in(text)) is not None]
    if said:
        yield Message("speaks_of_money_owed", word=said[0])


# --- pages of steps ---------------------------------------------------------------------------------------


def _rules(desk: _Desk, pages: Sequence[Path], reader: PageReader) -> tuple[tuple[Rule, ...], dict[str, Number]]:
    for path in pages:
        reader.read(path, desk.shown(path))
        desk.mistakes += _later_than_steps(desk, path)
    reader.check_slots()
    rules = tuple(replace(rule, municipality=desk.head.code) for rule in reader.rules[len(desk.law.rules) :])
    for rule in rules:
        desk.mistakes += [_at(reader.lines[rule.id], what) for what in _beyond(desk, rule, reader.acts)]
    numbers = {name: number for name, number in reader.numbers.items() if name not in desk.law.numbers.by_name}
    for name in numbers:
        if not name.startswith(desk.of_names):
            desk.mistakes.append(_at(reader.lines[name], Message("not_a_name_for_a_number", begins=desk.of_names)))
    return rules, numbers


def _later_than_steps(desk: _Desk, path: Path) -> Iterator[str]:
    """A line where a page reasons in a stage before the last: what it says there would reach the law."""
    try:
        document = read_page(path, desk.shown(path))
    except RulebookRefused:
        return  # told by the reader of the page
    stage = document.data.get("stage") if isinstance(document.data, dict) else None
    if isinstance(stage, str) and stage in set(Stage) - {Stage.STEPS}:
        yield _at(document.at(("stage",)), Message("stage_of_the_law", stage=stage))


def _beyond(desk: _Desk, rule: Rule, acts: Mapping[str, Act]) -> Iterator[str]:
    """What this rule says that only the law may say."""
    own = [name for name, entry in desk.law.catalogue.authorities.items() if entry.municipal]
    if not rule.written_as.startswith(f"{desk.of_ids}-"):
        yield Message("not_an_id_here", begins=desk.of_ids)
    yield from _verb(rule, own)
    if rule.final_word in desk.law.catalogue.authorities and rule.final_word not in own:
        yield Message("final_word_of_another", word=rule.final_word, allowed=", ".join(own))
    if rule.replaces is not None:
        yield Message("replaces_the_law", rule=rule.replaces)
    yield from _no_own_citation(rule.law, acts, desk)
    step = rule.then if isinstance(rule.then, Suggests) else None
    of_step = (step.where, step.before, step.takes) if step is not None else ()
    texts = [rule.topic, rule.says, rule.short, rule.before_what, rule.open_norm, *of_step]
    yield from _owed([text for text in texts if text is not None])


def _verb(rule: Rule, own: Sequence[str]) -> Iterator[str]:
    then, verb = rule.then, type(rule.then).__name__.lower()
    if not isinstance(then, Suggests | Refers):
        yield Message("verb_of_the_law", verb=verb)
    elif isinstance(then, Refers) and then.components:
        yield Message("refers_for_a_part", parts=", ".join(then.components))
    elif isinstance(then, Refers) and then.authority not in own:
        yield Message("refers_to_another", authority=then.authority, allowed=", ".join(own))


def _no_own_citation(law: Sequence[Citation], acts: Mapping[str, Act], desk: _Desk) -> Iterator[str]:
    own = [name for name in acts if name not in desk.law.acts]
    if law and not any(citation.act.id in own for citation in law):
        yield Message("cites_no_regulation", head=HEAD, own=", ".join(own) or Message("add_under_regulations"))


# --- open norms -------------------------------------------------------------------------------------------


def _policies(desk: _Desk, reader: PageReader) -> dict[str, Policy]:
    written, document = _entries(desk, "open_norms.yaml", PolicyEntry)
    found, ids = {}, {rule.written_as for rule in reader.rules}
    for name, entry in written.items():
        where = reader.lines[entry.id] = Message("open_norm_at", place=document.at((name,)), rule=name)
        law = reader.citations(entry.law, entry.id)
        wrong = [*_not_its_norm(desk, name, entry.says), *_no_own_citation(law, reader.acts, desk), *_unknown_slots(entry.says, reader)]
        if not re.fullmatch(rf"{desk.of_ids}(-[A-Z0-9]+)*-[0-9]+", entry.id):
            wrong.append(Message("not_an_id_of_a_norm", id=entry.id, begins=desk.of_ids))
        elif entry.id in ids:
            wrong.append(Message("id_twice", id=entry.id))
        ids.add(entry.id)
        desk.mistakes += [_at(where, what) for what in wrong]
        days = Validity(entry.in_force.from_, entry.in_force.until or LAST_DAY)
        found[name] = Policy(entry.id, desk.head.municipality, entry.says, law, days)
    return found


def _not_its_norm(desk: _Desk, name: str, says: Text) -> Iterator[str]:
    """Why this is not an open norm that the municipality may fill."""
    authorities = desk.law.catalogue.authorities
    rules = [rule for rule in desk.law.rules if rule.written_as == name]
    if not rules:
        yield Message("not_a_rule_of_the_law", name=name, hint=did_you_mean(name, [rule.written_as for rule in desk.law.rules]))
    elif rules[0].open_norm is None:
        yield Message("no_open_norm", name=name)
    elif not authorities[rules[0].final_word].municipal:
        yield Message("norm_of_another", name=name, who=rules[0].final_word)
    elif money_owed_in(rules[0].says) is None:
        yield from _owed([says])


def _unknown_slots(text: Text, reader: PageReader) -> Iterator[str]:
    for slot in sorted(text.slots - {str(clock) for clock in Clock} - set(reader.numbers)):
        yield Message("unknown_slot", slot=slot, hint=did_you_mean(slot, [*reader.numbers, *Clock]))
