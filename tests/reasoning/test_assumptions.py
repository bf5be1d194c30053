"""What is only expected is told as expected: the same answer as with the letter, marked in every line, and nothing established on it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_advisor import NotInRulebook, RouteAdvisorError, advise, write
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.personal_file import PersonalFile
from route_advisor.reasoning.assumptions import Assumption, resting
from route_advisor.testing import file_days, hostile_files
from route_advisor.vocabulary import Basis, Grade, Standing, Teller

DAY = date(2026, 11, 28)
A_PLAN = {"plans": [{"dated": date(2025, 3, 12), "route": "b1"}]}


def without_the_letter(file: PersonalFile) -> PersonalFile:
    """The same file of somebody whose letter nobody has at hand: DUO's record of the duty is left out."""
    data = file.model_dump(by_alias=True, exclude_none=True)
    data.get("duo", {}).pop("duty", None)
    return PersonalFile.model_validate(data)


def test_a_plan_alone_gives_the_parts_the_steps_and_the_term(twin, file_of):
    """Somebody with only a PIP for the B1 route reads what that asks, and that DUO's letter decides."""
    advice = twin.advise(file_of(municipality=A_PLAN), on=DAY)
    assert (advice.regime.value, advice.regime.basis) == ("wi2021", Basis.EXPECTED)
    assert (advice.duty.standing, advice.duty.basis) == ("obliged", Basis.EXPECTED)
    assert {item.id for item in advice.components if item.standing is Standing.OPEN} >= {"reading", "writing", "knm_exam", "pvt", "map"}
    assert advice.steps
    assert advice.term.last_day == date(2028, 3, 12)
    assert "DUO's letter decides" in write(advice, lang="en", reader="lawyer", width=1000)


def test_a_plan_alone_gives_the_advice_that_the_letter_would_give(twin, file_of):
    """Parts, levels, steps and term are those of the same file with a letter that names the act; only the basis differs."""
    alone = twin.advise(file_of(municipality=A_PLAN), on=DAY)
    letter = twin.advise(file_of(municipality=A_PLAN, duo={"duty": {"obliged": True, "law": "wi2021"}}), on=DAY)
    assert [(one.id, one.standing, one.level) for one in alone.components] == [
        (one.id, one.standing, one.level) for one in letter.components
    ]
    assert [step.id for step in alone.steps] == [step.id for step in letter.steps]
    assert alone.term.last_day == letter.term.last_day
    assert letter.assumptions == ()


@pytest.mark.parametrize(
    ("starts", "act", "open_part"),
    [(date(2023, 5, 1), "wi2021", "pvt"), (date(2016, 3, 1), "wi2013", "ona"), (date(2014, 3, 1), "wi2013", "knm_exam")],
)
def test_the_first_day_of_the_duty_lets_expect_its_act_and_cohort(twin, file_of, starts, act, open_part):
    """A duty of 2016 has ONA, one of 2014 has none, one of 2023 has the PVT: each as expected."""
    advice = twin.advise(file_of(duo={"duty": {"obliged": True, "starts": starts}}), on=DAY)
    assert (advice.regime.value, advice.regime.basis) == (act, Basis.EXPECTED)
    item = advice.component(open_part)
    assert (item.standing, item.basis, item.expected) == (Standing.OPEN, Basis.EXPECTED, True)


def test_a_first_day_of_before_2022_weighs_more_than_a_plan(twin, file_of):
    """Both stand in the file: the older act is expected, the conflict is told, and nobody is sent for another plan."""
    advice = twin.advise(file_of(duo={"duty": {"obliged": True, "starts": date(2019, 3, 1)}}, municipality=A_PLAN), on=DAY)
    assert advice.regime.value == "wi2013"
    assert [one.id for one in advice.conflicts] == ["plan_under_old_act"]


def test_a_term_of_before_2022_lets_expect_the_older_act(twin, file_of):
    """Under the 2013 Act the term began with the duty, so its first day tells the cohort (WI2013 art. 7b)."""
    term = {"starts": date(2018, 6, 4), "last_day": date(2021, 6, 3)}
    advice = twin.advise(file_of(duo={"term": term}), on=DAY)
    assert (advice.regime.value, advice.regime.basis) == ("wi2013", Basis.EXPECTED)


PERMIT = {"legal_basis": "regular_fixed_term", "purpose": "family", "decided": date(2024, 2, 1), "valid_from": date(2024, 2, 1)}


