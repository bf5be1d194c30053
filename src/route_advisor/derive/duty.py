"""Facts about the act that governs, the duty and the residence behind it."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from route_advisor.dates import MONTHS_A_YEAR, day_before, next_day, reaches_age, years_later
from route_advisor.derive.declarations import RIGHTS
from route_advisor.derive.sayings import Doubt, Saying, doubt, says
from route_advisor.derive.seen import Seen, duty_period, duty_starts, is_later
from route_advisor.facts import ToldBy
from route_advisor.personal_file import (
    Duo,
    Duty,
    DutyPeriod,
    Exemption,
    GroupPeriod,
    Permit,
    Person,
    PersonGroup,
    Residence,
)
from route_advisor.rulebook.citation import Act
from route_advisor.vocabulary import Teller

_DUTY_WORDS = {
    "dispensation": "dispensed",
    "exemption": "exempt",
    "temporary_exemption": "temporarily_exempt",
    "fulfilled": "fulfilled",
}
_TITLES = {
    "asylum_fixed_term": "asylum_fixed_term",
    "regular_fixed_term": "regular_fixed_term",
    "eu_law": "eu_law",
    "temporary_protection": "temporary_protection",
    "other": "other",
    # nobody has settled what an indefinite or pending title does to a running duty, so it stays unknown
}


_GROUP_OF = {
    "asylum_status_holder": "asylum_status_holder",
    "family_reunifier_with_asylum_status_holder": "asylum_status_holder",
    "family_former_with_asylum_status_holder": "asylum_status_holder",
    "minister_of_religion": "family_or_other_migrant",
    "family_reunifier": "family_or_other_migrant",
    "family_former": "family_or_other_migrant",
    "other": "family_or_other_migrant",
}
"""The group that DUO's finer division belongs to."""

_FOR_A_FIXED_PERIOD = ("asylum_fixed_term", "regular_fixed_term")


def act_sayings(duo: Duo, seen: Seen, acts: Mapping[str, Act]) -> Iterator[Saying]:
    """Which act DUO names, and in which period the duty began (WI2021 art. 54)."""
    duty = duo.duty
    if duty is not None:
        named = (duty.law if not is_later(duty.notified, seen.on) else None) or _only_act_of_its_day(duty, seen, acts)
        if named is not None:
            yield says("law_in_letter", named, Teller.DUO, "letter_duo", duty.notified)
    starts = duty_starts(duo, seen.numbers)
    if starts is not None and starts <= seen.on and "old_act_cohort" in seen.numbers.by_name:
        document = "mijn_inburgering" if duty is not None and duty.starts == starts else "letter_duo"
        yield says("duty_began", duty_period(starts, seen.numbers), Teller.DUO, document, starts)


def older_act(seen: Seen) -> tuple[str, ToldBy] | None:
    """The act from before 2022, and who tells it: DUO's letter, or the first day of the duty where no letter names an act; else `None`."""
    duo, duty = seen.duo, seen.duty
    if duo is None or not seen.under_older_act:
        return None
    if duty is not None and duty.law is not None and not is_later(duty.notified, seen.on):
        return duty.law, ToldBy(Teller.DUO, "letter_duo", duty.notified)
    starts = duty_starts(duo, seen.numbers)
    before_2013 = starts is not None and duty_period(starts, seen.numbers) == "before_2013"
    return "wi2007" if before_2013 else "wi2013", ToldBy(Teller.DUO, "mijn_inburgering", starts)


def _only_act_of_its_day(duty: Duty, seen: Seen, acts: Mapping[str, Act]) -> str | None:
    """The 2013 Act, where DUO wrote before the 2021 Act about a duty that began under the 2013 Act: no letter could name another."""
    if duty.notified is None or duty.starts is None or "WI2021" not in acts or "old_act_cohort" not in seen.numbers.by_name:
        return None
    before = duty.notified < acts["WI2021"].in_force.start and duty.notified <= seen.on
    return "wi2013" if before and seen.numbers.at("old_act_cohort", duty.starts) in (1, 2, 3) else None


def duty_sayings(duo: Duo, on: date) -> Iterator[Saying]:
    """What DUO has on record about the duty, the notice and the group."""
    record = _record_of(duo.duty, on) if duo.duty is not None else None
    if record is not None and not _names_only_the_act(record):
        word = _duty_word(record, on)
        if word is not None:
            yield says("duo_duty", word, Teller.DUO, "mijn_inburgering", record.changed or _notified(duo, on))
    else:
        for word, decided in _ended_by_decision(duo, on):
            yield says("duo_duty", word, Teller.DUO, "letter_duo", decided)
    if duo.duty is not None and duo.duty.notified is not None:
        sent = _notified(duo, on)
        yield says("notice", "not_yet" if sent is None else "sent", Teller.DUO, "letter_duo", sent)
    group = group_on(duo, on)
    word = group_word(group)
    if group is not None and word is not None:
        yield says("group", word, Teller.DUO, "mijn_inburgering", group.since)


