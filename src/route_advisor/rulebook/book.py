"""Read a folder of rules; find one by its id; the shipped rulebook; the hash of its content."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from itertools import product
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from route_advisor.dates import LAST_DAY, Validity
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import did_you_mean, mistakes_of
from route_advisor.documents.parsed_pages import parsed_before
from route_advisor.errors import NotInRulebook, RulebookRefused
from route_advisor.rulebook import rule as law
from route_advisor.rulebook.catalogue import Catalogue, TopicEntry, fact_pages, read_catalogue, read_page
from route_advisor.rulebook.citation import Act, Citation, split_cite
from route_advisor.rulebook.guide_pages import FOLDER as GUIDES
from route_advisor.rulebook.guide_pages import GuidePage, read_guides
from route_advisor.rulebook.interview_page import AskEntry, read_interview
from route_advisor.rulebook.numbers import ChainLink, Number, Numbers, Planning
from route_advisor.rulebook.overlay import Overlay, catalogue_with, hash_with, overlays_for, rules_with
from route_advisor.rulebook.pages import ActEntry, Cite, ExampleEntry, InForce, NumberEntry, PageEntry, PlanningEntry, RuleEntry, ThenEntry
from route_advisor.rulebook.rule import Rule, Rules, topic_of
from route_advisor.rulebook.topics import Topics, topics_of
from route_advisor.text import Text
from route_advisor.vocabulary import Clock, Outcome, Standing, StepKind

CATALOGUE_PAGES = (
    "acts.yaml",
    "authorities.yaml",
    "components.yaml",
    "conflicts.yaml",
    "countries.yaml",
    "deferral.yaml",
    "documents.yaml",
    "glossary.yaml",
    "head.yaml",
    "holidays.yaml",
    "interview.yaml",
    "labels.yaml",
    "omissions.yaml",
    "planning.yaml",
    "promises.yaml",
    "topics.yaml",
)
"""The files at the top of a rulebook folder; pages of rules stand in folders below it."""


@dataclass(frozen=True, repr=False)
class Rulebook:
    """The law as pages: acts, numbers, rules, and the words they use. Never changes once read."""

    acts: Mapping[str, Act]
    catalogue: Catalogue
    numbers: Numbers
    rules: tuple[Rule, ...]
    hash: str
    """SHA-256 of all pages, in hexadecimal; those of overlays too."""
    folder: Path | None = field(default=None, compare=False, repr=False)
    """Where its pages stand, for a check that names their lines; `None` for one that no folder holds."""
    overlays: tuple[Overlay, ...] = ()
    """The pages of municipalities that are laid over the law."""
    law_alone: "Rulebook | None" = None
    """The same rulebook without them; `None` where it is that."""
    interview: Mapping[str, AskEntry] = field(default_factory=dict)
    """What an interview asks in words of its own."""

    @classmethod
    def shipped(cls) -> "Rulebook":
        """The rulebook that comes with this package; read once."""
        return _shipped()

    @classmethod
    def read(cls, folder: str | Path) -> "Rulebook":
        """The rulebook in a folder. Raises `RulebookRefused` with one line per mistake."""
        return _read(Path(folder))

    @property
    def law(self) -> "Rulebook":
        """The law alone, without the pages of any municipality."""
        return self.law_alone or self

    def for_municipality(self, codes: frozenset[str] | None) -> "Rulebook":
        """This rulebook for a person of that municipality: the lines and contact points of other municipalities are left out.

        `codes` are the municipalities that the person's file names; `None` where it names none. See `overlays_for`.
        """
        used = overlays_for(self.overlays, codes)
        if used == self.overlays:
            return self
        names = tuple(one.code for one in used)
        if names not in self._narrower:
            self._narrower[names] = laid_over(self.law, self.overlays, used)
        return self._narrower[names]

    def __repr__(self) -> str:
        """Short: a failing test prints it."""
        return f"Rulebook({', '.join((self.hash[:12], *(f'GM{one.code}' for one in self.overlays)))})"

    @cached_property
    def _narrower(self) -> dict[tuple[str, ...], "Rulebook"]:
        return {}

    def rule(self, id: str) -> Rule:  # noqa: A002 - the field's word
        """The rule with this id. Raises `NotInRulebook` with a suggestion."""
        if id not in self._by_id:
            raise NotInRulebook(f'"{id}" is not a rule of this rulebook{did_you_mean(id, list(self._by_id))}')
        return self._by_id[id]

    def written(self, id: str) -> tuple[Rule, ...]:  # noqa: A002 - the field's word
        """The rules written under this id: several where it speaks of several components. Raises `NotInRulebook`."""
        found = tuple(rule for rule in self.rules if id in (rule.id, rule.written_as))
        return found or (self.rule(id),)

    def in_force(self, on: date) -> Rules:
        """The rules in force on a day, in the order of the pages."""
        return self.epochs[self.epoch(on)]

    def epoch(self, on: date) -> date:
        """The last day, up to `on`, on which the set of rules in force changed."""
        return max(start for start in self.epochs if start <= on)

    @cached_property
    def guides(self) -> Mapping[str, GuidePage]:
        """Pages about one topic for everybody, by topic, read when somebody asks. They change no advice, and are no part of the hash.

        Raises `RulebookRefused` with one line per mistake.
        """
        return read_guides(self.folder) if self.folder is not None else {}

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def topics(self) -> Topics:
        """What people ask about, in their own words."""
        return topics_of(self.catalogue)

    @cached_property
    def epochs(self) -> Mapping[date, Rules]:
        """The rules in force from each day on which that set changes, up to the next such day."""
        starts = {date.min} | {bound for rule in self.rules for bound in rule.in_force.bounds()}
        return {start: Rules(rule for rule in self.rules if start in rule.in_force) for start in sorted(starts)}


def laid_over(law_alone: Rulebook, overlays: Sequence[Overlay], used: tuple[Overlay, ...]) -> Rulebook:
    """The law with all that overlays name, and with the lines and contact points of those that are used."""
    numbers = {**law_alone.numbers.by_name}
    acts = {**law_alone.acts}
    for overlay in overlays:
        numbers |= overlay.numbers
        acts |= overlay.acts
    return replace(
        law_alone,
        acts=acts,
        catalogue=catalogue_with(law_alone.catalogue, overlays, used),
        numbers=Numbers(numbers, law_alone.numbers.planning),
        rules=rules_with(law_alone.rules, used),
        hash=hash_with(law_alone.hash, overlays),
        overlays=used,
        law_alone=law_alone,
    )


@cache
def _shipped() -> Rulebook:
    folder = shipped_folder()
    with parsed_before(folder):
        return _read(folder)


def shipped_folder() -> Path:
    """Where the shipped pages are: in the package when installed, beside `src/` in a checkout."""
    package = Path(__file__).parents[1]
    for folder in (package / "_rules", package.parent.parent / "rules"):
        if (folder / "acts.yaml").is_file():
            return folder
    raise RulebookRefused(["rules/: the shipped rulebook is missing; install route-advisor again"])


def _read(folder: Path) -> Rulebook:
    if not folder.is_dir():
        raise RulebookRefused([f"{folder}: there is no such folder; a rulebook is a folder with acts.yaml, facts/ and pages of rules"])
    pages = sorted(path for path in folder.rglob("*.yaml") if path.parent not in (folder, folder / "facts", folder / GUIDES))
    catalogue = read_catalogue(folder)
    acts = _acts(folder)
    reader = PageReader(acts, catalogue)
    for path in pages:
        reader.read(path, path.relative_to(folder).as_posix())
    reader.check_slots()
    planning = _planning(folder, reader)
    if reader.mistakes:
        raise RulebookRefused(list(dict.fromkeys(reader.mistakes)))
    rules, numbers = tuple(reader.rules), Numbers(reader.numbers, planning)
    interview = read_interview(folder, catalogue, numbers.by_name)
    return Rulebook(acts, catalogue, numbers, rules, _hash(folder, pages), folder, interview=interview)


def _planning(folder: Path, reader: "PageReader") -> Planning:
    """How parts are counted back; nothing where the rulebook has no such page."""
    if not (folder / "planning.yaml").is_file():
        return Planning()
    document = read_page(folder / "planning.yaml", "planning.yaml")
    try:
        page = PlanningEntry.model_validate(document.data)
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=PlanningEntry)) from None
    if not page.chains.keys() & reader.numbers.keys():
        return Planning()  # a rulebook without these steps has nothing to plan
    reader.mistakes += [f"{document.at(place)}: {says}" for place, says in _loose_planning(page, reader)]
    chains = {name: tuple(ChainLink(one.link, one.before_the_end, one.soon) for one in links) for name, links in page.chains.items()}
    return Planning(chains, frozenset(page.because), frozenset(page.instead))


def _loose_planning(page: PlanningEntry, reader: "PageReader") -> Iterator[tuple[tuple[str, ...], str]]:
    """What the page of planning names and the rulebook does not have: where it stands, and what is wrong."""
    rules = {rule.written_id for rule in reader.rules}
    topics = {topic for rule in reader.rules if (topic := topic_of(rule)) is not None}
    for name, links in page.chains.items():
        for number in dict.fromkeys((name, *(one for link in links for one in link.before_the_end))):
            if number not in reader.numbers:
                yield ("chains", name), f'{name}: "{number}" is not a number{did_you_mean(number, list(reader.numbers))}'
    for id_ in page.because:
        if id_ not in rules:
            yield ("because",), f'"{id_}" is not a rule{did_you_mean(id_, list(rules))}'
    for topic in page.instead:
        if topic not in topics:
            yield ("instead",), f'no rule is about "{topic}"{did_you_mean(topic, list(topics))}'


def _hash(folder: Path, pages: Sequence[Path]) -> str:
    return hash_of(folder, {*pages, *(folder / name for name in (*CATALOGUE_PAGES, *fact_pages(folder)))})


def hash_of(folder: Path, pages: Iterable[Path]) -> str:
    """SHA-256 of pages, with their names in that folder; the same however lines end."""
    digest = hashlib.sha256()
    for path in sorted(pages):
        if path.is_file():
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _acts(folder: Path) -> dict[str, Act]:
    document = read_page(folder / "acts.yaml", "acts.yaml")
    try:
        entries = TypeAdapter(dict[str, ActEntry]).validate_python(document.data)
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=ActEntry, under=1)) from None
    return {
        id: Act(id, act.name, act.bwb, _validity(act.in_force), act.text_read, governs=act.governs)
        for id, act in entries.items()  # noqa: A001 - the field's word
    }


def _validity(in_force: InForce) -> Validity:
    return Validity(in_force.from_, in_force.until or LAST_DAY)


class PageReader:
    """Reads pages one after another and keeps every mistake. `law` are the rules and numbers that stand already."""

    def __init__(self, acts: Mapping[str, Act], catalogue: Catalogue, law: Rulebook | None = None) -> None:
        self.acts = acts
        self.catalogue = catalogue
        self.numbers: dict[str, Number] = {} if law is None else {**law.numbers.by_name}
        self.rules: list[Rule] = [] if law is None else [*law.rules]
        self._written = {rule.written_as for rule in self.rules}
        self.mistakes: list[str] = []
        self.lines: dict[str, str] = {}

    def read(self, path: Path, name: str) -> None:
        """Read one page; `name` stands in front of its mistakes."""
        try:
            document = read_page(path, name)
            page = PageEntry.model_validate(document.data)
        except RulebookRefused as refused:
            self.mistakes += refused.mistakes
        except ValidationError as error:
            self.mistakes += [_with_rule(line, document) for line in mistakes_of(error, document, root=PageEntry)]
        else:
            for number, entry in page.numbers.items():
                self._number(number, entry, document)
            self.mistakes += [f"{document.at(('examples',))}: {what}" for what in _poor_page_examples(page)]
            for index, written in enumerate(page.rules):
                self._rule(page, written, document, index)

    def check_slots(self) -> None:
        """Find the names in sentences that are neither a number nor a date, once all pages are read."""
        for rule in self.rules:
            for slot in sorted(self._slots(rule) - {str(clock) for clock in Clock} - set(self.numbers)):
                self._mistake(rule.id, f"says {{{slot}}}, which is not a number or a date{did_you_mean(slot, [*self.numbers, *Clock])}")
            weeks = getattr(rule.then, "weeks_back", None)
            if weeks is not None and weeks not in self.numbers:
                self._mistake(rule.id, f'weeks_back names "{weeks}", which is not a number{did_you_mean(weeks, list(self.numbers))}')

    @staticmethod
    def _slots(rule: Rule) -> set[str]:
        texts = [rule.says, rule.short, rule.open_norm, *(getattr(rule.then, key, None) for key in ("where", "before", "takes"))]
        return {slot for text in texts if isinstance(text, Text) for slot in text.slots}

    def _mistake(self, where: str, what: str) -> None:
        self.mistakes.append(f"{self.lines[where]}: {what}")

    def citations(self, cites: Sequence[Cite], where: str) -> tuple[Citation, ...]:
        """The articles of `where`, a name that stands in `lines`. A municipality's own regulation may be cited in any form."""
        found = []
        for cite in cites:
            name, _, place = cite.cite.partition(" ")
            own = name in self.acts and self.acts[name].address is not None
            split = (name, place, False) if own else split_cite(cite.cite)
            if split is None:
                self._mistake(where, f'"{cite.cite}" is not a citation; write it as WI2021 art. 7 lid 1 onder a')
            elif split[0] not in self.acts:
                self._mistake(where, f'"{split[0]}" is not in acts.yaml{did_you_mean(split[0], list(self.acts))}')
            else:
                found.append(
                    Citation(cite.cite, self.acts[split[0]], split[1], split[2], cite.quote, cite.checked_on, cite.certainty or "read")
                )
        return tuple(found)

    def _number(self, name: str, entry: NumberEntry, document: Document) -> None:
        self.lines[name] = f"{document.at(('numbers', name))}, number {name}"
        if name in self.numbers:
            self._mistake(name, f"this number stands on {self.numbers[name].page} too; keep one")
        values = tuple(sorted(entry.values.items()))
        line = document.line(("numbers", name))
        self.numbers[name] = Number(
            name, entry.unit, values, self.citations(entry.law, name), document.name, line, entry.checked_on, entry.note, entry.source
        )

    def _rule(self, page: PageEntry, written: RuleEntry, document: Document, index: int) -> None:
        where = f"{document.at(('rules', index))}, rule {written.id}"
        if written.id in self._written:
            self.mistakes.append(f"{where}: this id is used twice; an id is never used again")
            return
        self._written.add(written.id)
        for part in written.for_each or (None,):
            rule = self._expanded(page, written, part, document, index, where)
            self.rules.append(rule)
            self.mistakes += [f"{where}: {what}" for what in _loose_ends(rule, self.catalogue)]
        self.mistakes += [f"{where}: {what}" for what in _poor_examples(page, written, self.catalogue)]

    def _expanded(self, page: PageEntry, written: RuleEntry, part: str | None, document: Document, index: int, where: str) -> Rule:
        id = written.id if part is None else f"{written.id}:{part}"  # noqa: A001 - the field's word
        self.lines[id] = where
        name = self.catalogue.components[part].name if part is not None and part in self.catalogue.components else None
        slots: dict[str, str | Text] = {} if name is None else {"part": name}
        when = {**page.applies_to, **written.when}
        assumed = {fact: words[0] for fact, words in page.applies_to.items()}
        return Rule(
            id=id,
            topic=page.topic,
            page=document.name,
            line=document.line(("rules", index)),
            stage=page.stage,
            says=written.says.filled(slots),
            short=None if written.short is None else written.short.filled(slots),
            law=self.citations(written.law, id),
            in_force=_validity(written.in_force),
            when=tuple(law.Condition(_named(fact, part), words) for fact, words in when.items()),
            then=_consequence(written.then, part, slots, self.catalogue),
            final_word=written.final_word,
            open_norm=written.open_norm,
            examples=tuple(
                law.Example(name, {_named(fact, part): word for fact, word in given.items() if word != "unknown"}, expect)
                for name, given, expect in _in_full(page, written, assumed)
            ),
            written_as=written.id,
            replaces=written.replaces,
        )


