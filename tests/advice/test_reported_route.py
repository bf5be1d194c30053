"""Somebody may say which act, duty, plan, route and level a letter names: it is reported, and it is confirmed in the PIP or the letter."""

from datetime import date

import pytest

from route_advisor import advise, write
from route_advisor.advice.model import NotDecided, ReportedRoute, RouteDecision
from route_advisor.personal_file import PersonalFile
from route_advisor.vocabulary import Basis, Standing, Teller

ON = date(2026, 11, 23)
LETTER = {"law_in_letter": "wi2021", "duo_duty": "obliged", "route": "b1"}


def advice_of(said, **groups):
    """The advice for somebody who says these words."""
    statements = [{"fact": fact, "word": word} for fact, word in said.items()]
    return advise(PersonalFile.model_validate({"case_ref": "case-1", "statements": statements, **groups}), on=ON)


@pytest.mark.parametrize("fact", ["route", "plan", "group", "law_in_letter", "duo_duty", "reading_level_decided"])
def test_what_a_letter_names_may_be_said(book, fact):
    """Who holds the letter knows what stands in it."""
    assert book.catalogue.fact(fact).person_may_say


def test_a_route_that_only_the_person_names_is_reported():
    """It names who told it and how to confirm it, and the decision itself was not seen."""
    route = advice_of(LETTER).route
    assert isinstance(route, ReportedRoute)
    assert (route.standing, route.value, route.decided_by) == ("reported", "b1", "municipality")
    assert {one.teller for one in route.told_by} == {Teller.PERSON}
    assert "PIP" in route.errand.nl


def test_what_follows_from_it_is_reported_too():
    """The parts are told, each as reported; what only a decision can take away stays open to question."""
    advice = advice_of(LETTER)
    reading, hours = advice.component("reading"), advice.component("course_hours")
    assert (reading.standing, reading.basis) == (Standing.OPEN, Basis.REPORTED)
    assert hours.standing is Standing.CANNOT_TELL
    assert advice.duty.basis is Basis.REPORTED


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_line_says_that_it_is_not_confirmed(lang):
    """In the text for people: reported, and check it in the PIP or the letter."""
    lines = write(advice_of(LETTER), lang=lang, reader="lawyer").splitlines()
    (route,) = [line for line in lines if line.startswith(("Leerroute", "Route"))]
    assert {"nl": "gemeld", "en": "reported"}[lang] in route
    assert "PIP" in route


def test_a_record_of_the_plan_decides_whatever_was_said():
    """Where the PIP names another route, the PIP counts and the difference is told."""
    advice = advice_of(LETTER, municipality={"plans": [{"dated": "2024-02-06", "route": "z"}]})
    assert isinstance(advice.route, RouteDecision)
    assert advice.route.value == "z"
    assert "statement_differs" in {one.id for one in advice.conflicts}


def test_without_anybody_naming_a_route_there_is_none():
    """No route without a decision, and no guess."""
    assert isinstance(advice_of({"law_in_letter": "wi2021", "duo_duty": "obliged"}).route, NotDecided)


def test_a_level_that_is_said_lowers_nothing_yet():
    """The level stays B1, and the lower level is named as a reason to look."""
    item = advice_of({**LETTER, "writing_level_decided": "a2"}).component("writing")
    assert (item.standing, item.level) == (Standing.OPEN, "b1")
    assert item.unless


def test_registered_hours_count_for_a_z_route_that_is_said():
    """The hours stand in the register; they close nothing while only the person says for which route they are."""
    said = {**LETTER, "route": "z"}
    municipality = {"hours": [{"known_until": "2026-11-01", "dutch_and_knm": 800}]}
    assert advice_of(said, municipality=municipality).component("course_hours").standing is Standing.REPORTED