def test_somebody_in_scope_is_told_so_without_denying_what_is_rare(twin, file_of):
    """A first permit of 2024, an age and a nationality are enough; what few people have is assumed, and said to be."""
    person = {"born": date(1990, 5, 5), "nationalities": ["MA"]}
    advice = twin.advise(file_of(person=person, residence={"permits": [PERMIT]}), on=DAY)
    assert (advice.duty.standing, advice.duty.basis) == ("obliged", Basis.EXPECTED)
    assumed = {line.fact: line.value for line in advice.assumptions}
    assert assumed.items() >= {"eu_family_right": "not_held", "treaty_exception": "not_held", "duo_duty": "obliged"}.items()


def test_a_minister_of_religion_is_in_scope_whatever_is_rare(twin, file_of):
    """WI2021 art. 3 lid 1 onder b: no rule says whether that purpose is temporary, and it need not be known."""
    person = {"born": date(1985, 11, 2), "nationalities": ["GH"]}
    advice = twin.advise(file_of(person=person, residence={"permits": [{**PERMIT, "purpose": "minister_of_religion"}]}), on=DAY)
    assert (advice.duty.standing, advice.duty.basis) == ("obliged", Basis.EXPECTED)
    assert [why.rule for why in advice.duty.why] == ["WI21-DUTY-8"]


def test_nothing_rare_is_assumed_where_it_would_settle_nothing(twin, file_of):
    """A nationality alone does not tell who is in scope: then no exception is taken for granted either."""
    assert twin.advise(file_of(person={"nationalities": ["GH"]}), on=DAY).assumptions == ()


def test_what_stands_in_a_letter_is_not_asked_before_it_comes(twin, file_of):
    """Whoever says that no letter came is told to wait for it or ask, and is not asked what it says, nor sent for a plan."""
    person = {"born": date(1990, 5, 5), "nationalities": ["MA"]}
    statements = [{"fact": "notice", "word": "not_yet"}]
    advice = twin.advise(file_of(person=person, residence={"permits": [PERMIT]}, statements=statements), on=DAY)
    assert not {question.fact for question in advice.questions} & {"law_in_letter", "group", "route", "reading_level_decided"}
    assert "DUO's letter" in advice.route.errand.en
    assert "WI21-STEP-1" in {step.id for step in advice.steps}


@pytest.mark.parametrize(("born", "standing"), [(date(2005, 12, 31), None), (date(2006, 1, 1), "obliged"), (date(2009, 3, 1), "obliged")])
def test_whoever_became_sixteen_in_2022_or_later_is_of_the_2021_act(twin, file_of, born, standing):
    """Below that age no older act asked anything, so the first day of the permit does not matter (WI2013 art. 5 lid 1, WI2021 art. 54 lid 1)."""
    permit = {"legal_basis": "regular_fixed_term", "purpose": "family"}
    advice = twin.advise(file_of(person={"born": born, "nationalities": ["BR"]}, residence={"permits": [permit]}), on=DAY)
    assert (advice.duty.standing if advice.duty.basis is Basis.EXPECTED else None) == standing


@pytest.mark.parametrize(
    ("school", "standing"), [("school_duty", "temporarily_exempt"), ("none", "obliged"), ("exempting_course", "obliged")]
)
def test_a_pupil_who_must_go_to_school_is_expected_to_be_exempt_for_now(twin, file_of, school, standing):
    """WI2021 art. 4 lid 1 onder c: no part is open and no plan is to be asked. An exemption for a course has to be applied for."""
    person = {"born": date(2009, 2, 10), "nationalities": ["BR"]}
    pupil = file_of(person=person, residence={"permits": [PERMIT]}, statements=[{"fact": "education_now", "word": school}])
    advice = twin.advise(pupil, on=DAY)
    assert (advice.duty.standing, advice.duty.basis) == (standing, Basis.EXPECTED)
    assert (Standing.OPEN in {item.standing for item in advice.components}) is (standing == "obliged")


@pytest.mark.parametrize(
    ("person", "residence"),
    [
        ({"born": date(1990, 5, 5), "nationalities": ["PL"]}, None),
        ({"born": date(1990, 5, 5), "nationalities": ["NL"]}, None),
        ({"born": date(1952, 5, 5)}, None),
        ({"born": date(2014, 5, 5)}, None),
        (None, {"permits": [{"legal_basis": "temporary_protection"}]}),
        (None, {"permits": [{"legal_basis": "eu_law"}]}),
        (None, {"permits": [{"legal_basis": "regular_fixed_term", "purpose": "study"}]}),
    ],
    ids=["EU citizen", "Dutch", "AOW age", "child", "Ukraine", "EU law", "student"],
)
def test_whoever_is_out_of_scope_reads_that_probably_and_why(twin, file_of, person, residence):
    """Which exception, its article, "probably no duty", and that DUO decides; no errand for a plan, and no part that stays open."""
    groups = {key: value for key, value in (("person", person), ("residence", residence)) if value is not None}
    advice = twin.advise(file_of(**groups), on=DAY)
    assert (advice.duty.standing, advice.duty.basis) == ("not_obliged", Basis.EXPECTED)
    assert any(law.cite.startswith("WI2021 art. 3") for why in advice.duty.why for law in why.law)
    assert advice.duty.why[0].rule != "WI21-DUTY-12"  # it only says that some exception holds; the exception stands in front
    assert advice.route.decided_by == "duo"
    assert advice.route.none_to_expect
    assert {item.standing for item in advice.components} <= {Standing.NOT_NEEDED, Standing.CANNOT_TELL}


