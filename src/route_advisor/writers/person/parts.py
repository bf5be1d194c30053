"""How far the person is: their components by how they stand, and how much of each is done."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from route_advisor.advice.model import Advice, Item, Question, Resource
from route_advisor.vocabulary import Standing
from route_advisor.writers.outline import written
from route_advisor.writers.person.letter import Offer, Part, Parts, Share
from route_advisor.writers.person.wording import counted, expected, results, sentence, share_of
from route_advisor.writers.wording import Wording, readable

T = TypeVar("T")

_BEHIND = re.compile(r" \([^)]*\)")
"""What stands in brackets behind a name explains what must be done; elsewhere the name is enough."""

_DAYS = "days"
"""Days are told with the term."""

_ALL_PARTS = "parts"
"""The sum over all components together."""


def parts(advice: Advice, words: Wording) -> Iterator[Parts]:
    """The components that are to do, that wait for a confirmation, that are done, that nobody can tell yet, and in one line the others."""

    def those(*standings: Standing) -> list[Item]:
        return [item for item in advice.components if item.standing in standings]

    to_do = those(Standing.OPEN, Standing.BELOW_LEVEL)
    if to_do:
        yield Parts("○", words.label("person_to_do"), tuple(_open(to_do, advice.resources, words)))
    if reported := those(Standing.REPORTED):
        yield Parts("◐", words.label("person_reported"), tuple(_reported(item, advice.resources, words) for item in reported))
    if done := those(Standing.DONE, Standing.RELEASED):
        yield Parts("●", words.label("person_done"), tuple(_done(item, words) for item in done))
    if unknown := those(Standing.CANNOT_TELL):
        names = Part(_names_of(unknown, advice, words), mark=_mark(unknown, words))
        yield Parts("?", words.label("person_not_known"), (names,), tuple(_opened_by(unknown, advice, words)))
    if not_needed := [item for item in those(Standing.NOT_NEEDED) if item.why]:
        names = Part(_names_of(not_needed, advice, words), mark=_mark(not_needed, words))
        yield Parts("–", words.label("person_not_needed"), (names,))


def done_of_all(advice: Advice, words: Wording) -> tuple[str, Share | None]:
    """How many components are done, in words and as a bar; nothing where nobody counted."""
    for one in advice.progress:
        if one.name == _ALL_PARTS and one.done is not None:
            if one.needed:
                return words.label("person_done_of", done=str(one.done), needed=str(one.needed)), share_of([one])
            return words.label("person_done_count", done=str(one.done)), None
    return "", None


def sums(advice: Advice, words: Wording) -> tuple[str, ...]:
    """What is counted over several components and is not complete, as hours of lessons."""
    open_sums = (one for one in advice.progress if one.name != _ALL_PARTS and (one.left or (one.needed is None and one.done is not None)))
    return tuple(counted(one, words) for one in open_sums)


def together(things: Iterable[T], alike: Callable[[T], object]) -> list[list[T]]:
    """Things that are alike, in the order of the first of each kind."""
    groups: defaultdict[object, list[T]] = defaultdict(list)
    for one in things:
        groups[alike(one)].append(one)
    return list(groups.values())


# --- one component -------------------------------------------------------------------------------------------


def _open(items: Sequence[Item], resources: Sequence[Resource], words: Wording) -> Iterator[Part]:
    """Components that are open alike, as four exams, stand together with what is said of them."""
    for group in together(items, lambda one: (one.standing, tuple(written(why.rule) for why in one.why), one.level, one.progress)):
        first, names = group[0], [words.component(item.id) for item in group]
        below = first.standing is Standing.BELOW_LEVEL
        says = "" if below else _because(group, names, words)
        found = (
            [words.label("person_below", result=sentence(words.listed(results(first, words)), words), level=_level(first))] if below else []
        )
        sums_of = [_beside(names, counted(one, words), words) for one in first.progress if one.unit != _DAYS]
        unless = [] if below else list(_unless(first, words))
        notes = tuple(filter(None, (*found, says, *sums_of, *unless)))
        share = share_of(one for one in first.progress if one.left)  # a full bar beside what is open would say that it is done
        offers = _offers(group, resources, words)
        yield Part(_named(words.listed(names), first, words), notes, share, expected(words, holds=first.expected), offers)


def _beside(names: Iterable[str], told: str, words: Wording) -> str:
    """What was counted, without its name where a component has the same name: that stands above it."""
    name, colon, amount = told.partition(": ")
    return words.capital(amount) if colon and name.casefold() in {one.casefold() for one in names} else told


def _offers(items: Iterable[Item], resources: Iterable[Resource], words: Wording) -> tuple[Offer, ...]:
    """What the app that shows the letter offers for these components, each once; its words are shown as they are, on one line."""
    names = {item.id for item in items}
    found = (
        Offer(words.label("offer_of_the_app", by=readable(one.by)), readable(one.title), one.url)
        for one in resources
        if one.component in names
    )
    return tuple(dict.fromkeys(found))


def _because(group: Sequence[Item], names: Sequence[str], words: Wording) -> str:
    """The sentences of the rules that ask for these components, each said once."""
    reasons = zip(*(item.why for item in group), strict=True)
    return " ".join(words.for_all([words.of(why.says) for why in reason], names) for reason in reasons)


def _unless(item: Item, words: Wording) -> Iterator[str]:
    """What nobody told yet, and what would take the component away or make it lighter."""
    names = dict.fromkeys(words.fact(name) for why in item.unless for name in why.missing)
    if names:
        yield words.label("person_unless", what=words.listed(names, "or"))


def _reported(item: Item, resources: Sequence[Resource], words: Wording) -> Part:
    where = words.listed((words.document(name) for name in item.evidence), "or")
    confirms = words.label("person_confirms", who=words.authority(item.registered_by), where=where)
    found = tuple(sentence(told, words) for told in results(item, words))
    notes, mark = (*found, sentence(confirms, words)), expected(words, holds=item.expected)
    return Part(_named(words.component(item.id), item, words), notes, mark=mark, offers=_offers([item], resources, words))


def _done(item: Item, words: Wording) -> Part:
    told = words.listed(results(item, words))
    name = words.component(item.id)
    return Part(f"{name}: {told}" if told else name, mark=expected(words, holds=item.expected))


def _names_of(items: Sequence[Item], advice: Advice, words: Wording) -> str:
    """The names in one line; where it is every component, how many they are."""
    if len(items) == len(advice.components):
        return words.label("no_part", count=str(len(items)))
    return words.listed(_BEHIND.sub("", words.component(item.id)) for item in items)


def to_ask(advice: Advice) -> list[Question]:
    """The questions whose answer nobody told. What two sources tell differently is no question to the person."""
    told = {one.fact for one in advice.conflicts}
    return [question for question in advice.questions if question.fact not in told]


def _opened_by(items: Sequence[Item], advice: Advice, words: Wording) -> Iterator[str]:
    """The question that settles most of these components; else what the rules say about them, or which papers differ."""
    names, questions = {item.id for item in items}, to_ask(advice)
    if advice.conflicts:
        yield from (words.of(one.says) for one in advice.conflicts)
        return
    best = max(questions, key=lambda question: len(names.intersection(question.unlocks)), default=None)
    if best is not None and names.intersection(best.unlocks):
        yield words.label("person_opens", question=words.of(best.asks))
    else:
        yield from dict.fromkeys(words.of(why.says) for item in items for why in item.why)


def _named(name: str, item: Item, words: Wording) -> str:
    return name if item.level is None else words.label("word_at_level", part=name, level=_level(item))


def _level(item: Item) -> str:
    return "" if item.level is None else item.level.upper()


def _mark(items: Iterable[Item], words: Wording) -> str:
    return expected(words, holds=any(item.expected for item in items))
