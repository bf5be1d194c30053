"""The term as computed and as DUO states it."""

from datetime import date

import pytest

from route_advisor.derive.file import facts_from
from route_advisor.derive.term import days_of, settled_term
from route_advisor.facts import ToldBy
from route_advisor.personal_file import StatedTerm
from route_advisor.vocabulary import Teller

ON = date(2025, 6, 1)
PLANS = {"plans": [{"dated": date(2023, 5, 10), "route": "b1"}]}
TERM = {"starts": date(2023, 5, 11), "last_day": date(2026, 5, 10), "changed": date(2023, 5, 20)}
DUTY = {"obliged": True, "law": "wi2021"}


@pytest.fixture
def term(twin, file_of):
    """The term of the advice, the words about it, and the conflicts."""

    def look(on=ON, duo=None, municipality=None, said=()):
        groups = {"duo": {"duty": DUTY, **(duo or {})}, **({} if municipality is None else {"municipality": municipality})}
        groups |= {"statements": [{"fact": fact, "word": word, "said": day} for fact, word, day in said]} if said else {}
        file = file_of(**groups)
        facts, _ = twin.verdicts(file, on=on)
        return twin.advise(file, on=on).term, facts.word("term_dates"), [conflict.id for conflict in facts.conflicts]

    return look


@pytest.mark.parametrize(
    ("last_day", "compared"), [(date(2026, 5, 10), "agree"), (date(2026, 5, 11), "later"), (date(2026, 5, 9), "earlier")]
)
def test_the_last_day_of_duo_wins_and_is_compared(term, last_day, compared):
    """WI2021 art. 12: DUO's day counts; we say whether it is the one that follows from the plan."""
    found, word, conflicts = term(duo={"term": {**TERM, "last_day": last_day}}, municipality=PLANS)
    assert found.last_day == found.stated_last_day == last_day
    assert found.computed_last_day == date(2026, 5, 10)
    assert (word, conflicts) == (compared, [])


@pytest.mark.parametrize(
    ("on", "last_day", "word"),
    [
        (date(2026, 5, 10), None, "none"),
        (date(2026, 5, 11), None, None),
        (date(2026, 5, 10), date(2026, 11, 10), "none"),
        (date(2026, 5, 11), date(2026, 11, 10), None),
        (date(2026, 5, 11), date(2026, 5, 10), "none"),
    ],
)
def test_as_long_as_the_first_term_runs_there_is_no_new_one(twin, file_of, on, last_day, word):
    """WI2021 art. 24 lid 2: a new term follows on the first. After its last day only a letter tells, unless DUO's day is no later."""
    stated = {} if last_day is None else {"term": {**TERM, "last_day": last_day}}
    facts, _ = twin.verdicts(file_of(duo={"duty": DUTY, **stated}, municipality=PLANS), on=on)
    assert facts.word("new_term") == word


def test_a_term_that_duo_states_later_is_computed_until_then(term):
    """On 19 May 2023 the letter of 20 May is not there; the plan is."""
    before, _, _ = term(on=date(2023, 5, 19), duo={"term": TERM}, municipality=PLANS)
    after, _, _ = term(on=date(2023, 5, 20), duo={"term": TERM}, municipality=PLANS)
    assert before.stated_last_day is None
    assert after.stated_last_day == before.last_day == after.last_day


def test_extra_time_is_seen_against_duos_own_start_where_the_plans_are_not_known(term):
    """Without plans in the file DUO's start tells what three years would have given."""
    found, word, conflicts = term(duo={"term": {**TERM, "last_day": date(2026, 11, 10)}})
    assert found.computed_last_day == date(2026, 5, 10)
    assert (word, conflicts) == ("later", [])


def test_a_plan_of_the_new_municipality_alone_does_not_make_the_term_look_short(term):
    """After a move the file may hold the second plan only. DUO's earlier start shows that it is not the first: no alarm."""
    moved = {"plans": [{"dated": date(2024, 9, 2), "route": "b1"}]}
    found, word, conflicts = term(duo={"term": TERM}, municipality=moved)
    assert (found.starts, found.last_day, found.computed_last_day) == (TERM["starts"], TERM["last_day"], TERM["last_day"])
    assert (word, conflicts) == ("agree", [])