@given(file_days())
def test_nobody_is_sent_for_a_plan_whose_duty_is_not_known_or_expected(twin, file_day):
    """Not obliged, exempt, dispensed, fulfilled, an older act, out of scope, or before 2022: no errand to the municipality."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    if advice.route.standing == "not_decided" and advice.route.decided_by == "municipality":
        assert (advice.duty.standing, advice.regime.value) == ("obliged", "wi2021")
        assert on >= date(2022, 1, 1)


@given(file_days(), st.booleans())
def test_nothing_is_established_on_an_expectation(twin, file_day, with_letter):
    """Whatever rests on an assumption is marked so, and no rule that rests on one is established."""
    file, on = file_day
    answer = twin.answer(file if with_letter else without_the_letter(file), on=on)
    for verdict in answer.verdicts:
        if any(fact.grade is Grade.EXPECTED for fact in verdict.premises):
            assert not verdict.established
            assert {fact.name for fact in verdict.premises} & answer.resting
    for one in answer.assumptions:
        assert answer.facts.known[one.fact].grade is Grade.EXPECTED
        assert one.fact not in answer.told.known


@given(file_days())
def test_every_line_that_rests_on_an_expectation_says_so(twin, file_day):
    """Parts, steps, term and head: a reader of one line alone knows that it is expected."""
    file, on = file_day
    advice = twin.advise(without_the_letter(file), on=on)
    if not advice.assumptions:
        return
    assert Basis.EXPECTED in (advice.regime.basis, advice.duty.basis)
    for item in advice.components:
        told = any(why.expected for why in item.why)
        assert item.expected is told or item.standing is Standing.CANNOT_TELL
        assert not (told and item.basis in (Basis.LAW, Basis.DECIDED)), item.id


@given(file_days(hostile_files()))
def test_no_line_says_that_duo_has_on_record_what_is_only_assumed(twin, file_day):
    """Where the act or the duty is an assumption, no line begins with what DUO has, or what its letter names; each assumption is told once."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    assert len({one.fact for one in advice.assumptions}) == len(advice.assumptions)
    whys = (*advice.regime.why, *advice.duty.why, *(why for item in advice.components for why in (*item.why, *item.unless)))
    for line in (*whys, *advice.steps, *advice.know):
        if any(fact.told_by[0].teller is Teller.ASSUMPTION for fact in line.facts):
            assert not line.says.en.startswith(("DUO has you", "DUO has no", "DUO has your", "DUO's letter names")), line


def test_an_eu_citizen_with_a_plan_is_not_told_that_duo_has_a_duty_on_record(twin, file_of):
    """Only the plan lets expect a duty; article 3 speaks against it, and DUO is asked."""
    advice = twin.advise(file_of(person={"nationalities": ["DE"]}, municipality=A_PLAN), on=DAY)
    (line,) = [step for step in advice.steps if step.id == "WI21-DUTY-21"]
    assert line.expected
    assert "DUO has you" not in line.says.en


def test_a_duty_that_ended_at_duo_is_not_expected_again(twin, file_of):
    """The last day of the duty has passed: the day on which it began lets expect nothing more, and nobody is sent for a plan."""
    ended = {"obliged": True, "starts": date(2023, 1, 1), "ends": date(2026, 11, 27), "law": "wi2021"}
    advice = twin.advise(file_of(duo={"duty": ended}), on=DAY)
    assert advice.duty.standing == "cannot_tell"
    assert "PIP" not in advice.route.errand.en
    assert [one.id for one in advice.conflicts] == ["duty_ended"]


def test_what_duo_decided_goes_before_what_article_3_lets_expect(twin, file_of):
    """An EU citizen who fulfilled the duty is not told that there probably never was one."""
    fulfilled = {"duty": {"obliged": False, "reason_none": "fulfilled"}}
    advice = twin.advise(file_of(person={"nationalities": ["FR"]}, duo=fulfilled), on=DAY)
    assert (advice.duty.standing, advice.route.none_to_expect) == ("fulfilled", True)
    assert "Probably" not in advice.route.errand.en


