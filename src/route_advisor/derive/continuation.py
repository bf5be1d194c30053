"""Facts about how a duty goes on or ends, about the change of act, and about the time before the plan."""

from collections.abc import Iterator, Mapping
from datetime import date

from route_advisor.dates import months_later, next_day, weeks_later, years_later
from route_advisor.derive.duty import cause_of_gap, duty_interrupted, duty_word, group_on, short_interruption
from route_advisor.derive.sayings import Saying, day_known, says
from route_advisor.derive.seen import Seen, is_later
from route_advisor.facts import TermDates
from route_advisor.personal_file import Duty, Intake, Permit, Person, Residence
from route_advisor.rulebook.citation import Act
from route_advisor.rulebook.numbers import Numbers
from route_advisor.vocabulary import Teller

_FIXED = ("asylum_fixed_term", "regular_fixed_term")
_INDEFINITE = ("asylum_indefinite", "regular_indefinite", "eu_long_term_resident")
_CALLS = ("one", "two", "three")


def continuation_sayings(
    seen: Seen, term: TermDates | None, countries: Mapping[str, frozenset[str]], acts: Mapping[str, Act]
) -> Iterator[Saying]:
    """What the file tells about the permit now, interruptions, the change of act, the address and the calls for the intake."""
    duty = seen.duty
    if duty is not None:
        yield from duty_gap(duty, seen)
        yield from gap_cause(seen)
        yield from near_change(duty, seen.residence, seen, acts)
        yield from notice_timing(duty, seen.residence, seen)
    permit = seen.permit
    yield from permit_ended(seen, permit)
    yield from voluntary_integration(seen, permit)
    if seen.person is not None:
        yield from turkish_nationality(seen.person, countries)
    if seen.residence is not None:
        yield from permit_now(permit, seen.residence.permits or ())
        yield from turkish_asylum_permit(seen)
        yield from asylum_decision(permit, seen.numbers)
        yield from permit_end(permit, term)
        yield from housing(seen.residence, seen.on)
        yield from too_short_here(seen, seen.residence)
    if seen.municipality is not None and seen.municipality.intake is not None:
        yield from intake_calls(seen.municipality.intake, seen.on)


def duty_gap(duty: Duty, seen: Seen) -> Iterator[Saying]:
    """The last interruption between two periods of duty (BI2021 art. 2.1 lid 2). Without a history DUO tells nothing about it."""
    found = duty_interrupted(duty, seen.on)
    if found is not None:
        word = "longer_than_one_year" if short_interruption(duty, seen) is None else "at_most_one_year"
        yield says("duty_gap", word, Teller.DUO, "mijn_inburgering", found[1])
    elif duty.history:
        yield says("duty_gap", "none", Teller.DUO, "mijn_inburgering", day_known(seen.on, duty.changed))


def gap_cause(seen: Seen) -> Iterator[Saying]:
    """Why the duty was interrupted, where papers tell it (BI2021 art. 2.1 lid 2); what the person says is a statement of its own."""
    cause = cause_of_gap(seen)
    if cause is not None and cause[1].teller is not Teller.PERSON:
        yield Saying("gap_cause", *cause)


def near_change(duty: Duty, residence: Residence | None, seen: Seen, acts: Mapping[str, Act]) -> Iterator[Saying]:
    """Whether the duty began, or the permit behind it was decided, around the day on which the 2021 Act entered into force."""
    act = acts.get("WI2021")
    if act is None or duty.starts is None or duty.starts > seen.on:
        return
    months = seen.numbers.at("months_around_change", act.in_force.start)
    if months is not None:
        first, last = months_later(act.in_force.start, -months), months_later(act.in_force.start, months)
        decided = [one.decided for one in (residence.permits if residence is not None else None) or () if one.legal_basis in _FIXED]
        near = any(day is not None and first <= day < last for day in (duty.starts, *decided))
        yield says("duty_near_2022", "near" if near else "not_near", Teller.DUO, "mijn_inburgering", duty.starts)


def asylum_decision(permit: Permit | None, numbers: Numbers) -> Iterator[Saying]:
    """Whether the IND decided on the asylum permit before or since its rules changed (VW2000 art. 8 onder c)."""
    if permit is not None and permit.legal_basis == "asylum_fixed_term" and permit.decided is not None:
        word = "before_12_june_2026" if numbers.at("asylum_permit_text", permit.decided) == 1 else "from_12_june_2026"
        yield says("asylum_decision", word, Teller.IND, "residence_permit", permit.decided)


