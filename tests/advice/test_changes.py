"""`compare`: all that differs between two advices, and nothing else."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor import Advisor, compare, load
from route_advisor.advice.changes import Changes
from route_advisor.derive.file import facts_from
from route_advisor.testing import life_stories
from route_advisor.writers.changes import as_changes

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 11, 23)
TWIN = Advisor(use_engine=False)
ADVICES = [TWIN.advise(load(path), on=DAY) for path in sorted(EXAMPLES.glob("*.yaml"))[::3]]


@pytest.fixture(scope="module")
def amina():
    """A typical person in progress."""
    return load(EXAMPLES / "amina-b1.yaml")


@pytest.mark.parametrize("advice", ADVICES, ids=lambda advice: advice.case_ref)
def test_an_advice_does_not_differ_from_itself(advice):
    """Nothing changed says so."""
    changes = compare(advice, advice)
    assert changes.nothing
    assert changes.facts == ()


@given(st.data())
def test_every_standing_that_differs_is_named_with_both_words_and_no_other(data):
    """For any two advices: where a part stands elsewhere, or at another level, one difference names it."""
    before, after = (data.draw(st.sampled_from(ADVICES)) for _ in range(2))
    told = {one.name: (one.before, one.after) for one in compare(before, after).about("component")}
    for old, new in zip(before.components, after.components, strict=True):
        if (old.standing, old.level) != (new.standing, new.level):
            was, now = told[old.id]
            assert (was.word, was.level, now.word, now.level) == (old.standing, old.level, new.standing, new.level)
        elif (old.basis, old.expected) == (new.basis, new.expected):
            assert old.id not in told


@given(st.data())
def test_no_line_says_that_something_became_what_it_was(data):
    """Two sides that have one word, as two plans with one route, say what tells them apart."""
    before, after = (data.draw(st.sampled_from(ADVICES)) for _ in range(2))
    for lang in ("nl", "en"):
        lines = as_changes(compare(before, after), TWIN.rulebook.catalogue, lang=lang, width=10_000).splitlines()
        told = [line.removeprefix("- ").split(": ", 1)[-1].split(" → ") for line in lines if line.startswith("- ")]
        assert not [sides for sides in told if len(sides) == 2 and sides[0] == sides[1]]


@settings(max_examples=15)
@given(life_stories(), st.integers(1, 400))
def test_whoever_swaps_the_sides_reads_the_same_differences_the_other_way(file, days):
    """Comparing back names the same things, before and after exchanged."""
    first, then = TWIN.advise(file, on=DAY), TWIN.advise(file, on=DAY + timedelta(days=days))
    there, back = compare(first, then), compare(then, first)
    assert {(one.about, one.before, one.after) for one in there.differences if one.about != "step"} == {
        (one.about, one.after, one.before) for one in back.differences if one.about != "step"
    }


@pytest.mark.parametrize("advice", ADVICES, ids=lambda advice: advice.case_ref)
def test_a_day_without_an_event_changes_nothing_but_what_has_passed(advice):
    """Days that went by are counted in the term, and are no difference: only days that passed are."""
    file = next(load(path) for path in EXAMPLES.glob("*.yaml") if load(path).case_ref == advice.case_ref)
    changes = compare(advice, TWIN.advise(file, on=DAY + timedelta(days=1)))
    assert not changes.about("component")
    assert not changes.about("term")


def test_a_difference_names_the_article_and_the_fact_that_makes_it(amina):
    """Writing passed at B1: the rule that counts it, its article, and the result before and after."""
    changes = compare(TWIN.advise(amina, on=DAY), TWIN.advise(amina, on=DAY, assume={"writing_result": "passed_b1"}))
    (writing,) = changes.about("component")
    assert (writing.name, writing.before.word, writing.after.word, writing.after.expected) == ("writing", "below_level", "done", True)
    assert writing.by[0].law[0].cite.startswith("WI2021 art. 7")
    assert [(fact.name, fact.before.value, fact.after.value) for fact in writing.facts] == [("writing_result", "passed_a2", "passed_b1")]
    assert changes.after.supposed == ("writing_result=passed_b1",)
    gone = next(one for one in changes.about("step") if one.after is None and "STEP-31" in one.name)
    assert gone.parts == ("writing",)


def test_another_term_tells_both_days():
    """DUO registered six months of extra time in June 2026: read before and after, the last day differs."""
    file = load(EXAMPLES / "term-extended.yaml")
    changes = compare(*(TWIN.advise(file, on=date(2026, month, 1)) for month in (5, 8)))
    (term,) = changes.about("term")
    assert term.before.last_day < term.after.last_day


def test_a_comparison_reads_back_from_its_own_document(amina):
    """The JSON holds all of it."""
    changes = compare(TWIN.advise(amina, on=DAY), TWIN.advise(amina, on=date(2027, 3, 20)))
    assert Changes.model_validate_json(changes.model_dump_json()) == changes


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", [40, 80])
def test_each_difference_is_written_within_the_width_and_ends_with_who_decides(book, amina, lang, width):
    """A part, a term, a step: each is told in words, and no name of the program stands among them."""
    pairs = [(ADVICES[0], ADVICES[1]), (TWIN.advise(amina, on=DAY), TWIN.advise(amina, on=date(2027, 3, 20)))]
    for before, after in pairs:
        text = as_changes(compare(before, after), book.catalogue, lang=lang, width=width)
        assert all(len(line) <= width or " " not in line.strip() for line in text.splitlines())
        assert "DUO" in text.splitlines()[-1] + text.splitlines()[-2] + text.splitlines()[-3]
        assert not [line for line in text.splitlines() if "below_level" in line or "None" in line or "changes_" in line]


@pytest.mark.parametrize("supposed", [{"route": "z"}, {"route": "b1"}, {"route": "onderwijs"}])
def test_what_is_on_record_is_never_told_to_be_unknown(book, supposed):
    """A result on which no line rests any more, as the exams beside the Z-route, is still on record."""
    for path in sorted(EXAMPLES.glob("*.yaml")):
        file = load(path)
        known = facts_from(file, on=DAY, book=book)
        changes = compare(TWIN.advise(file, on=DAY), TWIN.advise(file, on=DAY, assume=supposed))
        lost = [one.name for one in changes.facts if one.after is None and one.name in known]
        assert lost == [], path.stem


def test_parts_of_which_the_same_is_so_share_a_line(book):
    """The four skills are told once, by their names; a part that stands otherwise alone."""
    file = load(EXAMPLES / "moved.yaml")
    told = as_changes(compare(TWIN.advise(file, on=DAY), TWIN.advise(file, on=DAY, assume={"route": "z"})), book.catalogue, lang="nl")
    assert "- lezen, luisteren, schrijven en spreken: open, niveau B1 → geen deel van uw plicht (verwacht)" in told
    assert told.count("→ geen deel van uw plicht (verwacht)") < 5