def group_word(group: PersonGroup | GroupPeriod | None) -> str | None:
    """The group itself; where DUO names only its finer division, the group which that belongs to."""
    if group is None:
        return None
    if group.value is not None:
        return group.value
    return _GROUP_OF.get(group.detailed or "") if isinstance(group, PersonGroup) else None


def duty_word(duty: Duty, on: date) -> str | None:
    """What DUO has on record about the duty on that day."""
    record = _record_of(duty, on)
    return _duty_word(record, on) if record is not None and not _names_only_the_act(record) else None


def _record_of(duty: Duty, on: date) -> Duty | DutyPeriod | None:
    """DUO's record as it was on that day; `None` where it was changed later and the history does not tell."""
    if not is_later(duty.changed, on):
        return duty
    known = [period for period in duty.history if period.changed is not None and period.changed <= on]
    return max(known, key=lambda period: (period.changed, period.starts or date.min, repr(period)), default=None)


def _names_only_the_act(record: Duty | DutyPeriod) -> bool:
    return record.obliged is None and (isinstance(record, DutyPeriod) or record.reason_none is None)


def _duty_word(record: Duty | DutyPeriod, on: date) -> str | None:
    reason = record.reason_none if isinstance(record, Duty) else None
    if is_later(record.starts, on):
        return None
    if record.obliged:
        return None if reason is not None or (record.ends is not None and record.ends < on) else "obliged"
    if isinstance(record, DutyPeriod) or (reason != "temporary_exemption" and is_later(record.ends, on)):
        return None  # a history without its reason, or a duty that ended later
    return _DUTY_WORDS.get(reason or "", "not_obliged")


def _notified(duo: Duo, on: date) -> date | None:
    day = duo.duty.notified if duo.duty is not None else None
    return None if is_later(day, on) else day


def group_on(duo: Duo | None, on: date) -> PersonGroup | GroupPeriod | None:
    """DUO's group of that day; `None` where it began later and the history does not tell."""
    group = duo.group if duo is not None else None
    if group is None or not is_later(group.since, on):
        return group
    then = [period for period in group.history if not is_later(period.since, on) and (period.until is None or on <= period.until)]
    return max(then, key=lambda period: (period.since or date.min, repr(period)), default=None)


def _ended_by_decision(duo: Duo, on: date) -> Iterator[tuple[str, date | None]]:
    for exemption in granted_exemptions(duo, on):
        if exemption.scope == "full":
            yield "exempt", exemption.decided
        elif exemption.scope == "temporary" and _runs(exemption, on):
            yield "temporarily_exempt", exemption.decided
    for dispensation in duo.dispensations or ():
        if dispensation.scope == "full" and dispensation.decision == "granted" and not is_later(dispensation.decided, on):
            yield "dispensed", dispensation.decided


def granted_exemptions(duo: Duo, on: date) -> Iterator[Exemption]:
    """The exemptions that DUO had granted on that day."""
    for exemption in duo.exemptions or ():
        if exemption.decision == "granted" and not is_later(exemption.decided, on):
            yield exemption


def _runs(exemption: Exemption, on: date) -> bool:
    return not is_later(exemption.starts, on) and (exemption.ends is None or on <= exemption.ends)


def duty_interrupted(duty: Duty, on: date) -> tuple[date, date] | None:
    """The last interruption between two periods of duty: its first day, and the first day of the new period. DUO's history tells it."""
    if not duty.history:
        return None
    told = [(one.obliged, one.starts, one.ends) for one in duty.history]
    both = [*told, (duty.obliged, duty.starts, duty.ends)]
    periods = sorted((starts, ends or date.max) for obliged, starts, ends in both if obliged and starts is not None and starts <= on)
    for (_, ends), (again, _) in reversed([*pairwise(periods)]):
        if ends < again != next_day(ends):
            return next_day(ends), again
    return None


def short_interruption(duty: Duty, seen: Seen) -> tuple[date, date] | None:
    """An interruption of at most one year, counted as a calendar year: the duty went on (BI2021 art. 2.1 lid 2)."""
    years = seen.number("gap_years")
    found = duty_interrupted(duty, seen.on)
    return found if found is not None and years is not None and found[1] <= years_later(found[0], years) else None


