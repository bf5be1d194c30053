"""Both sides of each edge of the law: the boundary vectors T1 to T28 of the law dossier that this rulebook covers.

Left out, because no rule covers them yet: T7 (gap in residence), T8 and T9 (school years, diplomas), T10 (Turkish nationals before
2022), T12, T14 and T15 (grounds for extra time), T17 (route change after 18 months), T18 and T19 (Z-route, onderwijsroute),
T20 to T25 (amounts), T27 and T28 (loan).
"""

from datetime import date

import pytest

from route_advisor.vocabulary import Basis, Standing

PLAN = {"dated": date(2023, 5, 10), "route": "b1", "municipality": "0363"}
ON = date(2026, 11, 23)
SINCE_2022 = {"statements": [{"fact": "scope_since", "word": "from_2022"}]}


def _permit(basis="regular_fixed_term", **more):
    return {"permits": [{"legal_basis": basis, **more}]}


def _article_3(twin, file, on):
    return twin.verdicts(file, on=on)[0].word("article_3")


# --- T1 and T2: which act is expected ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (date(2012, 12, 31), "wi2007"),
        (date(2013, 1, 1), "wi2013"),
        (date(2021, 12, 20), "wi2013"),
        (date(2021, 12, 31), "wi2013"),
        (date(2022, 1, 1), "wi2021"),
        (date(2022, 1, 3), "wi2021"),
    ],
)
def test_the_day_the_duty_began_gives_an_expected_act_only(twin, file_of, starts, expected):
    """T1, T2 (WI2021 art. 54): an expectation with its own basis; whatever follows from it says so until DUO's letter."""
    advice = twin.advise(file_of(duo={"duty": {"obliged": True, "starts": starts}}), on=ON)
    assert (advice.regime.value, advice.regime.basis) == (expected, "expected")
    assert all(item.expected or item.standing is Standing.CANNOT_TELL for item in advice.components if item.why)
    assert not [item.id for item in advice.components if item.basis in (Basis.LAW, Basis.DECIDED) and item.why]
    assert "law_in_letter" in [question.fact for question in advice.questions]


# --- T3, T4: ages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "word"),
    [(date(2024, 2, 28), "not_met"), (date(2024, 2, 29), "met"), (date(2024, 3, 1), "met")],
)
def test_somebody_turns_sixteen_on_29_february(twin, file_of, on, word):
    """T3 (WI2021 art. 3 lid 1): 15 years and 364 days is too young, 16 years is not."""
    file = file_of(
        person={"born": date(2008, 2, 29), "nationalities": ["SY"]},
        residence={**_permit(purpose="family"), **_no_exception()},
        **SINCE_2022,
    )
    assert _article_3(twin, file, on) == word


def _no_exception():
    return {"eu_family_right": False, "integrated_elsewhere_for_eu_long_term_status": False, "treaty_exception": False}


@pytest.mark.parametrize(
    ("born", "on", "word"),
    [
        (date(1959, 11, 24), date(2026, 11, 23), "met"),  # 66 years and 364 days
        (date(1959, 11, 23), date(2026, 11, 23), "not_met"),  # 67 years on the day itself
        (date(1960, 12, 31), date(2027, 12, 31), "not_met"),  # 67 years in the last year in which that is the age
        (date(1961, 1, 1), date(2028, 1, 1), "met"),  # in 2028 the age is 67 years and 3 months
        (date(1961, 1, 1), date(2028, 3, 31), "met"),
        (date(1961, 1, 1), date(2028, 4, 1), "not_met"),
        (date(1960, 12, 31), date(2028, 1, 1), "not_met"),  # reached before the age went up
    ],
)
def test_the_aow_age_ends_the_conditions_of_article_3(twin, file_of, born, on, word):
    """T4 (AOW art. 7a): the age of the year in which it is reached counts, to the day."""
    file = file_of(
        person={"born": born, "nationalities": ["SY"]}, residence={**_permit("asylum_fixed_term"), **_no_exception()}, **SINCE_2022
    )
    assert _article_3(twin, file, on) == word


