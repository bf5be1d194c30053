"""What a hostile file may not do: raise what is not documented, forge a line, repeat what is personal, or keep a reader waiting."""

import os
import pickle
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_advisor import Advisor, FileRefused, NotInRulebook, RulebookRefused, guide, limits, load, parse, why
from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.limits import ITEMS_OF_A_LIST, LONGEST_MESSAGE, MISTAKES_OF_RULES_TOLD, MISTAKES_TOLD, VALUES_OF_A_FILE
from route_advisor.personal_file import PersonalFile
from route_advisor.personal_file.free_text import redacted
from route_advisor.visible import visible

HEAD = "schema: personal-file/1\ncase_ref: sami\n"
ROOT = Path(__file__).parents[2]


def _mistakes(text):
    with pytest.raises(FileRefused) as refused:
        parse(text, "sami.yaml")
    return refused.value.mistakes


@pytest.mark.parametrize("parser", ["compiled", "plain"])
@pytest.mark.parametrize(
    "text", ['"[x": 1', '"a()": 1', r'"\UFFFFFFFF": 1', r'a: "\UFFFFFFFF"', r'a: "\UFFFFFFFF', "[x: ", "? [a]", "%A\n---\n", "\x00"]
)
def test_whatever_a_parser_raises_is_a_refusal(monkeypatch, parser, text):
    """An IndexError or OverflowError of the YAML parser is its own affair; whoever reads a file meets `FileRefused` or data."""
    if parser == "plain":
        monkeypatch.setattr("route_advisor.documents.strict_yaml.CParser", None)
    _read_or_refused(lambda: read_yaml(text, "x"))
    _read_or_refused(lambda: parse(text, "x"))


def _read_or_refused(read):
    try:
        read()
    except FileRefused as refused:
        assert refused.mistakes  # noqa: PT017 - data is as good as a refusal here


@pytest.mark.parametrize(
    "text",
    [
        HEAD + 'person: {born: "\\e[31mred"}\n',
        HEAD + 'person: {born: "a\\nother.yaml:1: fine"}\n',
        HEAD + 'person: {born: "\\u202eabc"}\n',
        HEAD + '"\\x9bkey\\nforged": 1\n',
        HEAD + 'person: {"\\u2028": 1}\n',
        HEAD.replace("sami", '"a\\nb"'),
    ],
)
def test_a_message_is_one_line_that_can_be_seen(text):
    """Escapes, marks of direction and line ends from a file reach no terminal: neither raw nor as a second line."""
    for line in _mistakes(text):
        assert len(line.splitlines()) == 1
        assert line.startswith("sami.yaml:")
        assert not {unicodedata.category(sign) for sign in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text())
def test_visible_text_is_one_line_and_keeps_what_can_be_seen(text):
    """Every character that can be seen stays; the others have a code that starts with a backslash."""
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert not {unicodedata.category(sign) for sign in shown} & {"Cc", "Cs", "Zl", "Zp"}
    if text.isprintable():
        assert shown == text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (HEAD.replace("sami", "111222333"), "111222333"),
        (HEAD + "person: {born: Jan Jansen}\n", "Jansen"),
        (HEAD + "person: {born: 31-12-1980}\n", "1980"),
        (HEAD + "'111222333': 1\n", "111222333"),
        (HEAD + "111222333: 1\n", "111222333"),
        (HEAD + "Jan Jansen: {straat: 1}\n", "Jansen"),
        (HEAD + "a: 1\nJan Jansen: 1\nJan Jansen: 2\n", "Jansen"),
        (HEAD + "person: &jansen {}\n", "jansen"),
        (HEAD + "person: !jansen {}\n", "jansen"),
        (HEAD + "person: *jansen\n", "jansen"),
        (HEAD + "statements: [{fact: jan_jansen, word: passed}]\n", "jansen"),
        (HEAD + "statements: [{fact: knm_result, word: jan_jansen}]\n", "jansen"),
        (HEAD + "residence: {permits: [{legal_basis: regular_fixed_term, purpose: jan_jansen}]}\n", "jansen"),
        (HEAD + "person: {born: 0123456789}\n", "0123456789"),
        (HEAD + "person: {born: Ng}\n", "Ng"),
        (HEAD + "Ng: 1\n", "Ng"),
        (HEAD + "duo: {exams: [{part: Ng}]}\n", "Ng"),
        (HEAD + "person: !jansen!x 1\n", "jansen"),
        (f"%TAG !jansen! a\n%TAG !jansen! b\n---\n{HEAD}", "jansen"),
    ],
)
def test_no_value_of_a_person_is_repeated(text, secret):
    """A message names the place and the kind of what was found; it says a word only where it resembles one of ours."""
    assert secret not in " ".join(_mistakes(text))


def test_mistakes_have_an_end():
    """Of 3,000 wrong keys twenty are told, and the others are counted."""
    lines = _mistakes(HEAD + "".join(f"wrong_{number}: 1\n" for number in range(3_000)))
    assert len(lines) == MISTAKES_TOLD + 1
    assert lines[-1] == "and 2980 more mistakes"
    assert sum(map(len, lines)) < 25_000


def test_mistakes_of_rules_have_an_end():
    """Of a thousand two hundred are told and the others counted, also where the refusal is told again."""
    refused = RulebookRefused([f"a.yaml:{line}: wrong" for line in range(1_000)])
    assert (len(refused.mistakes), refused.mistakes[-1]) == (MISTAKES_OF_RULES_TOLD + 1, "and 800 more mistakes")
    assert RulebookRefused(refused.mistakes).mistakes == refused.mistakes


