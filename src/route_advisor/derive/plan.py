"""Facts about the intake, the plan (PIP), its route and levels, and the ten weeks the municipality has for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from route_advisor.dates import next_day, weeks_later
from route_advisor.derive.declarations import SKILLS
from route_advisor.derive.duty import group_on, group_word, is_asylum, older_act
from route_advisor.derive.sayings import Doubt, Saying, doubt, says
from route_advisor.derive.seen import Seen, pip_of
from route_advisor.facts import DateFact, ToldBy
from route_advisor.personal_file import Duty, Plan, RegisteredPlan
from route_advisor.rulebook.numbers import Numbers
from route_advisor.vocabulary import Clock, Teller


def no_plan_yet(seen: Seen) -> bool:
    """Whether the municipality says that there is no plan yet, and DUO names none either."""
    plan = seen.registered_plan
    return seen.plans == () and plan is None and (seen.duo is None or seen.duo.term is None)


def plan_sayings(seen: Seen) -> Iterator[Saying]:
    """Whether there is a plan, how many, and its route and levels (WI2021 art. 15)."""
    plans = seen.plans
    if plans is not None:
        if plans:
            yield Saying("plan", "dated", pip_of(plans[0]))
            yield Saying("plan_count", "several" if len({plan.dated for plan in plans}) > 1 else "one", pip_of(plans[-1]))
            for plan in current_plans(plans):
                if plan.route is not None:
                    yield Saying("route", plan.route, pip_of(plan))
                yield from _levels(plan)
        else:
            yield says("plan", "not_yet", Teller.MUNICIPALITY, "municipal_record")
    registered = seen.registered_plan
    if registered is not None:
        if registered.dated is not None:
            yield says("plan", "dated", Teller.DUO, "letter_duo", registered.dated)
        if registered.route is not None:
            yield says("route", registered.route, Teller.DUO, "letter_duo", registered.dated)


def current_plans(plans: tuple[Plan, ...]) -> tuple[Plan, ...]:
    """The newest plan; several where plans of one day differ."""
    return tuple(plan for plan in plans if plan.dated == plans[-1].dated)


def _levels(plan: Plan) -> Iterator[Saying]:
    if plan.route == "b1":
        pip = pip_of(plan)
        for skill in SKILLS:
            yield Saying(f"{skill}_level_decided", level_of(plan, skill), pip)


def level_of(plan: Plan, skill: str) -> str:
    """The level of one skill. A plan of the B1 route without a level means B1 (DUO exchange, L-4)."""
    own = getattr(plan.skill_levels, skill) if plan.skill_levels is not None else None
    return own or plan.level or "b1"


def plan_doubts(seen: Seen) -> Iterator[Doubt]:
    """Plans that cannot all be right (L-3, L-6, D-1, and the registers of municipality and DUO)."""
    plans = seen.plans or ()
    yield from _plans_of_one_day(plans)
    yield from _first_plan_at_a2(plans, seen)
    yield from _levels_that_differ(plans, seen.registered_plan)
    duty, older = seen.duty, older_act(seen)
    for plan in plans:
        if duty is not None and older is not None:
            yield doubt("plan_under_old_act", "law_in_letter", ("wi2021", pip_of(plan)), older, unknown=["law_in_letter"])
        if duty is not None and duty.starts is not None and duty.starts <= seen.on and plan.dated < _first_start(duty, duty.starts):
            yield doubt(
                "plan_before_duty", "plan", ("dated", pip_of(plan)), ("obliged", ToldBy(Teller.DUO, "mijn_inburgering", duty.starts))
            )
        group = group_on(seen.duo, plan.dated)
        if plan.estimated_hours is not None and group is not None and group_word(group) == "family_or_other_migrant":
            yield doubt(
                "estimated_hours_other_group",
                "group",
                ("asylum_status_holder", pip_of(plan)),
                ("family_or_other_migrant", ToldBy(Teller.DUO, "mijn_inburgering", group.since)),
            )
        yield from _before_registration(plan, seen)


def _first_start(duty: Duty, starts: date) -> date:
    """The first day of the first period of duty: a short interruption does not end it (BI2021 art. 2.1)."""
    return min([starts, *(one.starts for one in duty.history if one.obliged and one.starts is not None)])


def _plans_of_one_day(plans: tuple[Plan, ...]) -> Iterator[Doubt]:
    current = current_plans(plans) if plans else ()
    kinds = {(plan.route, *(level_of(plan, skill) for skill in SKILLS)) for plan in current}
    if len(kinds) > 1:
        unknown = ["route", *(f"{skill}_level_decided" for skill in SKILLS)]
        sources = sorted({(plan.route or "unknown", pip_of(plan)) for plan in current})
        yield doubt("plans_same_day", "route", *sources, unknown=unknown)


def _first_plan_at_a2(plans: tuple[Plan, ...], seen: Seen) -> Iterator[Doubt]:
    if not plans or plans[0].dated != plans[-1].dated:
        return
    first = plans[0]
    starts = seen.stated_start
    if starts is not None and starts <= first.dated:
        return  # the term began earlier, so this is not the first plan
    lowered = [skill for skill in SKILLS if first.route == "b1" and level_of(first, skill) == "a2"]
    if lowered:
        facts = [f"{skill}_level_decided" for skill in lowered]
        yield doubt("first_plan_a2", facts[0], ("a2", pip_of(first)), unknown=facts)


def _levels_that_differ(plans: tuple[Plan, ...], registered: RegisteredPlan | None) -> Iterator[Doubt]:
    if not plans or registered is None or registered.level is None or plans[-1].route != "b1":
        return
    current = plans[-1]
    levels = {skill: level_of(current, skill) for skill in SKILLS}
    if min(levels.values()) != registered.level:
        facts = [f"{skill}_level_decided" for skill, level in levels.items() if level != "b1" or registered.level == "a2"]
        letter = ToldBy(Teller.DUO, "letter_duo", registered.dated)
        yield doubt("level_differs", facts[0], (min(levels.values()), pip_of(current)), (registered.level, letter), unknown=facts)


def _before_registration(plan: Plan, seen: Seen) -> Iterator[Doubt]:
    registrations = seen.registrations or ()
    there = [
        one for one in registrations if one.since <= seen.on and one.municipality is not None and one.municipality == plan.municipality
    ]
    if there and all(one.since > plan.dated for one in there):
        first = min(one.since for one in there)
        yield doubt("plan_before_registration", "plan", ("dated", pip_of(plan)), ("not_yet", ToldBy(Teller.BRP, "brp", first)))


@dataclass(frozen=True, slots=True)
class PlanClock:
    """The last day for the plan, by the text of that day and, for people from before the change, by the earlier text."""

    due: date | None
    due_by_earlier_text: date | None
    told_by: tuple[ToldBy, ...]

    def word(self, on: date) -> str | None:
        """Whether the ten weeks run or have passed; `two_readings` where the two texts differ about that."""
        passed = {on > due for due in (self.due, self.due_by_earlier_text) if due is not None}
        if len(passed) > 1:
            return "two_readings"
        return None if not passed else ("passed" if passed.pop() else "running")

    def dates(self) -> Iterator[DateFact]:
        """The dates for the sentences."""
        if self.due is not None:
            yield DateFact(Clock.PLAN_DUE, self.due, self.told_by)
        if self.due_by_earlier_text is not None:
            yield DateFact(Clock.PLAN_DUE_BEFORE_2023, self.due_by_earlier_text, self.told_by)


def plan_clock(seen: Seen) -> PlanClock | None:
    """The clock of BI2021 art. 5.3 lid 1; `None` where the file does not hold what it needs.

    Until 31 December 2022 ten weeks from registration; since then ten weeks from DUO's notice, or from registration in
    the municipality of housing for somebody who was not yet registered there on that day.
    """
    duty = seen.duty
    notified = duty.notified if duty is not None and duty.notified is not None and duty.notified <= seen.on else None
    asylum = is_asylum(seen)
    registered = _housed_since(seen, asylum=asylum)
    earlier = _weeks_after(registered, seen.number("plan_weeks_from_registration"), seen.on)
    if earlier is not None and registered is not None:
        return PlanClock(earlier, None, (ToldBy(Teller.BRP, "brp", registered),))
    counted_from = _counted_from(notified, registered, asylum=asylum)
    due = _weeks_after(counted_from, seen.number("plan_weeks"), seen.on)
    if due is None or notified is None or counted_from is None:
        return None
    told_by = (ToldBy(Teller.DUO, "letter_duo", notified), *((ToldBy(Teller.BRP, "brp", registered),) if registered is not None else ()))
    return PlanClock(due, _by_earlier_text(notified, registered, seen.numbers), told_by)


def _weeks_after(day: date | None, weeks: int | None, on: date) -> date | None:
    return None if day is None or weeks is None or day > on else weeks_later(day, weeks)


def _housed_since(seen: Seen, *, asylum: bool | None) -> date | None:
    """Since when the person is registered: for an asylum permit, outside a reception centre."""
    registrations = seen.registrations or ()
    days = [one.since for one in registrations if one.since <= seen.on and (asylum is False or one.reception_centre is False)]
    return min(days, default=None)


def _counted_from(notified: date | None, registered: date | None, *, asylum: bool | None) -> date | None:
    if notified is None or asylum is False:
        return notified
    return None if registered is None else max(notified, registered)


def _by_earlier_text(notified: date, registered: date | None, numbers: Numbers) -> date | None:
    """For somebody notified or registered before the clock changed the text regulates no transition: both dates are told."""
    changed = numbers.number("plan_weeks").values[0][0]
    if registered is None or min(notified, registered) >= changed:
        return None
    weeks = numbers.at("plan_weeks_from_registration", max(registered, numbers.number("plan_weeks_from_registration").values[0][0]))
    return weeks_later(registered, weeks) if weeks is not None and registered < changed else None


def clock_sayings(seen: Seen, clock: PlanClock | None) -> Iterator[Saying]:
    """Whether the ten weeks have passed, for somebody without a plan."""
    if seen.plans:
        return
    word = clock.word(seen.on) if clock is not None else None
    if clock is not None and word is not None:
        yield Saying("plan_clock", word, ToldBy(Teller.MUNICIPALITY, "computed", clock.due))


def term_start_of(first_plan: date) -> date:
    """The term starts on the day after the date on the first PIP (WI2021 art. 11 lid 2)."""
    return next_day(first_plan)
