"""Messages: each says the same in every language, and travels whole."""

import pickle
import re
import tomllib
from pathlib import Path

import pytest

import route_advisor
from route_advisor.errors import FileRefused, NotInRulebook
from route_advisor.messages import Message, said_in

PACKAGE = Path(route_advisor.__file__).parent
ALL = tomllib.loads((PACKAGE / "messages.toml").read_text("utf-8"))
SLOT = re.compile(r"\{([a-z_]+)\}")


@pytest.mark.parametrize("code", ALL)
def test_a_message_has_the_same_slots_in_dutch_and_in_english(code):
    """What was found and what is allowed is told in both."""
    assert set(ALL[code]) == {"en", "nl"}
    assert sorted(SLOT.findall(ALL[code]["en"])) == sorted(SLOT.findall(ALL[code]["nl"]))


def test_every_message_of_the_program_is_written_and_every_one_written_is_said():
    """No code without words, and no words that nobody says."""
    program = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    said = set(re.findall(r'Message\(\s*"([a-z0-9_]+)"', program))
    assert said <= set(ALL)
    assert {code for code in ALL if f'"{code}"' not in program and not code.startswith("why_not_")} == set()


def test_a_message_is_its_english_text_and_says_itself_in_another_language():
    """A message within a message is said in that language too; easy Dutch is Dutch, and what has no words is English."""
    line = Message("at", place="a.yaml:3", what=Message("is_missing", where="case_ref"))
    assert line == "a.yaml:3: case_ref is missing; add it"
    assert line.in_("nl") == line.in_("nl-easy") == "a.yaml:3: case_ref ontbreekt; voeg het toe"
    assert line.in_("ar") == line
    assert said_in("no message", "nl") == "no message"


def test_a_message_travels_between_processes_and_in_an_error():
    """The reader's language is known where the line is printed, and not where it was found."""
    line = Message("no_such_file", path="x.yaml")
    assert pickle.loads(pickle.dumps(line)).in_("nl") == line.in_("nl")  # noqa: S301 - our own
    (kept,) = FileRefused([line]).mistakes
    assert kept.in_("nl") == line.in_("nl")
    assert NotInRulebook(line).args[0].in_("nl") == line.in_("nl")


def test_what_comes_from_outside_cannot_act_in_a_message():
    """A path with an escape is shown as its code, in every language."""
    line = Message("no_such_file", path="\x1b[31m\nx")
    for said in (line, line.in_("nl")):
        assert "\x1b" not in said
        assert "\n" not in said