@given(file_days(hostile_files()))
def test_what_sources_differ_about_is_never_assumed(twin, file_day):
    """Where a letter and a register contradict each other, nobody here picks one."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    assert not {line.fact for line in advice.assumptions} & {conflict.fact for conflict in advice.conflicts}


@given(file_days())
def test_without_an_assumption_nothing_is_expected(twin, file_day):
    """The verdicts on facts alone know no expectation: what somebody expects cannot change them."""
    file, on = file_day
    facts, verdicts = twin.verdicts(file, on=on)
    assert all(fact.grade is not Grade.EXPECTED for fact in facts.known.values())
    answer = twin.answer(file, on=on)
    if not answer.assumptions:
        assert (answer.facts, answer.verdicts) == (facts, verdicts)


def test_whoever_asks_may_suppose_a_fact(twin, b1_file):
    """What would be so if writing were passed at B1: marked as supposed, in the receipt too."""
    advice = twin.advise(b1_file(), on=date(2025, 6, 1), assume={"writing": "passed_b1"})
    item = advice.component("writing")
    assert (item.standing, item.basis) == (Standing.DONE, Basis.EXPECTED)
    assert advice.receipt.assumptions == ("supposed:writing_result=passed_b1",)
    assert twin.advise(b1_file(), on=date(2025, 6, 1)).component("writing").standing is Standing.OPEN


def test_a_supposed_route_is_never_a_decision(twin, file_of):
    """The Z-route supposed: its parts are shown, the route is supposed, and the errand stays."""
    advice = twin.advise(file_of(duo={"duty": {"obliged": True, "law": "wi2021"}}), on=DAY, assume={"route": "z"})
    assert (advice.route.standing, advice.route.value, advice.route.decided_by) == ("supposed", "z", "municipality")
    assert advice.component("course_hours").expected


@pytest.mark.parametrize(
    ("assume", "line"),
    [
        ({"rout": "b1"}, '"rout" is not a fact with the word "b1"; did you mean "route"?'),
        ({"route": "b2"}, '"b2" is not a word of route'),
        ({"pvt_status": "sign"}, '"sign" is not a word of pvt_status; did you mean "signed"?'),
        ({"regime": "wi2021"}, "regime is concluded by rules and cannot be assumed"),
        ({"writing": "none"}, '"writing" can be writing_exemption / writing_dispensation; name one of them'),
    ],
)
def test_a_supposition_that_cannot_be_is_refused_in_one_line(assume, line):
    """Which fact, what was found, what is allowed."""
    with pytest.raises(NotInRulebook) as refused:
        advise(PersonalFile(case_ref="x"), on=DAY, assume=assume)
    assert str(refused.value).startswith(line)


@pytest.mark.parametrize(
    ("assume", "line"),
    [
        (["route"], 'a list is given where facts with their words is needed; write them as {"route": "b1"}'),
        ({"route": 1}, '"1" is given where facts with their words is needed; write them as {"route": "b1"}'),
        ({1: "b1"}, '"1" is given where facts with their words is needed; write them as {"route": "b1"}'),
        ({"route": "b2"}, '"b2" is not a word of route (allowed: b1, onderwijs, z)'),
    ],
)
def test_what_cannot_be_supposed_is_refused_with_what_is_needed_and_how_to_write_it(assume, line):
    """One line: what is given, what is needed, what to do."""
    with pytest.raises(RouteAdvisorError) as refused:
        advise(PersonalFile(case_ref="x"), on=DAY, assume=assume)
    assert str(refused.value) == line


def test_what_rests_on_an_assumption_is_what_rules_concluded_from_it_and_all_that_is_only_expected():
    """Also what stands because no rule applies; and without an assumption nothing rests on one."""
    told_by = (ToldBy(Teller.RULES, "no_rule_applies"),)
    facts = Facts.of([Fact("phase", "late", told_by, Grade.EXPECTED), Fact("route", "b1", told_by)])
    assert resting(facts, (), [Assumption("law_in_letter", "wi2021")]) == {"law_in_letter", "phase"}
    assert resting(facts, (), []) == frozenset()


def test_assumptions_stand_in_the_order_in_which_they_were_made(twin, file_of):
    """First of the act, then of the duty, as the head names them."""
    advice = twin.advise(file_of(municipality={"plans": [{"dated": date(2023, 5, 10), "route": "b1"}]}), on=date(2025, 6, 1))
    assert advice.receipt.assumptions == ("law_in_letter=wi2021", "duo_duty=obliged")