def _with_rule(line: str, document: Document) -> str:
    """Put the id of the rule behind the line number, where the mistake stands in a rule."""
    where, _, what = line.partition(": ")
    number = int(where.rsplit(":", 1)[1])
    rules = document.data.get("rules") if isinstance(document.data, dict) else None
    found = None
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        if document.line(("rules", index)) <= number and isinstance(rule, dict):
            found = rule.get("id")
    return f"{where}, rule {found}: {what}" if found else line


def _named(name: str, part: str | None) -> str:
    return name if part is None else name.replace("{part}", part)


def _consequence(then: ThenEntry, part: str | None, slots: Mapping[str, str | Text], catalogue: Catalogue) -> law.Consequence:
    def parts(names: tuple[str, ...] | None) -> tuple[str, ...]:
        return tuple(_named(name, part) for name in names or ())

    def filled(text: Text | None) -> Text | None:
        return None if text is None else text.filled(slots)

    topic = catalogue.topics.get(then.suggests or then.about or "", _NO_TOPIC)
    kind = then.kind or topic.kind or _kind_by_name(then)
    needs_open = catalogue.parts(parts(then.needs_open) if then.needs_open is not None else topic.needs_open)
    match then.verb:
        case "concludes":
            ((fact, word),) = (then.concludes or {}).items()
            return law.Concludes(_named(fact, part), word)
        case "requires":
            return law.Requires(parts(then.requires), then.at_level)
        case "releases":
            return law.Releases(parts(then.releases))
        case "eases" if then.to_level is not None:
            return law.Eases(parts(then.eases), then.to_level)
        case "fulfils":
            return law.Fulfils(parts(then.fulfils), then.at_level)
        case "dates":
            return law.Dates(str(then.dates), kind, needs_open, then.when_passed)
        case "refers":
            return law.Refers(then.refers or "", then.about, parts(then.for_), kind, needs_open, then.when_passed)
        case _:
            return law.Suggests(
                step=then.suggests or "",
                authority=then.with_ or "",
                where=filled(then.where),
                before=filled(then.before),
                takes=filled(then.takes),
                components=parts(then.for_),
                level=then.at_level,
                during=then.while_ or Standing.OPEN,
                weeks_back=then.weeks_back,
                kind=kind,
                needs_open=needs_open,
                when_passed=then.when_passed,
            )