def test_no_term_begins_after_its_end(term):
    """DUO's last day lies before the plan in the file: the first day of that term is not known, and the days are told as differing."""
    found, word, _ = term(duo={"term": {"last_day": date(2023, 4, 30)}}, municipality=PLANS)
    assert (found.starts, found.days_used, found.last_day) == (None, None, date(2023, 4, 30))
    assert word == "earlier"


def test_a_start_of_duo_that_lies_after_the_plan_is_a_conflict(term):
    """D-3: the day after the first plan, or DUO has another first plan. We name both."""
    found, _, conflicts = term(duo={"term": {**TERM, "starts": date(2023, 5, 12)}}, municipality=PLANS)
    assert conflicts == ["term_start_differs"]
    assert found.starts == date(2023, 5, 12)


@pytest.mark.parametrize(
    ("said", "conflicts"),
    [
        ([("new_term", "set_by_decision", date(2025, 5, 1))], []),
        ([("new_term", "set_by_decision", date(2025, 6, 1))], []),
        ([("new_term", "set_by_decision", date(2025, 6, 2))], ["term_start_differs"]),
        ([("new_term", "none", date(2025, 5, 1))], ["term_start_differs"]),
        ([("new_term", "none", date(2025, 4, 1)), ("new_term", "set_by_decision", date(2025, 5, 1))], []),
        ([("new_term", "set_by_decision", date(2025, 4, 1)), ("new_term", "none", date(2025, 5, 1))], ["term_start_differs"]),
        ([("later_plan", "none", date(2025, 5, 1))], ["term_start_differs"]),
    ],
)
def test_a_term_that_a_decision_set_anew_starts_later_and_is_no_conflict(term, said, conflicts):
    """WI2021 art. 24 lid 2: what was said last, up to this day, tells whether the later start is a new term."""
    anew = {**TERM, "starts": date(2024, 5, 12), "last_day": date(2027, 5, 11)}
    found = term(duo={"term": anew}, municipality=PLANS, said=said)
    assert found[2] == conflicts


@pytest.mark.parametrize(
    ("on", "word"),
    [
        (date(2023, 5, 10), "not_started"),
        (date(2023, 5, 11), "running"),
        (date(2025, 11, 9), "running"),
        (date(2025, 11, 10), "last_six_months"),
        (date(2026, 5, 10), "last_six_months"),
        (date(2026, 5, 11), "over"),
    ],
)
def test_the_first_and_the_last_day_are_in_the_term(twin, file_of, on, word):
    """WI2021 art. 11: three years from the day after the plan; extra time is asked in the last six months of them."""
    facts, _ = twin.verdicts(file_of(duo={"duty": DUTY}, municipality=PLANS), on=on)
    assert facts.word("term") == word


@pytest.mark.parametrize("law", ["wi2013", "wi2007"])
def test_with_a_plan_under_an_older_act_the_act_is_in_doubt(term, law):
    """Only the 2021 Act has a PIP, so DUO's letter and the plan cannot both be right: no term until somebody settles it."""
    old = {"duty": {"obliged": True, "law": law}, "term": TERM}
    assert term(duo=old, municipality=PLANS) == ("unknown", None, ["plan_under_old_act"])


def test_the_newest_version_of_the_term_that_was_known_counts(term):
    """DUO's history is read up to this day, whatever its order."""
    versions = [{"last_day": date(2026, 8, 10), "changed": date(2025, 5, 1)}, {"last_day": date(2026, 5, 10), "changed": date(2023, 5, 20)}]
    stated = {**TERM, "last_day": date(2027, 5, 10), "changed": date(2025, 6, 2), "history": versions}
    found, _, _ = term(duo={"term": stated}, municipality=PLANS)
    assert found.last_day == date(2026, 8, 10)
    assert [extension.last_day for extension in found.extensions] == [date(2026, 5, 10), date(2026, 8, 10)]


