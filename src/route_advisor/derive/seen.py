"""A personal file as it is seen on one day: what several topics ask of it is looked up once, and stands here.

A topic takes a `Seen` and says what its part of the file tells. What only one topic asks stands in the module of that topic.
"""

from collections import Counter, defaultdict
from datetime import date

from route_advisor.dates import day_before
from route_advisor.derive.declarations import EXAMS, RELEASES
from route_advisor.derive.sayings import Saying, newest
from route_advisor.facts import DateFact, ToldBy
from route_advisor.personal_file import Duo, Permit, PersonalFile, Plan, RegisteredPlan, Residence, StatedTerm, Statement, TermVersion
from route_advisor.rulebook.numbers import Numbers
from route_advisor.vocabulary import Clock, Teller

_PERIODS = {
    None: "before_2013",
    1: "from_2013_to_2014",
    2: "from_2015_to_september_2017",
    3: "from_october_2017_to_2021",
    4: "from_2022",
}
_OLDER_ACTS = ("wi2013", "wi2007")


class Seen:
    """A personal file on a day, with the numbers of law of that day. What is dated later does not count.

    `plans`, `registrations` and `courses` are `None` where the file does not say, and empty where it says that there are none.
    """

    __slots__ = (
        "_by_name",
        "_said",
        "courses",
        "duo",
        "duty",
        "exams",
        "file",
        "first_plan",
        "followed",
        "life",
        "municipality",
        "numbers",
        "on",
        "permit",
        "person",
        "plans",
        "registered_hours",
        "registered_plan",
        "registrations",
        "releases",
        "residence",
        "school",
        "stated_start",
        "under_older_act",
        "versions",
    )

    def __init__(self, file: PersonalFile, numbers: Numbers, on: date) -> None:
        """Look at a file on that day."""
        self.file = file = plans_in_order(file)
        self.numbers, self.on, self._by_name = numbers, on, numbers.on(on)
        self.person, self.residence, self.municipality = file.person, file.residence, file.municipality
        self.school, self.life = file.school, file.life
        self.duo = duo = file.duo
        self.duty = duo.duty if duo is not None else None
        self.registrations = file.residence.registrations if file.residence is not None else None
        self.courses = file.school.courses if file.school is not None else None
        self.followed = [one for one in self.courses or () if not is_later(one.since, on)]
        """The courses that had begun."""
        hours = (file.municipality.hours if file.municipality is not None else None) or ()
        self.registered_hours = [one for one in hours if not is_later(one.known_until, on)]
        """The hours that municipalities registered, without those that were counted after that day."""
        self._said = _statements(file, on)
        self.permit = _permit_of(file.residence, on) if file.residence is not None else None
        """The permit of that day; `None` where there is none or where several differ."""
        self.exams: tuple[Saying, ...] = tuple(EXAMS.said(duo, on)) if duo is not None else ()
        """The best pass of each part up to that day (WI2021 art. 7, BI2021 art. 3.3)."""
        self.releases: tuple[Saying, ...] = tuple(RELEASES.said(duo, on)) if duo is not None else ()
        """Partial exemptions per skill and level, and dispensations per part (WI2021 art. 5 and 7 lid 3)."""
        self.under_older_act = _is_under_older_act(duo, numbers, on)
        """Whether DUO's letter names an act from before 2022; without one, whether the duty began under one."""
        self.plans = _plans_until(file, on)
        """The plans dated up to that day, oldest first."""
        self.registered_plan = _registered_plan(duo, on)
        """What DUO says about the plan."""
        self.versions = versions_on(duo.term if duo is not None else None, on)
        """DUO's versions of the term, oldest first; the last one counts."""
        self.stated_start = (
            duo.term.starts if self.versions and duo is not None and duo.term is not None and not self.under_older_act else None
        )
        """The first day of the term as DUO stated it; `None` under an older act, where the term follows other rules."""
        self.first_plan = _first_plan(self.plans, self.stated_start)
        """The date on the first PIP. It starts the term, and no later plan moves it (WI2021 art. 11 lid 3)."""

    def number(self, name: str) -> int | None:
        """The value of a number of law on that day; `None` where the rulebook has no such number, or not on that day."""
        return self._by_name.get(name)

    def said_by(self, fact: str) -> list[Statement]:
        """What the person said about a fact, the newest last."""
        return self._said.get(fact, [])

    def newest_said(self, fact: str) -> list[Statement]:
        """The statements of the person about a fact that count: the newest; several where they are of one day."""
        said = self.said_by(fact)
        return said if len(said) < 2 else [said[place] for place in newest([(one.fact, one.word, one.said) for one in said], self.on)]


def is_later(day: date | None, on: date) -> bool:
    """Whether a day that somebody told is later than another."""
    return day is not None and day > on