# --- T5, T6: purpose and EU law ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("residence", "word"),
    [
        (_permit(purpose="study"), "not_met"),
        (_permit(purpose="minister_of_religion"), "met"),
        (_permit(purpose="family"), "met"),
        (_permit("eu_law"), "not_met"),
        (_permit("temporary_protection"), "not_met"),
        ({**_permit(purpose="family"), "eu_family_right": True}, "not_met"),
        (_permit(purpose="other"), None),
    ],
    ids=["student", "minister of religion", "spouse of a Dutch national", "EU law", "Ukraine", "spouse of a French national", "other"],
)
def test_purpose_and_eu_law_decide_article_3(twin, file_of, residence, word):
    """T5, T6 (WI2021 art. 3, BI2021 art. 2.2): a temporary purpose gives no duty, save for a minister of religion; nor does EU law."""
    file = file_of(person={"born": date(1990, 1, 1), "nationalities": ["SY"]}, residence={**_no_exception(), **residence}, **SINCE_2022)
    assert _article_3(twin, file, ON) == word


@pytest.mark.parametrize(
    ("nationalities", "word"), [(["SY"], "met"), (["SY", "FR"], "not_met"), (["NL", "SY"], "not_met"), (["CH"], "not_met")]
)
def test_a_citizen_of_the_eu_or_of_the_netherlands_has_no_duty(twin, file_of, nationalities, word):
    """R2 (WI2021 art. 3 lid 1 and 2): one such nationality among several is enough."""
    residence = {**_permit("asylum_fixed_term"), **_no_exception()}
    file = file_of(person={"born": date(1990, 1, 1), "nationalities": nationalities}, residence=residence, **SINCE_2022)
    assert _article_3(twin, file, ON) == word


# --- T11, T13: the term ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "word", "phase"),
    [
        (date(2023, 5, 10), "not_started", None),
        (date(2023, 5, 11), "running", "term_running"),
        (date(2025, 11, 9), "running", "term_running"),
        (date(2025, 11, 10), "last_six_months", "last_six_months"),
        (date(2026, 5, 10), "last_six_months", "last_six_months"),
        (date(2026, 5, 11), "over", "term_over"),
    ],
)
def test_a_plan_of_10_may_2023_gives_a_term_up_to_10_may_2026(twin, b1_file, on, word, phase):
    """T11, T13 (WI2021 art. 11, BI2021 art. 4.5): its first and last day count, and extra time opens six months before the end."""
    advice = twin.advise(b1_file(), on=on)
    facts, _ = twin.verdicts(b1_file(), on=on)
    assert facts.word("term") == word
    assert phase is None or advice.duty.phase == phase
    if word != "not_started":
        assert (advice.term.starts, advice.term.last_day) == (date(2023, 5, 11), date(2026, 5, 10))


@pytest.mark.parametrize(
    ("on", "shown"),
    [(date(2025, 11, 9), ["WI21-TIME-1"]), (date(2025, 11, 10), ["WI21-TIME-2"]), (date(2026, 5, 11), ["WI21-TIME-3", "WI21-TIME-4"])],
)
def test_extra_time_can_be_asked_in_the_last_six_months_only(twin, b1_file, on, shown):
    """T13, R12: six months and one day before the end it is too early, and after the end the advice is another."""
    assert [step.id for step in twin.advise(b1_file(), on=on).steps if step.id.startswith("WI21-TIME")] == shown


def test_a_plan_after_a_move_keeps_the_first_start(twin, b1_file):
    """T11 (WI2021 art. 11 lid 3): the new PIP of 1 February 2024 moves nothing."""
    moved = b1_file(municipality={"plans": [PLAN, {**PLAN, "dated": date(2024, 2, 1), "municipality": "0599"}]})
    advice = twin.advise(moved, on=date(2024, 3, 1))
    assert (advice.term.starts, advice.term.last_day) == (date(2023, 5, 11), date(2026, 5, 10))


