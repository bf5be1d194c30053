"""The strategies that apps build on: what they give, and what they shrink to."""

from datetime import date

from hypothesis import Phase, find, given, seed, settings
from hypothesis import strategies as st

from route_advisor import PersonalFile
from route_advisor.assurance.cases.corpus import facts_on
from route_advisor.dates import day_before, next_day
from route_advisor.testing import (
    CHAPTERS,
    GROUPS,
    days,
    days_of,
    facts,
    file_days,
    hostile_files,
    legal_edges,
    life_stories,
    personal_files,
)

EMPTY = {"schema": "personal-file/1", "case_ref": "fictional", "not_understood": ()}
once = settings(database=None, derandomize=True, deadline=None, phases=[Phase.generate, Phase.shrink])


def _shrunk(strategy):
    return find(strategy, lambda _: True, settings=once)


def test_files_shrink_to_the_empty_file():
    """A counterexample holds only what it needs: without a need, nothing but `schema` and `case_ref`."""
    for strategy in (personal_files(), hostile_files(), life_stories()):
        assert _shrunk(strategy).model_dump(by_alias=True, exclude_none=True) == EMPTY


def test_facts_shrink_to_none_and_days_to_the_first_day_of_the_act():
    """No facts, and 1 January 2022."""
    assert dict(_shrunk(facts())) == {}
    assert _shrunk(days()) == date(2022, 1, 1)


def test_a_counterexample_holds_only_what_it_needs():
    """The smallest file with a passed exam has that exam and nothing else."""
    smallest = find(
        hostile_files(), lambda file: bool(file.duo and any(one.outcome == "passed" for one in file.duo.exams or ())), settings=once
    )
    assert smallest.model_dump(exclude_none=True, exclude={"file_schema", "case_ref", "not_understood"}).keys() == {"duo"}
    assert len(smallest.duo.exams) == 1


def test_the_edges_of_the_law_are_among_the_days(book):
    """29 February, the turn of 2021 and of 2022, and each bound of a rule with the days beside it."""
    edges = set(legal_edges())
    assert {date(2024, 2, 29), date(2021, 12, 31), date(2022, 1, 1), date(2022, 12, 31), date(2023, 1, 1)} <= edges
    near = {bound for rule in book.rules for bound in rule.in_force.bounds() if date(2012, 1, 1) <= bound <= date(2033, 12, 31)}
    assert {day for bound in near for day in (day_before(bound), bound, next_day(bound))} <= edges


def test_nearly_every_edge_of_the_law_is_drawn_soon():
    """Plain random days miss 29 February nearly always; these do not."""
    seen = set()

    @settings(once, max_examples=1000, phases=[Phase.generate])
    @given(days())
    def collect(day):
        seen.add(day)

    collect()
    assert len(seen & set(legal_edges())) > 0.8 * len(legal_edges())


@given(personal_files())
def test_every_file_is_valid(file):
    """What is drawn can be read back."""
    assert PersonalFile.model_validate_json(file.model_dump_json(by_alias=True)) == file


@given(days(date(2024, 2, 1), date(2024, 3, 31)))
def test_days_stay_within_their_bounds(day):
    """Both bounds are included and nothing lies outside."""
    assert date(2024, 2, 1) <= day <= date(2024, 3, 31)


@given(file_days(life_stories()))
def test_a_coherent_life_gives_no_conflict_on_any_day(twin, file_day):
    """L- and D-rules of DUO's exchange: records that fit each other never meet a doubt, on no day of the life."""
    file, on = file_day
    assert twin.advise(file, on=on).conflicts == ()


@given(st.data(), st.sampled_from(CHAPTERS), st.sampled_from(GROUPS))
def test_a_life_reaches_the_chapter_and_the_group_that_you_name(data, chapter, group):
    """`reaches` and `groups` are promises, also where groups of the file are forgotten."""
    file = data.draw(life_stories(reaches=chapter, groups=[group]))
    known = file.duo.group if file.duo is not None else None
    assert known is None or known.value == group
    assert chapter != "term_letter" or file.duo is not None


def test_hostile_files_meet_nearly_every_conflict(book):
    """Files as contradictory as can be: of the conflicts that code can report, most are met within some hundred files."""
    met = set()
    for chance in range(10):
        if len(met) >= 18:
            break

        @seed(chance)
        @settings(once, max_examples=40, derandomize=False, phases=[Phase.generate])
        @given(file_days(hostile_files()))
        def collect(file_day):
            met.update(conflict.id for conflict in facts_on(*file_day, book).conflicts)

        collect()
    assert len(met) >= 18, sorted(met)


@given(personal_files())
def test_the_days_of_a_file_are_all_its_dates(file):
    """Each date in the file is found, oldest first."""
    found = days_of(file)
    assert list(found) == sorted(set(found))
    assert all(day.isoformat() in file.model_dump_json() for day in found)
