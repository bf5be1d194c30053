"""Interruptions, permits, late letters and the change of act: what a file tells on a day."""

from datetime import date

import pytest

from route_advisor.derive.file import facts_from
from route_advisor.personal_file import SCHEMA, PersonalFile
from route_advisor.rulebook.book import Rulebook
from route_advisor.vocabulary import Clock

BOOK = Rulebook.shipped()
DAY = date(2026, 11, 23)


def known(on=DAY, **groups):
    """The facts of a file with these groups."""
    file = PersonalFile.model_validate({"schema": SCHEMA, "case_ref": "test", **groups})
    return facts_from(file, on=on, book=BOOK)


def interrupted(again, ended=date(2024, 3, 31)):
    """DUO's record of a duty that ended and began again."""
    history = [{"obliged": True, "starts": date(2023, 1, 10), "ends": ended}]
    return {"duty": {"obliged": True, "starts": again, "law": "wi2021", "history": history}}


@pytest.mark.parametrize(
    ("again", "word"),
    [
        (date(2024, 4, 1), "none"),
        (date(2024, 4, 2), "at_most_one_year"),
        (date(2025, 4, 1), "at_most_one_year"),
        (date(2025, 4, 2), "longer_than_one_year"),
    ],
)
def test_an_interruption_of_at_most_a_calendar_year_is_short(again, word):
    """From 1 April up to and including 31 March is one year; one day more is not (vector T7)."""
    assert known(duo=interrupted(again)).word("duty_gap") == word


PLANS = {"plans": [{"dated": date(2023, 5, 10), "route": "b1"}]}
AWAY = [{"since": date(2023, 1, 10), "until": date(2024, 3, 31)}, {"since": date(2025, 4, 1)}]


@pytest.mark.parametrize("cause", ["not_resident", "temporary_purpose", "religious_work"])
def test_a_short_interruption_with_one_of_three_causes_makes_the_computed_term_longer(cause):
    """365 days away give 365 days more, and the plan of before stays the first plan (BI2021 art. 2.1 lid 2, 4.2)."""
    said = [{"fact": "gap_cause", "word": cause}]
    facts = known(duo=interrupted(date(2025, 4, 1)), municipality=PLANS, statements=said)
    assert facts.dates[Clock.TERM_LAST_DAY].day == date(2027, 5, 10)
    assert facts.conflicts == ()


def test_nobody_registered_here_in_the_gap_is_a_cause_that_papers_tell():
    """The register before and after the gap, and none in it: no resident, so the term is longer."""
    facts = known(duo=interrupted(date(2025, 4, 1)), municipality=PLANS, residence={"registrations": AWAY})
    assert facts.word("gap_cause") == "not_resident"
    assert facts.dates[Clock.TERM_LAST_DAY].day == date(2027, 5, 10)


def test_an_exemption_for_school_in_the_gap_moves_no_computed_day():
    """The Decree names three causes, and an exemption is none of them."""
    duo = interrupted(date(2025, 4, 1))
    duo["exemptions"] = [
        {"scope": "temporary", "decision": "granted", "decided": date(2024, 4, 1), "starts": date(2024, 4, 1), "ends": date(2025, 3, 31)}
    ]
    facts = known(duo=duo, municipality=PLANS)
    assert facts.word("gap_cause") == "other"
    assert facts.dates[Clock.TERM_LAST_DAY].day == date(2026, 5, 10)


def test_an_interruption_of_which_nobody_tells_the_cause_moves_no_computed_day():
    """Whether the term is longer is DUO's to say; until then the earlier day counts."""
    facts = known(duo=interrupted(date(2025, 4, 1)), municipality=PLANS)
    assert facts.word("gap_cause") is None
    assert facts.dates[Clock.TERM_LAST_DAY].day == date(2026, 5, 10)


