"""Facts about how a duty goes on or ends, about the change of act, and about the time before the plan."""

from collections.abc import Iterator, Mapping
from datetime import date

from route_advisor.dates import months_later, next_day, weeks_later, years_later
from route_advisor.derive.duty import duty_interrupted, permit_of, short_interruption
from route_advisor.derive.sayings import Saying, day_known, says
from route_advisor.personal_file import Duty, Intake, Permit, Person, PersonalFile, Residence
from route_advisor.rulebook.citation import Act
from route_advisor.rulebook.numbers import Numbers
from route_advisor.vocabulary import Teller

_FIXED = ("asylum_fixed_term", "regular_fixed_term")
_INDEFINITE = ("asylum_indefinite", "regular_indefinite", "eu_long_term_resident")
_CALLS = ("one", "two", "three")


def continuation_sayings(
    file: PersonalFile, numbers: Numbers, countries: Mapping[str, frozenset[str]], acts: Mapping[str, Act], on: date
) -> Iterator[Saying]:
    """What the file tells about the permit now, interruptions, the change of act, the address and the calls for the intake."""
    duty = file.duo.duty if file.duo is not None else None
    if duty is not None:
        yield from duty_gap(duty, numbers, on)
        yield from near_change(duty, numbers, acts, on)
        yield from notice_timing(duty, file.residence, numbers, on)
    if file.person is not None:
        yield from turkish_nationality(file.person, countries)
    if file.residence is not None:
        yield from permit_now(file.residence, on)
        yield from housing(file.residence, on)
        yield from too_short_here(file, file.residence, numbers, on)
    if file.municipality is not None and file.municipality.intake is not None:
        yield from intake_calls(file.municipality.intake, on)


def duty_gap(duty: Duty, numbers: Numbers, on: date) -> Iterator[Saying]:
    """The last interruption between two periods of duty (BI2021 art. 2.1 lid 2). Without a history DUO tells nothing about it."""
    found = duty_interrupted(duty, on)
    if found is not None:
        word = "longer_than_one_year" if short_interruption(duty, numbers, on) is None else "at_most_one_year"
        yield says("duty_gap", word, Teller.DUO, "mijn_inburgering", found[1])
    elif duty.history:
        yield says("duty_gap", "none", Teller.DUO, "mijn_inburgering", day_known(on, duty.changed))


def near_change(duty: Duty, numbers: Numbers, acts: Mapping[str, Act], on: date) -> Iterator[Saying]:
    """Whether the duty began around the day on which the 2021 Act entered into force."""
    act = acts.get("WI2021")
    if act is None or duty.starts is None or duty.starts > on:
        return
    months = numbers.at("months_around_change", act.in_force.start)
    if months is not None:
        near = months_later(act.in_force.start, -months) <= duty.starts < months_later(act.in_force.start, months)
        yield says("duty_near_2022", "near" if near else "not_near", Teller.DUO, "mijn_inburgering", duty.starts)


def notice_timing(duty: Duty, residence: Residence | None, numbers: Numbers, on: date) -> Iterator[Saying]:
    """Whether DUO wrote within the usual weeks after the start of the duty and the registration."""
    if duty.starts is None or duty.notified is None or duty.notified > on:
        return
    weeks = numbers.at("weeks_for_letter", duty.notified)
    registrations = (residence.registrations if residence is not None else None) or ()
    registered = [one.since for one in registrations if one.since <= on and not one.reception_centre]
    if weeks is None:
        return
    if duty.notified <= weeks_later(duty.starts, weeks):
        yield says("notice_timing", "in_time", Teller.DUO, "letter_duo", duty.notified)
    elif registered:
        late = duty.notified > weeks_later(max(duty.starts, min(registered)), weeks)
        yield says("notice_timing", "late" if late else "in_time", Teller.DUO, "letter_duo", duty.notified)


def turkish_nationality(person: Person, countries: Mapping[str, frozenset[str]]) -> Iterator[Saying]:
    """Whether one of the nationalities is Turkish."""
    if person.nationalities:
        held = set(person.nationalities) & countries.get("turkish", frozenset())
        yield says("turkish_nationality", "held" if held else "not_held", Teller.BRP, "brp")


def permit_now(residence: Residence, on: date) -> Iterator[Saying]:
    """The kind of permit of that day; for a pending application whether it follows a permit at once (BI2021 art. 2.1 lid 1)."""
    permit = permit_of(residence, on)
    word = _kind(permit, residence.permits or ()) if permit is not None else None
    if permit is not None and word is not None:
        yield says("permit_now", word, Teller.IND, "residence_permit", permit.decided)


def _kind(permit: Permit, permits: tuple[Permit, ...]) -> str | None:
    if permit.legal_basis in _FIXED:
        return "fixed_term"
    if permit.legal_basis in _INDEFINITE:
        return "indefinite"
    applied = permit.valid_from or permit.decided
    ends = [one.valid_until for one in permits if one.legal_basis in _FIXED and one.valid_until is not None]
    if permit.legal_basis != "application_pending" or applied is None or not ends:
        return None  # a first application is another kind of stay
    return "pending_at_once" if applied <= next_day(max(ends)) else "pending_after_a_break"


def housing(residence: Residence, on: date) -> Iterator[Saying]:
    """Whether the newest address is a reception centre."""
    known = [one for one in residence.registrations or () if one.since <= on and (one.until is None or on <= one.until)]
    since = max((one.since for one in known), default=None)
    kinds = {one.reception_centre for one in known if one.since == since}
    if kinds in ({True}, {False}):
        yield says("housing", "reception_centre" if True in kinds else "municipality", Teller.BRP, "brp", since)


def too_short_here(file: PersonalFile, residence: Residence, numbers: Numbers, on: date) -> Iterator[Saying]:
    """Who is registered for too few years cannot have the years that an exemption asks. What the person says is left standing."""
    first = day_known(on, *(one.since for one in residence.registrations or ()))
    said = {one.fact for one in file.statements or () if one.said is None or one.said <= on}
    for fact, number, word in (
        ("school_years_here", "exempting_school_years", "fewer"),
        ("evidently_integrated", "integrated_years_here", "not_met"),
    ):
        years = numbers.at(number, on)
        if first is not None and years is not None and fact not in said and years_later(first, years) > on:
            yield says(fact, word, Teller.BRP, "brp", first)


def intake_calls(intake: Intake, on: date) -> Iterator[Saying]:
    """How many calls for the intake there were (WI2021 art. 14)."""
    calls = [day for day in intake.calls or ((intake.invited,) if intake.invited is not None else ()) if day <= on]
    if calls:
        yield says("intake_calls", _CALLS[min(len(calls), len(_CALLS)) - 1], Teller.MUNICIPALITY, "letter_municipality", max(calls))
