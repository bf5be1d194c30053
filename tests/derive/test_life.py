"""What people know is a day and a number; long, in the term, together and enough are counted, on both sides of each boundary."""

from datetime import date, timedelta

import pytest

from route_advisor.vocabulary import Clock

ON = date(2026, 11, 23)
DUO = {"duty": {"obliged": True, "law": "wi2021", "starts": "2023-12-01", "notified": "2023-12-04"}}
PLAN = {"plans": [{"dated": "2024-02-06", "route": "b1", "level": "b1"}]}
OLD = {"duty": {"obliged": True, "law": "wi2013", "starts": "2020-01-01"}}


@pytest.fixture
def told(word):
    """The word of a fact for somebody whose term runs from 7 February 2024."""

    def look(fact, on=ON, duo=DUO, municipality=PLAN, **groups):
        return word(fact, on, duo=duo, municipality=municipality, **groups)

    return look


def setback(kind="illness", first="2025-01-11", last="2025-04-10", **more):
    """One setback of a life."""
    return {"kind": kind, "from": first, **({} if last is None else {"until": last}), **more}


KINDS = [
    ("illness", "long_illness"),
    ("shelter", "shelter_stay"),
    ("homelessness", "homelessness"),
    ("course_stopped", "provider_problem"),
    ("other", "other_delay"),
]


@pytest.mark.parametrize(("kind", "fact"), KINDS)
@pytest.mark.parametrize(("last", "length"), [("2025-04-10", "three_months_or_longer"), ("2025-04-09", "shorter")])
def test_three_whole_months_are_long_and_a_day_less_is_not(told, kind, fact, last, length):
    """RI2021 art. 4.1 lid 1: at least three months without a break, both days included."""
    assert told(fact, life={"setbacks": [setback(kind, last=last)]}) == length


def test_what_still_goes_on_is_short_for_nobody(told):
    """It may become long: until then nobody can tell."""
    life = {"setbacks": [setback(first="2026-10-01", last=None)]}
    assert told("long_illness", life=life) is None
    assert told("long_illness", on=date(2026, 12, 31), life=life) == "three_months_or_longer"


def test_only_what_lies_in_the_term_counts(told):
    """BI2021 art. 4.3 lid 1: in the term. Where only the whole is long, nobody can tell."""
    assert told("long_illness", life={"setbacks": [setback(first="2023-12-01", last="2024-04-30")]}) is None
    assert told("long_illness", life={"setbacks": [setback(first="2023-12-01", last="2024-05-06")]}) == "three_months_or_longer"
    assert told("setback", life={"setbacks": [setback(first="2023-01-01", last="2023-06-30")]}) is None


@pytest.mark.parametrize(("relation", "length"), [(None, "three_months_or_longer"), ("child", "three_months_or_longer"), ("other", None)])
def test_an_illness_counts_for_the_person_and_close_family(told, relation, length):
    """RI2021 art. 4.1 lid 1 onder a: the person, a partner, a parent or a child."""
    more = {} if relation is None else {"relation": relation}
    assert told("long_illness", life={"setbacks": [setback(**more)]}) == length


@pytest.mark.parametrize(
    ("first", "relation", "word_of"),
    [("2024-02-07", "parent", "close_relative"), ("2024-02-06", "parent", None), ("2025-01-01", "other", None), ("2025-01-01", None, None)],
)
def test_a_death_counts_in_the_term_and_in_the_close_family(told, first, relation, word_of):
    """RI2021 art. 4.1 lid 1 onder b."""
    more = {} if relation is None else {"relation": relation}
    assert told("bereavement", life={"setbacks": [setback("bereavement", first, None, **more)]}) == word_of


@pytest.mark.parametrize(
    ("day", "word_of"), [("2024-02-07", "in_term"), ("2024-02-06", "none"), ("2026-11-23", "in_term"), ("2026-11-24", "none")]
)
def test_a_birth_counts_in_the_term(told, day, word_of):
    """RI2021 art. 4.1 lid 1 onder c; a birth that is still to come is not there yet."""
    assert told("childbirth", life={"births": [day]}) == word_of


def test_a_birth_without_a_known_term_settles_nothing(word):
    """Nobody can tell whether it was in the term."""
    assert word("childbirth", ON, life={"births": ["2025-01-01"]}) is None
    assert word("childbirth", ON, life={"births": []}) == "none"


