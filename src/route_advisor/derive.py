"""Personal file → facts: what is known on a day, and who told us."""

from collections.abc import Iterator, Mapping
from datetime import date

from route_advisor.catalogue import Catalogue
from route_advisor.citation import Act
from route_advisor.continuation_facts import continuation_sayings
from route_advisor.duty_facts import act_doubts, act_sayings, duty_doubts, duty_sayings, is_older_act, person_sayings, residence_sayings
from route_advisor.errors import FileRefused
from route_advisor.extra_time_facts import extra_time_sayings
from route_advisor.facts import Conflict, DateFact, Facts, ToldBy
from route_advisor.mistakes import did_you_mean, dotted
from route_advisor.numbers import Numbers
from route_advisor.old_act_facts import old_act_dates, old_act_sayings
from route_advisor.personal_file import PersonalFile
from route_advisor.plan_facts import PlanClock, clock_sayings, first_plan_day, plan_clock, plan_doubts, plan_sayings, start_sayings
from route_advisor.result_facts import exam_sayings, lesson_sayings, municipal_doubts, municipal_sayings, release_doubts, release_sayings
from route_advisor.route_facts import move_plan_due, route_change_until, route_sayings
from route_advisor.sayings import Doubt, Saying, settle, statements
from route_advisor.strict_yaml import Path
from route_advisor.term_facts import TermDates, term_dates, term_doubts, term_sayings
from route_advisor.vocabulary import Teller


def facts_from(file: PersonalFile, *, on: date, catalogue: Catalogue, numbers: Numbers, acts: Mapping[str, Act]) -> Facts:
    """What is known about this person on that day. Nothing dated later counts.

    Raises `FileRefused` where a statement or a permit names a fact or word that the catalogue does not have.
    """
    mistakes = [message for _, message in wrong_words(file, catalogue)]
    if mistakes:
        raise FileRefused([f"{file.case_ref}: {message}" for message in mistakes])
    term = term_dates(file, numbers, on)
    clock = plan_clock(file, numbers, on)
    sayings = (*_sayings(file, on, catalogue, numbers, acts, term), *clock_sayings(file, clock, on))
    facts, conflicts = settle(sayings, _doubts(file, on, numbers, term), catalogue)
    unread = tuple(
        Conflict("not_understood", one.where, ((one.found, ToldBy(Teller.DUO, "mijn_inburgering")),)) for one in file.not_understood
    )
    dates = {fact.name: fact for fact in _dates(file, numbers, on, term, clock)}
    return Facts(facts, dates, (*conflicts, *unread))


def _sayings(
    file: PersonalFile, on: date, catalogue: Catalogue, numbers: Numbers, acts: Mapping[str, Act], term: TermDates | None
) -> Iterator[Saying]:
    if file.person is not None:
        yield from person_sayings(file.person, numbers, catalogue.countries, on)
    if file.residence is not None:
        yield from residence_sayings(file.residence, on)
    if file.duo is not None:
        yield from act_sayings(file.duo, acts, numbers, on)
        yield from duty_sayings(file.duo, on)
        yield from exam_sayings(file.duo, on)
        yield from release_sayings(file.duo, on)
    if file.municipality is not None:
        yield from start_sayings(file.municipality, on)
        yield from municipal_sayings(file.municipality, numbers, on, older_act=is_older_act(file.duo, numbers, on))
    yield from plan_sayings(file, on)
    yield from term_sayings(file, term, numbers, on)
    yield from old_act_sayings(file, numbers, on)
    yield from lesson_sayings(file, numbers, on)
    yield from extra_time_sayings(file, numbers, on)
    yield from route_sayings(file, numbers, on, term)
    yield from continuation_sayings(file, numbers, catalogue.countries, acts, on)
    yield from statements(((one.fact, one.word, one.said) for one in file.statements or ()), on)


def _doubts(file: PersonalFile, on: date, numbers: Numbers, term: TermDates | None) -> Iterator[Doubt]:
    if file.duo is not None:
        yield from act_doubts(file.duo, numbers, on)
        yield from duty_doubts(file.duo, on)
        yield from release_doubts(file.duo, on)
    yield from plan_doubts(file, numbers, on)
    yield from term_doubts(file, numbers, on)
    yield from municipal_doubts(file, term, numbers, on)


def _dates(file: PersonalFile, numbers: Numbers, on: date, term: TermDates | None, clock: PlanClock | None) -> Iterator[DateFact]:
    first = first_plan_day(file, numbers, on)
    if first is not None:
        yield first
    elif clock is not None:
        yield from clock.dates()
    if term is not None:
        yield from term.dates()
        yield from route_change_until(term, numbers)
    else:
        yield from old_act_dates(file, numbers, on)
    yield from move_plan_due(file, numbers, on)


def wrong_words(file: PersonalFile, catalogue: Catalogue) -> Iterator[tuple[Path, str]]:
    """Each statement or purpose that the catalogue does not have: where it stands, and one line about it."""
    permits = (file.residence.permits if file.residence is not None else None) or ()
    purposes = list(catalogue.facts["residence_purpose"].values) if "residence_purpose" in catalogue.facts else []
    for index, permit in enumerate(permits):
        if permit.purpose is not None and permit.purpose not in purposes:
            path: Path = ("residence", "permits", index, "purpose")
            yield path, f'{dotted(path)} is "{permit.purpose}"{did_you_mean(permit.purpose, purposes)} (allowed: {", ".join(purposes)})'
    for index, one in enumerate(file.statements or ()):
        yield from _wrong_statement(("statements", index), one.fact, one.word, catalogue)


def _wrong_statement(path: Path, name: str, word: str, catalogue: Catalogue) -> Iterator[tuple[Path, str]]:
    entry = catalogue.facts.get(name)
    if entry is None:
        sayable = [known for known, one in catalogue.facts.items() if one.person_may_say]
        yield (
            (*path, "fact"),
            f'{dotted(path)}.fact is "{name}", which is not a fact{did_you_mean(name, sayable)} (see: route-advisor facts)',
        )
    elif not entry.person_may_say:
        keeper = (
            f"{entry.told_by} keeps it; put it in its own group of the file"
            if not entry.concluded
            else "the rules conclude it; leave it out"
        )
        yield (*path, "fact"), f'{dotted(path)}.fact is "{name}"; {keeper}'
    elif word not in entry.values:
        yield (
            (*path, "word"),
            f'{dotted(path)}.word is "{word}"{did_you_mean(word, list(entry.values))} (allowed: {", ".join(entry.values)})',
        )
