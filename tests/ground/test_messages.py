"""Messages: each says the same in every language, and travels whole."""

import ast
import pickle
import re
import tomllib
from pathlib import Path

import pytest

import route_advisor
from route_advisor.errors import FileRefused, NotInRulebook
from route_advisor.messages import PAGES, Message, reason_of, said_in
from route_advisor.text import text_of

PACKAGE = Path(route_advisor.__file__).parent
ALL = {code: words for page in PAGES for code, words in tomllib.loads((PACKAGE / page).read_text("utf-8")).items()}
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
    made = [re.sub(r"\{[a-z]+\}", "[a-z]+", code) for code in re.findall(r'Message\(f"([a-z_{}]+)"', program)]
    assert said <= set(ALL)
    unsaid = {code for code in ALL if f'"{code}"' not in program and not any(re.fullmatch(one, code) for one in made)}
    assert {code for code in unsaid if not code.startswith("why_not_")} == set()


def test_no_code_stands_on_two_pages():
    """One code, one message."""
    assert len(ALL) == sum(len(tomllib.loads((PACKAGE / page).read_text("utf-8"))) for page in PAGES)


FOR_AUTHORS_OF_RULES = {"assurance", "testing", *(f"cli/{name}.py" for name in (
    "coverage", "diff", "guides", "languages", "mutate", "prove", "quotes", "readability", "rules",
)), "rulebook/translation.py", "reasoning/tokens.py", "rulebook/guide_pages.py"}  # fmt: skip
"""Whom these serve works on the rules themselves, in English."""
FOR_PROGRAMMERS = {"AttributeError", "ValueError", "TypeError", "RuntimeError", "KeyError", "AssertionError", "MCPError"}
OUR_FAULT = {"EngineFailed", "EngineDisagreement", "RulesContradict"}
"""Told to whoever mends the program; what the reader is to do stands behind it, in their language."""
SAYS = {
    *("FileRefused", "RulebookRefused", "NotAnAnswer", "NotInRulebook", "NotAForm", "FormNotInstalled", "NotAnEvaluator", "LimitReached"),
    *("BadParameter", "WrongUse", "PydanticCustomError", "tell"),
}


def read_by_a_person():
    """The modules whose mistakes a caseworker, a person or an app's user can meet."""
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        if place not in FOR_AUTHORS_OF_RULES and place.partition("/")[0] not in FOR_AUTHORS_OF_RULES:
            yield place, path


def called(node):
    """The name of what is called, or nothing."""
    return getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""


def sentences_in(node):
    """English written in Python there: text of three words or more."""
    for one in ast.walk(node):
        if isinstance(one, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in one.values)
        else:
            text = one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else ""
        if len(re.findall(r"[A-Za-z]{2,}", text)) >= 3 and " " in text and text != "{message}":
            yield text


def test_what_is_refused_where_people_read_it_is_a_message():
    """No sentence for a reader stands in Python, where it could be said in one language alone."""
    told = []
    for place, path in read_by_a_person():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            raises = isinstance(node, ast.Raise) and node.exc is not None and called(node.exc) not in FOR_PROGRAMMERS | OUR_FAULT
            yields = isinstance(node, ast.Yield) and node.value is not None and path.parent.name in {"rulebook", "readers"}
            if raises or yields or called(node) in SAYS:
                told += [(place, text) for text in sentences_in(node)]
    assert told == []


FOR_PROGRAMS = {
    "caseload/schema.py": "what a column of the results holds, for who reads them by a program",
    "caseload/batches.py": "the error of a row, for the same",
    "caseload/run.py": "the same",
    "derive/told.py": "why no fact is made of a field, for the check that every field makes one",
    "mcp/tools.py": "what a tool does, for an assistant",
    "mcp/server.py": "the same",
    "personal_file/reasons.py": "what pydantic itself shows; the line of a reader is made of its values",
    "personal_file/record.py": "the same",
    "rulebook/compiled.py": "a fault of the wheel",
}
ENGLISH_WORDS = re.compile(r"\b(?:the|is|are|of|and|not|it|its|by|here|there|that|which|out|more|one)\b")
MADE_FOR_THE_DESK = {"Option", "Argument", "Typer", "callback", "command"}


def sentences_of(tree):
    """English sentences in a module, besides docstrings, help at the desk, faults of ours, markup and patterns."""
    skipped = {
        id(node) for top in ast.walk(tree) if called(top) in MADE_FOR_THE_DESK | OUR_FAULT | FOR_PROGRAMMERS for node in ast.walk(top)
    }
    skipped |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped else ""
        if ENGLISH_WORDS.search(text) and len(re.findall(r"[A-Za-z]{2,}", text)) >= 3 and not re.search(r"[<{(\\]", text):
            yield text


def test_no_sentence_in_one_language_stands_in_the_program():
    """What people read stands on a page of words, in Dutch and in English: also what is noted in a file, and what `about` says."""
    told = [
        (place, text)
        for place, path in read_by_a_person()
        if place not in FOR_PROGRAMS and not place.startswith("reasoning/")
        for text in sentences_of(ast.parse(path.read_text("utf-8")))
    ]
    assert told == []


def test_what_asks_dutch_alone_says_why():
    """A text is asked in one language only where its reader has that one: the list of clients, whose headers are Dutch."""
    alone = {
        place for place, path in read_by_a_person() if re.search(r"\b(?:name|note|says|label\([^)]*\))\.nl\b", path.read_text("utf-8"))
    }
    assert alone == {"sheets/template.py", "writers/many.py"}


def test_a_message_is_its_english_text_and_says_itself_in_another_language():
    """A message within a message is said in that language too; easy Dutch is Dutch, and what has no words is English."""
    line = Message("at", place="a.yaml:3", what=Message("is_missing", where="case_ref"))
    assert line == "a.yaml:3: case_ref is missing; add it"
    assert line.in_("nl") == line.in_("nl-easy") == "a.yaml:3: case_ref ontbreekt; voeg het toe"
    assert line.in_("ar") == line
    assert said_in("no message", "nl") == "no message"


def test_names_of_the_rulebook_are_said_in_the_language_of_the_line():
    """What is allowed is a list of names that the reader knows; what has one form is said in that."""
    line = Message("not_a_part", word="x", hint="", parts=(text_of({"en": "reading", "nl": "lezen"}), "KNM"))
    assert line.endswith("(parts: reading, KNM)")
    assert line.in_("nl").endswith("(onderdelen: lezen, KNM)")
    assert pickle.loads(pickle.dumps(line)).in_("nl") == line.in_("nl")  # noqa: S301 - our own


def test_why_the_machine_could_not_is_said_in_the_language_of_the_line():
    """What happens to files of people is told in their language; anything else as the machine says it."""
    assert reason_of(FileNotFoundError(2, "No such file or directory")).in_("nl") == "dit is er niet"
    assert reason_of(OSError(28, "No space left on device")) == "the disk is full"
    assert reason_of(OSError(71, "Protocol error")) == "Protocol error"


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
