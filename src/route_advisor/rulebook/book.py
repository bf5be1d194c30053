"""Read a folder of rules; find one by its id; the shipped rulebook; the hash of its content."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from route_advisor.documents.mistakes import did_you_mean
from route_advisor.errors import NotInRulebook, RulebookRefused
from route_advisor.messages import Message
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.citation import Act
from route_advisor.rulebook.compiled import compiled_pages, pages_of
from route_advisor.rulebook.folder import hash_of_folder
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.overlay import Overlay, catalogue_with, hash_with, overlays_for, rules_with
from route_advisor.rulebook.rule import Rule, Rules
from route_advisor.rulebook.topics import Topics, topics_of

if TYPE_CHECKING:
    from route_advisor.rulebook.guide_pages import GuidePage
    from route_advisor.rulebook.interview_page import AskEntry


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
    interview: "Mapping[str, AskEntry]" = field(default_factory=dict)
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
            raise NotInRulebook(Message("not_a_rule", word=id, hint=did_you_mean(id, list(self._by_id))))
        return self._by_id[id]

    def written(self, id: str) -> tuple[Rule, ...]:  # noqa: A002 - the field's word
        """The rules written under this id: several where it speaks of several components. Raises `NotInRulebook`."""
        found = tuple(rule for rule in self.rules if id in (rule.id, rule.written_as))
        return found or (self.rule(id),)

    def in_force(self, on: date) -> Rules:
        """The rules in force on a day, in the order of the pages."""
        return self._in_force_from(self.epoch(on))

    def epoch(self, on: date) -> date:
        """The last day, up to `on`, on which the set of rules in force changed."""
        return self._starts[bisect_right(self._starts, on) - 1]

    @cached_property
    def guides(self) -> "Mapping[str, GuidePage]":
        """Pages about one topic for everybody, by topic, read when somebody asks. They change no advice, and are no part of the hash.

        Raises `RulebookRefused` with one line per mistake.
        """
        from route_advisor.rulebook.guide_pages import read_guides  # noqa: PLC0415 - for who asks

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
        return {start: self._in_force_from(start) for start in self._starts}

    @cached_property
    def _starts(self) -> tuple[date, ...]:
        """The first days of the epochs, the earliest first."""
        days = {rule.in_force for rule in self.rules}
        return tuple(sorted({date.min} | {bound for one in days for bound in one.bounds()}))

    @cached_property
    def _rules_of_epochs(self) -> dict[date, Rules]:
        return {}

    def _in_force_from(self, start: date) -> Rules:
        """The rules of one epoch, looked up once: one advice asks those of one."""
        found = self._rules_of_epochs.get(start)
        return found or self._rules_of_epochs.setdefault(start, Rules(rule for rule in self.rules if start in rule.in_force))


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
    pages, digest = compiled_pages(folder)
    return Rulebook(pages.acts, pages.catalogue, pages.numbers, pages.rules, digest, folder, interview=pages.interview)


def shipped_folder() -> Path:
    """Where the shipped pages are: in the package when installed, beside `src/` in a checkout."""
    package = Path(__file__).parents[1]
    for folder in (package / "_rules", package.parent.parent / "rules"):
        if (folder / "acts.yaml").is_file():
            return folder
    raise RulebookRefused([Message("rulebook_missing")])


def _read(folder: Path) -> Rulebook:
    pages = pages_of(folder)
    return Rulebook(pages.acts, pages.catalogue, pages.numbers, pages.rules, hash_of_folder(folder), folder, interview=pages.interview)
