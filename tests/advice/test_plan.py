"""The plan: each open part counted back from the last day of the term, and never mistaken for law."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from route_advisor import load
from route_advisor.advice.planned import Fit, LegalDate, Plan, PlanningDay
from route_advisor.testing import file_days, files_near_legal_edges
from route_advisor.vocabulary import CLOSED, StepKind
from route_advisor.writers.plan_sentences import plan_told
from route_advisor.writers.wording import Wording


@pytest.fixture(scope="module")
def amina_on(twin):
    """The advice for the example of the README, on a day."""
    file = load("examples/amina-b1.yaml")
    return lambda on, **more: twin.advise(file, on=on, **more)


def days_of(chain):
    """The days of the links that have one, in their order."""
    return [link.latest.planning_day for link in chain.links if link.latest is not None]


def test_a_chain_goes_from_enrolling_to_the_register(amina_on):
    """KNM: six weeks to enrol, eight for the result and one to spare, all before 12 March 2027."""
    chain = next(one for one in amina_on(date(2026, 11, 23)).plan.chains if one.component == "knm_exam")
    assert [link.link for link in chain.links] == ["enrol", "exam", "result", "registered"]
    assert days_of(chain) == [date(2026, 11, 27), date(2027, 1, 8), date(2027, 3, 5), date(2027, 3, 12)]
    assert chain.fit is Fit.FITS
    assert chain.spare_days == 4


def test_each_lead_time_says_where_and_when_it_was_read(amina_on):
    """No lead time without its source and its checked day."""
    for chain in amina_on(date(2026, 11, 23)).plan.chains:
        for link in chain.links:
            assert all(lead.weeks and lead.source and lead.checked_on for lead in link.lead)


def test_a_legal_date_and_a_planning_day_are_of_different_types_and_keys(amina_on):
    """An app cannot read the one for the other, and the last day alone is law."""
    plan = amina_on(date(2026, 11, 23)).plan
    assert not LegalDate.model_fields.keys() & PlanningDay.model_fields.keys()
    told = plan.model_dump_json()
    assert told.count('"legal_date"') == 1
    assert plan.last_day.legal_date == date(2027, 3, 12)


def test_the_part_with_the_fewest_days_stands_first_and_is_critical(amina_on):
    """KNM takes longest, so it is what to do first; the MAP has no known beginning and is not called less urgent."""
    plan = amina_on(date(2026, 11, 23)).plan
    assert plan.critical == ("knm_exam",)
    assert [chain.spare_days for chain in plan.chains] == sorted(chain.spare_days for chain in plan.chains)


@pytest.mark.parametrize(
    ("on", "fit"),
    [
        (date(2026, 11, 27), Fit.FITS),
        (date(2026, 11, 28), Fit.TIGHT),
        (date(2027, 1, 8), Fit.TIGHT),
        (date(2027, 1, 9), Fit.NO_LONGER_FITS),
    ],
)
def test_a_part_is_tight_after_the_day_to_enrol_and_late_after_the_day_of_the_exam(amina_on, on, fit):
    """The latest day itself still fits."""
    chain = next(one for one in amina_on(on).plan.chains if one.component == "knm_exam")
    assert chain.fit is fit


def test_what_is_late_says_what_can_be_asked_and_of_whom(amina_on):
    """More time of DUO; a lower level of the municipality for a skill, and never for KNM."""
    late = {one.component: [ask.rule.partition(":")[0] for ask in one.instead] for one in amina_on(date(2027, 2, 1)).plan.chains}
    assert late["knm_exam"] == ["WI21-TIME-2"]
    assert late["writing"] == ["WI21-TIME-2", "WI21-B1-3", "WI21-STEP-17"]


def test_the_plan_says_that_the_law_leaves_exam_or_result_open(amina_on, book):
    """It plans on the result, and names the rule that says so."""
    plan = amina_on(date(2026, 11, 23)).plan
    assert plan.counted_from == "result"
    assert [one.rule for one in plan.because] == ["WI21-TERM-7"]
    told = plan_told(amina_on(date(2026, 11, 23)), Wording(book.catalogue, "en")).sentences()
    assert any("The law does not say whether the exam or its result" in one for one in told)


@pytest.mark.parametrize(
    ("name", "standing"), [("nothing-known", "no_term"), ("route-unknown", "no_term"), ("term-over-family", "term_over")]
)
def test_without_a_running_term_there_is_no_plan(twin, name, standing):
    """No last day is made up; once it has passed the steps say what can be asked."""
    assert twin.advise(load(f"examples/{name}.yaml"), on=date(2026, 11, 23)).plan == standing


@given(file_days(files_near_legal_edges()))
def test_every_plan_keeps_its_promises(twin, file_day):
    """For every file: a plan only in a running term, for parts that are not closed, its days in order and up to the last day."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    plan = advice.plan
    assert isinstance(plan, Plan) <= (not isinstance(advice.term, str) and on <= advice.term.last_day)
    if not isinstance(plan, Plan):
        return
    assert plan.expected is advice.term.expected
    assert plan.last_day.legal_date == advice.term.last_day
    standing = {item.id: item.standing for item in advice.components}
    for chain in plan.chains:
        days = days_of(chain)
        assert standing[chain.component] not in CLOSED
        assert days == sorted(days)
        assert days[-1] == advice.term.last_day
        assert (chain.fit is Fit.FITS) <= (not chain.instead)
        assert all(link.latest is None or link.latest.passed is (link.latest.planning_day < on) for link in chain.links)
        assert twin.rulebook.rule(chain.step).then.kind in (StepKind.DO, StepKind.ASK)
    assert not {chain.component for chain in plan.chains} & set(plan.no_lead_time)
    assert set(plan.critical) <= {chain.component for chain in plan.chains}


def test_a_plan_on_an_expected_term_is_expected(twin, book, file_of):
    """Whose act is only expected gets the plan of the term of that act, and it says so in the data and in words."""
    file = file_of(
        residence={"permits": [{"legal_basis": "asylum_fixed_term", "decided": date(2023, 11, 20), "valid_from": date(2023, 11, 20)}]},
        municipality={"plans": [{"dated": date(2024, 3, 12), "route": "b1", "level": "b1"}]},
    )
    advice = twin.advise(file, on=date(2026, 1, 23))
    assert advice.term.expected
    assert advice.plan.expected
    assert advice.plan.last_day.expected
    assert any("only expected" in one for one in plan_told(advice, Wording(book.catalogue, "en")).sentences())


def test_every_chain_of_the_rulebook_counts_down_to_the_last_day(book):
    """Each number of weeks that a step names has a chain; its links come nearer to the last day, which is the last one."""
    on = date(2026, 11, 23)
    named = {rule.then.weeks_back for rule in book.rules if getattr(rule.then, "weeks_back", None)}
    assert named <= book.numbers.planning.chains.keys()
    for links in book.numbers.planning.chains.values():
        weeks = [book.numbers.weeks_before_the_end(link, on) for link in links if not link.soon]
        assert weeks == sorted(weeks, reverse=True)
        assert weeks[-1] == 0
        assert all(f"link_{link.name}" in book.catalogue.labels for link in links)


def test_the_day_of_a_step_is_the_day_of_the_first_dated_link(amina_on):
    """The step and the plan never name two days for one action."""
    for on in (date(2026, 11, 23), date(2027, 1, 8) + timedelta(days=30)):
        advice = amina_on(on)
        by_step = {step.id: step.latest_sensible_day for step in advice.steps}
        for chain in advice.plan.chains:
            assert by_step[chain.step] == days_of(chain)[0]
