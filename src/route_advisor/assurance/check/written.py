"""The pages as they are written: the line of each thing, and the lists that only a check reads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.texts.pins import PINS
from route_advisor.assurance.texts.sentence_words import SENTENCE_WORDS
from route_advisor.documents.document import Document
from route_advisor.documents.document import Path as Keys
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import Rulebook, shipped_folder
from route_advisor.rulebook.catalogue import read_page
from route_advisor.rulebook.folder import CATALOGUE_PAGES, fact_pages
from route_advisor.rulebook.numbers import Number
from route_advisor.rulebook.rule import Rule

DISCRETION = "discretion.yaml"
RETIRED = "retired.yaml"
ONLY_CHECKED = (DISCRETION, RETIRED, PINS, SENTENCE_WORDS)
"""Pages that only a check reads: they change no advice and are no part of the hash."""


class WrittenPages:
    """The pages of one rulebook, read again where a finding needs their lines.

    A rulebook that was not read from a folder has no lines; what is found in its catalogue then stands at line 1.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.folder = rulebook.folder
        self._documents: dict[str, Document] = {}

    def document(self, page: str) -> Document:
        """A page as it is written; empty where it cannot be read."""
        if page not in self._documents:
            self._documents[page] = _read(self.folder, page)
        return self._documents[page]

    def at_rule(self, rule: Rule, says: str, *keys: str | int, gravity: Gravity = Gravity.MISTAKE) -> Finding:
        """A finding in a rule: at the line of these keys, else where the rule starts."""
        line = rule.line
        if keys:
            document = self.document(rule.page)
            line = max(line, document.line((*_place_of(rule, document), *keys)))
        return Finding(rule.page, line, f"rule {rule.written_id}", says, gravity)

    def at_number(self, number: Number, says: str, *keys: str | int, gravity: Gravity = Gravity.MISTAKE) -> Finding:
        """A finding in a dated number."""
        line = self.document(number.page).line(("numbers", number.name, *keys)) if keys else number.line
        return Finding(number.page, line, f"number {number.name}", says, gravity)

    def at_fact(self, name: str, says: str, *, gravity: Gravity = Gravity.MISTAKE) -> Finding:
        """A finding about a fact of the catalogue; `name` as rules ask it."""
        page, written = self._facts.get(name, ("facts.yaml", name))
        return Finding(page, self.document(page).line((written,)), f"fact {name}", says, gravity)

    def at_entry(self, page: str, name: str, says: str, *, gravity: Gravity = Gravity.MISTAKE) -> Finding:
        """A finding about an entry of a page of the catalogue."""
        return Finding(page, self.document(page).line((name,)), name, says, gravity)

    def written(self, rule: Rule) -> Mapping[str, Any]:
        """The rule as it stands on its page; empty for a rulebook without a folder."""
        found: Any = self.document(rule.page).data
        for key in _place_of(rule, self.document(rule.page)):
            found = found[key]
        return found if isinstance(found, Mapping) else {}

    def once(self) -> Iterator[Rule]:
        """One rule for each id on the pages, where one stands for several components."""
        yield from {rule.written_id: rule for rule in self.rulebook.rules}.values()

    def words(self, page: str) -> tuple[str, ...]:
        """The words on a page that is a list; those of the shipped page where this rulebook has none."""
        found = self.document(page).data
        if not isinstance(found, list) and page == DISCRETION:
            found = _read(shipped_folder(), page).data
        return tuple(str(word) for word in found) if isinstance(found, list) else ()

    def unread(self) -> Iterator[str]:
        """The files in the folder that look like pages and that nobody reads."""
        if self.folder is None:
            return
        known = {*CATALOGUE_PAGES, *ONLY_CHECKED, "facts.yaml"}
        yield from (path.name for path in sorted(self.folder.glob("*.yaml")) if path.name not in known)
        yield from (path.relative_to(self.folder).as_posix() for path in sorted(self.folder.rglob("*.yml")))

    @cached_property
    def _facts(self) -> Mapping[str, tuple[str, str]]:
        """For each fact its page, and its name as written there: `{part}` stands for each component of `for_each`."""
        found: dict[str, tuple[str, str]] = {}
        for page in fact_pages(self.folder) if self.folder is not None else ():
            data = self.document(page).data
            for name, entry in data.items() if isinstance(data, Mapping) else ():
                parts = entry.get("for_each") if isinstance(entry, Mapping) else None
                found |= {name.replace("{part}", part): (page, name) for part in parts or ("",)}
        return found


def _read(folder: Path | None, page: str) -> Document:
    try:
        return read_page(folder / page, page) if folder is not None else Document(page, None)
    except RulebookRefused:
        return Document(page, None)


def _place_of(rule: Rule, document: Document) -> Keys:
    rules = document.data.get("rules") if isinstance(document.data, Mapping) else None
    for index, written in enumerate(rules or ()):
        if isinstance(written, Mapping) and written.get("id") == rule.written_id:
            return ("rules", index)
    return ()


def by_written_id(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules by the id on the page, where one stands for several components."""
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        found[rule.written_id].append(rule)
    return dict(found)
