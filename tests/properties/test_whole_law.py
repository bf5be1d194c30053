"""What holds for everybody, whatever is known: the consistency rules of the law dossier (R) and of practice (P), as sentences."""

import re
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from route_advisor.assurance.cases.scenarios import Scenario, Told, told_about
from route_advisor.dates import LAST_DAY, day_before, months_later, next_day, years_later
from route_advisor.personal_file import PersonalFile
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Dates, Requires
from route_advisor.testing import days, facts, file_days, life_stories
from route_advisor.vocabulary import Clock, Grade, Level, Standing, Teller

BOOK = Rulebook.shipped()
EMPTY = PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "fictional"})
SKILLS = ("reading", "listening", "writing", "speaking")
YOURS = (Standing.OPEN, Standing.BELOW_LEVEL, Standing.REPORTED, Standing.DONE, Standing.RELEASED)
"""Standings of a part that somebody must do, has done, or was released from."""
WAITING = (Standing.OPEN, Standing.BELOW_LEVEL, Standing.REPORTED)
MONEY_OWED = re.compile(r"\b(boetes?|boete\w*|terugbetal\w*|schuld\w*|fines?|fined|repay\w*|debts?)\b", re.IGNORECASE)
NEW_ACT = {"law_in_letter": "wi2021", "duo_duty": "obliged"}
OLD_ACT = {"law_in_letter": "wi2013", "duo_duty": "obliged"}
SINCE_2022 = days(date(2022, 1, 1), LAST_DAY)