def test_a_long_key_or_tag_is_not_told_at_length():
    """A key or a tag of 100,000 characters gives a short line."""
    for text in (HEAD + "x" * 100_000 + ": 1\n", HEAD + "person: !" + "x" * 100_000 + " {}\n"):
        assert sum(map(len, _mistakes(text))) < 1_500


def test_what_a_parser_says_is_no_python():
    """Its tokens stand in a message as words, also those of the parser for small files."""
    for text in ('{"case_ref": "a"} x', "a: 1\n]\n"):
        assert not any("',)" in line for line in _mistakes(text))


@pytest.mark.parametrize("typed", ["x" * 100_000, "\x1b" * 100_000])
def test_a_long_word_is_not_told_at_length(typed):
    """Whatever somebody asks for: a message ends."""
    advisor = Advisor(evaluators=("twin",))
    for ask in (
        lambda: why(PersonalFile(case_ref="a"), typed, on=date(2026, 11, 23)),
        lambda: guide(typed, on=date(2026, 11, 23)),
        lambda: advisor.rulebook.rule(typed),
        lambda: advisor.advise(PersonalFile(case_ref="a"), on=date(2026, 11, 23), assume={typed: "b1"}),
    ):
        with pytest.raises(NotInRulebook) as refused:
            ask()
        assert len(str(refused.value)) < 6 * LONGEST_MESSAGE


def test_too_many_values_are_refused_by_their_number():
    """The limit is in the message, and reading stops there."""
    (line,) = _mistakes(HEAD + "statements: [" + "1, " * (VALUES_OF_A_FILE + 1) + "]\n")
    assert f"{VALUES_OF_A_FILE:,} keys and values" in line


def test_the_schema_states_the_limit_of_every_list():
    """Whoever makes files from the schema knows how many items a list holds."""
    lists = list(_lists(PersonalFile.model_json_schema()))
    assert lists
    assert {one.get("maxItems") for one in lists} == {ITEMS_OF_A_LIST}


def _lists(part):
    if isinstance(part, dict):
        if part.get("type") == "array":
            yield part
        for inner in part.values():
            yield from _lists(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _lists(inner)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(tmp_path):
    """A pipe that nobody writes to would keep the reader waiting for ever."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileRefused, match="not a regular file"):
        load(tmp_path / "pipe")


READ_OUR_OWN = {
    "documents.regular_file": "the one place that opens what people name",
    "messages": "our own words",
    "cli.dutch_help": "our own words",
    "reasoning.answer_table": "our own modules, for their hash",
    "rulebook.compiled": "our own modules and the rulebook of the wheel",
    "rulebook.folder": "pages that are regular files, for their hash",
    "caseload.by_column.sql": "our own SQL",
    "caseload.manifest": "parts that are regular files, for their hash",
    "assurance.check.use": "our own modules",
    "assurance.mutation.mutate": "a copy of the rules and a journal, which it writes itself",
}
"""Modules that open a file themselves, and which."""


def test_what_people_name_is_opened_in_one_place():
    """Every module that opens a file by itself is one that reads our own: another would wait for a pipe."""
    package = ROOT / "src" / "route_advisor"
    reads = re.compile(r"\.read_(text|bytes)\(|\bopen\((?!self, )[^)]*\"r?b?\"|\.open\(\"rb?\"\)|\.open\(encoding")
    found = {
        ".".join(path.relative_to(package).with_suffix("").parts)
        for path in package.rglob("*.py")
        if "_rules" not in path.parts and reads.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(READ_OUR_OWN)


def test_a_day_too_late_is_refused_in_our_words():
    """No name of a Python type stands in a message."""
    (line,) = _mistakes(HEAD + "person: {born: 2150-01-01}\n")
    assert "datetime" not in line
    assert "up to 2100" in line


def test_a_refusal_travels_between_processes():
    """A worker's refusal arrives with its lines."""
    refused = FileRefused(["a: one", "b: two"])
    again = pickle.loads(pickle.dumps(refused))  # noqa: S301 - made a line above
    assert (type(again), again.mistakes, str(again)) == (FileRefused, refused.mistakes, str(refused))


def test_free_text_is_kept_without_what_identifies():
    """Whatever a reader could not place is told without a BSN, a phone number, a postcode or an address of e-mail."""
    found = "bsn 111222333, 06-12345678, 1234 AB, jan@example.org, route X since 2024-01-02"
    (kept,) = parse(HEAD + f"not_understood: [{{where: 'PIP 111222333', found: '{found}'}}]\n", "sami.yaml").not_understood
    assert "route X since 2024-01-02" in kept.found
    assert not any(secret in kept.found + kept.where for secret in ("111222333", "12345678", "1234 AB", "example.org"))


@given(st.text(max_size=300))
def test_a_redacted_text_stays_as_it_is(text):
    """A file that is written and read again is the same file."""
    assert redacted(redacted(text)) == redacted(text)


def test_every_limit_stands_in_the_table_for_people():
    """The table of the README of examples is that of the module."""
    table = (Path(__file__).parents[2] / "examples" / "README.md").read_text(encoding="utf-8")
    written = dict(re.findall(r"^\| ([a-z ]+) \| ([0-9,]+) \|$", table, re.MULTILINE))
    assert written == {name.lower().replace("_", " "): f"{value:,}" for name, value in vars(limits).items() if name.isupper()}
