"""Advice is given for every valid file, on every day, and wrong words are refused with a line that helps."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from route_advisor import LimitReached, PersonalFile
from route_advisor.testing import file_days, hostile_files, personal_files

names = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
thorough = settings(max_examples=2 * settings.default.max_examples)


@thorough
@given(file_days())
def test_every_valid_file_gets_advice_on_every_day(advisor, file_day):
    """No file makes the rules contradict each other, the engine differ from its twin, or anything fail."""
    file, on = file_day
    assert advisor.advise(file, on=on).on == on


@given(file_days(), st.lists(st.tuples(names, names), min_size=1, max_size=3))
def test_a_statement_that_the_catalogue_does_not_have_is_refused_by_name(twin, changed, file_day, told):
    """Nothing is guessed from a misspelt word: the file is refused when it is made, with the place and the word of each."""
    file, on = file_day
    sayable = {entry.name: entry.values for entry in twin.rulebook.catalogue.facts.values() if entry.person_may_say}
    wrong = [(fact, word) for fact, word in told if word not in sayable.get(fact, ())]
    statements = {"statements": [{"fact": fact, "word": word} for fact, word in told]}
    if not wrong:
        twin.advise(changed(file, statements), on=on)
        return
    with pytest.raises(ValidationError) as refused:
        changed(file, statements)
    mistakes = refused.value.errors()
    assert len(mistakes) == len(wrong)
    for mistake, (fact, _) in zip(mistakes, wrong, strict=True):
        assert mistake["loc"][0] == "statements"
        assert mistake["loc"][2] == ("word" if fact in sayable else "fact")


@given(file_days(hostile_files()), names)
def test_a_purpose_that_the_catalogue_does_not_have_is_refused_by_name(twin, changed, file_day, purpose):
    """A permit's purpose is one of the words of the catalogue."""
    file, on = file_day
    permits = [{"legal_basis": "regular_fixed_term", "purpose": purpose}]
    if purpose in twin.rulebook.catalogue.fact("residence_purpose").values:
        twin.advise(changed(file, {"residence": {"permits": permits}}), on=on)
        return
    with pytest.raises(ValidationError, match=r"residence\.permits\.0\.purpose"):
        changed(file, {"residence": {"permits": permits}})


@given(personal_files())
def test_the_same_file_read_from_json_is_the_same_file(file):
    """A file survives its own JSON, so that apps can store and send it."""
    assert PersonalFile.model_validate_json(file.model_dump_json(by_alias=True)) == file


@pytest.mark.parametrize(
    "on", [date.min, date(1899, 12, 31), date(2101, 1, 1), date.max, datetime(2026, 11, 23, 12, tzinfo=UTC), "2026-11-23"]
)
def test_a_day_that_no_file_can_hold_is_refused_in_one_line(twin, file_of, on):
    """A day far off overflows the calendar, and a time of day cannot be compared with a day: both are refused before any rule is read."""
    for ask in (twin.advise, twin.verdicts, twin.answer):
        with pytest.raises(LimitReached, match="is not a day from 1900 up to 2100"):
            ask(file_of(), on=on)