@pytest.mark.parametrize(
    ("second", "together"),
    [
        (("homelessness", "2025-03-01", "2025-04-10"), "three_months_or_longer"),
        (("homelessness", "2025-02-11", "2025-04-10"), "three_months_or_longer"),
        (("homelessness", "2025-02-12", "2025-04-30"), "shorter"),
        (("homelessness", "2025-02-11", "2025-04-09"), "shorter"),
    ],
)
def test_short_reasons_count_together_without_a_break(told, second, together):
    """RI2021 art. 4.1 lid 1 onder j: overlapping or one right after the other; a day between them is a break."""
    first = setback(last="2025-03-15" if second[1] == "2025-03-01" else "2025-02-10")
    assert told("setbacks_together", life={"setbacks": [first, setback(*second)]}) == together


def test_one_reason_is_not_several(told):
    """One illness alone says nothing about reasons together."""
    assert told("setbacks_together", life={"setbacks": [setback()]}) is None


def test_an_empty_list_says_that_nothing_took_time(told):
    """An absent list says nothing at all; and what is not in a list may still have happened."""
    nothing = {"setbacks": [], "births": []}
    facts = ("setback", "long_illness", "bereavement", "childbirth", "homelessness", "setbacks_together")
    assert {told(fact, life=nothing) for fact in facts} == {"none"}
    assert told("setback", life={}) is None
    assert told("homelessness", life={"setbacks": [setback()]}) is None
    assert told("setback", life={"setbacks": [setback()]}) == "happened"


@pytest.mark.parametrize(
    ("school", "word_of"),
    [
        ({"kind": "entree"}, "non_exempting_course"),
        ({"kind": "vso_labour_market"}, "non_exempting_course"),
        ({"kind": "vso_further_education"}, None),
        ({"kind": "mbo_2_or_higher"}, "exempting_course"),
        ({"kind": "mbo_2_or_higher", "in_dutch": False}, None),
        ({"kind": "entree", "until": "2026-06-30"}, "non_exempting_course_ended"),
        ({"kind": "havo", "until": "2026-06-30"}, "none"),
    ],
)
def test_a_school_with_its_days_has_the_word_of_the_law(told, school, word_of):
    """RI2021 art. 4.2 lid 1 and BI2021 art. 2.2: two of the three profiles of VSO give no exemption."""
    assert told("education_now", life={"education": [{"from": "2025-09-01", **school}]}) == word_of


def work(months, hours=48, kind="employee"):
    """Paid work in some months of 2026 or, below zero, of 2025."""
    return [{"month": f"{2026 if one > 0 else 2025}-{(one - 1) % 12 + 1:02}", "hours": hours, "kind": kind} for one in months]


@pytest.mark.parametrize(
    ("paid", "word_of"),
    [
        (work([5, 6, 7, 8, 9, 10]), "employee"),
        (work([5, 6, 7, 8, 9]), None),
        (work([5, 6, 7, 8, 9, 10], hours=47), None),
        (work([5, 6, 7, 8, 9, 11]), None),  # this month is not over
        (work([-1, 6, 7, 8, 9, 10]), "employee"),  # November 2025
        (work([-2, 6, 7, 8, 9, 10]), None),  # October 2025 is longer than twelve months ago
        (work([5, 6, 7, 8, 9, 10], hours=24) * 2, "employee"),
        (work([5, 6, 7, 8, 9, 10], kind="self_employed"), None),
    ],
)
def test_enough_hours_in_enough_months_give_a_ground(word, paid, word_of):
    """BI2013 art. 2.4a lid 1 onder a: 48 hours a month in six of twelve months."""
    assert word("ona_ground", ON, duo=OLD, life={"paid_work": paid}) == word_of


def test_the_map_gives_a_ground_too(word):
    """BI2013 art. 2.4a: the MAP that the municipality has on record; and what the person says is left alone."""
    record = {"map": {"final_talk": "2026-01-05"}}
    assert word("ona_ground", ON, duo=OLD, municipality=record) == "map_completed"
    assert word("ona_ground", ON, duo=OLD, municipality=record, statements=[{"fact": "ona_ground", "word": "none"}]) == "none"


@pytest.mark.parametrize(("month", "word_of"), [(11, "works"), (10, "works"), (9, None)])
def test_paid_work_is_that_of_now(told, month, word_of):
    """This month or the month before; older work says nothing about now."""
    assert told("paid_work", life={"paid_work": work([month])}) == word_of


@pytest.mark.parametrize(("decided", "word_of"), [("2026-10-10", "duo_decision"), ("2026-10-09", None), ("2026-11-24", None)])
def test_a_fine_brings_a_letter_to_answer_while_an_objection_is_in_time(told, decided, word_of):
    """AWB art. 6:7: six weeks, and to the Monday where they end in a weekend. An older fine is no letter of now."""
    assert told("measure_letter", duo={**DUO, "fines": [{"decided": decided, "amount_cents": 34000}]}) == word_of