def permit_end(permit: Permit | None, term: TermDates | None) -> Iterator[Saying]:
    """Whether the permit of that day ends before the last day of the term."""
    if permit is not None and permit.valid_until is not None and permit.legal_basis in _FIXED and term is not None:
        word = "before_the_term_ends" if permit.valid_until < term.last_day else "not_before"
        yield says("permit_end", word, Teller.IND, "residence_permit", permit.decided)


def notice_timing(duty: Duty, residence: Residence | None, seen: Seen) -> Iterator[Saying]:
    """Whether DUO wrote within the usual weeks after the start of the duty and the registration."""
    if duty.starts is None or duty.notified is None or duty.notified > seen.on:
        return
    weeks = seen.numbers.at("weeks_for_letter", duty.notified)
    registrations = (residence.registrations if residence is not None else None) or ()
    registered = [one.since for one in registrations if one.since <= seen.on and not one.reception_centre]
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


def permit_now(permit: Permit | None, permits: tuple[Permit, ...]) -> Iterator[Saying]:
    """The kind of permit of that day; for a pending application whether it follows a permit at once (BI2021 art. 2.1 lid 1)."""
    word = _kind(permit, permits) if permit is not None else None
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


def too_short_here(seen: Seen, residence: Residence) -> Iterator[Saying]:
    """Who is registered for too few years cannot have the years that an exemption asks. What the person says is left standing."""
    first = day_known(seen.on, *(one.since for one in residence.registrations or ()))
    for fact, number, word in (
        ("school_years_here", "exempting_school_years", "fewer"),
        ("evidently_integrated", "integrated_years_here", "not_met"),
    ):
        years = seen.number(number)
        if first is not None and years is not None and not seen.said_by(fact) and years_later(first, years) > seen.on:
            yield says(fact, word, Teller.BRP, "brp", first)


def intake_calls(intake: Intake, on: date) -> Iterator[Saying]:
    """How many calls for the intake there were (WI2021 art. 14). A lone day of invitation does not say that there was only one."""
    calls = [day for day in intake.calls or () if day <= on]
    if calls:
        yield says("intake_calls", _CALLS[min(len(calls), len(_CALLS)) - 1], Teller.MUNICIPALITY, "letter_municipality", max(calls))


def voluntary_integration(seen: Seen, permit: Permit | None) -> Iterator[Saying]:
    """Who stays under EU law has no duty, so a loan that they want is one for integrating voluntarily (BI2021 art. 6.1)."""
    if permit is None or permit.legal_basis != "eu_law":
        return
    wanted = [one for one in seen.newest_said("loan_plan") if one.word == "wants_loan"]
    if wanted and not seen.said_by("voluntary_integration"):
        yield says("voluntary_integration", "wants_loan", Teller.PERSON, "own_words", wanted[-1].said)


def permit_ended(seen: Seen, permit: Permit | None) -> Iterator[Saying]:
    """That no permit was refused or withdrawn: one is valid on that day, or DUO has somebody as obliged, who then stays lawfully (WI2013 art. 3).

    A card does not tell what came after it, so whoever says that it was refused or withdrawn is believed over it.
    """
    if seen.said_by("permit_ended"):
        return
    if permit is not None and permit.legal_basis not in ("application_pending", "other"):
        yield says("permit_ended", "none", Teller.IND, "residence_permit", permit.decided)
    elif permit is None and seen.duo is not None and seen.duo.duty is not None and duty_word(seen.duo.duty, seen.on) == "obliged":
        yield says("permit_ended", "none", Teller.DUO, "mijn_inburgering", day_known(seen.on, seen.duo.duty.changed))


def turkish_asylum_permit(seen: Seen) -> Iterator[Saying]:
    """Whether an asylum permit, or one as family of a refugee, was decided before or since the rule changed (BI2013 art. 2.1)."""
    permits = [one for one in (seen.residence.permits if seen.residence is not None else None) or () if not is_later(one.decided, seen.on)]
    asylum = [one for one in permits if one.legal_basis == "asylum_fixed_term" or _is_family_of_a_refugee(one, seen)]
    days = [one.decided for one in asylum]
    if permits and not asylum and all(one.purpose != "family" for one in permits):
        yield says("turkish_asylum_permit", "none", Teller.IND, "residence_permit")
    elif days and None not in days:
        first = min(day for day in days if day is not None)
        text = seen.numbers.at("turkish_refugees_text", first)
        word = "before_may_2020" if text == 1 else "since_may_2020"
        yield says("turkish_asylum_permit", word, Teller.IND, "residence_permit", first)


def _is_family_of_a_refugee(permit: Permit, seen: Seen) -> bool:
    group = group_on(seen.duo, seen.on)
    detailed = getattr(group, "detailed", None)
    return permit.purpose == "family" and detailed in (
        "family_reunifier_with_asylum_status_holder",
        "family_former_with_asylum_status_holder",
    )