def test_the_days_of_a_term_say_who_told_them():
    """DUO's letter where it has a term, else the plan from which it is counted; a rulebook without a window has no first day to ask."""
    stated = settled_term(None, (), (), StatedTerm.model_validate(TERM), None, ON)
    assert {day.told_by for day in days_of(stated)} == {(ToldBy(Teller.DUO, "letter_duo", TERM["changed"]),)}
    assert stated.extra_time_from is None
    told = (ToldBy(Teller.MUNICIPALITY, "pip"),)
    counted = settled_term(date(2023, 5, 11), (date(2026, 5, 10),), told, None, None, ON)
    assert [(day.name, day.day, day.told_by) for day in days_of(counted)][:2] == [
        ("term_starts", date(2023, 5, 11), told),
        ("term_last_day", date(2026, 5, 10), told),
    ]


def test_before_the_law_has_a_window_there_is_no_first_day_to_ask(book):
    """A number has no value before its first day, and then nothing is counted from it."""
    window = book.numbers.by_name["extra_time_window"]
    told = (ToldBy(Teller.MUNICIPALITY, "pip"),)
    assert settled_term(date(1996, 1, 2), (date(1999, 1, 1),), told, None, window, ON).extra_time_from is None
    assert settled_term(date(2023, 5, 11), (date(2026, 5, 10),), told, None, window, ON).extra_time_from == date(2025, 11, 10)


# --- all that a term says ---------------------------------------------------------------------------------

LEAP_PLAN = {"plans": [{"dated": date(2024, 2, 28), "route": "b1"}]}
PIP = "municipality pip 2023-05-10"
LETTER = "duo letter_duo 2023-05-20"
COUNTED = {"starts": "2023-05-11", "last_day": "2026-05-10", "computed_last_day": "2026-05-10", "extra_time_from": "2025-11-10"}
STATED = {**COUNTED, "stated_last_day": "2026-05-10"}
OF_THE_LEAP_DAY = {"starts": "2024-02-29", "last_day": "2027-02-27", "computed_last_day": "2027-02-27", "extra_time_from": "2026-08-27"}
WHOLE_TERMS = {
    # what the file holds; the days of the term, and who told them
    "three years from the day after the plan": ({"municipality": PLANS}, COUNTED, PIP),
    "from the leap day on the law leaves two last days": (
        {"municipality": LEAP_PLAN},
        {**OF_THE_LEAP_DAY, "other_last_day": "2027-02-28"},
        "municipality pip 2024-02-28",
    ),
    "DUO's letter says which of the two it is": (
        {"municipality": LEAP_PLAN, "duo": {"term": {"last_day": "2027-02-28", "changed": "2024-03-10"}}},
        {
            "starts": "2024-02-29",
            "last_day": "2027-02-28",
            "computed_last_day": "2027-02-28",
            "stated_last_day": "2027-02-28",
            "extra_time_from": "2026-08-28",
        },
        "duo letter_duo 2024-03-10",
    ),
    "also where it named it before an extension": (
        {
            "municipality": LEAP_PLAN,
            "duo": {
                "term": {
                    "last_day": "2027-08-28",
                    "changed": "2024-03-11",
                    "history": [{"last_day": "2027-02-28", "changed": "2024-03-10"}],
                }
            },
        },
        {
            "starts": "2024-02-29",
            "last_day": "2027-08-28",
            "computed_last_day": "2027-02-28",
            "stated_last_day": "2027-08-28",
            "extra_time_from": "2027-02-28",
        },
        "duo letter_duo 2024-03-11",
    ),
    "a day that is none of the two is held against the earlier one": (
        {"municipality": LEAP_PLAN, "duo": {"term": {"last_day": "2027-03-31", "changed": "2024-03-10"}}},
        {
            "starts": "2024-02-29",
            "last_day": "2027-03-31",
            "computed_last_day": "2027-02-27",
            "stated_last_day": "2027-03-31",
            "extra_time_from": "2026-09-30",
        },
        "duo letter_duo 2024-03-10",
    ),
    "DUO's letter wins": ({"municipality": PLANS, "duo": {"term": TERM}}, STATED, LETTER),
    "a letter that names only the last day takes its start from the plan": (
        {"municipality": PLANS, "duo": {"term": {**TERM, "starts": None}}},
        STATED,
        LETTER,
    ),
    "without a plan and without a start only the last day is known": (
        {"duo": {"term": {**TERM, "starts": None}}},
        {"last_day": "2026-05-10", "stated_last_day": "2026-05-10", "extra_time_from": "2025-11-10"},
        LETTER,
    ),
    "a term of one day": (
        {"municipality": PLANS, "duo": {"term": {"last_day": "2023-05-11", "changed": "2023-05-20"}}},
        {**COUNTED, "last_day": "2023-05-11", "stated_last_day": "2023-05-11", "extra_time_from": "2022-11-11"},
        LETTER,
    ),
    "a start on the day of the plan shows that there was an earlier one": (
        {"municipality": PLANS, "duo": {"term": {"starts": "2023-05-10", "last_day": "2026-05-10", "changed": "2023-05-20"}}},
        {**STATED, "starts": "2023-05-10", "computed_last_day": "2026-05-09"},
        LETTER,
    ),
    "a letter of tomorrow is not there yet": ({"municipality": PLANS, "duo": {"term": {**TERM, "changed": "2025-06-02"}}}, COUNTED, PIP),
    "no plan yet, and no letter": ({"municipality": {"plans": []}}, None, None),
    "no plan yet, although there is a letter": ({"municipality": {"plans": []}, "duo": {"term": TERM}}, None, None),
    "nothing is known": ({}, None, None),
}


