"""Personal file → facts: what is known on a day, and who told us."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from route_advisor.derive.continuation import continuation_sayings
from route_advisor.derive.counts import counts_of
from route_advisor.derive.declarations import START
from route_advisor.derive.duty import act_doubts, act_sayings, duty_doubts, duty_sayings, is_older_act, person_sayings, residence_sayings
from route_advisor.derive.extra_time import extra_time_sayings
from route_advisor.derive.letters import letter_dates, letter_sayings
from route_advisor.derive.life import life_sayings
from route_advisor.derive.old_act import old_act_dates, old_act_sayings, old_exam_term, old_pvt_term
from route_advisor.derive.plan import (
    PlanClock,
    clock_sayings,
    first_plan_day,
    plan_clock,
    plan_doubts,
    plan_sayings,
    plans_in_order,
)
from route_advisor.derive.results import (
    earlier_exams,
    exam_sayings,
    lesson_sayings,
    municipal_doubts,
    municipal_sayings,
    release_doubts,
    release_sayings,
)
from route_advisor.derive.route import move_plan_due, municipalities_of, route_change_until, route_sayings
from route_advisor.derive.sayings import Doubt, Saying, settle, statements
from route_advisor.derive.term import days_of, term_dates, term_doubts, term_sayings
from route_advisor.derive.told import told
from route_advisor.documents.mistakes import refuse_other_kind
from route_advisor.errors import FileRefused
from route_advisor.facts import Conflict, DateFact, Facts, TermDates, ToldBy
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile, wrong_words
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.numbers import Numbers
from route_advisor.vocabulary import Teller


def facts_from(file: PersonalFile, *, on: date, book: Rulebook) -> Facts:
    """What is known about this person on that day, with the numbers behind the words and each field that tells something.

    Nothing dated later counts. Raises `FileRefused` where a statement or a permit names a fact or word that the rulebook does not have.
    """
    facts, terms = _known(file, on, book)
    counts = tuple(counts_of(plans_in_order(file), terms.of_2021, terms.of_pvt, book.numbers, on))
    return replace(facts, counts=counts, told=told(file, on))


def known_from(file: PersonalFile, *, on: date, book: Rulebook) -> Facts:
    """What rules may ask about this person on that day: as `facts_from`, without the counts and the fields that an advice tells."""
    return _known(file, on, book)[0]


def _known(file: PersonalFile, on: date, book: Rulebook) -> tuple[Facts, "_Terms"]:
    refuse_other_kind(file, PersonalFile, needed="a_personal_file", hint="make_a_file")
    mistakes = tuple(wrong_words(file, book.catalogue))
    if mistakes:
        raise FileRefused([Message("where_colon", where=file.case_ref, what=message) for message in mistakes])
    file = plans_in_order(file)
    terms, clock = _Terms.of(file, book.numbers, on), plan_clock(file, book.numbers, on)
    sayings = (*_sayings(file, on, book, terms), *clock_sayings(file, clock, on))
    facts, conflicts = settle(sayings, _doubts(file, on, book.numbers, terms), book.catalogue)
    known = Facts(
        facts,
        {fact.name: fact for fact in _dates(file, book, on, terms, clock)},
        (*conflicts, *_not_understood(file)),
        term=terms.of_2021 or terms.of_2013,
        municipalities=municipalities_of(file, on),
    )
    return known, terms


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
    def of(cls, file: PersonalFile, numbers: Numbers, on: date) -> "_Terms":
        return cls(term_dates(file, numbers, on), old_exam_term(file, numbers, on), old_pvt_term(file, numbers, on))


def _sayings(file: PersonalFile, on: date, book: Rulebook, terms: _Terms) -> Iterator[Saying]:
    catalogue, numbers, acts = book.catalogue, book.numbers, book.law.acts
    if file.person is not None:
        yield from person_sayings(file.person, numbers, catalogue.countries, on)
    if file.residence is not None:
        yield from residence_sayings(file.residence, file.person.born if file.person is not None else None, book.numbers, on)
    exams = tuple(exam_sayings(file.duo, on)) if file.duo is not None else ()
    if file.duo is not None:
        yield from act_sayings(file.duo, acts, numbers, on)
        yield from duty_sayings(file.duo, on)
        yield from exams
        yield from release_sayings(file.duo, on)
    under_older_act = is_older_act(file.duo, numbers, on)
    if file.municipality is not None:
        yield from START.said(file.municipality, on)
        yield from municipal_sayings(file.municipality, numbers, on, older_act=under_older_act)
    yield from plan_sayings(file, on)
    yield from term_sayings(file, terms.of_2021, numbers, on)
    yield from old_act_sayings(file, terms.of_2013, terms.of_pvt, numbers, on)
    yield from lesson_sayings(file, numbers, on)
    yield from earlier_exams(file, numbers, on)
    yield from extra_time_sayings(file, exams, numbers, on)
    yield from life_sayings(file, terms.of_2021 or terms.of_2013, numbers, on, older_act=under_older_act)
    yield from route_sayings(file, numbers, on, terms.of_2021)
    yield from continuation_sayings(file, terms.of_2021 or terms.of_2013, numbers, catalogue.countries, acts, on)
    yield from letter_sayings(file, numbers, catalogue.holidays, on)
    yield from statements(((one.fact, one.word, one.said) for one in file.statements or ()), on)


def _doubts(file: PersonalFile, on: date, numbers: Numbers, terms: _Terms) -> Iterator[Doubt]:
    if file.duo is not None:
        yield from act_doubts(file.duo, numbers, on)
        yield from duty_doubts(file.duo, on)
        yield from release_doubts(file.duo, on)
    yield from plan_doubts(file, numbers, on)
    yield from term_doubts(file, numbers, on)
    yield from municipal_doubts(file, terms.of_2021, numbers, on)


def _dates(file: PersonalFile, book: Rulebook, on: date, terms: _Terms, clock: PlanClock | None) -> Iterator[DateFact]:
    numbers, holidays = book.numbers, book.catalogue.holidays
    first = first_plan_day(file, numbers, on)
    if first is not None:
        yield first
    elif clock is not None:
        yield from clock.dates()
    if terms.of_2021 is not None:
        yield from days_of(terms.of_2021)
        yield from route_change_until(file, terms.of_2021, numbers, on)
    else:
        yield from old_act_dates(terms.of_2013, terms.of_pvt)
    yield from move_plan_due(file, numbers, on)
    yield from letter_dates(file, numbers, holidays, on)
