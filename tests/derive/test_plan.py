"""Facts about the intake, the plan, its route and levels, and the weeks that the municipality has for it."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from route_advisor.derive.seen import plans_in_order

ON = date(2025, 6, 1)
PLAN = {"dated": date(2023, 5, 10), "route": "b1"}


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        (None, (None, None, None)),
        ([], ("not_yet", None, None)),
        ([PLAN], ("dated", "one", "b1")),
        ([{**PLAN, "dated": date(2025, 6, 2)}], ("not_yet", None, None)),
        ([PLAN, {"dated": date(2024, 5, 1), "route": "z"}], ("dated", "several", "z")),
        ([{"dated": date(2024, 5, 1), "route": "z"}, PLAN], ("dated", "several", "z")),
        ([PLAN, {**PLAN, "route": "z"}], ("dated", "one", None)),
    ],
)
def test_the_newest_plan_up_to_this_day_names_the_route(word, plans, expected):
    """No list is unknown, an empty list is no plan; two routes of one day leave the route unknown."""
    municipality = {} if plans is None else {"plans": plans}
    assert tuple(word(fact, municipality=municipality) for fact in ("plan", "plan_count", "route")) == expected


@pytest.mark.parametrize(
    ("more", "levels"),
    [
        ({}, ("b1", "b1")),
        ({"level": "b1"}, ("b1", "b1")),
        ({"skill_levels": {"writing": "a2"}}, ("b1", "a2")),
        ({"level": "a2"}, ("a2", "a2")),
        ({"level": "a2", "skill_levels": {"reading": "b1"}}, ("b1", "a2")),
        ({"route": "z"}, (None, None)),
    ],
)
def test_a_later_plan_names_the_level_of_each_skill(word, more, levels):
    """L-4, L-9: without a level a B1 plan means B1; a skill has its own level where the plan says so; other routes have none."""
    plans = [PLAN, {**PLAN, "dated": date(2024, 5, 1), **more}]
    assert tuple(word(f"{skill}_level_decided", municipality={"plans": plans}) for skill in ("reading", "writing")) == levels


def test_a_first_plan_in_the_file_may_lower_the_level_where_duo_knows_an_earlier_one(twin, file_of):
    """L-3 speaks of the first plan ever: a term that began before this plan shows that there was another."""
    term = {"starts": date(2023, 5, 11), "last_day": date(2026, 5, 10)}
    plans = [{**PLAN, "dated": date(2024, 5, 1), "level": "a2"}]
    facts, _ = twin.verdicts(file_of(duo={"term": term}, municipality={"plans": plans}), on=ON)
    assert facts.word("writing_level_decided") == "a2"
    assert facts.conflicts == ()


def test_the_plan_that_duo_registered_gives_a_route_and_no_start_of_the_term(twin, file_of):
    """WI2021 art. 11 lid 3: DUO registers the current plan. Only the first plan starts the term, so its date settles nothing."""
    duty = {"obliged": True, "law": "wi2021"}
    advice = twin.advise(file_of(duo={"duty": duty, "plan": {"dated": date(2024, 5, 1), "route": "b1"}}), on=ON)
    assert advice.route.value == "b1"
    assert advice.term == "unknown"
    assert "term" in [question.fact for question in advice.questions]


def test_a_later_plan_at_duo_is_no_reason_to_doubt_the_pvt(twin, file_of):
    """Signed in the term, before the plan that DUO has now: nobody need check that date."""
    duo = {"duty": {"obliged": True, "law": "wi2021"}, "plan": {"dated": date(2024, 5, 1), "route": "b1"}}
    advice = twin.advise(file_of(duo=duo, municipality={"pvt": {"hours": 12, "signed": date(2023, 9, 1)}}), on=ON)
    assert advice.conflicts == ()
    assert advice.component("pvt").standing == "done"


@pytest.mark.parametrize(
    ("intake", "expected"),
    [
        ({}, "not_yet"),
        ({"invited": date(2025, 6, 2)}, "not_yet"),
        ({"completed": date(2025, 6, 1)}, "completed"),
        ({"completed": date(2025, 6, 2)}, "not_yet"),
    ],
)
def test_an_intake_is_completed_from_its_own_day(word, intake, expected):
    """The day of completion counts."""
    assert word("intake", municipality={"intake": intake}) == expected


@pytest.mark.parametrize(
    ("information", "expected"),
    [
        ({"awaited": True}, "awaited"),
        ({"awaited": False}, "not_awaited"),
        ({"awaited": True, "received": date(2025, 6, 1)}, "not_awaited"),
        ({"awaited": True, "received": date(2025, 6, 2)}, "awaited"),
    ],
)
def test_information_is_awaited_until_it_is_received(word, information, expected):
    """BI2021 art. 5.3 lid 2."""
    assert word("third_party_information", municipality={"third_party_information": information}) == expected


@pytest.mark.parametrize(
    ("centre", "basis", "known"),
    [
        (True, "asylum_fixed_term", False),
        (False, "asylum_fixed_term", True),
        (None, "asylum_fixed_term", False),
        (True, "regular_fixed_term", True),
    ],
)
def test_for_an_asylum_permit_only_a_home_outside_a_centre_starts_the_weeks(word, centre, basis, known):
    """BI2021 art. 5.3 lid 1: the municipality of housing; where the file does not say, the clock is unknown."""
    since = date(2025, 2, 3)
    registration = {"municipality": "0363", "since": since, **({} if centre is None else {"reception_centre": centre})}
    residence = {"permits": [{"legal_basis": basis}], "registrations": [registration]}
    duty = {"obliged": True, "notified": since, "law": "wi2021"}
    found = word("plan_clock", on=since + timedelta(weeks=10), residence=residence, duo={"duty": duty}, municipality={"plans": []})
    assert found == ("running" if known else None)


@pytest.mark.parametrize(("starts", "act"), [(date(2019, 8, 2), "wi2013"), (date(2012, 8, 2), "wi2007")])
def test_a_plan_beside_an_older_duty_names_the_act_of_that_duty(twin, file_of, starts, act):
    """Where no letter names an act, the first day of the duty tells it; a conflict never shows an empty source."""
    file = file_of(duo={"duty": {"starts": starts}}, municipality={"plans": [PLAN]})
    (conflict,) = [one for one in twin.advise(file, on=ON).conflicts if one.id == "plan_under_old_act"]
    assert {one.value for one in conflict.sources} == {"wi2021", act}
    assert {one.told_by.document for one in conflict.sources} == {"pip", "mijn_inburgering"}


def test_plans_stand_oldest_first_and_those_of_one_day_alike_however_they_were_written(file_of):
    """So that no answer hangs on which of two plans of one day stands first in the file."""
    plans = [{"dated": "2024-05-10", "route": "z"}, {"dated": "2023-05-10", "route": "z"}, {"dated": "2023-05-10", "route": "b1"}]
    files = [plans_in_order(file_of(municipality={"plans": some})) for some in permutations(plans)]
    assert {tuple(plan.dated.year for plan in file.municipality.plans) for file in files} == {(2023, 2023, 2024)}
    assert len({repr(file) for file in files}) == 1


def test_two_plans_of_one_day_that_differ_in_one_level_leave_route_and_levels_open(word):
    """Nobody knows which of them counts, so neither does what they agree on."""
    municipality = {"plans": [PLAN, {**PLAN, "skill_levels": {"writing": "a2"}}]}
    facts = ("route", "reading_level_decided", "listening_level_decided", "writing_level_decided", "speaking_level_decided")
    assert {word(fact, municipality=municipality) for fact in facts} == {None}
    assert word("plan", municipality=municipality) == "dated"


def test_the_ten_weeks_run_from_the_day_of_the_notice_on(word):
    """BI2021 art. 5.3 lid 1: on that day itself they run, and on the day before there is nothing to count."""
    duo = {"duty": {"obliged": True, "starts": date(2025, 1, 1), "notified": ON}, "group": {"value": "family_or_other_migrant"}}
    days = (ON - timedelta(days=1), ON, ON + timedelta(weeks=10), ON + timedelta(weeks=10, days=1))
    assert [word("plan_clock", on=day, duo=duo) for day in days] == [None, "running", "running", "passed"]
