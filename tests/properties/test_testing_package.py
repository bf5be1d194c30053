"""`route_advisor.testing` as an app uses it: every example runs, counterexamples are small, and Hypothesis is all it needs."""

import doctest
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from route_advisor import testing
from route_advisor.testing import (
    days_of,
    edges_of,
    facts,
    file_days,
    files_near_legal_edges,
    legal_edges,
    life_stories,
    personal_files,
)

once = settings(database=None, derandomize=True, deadline=None, max_examples=2000, phases=[Phase.generate, Phase.shrink])
PUBLIC = {name: getattr(testing, name) for name in testing.__all__}
EXPLAINED = sorted(name for name, thing in PUBLIC.items() if callable(thing))


def _without_bookkeeping(file):
    return file.model_dump(mode="json", exclude_none=True, exclude={"file_schema", "case_ref", "not_understood"})


def _passes(file):
    return [one for one in (file.duo and file.duo.exams) or () if (one.part, one.outcome) == ("writing", "passed")]


@pytest.mark.parametrize("name", EXPLAINED)
def test_the_example_of_each_public_name_runs(name):
    """What the docstring shows is what an app gets, and no public name is without an example."""
    (test,) = doctest.DocTestFinder(recurse=False).find(PUBLIC[name], name, globs={**PUBLIC, "date": date})
    assert test.examples
    told = []
    doctest.DocTestRunner().run(test, out=told.append)
    assert told == []


def test_a_registered_pass_of_writing_shrinks_to_only_that():
    """Of a whole life stay the one exam and DUO's notice of the duty, without which a life has no exam; and no other group."""
    smallest = _without_bookkeeping(find(life_stories(), _passes, settings=once))
    assert {group for group, records in smallest.items() if records} == {"duo"}
    assert set(smallest["duo"]) <= {"duty", "exams"}
    assert [(one["part"], one["outcome"]) for one in smallest["duo"]["exams"]] == [("writing", "passed")]


def test_facts_shrink_to_those_that_matter():
    """What needs two facts keeps two facts, whoever told them."""
    found = find(facts(), lambda known: (known.word("route"), known.word("knm_result")) == ("z", "passed"), settings=once)
    assert {name: found.word(name) for name in found} == {"route": "z", "knm_result": "passed"}


@given(files_near_legal_edges(reaches="plan"))
def test_near_the_edges_every_day_has_a_reason(file):
    """Each date of such a file is a day on which the law changes, or a legal length from another day of the life, save birth."""
    life = file.model_copy(update={"person": None})
    complete = file.duo is not None and file.residence is not None and file.municipality is not None
    dates = days_of(life)
    for place, day in enumerate(dates if complete and file.residence.registrations else ()):
        earlier = life.model_construct(**{**dict(life), "statements": None})
        assert day in legal_edges() or day in edges_of(earlier), (place, day)


def test_near_the_edges_things_meet():
    """Plans on the days on which the law turns, and letters of the day of a plan: rare in other lives, common here."""
    plans, same_day = set(), 0

    @settings(once, max_examples=400, phases=[Phase.generate])
    @given(files_near_legal_edges(reaches="plan"))
    def collect(file):
        nonlocal same_day
        dated = [plan.dated for plan in (file.municipality and file.municipality.plans) or ()]
        plans.update(dated)
        same_day += bool(file.duo and file.duo.term and dated and file.duo.term.changed in dated)

    collect()
    assert len(plans & set(legal_edges())) >= 5
    assert same_day >= 20


@given(file_days(files_near_legal_edges()))
def test_a_life_near_the_edges_gives_no_conflict_on_any_day(twin, file_day):
    """Records that meet on one day still fit each other: no doubt, on no day of the life."""
    file, on = file_day
    assert twin.advise(file, on=on).conflicts == ()


@given(personal_files(), st.data())
def test_the_edges_of_a_file_hold_each_of_its_days_and_those_beside_it(file, data):
    """Each date, the day before and the day after; in order, and none twice."""
    edges = edges_of(file)
    assert list(edges) == sorted(set(edges))
    assert set(days_of(file)) <= set(edges)
    if edges:
        assert data.draw(testing.days_near(file)) in edges


def test_hypothesis_is_all_it_needs():
    """With pytest, z3 and durable_rules out of reach, the extra `testing` alone draws a file and advises on it."""
    script = """
import sys
sys.modules.update({name: None for name in ("pytest", "z3", "durable", "durable_rules_engine")})
from datetime import date
from hypothesis import given, settings
from route_advisor import Advisor
from route_advisor.testing import file_days
advisor = Advisor()

@settings(max_examples=3, database=None, deadline=None)
@given(file_days())
def read(file_day):
    file, on = file_day
    assert advisor.advise(file, on=on).receipt.engine == "reference"

read()
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
