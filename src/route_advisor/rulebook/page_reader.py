"""A page of rules and numbers read into rules: what it means, and each name in it that the rulebook does not have."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from route_advisor.dates import LAST_DAY, Validity
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import did_you_mean, mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.messages import Message
from route_advisor.rulebook import rule as law
from route_advisor.rulebook.catalogue import Catalogue, read_page
from route_advisor.rulebook.citation import Act, Citation, split_cite
from route_advisor.rulebook.entries import TopicEntry
from route_advisor.rulebook.numbers import Number
from route_advisor.rulebook.pages import Cite, ExampleEntry, InForce, NumberEntry, PageEntry, RuleEntry, ThenEntry
from route_advisor.rulebook.rule import Rule
from route_advisor.text import Text
from route_advisor.vocabulary import Clock, Outcome, Standing, StepKind

_NONE: Mapping[str, Number] = MappingProxyType({})


def validity(in_force: InForce) -> Validity:
    """From which day up to which a page says that something holds."""
    return Validity(in_force.from_, in_force.until or LAST_DAY)


class PageReader:
    """Reads pages of rules one after another and keeps every mistake. `rules` and `numbers` are those that stand already."""

    def __init__(
        self, acts: Mapping[str, Act], catalogue: Catalogue, rules: Sequence[Rule] = (), numbers: Mapping[str, Number] = _NONE
    ) -> None:
        self.acts = acts
        self.catalogue = catalogue
        self.numbers: dict[str, Number] = {**numbers}
        self.rules: list[Rule] = [*rules]
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
            self.mistakes += [Message("at", place=document.at(("examples",)), what=what) for what in _poor_page_examples(page)]
            for index, written in enumerate(page.rules):
                self._rule(page, written, document, index)

    def check_slots(self) -> None:
        """Find the names in sentences that are neither a number nor a date, once all pages are read."""
        for rule in self.rules:
            for slot in sorted(self._slots(rule) - {str(clock) for clock in Clock} - set(self.numbers)):
                self._mistake(rule.id, Message("unknown_slot", slot=slot, hint=did_you_mean(slot, [*self.numbers, *Clock])))
            weeks = getattr(rule.then, "weeks_back", None)
            if weeks is not None and weeks not in self.numbers:
                self._mistake(rule.id, Message("weeks_back_of_nothing", word=weeks, hint=did_you_mean(weeks, list(self.numbers))))

    @staticmethod
    def _slots(rule: Rule) -> set[str]:
        texts = [
            rule.says,
            rule.short,
            rule.before_what,
            rule.open_norm,
            *(getattr(rule.then, key, None) for key in ("where", "before", "takes")),
        ]
        return {slot for text in texts if isinstance(text, Text) for slot in text.slots}

    def _mistake(self, where: str, what: str) -> None:
        self.mistakes.append(Message("at", place=self.lines[where], what=what))

    def citations(self, cites: Sequence[Cite], where: str) -> tuple[Citation, ...]:
        """The articles of `where`, a name that stands in `lines`. A municipality's own regulation may be cited in any form."""
        found = []
        for cite in cites:
            name, _, place = cite.cite.partition(" ")
            own = name in self.acts and self.acts[name].address is not None
            split = (name, place, False) if own else split_cite(cite.cite)
            if split is None:
                self._mistake(where, Message("not_a_citation", word=cite.cite))
            elif split[0] not in self.acts:
                self._mistake(where, Message("not_in", word=split[0], where="acts.yaml", hint=did_you_mean(split[0], list(self.acts))))
            else:
                found.append(
                    Citation(cite.cite, self.acts[split[0]], split[1], split[2], cite.quote, cite.checked_on, cite.certainty or "read")
                )
        return tuple(found)

    def _number(self, name: str, entry: NumberEntry, document: Document) -> None:
        self.lines[name] = Message("number_at", place=document.at(("numbers", name)), name=name)
        if name in self.numbers:
            self._mistake(name, Message("number_twice", page=self.numbers[name].page))
        values = tuple(sorted(entry.values.items()))
        line = document.line(("numbers", name))
        self.numbers[name] = Number(
            name, entry.unit, values, self.citations(entry.law, name), document.name, line, entry.checked_on, entry.note, entry.source
        )

    def _rule(self, page: PageEntry, written: RuleEntry, document: Document, index: int) -> None:
        where = Message("rule_at", place=document.at(("rules", index)), rule=written.id)
        if written.id in self._written:
            self.mistakes.append(Message("at", place=where, what=Message("this_id_twice")))
            return
        self._written.add(written.id)
        for part in written.for_each or (None,):
            rule = self._expanded(page, written, part, document, index, where)
            self.rules.append(rule)
            self.mistakes += [Message("at", place=where, what=what) for what in _loose_ends(rule, self.catalogue)]
        self.mistakes += [Message("at", place=where, what=what) for what in _poor_examples(page, written, self.catalogue)]

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
            before_what=None if written.before_what is None else written.before_what.filled(slots),
            law=self.citations(written.law, id),
            in_force=validity(written.in_force),
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
    where, _, text = line.partition(": ")
    what = line.values["what"] if isinstance(line, Message) else text
    number = int(where.rsplit(":", 1)[1])
    rules = document.data.get("rules") if isinstance(document.data, dict) else None
    found = None
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        if document.line(("rules", index)) <= number and isinstance(rule, dict):
            found = rule.get("id")
    return Message("at", place=Message("rule_at", place=where, rule=found), what=what) if found else line


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
            yield Message("not_in", word=fact, where="facts/", hint=did_you_mean(fact, list(catalogue.facts)))
        elif word not in entry.values:
            hint = did_you_mean(word, list(entry.values))
            yield Message("not_a_word_of_a_fact", word=word, name=fact, hint=hint, allowed=", ".join(entry.values))
    for fact, _ in concluded:
        if fact in catalogue.facts and not catalogue.facts[fact].concluded:
            yield Message("told_and_concluded", fact=fact)
    for component in (*getattr(rule.then, "components", ()), *rule.needs_open):
        if component not in catalogue.components:
            yield Message("not_in", word=component, where="components.yaml", hint=did_you_mean(component, list(catalogue.components)))
    for authority in (rule.final_word, getattr(rule.then, "authority", None)):
        if authority is not None and authority not in catalogue.authorities:
            yield Message("not_in", word=authority, where="authorities.yaml", hint=did_you_mean(authority, list(catalogue.authorities)))


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
            yield Message("example_of_the_page", name=one.name)


def _poor_examples(page: PageEntry, written: RuleEntry, catalogue: Catalogue) -> Iterator[str]:
    found = {example.expect for example in (*written.examples, *_of_page(page, written))}
    first = _first_that_applies(written)
    if first is not None and first.but is not None:
        yield Message("first_example_differs", name=first.name)
    if Outcome.APPLIES not in found:
        yield Message("no_example_applies")
    if Outcome.DOES_NOT_APPLY not in found and any(_can_fail(fact, words, written, catalogue) for fact, words in written.when.items()):
        yield Message("no_example_fails")
