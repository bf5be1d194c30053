"""Up to where the law was read: of the acts that govern this person, and not of any act."""

from dataclasses import replace
from datetime import date

import pytest

from route_advisor import Advisor, PersonalFile, Rulebook

ON = date(2026, 11, 23)
NEW = {"duo": {"duty": {"obliged": True, "law": "wi2021", "notified": "2024-01-10"}}}
OLD = {"duo": {"duty": {"obliged": True, "law": "wi2013", "starts": "2019-01-10", "notified": "2019-01-10"}}}


def receipt(content, book):
    """The receipt of a file."""
    file = PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "read", **content})
    return Advisor(book).advise(file, on=ON).receipt


@pytest.mark.parametrize(("content", "acts"), [(NEW, ("WI2021", "BI2021", "RI2021")), (OLD, ("WI2013", "BI2013", "RI2013"))])
def test_the_receipt_names_the_oldest_text_of_the_acts_that_govern(content, acts):
    """Of act, decree and regulation each has a newest text that was read; all three were read up to the oldest of these."""
    book = Rulebook.shipped()
    found = receipt(content, book)
    assert found.law_read_until == min(book.acts[act].text_read for act in acts)
    read = {one.act: one.text_of for one in found.law_read}
    assert {act: read[act] for act in acts} == {act: book.acts[act].text_read for act in acts}


def test_a_new_text_of_another_act_makes_nothing_newer():
    """Who reads the Participation Act today has read nothing of the act that governs."""
    book = Rulebook.shipped()
    other = replace(book, acts={**book.acts, "PW": replace(book.acts["PW"], text_read=date(2026, 11, 1))})
    assert receipt(NEW, other).law_read_until == receipt(NEW, book).law_read_until
    assert "PW" not in {one.act for one in receipt(NEW, other).law_read}


def test_where_the_act_is_not_known_the_oldest_of_all_that_govern_counts():
    """The reader may be of either act."""
    book = Rulebook.shipped()
    assert receipt({}, book).law_read_until == min(act.text_read for act in book.acts.values() if act.governs is not None)


def test_in_a_rulebook_where_no_act_is_said_to_govern_the_oldest_of_all_counts():
    """Nothing is made newer by what is left out."""
    book = Rulebook.shipped()
    plain = replace(book, acts={id_: replace(act, governs=None) for id_, act in book.acts.items()})
    assert receipt(NEW, plain).law_read_until == min(act.text_read for act in book.acts.values() if act.text_read is not None)
