"""`ask`: a conversation on a terminal, and the same without one as JSON."""

import builtins
import json

import pytest

from route_advisor import load

ON = ("--on", "2026-11-23")


@pytest.fixture
def typed(run, monkeypatch, tmp_path):
    """Hold a conversation in an empty folder, as if on a terminal: `typed("4", "1", arguments=[…])`."""
    monkeypatch.chdir(tmp_path)

    def hold(*lines, arguments=()):
        said = iter(lines)

        def listen(_):
            line = next(said, None)
            if line is None:
                raise EOFError
            if line == "^C":
                raise KeyboardInterrupt
            return line

        monkeypatch.setattr("route_advisor.cli.ask.on_both_ends", lambda: True)
        monkeypatch.setattr(builtins, "input", listen)
        return run("ask", *ON, *arguments)

    return hold


def test_without_a_terminal_there_is_no_prompt(run):
    """One line that names the way for programs."""
    refused = run("ask", *ON, stdin="")
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
    assert "a conversation needs a terminal; without one: route-advisor ask FILE --json" in refused.stderr


def test_a_conversation_ends_with_the_advice_and_a_file_that_gives_the_same(typed, tmp_path, run):
    """The last lines say where the file is, and how to go on."""
    ended = typed("4", "1", "s", arguments=["--lang", "en"])
    assert ended.exit_code == 0
    assert "Your answers are in: inburgering.yaml" in ended.stdout
    assert ended.stdout.rstrip().endswith("Go on later with: route-advisor ask inburgering.yaml")
    file = load(tmp_path / "inburgering.yaml")
    assert [(one.fact, one.word) for one in file.statements] == [("route", "b1")]
    said = run("advise", tmp_path / "inburgering.yaml", "--lang", "en", "--for", "person", "--format", "text", *ON).stdout
    words = " ".join(ended.stdout.split())
    assert all(" ".join(line.split()) in words for line in said.splitlines()[:6])


def test_a_conversation_goes_on_from_its_file_and_replaces_nothing(typed, tmp_path):
    """A new file beside the old one, with all that stood there."""
    typed("4", "1", "s")
    before = (tmp_path / "inburgering.yaml").read_bytes()
    ended = typed("12-3-2027", "s", arguments=["inburgering.yaml"])
    assert "Uw antwoorden staan in: inburgering-2.yaml" in ended.stdout
    assert (tmp_path / "inburgering.yaml").read_bytes() == before
    assert load(tmp_path / "inburgering-2.yaml").duo.term.last_day.isoformat() == "2027-03-12"


def test_output_names_the_place(typed, tmp_path):
    """And that file is whole."""
    ended = typed("5", "2", "", arguments=["--output", "marta.yaml"])
    assert ended.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["marta.yaml"]


def test_control_c_writes_nothing_and_says_how_to_go_on(typed, tmp_path):
    """Nothing half-written, and no traceback."""
    stopped = typed("4", "^C", arguments=["--lang", "en"])
    assert stopped.exit_code == 1
    assert "Nothing was written." in " ".join(stopped.stdout.split())
    assert list(tmp_path.iterdir()) == []


def test_the_next_question_as_json_needs_no_other_document(run, tmp_path):
    """A turn goes in as it came out, with one answer more; what the library says is what the command says."""
    turn = json.loads(run("ask", "--json", *ON).stdout)
    assert turn["question"]["id"] == "papers"
    assert all(one["says"]["nl"] and one["says"]["en"] for one in turn["question"]["answers"])
    turn["answered"].append({"question": "papers", "answer": ["other_letter"]})
    (tmp_path / "turn.json").write_text(json.dumps(turn), encoding="utf-8")
    told = run("ask", "--json", "--answered", tmp_path / "turn.json", *ON)
    again = json.loads(told.stdout)
    assert again["question"]["id"] == "route"
    assert again["answered"] == turn["answered"]


def test_the_json_of_a_question_has_the_language_that_was_asked(run):
    """Beside Dutch and English, with the same answers."""
    plain = json.loads(run("ask", "--json", *ON).stdout)
    easy = json.loads(run("ask", "--json", "--lang", "nl-easy", *ON).stdout)
    assert set(easy["question"]["asks"]) == {"nl", "en", "nl-easy"}
    assert [one["word"] for one in easy["question"]["answers"]] == [one["word"] for one in plain["question"]["answers"]]
    assert all(set(one["says"]) == {"nl", "en", "nl-easy"} for one in easy["question"]["answers"])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "this is not JSON; write the list `answered` of the turn before"),
        ("3", "this holds no list"),
        ('[{"question": "papers"}]', "answered[0.answer]: Field required; write question and answer"),
    ],
)
def test_answers_that_cannot_be_read_are_refused_in_one_line(run, tmp_path, content, says):
    """Where, what was found, and what to write."""
    (tmp_path / "turn.json").write_text(content, encoding="utf-8")
    refused = run("ask", "--json", "--answered", tmp_path / "turn.json", *ON)
    assert refused.exit_code in (2, 3)
    assert refused.stdout == ""
    assert says in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_the_schema_of_a_turn_is_printed(run):
    """`schema interview`: the question, its answers and the file so far."""
    schema = json.loads(run("schema", "interview").stdout)
    assert {"schema", "question", "progress", "answered", "find_out", "file"} <= set(schema["properties"])


def test_a_personal_file_to_fill_in_is_printed(run, tmp_path):
    """`schema personal-file --template` gives a file that loads; other combinations are refused in one line."""
    printed = run("schema", "personal-file", "--template", "--route", "b1", "--group", "asylum", "--lang", "en", *ON)
    (tmp_path / "mine.yaml").write_text(printed.stdout, encoding="utf-8")
    assert {one.fact for one in load(tmp_path / "mine.yaml").statements} == {"route", "group"}
    for wrong in (("advice", "--template"), ("personal-file", "--route", "b1")):
        refused = run("schema", *wrong)
        assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
