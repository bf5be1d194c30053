"""A mistake is told in the language of whoever typed the command, and answered with the right command."""

import re
import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"

BAD = """schema: personal-file/1
case_ref: x
offers: []
naam: Jan
duo:
  exams: [{part: lezen, level: b1, outcome: passed}]
  duty: {obliged: ja, starts: 2024-13-01}
statements: [{fact: duo_duty, word: obliged}, {fact: paid_wrk, word: works}]
"""


@pytest.fixture
def bad(tmp_path):
    """A file with a mistake of each kind."""
    path = tmp_path / "bad.yaml"
    path.write_text(BAD, "utf-8")
    return path


def test_a_file_is_refused_in_dutch_with_the_group_where_each_thing_belongs(run, bad):
    """Every line is Dutch; a key in the wrong place is told where to put it."""
    told = run("advise", bad, "--lang", "nl")
    assert (told.exit_code, told.stdout) == (3, "")
    assert "zet het onder municipality.offers" in told.stderr
    for word in ("hoort hier niet", "mag: true of false", "deze dag bestaat niet", "bedoelt u"):
        assert word in told.stderr
    assert not [word for word in ("allowed", "is not", "missing", "there is", "did you mean", " as text") if word in told.stderr]


def test_the_same_file_is_refused_in_english_line_for_line(run, bad):
    """The same mistakes on the same lines."""
    dutch, english = (run("advise", bad, "--lang", lang).stderr.splitlines() for lang in ("nl", "en"))
    assert [line.split(": ")[0] for line in dutch] == [line.split(": ")[0] for line in english]
    assert "put it under municipality.offers" in " ".join(english)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["advize", "x.yaml"], "Bedoelt u 'advise'?"),
        (["rules", "chek"], "Bedoelt u 'check'?"),
        (["advise"], "Er ontbreekt iets: 'FILE"),
        (["advise", "x.yaml", "--on", "2026"], "schrijf jaar-maand-dag"),
        (["advise", "x.yaml", "--lnag", "nl"], "Deze optie is er niet: --lnag"),
        (["advise", "x.yaml", "--format", "docx"], "is geen van"),
        (["advise", "nergens.yaml"], "dit bestand is er niet"),
        (["compare", "x.yaml"], "zeg wat u vergelijkt"),
        (["find", "x.yaml", "--term-within", "-3"], "ten minste 0"),
        (["who", "bezwar"], 'bedoelt u "bezwaar"?'),
        (["why", EXAMPLES / "amina-b1.yaml", "voetbal"], "onderdelen: lezen, luisteren, schrijven, spreken, KNM-examen"),
        (["find", EXAMPLES, "--open", "KNMM"], 'bedoelt u "knm"? (onderdelen: lezen, luisteren'),
        (["guide", "voetbal"], "wel over: B1-route, kinderopvang, urenverklaring"),
        (["compare", "a.yaml", "b.yaml", "c.yaml"], "dit is meer dan dit commando leest: c.yaml"),
        (["about", "me"], "dit is meer dan dit commando leest: me"),
        (["import", "duo", "nergens", "--output", "files"], "nergens: is niet te lezen (dit is er niet)"),
    ],
)
def test_what_is_typed_wrongly_is_answered_in_dutch(run, typed, says):
    """One line on stderr, with what to type."""
    told = run(*typed, "--lang", "nl")
    assert told.exit_code in (2, 3)
    assert says in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_language_that_is_typed_wrongly_is_told_in_that_of_the_machine(run, amina, monkeypatch):
    """Whoever mistypes --lang has shown no other language than that of the machine."""
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert '"nll" is geen taal van deze regels' in run("advise", amina, "--lang", "nll").stderr


def test_a_municipality_s_own_pages_are_refused_in_dutch(run, amina, tmp_path):
    """What an overlay may not do, with the page and the line."""
    shutil.copytree(EXAMPLES / "overlay-voorbeeldstad", own := tmp_path / "own")
    facts = own / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("gm9999_", "route_", 1), "utf-8")
    told = run("advise", amina, "--overlay", own, "--lang", "nl")
    assert (told.exit_code, told.stdout) == (4, "")
    assert re.match(
        r"own/facts.yaml:[0-9]+: .* is geen naam voor een gegeven van deze gemeente; laat die beginnen met gm9999_", told.stderr
    )


def test_messages_of_duo_are_refused_in_dutch(run, monkeypatch, tmp_path):
    """Without --lang the machine says it."""
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    body = tmp_path / "pvt.json"
    for text, says in (
        ("{", "is geen JSON (regel 1"),
        ('{"a": 1, "a": 2}', "twee keer in een object"),
        ("[1]", "een lijst van 1"),
        ("{}", "hier staat geen bericht van DUO"),
    ):
        body.write_text(text, "utf-8")
        told = run("import", "duo", body, "--output", tmp_path / "files")
        assert told.exit_code == 3
        assert says in told.stderr


def test_an_answer_that_is_none_is_refused_in_dutch(run, tmp_path):
    """The question, what was found, and what is allowed."""
    answers = tmp_path / "answers.json"
    answers.write_text('[{"question": "papers", "answer": ["brief"]}]', "utf-8")
    told = run("ask", "--json", "--answered", answers, "--lang", "nl")
    assert told.exit_code == 3
    assert "papers: tekst van 5 tekens is geen antwoord (mag: " in told.stderr


def test_a_folder_given_to_advise_is_answered_with_find(run, tmp_path):
    """The command that reads a folder."""
    for lang in ("nl", "en"):
        assert f"route-advisor find {tmp_path}" in run("advise", tmp_path, "--lang", lang).stderr


def test_a_line_that_nobody_has_is_answered_with_the_topics(run, amina):
    """`why` names the nearest word and the command that lists the topics."""
    told = run("why", amina, "schriven", "--lang", "nl")
    assert 'bedoelt u "schrijven"?' in told.stderr
    assert "route-advisor who" in told.stderr


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"LANG": "nl_NL.UTF-8"}, "dit bestand is er niet"),
        ({"LANG": "C.UTF-8"}, "there is no such file"),
        ({"LC_ALL": "nl", "LANG": "en"}, "dit"),
    ],
)
def test_without_a_language_the_machine_says_which(run, monkeypatch, variables, says):
    """LC_ALL before LC_MESSAGES before LANG; English where it says none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert says in run("advise", "nergens.yaml").stderr