def cause_of_gap(seen: Seen) -> tuple[str, ToldBy] | None:
    """Why the duty was interrupted, and who told it (BI2021 art. 2.1 lid 2).

    Papers tell an exemption or dispensation of DUO, or that nobody was registered here; where none tells it the person may. `None` where nothing tells it, or where papers tell two causes.
    """
    duty = seen.duty
    gap = duty_interrupted(duty, seen.on) if duty is not None else None
    if gap is None or seen.duo is None:
        return None
    told = {*_released_in(seen.duo, gap), *(_away_in(seen.residence, gap) if seen.residence is not None else ())}
    if not told:
        told = {(one.word, ToldBy(Teller.PERSON, "own_words", one.said)) for one in seen.newest_said("gap_cause")}
    return next(iter(told)) if len({word for word, _ in told}) == 1 else None


def _released_in(duo: Duo, gap: tuple[date, date]) -> Iterator[tuple[str, ToldBy]]:
    """An exemption or dispensation whose days lie in the gap: no cause that lengthens the term."""
    first, again = gap
    starts = [one.starts or one.decided for one in duo.exemptions or () if one.decision == "granted" and one.scope in ("full", "temporary")]
    starts += [one.decided for one in duo.dispensations or () if one.decision == "granted" and one.scope == "full"]
    for day in starts:
        if day is not None and day_before(first) <= day < again:
            yield "other", ToldBy(Teller.DUO, "letter_duo", day)


def _away_in(residence: Residence, gap: tuple[date, date]) -> Iterator[tuple[str, ToldBy]]:
    """Not registered as a resident in the whole gap, where registrations before and after it are known."""
    first, again = gap
    homes = residence.registrations or ()
    before = [one for one in homes if one.until is not None and one.until <= first]
    after = [one for one in homes if first < one.since <= again]
    within = [one for one in homes if one.since < again and (one.until is None or one.until > first)]
    if before and after and not within:
        yield "not_resident", ToldBy(Teller.BRP, "brp", after[0].since)


def act_doubts(duo: Duo, seen: Seen) -> Iterator[Doubt]:
    """A letter that names the 2013 Act, and a duty that did not begin under that act (WI2021 art. 54 lid 1)."""
    duty = duo.duty
    if duty is None or duty.law != "wi2013" or duty.starts is None or "old_act_cohort" not in seen.numbers.by_name:
        return
    period = duty_period(duty.starts, seen.numbers)
    if period in ("before_2013", "from_2022") and duty.starts <= seen.on and not is_later(duty.notified, seen.on):
        letter, register = ToldBy(Teller.DUO, "letter_duo", duty.notified), ToldBy(Teller.DUO, "mijn_inburgering", duty.starts)
        yield doubt("act_against_start", "law_in_letter", ("wi2013", letter), (period, register), unknown=["law_in_letter"])


def duty_doubts(duo: Duo, on: date) -> Iterator[Doubt]:
    """Records of DUO about the duty that cannot all be right (D-8, D-9)."""
    duty = duo.duty
    if duty is None or is_later(duty.changed, on):
        return
    register = ToldBy(Teller.DUO, "mijn_inburgering", duty.changed)
    if duty.obliged and duty.reason_none is not None:
        reason = _DUTY_WORDS.get(duty.reason_none, "not_obliged")
        yield doubt("duty_with_reason_none", "duo_duty", ("obliged", register), (reason, register), unknown=["duo_duty"])
    elif duty.obliged:
        ended = [(word, ToldBy(Teller.DUO, "letter_duo", decided)) for word, decided in _ended_by_decision(duo, on)]
        for source in ended:
            yield doubt("duty_with_reason_none", "duo_duty", ("obliged", register), source, unknown=["duo_duty"])
        if duty.ends is not None and duty.ends < on and not ended:
            end = ToldBy(Teller.DUO, "mijn_inburgering", duty.ends)
            yield doubt("duty_ended", "duo_duty", ("obliged", register), ("not_obliged", end), unknown=["duo_duty"])
    temporary = [exemption for exemption in granted_exemptions(duo, on) if exemption.scope == "temporary"]
    if duty.reason_none == "temporary_exemption" and temporary and not any(_runs(one, on) for one in temporary):
        over = ToldBy(Teller.DUO, "letter_duo", max((one.ends for one in temporary if one.ends is not None), default=None))
        yield doubt("exemption_over", "duo_duty", ("temporarily_exempt", register), ("obliged", over), unknown=["duo_duty"])


def person_sayings(person: Person, seen: Seen, countries: Mapping[str, frozenset[str]]) -> Iterator[Saying]:
    """Age and nationality, as the population register has them."""
    if person.born is not None:
        word = _age(person.born, seen)
        if word is not None:
            yield says("age", word, Teller.BRP, "brp")
    if person.nationalities:
        yield says("nationality", _nationality(set(person.nationalities), countries), Teller.BRP, "brp")


