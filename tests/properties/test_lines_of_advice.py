"""The lines of an advice are made without the checks of pydantic, and are what these checks would make; so an advice can be sent anywhere."""

import pickle
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from route_advisor import Advice, Advisor, load
from route_advisor.advice.line import Line
from route_advisor.advice.model import Source
from route_advisor.testing import file_days, life_stories
from route_advisor.vocabulary import Teller

DAY = date(2026, 11, 23)
ADVISOR = Advisor(evaluators=("strikes",))


def _lines(value):
    """Every line in an advice, itself included."""
    if isinstance(value, Line):
        yield value
        for _, one in value:
            yield from _lines(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _lines(one)


def _is_what_checks_make(advice):
    """Field by field and kind by kind, each line made again of the same values; and the whole, read from its own JSON."""
    for line in _lines(advice):
        checked = type(line)(**{name: value for name, value in line if name in line.model_fields_set})
        assert (checked, repr(checked)) == (line, repr(line))
        assert [(name, type(value)) for name, value in checked] == [(name, type(value)) for name, value in line]
    again = Advice.model_validate_json(advice.model_dump_json())
    assert (again, repr(again)) == (advice, repr(advice))


@settings(max_examples=settings.default.max_examples // 2)
@given(life_stories(reaches="notice"))
def test_every_line_is_what_its_checks_make(file):
    """For people whose lives can go together."""
    _is_what_checks_make(ADVISOR.advise(file, on=DAY))


@settings(max_examples=settings.default.max_examples // 2)
@given(file_days())
def test_every_line_is_what_its_checks_make_on_any_day(file_day):
    """For any file, also one that contradicts itself, on the days near its own dates."""
    file, on = file_day
    _is_what_checks_make(ADVISOR.advise(file, on=on))


def test_every_line_of_the_examples_is_what_its_checks_make(request):
    """Those that assume something, that rest on old acts, and that tell of overlaps, are among these."""
    for path in sorted((request.config.rootpath / "examples").glob("*.yaml")):
        _is_what_checks_make(ADVISOR.advise(load(path), on=DAY))


@pytest.mark.parametrize("sent", [deepcopy, lambda advice: pickle.loads(pickle.dumps(advice))])  # noqa: S301 - our own bytes
def test_an_advice_can_be_copied_and_sent(sent, request):
    """To another process too: it is the same there, in the same words and JSON."""
    advice = ADVISOR.advise(load(request.config.rootpath / "examples/amina-b1.yaml"), on=DAY)
    there = sent(advice)
    assert (there, hash(there), repr(there)) == (advice, hash(advice), repr(advice))
    assert ADVISOR.write(there, "json") == ADVISOR.write(advice, "json")
    assert ADVISOR.write(there, "text") == ADVISOR.write(advice, "text")


def test_a_line_without_a_field_that_it_needs_is_seen():
    """What was forgotten shows in the comparison above: the checks refuse the same values."""
    with pytest.raises(ValidationError, match="Field required"):
        _is_what_checks_make(Source.unchecked(teller=Teller.DUO))
