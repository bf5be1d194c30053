"""Which questions make sense now, and with which of their answers."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from route_advisor.interview.question import Answered
from route_advisor.interview.reading import Reading
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import FactEntry
from route_advisor.rulebook.interview_page import AskEntry, QuestionKind, Turn
from route_advisor.rulebook.rule import Dates, Rule, Suggests


class Candidate(NamedTuple):
    """A question that can be asked now: its name and page entry, and of its facts those that are missing."""

    id: str
    entry: AskEntry
    missing: tuple[str, ...]
    turn: Turn
    useful: bool
    """It can change a part, the term or a day, and not only add a line."""
    read_now: bool = False
    """The paper that decides it lies at hand, and nobody else could tell the act or the duty so well."""


def candidates(reading: Reading, answered: Mapping[str, Answered], papers: frozenset[str]) -> list[Candidate]:
    """The questions that could still change a line and were not asked, in the order of their turns."""
    page, missing = reading.book.interview, {**reading.missing, **dict.fromkeys(reading.deciding)}
    asked = {fact for name in answered for fact in (page[name].names if name in page else (name,))}
    asked |= {fact for one in answered.values() if isinstance(one.answer, dict) for fact in one.answer}
    entries = [*page.items(), *_others(missing, page, reading.book.catalogue)]
    found = [
        _candidate(name, entry, still, reading, papers)
        for name, entry in entries
        if name not in answered
        and _makes_sense(entry, reading, answered, papers)
        and (still := _still(entry, reading, missing, asked, papers)) is not None
    ]
    order = list(Turn)
    return sorted(found, key=lambda one: (not one.useful, order.index(one.turn), not one.read_now))


def _candidate(name: str, entry: AskEntry, still: tuple[str, ...], reading: Reading, papers: frozenset[str]) -> Candidate:
    turn = _turn(entry, still, reading, papers)
    read_now = turn is Turn.ACT and bool(papers.intersection(entry.at_hand))
    useful = entry.useful if entry.useful is not None else read_now or _useful(entry, still, turn, reading)
    return Candidate(name, entry, still, turn, useful, read_now)


def _others(missing: Iterable[str], page: Mapping[str, AskEntry], catalogue: Catalogue) -> Iterator[tuple[str, AskEntry]]:
    """A fact that stands in no question of the page is asked by itself, where the person may say it."""
    on_page = {fact for entry in page.values() for fact in entry.names}
    for name in missing:
        entry = catalogue.facts[name]
        if name not in on_page and entry.person_may_say and entry.asks is not None:
            yield name, AskEntry(turn=Turn.PARTS if _of_a_part(entry) else Turn.REST, facts=(name,))


def _of_a_part(entry: FactEntry) -> bool:
    return entry.grows or bool(entry.may_become)


def _makes_sense(entry: AskEntry, reading: Reading, answered: Mapping[str, Answered], papers: frozenset[str]) -> bool:
    word = reading.facts.word
    return (
        all(word(name) in words for name, words in entry.where.items())
        and not any(word(name) in words for name, words in entry.unless.items())
        and all(other in answered and _names(answered[other], choice) for other, choice in entry.after.items())
        and (not entry.at_hand or entry.kind is not QuestionKind.DATE or bool(papers.intersection(entry.at_hand)))
    )


def _names(one: Answered, word: str) -> bool:
    return one.answer == word or (isinstance(one.answer, tuple | dict) and word in one.answer)


def _still(
    entry: AskEntry, reading: Reading, missing: Mapping[str, object], asked: set[str], papers: frozenset[str]
) -> tuple[str, ...] | None:
    """The facts of this question that are missing and matter; `None` where it need not be asked."""
    if not entry.names:
        return () if entry.after or (entry.turn is Turn.FIRST and _knows_no_paper(reading)) else None
    if entry.after and not entry.facts:
        return entry.names
    if papers.intersection(entry.read_from):
        return tuple(fact for fact in entry.names if fact not in asked) or None
    kept = tuple(fact for fact in entry.names if fact in missing and (fact not in asked or entry.kind is QuestionKind.DATE))
    return kept or None


def _knows_no_paper(reading: Reading) -> bool:
    """Nothing is known of a letter or a plan, so nobody could say what stands in one."""
    return not any(reading.facts.word(name) for name in ("notice", "plan", "route", "duo_duty"))


def _turn(entry: AskEntry, still: tuple[str, ...], reading: Reading, papers: frozenset[str]) -> Turn:
    """What tells the act or the duty comes early. What is expected comes late, unless the paper that decides it lies at hand."""
    at_hand = bool(papers.intersection(entry.at_hand))
    if still and all(reading.book.catalogue.facts[name].unless_told is not None for name in still):
        return Turn.REST
    if not at_hand and (entry.at_hand or (still and all(reading.is_expected(name) for name in still))):
        return Turn.CONFIRM
    if entry.turn is Turn.ROUTE and not reading.knows_act and any(name in reading.deciding for name in still):
        return Turn.ACT
    return entry.turn


def _useful(entry: AskEntry, still: tuple[str, ...], turn: Turn, reading: Reading) -> bool:
    if turn in (Turn.CONFIRM, Turn.REST) and not entry.after:
        return any(name in reading.hanging for name in still)
    always = turn is Turn.FIRST or entry.day_of is not None or bool(entry.after) or bool(entry.read_from)
    return always or any(_can_change(name, reading) for name in still)


def _can_change(name: str, reading: Reading) -> bool:
    """Whether a part, the head or a day can hang on this fact."""
    if name in reading.hanging or name in reading.deciding:
        return True
    ids = set(reading.missing[name].settles) if name in reading.missing else set()
    return any(rule.id in ids and _gives_a_day(rule) for rule in reading.book.in_force(reading.on))


def _gives_a_day(rule: Rule) -> bool:
    return isinstance(rule.then, Dates) or (isinstance(rule.then, Suggests) and rule.then.weeks_back is not None)
