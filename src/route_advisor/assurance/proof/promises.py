"""What a rulebook promises to everybody, whatever is known: read from `promises.yaml`, proven by `prove`.

    split_by: regime
    promises:
      - id: the-acts-never-mix
        says:
          en: Nobody gets lines of both acts.
          nl: Niemand krijgt regels van beide wetten.
        law: [{cite: WI2021 art. 54 lid 1, checked_on: 2026-11-23}]
        never_together: [wet-inburgering-2013/, wet-inburgering-2021/]

Each promise has one form: `never_says`, `stands`, `never_together`, `decided`, `told_once_known` or `more_never_opens`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import did_you_mean, mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import read_page
from route_advisor.rulebook.citation import split_cite
from route_advisor.rulebook.entries import Entry, FactEntry, LawDay, Names, Word
from route_advisor.rulebook.pages import Cite, WhenEntry
from route_advisor.rulebook.rule import Condition
from route_advisor.text import WrittenText
from route_advisor.vocabulary import Clock, Standing

PAGE = "promises.yaml"
UNKNOWN_WORD = "unknown"
"""In `while`: nobody told us this fact."""

_STANDINGS = {str(standing): standing for standing in Standing}
StandingWord = Annotated[Standing, BeforeValidator(lambda value: _STANDINGS.get(value, value) if isinstance(value, str) else value)]
_CLOCKS = {str(clock): clock for clock in Clock}


def _clock(value: object) -> object:
    return _CLOCKS.get(value, value) if isinstance(value, str) else value


Strings = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(strict=False, min_length=1)]

FORMS: Mapping[str, tuple[str, ...]] = {
    "never_says": ("while_",),
    "stands": ("while_",),
    "never_together": ("besides",),
    "decided": (),
    "told_once_known": (),
    "more_never_opens": ("keeps", "keeps_dates"),
}
"""The forms of a promise, and the keys that may stand beside each."""


class Promise(Entry):
    """One promise: its sentence, the law it rests on where there is one, and one form."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    says: WrittenText
    law: tuple[Cite, ...] = Field(default=(), strict=False)
    source: str | None = None
    """What it rests on where that is no act of this rulebook, such as a judgment."""
    while_: WhenEntry = Field(default_factory=dict, alias="while")
    """Only for people of whom each of these facts has one of these words; `unknown` where nobody told it."""
    never_says: Strings | None = None
    """Words that no rule says to them, in any language; `*` stands for any letters: `terugbetal*`."""
    stands: Mapping[Word, Annotated[tuple[StandingWord, ...], Field(strict=False, min_length=1)]] | None = None
    """For a component the only standings it has for them."""
    never_together: Annotated[Strings, Field(min_length=2)] | None = None
    """Pages or folders of which no two have a rule that applies to one person."""
    besides: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """The ids of rules that may meet, and facts: rules that conclude one of these may meet too."""
    decided: Word | None = None
    """A fact that somebody decides: no rule concludes it, and while it is unknown no rule that asks it applies."""
    told_once_known: Annotated[Names, Field(min_length=1)] | None = None
    """Once these facts are known some rule says a word about each component: why it is no part, or that it is one."""
    more_never_opens: bool | None = None
    """With more of the facts that grow no component that was closed opens again."""
    keeps: Names = ()
    """Facts whose word stays the same with more of the facts that grow."""
    keeps_dates: tuple[Annotated[Clock, BeforeValidator(_clock)], ...] = Field(default=(), strict=False)
    """Dates that a rule keeps fixing with more of the facts that grow."""

    @property
    def form(self) -> str:
        """The key that says what is promised."""
        return next(form for form in FORMS if getattr(self, form) is not None)

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [form for form in FORMS if getattr(self, form) is not None]
        if len(forms) != 1 or self.more_never_opens is False:
            found = ", ".join(forms) or "none"
            raise PydanticCustomError(
                "form", "a promise has exactly one of {forms}; found {found}", {"forms": ", ".join(FORMS), "found": found}
            )
        stray = sorted({key for keys in FORMS.values() for key in keys} & self.model_fields_set - {*FORMS[forms[0]]})
        if stray:
            raise PydanticCustomError(
                "form", "{stray} does not go with {form}; leave it out", {"stray": stray[0].rstrip("_"), "form": forms[0]}
            )
        return self


class Nobody(Entry):
    """People who cannot be, and whom the proof leaves out: each of these facts has one of these words, on these days."""

    says: WrittenText
    is_: WhenEntry = Field(alias="is")
    from_: LawDay = Field(default=FIRST_DAY, alias="from")
    until: LawDay = LAST_DAY