_NO_TOPIC = TopicEntry()


def _kind_by_name(then: ThenEntry) -> StepKind:
    """What a line is for that neither its rule nor its topic says: by its verb, and by the first word of a step."""
    if then.suggests is None:
        return StepKind.KNOW
    return {"ask": StepKind.ASK, "know": StepKind.KNOW}.get(then.suggests.partition("_")[0], StepKind.DO)


def _loose_ends(rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    """Names in a rule that the catalogue does not have."""
    asked = [(condition.fact, word) for condition in rule.when for word in condition.words]
    given = [(fact, word) for example in rule.examples for fact, word in example.given.items()]
    concluded = [(rule.then.fact, rule.then.word)] if isinstance(rule.then, law.Concludes) else []
    for fact, word in [*asked, *given, *concluded]:
        entry = catalogue.facts.get(fact)
        if entry is None:
            yield f'"{fact}" is not in facts/{did_you_mean(fact, list(catalogue.facts))}'
        elif word not in entry.values:
            yield f'"{word}" is not a word of {fact}{did_you_mean(word, list(entry.values))} (its words: {", ".join(entry.values)})'
    for fact, _ in concluded:
        if fact in catalogue.facts and not catalogue.facts[fact].concluded:
            yield f"{fact} is told by somebody, so a rule cannot conclude it; mark it concluded: true in facts/, or conclude another fact"
    for component in (*getattr(rule.then, "components", ()), *rule.needs_open):
        if component not in catalogue.components:
            yield f'"{component}" is not in components.yaml{did_you_mean(component, list(catalogue.components))}'
    for authority in (rule.final_word, getattr(rule.then, "authority", None)):
        if authority is not None and authority not in catalogue.authorities:
            yield f'"{authority}" is not in authorities.yaml{did_you_mean(authority, list(catalogue.authorities))}'


def _first_that_applies(written: RuleEntry) -> ExampleEntry | None:
    return next((one for one in written.examples if one.expect is Outcome.APPLIES), None)


def _in_full(page: PageEntry, written: RuleEntry, assumed: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str], Outcome]]:
    """Each example of a rule with all its facts, whether it is written with `given` or `but`, and those of the page."""
    first = _first_that_applies(written)
    for one in (*written.examples, *_of_page(page, written)):
        if one.but is None or first is None:
            yield one.name, {**assumed, **one.given}, one.expect
        else:
            yield from ((name, {**assumed, **first.given, **changed}, one.expect) for name, changed in _each_word(one.name, one.but))


