"""YAML 1.2 and JSON, read strictly: what is written is what is read, and every value knows its line."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.errors import FileRefused
from route_advisor.limits import DEPTH

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12)
plain = st.none() | st.booleans() | st.integers(-(10**16), 10**16) | texts
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=12)


@given(values)
def test_json_is_read_as_json(value):
    """Whatever JSON says, we read the same."""
    assert read_yaml(json.dumps(value, ensure_ascii=False), "a.json").data == value
    assert read_yaml(json.dumps(value, indent=2), "a.json").data == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", "no"),
        ("a: NO", "NO"),
        ("a: on", "on"),
        ("a: 2023-05-10", "2023-05-10"),
        ("a: 12:30", "12:30"),
        ("a: 1_000", "1_000"),
        ("a: true", True),
        ("a: ~", None),
        ("a:", None),
        ("a: -5", -5),
        ("a: 0", 0),
        ("a: 1.5", 1.5),
        ("a: '0363'", "0363"),
        ("a: '12'", "12"),
        ('a: "true"', "true"),
    ],
)
def test_words_stay_words(text, value):
    """The country NO is no "false", a date is no clock, and what stands in quotes is text."""
    assert read_yaml(text, "a.yaml").data == {"a": value}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\nb: 2\na: 3", 3, 'the key "a" stands here a second time'),
        ("a: &x 1\nb: 2", 1, "an anchor"),
        ("a: &x 1\nb: *x", 2, "an alias"),
        ("a: !!python/object:os.system 1", 1, "a tag"),
        ("a: !secret 1", 1, "a tag"),
        ("a: 1\n---\nb: 2", 2, "a second document"),
        ("a: 0363", 1, "starts with a zero"),
        ("1: a", 1, "is not text"),
        ("true: a", 1, "is not text"),
        ("a: " + "9" * 19, 1, "more than 18 digits"),
        ("a: [1, 2", 1, "not YAML or JSON"),
        ("a: b: c", 1, "not YAML or JSON"),
    ],
)
def test_what_is_clever_or_unclear_is_refused_with_its_line(text, line, reason):
    """Duplicate keys, anchors, aliases, tags, several documents, codes without quotes: one line per mistake."""
    with pytest.raises(FileRefused) as refused:
        read_yaml(text, "file.yaml")
    assert any(mistake.startswith(f"file.yaml:{line}: ") and reason in mistake for mistake in refused.value.mistakes), (
        refused.value.mistakes
    )


def test_a_character_that_json_writes_in_two_halves_is_read_whole():
    """JSON escapes a character beyond U+FFFF as two; one half alone is refused, in a message that can be printed."""
    assert read_yaml(r'{"a": "\ud83d\ude00"}', "a.json").data == {"a": "\U0001f600"}
    with pytest.raises(FileRefused, match="half a character") as refused:
        read_yaml(r'{"a": "\ud83d"}', "a.json")
    str(refused.value).encode()


def test_all_mistakes_are_told_at_once():
    """Nobody mends a file line by line."""
    with pytest.raises(FileRefused) as refused:
        read_yaml("a: &x 1\na: 2\nc: !t 3", "file.yaml")
    assert len(refused.value.mistakes) == 3


def test_too_deep_is_refused_and_not_a_crash():
    """A file of brackets only."""
    for depth in (DEPTH + 2, 5_000):
        with pytest.raises(FileRefused, match="nested deeper"):
            read_yaml("[" * depth + "]" * depth, "deep.yaml")


def test_too_large_is_refused():
    """One person's file is small."""
    with pytest.raises(FileRefused, match="larger than"):
        read_yaml("a: " + "x" * 2_000_001, "large.yaml")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    """Never another error than the one that says what to do."""
    with suppress(FileRefused):
        read_yaml(text, "any.yaml")


def test_every_value_knows_its_line():
    """So that a mistake can be shown where it stands."""
    document = read_yaml("a:\n  - b: 1\n  - c: [2,\n      3]\n", "file.yaml")
    assert document.line(("a", 0, "b")) == 2
    assert document.line(("a", 1, "c", 1)) == 4
    assert document.at(("a", 1, "no such key")) == "file.yaml:3"
