"""A personal file becomes facts, conflicts and dates; a word that the catalogue does not have is refused by its place."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from route_advisor import FileRefused, PersonalFile
from route_advisor.derive.file import facts_from
from route_advisor.documents.mistakes import dotted
from route_advisor.facts import Conflict, ToldBy
from route_advisor.personal_file import wrong_words
from route_advisor.vocabulary import Clock, Teller

ON = date(2025, 6, 1)
PLAN = date(2023, 5, 10)
OBLIGED = {"obliged": True, "starts": date(2023, 1, 16), "notified": date(2023, 2, 6), "law": "wi2021"}


@pytest.fixture
def derived(book):
    """The facts of a file on a day, by the shipped rulebook."""

    def derive(file, on=ON):
        return facts_from(file, on=on, book=book)

    return derive


@pytest.fixture
def mistakes(file_of):
    """Where a file holds a word that the catalogue does not have, and the line about it, told when the file is made."""

    def told(**groups):
        with pytest.raises(ValidationError) as refused:
            file_of(**groups)
        return [(one["loc"], f"{dotted(one['loc'])} {one['msg']}") for one in refused.value.errors()]

    return told


@pytest.mark.parametrize(
    ("fact", "word", "where", "line"),
    [
        ("zzz", "b1", "fact", "statements[0].fact is text of 3 characters, which is not a fact (see: route-advisor facts)"),
        ("homelesness", "none", "fact", 'statements[0].fact is "homelesness", which is not a fact; did you mean "homelessness"? (see: '),
        ("plan_count", "one", "fact", 'statements[0].fact is "plan_count"; municipality keeps it; put it in its own group of the file'),
        ("regime", "wi2021", "fact", 'statements[0].fact is "regime"; the rules conclude it; leave it out'),
        ("knm_result", "maybe", "word", "statements[0].word is text of 5 characters (allowed: not_passed, passed)"),
        ("knm_result", "passd", "word", 'statements[0].word is "passd"; did you mean "passed"? (allowed: not_passed, passed)'),
    ],
)
def test_a_statement_that_nobody_can_make_says_why_and_what_to_do(mistakes, fact, word, where, line):
    """No such fact, a fact that others keep or conclude, no such word: each has its own line; only sayable facts are suggested."""
    ((path, found),) = mistakes(statements=[{"fact": fact, "word": word}])
    assert path == ("statements", 0, where)
    assert found.startswith(line)


def test_a_purpose_that_the_catalogue_does_not_have_is_told_by_its_permit(mistakes, book):
    """The second permit is named as the second, with a suggestion and all purposes; a permit without a purpose is no mistake."""
    permits = [
        {"legal_basis": "regular_fixed_term", "purpose": "study"},
        {"legal_basis": "regular_fixed_term", "purpose": "studdy"},
        {"legal_basis": "asylum_fixed_term"},
    ]
    ((path, found),) = mistakes(residence={"permits": permits})
    assert path == ("residence", "permits", 1, "purpose")
    purposes = ", ".join(book.catalogue.facts["residence_purpose"].values)
    assert found == f'residence.permits[1].purpose is "studdy"; did you mean "study"? (allowed: {purposes})'


def test_each_wrong_word_has_a_line_in_the_order_of_the_file(mistakes):
    """Permits before statements, and each statement by its number."""
    permits = [{"legal_basis": "regular_fixed_term", "purpose": "studdy"}]
    statements = [
        {"fact": "knm_result", "word": "passed"},
        {"fact": "knm_result", "word": "maybe"},
        {"fact": "no_such_fact", "word": "yes"},
    ]
    paths = [path for path, _ in mistakes(residence={"permits": permits}, statements=statements)]
    assert paths == [("residence", "permits", 0, "purpose"), ("statements", 1, "word"), ("statements", 2, "fact")]


def test_a_catalogue_without_purposes_knows_none(book, file_of):
    """A rulebook of another law need not have this fact: any purpose is then refused, and nothing crashes."""
    file = file_of(residence={"permits": [{"legal_basis": "regular_fixed_term", "purpose": "study"}]})
    facts = {name: entry for name, entry in book.catalogue.facts.items() if name != "residence_purpose"}
    assert list(wrong_words(file, replace(book.catalogue, facts=facts))) == [
        "residence.permits[0].purpose is a word, and there are no purposes"
    ]


def test_a_file_that_was_made_for_another_rulebook_gives_no_facts(derived, book):
    """Every mistake is told at once, each with the file it stands in."""
    entry = book.catalogue.facts["knm_result"]
    words = {**entry.values, "maybe": entry.values["passed"]}
    other = {**book.catalogue.facts, "knm_result": entry.model_copy(update={"values": words}), "zzz": entry}
    said = [{"fact": "knm_result", "word": "maybe"}, {"fact": "zzz", "word": "passed"}]
    context = {"catalogue": replace(book.catalogue, facts=other)}
    file = PersonalFile.model_validate({"case_ref": "fictional", "statements": said}, context=context)
    with pytest.raises(FileRefused) as refused:
        derived(file)
    assert refused.value.mistakes == (
        "fictional: statements[0].word is text of 5 characters (allowed: not_passed, passed)",
        "fictional: statements[1].fact is text of 3 characters, which is not a fact (see: route-advisor facts)",
    )


def test_a_fact_of_a_municipalitys_own_pages_waits_for_whoever_advises_with_them(derived, file_of):
    """A file may be made before the overlay is laid over the rules; without it the advice names the fact."""
    file = file_of(statements=[{"fact": "gm0363_form", "word": "sent"}])
    with pytest.raises(FileRefused, match=r"statements\[0\].fact"):
        derived(file)


def test_what_a_reader_did_not_understand_is_a_conflict_of_its_own(derived, file_of):
    """Where it stood, what was found, and that DUO's message held it."""
    facts = derived(file_of(not_understood=[{"where": "PIP[0]", "found": "route X"}]))
    told = ToldBy(Teller.DUO, "mijn_inburgering")
    assert facts.conflicts == (Conflict("not_understood", "PIP[0]", (("route X", told),)),)