# --- what the person said ---------------------------------------------------------------------------------


def _statements(file: PersonalFile, on: date) -> dict[str, list[Statement]]:
    """What the person said up to that day, by fact, the newest last."""
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in file.statements or ():
        if one.said is None or one.said <= on:
            found[one.fact].append(one)
    for said in found.values():
        said.sort(key=lambda one: one.said or date.min)
    return found


# --- the permit -------------------------------------------------------------------------------------------


def _permit_of(residence: Residence, on: date) -> Permit | None:
    """The permit of that day; `None` where there is none or where several differ."""
    valid = [
        permit
        for permit in residence.permits or ()
        if not is_later(permit.valid_from, on)
        and not is_later(permit.decided, on)
        and (permit.valid_until is None or on <= permit.valid_until)
    ]
    if len(valid) < 2:
        return valid[0] if valid else None
    latest = max(permit.valid_from or date.min for permit in valid)
    newest_ones = [permit for permit in valid if (permit.valid_from or date.min) == latest]
    kinds = {(permit.legal_basis, permit.purpose) for permit in newest_ones}
    return min(newest_ones, key=lambda permit: permit.decided or date.min) if len(kinds) == 1 else None


# --- the act ----------------------------------------------------------------------------------------------


def duty_period(starts: date, numbers: Numbers) -> str:
    """The group of the old act, by the day on which the duty began (BI2013 art. 2.10 lid 2, WI2021 art. 54)."""
    return _PERIODS[numbers.at("old_act_cohort", starts)]


def duty_starts(duo: Duo, numbers: Numbers) -> date | None:
    """The first day of the duty. Where only a term of before 2022 is known, that of the term: then it began with the duty (WI2013 art. 7b)."""
    if duo.duty is not None and duo.duty.starts is not None:
        return duo.duty.starts
    if duo.term is None or duo.term.starts is None or "old_act_cohort" not in numbers.by_name:
        return None
    return duo.term.starts if duty_period(duo.term.starts, numbers) != "from_2022" else None


def _is_under_older_act(duo: Duo | None, numbers: Numbers, on: date) -> bool:
    if duo is None:
        return False
    duty = duo.duty
    if duty is not None and duty.law is not None and not is_later(duty.notified, on):
        return duty.law in _OLDER_ACTS
    starts = duty_starts(duo, numbers)
    if starts is None or starts > on or "old_act_cohort" not in numbers.by_name:
        return False
    return duty_period(starts, numbers) != "from_2022"


# --- the plans and the term -------------------------------------------------------------------------------


def plans_in_order(file: PersonalFile) -> PersonalFile:
    """The file with its plans oldest first, and those of one day in an order that does not hang on which was written first."""
    plans = file.municipality.plans if file.municipality is not None else None
    if file.municipality is None or plans is None or len(plans) < 2:
        return file
    of_a_day = Counter(plan.dated for plan in plans)
    in_order = sorted(plans, key=lambda plan: (plan.dated, repr(plan) if of_a_day[plan.dated] > 1 else ""))
    return file.model_copy(update={"municipality": file.municipality.model_copy(update={"plans": tuple(in_order)})})


def _plans_until(file: PersonalFile, on: date) -> tuple[Plan, ...] | None:
    plans = file.municipality.plans if file.municipality is not None else None
    return None if plans is None else tuple([plan for plan in plans if plan.dated <= on])


def pip_of(plan: Plan) -> ToldBy:
    """The municipality, in the PIP of that date."""
    return ToldBy(Teller.MUNICIPALITY, "pip", plan.dated)


def _registered_plan(duo: Duo | None, on: date) -> RegisteredPlan | None:
    plan = duo.plan if duo is not None else None
    return None if plan is None or is_later(plan.dated, on) else plan


def versions_on(stated: StatedTerm | None, on: date) -> tuple[TermVersion, ...]:
    """The versions of a stated term that were on record on that day, oldest first; the last one counts."""
    if stated is None:
        return ()
    known = [one for one in (*stated.history, stated) if not is_later(one.changed, on)]
    if len(known) > 1:
        known.sort(key=lambda one: (one is stated, one.changed or date.min, one.last_day, repr(one)))
    return tuple(known)


def _first_plan(plans: tuple[Plan, ...] | None, starts: date | None) -> DateFact | None:
    """Where the plans in the file came later than DUO's start of the term, the first one follows from that.

    The plan that DUO has registered is the current one, so its date tells nothing about the first.
    """
    if plans and (starts is None or starts > plans[0].dated):
        return DateFact(Clock.FIRST_PLAN, plans[0].dated, (pip_of(plans[0]),))
    if starts is None or plans == ():
        return None
    return DateFact(Clock.FIRST_PLAN, day_before(starts), (ToldBy(Teller.DUO, "letter_duo"),))
