"""A personal file in a text: the file, and the plain data it was read from."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_advisor.errors import FileRefused
from route_advisor.readers.files import parse, parse_with_data
from route_advisor.testing import personal_files


@given(personal_files(), st.sampled_from((None, 2, "\t")))
def test_the_data_of_json_stand_beside_the_file(file, indent):
    """As they were written: nothing is filled in, and no day is made of a text."""
    written = file.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert parse_with_data(json.dumps(written, indent=indent), "a.json") == (file, written)


@pytest.mark.parametrize("text", ["case_ref: a", '{"case_ref": a}', '{"case_ref": "a",}'])
def test_a_file_in_yaml_has_no_data_of_json(text):
    """Whoever needs them asks the file itself."""
    assert parse_with_data(text, "a.yaml") == (parse(text, "a.yaml"), None)


@pytest.mark.parametrize("text", ['{"case_ref":"a","case_ref":"a"}', '{"case_ref":1}', "case_ref: 1", "[]", ""])
def test_both_refuse_alike(text):
    """With the same mistakes."""
    told = []
    for read in (parse, parse_with_data):
        with pytest.raises(FileRefused) as refused:
            read(text, "a.json")
        told.append(refused.value.mistakes)
    assert told[0] == told[1]
