"""Personal files, as rows of our own sheet, as personal files: the same, as far as the sheet has columns."""

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from route_advisor import Advisor, PersonalFile, load
from route_advisor.sheets.importing import import_sheet
from route_advisor.sheets.mapping import mapping_called
from route_advisor.sheets.template import people_csv
from route_advisor.testing import life_stories

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
DAY = date(2026, 11, 23)
PLACES = frozenset(re.sub(r"\[[a-z0-9]+\]", "[]", str(column.place)) for column in mapping_called("template")[1].main.columns)


def through_a_sheet(files):
    """The files that come out of the sheet of these."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_text(people_csv(files), encoding="utf-8")
        found = import_sheet(path, "template")
    assert (found.report.bad, found.report.not_understood) == ((), ())
    return found.files


def values(data, path="", place=""):
    """Every value of a file: its path, and the place on the mapping page; an empty list is one."""
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from values(inner, f"{path}.{key}".lstrip("."), f"{place}.{key}".lstrip("."))
    elif isinstance(data, (list, tuple)) and data:
        for at, inner in enumerate(data):
            yield from values(inner, f"{path}[{at}]", f"{place}[]")
    else:
        yield path, place, data


def held(file):
    """What the sheet has a column for."""
    told = file.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    kept = [(path, value) for path, place, value in values(told) if place in PLACES or place == "case_ref"]
    return sorted(((re.sub(r"free_attempts\[[0-9]\]", "free_attempts[]", path), value) for path, value in kept), key=repr)


@given(life_stories())
def test_what_the_sheet_can_hold_comes_back_as_it_was(file):
    """Each day, word, number and empty list is the same; nothing is added."""
    (back,) = through_a_sheet([file])
    assert held(back) == held(file)
    assert len(list(values(back.model_dump(mode="json", by_alias=True, exclude_defaults=True)))) == len(held(back))


def test_the_example_files_come_back_together():
    """Of forty people in one list each gets what was theirs."""
    files = [load(path) for path in EXAMPLES]
    back = through_a_sheet(files)
    assert [held(one) for one in back] == [held(one) for one in files]


@pytest.fixture(scope="module")
def advisor_of_two():
    """The twin and strikes: who advises is tried elsewhere."""
    return Advisor(evaluators=("twin", "strikes"))


@given(file=life_stories(reaches="lessons"))
def test_a_file_that_the_sheet_holds_whole_gets_the_same_advice(advisor_of_two, file):
    """Nothing of the advice changes on the way through a spreadsheet."""
    whole = _without(file)
    (back,) = through_a_sheet([whole])
    assert back == whole
    assert advisor_of_two.advise(back, on=DAY) == advisor_of_two.advise(whole, on=DAY)


def _without(file):
    """The file without what the sheet has no column for."""
    data = file.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    data.pop("statements", None)
    for group in ("duty", "group", "term"):
        data.get("duo", {}).get(group, {}).pop("history", None)
    return PersonalFile.model_validate({key: filled for key, group in data.items() if (filled := _filled(group)) != {}})


def _filled(group):
    """A group without empty groups in it, which say nothing."""
    return {key: inner for key, value in group.items() if (inner := _filled(value)) != {}} if isinstance(group, dict) else group
