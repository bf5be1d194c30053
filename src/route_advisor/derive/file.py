"""Personal file → facts: what is known on a day, and who told us."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple, Self

from route_advisor.derive.continuation import continuation_sayings
from route_advisor.derive.counts import counts_of
from route_advisor.derive.declarations import START
from route_advisor.derive.duty import act_doubts, act_sayings, duty_doubts, duty_sayings, person_sayings, residence_sayings
from route_advisor.derive.extra_time import extra_time_sayings
from route_advisor.derive.letters import Objection, letter_dates, letter_sayings, objection
from route_advisor.derive.life import life_sayings
from route_advisor.derive.old_act import old_act_dates, old_act_sayings, old_exam_term, old_pvt_term
from route_advisor.derive.plan import PlanClock, clock_sayings, plan_clock, plan_doubts, plan_sayings
from route_advisor.derive.results import (
    earlier_exams,
    lesson_sayings,
    municipal_doubts,
    municipal_sayings,
    release_doubts,
    release_sayings,
)
from route_advisor.derive.route import Move, last_change_day, move_of, move_plan_due, municipalities_of, route_change_until, route_sayings
from route_advisor.derive.sayings import Doubt, Saying, settle, statements
from route_advisor.derive.seen import Seen
from route_advisor.derive.term import days_of, term_dates, term_doubts, term_sayings
from route_advisor.derive.told import told
from route_advisor.documents.mistakes import refuse_other_kind
from route_advisor.errors import FileRefused
from route_advisor.facts import Conflict, DateFact, Facts, TermDates, ToldBy
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile, wrong_words
from route_advisor.rulebook.book import Rulebook
from route_advisor.vocabulary import Teller


def facts_from(file: PersonalFile, *, on: date, book: Rulebook) -> Facts:
    """What is known about this person on that day, with the numbers behind the words and each field that tells something.

    Nothing dated later counts. Raises `FileRefused` where a statement or a permit names a fact or word that the rulebook does not have.
    """
    facts, seen, terms = _known(file, on, book)
    return replace(facts, counts=tuple(counts_of(seen, terms.of_2021, terms.of_pvt)), told=told(file, on))


def known_from(file: PersonalFile, *, on: date, book: Rulebook) -> Facts:
    """What rules may ask about this person on that day: as `facts_from`, without the counts and the fields that an advice tells."""
    return _known(file, on, book)[0]


def _known(file: PersonalFile, on: date, book: Rulebook) -> tuple[Facts, Seen, "_Terms"]:
    refuse_other_kind(file, PersonalFile, needed="a_personal_file", hint="make_a_file")
    mistakes = tuple(wrong_words(file, book.catalogue))
    if mistakes:
        raise FileRefused([Message("where_colon", where=file.case_ref, what=message) for message in mistakes])
    seen = Seen(file, book.numbers, on)
    terms = _Terms.of(seen)
    days = _Days.of(seen, terms, book)
    municipal = tuple(municipal_sayings(seen.municipality, seen)) if seen.municipality is not None else ()
    facts, conflicts = settle(_sayings(seen, book, terms, days, municipal), _doubts(seen, terms, municipal), book.catalogue)
    known = Facts(
        facts,
        {fact.name: fact for fact in _dates(seen, terms, days)},
        (*conflicts, *_not_understood(file)),
        term=terms.of_2021 or terms.of_2013,
        municipalities=municipalities_of(seen),
    )
    return known, seen, terms


def _not_understood(file: PersonalFile) -> Iterator[Conflict]:
    """Each thing in DUO's messages that could not be placed; and the cells of the municipality's list together, as one list is mended at once."""
    for one in file.not_understood:
        if one.told_by == "duo":
            yield Conflict("not_understood", one.where, ((one.found, ToldBy(Teller.DUO, "mijn_inburgering")),))
    cells = [f"{one.where}: {one.found}" for one in file.not_understood if one.told_by == "municipality"]
    if cells:
        yield Conflict("list_not_understood", "list_cells", (("; ".join(cells), ToldBy(Teller.MUNICIPALITY, "municipal_record")),))


class _Terms(NamedTuple):
    """The terms that a file tells, computed once: of the 2021 Act, and of the 2013 Act for the exams and for the PVT."""

    of_2021: TermDates | None
    of_2013: TermDates | None
    of_pvt: TermDates | None

    @classmethod
    def of(cls, seen: Seen) -> "_Terms":
        return cls(term_dates(seen), old_exam_term(seen), old_pvt_term(seen))


class _Days(NamedTuple):
    """What has a day for the sentences and a word for the rules, computed once for both."""

    clock: PlanClock | None
    change_until: date | None
    move: Move | None
    objection: Objection | None

    @classmethod
    def of(cls, seen: Seen, terms: _Terms, book: Rulebook) -> Self:
        return cls(plan_clock(seen), last_change_day(seen, terms.of_2021), move_of(seen), objection(seen, book.catalogue.holidays))


def _sayings(seen: Seen, book: Rulebook, terms: _Terms, days: _Days, municipal: Iterable[Saying]) -> Iterator[Saying]:
    catalogue, acts, term = book.catalogue, book.law.acts, terms.of_2021 or terms.of_2013
    if seen.person is not None:
        yield from person_sayings(seen.person, seen, catalogue.countries)
    if seen.residence is not None:
        yield from residence_sayings(seen.residence, seen)
    if seen.duo is not None:
        yield from act_sayings(seen.duo, seen, acts)
        yield from duty_sayings(seen.duo, seen.on)
        yield from seen.exams
        yield from release_sayings(seen.duo, seen)
    if seen.municipality is not None:
        yield from START.said(seen.municipality, seen.on)
    yield from municipal
    yield from plan_sayings(seen)
    yield from term_sayings(seen, terms.of_2021)
    yield from old_act_sayings(seen, terms.of_2013, terms.of_pvt)
    yield from lesson_sayings(seen)
    yield from earlier_exams(seen)
    yield from extra_time_sayings(seen)
    yield from life_sayings(seen, term)
    yield from route_sayings(seen, terms.of_2021, days.change_until, days.move)
    yield from continuation_sayings(seen, term, catalogue.countries, acts)
    yield from letter_sayings(seen, catalogue.holidays, days.objection)
    yield from statements(((one.fact, one.word, one.said) for one in seen.file.statements or ()), seen.on)
    yield from clock_sayings(seen, days.clock)


def _doubts(seen: Seen, terms: _Terms, municipal: Iterable[Saying]) -> Iterator[Doubt]:
    if seen.duo is not None:
        yield from act_doubts(seen.duo, seen)
        yield from duty_doubts(seen.duo, seen.on)
        yield from release_doubts(seen)
    yield from plan_doubts(seen)
    yield from term_doubts(seen)
    yield from municipal_doubts(seen, terms.of_2021, municipal)


def _dates(seen: Seen, terms: _Terms, days: _Days) -> Iterator[DateFact]:
    if seen.first_plan is not None:
        yield seen.first_plan
    elif days.clock is not None:
        yield from days.clock.dates()
    if terms.of_2021 is not None:
        yield from days_of(terms.of_2021)
        yield from route_change_until(terms.of_2021, days.change_until)
    else:
        yield from old_act_dates(terms.of_2013, terms.of_pvt)
    yield from move_plan_due(days.move)
    yield from letter_dates(days.objection)
