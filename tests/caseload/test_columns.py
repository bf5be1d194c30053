"""A declared fact has one word, whether one file is read or the columns of many."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow", reason="pip install 'route-advisor[caseload]'")
import pyarrow.json as pj  # noqa: E402

from route_advisor import FileRefused, PersonalFile, load  # noqa: E402
from route_advisor.caseload.columns import declared_words, file_type  # noqa: E402
from route_advisor.derive.declarations import DECLARED, SKILLS  # noqa: E402
from route_advisor.derive.declared import Declarations  # noqa: E402
from route_advisor.derive.file import known_from  # noqa: E402
from route_advisor.testing import days_near, personal_files  # noqa: E402

ON = date(2026, 11, 23)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
OF_GROUP = {
    group: Declarations(*(one for one in DECLARED if one.records[0].at.split(".")[0] == group)) for group in PersonalFile.model_fields
}


def _columns(files):
    """These files as one batch, nested."""
    return pa.RecordBatch.from_struct_array(pa.array([file.model_dump(by_alias=True) for file in files], file_type()))


def _words(file, on):
    """The words of the declared facts, as the file of one person is read."""
    groups = [(several, getattr(file, group)) for group, several in OF_GROUP.items()]
    said = [one for several, group in groups if group is not None and several.facts for one in several.said(group, on)]
    words = {fact.fact: {one.word for one in said if one.fact == fact.fact} for fact in DECLARED}
    return {name: several.pop() if len(several) == 1 else None for name, several in words.items()}


@given(st.data())
def test_the_columns_say_what_each_file_says(data):
    """For each declared fact and each person the same word, or none, on a day that matters to one of them."""
    files = data.draw(st.lists(personal_files(), min_size=1, max_size=6))
    on = data.draw(days_near(data.draw(st.sampled_from(files))))
    assert declared_words(_columns(files), on=on).to_pylist() == [_words(file, on) for file in files]


@given(st.data())
def test_a_declared_word_is_the_word_that_is_known(book, data):
    """What registers say of a declared fact is known, unless they contradict each other; where they say nothing only the person can."""
    file = data.draw(personal_files())
    on = data.draw(days_near(file))
    facts = known_from(file.model_copy(update={"statements": None}), on=on, book=book)
    too_many = any(conflict.id == "all_skills_dispensed" for conflict in facts.conflicts)
    doubtful = {f"{skill}_dispensation" for skill in SKILLS if too_many}
    known = {fact.fact: facts.word(fact.fact) for fact in DECLARED if fact.fact not in doubtful}
    words = declared_words(_columns([file]), on=on).to_pylist()[0]
    assert {name: word for name, word in words.items() if name not in doubtful} == known


def test_json_lines_are_read_without_python(tmp_path):
    """The reader of Arrow takes the lines of all examples; what is null in them is not in the file."""
    files = [load(path) for path in EXAMPLES]
    path = tmp_path / "lives.jsonl"
    path.write_text("".join(f"{file.model_dump_json(by_alias=True, exclude_none=True)}\n" for file in files), encoding="utf-8")
    schema = pa.schema(file_type(day=pa.timestamp("s")))
    lines = pj.open_json(path, parse_options=pj.ParseOptions(explicit_schema=schema))
    words = [row for batch in lines for row in declared_words(batch, on=ON).to_pylist()]
    assert words == [_words(file, ON) for file in files]


def test_a_group_that_is_hidden_says_nothing():
    """A null group tells nothing, also where records lie below it."""
    files = [load(path) for path in EXAMPLES]
    duo = _columns(files).column("duo")
    hidden = pa.StructArray.from_arrays(
        duo.flatten(), fields=list(duo.type), mask=pa.array([place % 2 == 0 for place in range(len(files))])
    )
    words = declared_words(pa.record_batch([hidden], names=["duo"]), on=ON).to_pylist()
    assert any(words[1].values())
    assert [word for person in words[::2] for word in person.values() if word is not None] == []
    assert [person["knm_result"] for person in words[1::2]] == [_words(file, ON)["knm_result"] for file in files[1::2]]


def test_columns_that_are_no_personal_file_are_refused():
    """A kind of value that no file has there."""
    with pytest.raises(FileRefused, match="none of a personal file"):
        declared_words(pa.record_batch({"duo": [json.dumps({})]}), on=ON)