def _age(born: date, seen: Seen) -> str | None:
    """`None` where the AOW age of that day is not in the rulebook and could matter (WI2021 art. 3 lid 1, AOW art. 7a)."""
    lowest = seen.number("minimum_age")
    if lowest is None:
        return None
    if reaches_age(born, lowest * MONTHS_A_YEAR) > seen.on:
        return "under_16"
    series = seen.numbers.number("aow_age").values if "aow_age" in seen.numbers.by_name else ()
    youngest = min((months for _, months in series if months is not None), default=0)
    if reaches_age(born, youngest - 2 * MONTHS_A_YEAR) > seen.on:
        return "from_16_below_aow"
    for (start, months), following in zip(series, [*(day for day, _ in series[1:]), None], strict=True):
        if months is not None and _reached_in(born, months, start, following, seen.on):
            return "aow_or_older"
    return None if seen.number("aow_age") is None else "from_16_below_aow"


def _reached_in(born: date, months: int, start: date, following: date | None, on: date) -> bool:
    """Whether the age was reached on some day of this period, up to that day."""
    day = max(reaches_age(born, months), start)
    return day <= on and (following is None or day < following)


def _nationality(held: set[str], countries: Mapping[str, frozenset[str]]) -> str:
    for word in ("dutch", "eu_eea_swiss"):
        if held & countries.get(word, frozenset()):
            return word
    return "other"


def residence_sayings(residence: Residence, seen: Seen) -> Iterator[Saying]:
    """Title, purpose and special rights, as the IND has them."""
    permit = seen.permit
    if permit is not None:
        if permit.legal_basis is not None and permit.legal_basis in _TITLES:
            yield says("residence_title", _TITLES[permit.legal_basis], Teller.IND, "residence_permit", permit.decided)
        if permit.purpose is not None:
            yield says("residence_purpose", permit.purpose, Teller.IND, "residence_permit", permit.decided)
    young = permit is not None and permit.legal_basis in _FOR_A_FIXED_PERIOD and _old_enough_from_2022(seen)
    since = "from_2022" if young else _scope_since(permit, residence.permits or (), seen)
    if since is not None:
        yield says("scope_since", since, Teller.IND, "residence_permit", permit.decided if permit is not None else None)
    yield from RIGHTS.said(residence, seen.on)


def _old_enough_from_2022(seen: Seen) -> bool:
    """Whether somebody reached the lowest age in 2022 or later: before that day no act could ask it of him (WI2013 art. 5 lid 1, WI2021 art. 54 lid 1)."""
    born = seen.person.born if seen.person is not None else None
    lowest = seen.number("minimum_age")
    if born is None or lowest is None or "old_act_cohort" not in seen.numbers.by_name:
        return False
    reached = reaches_age(born, lowest * MONTHS_A_YEAR)
    return reached <= seen.on and duty_period(reached, seen.numbers) == "from_2022"


def _scope_since(now: Permit | None, permits: tuple[Permit, ...], seen: Seen) -> str | None:
    """Whether the permits that can give a duty began before 2013, before 2022 or later, by the day of their decision (WI2021 art. 3 lid 1).

    `None` where an earlier permit had another purpose: whether it counted then is not told here.
    """
    if now is None or now.legal_basis not in _FOR_A_FIXED_PERIOD or "old_act_cohort" not in seen.numbers.by_name:
        return None
    fixed = [one for one in permits if one.legal_basis in _FOR_A_FIXED_PERIOD]
    held = [one for one in fixed if not is_later(one.decided, seen.on) and not is_later(one.valid_from, seen.on)]
    days = [(day, one) for one in held if (day := one.decided or one.valid_from) is not None]
    if len(days) < len(held) or not days:
        return None
    first, permit = min(days, key=lambda one: one[0])
    period = duty_period(first, seen.numbers)
    if period == "from_2022":
        return "from_2022"
    alike = (permit.legal_basis, permit.purpose) == (now.legal_basis, now.purpose)
    return ("before_2013" if period == "before_2013" else "before_2022") if alike else None


def is_asylum(seen: Seen) -> bool | None:
    """Whether the person holds an asylum permit for a fixed period; `None` where nothing says so."""
    if seen.residence is not None and seen.residence.permits:
        permit = seen.permit
        if permit is not None and permit.legal_basis is not None:
            return permit.legal_basis == "asylum_fixed_term"
    group = group_on(seen.duo, seen.on)
    if group_word(group) is None:
        return None
    detailed = group.detailed if isinstance(group, PersonGroup) else None
    return group_word(group) == "asylum_status_holder" and detailed in (None, "asylum_status_holder")
