"""Whoever answers as their life is comes to an end, and no fact of that life that was left out would have changed a part, a day or the term."""

import random
from datetime import date

from hypothesis import assume, given, settings
from truthful import Truth, held

from route_advisor import Interview, PersonalFile
from route_advisor.interview.question import NOT_APPLICABLE, UNKNOWN
from route_advisor.interview.reading import Reading
from route_advisor.testing import file_days, life_stories

LIVES = file_days(life_stories())
FIRST = date(2022, 1, 1)


def untold(interview, truth, advisor):
    """The facts of a life that its owner could tell and no question asked. That something has not happened yet is nothing to tell."""
    page, catalogue = advisor.rulebook.interview, advisor.rulebook.catalogue
    asked = {fact for one in interview.answered for fact in (page[one.question].names if one.question in page else (one.question,))}
    now = interview.reading.facts
    for name, fact in truth.facts.known.items():
        entry = catalogue.facts[name]
        nothing_yet = entry.grows and fact.word == next(iter(entry.values))
        if entry.person_may_say and name not in asked and now.word(name) != fact.word and not nothing_yet:
            yield name, fact.word


@settings(max_examples=6)
@given(LIVES)
def test_a_truthful_interview_ends_and_leaves_out_nothing_that_matters(quick, life_day):
    """No question comes twice, and what was not asked changes no standing, no day and no term."""
    life, on = life_day
    assume(on >= FIRST)
    truth = Truth(life, on, quick)
    interview, asked = held(Interview(on=on, advisor=quick), truth)
    assert len(set(asked)) == len(asked)
    before, page = interview.reading.gist, quick.rulebook.interview
    for one in interview.answered:  # what was answered is told
        entry = page.get(one.question)
        if (
            one.answer not in (UNKNOWN, NOT_APPLICABLE)
            and isinstance(one.answer, str)
            and (entry is None or (not entry.answers and not entry.day_of))
        ):
            assert interview.reading.facts.word(one.question if entry is None else entry.names[0]) == one.answer, one
    for name, word in untold(interview, truth, quick):
        data = interview.file.model_dump(by_alias=True, exclude_none=True)
        data["statements"] = [*data.get("statements", ()), {"fact": name, "word": word, "said": on}]
        after = Reading(quick, PersonalFile.model_validate(data), on).gist
        assert (after.standings, after.days) == (before.standings, before.days), (name, word)


@settings(max_examples=3)
@given(LIVES)
def test_a_truthful_interview_goes_back_and_comes_in_any_order(quick, life_day):
    """Back undoes exactly one answer; the file is that of the answers, whatever their order, also on top of a file."""
    life, on = life_day
    assume(on >= FIRST)
    interview, _ = held(Interview(life, on=on, advisor=quick), Truth(life, on, quick))
    turned = list(interview.answered)
    random.Random(len(turned)).shuffle(turned)  # noqa: S311 - any order will do
    assert Interview(life, on=on, advisor=quick, answered=turned).file == interview.file
    if interview.answered:
        before = interview.back()
        assert before.next_question().id == interview.answered[-1].question
        assert before.answer(interview.answered[-1].answer) == interview


@settings(max_examples=6)
@given(LIVES)
def test_what_a_file_tells_is_never_asked(quick, life_day):
    """A question about a file is only about facts that the file leaves open, or that are only expected."""
    life, on = life_day
    assume(on >= FIRST)
    told = quick.answer(life, on=on).told
    question = Interview(life, on=on, advisor=quick).next_question()
    if question is not None and question.facts and question.kind != "date":
        assert not [name for name in question.facts if name in told]