def test_a_long_interruption_changes_no_computed_day():
    """After more than a year DUO answers; nothing is added."""
    plans = [{"dated": date(2023, 5, 10), "route": "b1"}]
    facts = known(duo=interrupted(date(2025, 4, 2)), municipality={"plans": plans})
    assert facts.dates[Clock.TERM_LAST_DAY].day == date(2026, 5, 10)


def test_without_a_history_an_interruption_is_not_known():
    """An absent history is not an empty one."""
    assert known(duo={"duty": {"obliged": True, "starts": date(2023, 1, 10)}}).word("duty_gap") is None


PERMIT = {"legal_basis": "regular_fixed_term", "purpose": "family", "valid_from": date(2022, 1, 1), "valid_until": date(2026, 10, 9)}


@pytest.mark.parametrize(
    ("permits", "word"),
    [
        ([{**PERMIT, "valid_until": None}], "fixed_term"),
        ([PERMIT, {"legal_basis": "application_pending", "valid_from": date(2026, 10, 10)}], "pending_at_once"),
        ([PERMIT, {"legal_basis": "application_pending", "valid_from": date(2026, 10, 11)}], "pending_after_a_break"),
        ([PERMIT, {"legal_basis": "regular_indefinite", "valid_from": date(2026, 10, 1)}], "indefinite"),
        ([{"legal_basis": "application_pending", "valid_from": date(2026, 10, 10)}], None),
    ],
)
def test_a_pending_application_is_known_by_the_permit_before_it(permits, word):
    """Directly after a permit, after a break, or a first application that says nothing (BI2021 art. 2.1 lid 1)."""
    assert known(residence={"permits": permits}).word("permit_now") == word


@pytest.mark.parametrize(
    ("starts", "word"),
    [(date(2021, 9, 30), "not_near"), (date(2021, 10, 1), "near"), (date(2022, 3, 31), "near"), (date(2022, 4, 1), "not_near")],
)
def test_a_duty_around_the_change_of_act_is_marked(starts, word):
    """Three months on both sides of 1 January 2022."""
    assert known(duo={"duty": {"obliged": True, "starts": starts}}).word("duty_near_2022") == word


@pytest.mark.parametrize(("notified", "word"), [(date(2024, 3, 28), "in_time"), (date(2024, 3, 29), "late"), (date(2026, 12, 1), None)])
def test_a_letter_is_late_after_the_usual_weeks(notified, word):
    """Eight weeks from the later of duty and registration; a letter of tomorrow is not known today."""
    residence = {"registrations": [{"municipality": "0363", "since": date(2024, 2, 1), "reception_centre": False}]}
    duty = {"obliged": True, "starts": date(2024, 1, 15), "notified": notified}
    assert known(duo={"duty": duty}, residence=residence).word("notice_timing") == word


def test_a_letter_without_a_registration_is_only_known_to_be_in_time():
    """Without the day of registration we never say late."""
    duty = {"obliged": True, "starts": date(2024, 1, 15), "notified": date(2024, 9, 1)}
    assert known(duo={"duty": duty}).word("notice_timing") is None


@pytest.mark.parametrize(("nationalities", "word"), [(["TR"], "held"), (["SY", "TR"], "held"), (["SY"], "not_held")])
def test_one_turkish_nationality_is_enough(nationalities, word):
    """A second nationality does not hide it."""
    assert known(person={"nationalities": nationalities}).word("turkish_nationality") == word


@pytest.mark.parametrize(
    ("since", "school", "integrated"),
    [(date(2018, 11, 23), None, "not_met"), (date(2018, 11, 24), "fewer", "not_met"), (date(2016, 11, 23), None, None)],
)
def test_who_is_here_too_short_has_too_few_years(since, school, integrated):
    """Eight and ten years, on both sides of the day."""
    facts = known(residence={"registrations": [{"since": since}]})
    assert (facts.word("school_years_here"), facts.word("evidently_integrated")) == (school, integrated)