@pytest.mark.parametrize(
    ("dated", "starts", "last_day"),
    [
        (date(2024, 2, 27), date(2024, 2, 28), date(2027, 2, 27)),
        (date(2024, 2, 28), date(2024, 2, 29), date(2027, 2, 27)),
        (date(2024, 2, 29), date(2024, 3, 1), date(2027, 2, 28)),
        (date(2022, 2, 28), date(2022, 3, 1), date(2025, 2, 28)),
        (date(2025, 2, 28), date(2025, 3, 1), date(2028, 2, 29)),
        (date(2022, 12, 31), date(2023, 1, 1), date(2025, 12, 31)),
    ],
)
def test_terms_around_29_february(twin, b1_file, dated, starts, last_day):
    """Three years from 29 February end on 27 February, the day before the last day of that month, as months are counted."""
    file = b1_file(duo={"duty": {"obliged": True, "law": "wi2021"}}, municipality={"plans": [{**PLAN, "dated": dated}]})
    term = twin.advise(file, on=starts).term
    assert (term.starts, term.last_day) == (starts, last_day)


def test_extra_time_that_duo_gave_moves_the_last_day(twin, b1_file):
    """R11 (WI2021 art. 12): DUO's day wins, the computed one is told beside it, and the day before it was registered it does not count."""
    history = [{"last_day": date(2026, 5, 10), "changed": date(2023, 5, 20)}]
    longer = {
        "starts": date(2023, 5, 11),
        "last_day": date(2026, 11, 10),
        "changed": date(2026, 2, 3),
        "ground": "illness",
        "history": history,
    }
    file = b1_file(duo={"term": longer})
    before, after = (twin.advise(file, on=on).term for on in (date(2026, 2, 2), date(2026, 2, 3)))
    assert (before.last_day, after.last_day) == (date(2026, 5, 10), date(2026, 11, 10))
    assert after.computed_last_day == date(2026, 5, 10)
    assert before.starts == after.starts


# --- T16: a lower level -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "intake", "word", "rule"),
    [
        (599, None, "too_few_to_ask_for_a2", "WI21-LOWER-2"),
        (600, None, "enough_to_ask_for_a2", "WI21-B1-3"),
        (599, 1, "enough_with_intake_hours", "WI21-LOWER-1"),
        (598, 1, "too_few_to_ask_for_a2", "WI21-LOWER-2"),
    ],
)
def test_600_hours_of_dutch_are_needed_to_ask_for_a2(twin, b1_file, hours, intake, word, rule):
    """T16 (BI2021 art. 5.5): 599 hours are too few; hours of the intake may count, which the municipality decides. No level follows."""
    registered = [{"intake_dutch": intake}] if intake else []
    file = b1_file(municipality={"hours": registered}, school={"courses": [{"kind": "dutch", "hours": hours, "quality_mark": True}]})
    facts, _ = twin.verdicts(file, on=date(2025, 3, 1))
    advice = twin.advise(file, on=date(2025, 3, 1))
    assert facts.word("dutch_lessons") == word
    assert rule in {step.id for step in (*advice.steps, *advice.know)}
    assert advice.component("writing").level == "b1"


@pytest.mark.parametrize(
    "course", [{"kind": "knm"}, {"kind": "dutch", "quality_mark": False}, {"kind": "dutch", "since": date(2025, 3, 2)}]
)
def test_hours_of_knm_without_the_mark_or_of_later_do_not_count(twin, b1_file, course):
    """T16, F10: only Dutch or literacy lessons, at a school with the quality mark, up to this day."""
    file = b1_file(school={"courses": [{"hours": 700, "quality_mark": True, **course}]})
    assert twin.verdicts(file, on=date(2025, 3, 1))[0].word("dutch_lessons") == "too_few_to_ask_for_a2"


