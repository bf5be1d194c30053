"""Hypothesis strategies of personal files, days and facts, to property-test what you build on us (extra `testing`).

    from hypothesis import given
    from route_advisor import advise
    from route_advisor.testing import file_days

    @given(file_days())
    def test_my_letter_names_who_decides(file_day):
        file, on = file_day
        assert "DUO" in my_letter(advise(file, on=on))

Every strategy shrinks: files to the empty file, days to 1 January 2022, facts to none. Fictional people only.
"""

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from route_advisor.personal_file import PersonalFile
from route_advisor.testing.known_facts import facts
from route_advisor.testing.legal_days import days, days_near, days_of, legal_edges
from route_advisor.testing.life_stories import CHAPTERS, GROUPS, ROUTES, life_stories
from route_advisor.testing.schema_files import hostile_files

__all__ = [
    "CHAPTERS",
    "GROUPS",
    "ROUTES",
    "days",
    "days_of",
    "facts",
    "file_days",
    "hostile_files",
    "legal_edges",
    "life_stories",
    "personal_files",
]


def personal_files() -> SearchStrategy[PersonalFile]:
    """Valid files of both kinds: coherent lives, and files whose records contradict each other."""
    return st.one_of(hostile_files(), life_stories())


@st.composite
def file_days(draw: st.DrawFn, files: SearchStrategy[PersonalFile] | None = None) -> tuple[PersonalFile, date]:
    """A file (of `personal_files()` unless you name others) and a day, mostly one on which something changes for that file."""
    file = draw(personal_files() if files is None else files)
    return file, draw(st.one_of(days(), *[days_near(file)] * 4))