def test_what_the_person_says_about_the_years_is_left_standing():
    """A file may hold only the last address, so a statement is never contradicted by it."""
    statement = {"fact": "school_years_here", "word": "eight_or_more"}
    facts = known(residence={"registrations": [{"since": date(2024, 1, 1)}]}, statements=[statement])
    assert (facts.word("school_years_here"), facts.conflicts) == ("eight_or_more", ())


@pytest.mark.parametrize(("days", "word"), [([1], "one"), ([1, 8], "two"), ([1, 8, 15], "three"), ([1, 8, 15, 22], "three"), ([30], None)])
def test_calls_for_the_intake_are_counted_up_to_the_day(days, word):
    """One, two, three; a call of next week does not count."""
    calls = [date(2026, 11, day) for day in days]
    assert known(municipality={"intake": {"calls": calls}}).word("intake_calls") == word


@pytest.mark.parametrize(("centre", "word"), [(True, "reception_centre"), (False, "municipality"), (None, None)])
def test_the_newest_address_tells_where_somebody_lives(centre, word):
    """A reception centre, a municipality, or unknown."""
    registrations = [{"since": date(2024, 1, 1), "reception_centre": True}, {"since": date(2025, 1, 1), "reception_centre": centre}]
    assert known(residence={"registrations": registrations}).word("housing") == word


@pytest.mark.parametrize(("day", "word"), [(date(2026, 6, 11), "before_12_june_2026"), (date(2026, 6, 12), "from_12_june_2026")])
def test_the_day_of_the_decision_tells_which_asylum_permit_it_is(day, word):
    """VW2000 art. 8 onder c: both sides of the day on which the rules changed."""
    permits = [{"legal_basis": "asylum_fixed_term", "decided": day, "valid_from": day}]
    assert known(residence={"permits": permits}).word("asylum_decision") == word


@pytest.mark.parametrize(("until", "word"), [(date(2026, 5, 9), "before_the_term_ends"), (date(2026, 5, 10), "not_before")])
def test_a_permit_that_ends_before_the_last_day_is_seen_in_time(until, word):
    """The term ends on 10 May 2026: a permit up to the day before asks for renewal first."""
    permits = [{"legal_basis": "regular_fixed_term", "purpose": "family", "valid_from": date(2022, 3, 1), "valid_until": until}]
    assert known(date(2026, 1, 1), municipality=PLANS, residence={"permits": permits}).word("permit_end") == word


def test_a_permit_decided_around_2022_is_told_as_near_the_change():
    """A duty of May 2022 on a permit of December 2021: the act may be another one (FLAG-3)."""
    duty = {"obliged": True, "starts": date(2022, 9, 1)}
    permits = [{"legal_basis": "regular_fixed_term", "purpose": "family", "decided": date(2021, 12, 20)}]
    assert known(duo={"duty": duty}).word("duty_near_2022") == "not_near"
    assert known(duo={"duty": duty}, residence={"permits": permits}).word("duty_near_2022") == "near"


@pytest.mark.parametrize(
    ("permits", "word"),
    [
        ([{"legal_basis": "regular_fixed_term", "purpose": "family", "decided": date(2012, 12, 31)}], "before_2013"),
        ([{"legal_basis": "regular_fixed_term", "purpose": "family", "decided": date(2021, 12, 31)}], "before_2022"),
        ([{"legal_basis": "regular_fixed_term", "purpose": "family", "decided": date(2022, 1, 1)}], "from_2022"),
        (
            [
                {"legal_basis": "regular_fixed_term", "purpose": "study", "decided": date(2019, 9, 1), "valid_until": date(2023, 8, 31)},
                {"legal_basis": "regular_fixed_term", "purpose": "family", "decided": date(2023, 9, 1), "valid_from": date(2023, 9, 1)},
            ],
            None,
        ),
    ],
    ids=["last day of 2012", "last day of 2021", "first day of 2022", "a student before"],
)
def test_since_when_a_permit_can_give_a_duty(permits, word):
    """Article 3 says who *obtains* a permit: the day of the decision counts, and an earlier purpose is not judged here."""
    assert known(residence={"permits": permits}).word("scope_since") == word