def test_an_empty_file_tells_nothing(derived, file_of):
    """No group, no fact, no date, no conflict: what is absent is unknown."""
    facts = derived(file_of())
    assert (dict(facts.known), dict(facts.dates), facts.conflicts) == ({}, {}, ())


def test_without_a_plan_the_last_day_for_the_plan_is_told(derived, file_of):
    """The clock runs from DUO's letter until the first plan is there."""
    facts = derived(file_of(duo={"duty": OBLIGED, "group": {"value": "family_or_other_migrant", "since": date(2023, 1, 16)}}), PLAN)
    assert facts.dates[Clock.PLAN_DUE].day == date(2023, 2, 6) + timedelta(weeks=10)
    assert Clock.FIRST_PLAN not in facts.dates
    assert facts.word("plan_clock") == "passed"


def test_a_first_plan_ends_its_clock_and_starts_the_term(derived, b1_file):
    """From the day of the plan its date and the term are told, and the last day for a plan no longer."""
    before, after = derived(b1_file(), PLAN - timedelta(days=1)), derived(b1_file(), PLAN)
    assert Clock.FIRST_PLAN not in before.dates
    assert after.dates[Clock.FIRST_PLAN].day == PLAN
    assert after.dates[Clock.FIRST_PLAN].told_by == (ToldBy(Teller.MUNICIPALITY, "pip", PLAN),)
    assert after.dates[Clock.TERM_STARTS].day == PLAN + timedelta(days=1)
    assert after.dates[Clock.TERM_LAST_DAY].day == date(2026, 5, 10)
    assert not {Clock.PLAN_DUE, Clock.PLAN_DUE_BEFORE_2023} & set(after.dates)


@pytest.mark.parametrize(("starts", "pvt", "term"), [(date(2016, 3, 1), "signed", None), (date(2022, 3, 1), "hours_short", "not_started")])
def test_without_a_letter_the_start_of_the_duty_tells_whose_hours_and_term_count(derived, file_of, starts, pvt, term):
    """The 2013 Act asks no hours for the PVT (BI2013 art. 3.9a lid 1), and its term waits for no plan."""
    municipality = {"plans": [], "pvt": {"hours": 1, "signed": date(2024, 2, 1)}}
    facts = derived(file_of(duo={"duty": {"obliged": True, "starts": starts}}, municipality=municipality))
    assert (facts.word("pvt_status"), facts.word("term")) == (pvt, term)


@pytest.mark.parametrize(("starts", "conflict"), [(date(2016, 3, 1), "plan_under_old_act"), (date(2022, 3, 1), "term_start_differs")])
def test_without_a_letter_the_start_of_the_duty_tells_what_is_wrong_with_a_late_term(derived, file_of, starts, conflict):
    """Under the 2013 Act there is no PIP at all; under the 2021 Act DUO's term should begin on the day after it."""
    term = {"starts": date(2023, 6, 1), "last_day": date(2026, 5, 31), "changed": date(2023, 6, 1)}
    duo = {"duty": {"obliged": True, "starts": starts}, "term": term}
    facts = derived(file_of(duo=duo, municipality={"plans": [{"dated": PLAN, "route": "b1"}]}))
    assert [one.id for one in facts.conflicts] == [conflict]
    assert facts.dates[Clock.FIRST_PLAN].day == PLAN
