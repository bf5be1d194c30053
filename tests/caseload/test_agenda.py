"""One list of all days of many people: days of the law and days of a plan, which never look alike."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from route_advisor import Advisor, AgendaDay, Filters, agenda, load
from route_advisor.advice.model import Term
from route_advisor.advice.planned import LegalDate, PlanningDay
from route_advisor.caseload.finding import files_of
from route_advisor.writers.ics import agenda_ics
from route_advisor.writers.many import agenda_csv, agenda_json, as_agenda

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 11, 23)
TWIN = Advisor(use_engine=False)
FILES = [load(path) for path in files_of([EXAMPLES])]


@pytest.fixture(scope="module")
def days():
    """All days of the examples, the first in front."""
    return sorted(agenda(FILES, on=DAY, advisor=TWIN), key=lambda one: one.order)


def test_every_last_day_that_has_not_passed_stands_in_it_once(days):
    """Nobody's term ends unseen."""
    listed = [(one.case_ref, one.day) for one in days if one.about == "last_day"]
    advices = [TWIN.advise(file, on=DAY) for file in FILES]
    terms = [(one.case_ref, one.term.last_day) for one in advices if isinstance(one.term, Term) and one.term.last_day >= DAY]
    assert sorted(listed) == sorted(terms)


def test_each_legal_day_of_a_step_and_each_link_of_a_plan_stands_in_it(days):
    """Both kinds, each as its own type; a day that passed is in neither."""
    assert {type(one.when) for one in days} == {LegalDate, PlanningDay}
    assert all(one.day >= DAY for one in days)
    moved = [(one.when.what, one.day) for one in days if one.case_ref == "moved" and one.is_law]
    assert ("move_plan_due", date(2026, 12, 14)) in moved
    advice = TWIN.advise(load(EXAMPLES / "amina-b1.yaml"), on=DAY)
    links = {
        link.latest.planning_day for chain in advice.plan.chains for link in chain.links[:-2] if link.latest and not link.latest.passed
    }
    assert {one.day for one in days if one.case_ref == "amina-b1" and not one.is_law} == links


def test_filters_choose_whose_days_are_listed(days):
    """The days of who is found, and of nobody else."""
    chosen = list(agenda(FILES, Filters(open=("KNM",), term_within=180), on=DAY, advisor=TWIN))
    assert {one.case_ref for one in chosen} == {"amina-b1", "illness-with-dates", "wi2013-cohort-a"}
    assert set(map(str, chosen)) <= set(map(str, days))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_day_of_the_law_and_a_planning_day_are_marked_by_a_word_and_a_sign(days, book, lang):
    """Never colour alone, in every form."""
    text = as_agenda(days, book.catalogue, on=DAY, lang=lang, width=80)
    assert all(len(line) <= 80 for line in text.splitlines())
    assert ("§ wet" if lang == "nl" else "§ law") in text
    assert "~ plan" in text
    rows = list(csv.DictReader(io.StringIO(agenda_csv(days, book.catalogue, lang=lang))))
    assert [row["kind"] for row in rows] == ["law" if one.is_law else "planning" for one in days]


def test_a_calendar_of_all_holds_each_day_with_its_case_and_no_day_twice(days, book):
    """A program for calendars reads it; what is planning says so; the same days give the same bytes."""
    written = agenda_ics(days, book.catalogue, on=DAY)
    events = Calendar.from_ical(written).walk("VEVENT")
    assert len(events) == len({str(event["uid"]) for event in events}) == len(days)
    for event, one in zip(events, days, strict=True):
        assert str(event["summary"]).startswith(f"{one.case_ref}: ")
        assert one.is_law is not str(event["summary"]).endswith("(plan)")
        assert event["dtstart"].dt == one.day
    assert agenda_ics(days, book.catalogue, on=DAY) == written


def test_the_json_names_the_two_kinds_by_two_keys(days):
    """`legal_date` and `planning_day`; it reads back."""
    document = json.loads(agenda_json(days, (), on=DAY))
    assert {key for one in document["days"] for key in one["when"] if key in ("legal_date", "planning_day")} == {
        "legal_date",
        "planning_day",
    }
    assert [AgendaDay.model_validate_json(json.dumps(one)) for one in document["days"]] == days


def test_every_row_is_a_few_words(days):
    """No sentence for the person stands in an agenda of a caseworker."""
    for one in days:
        for says in one.says.sentences().values():
            assert not says.endswith("."), says