# --- the ten weeks for the plan ------------------------------------------------------------------------------------------------


def _waiting(file_of, *, notified, registered, basis="asylum_fixed_term", centre=False):
    residence = {
        **_permit(basis, decided=date(2022, 6, 1), valid_from=date(2022, 6, 1)),
        "registrations": [{"municipality": "0363", "since": registered, "reception_centre": centre}],
    }
    duty = {"obliged": True, "starts": date(2022, 6, 1), "notified": notified, "law": "wi2021"}
    return file_of(residence=residence, duo={"duty": duty}, municipality={"plans": []})


def _clock(twin, file, on):
    facts, _ = twin.verdicts(file, on=on)
    return facts.word("plan_clock"), {name: fact.day for name, fact in facts.dates.items() if name.startswith("plan_due")}


@pytest.mark.parametrize(("on", "word"), [(date(2023, 5, 8), "running"), (date(2023, 5, 9), "passed")])
def test_ten_weeks_run_from_the_notice(twin, file_of, on, word):
    """BI2021 art. 5.3 lid 1 since 2023: notice of 27 February 2023, last day for the plan 8 May 2023."""
    file = _waiting(file_of, notified=date(2023, 2, 27), registered=date(2023, 2, 1))
    assert _clock(twin, file, on)[0] == word


@pytest.mark.parametrize(("on", "word"), [(date(2023, 6, 12), "running"), (date(2023, 6, 13), "passed")])
def test_ten_weeks_run_from_the_registration_for_who_was_not_yet_housed(twin, file_of, on, word):
    """BI2021 art. 5.3 lid 1 since 2023: registered in the municipality after the notice, so the registration counts."""
    file = _waiting(file_of, notified=date(2023, 2, 27), registered=date(2023, 4, 3))
    assert _clock(twin, file, on)[0] == word


def test_the_text_of_2022_counts_from_the_registration(twin, file_of):
    """BI2021 art. 5.3 until 31 December 2022: registered on 17 October 2022, so the last day is 26 December 2022."""
    file = _waiting(file_of, notified=date(2022, 12, 5), registered=date(2022, 10, 17))
    word, due = _clock(twin, file, date(2022, 12, 31))
    assert word == "passed"
    assert date(2022, 12, 26) in due.values()


def test_the_turn_of_2022_gives_two_readings(twin, file_of):
    """No transition was regulated: on 1 January 2023 the two texts differ about this person, and both dates are told."""
    file = _waiting(file_of, notified=date(2022, 12, 5), registered=date(2022, 10, 17))
    word, due = _clock(twin, file, date(2023, 1, 1))
    assert word == "two_readings"
    assert set(due.values()) == {date(2023, 2, 13), date(2022, 12, 26)}


def test_the_due_day_of_the_plan_is_told_under_both_texts(twin, file_of):
    """A step names the last day, in 2022 and in 2023; with two readings there is a step that says so."""
    file = _waiting(file_of, notified=date(2022, 12, 5), registered=date(2022, 10, 17))
    late = twin.advise(file, on=date(2022, 12, 31))
    assert any("26 December 2022" in step.says.en for step in (*late.steps, *late.know))
    both = twin.advise(file, on=date(2023, 1, 1))
    assert any("13 February 2023" in step.says.en for step in (*both.steps, *both.know))
    assert any("26 December 2022" in step.says.en for step in (*both.steps, *both.know))


# --- T26: the end of the term of an asylum status holder --------------------------------------------------------------------------


def test_an_asylum_status_holder_after_the_last_day_is_sent_to_duo(twin, b1_file):
    """T26: parts are open and the term is over: ask DUO and the municipality; nothing about money."""
    advice = twin.advise(b1_file(), on=date(2026, 5, 11))
    assert advice.duty.phase == "term_over"
    assert {step.with_ for step in advice.steps} >= {"duo"}
    assert advice.component("speaking").standing is Standing.OPEN
    assert "boete" not in advice.model_dump_json()
