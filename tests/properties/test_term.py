"""The term: three years from the day after the first plan; only DUO moves its end, and nothing moves its start."""

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from route_advisor import write
from route_advisor.dates import day_before, last_day_of_term, months_later, next_day
from route_advisor.testing import days, file_days, life_stories
from route_advisor.vocabulary import Clock

thorough = settings(max_examples=2 * settings.default.max_examples)
in_term = file_days(life_stories(reaches="plan"))
plan_days = days(date(2022, 1, 1), date(2026, 12, 31))


@thorough
@given(file_days())
def test_without_a_plan_there_is_no_route_no_level_and_no_term(twin, changed, file_day):
    """P-6: no PIP and no letter of DUO about one: no route, no level, no dates, so nobody is told that they are late.

    Under the 2013 Act the level hangs on no plan: it is A2 for everybody (WI2013 art. 7).
    """
    file, on = file_day
    planless = changed(file, {"duo.plan": None, "duo.term": None, "municipality.plans": lambda old: None if old is None else []})
    advice = twin.advise(planless, on=on)
    assert advice.route.standing == "not_decided"
    assert advice.route.errand.en
    assert isinstance(advice.term, str)
    assert advice.regime.value == "wi2013" or all(item.level is None for item in advice.components)
    assert not any(step.latest_sensible_day for step in advice.steps)


@thorough
@given(file_days())
def test_a_route_is_read_from_a_paper_and_never_concluded(twin, file_day):
    """Deference: a route comes from a plan or a letter, with its date; nobody else's word gives one."""
    file, on = file_day
    route = twin.advise(file, on=on).route
    if route.standing == "decided":
        in_plans = {plan.route for plan in (file.municipality and file.municipality.plans) or () if plan.dated <= on}
        at_duo = {file.duo.plan.route} if file.duo is not None and file.duo.plan is not None else set()
        assert route.value in in_plans | at_duo
        assert route.document in ("pip", "letter_duo", "mijn_inburgering")
        assert route.dated is None or route.dated <= on


def _starts(advice):
    return None if isinstance(advice.term, str) else advice.term.starts


@thorough
@given(in_term, st.sampled_from(("b1", "onderwijs", "z")), st.sampled_from(("0363", "0599", "0014")))
def test_a_new_plan_never_moves_the_start_of_the_term(twin, changed, file_day, route, municipality):
    """WI2021 art. 11 lid 3, R10, P-5: not after a move, nor on another route, nor when DUO registers the new plan."""
    file, on = file_day
    before = twin.advise(file, on=on)
    assume(not isinstance(before.term, str))
    assume(on > before.term.starts)
    plan = {"dated": on, "route": route, "municipality": municipality}
    for known in (
        {"municipality.plans": lambda old: [*(old or ()), plan]},
        {"municipality.plans": lambda old: [*(old or ()), plan], "duo.plan": {"dated": on, "route": route}},
        {"duo.plan": {"dated": on, "route": route}},
    ):
        after = twin.advise(changed(file, known), on=on)
        assert _starts(after) in (before.term.starts, None)
        if not isinstance(after.term, str):
            assert after.term.last_day == before.term.last_day


@given(in_term, st.sampled_from(("0363", "0599", "0014")))
def test_a_move_leaves_the_term_as_it_is(twin, changed, file_day, municipality):
    """P-5: a registration in another municipality changes no day of the term."""
    file, on = file_day
    moved = changed(file, {"residence.registrations": lambda old: [*(old or ()), {"municipality": municipality, "since": on}]})
    before, after = twin.advise(file, on=on).term, twin.advise(moved, on=on).term
    assert isinstance(before, str) == isinstance(after, str)
    if not isinstance(before, str):
        assert (after.starts, after.last_day) == (before.starts, before.last_day)


