"""JSON by a JSON parser: what it takes is what the strict reader of YAML reads, and what that refuses it never takes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_advisor.documents.strict_json import NotPlainJson, read_json, without_tabs
from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.errors import FileRefused
from route_advisor.limits import DEPTH
from route_advisor.readers.files import parse
from route_advisor.testing import hostile_files, personal_files

texts = st.text(max_size=12)
plain = st.none() | st.booleans() | st.integers() | st.floats() | texts
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=12)
written = st.builds(
    lambda value, ascii_, indent: json.dumps(value, ensure_ascii=ascii_, indent=indent),
    values,
    st.booleans(),
    st.sampled_from((None, 2, "\t")),
)


@given(written)
def test_what_is_read_as_json_is_what_the_strict_reader_reads(text):
    """Any text: refused by both, or taken by the reader of JSON with the same data, or left to the strict reader."""
    try:
        data = read_json(text)
    except NotPlainJson:
        return
    assert repr(read_yaml(without_tabs(text), "a.json").data) == repr(data)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 1}',
        '{"a": {"b": 1, "b": 2}}',
        '{"a": ' + "9" * 19 + "}",
        '{"a": NaN}',
        '{"a": -Infinity}',
        '{"a": 01}',
        '{"a": 1,}',
        "{'a': 1}",
        '{"a": "\\ud83d"}',
        '{"a": "\x85"}',
        '{"a": "\u2028"}',
        '{"a": 1} {"b": 2}',
        "[" * (DEPTH + 2) + "]" * (DEPTH + 2),
        "[" * 100_000,
        "a: 1",
        "",
    ],
)
def test_what_a_file_may_not_hold_is_left_to_the_strict_reader(text):
    """Keys that stand twice, long numbers, no numbers, halves of characters, ends of lines within text, depth, and all that is not JSON."""
    with pytest.raises(NotPlainJson):
        read_json(text)


@given(personal_files() | hostile_files(), st.sampled_from((None, 2, "\t")))
def test_a_file_is_read_from_json_as_it_was_written(file, indent):
    """Also with tabs, which YAML does not take."""
    text = json.dumps(file.model_dump(mode="json", by_alias=True, exclude_none=True), indent=indent)
    assert parse(text, "a.json") == file


@pytest.mark.parametrize("indent", ["  ", "\t"])
@pytest.mark.parametrize(
    ("group", "line", "says"),
    [
        ({"person": {"born": "2023-02-29"}}, 5, 'person.born is text like "9999-99-99"; there is no such day'),
        ({"person": {"born": "1683676800"}}, 5, 'person.born is text like "9999999999"; a date is year-month-day'),
        ({"person": {"born": "1899-12-31"}}, 5, 'person.born is text like "9999-99-99"; allowed: a day from 1900 up to 2100'),
        ({"person": {"bsn": "111222333"}}, 5, '"bsn" does not belong here'),
        ({"municipality": {"plans": [{"dated": "2024-01-01", "route": "B2"}]}}, 8, 'municipality.plans[0].route is "B2"'),
        ({"municipality": {"gemeente": 1}}, 5, "text of 8 characters is not a key of municipality"),
    ],
)
def test_a_mistake_in_json_names_its_line(group, line, says, indent):
    """The lines are looked up only once there is a mistake; whoever reads it sees no difference."""
    text = json.dumps({"schema": "personal-file/1", "case_ref": "a", **group}, indent=indent)
    with pytest.raises(FileRefused) as refused:
        parse(text, "a.json")
    assert [one.startswith(f"a.json:{line}: {says}") for one in refused.value.mistakes] == [True], refused.value.mistakes
