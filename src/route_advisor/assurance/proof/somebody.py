"""One person who shows that a claim fails: read by the plain twin, made smaller, and written as a scenario."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from route_advisor.assurance.cases.scenarios import Scenario, Told, told_about, who_only_reports
from route_advisor.errors import RulesContradict
from route_advisor.personal_file import SCHEMA, PersonalFile
from route_advisor.reasoning.components import Settled, settled
from route_advisor.rulebook.book import Rulebook
from route_advisor.vocabulary import Clock

_EMPTY = PersonalFile.model_validate({"schema": SCHEMA, "case_ref": "scenario"})
_WIDTH = 120


class Known(NamedTuple):
    """A word, and whether its keeper established it."""

    word: str
    firm: bool = True


Words = Mapping[str, Known]
"""What is known about a person."""


class Somebody(NamedTuple):
    """A person on a day, and the same person later, of whom more or other words are known."""

    on: date
    words: Words
    later: Words | None = None
    """What is then known; `None` where a claim is about one moment."""
    dates: tuple[str, ...] = ()
    """The dates that are known, of those a sentence may name."""


class Heard(NamedTuple):
    """What the plain twin says of one person: an answer, or that the rules contradict each other."""

    told: Told | None
    contradiction: str | None = None

    def settled(self, rulebook: Rulebook) -> Mapping[str, Settled]:
        """Where each component stands; nowhere where the rules contradict each other."""
        if self.told is None:
            return {}
        return {one.component: one for one in settled(rulebook.catalogue.components, self.told.verdicts)}


Shows = Callable[[Heard, Heard], bool]
"""Whether the twin's answers, now and later, show that a claim fails."""


def heard_now_and_later(somebody: Somebody, rulebook: Rulebook) -> tuple[Heard, Heard]:
    """What the twin says of this person now and later: twice the same for one moment."""
    now = heard(somebody.words, somebody, rulebook)
    return now, now if somebody.later is None else heard(somebody.later, somebody, rulebook)


def heard(words: Words, somebody: Somebody, rulebook: Rulebook) -> Heard:
    """What the twin says of a person of whom this is known."""
    teller = {name: (known.word, None if known.firm else who_only_reports(name, rulebook.catalogue)) for name, known in words.items()}
    dates = dict.fromkeys(somebody.dates, somebody.on)
    try:
        return Heard(told_about(Scenario("", "somebody", (), somebody.on, _EMPTY, teller, dates, {}), rulebook))
    except RulesContradict as contradiction:
        return Heard(None, str(contradiction))


def smallest(somebody: Somebody, shows: Shows, rulebook: Rulebook) -> Somebody | None:
    """The same person with every fact dropped that is not needed to show it; `None` where even the whole person does not."""

    def still(one: Somebody) -> bool:
        return shows(*heard_now_and_later(one, rulebook))

    if not still(somebody):
        return None
    size = max(1, len(somebody.words) // 2)
    while True:
        somebody, dropped = _fewer(somebody, still, size)
        if size > 1:
            size //= 2
        elif not dropped:
            return somebody


def _fewer(somebody: Somebody, still: Callable[[Somebody], bool], size: int) -> tuple[Somebody, bool]:
    dropped = False
    for smaller in _each_smaller(somebody, size):
        now = smaller(somebody)
        if now != somebody and still(now):
            somebody, dropped = now, True
    return somebody, dropped


def _each_smaller(somebody: Somebody, size: int) -> Iterator[Callable[[Somebody], Somebody]]:
    """Ways to know less: without some facts, without what came later, with a firm word for a reported one, without a date."""
    names = list(dict.fromkeys([*somebody.words, *(somebody.later or {})]))
    for start in range(0, len(names), size):
        yield lambda one, gone=frozenset(names[start : start + size]): _without(one, gone)  # type: ignore[misc]
    if size > 1:
        return
    for name in names:
        yield lambda one, name=name: _as_before(one, name)  # type: ignore[misc]
        yield lambda one, name=name: _firm(one, name)  # type: ignore[misc]
    for clock in somebody.dates:
        yield lambda one, clock=clock: one._replace(dates=tuple(each for each in one.dates if each != clock))  # type: ignore[misc]


def _without(somebody: Somebody, gone: frozenset[str]) -> Somebody:
    def rest(words: Words) -> Words:
        return {name: known for name, known in words.items() if name not in gone}

    return somebody._replace(words=rest(somebody.words), later=None if somebody.later is None else rest(somebody.later))


def _as_before(somebody: Somebody, name: str) -> Somebody:
    """This fact does not change."""
    if somebody.later is None:
        return somebody
    later = {other: known for other, known in somebody.later.items() if other != name}
    return somebody._replace(later={**later, name: somebody.words[name]} if name in somebody.words else later)


def _firm(somebody: Somebody, name: str) -> Somebody:
    def firmly(words: Words) -> Words:
        return {**words, name: words[name]._replace(firm=True)} if name in words else words

    return somebody._replace(words=firmly(somebody.words), later=None if somebody.later is None else firmly(somebody.later))


def every_date() -> tuple[str, ...]:
    """All dates that a sentence may name."""
    return tuple(str(clock) for clock in Clock)


# --- written as a scenario --------------------------------------------------------------------------------


def as_scenario(name: str, articles: Sequence[str], somebody: Somebody, expect: Mapping[str, Any]) -> str:
    """A scenario of this person (as they are later), ready to paste into `tests/scenarios`; it fails until the rules are mended."""
    words = somebody.words if somebody.later is None else somebody.later
    entry = CommentedMap({"name": name, "article": list(articles), "checked_by": "nobody yet", "day": somebody.on})
    firm = {fact: known.word for fact, known in words.items() if known.firm}
    reported = {fact: known.word for fact, known in words.items() if not known.firm}
    dates = dict.fromkeys(somebody.dates, somebody.on)
    groups: dict[str, Mapping[str, Any]] = {"facts": firm, "reported": reported, "dates": dates, "expect": expect}
    for key, group in groups.items():
        if group:
            entry[key] = _in_a_line(group)
    return _written([entry])


def before(somebody: Somebody) -> str:
    """What was known before, in one line; empty for one moment."""
    if somebody.later is None:
        return ""
    known = [f"{name}: {one.word}{'' if one.firm else ' (reported)'}" for name, one in sorted(somebody.words.items())]
    return ", ".join(known) or "nothing"


def _in_a_line(group: Mapping[str, Any]) -> CommentedMap:
    found = CommentedMap(dict(sorted(group.items())))
    found.fa.set_flow_style()
    return found


def _written(entries: Iterable[CommentedMap]) -> str:
    yaml = YAML()
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=2, offset=0)
    for entry in entries:
        articles = entry["article"]
        entry["article"] = articles[0] if len(articles) == 1 else yaml.seq(articles)
        if len(articles) > 1:
            entry["article"].fa.set_flow_style()
    stream = StringIO()
    yaml.dump(list(entries), stream)
    return stream.getvalue()
