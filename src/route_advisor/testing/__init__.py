"""Hypothesis strategies of personal files, days and facts, to property-test what you build on us (extra `testing`).

    from hypothesis import given
    from route_advisor import advise
    from route_advisor.testing import file_days

    @given(file_days())
    def test_my_letter_names_who_decides(file_day):
        file, on = file_day
        assert "DUO" in my_letter(advise(file, on=on))

| you want | draw |
|---|---|
| any file, and a day on which it matters | `file_days()` |
| any file | `personal_files()` |
| a life in which no register contradicts another | `life_stories()`, up to a chapter, of a group, on a route |
| the same, with everything on the days on which the law turns | `files_near_legal_edges()` |
| records that contradict each other | `hostile_files()` |
| a day | `days()`; on which this file may change, `days_near(file)` |
| every such day, without chance | `legal_edges()`, `edges_of(file)`, `days_of(file)` |
| facts without a file | `facts()` |

Every strategy shrinks: files to the empty file, days to 1 January 2022, facts to none. Fictional people only.
Nothing but Hypothesis is needed: no pytest, no solver.
"""

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from route_advisor.personal_file import PersonalFile
from route_advisor.testing.known_facts import facts
from route_advisor.testing.legal_days import days, days_near, days_of, edges_of, legal_edges
from route_advisor.testing.life_stories import CHAPTERS, GROUPS, ROUTES, files_near_legal_edges, life_stories
from route_advisor.testing.schema_files import hostile_files

__all__ = [
    "CHAPTERS",
    "GROUPS",
    "ROUTES",
    "days",
    "days_near",
    "days_of",
    "edges_of",
    "facts",
    "file_days",
    "files_near_legal_edges",
    "hostile_files",
    "legal_edges",
    "life_stories",
    "personal_files",
]


def personal_files() -> SearchStrategy[PersonalFile]:
    """Valid files of every kind: records that contradict each other, coherent lives, and lives near the edges of the law.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5)
    ... @given(personal_files())
    ... def test_a_file_is_the_same_after_writing_and_reading(file):
    ...     assert type(file).model_validate_json(file.model_dump_json(by_alias=True)) == file
    >>> test_a_file_is_the_same_after_writing_and_reading()
    """
    return st.one_of(hostile_files(), life_stories(), files_near_legal_edges())


@st.composite
def file_days(draw: st.DrawFn, files: SearchStrategy[PersonalFile] | None = None) -> tuple[PersonalFile, date]:
    """A file (of `personal_files()` unless you name others) and a day, mostly one on which something changes for that file.

    >>> from hypothesis import given, settings
    >>> from route_advisor import advise, write
    >>> @settings(max_examples=5)
    ... @given(file_days(life_stories(reaches="plan", groups=["asylum_status_holder"])))
    ... def test_an_asylum_status_holder_reads_of_no_fine(file_day):
    ...     file, on = file_day
    ...     assert "boete" not in write(advise(file, on=on), lang="nl")
    >>> test_an_asylum_status_holder_reads_of_no_fine()
    """
    file = draw(personal_files() if files is None else files)
    return file, draw(st.one_of(days(), *[days_near(file)] * 4))
