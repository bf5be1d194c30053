"""JSON by a JSON parser: what it takes is what the strict reader of YAML reads, and what that refuses it never takes."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor.documents.strict_json import NotPlainJson, read_json, without_tabs
from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.errors import FileRefused
from route_advisor.limits import DEPTH, DIGITS, VALUES_OF_A_FILE
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


spaces = st.sampled_from(("", "", "", " ", "  ", "\n", "\t", "\r\n", " \n\t"))
_PLAIN = ("a", "a", "a", "b", "b", "é", "", "{", "]", ",", ":", "a:", ":a", "a:b")
_ESCAPED = (r"\":", r"\":a", r"a\":\"b", r"\\", r"\\:", r"\\\":", r"\u0061", r"\u003a", r"\u003A\"", r"\/", r"\n", r"\ud83d")
strings = st.sampled_from([f'"{inside}"' for inside in (*_PLAIN, *_ESCAPED)])
"""As they are written. `"a"` and `"\\u0061"` are one key; some hold a colon, or seem to end before one."""
_NUMBERS = ("0", "-0", "-1", "2024", "1.0", "-0.0", "0.1", "1e2", "1E400", "NaN", "-Infinity", "01", "-01", "-", "1.", "+1")
words = st.sampled_from(("true", "false", "null", *_NUMBERS))
lengths = st.sampled_from((DIGITS - 1, DIGITS, DIGITS + 1))
numbers = st.builds(
    lambda sign, first, others, length: sign + (first + others * length)[:length], *map(st.sampled_from, (("", "-"), "19", "09")), lengths
)


def _of(opens, parts, closes, space):
    return f"{opens}{space}{f'{space},'.join(parts)}{closes}"


def _group(inner):
    pairs = st.builds(lambda key, before, after, value: f"{key}{before}:{after}{value}", strings, spaces, spaces, inner)
    return st.builds(_of, st.just("{"), st.lists(pairs, max_size=4), st.just("}"), spaces)


def _list(inner):
    return st.builds(_of, st.just("["), st.lists(inner, max_size=3), st.just("]"), spaces)


inside = st.recursive(strings | words | numbers, lambda inner: _group(inner) | _list(inner), max_leaves=12)
by_hand = st.builds("".join, st.tuples(spaces, _group(inside) | _list(inside), spaces))
"""Texts that are JSON or nearly: keys that stand twice, spaces before a colon, colons in a text, numbers of any length."""


@st.composite
def damaged(draw):
    """A text with one sign put in, taken out or put in the place of another."""
    text = draw(by_hand | written)
    at = draw(st.integers(0, len(text)))
    sign = draw(st.sampled_from('":,{}[]\\ \t\n\x00\x0b\x0c\x1f\x7f\x85\u2028\ufeff09-.eu') | st.just(""))
    return text[:at] + sign + text[at + draw(st.integers(0, 1)) :]


_ENDS = "\u2028\u2029\ufeff\ufffe\uffff"


def _read_by_the_book(text):
    """What `json` reads where every group is asked for keys that stand twice, and every rule for itself; `None` where one is broken."""

    def once(pairs):
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError(pairs)
        return dict(pairs)

    def short(digits):
        if len(digits) > DIGITS:
            raise ValueError(digits)
        return int(digits)

    def depth(data):
        inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
        return max(map(depth, inner), default=0) + 1 if inner else 0

    if not re.match(r"[ \t\r\n]*[{\[]", text) or re.search(r"\\u[dD][89a-fA-F]", text):
        return None
    if any(
        (sign < " " and sign not in "\t\n\r") or "\x7f" <= sign < "\xa0" or sign in _ENDS or "\ud800" <= sign <= "\udfff" for sign in text
    ):
        return None
    try:
        data = json.loads(text, object_pairs_hook=once, parse_int=short, parse_constant=short)
    except ValueError:
        return None
    return None if depth(data) > DEPTH else data


def _read(text):
    try:
        return read_json(text)
    except NotPlainJson:
        return None


@settings(max_examples=300)
@given(by_hand | damaged())
def test_what_is_read_fast_is_read_as_strictly(text):
    """Taken, with the same data in the same order, or refused: as when each key is looked at where it stands."""
    assert repr(_read(text)) == repr(_read_by_the_book(text))


@pytest.mark.parametrize(
    "where", ['{%s"a":1}', '{"a"%s:1}', '{"a":%s1}', '{"a":1%s}', '{"a%s":1}', '{"a":"%s"}', '%s{"a":1}', '{"a":1}%s', '["%s"]']
)
def test_every_sign_is_read_as_strictly_everywhere(where):
    """Each character of one byte and some others, between and inside the parts of a text."""
    for sign in (*map(chr, range(0x180)), "\u2028", "\ufeff", "\uffff", "\ud800", "\U0001f600"):
        text = where % sign
        assert repr(_read(text)) == repr(_read_by_the_book(text)), ascii(sign)


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("digits", [one for length in (DIGITS - 1, DIGITS, DIGITS + 1) for one in ("1" + "0" * (length - 1), "9" * length)])
def test_the_digits_of_a_number_are_counted_as_strictly(sign, digits):
    """Both sides of the limit, below zero too."""
    for text in ('{"a":%s}', '{"a":{"b":[%s]}}', "[%s]"):
        assert repr(_read(text % (sign + digits))) == repr(_read_by_the_book(text % (sign + digits)))


@pytest.mark.parametrize("size", [0, VALUES_OF_A_FILE])
@pytest.mark.parametrize("levels", range(DEPTH - 2, DEPTH + 3))
@pytest.mark.parametrize(
    ("opens", "inner", "closes"), [("[", "", "]"), ("[", "1", "]"), ('{"a":', "{}", "}"), ('{"a":', "1", "}"), ('{"a":[', "", "]}")]
)
def test_the_depth_of_a_text_is_counted_as_strictly(opens, inner, closes, levels, size):
    """Both sides of the limit, in a short text and in a long one."""
    text = opens * levels + inner + closes * levels + " " * size
    assert repr(_read(text)) == repr(_read_by_the_book(text))


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 1}',
        '{"a": {"b": 1, "b": 2}}',
        '{"a":1,"\\u0061":2}',
        '{"a" :1,"a":"b:"}',
        '{"\\u003a":1,"a":1,"a":2}',
        '[{"a":1},{"a":1,"b":2,"a":[]}]',
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
        "[" + "0," * VALUES_OF_A_FILE + "0]",
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
