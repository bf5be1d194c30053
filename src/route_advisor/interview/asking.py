"""A question with all its words, as an app or a terminal shows it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from route_advisor.interview.candidates import Candidate
from route_advisor.interview.question import NOT_APPLICABLE, NOT_YET, UNKNOWN, Choice, Named, Question
from route_advisor.interview.reading import Reading
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import FactEntry
from route_advisor.rulebook.interview_page import AskEntry, DayOf, QuestionKind
from route_advisor.rulebook.sentences import asked_sentence
from route_advisor.text import Text
from route_advisor.vocabulary import Standing

_HAS_A_NOT_YET = (DayOf.PLAN, DayOf.TERM, DayOf.PVT_TERM, DayOf.REGISTRATION)


def question_of(one: Candidate, reading: Reading) -> Question:
    """The question of a candidate, with the numbers of that day and with what it settles."""
    question = worded(one.id, one.entry, one.missing, reading.book, reading.on)
    return question.model_copy(update={"settles": tuple(settled_by(one, reading)), "useful": one.useful})


def worded(name: str, entry: AskEntry, missing: tuple[str, ...], book: Rulebook, on: date) -> Question:
    """A question about these facts, with all its words, whoever it is asked of."""
    catalogue = book.catalogue
    alone = len(entry.names) == 1 or (entry.kind is QuestionKind.DATE and bool(entry.names))
    fact = catalogue.facts[entry.names[0]] if alone else None
    asks = entry.asks or (fact.asks if fact is not None else None)
    assert asks is not None  # noqa: S101 - the page was refused without it
    found_in = entry.found_in or _places(missing or entry.names, catalogue)
    whom = entry.ask_whom or next((catalogue.facts[one].ask_whom for one in entry.names), None)
    return Question(
        id=name,
        facts=missing,
        kind=entry.kind,
        asks=asked_sentence(asks, book.numbers, on),
        answers=(*_answers(entry, missing, book, on), *_special(entry, fact, catalogue)),
        why=entry.why or (fact.why_we_ask if fact is not None else None),
        found_in=tuple(Named(word=one, says=catalogue.documents[one]) for one in found_in),
        ask_whom=None if whom is None else Named(word=whom, says=catalogue.authorities[whom].name),
        not_after=on if entry.kind is QuestionKind.DATE and not entry.may_be_later else None,
    )


def _places(names: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for name in names for place in catalogue.facts[name].found_in))


def _answers(entry: AskEntry, missing: tuple[str, ...], book: Rulebook, on: date) -> Iterator[Choice]:
    catalogue = book.catalogue
    if entry.kind in (QuestionKind.DATE, QuestionKind.NUMBER):
        return
    if entry.items:
        yield from (_item(name, entry, catalogue) for name in entry.items if name in missing)
        return
    if not entry.answers or entry.also:
        words = catalogue.facts[entry.names[0]].values
        yield from (Choice(word=word, says=asked_sentence(says, book.numbers, on)) for word, says in words.items())
    yield from (Choice(word=word, says=answer.says, alone=answer.alone) for word, answer in entry.answers.items())


def _item(name: str, entry: AskEntry, catalogue: Catalogue) -> Choice:
    item, fact = entry.items[name], catalogue.facts[name]
    levels = tuple(Choice(word=word, says=fact.values[word]) for word in item.pick)
    return Choice(word=name, says=item.says or part_of(fact, catalogue), levels=levels, otherwise=item.otherwise)


def part_of(fact: FactEntry, catalogue: Catalogue) -> Text:
    """The name of the component that a fact is about; its question where it is about none."""
    about = [part for part in fact.for_each if fact.name.startswith(part)]
    if about:
        return catalogue.components[max(about, key=len)].name
    assert fact.asks is not None  # noqa: S101 - the page was refused without it
    return fact.asks


def _special(entry: AskEntry, fact: FactEntry | None, catalogue: Catalogue) -> Iterator[Choice]:
    """Not yet where there is no such day yet; not applicable where no word says so; and always: I don't know."""
    if entry.kind is QuestionKind.DATE and entry.day_of in _HAS_A_NOT_YET:
        yield _choice(NOT_YET, catalogue)
    if entry.kind is QuestionKind.CHOICE and fact is not None and entry.asks is None and fact.asked_if and not _says_no(fact):
        yield _choice(NOT_APPLICABLE, catalogue)
    yield _choice(UNKNOWN, catalogue)


def _choice(word: str, catalogue: Catalogue) -> Choice:
    plain = word.replace("_", " ")
    return Choice(word=word, says=catalogue.labels.get(f"answer_{word}", Text(nl=plain, en=plain)), alone=True)


def _says_no(fact: FactEntry) -> bool:
    return any(word == "none" or word.startswith(("not_", "no_")) for word in fact.values)


def settled_by(one: Candidate, reading: Reading) -> Iterator[Named]:
    """What the answer can settle, in words: the act, the duty, the term, and parts."""
    catalogue = reading.book.catalogue
    names = dict.fromkeys(name for fact in one.missing if fact in reading.missing for name in reading.missing[fact].unlocks)
    for name in names:
        if name in catalogue.components:
            yield Named(word=name, says=catalogue.components[name].name)
        elif f"word_{name}_settled" in catalogue.labels:
            yield Named(word=name, says=catalogue.label(f"word_{name}_settled"))


def parts_in(standings: Mapping[str, Standing], catalogue: Catalogue, *, waiting: bool) -> tuple[Named, ...]:
    """The parts that are settled, or those of which nobody can tell yet."""
    return tuple(
        Named(word=name, says=catalogue.components[name].name)
        for name, standing in standings.items()
        if (standing is Standing.CANNOT_TELL) == waiting
    )