def _each_word(name: str, but: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """One near miss for each word of a list; its word stands behind the name."""
    lists = [fact for fact, words in but.items() if len(words) > 1]
    for words in product(*but.values()):
        changed = dict(zip(but, words, strict=True))
        told = ", ".join(changed[fact] for fact in lists)
        yield (f"{name} ({told})" if told else name), changed


def _of_page(page: PageEntry, written: RuleEntry) -> Iterator[ExampleEntry]:
    """The near misses of `applies_to` for a rule that leaves their facts to the page."""
    for one in page.examples:
        if not (one.but or {}).keys() & written.when.keys():
            yield one


def _can_fail(fact: str, words: Sequence[str], written: RuleEntry, catalogue: Catalogue) -> bool:
    """Whether some word of this fact is not asked for; a condition with all its words asks only whether it is known."""
    entry = catalogue.facts.get(_named(fact, next(iter(written.for_each), None)))
    return entry is None or not set(entry.values) <= set(words)


def _poor_page_examples(page: PageEntry) -> Iterator[str]:
    for one in page.examples:
        if one.but is None or not one.but.keys() <= page.applies_to.keys():
            yield f'the example "{one.name}" of the page changes something else than applies_to; write but, with facts of applies_to only'


def _poor_examples(page: PageEntry, written: RuleEntry, catalogue: Catalogue) -> Iterator[str]:
    found = {example.expect for example in (*written.examples, *_of_page(page, written))}
    first = _first_that_applies(written)
    if first is not None and first.but is not None:
        yield f'the example "{first.name}" is the first that applies, so it has nothing to differ from; write given in place of but'
    if Outcome.APPLIES not in found:
        yield "has no example that applies; add one"
    if Outcome.DOES_NOT_APPLY not in found and any(_can_fail(fact, words, written, catalogue) for fact, words in written.when.items()):
        yield "has no example that does not apply; add one"
