"""The first thing is the first: what waits on a decision, what a passed term means, what takes long; and no letter that nobody got."""

import re
from datetime import date

import pytest

from route_advisor import Advice, Advisor, Rulebook, load
from route_advisor.writers.outline.first import hours_left
from route_advisor.writers.outline.turns import Turn
from route_advisor.writers.person.build import letter
from route_advisor.writers.person.first_things import TURNS as TURNS_OF_THE_PERSON
from route_advisor.writers.screen.board import StepRow
from route_advisor.writers.screen.build import board_of
from route_advisor.writers.screen.steps import TURNS as TURNS_OF_THE_CASEWORKER

DAY = date(2026, 11, 23)
CATALOGUE = Rulebook.shipped().catalogue
GROUPS = ("asylum_status_holder", "family_or_other_migrant")
DUTY = "duo: {duty: {obliged: true, law: wi2021}, group: {value: GROUP}}\n"
ONLY_A_GROUP = "duo: {group: {value: GROUP}}\n"
OVER = (
    "duo: {duty: {obliged: true, law: wi2021}, group: {value: GROUP}, term: {starts: 2022-09-01, last_day: 2025-08-31}}\n"
    "municipality: {plans: [{dated: 2022-08-31, route: b1, level: b1}]}\n"
)
REPORTED = "statements: [{fact: route, word: b1}, {fact: knm_result, word: passed}, {fact: reading_result, word: passed_a2}]\n"
CLAIMS_A_LETTER = re.compile(r"DUO (?:schreef|schrijft|wrote|writes)|\buw (?:\w+ )?brief|\byour (?:\w+ )?letter", re.IGNORECASE)


@pytest.fixture
def advised(twin: Advisor, tmp_path):
    """The advice for the lines of a file."""

    def advice_for(lines: str, group: str = GROUPS[0]) -> Advice:
        path = tmp_path / "case.yaml"
        path.write_text(f"schema: personal-file/1\ncase_ref: case\n{lines.replace('GROUP', group)}", encoding="utf-8")
        return twin.advise(load(path), on=DAY)

    return advice_for


def first_things(advice: Advice, lang: str = "en") -> list[str]:
    """What the letter puts first."""
    return [thing.says for thing in letter(advice, lang, CATALOGUE).first.things]


def rows(advice: Advice) -> tuple[StepRow, ...]:
    """What the screen puts first, in its order."""
    return board_of(advice, "en", CATALOGUE).steps


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("lines", [DUTY, ONLY_A_GROUP])
def test_without_a_route_the_errand_that_gets_one_is_the_first_step(lines, group, advised):
    """With a duty that is known or expected: number one in the letter and on the screen, and with whoever decides the route."""
    advice = advised(lines, group)
    assert first_things(advice)[0] == "Ask your municipality for your plan (PIP)."
    assert (rows(advice)[0].what.removeprefix("≈ "), rows(advice)[0].whom) == ("Route not decided: intake and PIP", "us")
    assert rows(advice)[0].what.startswith("≈") == (lines == ONLY_A_GROUP)


def test_with_only_a_permit_the_first_step_is_to_ask_about_the_duty(advised):
    """Nobody reads that there is nothing to do while the duty itself is not known."""
    advice = advised("statements: [{fact: residence_title, word: asylum_fixed_term}]\n")
    assert first_things(advice)[0] == "Ask DUO whether you must integrate, and under which act."
    assert (rows(advice)[0].what, rows(advice)[0].whom) == ("Ask whether there is a duty, and under which act", "DUO")


def test_without_a_letter_nobody_is_sent_for_a_plan(advice_of):
    """DUO's letter comes before any plan: the first thing is to ask for it."""
    advice = advice_of("in-scope-no-letter")
    assert first_things(advice)[0] == "You have no letter from DUO yet."
    assert "PIP" not in rows(advice)[0].what


def test_whoever_has_no_plan_to_expect_is_sent_for_none(all_advices):
    """A route that is decided, reported or not to be expected is no errand."""
    for advice in all_advices:
        if getattr(advice.route, "none_to_expect", True):
            assert [row for row in rows(advice) if "Route not decided" in row.what] == []


@pytest.mark.parametrize("group", GROUPS)
def test_a_term_that_is_over_is_asked_about_before_anybody_enrols(group, advised):
    """First what it means, then help with what is open, then the exams."""
    advice = advised(OVER, group)
    assert first_things(advice)[0].startswith("Your last day has passed.")
    assert rows(advice)[0].what == "Term has passed: ask what it means"
    assert [row.what.partition(":")[0] for row in rows(advice)].index("KNM exam") > 1


