"""Facts about the act, the duty, the group and the residence, as they were on the day that is asked about."""

from datetime import date

import pytest

from route_advisor.derive.duty import older_act
from route_advisor.derive.seen import Seen
from route_advisor.facts import ToldBy
from route_advisor.personal_file import Duo, PersonalFile
from route_advisor.rulebook.book import Rulebook
from route_advisor.vocabulary import Teller

NUMBERS = Rulebook.shipped().numbers
ON = date(2025, 6, 1)
DUTY = {"obliged": True, "starts": date(2023, 1, 16), "notified": date(2023, 2, 6), "law": "wi2021"}


def seen(duo, on):
    """A file with no more than this of DUO, as it is seen on a day."""
    return Seen(PersonalFile(case_ref="duty", duo=duo), NUMBERS, on)


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        ({}, "obliged"),
        ({"starts": date(2025, 6, 2)}, None),
        ({"ends": date(2025, 6, 1)}, "obliged"),
        ({"ends": date(2025, 5, 31)}, None),
        ({"reason_none": "fulfilled"}, None),
        ({"obliged": False, "reason_none": "fulfilled"}, "fulfilled"),
        ({"obliged": False, "reason_none": "exemption"}, "exempt"),
        ({"obliged": False, "reason_none": "temporary_exemption"}, "temporarily_exempt"),
        ({"obliged": False, "reason_none": "dispensation"}, "dispensed"),
        ({"obliged": False, "reason_none": "purpose_changed"}, "not_obliged"),
        ({"obliged": False}, "not_obliged"),
        ({"obliged": False, "reason_none": "fulfilled", "ends": date(2025, 6, 2)}, None),
        ({"obliged": False, "reason_none": "fulfilled", "ends": date(2025, 6, 1)}, "fulfilled"),
    ],
)
def test_duo_says_whether_there_is_a_duty_on_this_day(word, duty, expected):
    """Both ends count; a record that says obliged and why not is unknown; what ends later has not ended."""
    assert word("duo_duty", duo={"duty": {**DUTY, **duty}}) == expected


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([], None),
        ([{"obliged": True, "starts": date(2023, 1, 16), "changed": date(2023, 2, 6)}], "obliged"),
        ([{"obliged": True, "starts": date(2023, 1, 16), "changed": date(2025, 6, 2)}], None),
        ([{"obliged": False, "starts": date(2023, 1, 16), "changed": date(2024, 1, 1)}], None),
    ],
)
def test_a_record_that_duo_changed_later_is_read_from_its_history(word, history, expected):
    """DUO's record of 1 September is not known on 1 June; what it was before stands in the history, or nowhere."""
    ended = {**DUTY, "obliged": False, "reason_none": "fulfilled", "changed": date(2025, 9, 1), "history": history}
    assert word("duo_duty", duo={"duty": ended}) == expected
    assert word("duo_duty", on=date(2025, 9, 1), duo={"duty": ended}) == "fulfilled"


@pytest.mark.parametrize(("on", "notice", "law"), [(date(2023, 2, 5), "not_yet", None), (date(2023, 2, 6), "sent", "wi2021")])
def test_a_letter_is_known_from_its_own_day(word, on, notice, law):
    """On the day before, DUO had not written; the act that the letter names is not known either."""
    assert word("notice", on=on, duo={"duty": DUTY}) == notice
    assert word("law_in_letter", on=on, duo={"duty": DUTY}) == law


def test_a_full_exemption_without_a_duty_record_says_exempt(word):
    """DUO's letter on the exemption is a source of its own, from its own day."""
    letter = {"exemptions": [{"scope": "full", "decision": "granted", "decided": date(2025, 6, 1)}]}
    assert word("duo_duty", duo=letter) == "exempt"
    assert word("duo_duty", on=date(2025, 5, 31), duo=letter) is None


def test_a_refused_exemption_says_nothing(word):
    """Only a decision that grants it ends a duty."""
    assert word("duo_duty", duo={"exemptions": [{"scope": "full", "decision": "refused"}]}) is None


@pytest.mark.parametrize(("on", "group"), [(date(2024, 12, 31), "asylum_status_holder"), (date(2025, 1, 1), "family_or_other_migrant")])
def test_the_group_is_that_of_the_day(word, on, group):
    """DUO registers a change of group with its day; before that day the earlier group counts."""
    history = [{"value": "asylum_status_holder", "since": date(2023, 1, 16), "until": date(2024, 12, 31)}]
    changed = {"value": "family_or_other_migrant", "since": date(2025, 1, 1), "history": history}
    assert word("group", on=on, duo={"group": changed}) == group


def test_a_group_of_later_without_history_is_unknown(word):
    """We do not guess which group it was before."""
    assert word("group", duo={"group": {"value": "asylum_status_holder", "since": date(2025, 6, 2)}}) is None


def test_hours_of_the_earlier_group_are_no_contradiction(twin, file_of):
    """Estimated hours in a plan of the time as asylum status holder stay right after the group changes (L-6)."""
    history = [{"value": "asylum_status_holder", "since": date(2023, 1, 16), "until": date(2024, 12, 31)}]
    group = {"value": "family_or_other_migrant", "since": date(2025, 1, 1), "history": history}
    plans = [{"dated": date(2023, 5, 10), "route": "b1", "estimated_hours": 900}]
    assert twin.advise(file_of(duo={"group": group}, municipality={"plans": plans}), on=ON).conflicts == ()