class PromisesEntry(Entry):
    """The page as it is written."""

    split_by: Word | None = None
    nobody: Annotated[tuple[Nobody, ...], Field(strict=False)] = ()
    promises: Annotated[tuple[Promise, ...], Field(strict=False)] = ()


@dataclass(frozen=True)
class Promises:
    """What one rulebook promises, and the fact by whose words the proof is split."""

    split_by: str | None = None
    each: tuple[Promise, ...] = ()
    nobody: tuple[Nobody, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words of each fact."""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids, in the order of the page."""
        return tuple(promise.id for promise in self.each)

    def asks(self) -> Iterator[Condition]:
        """The facts and words that these promises tell apart, as rules ask them; no words where only being known counts."""
        for told in (*(promise.while_ for promise in self.each), *(one.is_ for one in self.nobody)):
            yield from (Condition(name, words) for name, words in told.items())
        for promise in self.each:
            yield from (Condition(name, ()) for name in promise.told_once_known or ())
            yield from (Condition(name, (word,)) for name in promise.keeps for word in self.words[name])
        if self.split_by is not None:
            yield from (Condition(self.split_by, (word,)) for word in self.words[self.split_by])


def read_promises(rulebook: Rulebook) -> Promises:
    """The promises of a rulebook; none where it has no such page. Raises `RulebookRefused` with one line per mistake."""
    folder = rulebook.folder
    if folder is None or not (folder / PAGE).is_file():
        return Promises()
    document = read_page(folder / PAGE, PAGE)
    try:
        page = PromisesEntry.model_validate(document.data)
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=PromisesEntry)) from None
    mistakes = list(_loose_ends(page, document, rulebook))
    if mistakes:
        raise RulebookRefused(mistakes)
    words = {name: tuple(entry.values) for name, entry in rulebook.catalogue.facts.items()}
    return Promises(page.split_by, page.promises, page.nobody, words)


def _loose_ends(page: PromisesEntry, document: Document, rulebook: Rulebook) -> Iterator[str]:
    facts = rulebook.catalogue.facts
    if page.split_by is not None and page.split_by not in facts:
        yield f'{document.at(("split_by",))}: "{page.split_by}" is not in facts/{did_you_mean(page.split_by, list(facts))}'
    for index, one in enumerate(page.nobody):
        where = document.at(("nobody", index))
        yield from (f'{where}: "{name}" is not in facts/{did_you_mean(name, list(facts))}' for name in one.is_ if name not in facts)
        yield from (f"{where}: {what}" for what in _unknown_words(one.is_, facts))
    ids = [promise.id for promise in page.promises]
    for index, promise in enumerate(page.promises):
        where = f"{document.at(('promises', index))}, promise {promise.id}"
        if promise.id in ids[:index]:
            yield f"{where}: this id is used twice; give each promise its own"
        yield from (f"{where}: {what}" for what in _unknown_names(promise, rulebook))


def _unknown_words(told: Mapping[str, tuple[str, ...]], facts: Mapping[str, FactEntry]) -> Iterator[str]:
    for name, words in told.items():
        known = (*facts[name].values, UNKNOWN_WORD) if name in facts else words
        yield from (f'"{word}" is not a word of {name} (its words: {", ".join(known)})' for word in words if word not in known)


def _unknown_names(promise: Promise, rulebook: Rulebook) -> Iterator[str]:
    facts, components = rulebook.catalogue.facts, rulebook.catalogue.components
    named = (*promise.while_, *promise.keeps, *(promise.told_once_known or ()), *((promise.decided,) if promise.decided else ()))
    yield from (f'"{name}" is not in facts/{did_you_mean(name, list(facts))}' for name in named if name not in facts)
    yield from _unknown_words(promise.while_, facts)
    for component in promise.stands or {}:
        if component not in components:
            yield f'"{component}" is not in components.yaml{did_you_mean(component, list(components))}'
    ids = {rule.written_as for rule in rulebook.rules}
    for name in promise.besides:
        if name not in ids and name not in facts:
            yield f'"{name}" is not a rule or a fact{did_you_mean(name, [*ids, *facts])}'
    for page in promise.never_together or ():
        if not any(rule.page.startswith(page) for rule in rulebook.rules):
            yield f'"{page}" is not a page or a folder with rules; write it as wet-inburgering-2021/'
    for cite in promise.law:
        split = split_cite(cite.cite)
        if split is None or split[0] not in rulebook.acts:
            yield f'"{cite.cite}" is not a citation of an act in acts.yaml; write it as WI2021 art. 7 lid 1'