def test_a_letter_that_waits_for_an_answer_comes_before_all_else(all_advices, advised):
    """Also before what a passed term means."""
    letter_of_duo = "statements: [{fact: measure_letter, word: duo_announcement}]\n"
    for advice in (*all_advices, advised(OVER + letter_of_duo, GROUPS[1])):
        answers = [step for step in advice.steps if step.topic == "answer_the_letter"]
        if answers:
            assert CATALOGUE.topics["answer_the_letter"].first
            assert first_things(advice)[0] == answers[0].says.en.partition(". ")[0] + "."


def test_hours_that_take_long_are_among_the_first_with_what_is_left(advice_of):
    """The sum of the advice itself, and spread over whole weeks; the most hours first."""
    advice = advice_of("z-700-hours")
    told = letter(advice, "en", CATALOGUE).first.things
    assert told[0].says.startswith("Plan activities")
    assert told[0].when.startswith("Plan this now: 490 hours are left.")
    assert told[0].when.endswith("that is 14 hours a week.")
    assert "100 hours are left" in told[1].when
    counted = {step.about[0]: hours_left(step, advice).left for step in advice.steps if hours_left(step, advice)}
    assert counted == {"participation_hours": 490, "course_hours": 100, "map": 28, "pvt": 4}
    shown = [row.what for row in rows(advice)[:4]]
    assert any("activities" in one for one in shown)
    assert any(one.startswith("PVT") for one in shown)


def test_what_is_open_comes_before_asking_to_change_the_plan(advised, all_advices):
    """Nobody is sent to ask for a lower level before the exams for which they can enrol now."""
    for advice in (advised(REPORTED), *all_advices):
        shown = [row.says[0] for row in rows(advice) if row.day == "now"]
        changes = [place for place, says in enumerate(shown) if "STEP-17" in says]
        enrols = [place for place, says in enumerate(shown) if "STEP-11" in says]
        assert not changes or not enrols or min(changes) > max(enrols), advice.case_ref
    assert any("Enrol" in one for one in first_things(advised(REPORTED)))
    assert not any("lower" in one for one in first_things(advised(REPORTED)))


def test_no_sentence_that_rests_on_what_is_expected_claims_a_letter(twin):
    """What an advice takes for granted fires rules that read DUO's letter: their words tell of no letter that nobody told of."""
    head = CATALOGUE.head
    expectations = (*head.act.expected, *head.duty.expected)
    assumed = {(fact, word) for one in expectations for told in one.assumes.values() for fact, word in told.items()}
    resting = [rule for rule in twin.rulebook.rules if any((one.fact, word) in assumed for one in rule.when for word in one.words)]
    assert "WI21-EXPECT-7" in {rule.id for rule in resting}
    concluding = [rule for rule in resting if rule.concludes is not None and len(rule.when) == 1]
    assert [rule.id for rule in concluding if CLAIMS_A_LETTER.search(f"{rule.says.en} {rule.says.nl}")] == []


@pytest.mark.parametrize(
    "lines",
    ["statements: [{fact: residence_title, word: temporary_protection}]\n", "statements: [{fact: residence_title, word: eu_law}]\n"],
)
def test_whoever_is_expected_to_have_no_duty_is_not_sent_to_look_for_a_letter(lines, advised):
    """First what is expected; the question which act DUO's letter names is none of the first things."""
    told = letter(advised(lines), "en", CATALOGUE)
    assert told.notice[0].startswith("We expect that you have no duty to integrate.")
    assert not any("letter" in thing.says or "find this out" in thing.says.casefold() for thing in told.first.things)
    assert any("DUO" in f"{thing.says} {thing.how}" for thing in told.questions.things)


def test_sources_that_differ_are_the_first_step(all_advices):
    """With the authority to ask first, on the screen and in the letter."""
    for advice in all_advices:
        for conflict in advice.conflicts[:1]:
            assert rows(advice)[0].what.startswith("Clear up what differs: ")
            assert first_things(advice)[0] == conflict.says.en
    assert any(advice.conflicts for advice in all_advices)


@pytest.mark.parametrize("turns", [TURNS_OF_THE_PERSON, TURNS_OF_THE_CASEWORKER], ids=["person", "caseworker"])
def test_each_turn_has_one_place_in_the_order_of_each_reader(turns):
    """One function says which question a step answers; a reader only says in which order, and forgets none."""
    placed = [turn for together in turns for turn in together]
    assert sorted(turn.value for turn in placed) == sorted(turn.value for turn in Turn)