@pytest.mark.parametrize("case", WHOLE_TERMS)
def test_a_term_says_all_its_days_and_who_told_them(book, file_of, case):
    """WI2021 art. 11 and 12: computed from the plan until DUO states it; both stay known, with six months before the last day for a request."""
    groups, days, told_by = WHOLE_TERMS[case]
    term = facts_from(file_of(**{**groups, "duo": {"duty": DUTY, **groups.get("duo", {})}}), on=ON, book=book).term
    if term is None:
        assert days is None
        return
    names = ("starts", "last_day", "computed_last_day", "stated_last_day", "extra_time_from", "other_last_day")
    assert {name: str(day) for name in names if (day := getattr(term, name)) is not None} == days
    assert " ".join(str(one) for one in term.told_by[0]) == told_by


GAP = {"obliged": True, "law": "wi2021"}


@pytest.mark.parametrize(
    ("ends", "again", "cause", "last_day"),
    [
        ("2024-01-31", "2024-03-02", "not_resident", "2026-06-09"),  # 1 February up to 1 March are thirty days
        ("2024-01-31", "2024-03-02", "temporary_purpose", "2026-06-09"),
        ("2024-01-31", "2024-03-02", "religious_work", "2026-06-09"),
        ("2024-01-31", "2024-03-02", "other", "2026-05-10"),
        ("2024-01-31", "2024-03-02", None, "2026-05-10"),
        ("2024-01-31", "2025-02-01", "temporary_purpose", "2027-05-11"),  # a year to the day
        ("2024-01-31", "2025-02-02", "temporary_purpose", "2026-05-10"),  # longer than a year: no short interruption
        ("2023-05-10", "2023-05-21", "temporary_purpose", "2026-05-20"),  # its first day is the first of the term
        ("2023-05-09", "2023-05-21", "temporary_purpose", "2026-05-10"),  # it began before the term
    ],
)
def test_a_short_interruption_in_the_term_makes_it_longer_by_its_days(book, file_of, ends, again, cause, last_day):
    """BI2021 art. 2.1 lid 2 and 4.2: for three causes alone, and only where it began in the term and lasted a year at most."""
    duty = {**GAP, "starts": again, "history": [{"obliged": True, "starts": "2023-01-16", "ends": ends, "changed": "2023-01-17"}]}
    groups = {"statements": [{"fact": "gap_cause", "word": cause}]} if cause in ("temporary_purpose", "religious_work", "other") else {}
    if cause == "not_resident":
        homes = [{"since": "2023-01-01", "until": ends}, {"since": again}]
        groups = {"residence": {"registrations": homes}}
    term = facts_from(file_of(duo={"duty": duty}, municipality=PLANS, **groups), on=ON, book=book).term
    assert str(term.last_day) == last_day == str(term.computed_last_day)