@pytest.mark.parametrize(("on", "word_of"), [(date(2026, 12, 28), "duo_decision"), (date(2026, 12, 29), None)])
def test_a_fine_of_which_the_six_weeks_end_on_a_holiday_can_be_answered_on_the_next_working_day(told, on, word_of):
    """Algemene termijnenwet art. 1 lid 1: six weeks from 13 November 2026 end on Christmas Day, a Friday; the next working day is the Monday."""
    assert told("measure_letter", on=on, duo={**DUO, "fines": [{"decided": "2026-11-13"}]}) == word_of


@pytest.mark.parametrize("decided", [date(2026, 11, 13) + timedelta(days=days) for days in range(0, 21, 2)])
def test_a_fine_and_a_letter_of_one_day_end_on_one_day(twin, file_of, decided):
    """Awb 6:7: whoever holds a fine and whoever holds its letter can object up to the same day."""
    duo = {**DUO, "fines": [{"decided": decided.isoformat()}]}
    letter = file_of(letters=[{"kind": "duo_decision", "dated": decided.isoformat()}])
    last = twin.verdicts(letter, on=decided)[0].dates[Clock.OBJECTION_LAST_DAY].day
    words = [twin.verdicts(file_of(duo=duo), on=day)[0].word("measure_letter") for day in (last, last + timedelta(days=1))]
    assert words == ["duo_decision", None]


def test_the_newest_fine_is_the_letter_of_now(told):
    """Of several, the last one; who decided it says the group in which it stands."""
    municipality = {**PLAN, "fines": [{"decided": "2026-11-02", "about": "programme", "amount_cents": 5000}]}
    duo = {**DUO, "fines": [{"decided": "2026-10-20"}]}
    assert told("measure_letter", duo=duo, municipality=municipality) == "municipality_programme"


@pytest.mark.parametrize(("percents", "word_of"), [((100, 100), "all_or_excused"), ((100, 99), None), ((100, None), None)])
def test_who_was_at_every_lesson_missed_none(told, percents, word_of):
    """BI2021 art. 4.4: fewer lessons may have been with permission."""
    courses = [{"kind": "dutch", "hours": 100, **({} if one is None else {"attendance_percent": one})} for one in percents]
    assert told("lesson_attendance", school={"courses": courses}) == word_of


@pytest.mark.parametrize(
    ("records", "source"),
    [
        ({"school": "2024-05-01"}, ("school", "school_statement", "2024-05-01")),
        ({"duo": "2024-05-01"}, ("duo", "letter_duo", "2024-05-01")),
        ({"school": "2024-05-02", "duo": "2024-05-01"}, ("duo", "letter_duo", "2024-05-01")),
        ({"school": None}, ("school", "school_statement", None)),
        ({"duo": None}, ("duo", "letter_duo", None)),
    ],
)
def test_the_start_of_the_taalschakeltraject_is_told_by_whoever_has_it_on_record(twin, file_of, records, source):
    """A line that rests on DUO's record alone never cites a school."""
    groups = {keeper: {"taalschakeltraject": {} if day is None else {"started": day}} for keeper, day in records.items()}
    groups["duo"] = {**DUO, **groups.get("duo", {})}
    plan = {"plans": [{"dated": "2024-02-06", "route": "onderwijs", "level": "b1"}]}
    (told_by,) = twin.verdicts(file_of(municipality=plan, **groups), on=ON)[0].known["taalschakeltraject_start"].told_by
    assert (told_by.teller, told_by.document, told_by.dated and told_by.dated.isoformat()) == source


@pytest.mark.parametrize(
    ("record", "word_of"),
    [
        ({"started": "2024-08-06"}, "in_time"),
        ({"started": "2024-08-07"}, "late"),
        ({}, "late"),
        ({"left": "2024-05-01"}, None),
        ({"ended": "2024-05-01"}, None),
        ({"completed": "2024-05-01"}, None),
    ],
)
def test_the_taalschakeltraject_begins_in_time_or_late(word, record, word_of):
    """RI2021 art. 4.1 lid 1 onder g: within six months after the PIP."""
    plan = {"plans": [{"dated": "2024-02-06", "route": "onderwijs", "level": "b1"}]}
    assert word("taalschakeltraject_start", ON, duo=DUO, municipality=plan, school={"taalschakeltraject": record}) == word_of


def test_what_a_person_says_about_school_stands_beside_the_days_of_a_school(told):
    """Whoever names the word of the law is not corrected from a list of days; words about something else leave the days to speak."""
    life = {"education": [{"kind": "entree", "from": "2025-09-01"}]}
    said = [{"fact": "education_now", "word": "exempting_course"}]
    assert told("education_now", life=life, statements=said) == "exempting_course"
    assert told("education_now", life=life, statements=[{"fact": "route", "word": "b1"}]) == "non_exempting_course"
