"""Personal file → facts: what is known on a day, and who told us."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from route_advisor.derive.continuation import continuation_sayings
from route_advisor.derive.counts import counts_of
from route_advisor.derive.declarations import START
from route_advisor.derive.duty import act_doubts, act_sayings, duty_doubts, duty_sayings, person_sayings, residence_sayings
from route_advisor.derive.extra_time import extra_time_sayings
from route_advisor.derive.letters import letter_dates, letter_sayings
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
from route_advisor.derive.route import move_plan_due, municipalities_of, route_change_until, route_sayings
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
    terms, clock = _Terms.of(seen), plan_clock(seen)
    sayings = (*_sayings(seen, book, terms), *clock_sayings(seen, clock))
    facts, conflicts = settle(sayings, _doubts(seen, terms), book.catalogue)
    known = Facts(
        facts,
        {fact.name: fact for fact in _dates(seen, book, terms, clock)},
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


def _sayings(seen: Seen, book: Rulebook, terms: _Terms) -> Iterator[Saying]:
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
        yield from municipal_sayings(seen.municipality, seen)
    yield from plan_sayings(seen)
    yield from term_sayings(seen, terms.of_2021)
    yield from old_act_sayings(seen, terms.of_2013, terms.of_pvt)
    yield from lesson_sayings(seen)
    yield from earlier_exams(seen)
    yield from extra_time_sayings(seen)
    yield from life_sayings(seen, term)
    yield from route_sayings(seen, terms.of_2021)
    yield from continuation_sayings(seen, term, catalogue.countries, acts)
    yield from letter_sayings(seen, catalogue.holidays)
    yield from statements(((one.fact, one.word, one.said) for one in seen.file.statements or ()), seen.on)


def _doubts(seen: Seen, terms: _Terms) -> Iterator[Doubt]:
    if seen.duo is not None:
        yield from act_doubts(seen.duo, seen)
        yield from duty_doubts(seen.duo, seen.on)
        yield from release_doubts(seen)
    yield from plan_doubts(seen)
    yield from term_doubts(seen)
    yield from municipal_doubts(seen, terms.of_2021)


def _dates(seen: Seen, book: Rulebook, terms: _Terms, clock: PlanClock | None) -> Iterator[DateFact]:
    holidays = book.catalogue.holidays
    if seen.first_plan is not None:
        yield seen.first_plan
    elif clock is not None:
        yield from clock.dates()
    if terms.of_2021 is not None:
        yield from days_of(terms.of_2021)
        yield from route_change_until(seen, terms.of_2021)
    else:
        yield from old_act_dates(terms.of_2013, terms.of_pvt)
    yield from move_plan_due(seen)
    yield from letter_dates(seen, holidays)
