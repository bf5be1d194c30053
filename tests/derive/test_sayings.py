"""What may be taken as known when sources differ: the keeper establishes, others report, and nothing is picked in silence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_advisor.derive.sayings import Saying, day_known, doubt, says, settle, statements
from route_advisor.facts import ToldBy
from route_advisor.vocabulary import Grade, Teller

DUO = ToldBy(Teller.DUO, "letter_duo")
PIP = ToldBy(Teller.MUNICIPALITY, "pip")
PERSON = ToldBy(Teller.PERSON, "own_words")


@pytest.mark.parametrize(
    ("said", "word", "grade", "conflicts"),
    [
        ([("passed", DUO)], "passed", Grade.ESTABLISHED, []),
        ([("passed", PERSON)], "passed", Grade.REPORTED, []),
        ([("passed", PIP)], "passed", Grade.REPORTED, []),
        ([("passed", DUO), ("passed", PERSON)], "passed", Grade.ESTABLISHED, []),
        ([("not_passed", DUO), ("passed", PERSON)], "not_passed", Grade.ESTABLISHED, ["statement_differs"]),
        ([("not_passed", DUO), ("passed", PIP)], None, None, ["registers_differ"]),
        ([("not_passed", PIP), ("passed", PERSON)], "not_passed", Grade.REPORTED, ["statement_differs"]),
    ],
)
def test_who_says_it_decides_how_firm_it_is(book, said, word, grade, conflicts):
    """DUO keeps exam results: its word stands, another register makes it unknown, a person's word is reported."""
    facts, found = settle([Saying("knm_result", told, source) for told, source in said], [], book.catalogue)
    fact = facts.get("knm_result")
    assert (fact and fact.word, fact and fact.grade) == (word, grade)
    assert [conflict.id for conflict in found] == conflicts


def test_two_routes_are_a_conflict_of_their_own_kind(book):
    """The municipality says B1 and DUO says Z: no route, and the reader is sent to the municipality first."""
    facts, (conflict,) = settle([Saying("route", "b1", PIP), Saying("route", "z", DUO)], [], book.catalogue)
    assert "route" not in facts
    assert conflict.id == "route_differs"
    assert {word for word, _ in conflict.sources} == {"b1", "z"}


def test_a_doubt_makes_its_facts_unknown_and_is_told_once(book):
    """What a contradiction touches is not known, and the difference is not told a second time under another name."""
    doubtful = doubt("pvt_before_term", "pvt_status", ("signed", PIP), unknown=["pvt_status"])
    facts, conflicts = settle([Saying("pvt_status", "signed", PIP), Saying("pvt_status", "not_signed", PERSON)], [doubtful], book.catalogue)
    assert facts == {}
    assert conflicts == (doubtful.conflict,)


def test_a_fact_that_the_catalogue_does_not_have_is_left_out(book):
    """Another rulebook may ask for fewer facts."""
    assert settle([says("no_such_fact", "yes", Teller.DUO, "letter_duo")], [], book.catalogue) == ({}, ())


@given(st.permutations([("passed", DUO), ("not_passed", PERSON), ("passed", PIP)]))
def test_the_order_in_which_sources_speak_does_not_matter(book, said):
    """The same facts, with the same sources in the same order, and the same conflicts."""
    settled = settle([Saying("knm_result", word, source) for word, source in said], [], book.catalogue)
    assert settled == settle([Saying("knm_result", word, source) for word, source in sorted(said)], [], book.catalogue)


def test_the_person_is_heard_up_to_this_day():
    """A statement without a date counts; one of tomorrow does not."""
    on = date(2025, 6, 1)
    assert [saying.word for saying in statements([("paid_work", "works", None), ("paid_work", "does_not_work", date(2025, 6, 2))], on)] == [
        "works"
    ]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([("works", date(2024, 1, 1)), ("does_not_work", date(2025, 1, 1))], ["does_not_work"]),
        ([("does_not_work", date(2025, 1, 1)), ("works", date(2024, 1, 1))], ["does_not_work"]),
        ([("works", None), ("does_not_work", date(1999, 1, 1))], ["does_not_work"]),
        ([("works", date(2025, 1, 1)), ("does_not_work", date(2025, 1, 1))], ["works", "does_not_work"]),
        ([("works", None), ("does_not_work", None)], ["works", "does_not_work"]),
        ([("works", date(2024, 1, 1)), ("does_not_work", date(2025, 6, 2))], ["works"]),
    ],
)
def test_somebody_who_says_something_else_later_changed_their_mind(told, words):
    """The newest words count, wherever they stand; a day counts before no day; words of one day stand side by side."""
    said = statements([("paid_work", word, day) for word, day in told], date(2025, 6, 1))
    assert [saying.word for saying in said] == words


def test_two_words_of_one_day_are_no_conflict_of_registers(book):
    """Nobody knows which came last: the fact stays unknown, and the person is asked, not an authority."""
    facts, (conflict,) = settle([Saying("paid_work", "works", PERSON), Saying("paid_work", "does_not_work", PERSON)], [], book.catalogue)
    assert facts == {}
    assert (conflict.id, book.catalogue.conflicts[conflict.id].ask) == ("statements_differ", ("yourself",))


def test_a_document_of_a_later_day_has_no_day_yet():
    """The earliest day up to this one, or none."""
    on = date(2025, 6, 1)
    assert day_known(on, None, date(2025, 6, 2)) is None
    assert day_known(on, date(2025, 5, 1), on, date(2024, 1, 1), None) == date(2024, 1, 1)