@thorough
@given(file_days(life_stories(reaches="term_letter")), st.integers(1, 700))
def test_extra_time_never_makes_the_term_shorter(twin, changed, file_day, more):
    """R11: an extension that DUO registers today moves the last day on and leaves the start."""
    file, on = file_day
    before = twin.advise(file, on=on)
    assume(not isinstance(before.term, str) and before.term.stated_last_day is not None)
    old = file.duo.term
    version = {"last_day": before.term.last_day, "changed": day_before(on)}
    longer = {"starts": old.starts, "last_day": before.term.last_day + timedelta(days=more), "changed": on, "history": [version]}
    after = twin.advise(changed(file, {"duo.term": longer}), on=on).term
    assert after.starts == before.term.starts
    assert after.last_day == before.term.last_day + timedelta(days=more)
    assert after.stated_last_day == after.last_day


@thorough
@given(plan_days, st.lists(plan_days, max_size=3))
def test_the_term_is_three_years_from_the_day_after_the_first_plan(twin, file_of, first, later):
    """WI2021 art. 11: also for plans of 28 and 29 February. The last day is the day before the same date, three years on."""
    plans = [{"dated": day, "route": "b1"} for day in (first, *later)]
    oldest = min(first, *later) if later else first
    on = max(first, *later) if later else first
    duty = {"obliged": True, "law": "wi2021"}
    term = twin.advise(file_of(duo={"duty": duty}, municipality={"plans": plans}), on=on).term
    assert term.starts == next_day(oldest)
    assert term.last_day == last_day_of_term(term.starts, 3)
    assert next_day(term.last_day).replace(year=term.starts.year) == term.starts or (term.starts.month, term.starts.day) == (2, 29)
    assert timedelta(days=1094) <= term.last_day - term.starts <= timedelta(days=1095)


@thorough
@given(plan_days | st.just(date(2024, 2, 28)))
def test_two_last_days_are_told_for_a_term_from_the_leap_day_and_for_no_other(twin, file_of, first):
    """Whether it ends on 27 or 28 February the law leaves open: the earlier one counts, both are printed as a reading, and DUO decides."""
    file = file_of(duo={"duty": {"obliged": True, "law": "wi2021"}}, municipality={"plans": [{"dated": first, "route": "b1"}]})
    advice = twin.advise(file, on=first)
    told = [why for why in advice.term.why if why.rule == "WI21-TERM-6"]
    assert bool(told) is ((first.month, first.day) == (2, 28) and next_day(first).month == 2)
    for why in told:
        assert advice.term.last_day == date(first.year + 3, 2, 27)
        assert f"27 February {first.year + 3} or 28 February {first.year + 3}" in why.says.en
        assert why.law[0].certainty == "inference"
        letter = {"last_day": date(first.year + 3, 2, 28), "changed": first}
        assert f"or 28 February {first.year + 3}" in write(advice, "text", lang="en", reader="lawyer", width=1000)
        stated = file_of(duo={"duty": {"obliged": True, "law": "wi2021"}, "term": letter}, municipality={"plans": [{"dated": first}]})
        after = twin.advise(stated, on=first).term
        assert after.last_day == after.computed_last_day == letter["last_day"]
        assert after.other_last_day is None
        assert "WI21-TERM-6" not in [why.rule for why in after.why]


@thorough
@given(in_term)
def test_the_word_for_the_term_fits_its_days(twin, file_day):
    """Not started before its first day, over after its last; the window for extra time opens six months before that (R12)."""
    file, on = file_day
    facts, _ = twin.verdicts(file, on=on)
    word = facts.word("term")
    assume(word is not None and Clock.TERM_STARTS in facts.dates)
    starts, last, window = (facts.dates[clock].day for clock in (Clock.TERM_STARTS, Clock.TERM_LAST_DAY, Clock.EXTRA_TIME_FROM))
    assert window == months_later(last, -6)
    assert word == ("not_started" if on < starts else "over" if on > last else "last_six_months" if on >= window else "running")


@thorough
@given(in_term)
def test_a_latest_sensible_day_lies_before_the_last_day(twin, file_day):
    """Planning, not law: a day to be in time for registration, never after the term; once it is over it is told as passed."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    for step in advice.steps:
        if step.latest_sensible_day is not None:
            assert step.latest_sensible_day < advice.term.last_day or on > step.latest_sensible_day == advice.term.last_day
            assert step.passed is (step.latest_sensible_day < on)
