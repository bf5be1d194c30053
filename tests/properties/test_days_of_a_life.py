"""Whatever days and hours somebody tells, what is counted from them is a word of the law, and it is told by whoever told the days."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from route_advisor.derive.file import facts_from
from route_advisor.derive.life import is_long, runs
from route_advisor.personal_file import PersonalFile
from route_advisor.testing import hostile_files
from route_advisor.testing.legal_days import days, days_near
from route_advisor.vocabulary import Grade

TERM = {"duty": {"obliged": True, "law": "wi2021"}, "term": {"starts": "2024-02-07", "last_day": "2027-02-06"}}
KINDS = ("illness", "shelter", "homelessness", "course_stopped", "other")
SPANS = st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2026, 6, 1)), st.integers(0, 120)), max_size=5)


@given(hostile_files().flatmap(lambda file: st.tuples(st.just(file), days_near(file) | days())))
def test_every_fact_that_a_file_gives_has_a_word_of_its_own(book, told):
    """No word that the rulebook does not have, whatever the file holds."""
    file, on = told
    for fact in facts_from(file, on=on, book=book).known.values():
        assert fact.word in book.catalogue.fact(fact.name).values


@given(SPANS)
def test_periods_without_a_break_hold_every_day_once(spans):
    """However the periods overlap, each day lies in one run, and between two runs lies a day that nothing took."""
    periods = [(first, first + timedelta(days=length)) for first, length in spans]
    found = runs(periods)
    held = {first + timedelta(days=day) for first, length in spans for day in range(length + 1)}
    assert sum((last - first).days + 1 for first, last in found) == len(held)
    assert all(second[0] - first[1] > timedelta(days=1) for first, second in pairwise(found))


@given(st.sampled_from(KINDS), SPANS, st.integers(0, 200))
def test_one_more_day_never_makes_a_long_time_short(book, kind, spans, more):
    """Who was ill longer was not ill for a shorter time; and what only the person tells is reported where a register keeps it."""

    def facts(extra):
        told = [{"kind": kind, "from": first, "until": first + timedelta(days=length + extra)} for first, length in spans]
        file = PersonalFile.model_validate({"case_ref": "fictional", "duo": TERM, "life": {"setbacks": told}})
        return facts_from(file, on=date(2027, 2, 6), book=book)

    for name in ("long_illness", "shelter_stay", "homelessness", "provider_problem", "other_delay", "setbacks_together"):
        before, after = facts(0), facts(more)
        if before.word(name) == "three_months_or_longer":
            assert after.word(name) == "three_months_or_longer"
        if name in ("homelessness", "provider_problem") and name in after and spans:
            assert after.known[name].grade is Grade.REPORTED


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 12))
def test_a_time_is_long_from_the_day_on_which_it_is(first, months):
    """One day less is not, whatever the month and its length."""
    last = next(first + timedelta(days=day) for day in range(400) if is_long((first, first + timedelta(days=day)), months))
    assert not is_long((first, last - timedelta(days=1)), months)