def test_a_lone_invitation_does_not_say_that_there_was_one_call():
    """Only a list of calls tells how many there were (WI2021 art. 14 lid 1)."""
    assert known(municipality={"intake": {"invited": date(2026, 1, 5)}}).word("intake_calls") is None
    assert known(municipality={"intake": {"calls": [date(2026, 1, 5), date(2026, 2, 2)]}}).word("intake_calls") == "two"


def test_a_valid_permit_was_not_refused_or_withdrawn():
    """The card itself tells it; what was refused only a letter of the IND tells."""
    permits = [{"legal_basis": "regular_fixed_term", "purpose": "family", "valid_from": date(2024, 1, 1), "valid_until": date(2029, 1, 1)}]
    assert known(date(2026, 1, 1), residence={"permits": permits}).word("permit_ended") == "none"
    assert known(date(2030, 1, 1), residence={"permits": permits}).word("permit_ended") is None


def test_a_refused_renewal_is_believed_over_a_card():
    """WI2021 art. 25 lid 3, WI2013 art. 31 lid 2: the card was printed before the letter of the IND, so it contradicts nobody."""
    permits = [{"legal_basis": "regular_fixed_term", "purpose": "family", "valid_from": date(2022, 1, 10)}]
    refused = [{"fact": "permit_ended", "word": "not_renewed_or_withdrawn"}]
    found = known(residence={"permits": permits}, statements=refused)
    assert found.word("permit_ended") == "not_renewed_or_withdrawn"
    assert not found.conflicts


def test_whom_duo_has_as_obliged_still_stays_lawfully():
    """WI2013 art. 3 lid 1: without lawful stay there is no duty, so DUO's register tells that no permit ended; a silent register tells nothing."""
    assert known(duo={"duty": {"obliged": True, "law": "wi2013"}}).word("permit_ended") == "none"
    assert known(duo={"duty": {"law": "wi2013"}}).word("permit_ended") is None
    assert known(duo={"duty": {"obliged": False, "law": "wi2013"}}).word("permit_ended") is None


def test_a_loan_that_an_eu_citizen_wants_is_one_for_integrating_voluntarily():
    """BI2021 art. 6.1: who stays under EU law has no duty, so the question about the loan is the same one."""
    wanted = [{"fact": "loan_plan", "word": "wants_loan"}]
    stays = {"permits": [{"legal_basis": "eu_law"}]}
    assert known(residence=stays, statements=wanted).word("voluntary_integration") == "wants_loan"
    assert known(statements=wanted).word("voluntary_integration") is None


@pytest.mark.parametrize(("decided", "text"), [("2020-04-30", "before_may_2020"), ("2020-05-01", "since_may_2020")])
@pytest.mark.parametrize(
    ("basis", "purpose", "detailed", "counts"),
    [
        ("asylum_fixed_term", None, None, True),
        ("regular_fixed_term", "family", "family_reunifier_with_asylum_status_holder", True),
        ("regular_fixed_term", "family", "family_former_with_asylum_status_holder", True),
        ("regular_fixed_term", "family", "family_former", False),
        ("regular_fixed_term", "study", "family_former_with_asylum_status_holder", False),
    ],
)
def test_a_turkish_refugee_or_family_of_one_has_the_text_of_the_day_of_the_permit(word, decided, text, basis, purpose, detailed, counts):
    """BI2013 art. 2.1: the exception changed in May 2020. A family permit of somebody else settles nothing; any other permit is none."""
    permit = {"legal_basis": basis, "decided": decided, **({"purpose": purpose} if purpose else {})}
    duo = {"group": {"detailed": detailed or "other"}}
    found = word("turkish_asylum_permit", residence={"permits": [permit]}, duo=duo)
    assert found == (text if counts else "none" if purpose == "study" else None)