@pytest.mark.parametrize(
    ("permits", "title"),
    [
        ([], None),
        ([{"legal_basis": "asylum_fixed_term"}], "asylum_fixed_term"),
        ([{"legal_basis": "asylum_indefinite"}], None),
        ([{"legal_basis": "asylum_fixed_term", "valid_until": date(2025, 6, 1)}], "asylum_fixed_term"),
        ([{"legal_basis": "asylum_fixed_term", "valid_until": date(2025, 5, 31)}], None),
        ([{"legal_basis": "asylum_fixed_term", "valid_from": date(2025, 6, 2)}], None),
        ([{"legal_basis": "asylum_fixed_term", "valid_from": date(2025, 1, 1), "decided": date(2025, 6, 2)}], None),
        (
            [{"legal_basis": "asylum_fixed_term"}, {"legal_basis": "regular_fixed_term", "valid_from": date(2024, 1, 1)}],
            "regular_fixed_term",
        ),
        ([{"legal_basis": "asylum_fixed_term"}, {"legal_basis": "regular_fixed_term"}], None),
    ],
)
def test_the_permit_is_that_of_the_day(word, permits, title):
    """Valid on both its days, decided by then, and the newest; two of one day that differ leave it unknown."""
    assert word("residence_title", residence={"permits": permits}) == title


def test_the_birth_date_does_not_stand_in_the_advice(twin, file_of):
    """The age is enough: a birth date is personal data that no line of the advice needs."""
    person = {"born": date(1991, 3, 14), "nationalities": ["SY"]}
    residence = {"permits": [{"legal_basis": "asylum_fixed_term"}], "eu_family_right": False}
    assert "1991-03-14" not in twin.advise(file_of(person=person, residence=residence), on=ON).model_dump_json()


def test_what_duo_tells_names_its_paper_and_its_day(twin, file_of):
    """The act stands in DUO's letter; the duty and the group in Mijn Inburgering, where the letter is older than a change."""

    def told(fact, **duo):
        return [tuple(one) for one in twin.verdicts(file_of(duo=duo), on=ON)[0].known[fact].told_by]

    letter, record = (Teller.DUO, "letter_duo"), (Teller.DUO, "mijn_inburgering")
    assert told("law_in_letter", duty=DUTY) == [(*letter, date(2023, 2, 6))]
    assert told("duty_began", duty=DUTY) == [(*record, date(2023, 1, 16))]
    assert told("duty_began", term={"starts": date(2020, 3, 1), "last_day": date(2023, 2, 28)}) == [(*letter, date(2020, 3, 1))]
    assert told("duo_duty", duty=DUTY) == [(*record, date(2023, 2, 6))]
    assert told("duo_duty", duty={**DUTY, "changed": date(2024, 5, 6)}) == [(*record, date(2024, 5, 6))]
    exempt = {"exemptions": [{"scope": "full", "decision": "granted", "decided": date(2024, 6, 1)}]}
    assert told("duo_duty", **exempt) == [(*letter, date(2024, 6, 1))]


@pytest.mark.parametrize(("on", "began"), [(date(2016, 1, 3), None), (date(2016, 1, 4), "from_2015_to_september_2017")])
def test_a_duty_has_begun_on_its_first_day(word, on, began):
    """On the day before it has not; the older act is named from that day on."""
    assert word("duty_began", on=on, duo={"duty": {"starts": date(2016, 1, 4)}}) == began
    assert seen(Duo(duty={"starts": date(2016, 1, 4)}), on).under_older_act is (began is not None)


def test_the_older_act_that_no_letter_names_has_the_day_of_its_duty():
    """BI2013 art. 2.10: without a letter the first day of the duty tells the act."""
    act, told_by = older_act(seen(Duo(duty={"starts": date(2016, 1, 4)}), ON))
    assert (act, told_by) == ("wi2013", ToldBy(Teller.DUO, "mijn_inburgering", date(2016, 1, 4)))


def test_of_two_records_in_a_history_the_newer_counts(word):
    """DUO changed its record twice before it changed it again."""
    history = [
        {"obliged": True, "starts": date(2023, 1, 16), "changed": date(2023, 2, 6)},
        {"obliged": False, "starts": date(2023, 1, 16), "changed": date(2023, 1, 20)},
    ]
    ended = {**DUTY, "obliged": False, "reason_none": "fulfilled", "changed": date(2025, 9, 1), "history": history}
    assert word("duo_duty", duo={"duty": ended}) == "obliged"
    assert word("duo_duty", duo={"duty": {**ended, "history": history[::-1]}}) == "obliged"


def test_two_permits_of_one_day_say_together_since_when_there_can_be_a_duty(word):
    """WI2021 art. 3 lid 1: the day of the decision counts, and of two alike it is the same."""
    permit = {"legal_basis": "asylum_fixed_term", "decided": "2023-01-11"}
    permits = [{**permit, "valid_from": "2023-01-11"}, {**permit, "valid_from": "2023-01-12"}]
    assert {word("scope_since", residence={"permits": some}) for some in (permits, permits[::-1])} == {"from_2022"}