quick = settings(max_examples=settings().max_examples // 3)
"""A third of the usual examples: these properties read the whole rulebook each time."""


@st.composite
def people(draw: st.DrawFn, on: st.SearchStrategy[date] | None = None, **fixed: str | None) -> Scenario:
    """Anybody of whom something is known, on any day; `fixed` facts are established, and those that are `None` unknown."""
    known = draw(facts())
    told = {name: (fact.word, Teller.PERSON if fact.grade is Grade.REPORTED else None) for name, fact in known.known.items()}
    for name, word in fixed.items():
        told.pop(name, None)
        if word is not None:
            told[name] = (word, None)
    dates = {name: one.day for name, one in known.dates.items()}
    return Scenario("property", "anybody", (), draw(days() if on is None else on), EMPTY, told, dates, {})


def with_words(person: Scenario, **words: str) -> Scenario:
    """The same person, of whom more is established."""
    told = {**person.words, **{name: (word, None) for name, word in words.items()}}
    return Scenario(person.where, person.name, (), person.day, person.file, told, person.dates, {})


def told(person: Scenario) -> Told:
    """What the rulebook says about this person."""
    return told_about(person, BOOK)


def standing(said: Told, component: str) -> Standing:
    """Where one component stands."""
    return said.items[component].standing


# --- which act, which parts (R5 to R7, P-1, P-2) ------------------------------------------------------


@quick
@given(people())
def test_ona_and_map_are_never_both_open(person):
    """R6, P-1: ONA belongs to the old act and the MAP to the new one."""
    said = told(person)
    assert not (standing(said, "ona") in WAITING and standing(said, "map") in WAITING)


@quick
@given(people(on=SINCE_2022, **NEW_ACT))
def test_the_2021_act_never_shows_ona_as_yours(person):
    """R6, P-1: whatever the file says, ONA is no part of the 2021 Act."""
    assert standing(told(person), "ona") is Standing.NOT_NEEDED


@quick
@given(people(on=days(date(2013, 1, 1), LAST_DAY), **OLD_ACT))
def test_the_old_act_never_shows_a_pip_a_map_or_a_route(person):
    """P-1: parts, steps, dates and questions of the 2021 Act stay away from somebody of the old act."""
    said = told(person)
    assert all(
        standing(said, part) not in YOURS for part in ("map", "course_hours", "participation_hours", "z_final_talk", "taalschakeltraject")
    )
    assert not {question.fact for question in said.questions} & {"route", "plan", "map_status", "taalschakeltraject_status"}
    assert not any(step.id.startswith("WI21-") and {"plan", "route"} & set(step.about) for step in said.steps)


@quick
@given(people(on=days(date(2017, 10, 1), LAST_DAY), **OLD_ACT))
def test_pvt_is_yours_under_the_old_act_only_for_a_duty_from_october_2017(person):
    """R7, P-1: earlier cohorts have no participation statement."""
    said = told(person)
    if standing(said, "pvt") in YOURS:
        assert said.facts.word("duty_began") in ("from_october_2017_to_2021", "from_2022")


@quick
@given(people(on=days(date(2013, 1, 1), LAST_DAY), **OLD_ACT))
def test_ona_is_yours_under_the_old_act_only_for_a_duty_from_2015(person):
    """R6: whoever became obliged before 2015 is exempt from ONA."""
    said = told(person)
    if standing(said, "ona") in YOURS:
        assert said.facts.word("duty_began") in ("from_2015_to_september_2017", "from_october_2017_to_2021", "from_2022")


@quick
@given(people(on=SINCE_2022, **NEW_ACT))
def test_the_pvt_is_a_part_of_every_route(person):
    """R5: with a duty under the 2021 Act the PVT is yours, route or no route."""
    assert standing(told(person), "pvt") in YOURS


@quick
@given(people(on=SINCE_2022, route="onderwijs", **NEW_ACT))
def test_the_onderwijsroute_never_lists_the_map(person):
    """R5, P-2: it is released, or the municipality says; it is never listed as open."""
    assert standing(told(person), "map") not in YOURS


@quick
@given(people(on=SINCE_2022, **NEW_ACT), st.sampled_from(["b1", "z"]))
def test_the_map_is_a_part_of_the_b1_route_and_the_z_route(person, route):
    """R5: on these routes the MAP is yours."""
    assert standing(told(with_words(person, route=route)), "map") in YOURS


@quick
@given(people(on=SINCE_2022, route="z", **NEW_ACT))
def test_the_z_route_never_lists_an_exam(person):
    """P-2: exams on the Z-route are a wish, and never a part."""
    said = told(person)
    assert all(standing(said, part) is Standing.NOT_NEEDED for part in (*SKILLS, "knm_exam"))


@quick
@given(people(on=SINCE_2022, route="b1", **NEW_ACT))
def test_the_b1_route_never_lists_hours(person):
    """P-2: the law fixes no number of hours on the B1 route."""
    said = told(person)
    assert all(
        standing(said, part) is Standing.NOT_NEEDED
        for part in ("course_hours", "participation_hours", "z_final_talk", "taalschakeltraject")
    )


@quick
@given(people(on=SINCE_2022, **NEW_ACT))
def test_participation_hours_are_for_the_z_route_and_asylum_status_holders(person):
    """R9, P-3: nobody else has them."""
    said = told(person)
    if standing(said, "participation_hours") in YOURS:
        assert (said.facts.word("route"), said.facts.word("group")) == ("z", "asylum_status_holder")


@quick
@given(people(on=SINCE_2022, route="z", group="asylum_status_holder", **NEW_ACT), st.sampled_from(["all_hours", "some_hours"]))
def test_a_medical_cap_never_raises_the_participation_hours(person, cap):
    """P-3: with a cap of DUO no part opens that was closed without it."""
    before = standing(told(with_words(person, participation_dispensation="none")), "participation_hours")
    after = standing(told(with_words(person, participation_dispensation=cap)), "participation_hours")
    assert not (before in (Standing.DONE, Standing.RELEASED) and after in WAITING)


# --- levels and progress (R8, P-4, P-8, P-10) ---------------------------------------------------------


@quick
@given(people(on=SINCE_2022, **NEW_ACT))
def test_a2_on_the_b1_route_rests_on_a_decision_of_the_municipality(person):
    """R8: the level asked is A2 only where the PIP, as its keeper has it, sets A2 for that skill."""
    said = told(person)
    for skill in SKILLS:
        item = said.items[skill]
        if item.standing in WAITING and item.level is Level.A2:
            assert said.facts.word(f"{skill}_level_decided") == "a2"
            assert said.facts.known[f"{skill}_level_decided"].grade is Grade.ESTABLISHED


PROGRESS = {name: tuple(entry.values) for name, entry in BOOK.catalogue.facts.items() if entry.grows}
"""Facts that only grow, least word first: results, hours, talks."""


@quick
@given(people(), st.sampled_from(sorted(PROGRESS)), st.data())
def test_more_passes_and_hours_never_open_a_part(person, fact, data):
    """P-4: raising a level, an hour or a talk closes parts and opens none."""
    lower, higher = sorted(data.draw(st.lists(st.integers(0, len(PROGRESS[fact]) - 1), min_size=2, max_size=2)))
    before, after = (told(with_words(person, **{fact: PROGRESS[fact][place]})) for place in (lower, higher))
    closed = (Standing.DONE, Standing.RELEASED, Standing.NOT_NEEDED)
    opened = [part for part in before.items if standing(before, part) in closed and standing(after, part) in WAITING]
    assert opened == []


@quick
@given(people())
def test_done_rests_on_facts_of_their_keepers(person):
    """P-8: what only the person says is reported, and not done; a part can be done under an act that is only expected."""
    said = told(person)
    for part, item in said.items.items():
        if item.standing is Standing.DONE:
            firm = [verdict for verdict in said.verdicts if verdict.firm and part in getattr(verdict.rule.then, "components", ())]
            assert firm, part


@quick
@given(people(on=SINCE_2022, route="b1", **NEW_ACT), st.sampled_from(SKILLS))
def test_an_a2_pass_under_a_b1_plan_is_below_the_level(person, skill):
    """P-10: it is never closed by that pass, unless the PIP says A2 for that skill."""
    fixed = {f"{skill}_result": "passed_a2", f"{skill}_level_decided": "b1", f"{skill}_exemption": "none", f"{skill}_dispensation": "none"}
    assert standing(told(with_words(person, **fixed)), skill) is Standing.BELOW_LEVEL


# --- the term (R11 to R13, P-5, P-6) ------------------------------------------------------------------


@quick
@given(file_days(life_stories(reaches="plan")))
def test_extra_time_can_be_asked_six_months_before_the_last_day_and_not_earlier(file_day):
    """R12: the step to ask now appears in the last six months, the date before that."""
    file, on = file_day
    said = told(Scenario("property", "a life", (), on, file, {}, {}, {}))
    last = said.facts.dates.get(Clock.TERM_LAST_DAY)
    if last is not None and said.facts.word("term") == "running":
        assert on < months_later(last.day, -6)
    if last is not None and said.facts.word("term") == "last_six_months":
        assert months_later(last.day, -6) <= on <= last.day


@quick
@given(file_days(life_stories(reaches="plan")))
def test_the_window_for_another_route_is_eighteen_months_from_the_start(file_day):
    """R13: open up to the last day of those months, closed after it."""
    file, on = file_day
    said = told(Scenario("property", "a life", (), on, file, {}, {}, {}))
    window, starts = said.facts.word("route_change_window"), said.facts.dates.get(Clock.TERM_STARTS)
    if window is not None and starts is not None:
        assert window == ("open" if on < months_later(starts.day, 18) else "closed")


@quick
@given(life_stories(reaches="plan"), st.integers(0, 900), st.sampled_from(["b1", "z", "onderwijs"]))
def test_a_later_plan_never_moves_the_start_or_the_last_day(file, later, route):
    """P-5, R10: a move, a lower level or another route leaves the term as DUO has it."""
    data = file.model_dump(by_alias=True, exclude_none=True)
    plans = data.get("municipality", {}).get("plans")
    assume(plans)
    newest = max(plan["dated"] for plan in plans)
    day = min(date.fromordinal(newest.toordinal() + 1 + later), date(2090, 1, 1))
    before = told(Scenario("property", "a life", (), day, file, {}, {}, {}))
    data["municipality"]["plans"] = [*plans, {"dated": day, "route": route}]
    after = told(Scenario("property", "a life", (), day, PersonalFile.model_validate(data), {}, {}, {}))
    for clock in (Clock.TERM_STARTS, Clock.TERM_LAST_DAY):
        assert before.facts.dates.get(clock) == after.facts.dates.get(clock)


@quick
@given(life_stories(reaches="term_letter"), st.integers(1, 24), days(date(2026, 1, 1), date(2034, 1, 1)))
def test_more_time_of_duo_never_makes_the_last_day_earlier(file, months, on):
    """R11: an extension only moves the last day on."""
    data = file.model_dump(by_alias=True, exclude_none=True)
    term = data.get("duo", {}).get("term")
    assume(term is not None and term.get("changed") is not None)
    before = told(Scenario("property", "a life", (), on, file, {}, {}, {})).facts.dates.get(Clock.TERM_LAST_DAY)
    earlier = {key: term[key] for key in ("last_day", "changed")}
    later = {
        **term,
        "last_day": months_later(term["last_day"], months),
        "changed": next_day(term["changed"]),
        "history": [*term.get("history", ()), earlier],
    }
    data["duo"]["term"] = later
    after = told(Scenario("property", "a life", (), on, PersonalFile.model_validate(data), {}, {}, {})).facts.dates.get(Clock.TERM_LAST_DAY)
    assert before is None or after is None or after.day >= before.day


@quick
@given(people(on=SINCE_2022, plan="not_yet", route=None, term="not_started", term_dates=None, **NEW_ACT))
def test_without_a_pip_there_is_no_term_and_nothing_is_late(person):
    """P-6: no dates of a term, no phase of a term, no step that speaks of its end."""
    said = told(Scenario(person.where, person.name, (), person.day, person.file, person.words, {}, {}))
    assert said.facts.word("phase") not in ("term_running", "last_six_months", "term_over")
    applying = [verdict.rule for verdict in said.verdicts if verdict.applies and isinstance(verdict.rule.then, Dates)]
    assert not [rule.id for rule in applying if rule.then.clock in (Clock.TERM_STARTS, Clock.TERM_LAST_DAY, Clock.EXTRA_TIME_FROM)]


LENGTHS = {
    "extra_months_bereavement": ("months", 3),
    "extra_weeks_childbirth": ("weeks", 16),
    "extra_months_literacy_at_most": ("months", 6),
    "extra_years_homeless_at_most": ("years", 2),
    "extra_months_provider_at_most": ("months", 6),
    "extra_years_other_at_most": ("years", 2),
    "near_finish_months": ("months", 6),
}


@pytest.mark.parametrize("name", LENGTHS)
@given(on=SINCE_2022)
def test_each_ground_for_extra_time_has_its_cap(name, on):
    """R11: on no day since 2022 does the rulebook give more than the Regulation."""
    assert (BOOK.numbers.number(name).unit, BOOK.numbers.at(name, on)) == LENGTHS[name]


@given(SINCE_2022)
def test_the_totals_of_the_municipality_are_those_of_the_decree(on):
    """R15: 2,400 euro in a term; 400, 800, 1,200 and 1,600 in new terms of 6 to 24 months, and never less for longer."""
    totals = [BOOK.numbers.at(f"fine_municipality_total_{months}_months", on) for months in (6, 12, 18, 24)]
    assert totals == [400, 800, 1200, 1600]
    assert BOOK.numbers.at("fine_municipality_total", on) == 2400


# --- what everybody may read (R16 to R19, P-7) --------------------------------------------------------


def test_there_are_two_groups_and_nobody_is_in_both():
    """R16: the groups are words of one fact, so they exclude each other."""
    assert set(BOOK.catalogue.fact("group").values) == {"asylum_status_holder", "family_or_other_migrant"}


@quick
@given(people())
def test_every_line_has_an_article_and_names_who_decides(person):
    """R17: each item and step says on which articles it rests, who has the final word, and whom to ask."""
    said = told(person)
    authorities = BOOK.catalogue.authorities
    assert all(item.final_word in authorities and item.registered_by in authorities for item in said.items.values())
    assert all(step.final_word in authorities and step.with_ in authorities and step.law for step in said.steps)
    assert all(why.law for item in said.items.values() for why in (*item.why, *item.unless))


@quick
@given(people(group="asylum_status_holder"))
def test_an_asylum_status_holder_never_reads_of_a_fine_or_a_debt(person):
    """R18, P-7: no sentence for this group speaks of a fine, a repayment or a debt, under any act, on any day."""
    assert [sentence for sentence in told(person).spoken() if MONEY_OWED.search(sentence)] == []


@quick
@given(people(group=None))
def test_who_has_no_known_group_reads_nothing_of_fines_either(person):
    """R18: what is not known is no reason to speak of a fine."""
    assert [sentence for sentence in told(person).spoken() if MONEY_OWED.search(sentence)] == []


@quick
@given(people())
def test_no_rule_speaks_before_it_was_in_force(person):
    """R19: on each day only the rules and numbers of that day."""
    said = told(person)
    assert all(person.day in verdict.rule.in_force for verdict in said.verdicts)


@given(days())
def test_no_number_speaks_before_its_first_day(on):
    """R19: a value holds from its first day on, and the newest one counts."""
    for number in BOOK.numbers.by_name.values():
        begun = [value for start, value in number.values if start <= on]
        assert number.at(on) == (begun[-1] if begun else None)


@given(days(date(2013, 1, 1), LAST_DAY))
def test_every_part_of_a_route_can_be_required_since_its_act_began(on):
    """R5: on each day since 2022 some rule requires each part of the three routes; before that, each part of the old act."""
    required = {part for rule in BOOK.in_force(on) if isinstance(rule.then, Requires) for part in rule.then.components}
    assert {*SKILLS, "knm_exam"} <= required
    if on >= date(2022, 1, 1):
        assert {"pvt", "map", "course_hours", "participation_hours", "z_final_talk", "taalschakeltraject"} <= required


@given(st.dates(date(2022, 1, 1), date(2060, 1, 1)))
def test_a_term_of_three_years_ends_on_the_day_before_its_date(dated):
    """R10, R11: the term starts the day after the PIP and its last day counts."""
    file = PersonalFile.model_validate(
        {
            "schema": "personal-file/1",
            "case_ref": "fictional",
            "duo": {"duty": {"obliged": True, "law": "wi2021"}},
            "municipality": {"plans": [{"dated": dated, "route": "b1"}]},
        }
    )
    said = told(Scenario("property", "a plan", (), next_day(dated), file, {}, {}, {}))
    starts, last = (said.facts.dates[clock].day for clock in (Clock.TERM_STARTS, Clock.TERM_LAST_DAY))
    assert starts == next_day(dated)
    assert last == day_before(years_later(starts, 3))
