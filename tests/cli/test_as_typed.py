"""An advice as it is mostly typed is read without typer, and read as typer reads it."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from route_advisor import cli
from route_advisor.cli import advising, app
from route_advisor.cli.as_typed import asked_for
from route_advisor.cli.typed import Written
from route_advisor.vocabulary import Reader

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there typer reads everything")

VALUES = {
    "--on": ["2026-11-23", "2026-02-30", "1899-12-31", "2026-1-1", "today"],
    "--lang": ["nl", "en", "nl-easy", "EN", "x"],
    "--format": [*map(str, Written), "TEXT", "docx"],
    "--for": [*map(str, Reader), "me"],
    "--output": ["out.txt", "-", "a b/c.txt"],
    "--width": ["30", "80", "500", "29", "501", "08", "+80", "80.0", " 80", "٨٠"],
    "--overlay": ["gm0363", "one/two"],
    "--assume": ["route=b1", "route", "=", "a=b=c"],
    "--nothing": ["such"],
}
SWITCHES = ["--brief", "--detail", "--reminders", "--completions", "--help", "-h", "--", "--no-brief", "--det", "--agenda"]
VALUE = st.sampled_from([word for words in VALUES.values() for word in words])
OPTION = st.sampled_from(list(VALUES)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name])))
WORDS = st.one_of(
    OPTION.map(list),
    OPTION.map(lambda pair: ["=".join(pair)]),
    st.sampled_from(["a.yaml", "-", "b c.json", "", "--on", "--assume=", "-x"]).map(lambda word: [word]),
    st.sampled_from(SWITCHES).map(lambda word: [word]),
    VALUE.map(lambda word: [word]),
)
TYPED = st.lists(WORDS, max_size=5).map(lambda words: ["advise", *(one for several in words for one in several)])


def as_typer_reads(typed):
    """What typer would have `advise` do; nothing where it refuses what was typed, or shows help."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(advising, "give_advice", found.append)
        CliRunner().invoke(app, typed, prog_name="route-advisor")
    return found[0] if found else None


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_what_is_read_here_typer_reads_alike(typed):
    """Every file, word and switch: whatever is not left to typer."""
    asked = asked_for(typed)
    assert asked is None or asked == as_typer_reads(typed)


@pytest.mark.parametrize(
    "typed",
    [
        ["a.yaml"],
        ["-", "--on", "2026-11-23"],
        ["a.yaml", "b.json", "--brief", "--lang=en"],
        ["--for", "person", "a.yaml", "--format", "html", "--output", "a.html", "--width", "80"],
        ["a.yaml", "--assume", "route=b1", "--assume=writing=passed_b1", "--overlay", "gm", "--detail"],
    ],
)
def test_what_is_mostly_typed_is_read_here(typed):
    """A test that never reads anything would find nothing."""
    asked = asked_for(["advise", *typed])
    assert asked is not None
    assert asked == as_typer_reads(["advise", *typed])


@pytest.mark.parametrize(
    "typed",
    [
        [],
        ["--help"],
        ["why", "a.yaml", "writing"],
        ["advise"],
        ["advise", "a.yaml", "--help"],
        ["advise", "a.yaml", "--on", "tomorrow"],
        ["advise", "a.yaml", "--lang", "nl", "--lang", "en"],
        ["advise", "--output"],
        ["advise", "--", "-a.yaml"],
    ],
)
def test_what_is_not_plain_is_left_to_typer(typed):
    """Other commands, help, and each mistake, so that there is one that tells it."""
    assert asked_for(typed) is None


REFUSED = [
    ["no-such-file.yaml"],
    ["a.yaml", "--format", "html", "--brief"],
    ["a.yaml", "--brief", "--detail", "--on", "2026-11-23"],
    ["a.yaml", "--reminders"],
    ["-", "-"],
    ["a.yaml", "--assume", "route"],
    ["a.yaml", "--assume", "route=b1", "--assume", "route=z", "--lang", "en"],
    ["a.yaml", "--lang", "xx"],
    ["a.yaml", "--output", "no/such/folder.txt"],
    ["a.yaml", "--overlay", "no-such-folder"],
    ["a.yaml", "--format", "json", "--for", "lawyer"],
]


@pytest.mark.parametrize("typed", REFUSED, ids=" ".join)
def test_a_refusal_is_the_same_line_and_code(typed, tmp_path, monkeypatch, capsys):
    """Whoever read what was typed: the command, the mistake, and what to do."""
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("schema: personal-file/1\ncase_ref: a\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["route-advisor", "advise", *typed])
    monkeypatch.setattr(cli.gc, "set_threshold", lambda _: None)
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with pytest.raises(SystemExit) as plainly:
        cli.main()
    told = capsys.readouterr()
    read = CliRunner().invoke(app, ["advise", *typed], prog_name="route-advisor")
    assert asked_for(["advise", *typed]) is not None
    assert (plainly.value.code, told.err, told.out) == (read.exit_code, read.stderr, read.stdout)
    assert plainly.value.code != 0
    assert "Traceback" not in told.err


def test_whoever_stops_it_reads_no_more(monkeypatch, capsys):
    """Ctrl-C, in the middle of an advice: the code that shells know, and no traceback."""
    monkeypatch.setattr(sys, "argv", ["route-advisor", "advise", "a.yaml"])
    monkeypatch.setattr(cli.gc, "set_threshold", lambda _: None)
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")

    def stop(_asked):
        raise KeyboardInterrupt

    monkeypatch.setattr(advising, "give_advice", stop)
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert (left.value.code, *capsys.readouterr()) == (130, "", "")
