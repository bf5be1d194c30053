"""Every article and paragraph of the law: what this guide does with it, and which rules and numbers stand on it.

`rules/omissions.yaml` gives the treatment of each place; the rules that cite it are found here, so that no list of ids can grow old.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple, Self

from pydantic import BeforeValidator, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from route_advisor.documents.mistakes import mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import Rulebook, shipped_folder
from route_advisor.rulebook.catalogue import read_page
from route_advisor.rulebook.citation import Citation
from route_advisor.rulebook.entries import Entry
from route_advisor.text import Text, WrittenText

OMISSIONS = "omissions.yaml"
_NUMBER = r"[0-9]+[a-z]*"
_ARTICLE = rf"{_NUMBER}(?:\.{_NUMBER})?"
_KEY = re.compile(rf"^(?:bijlage (?P<annex>[0-9a-z]+)|(?P<first>{_ARTICLE})(?: tot en met (?P<last>{_ARTICLE}))?)(?: lid (?P<leden>.+))?$")
_LEDEN = re.compile(rf"(?P<first>{_NUMBER})(?: tot en met (?P<last>{_NUMBER}))?")
_CITED = re.compile(
    rf"^(?: tot en met (?P<last>{_ARTICLE}))?(?: lid (?P<leden>{_NUMBER}(?: tot en met {_NUMBER})?(?:(?:, | en ){_NUMBER}(?: tot en met {_NUMBER})?)*))?"
)
_LAST_PART = re.compile(r"^(.*?)([0-9]+)$")


class Treatment(StrEnum):
    """What this guide does with an article or paragraph."""

    MODELLED = "modelled"
    AUTHORITY_DECIDES = "authority_decides"
    NOT_ABOUT_THE_PERSON = "not_about_the_person"
    LEFT_OUT = "left_out"


class Place(NamedTuple):
    """A place in the law: an act, an article (or `bijlage 6a`), and a paragraph where one is meant."""

    act: str
    article: str
    lid: str | None = None

    def __str__(self) -> str:
        article = self.article if self.article.startswith("bijlage") else f"art. {self.article}"
        return f"{self.act} {article}" + (f" lid {self.lid}" if self.lid else "")


@dataclass(frozen=True, slots=True)
class Placed:
    """How one place is treated, why where it is not modelled, and what stands on it."""

    place: Place
    treatment: Treatment
    why: Text | None
    rules: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


class TreatmentEntry(Entry):
    """A line of `omissions.yaml`."""

    treatment: Annotated[Treatment, BeforeValidator(lambda word: Treatment(word) if word in set(Treatment) else word)]
    why: WrittenText | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if (self.why is None) != (self.treatment is Treatment.MODELLED):
            raise PydanticCustomError("why", "give why for what is not modelled, and only for that")
        return self


@dataclass(frozen=True, slots=True)
class CoverageOfLaw:
    """The treatment of every place in the law."""

    placed: Mapping[Place, Placed]
    citing_rules: Mapping[Place, tuple[str, ...]]
    citing_numbers: Mapping[Place, tuple[str, ...]]

    def of(self, place: Place) -> Placed | None:
        """What is done with a place: its own line, else that of the whole article; `None` where neither is listed.

        The rules and numbers are those that cite this paragraph, or the whole article.
        """
        own = self.placed.get(place) or self.placed.get(Place(place.act, place.article))
        if own is None:
            return None
        rules, numbers = (self._citing(place, found) for found in (self.citing_rules, self.citing_numbers))
        return Placed(place, own.treatment, own.why, rules, numbers)

    @staticmethod
    def _citing(place: Place, found: Mapping[Place, tuple[str, ...]]) -> tuple[str, ...]:
        whole = Place(place.act, place.article)
        here = [*found.get(place, ()), *(found.get(whole, ()) if place != whole else ())]
        return tuple(dict.fromkeys(here))

    def counts(self) -> Mapping[Treatment, int]:
        """How many lines of `omissions.yaml` have each treatment."""
        counted = Counter(one.treatment for one in self.placed.values())
        return {treatment: counted[treatment] for treatment in Treatment}


def coverage_of_law(rulebook: Rulebook, folder: Path | None = None) -> CoverageOfLaw:
    """The treatment of each place that `omissions.yaml` in `folder` (the shipped one unless given) lists, with what cites it.

    Raises `RulebookRefused`, with one line per mistake, where the page cannot be read or lists a place twice.
    """
    rules: defaultdict[Place, list[str]] = defaultdict(list)
    numbers: defaultdict[Place, list[str]] = defaultdict(list)
    for rule in rulebook.rules:
        for place in (place for citation in rule.law for place in places_of(citation)):
            rules[place].append(rule.written_id)
    for number in rulebook.numbers.by_name.values():
        for place in (place for citation in number.law for place in places_of(citation)):
            numbers[place].append(number.name)
    return CoverageOfLaw(_placed(folder or shipped_folder()), _unique(rules), _unique(numbers))


def _unique(found: Mapping[Place, list[str]]) -> dict[Place, tuple[str, ...]]:
    return {place: tuple(dict.fromkeys(names)) for place, names in found.items()}


def places_of(citation: Citation) -> tuple[Place, ...]:
    """The places that a citation names: its paragraphs, or the article where it names none."""
    act = citation.act.id
    if citation.annex:
        return (Place(act, f"bijlage {citation.article}"),)
    after = citation.cite.partition(f"art. {citation.article}")[2]
    found = _CITED.match(after)
    articles = _span(citation.article, found["last"]) if found and found["last"] else (citation.article,)
    leden = tuple(_leden(found["leden"])) if found and found["leden"] else (None,)
    return tuple(Place(act, article, lid) for article in articles for lid in leden)


def _placed(folder: Path) -> dict[Place, Placed]:
    document = read_page(folder / OMISSIONS, OMISSIONS)
    try:
        acts = TypeAdapter(dict[str, dict[str, TreatmentEntry]]).validate_python(document.data)
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=TreatmentEntry, under=2)) from None
    found: dict[Place, Placed] = {}
    mistakes = []
    for act, lines in acts.items():
        for key, entry in lines.items():
            places = tuple(_places_of_key(act, key))
            twice = [str(place) for place in places if place in found]
            if not places or twice:
                reason = f"{', '.join(twice)} stands here a second time; keep one" if twice else 'is not a place; write "14" or "14 lid 4"'
                mistakes.append(f"{document.at((act, key))}: {key}: {reason}")
            found |= {place: Placed(place, entry.treatment, entry.why) for place in places}
    if mistakes:
        raise RulebookRefused(mistakes)
    return found


def _places_of_key(act: str, key: str) -> Iterator[Place]:
    found = _KEY.match(key)
    if found is None:
        return
    if found["annex"]:
        yield Place(act, f"bijlage {found['annex']}")
        return
    for article in _span(found["first"], found["last"]) if found["last"] else (found["first"],):
        yield from (Place(act, article, lid) for lid in (_leden(found["leden"]) if found["leden"] else (None,)))


def _leden(text: str) -> Iterator[str]:
    for found in _LEDEN.finditer(text):
        yield from _span(found["first"], found["last"]) if found["last"] else (found["first"],)


def _span(first: str, last: str) -> tuple[str, ...]:
    """All numbers from one to the other: `8.1` to `8.3` is 8.1, 8.2, 8.3."""
    start, end = _LAST_PART.match(first), _LAST_PART.match(last)
    if start is None or end is None or start[1] != end[1]:
        return (first, last)
    return tuple(f"{start[1]}{number}" for number in range(int(start[2]), int(end[2]) + 1))
