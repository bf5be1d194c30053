"""`advise`: one person, one day, one answer."""

import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from route_advisor import advise, load, write
from route_advisor.cli import typed
from route_advisor.cli.answers import refuse_terminal
from route_advisor.cli.lists import ListForm
from route_advisor.cli.refusals import WrongUse
from route_advisor.cli.typed import Written
from route_advisor.vocabulary import Form

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = "2026-11-23"
TOP = {
    "schema",
    "case_ref",
    "on",
    "regime",
    "duty",
    "route",
    "components",
    "term",
    "steps",
    "questions",
    "conflicts",
    "deferral",
    "receipt",
}


def test_the_answer_is_what_the_library_gives(run, amina):
    """The command line adds nothing to the advice and leaves nothing out."""
    advice = advise(load(amina), on=date(2026, 11, 23))
    for lang in ("nl", "en"):
        given = run("advise", amina, "--on", DAY, "--lang", lang)
        assert (given.exit_code, given.stdout, given.stderr) == (0, write(advice, lang=lang), "")


def test_a_reference_that_looks_like_a_name_is_told(run, tmp_path):
    """On stderr, without the name; the answer is given."""
    (tmp_path / "a.yaml").write_text("schema: personal-file/1\ncase_ref: Jan-Jansen\n")
    given = run("advise", tmp_path / "a.yaml", "--on", DAY, "--lang", "nl")
    assert given.exit_code == 0
    assert "lijkt een naam van iemand" in given.stderr
    assert "Jansen" not in given.stderr


def test_dutch_is_the_first_language(run, amina):
    """Without --lang the answer is in Dutch."""
    assert run("advise", amina, "--on", DAY).stdout.startswith("amina-b1 · wet van 2021 · B1-route")


def test_json_has_the_keys_of_the_interface(run, amina):
    """Apps can rely on the documented keys, at the top and inside; more may come."""
    told = json.loads(run("advise", amina, "--on", DAY, "--format", "json").stdout)
    assert told.keys() >= TOP
    assert told["schema"] == "advice/1"
    assert told["regime"].keys() == {"value", "basis", "why"}
    assert told["duty"].keys() == {"standing", "phase", "basis", "why"}
    assert told["route"].keys() == {"standing", "value", "decided_by", "document", "dated"}
    assert {"id", "standing", "level", "basis", "expected", "why", "unless", "final_word", "registered_by", "evidence", "progress"} <= told[
        "components"
    ][0].keys()
    assert {"rule", "says", "law", "facts"} <= told["components"][0]["why"][0].keys()
    assert {"id", "says", "with", "where", "before", "takes", "latest_sensible_day", "final_word", "law"} <= told["steps"][0].keys()
    assert told["term"].keys() == {
        *("starts", "last_day", "days_used", "days_left", "computed_last_day", "stated_last_day", "other_last_day"),
        *("extensions", "expected", "why"),
    }
    assert told["deferral"].keys() == {"says", "who_decides", "where_to_check"}
    assert {"package", "rulebook_hash", "on", "input_digest", "rules_used"} <= told["receipt"].keys()


@pytest.mark.parametrize(
    ("format_", "first"),
    [("text", "amina-b1 · "), ("json", "{"), ("md", "# amina-b1 · "), ("html", "<!doctype html>"), ("ics", "BEGIN:VCALENDAR")],
)
def test_every_format_is_given_on_stdout_alone(run, amina, format_, first):
    """The answer and nothing else stands on stdout, so that it can be piped."""
    given = run("advise", amina, "--on", DAY, "--format", format_)
    assert (given.exit_code, given.stderr) == (0, "")
    assert given.stdout.startswith(first)


def test_a_dash_reads_stdin(run, amina):
    """A file can come through a pipe, and gives the same answer."""
    piped = run("advise", "-", "--on", DAY, stdin=Path(amina).read_bytes())
    assert piped.exit_code == 0
    assert piped.stdout == run("advise", amina, "--on", DAY).stdout


def test_a_language_without_sentences_is_refused(run, amina):
    """One line names the languages that there are; nobody gets English without asking."""
    given = run("advise", amina, "--on", DAY, "--lang", "so")
    assert (given.exit_code, given.stdout) == (2, "")
    assert '"so" is no language of this rulebook; it has nl, en, ' in given.stderr
    assert given.stderr.count("\n") == 1


def test_without_a_day_it_is_today(run, amina, monkeypatch):
    """Only the command line looks at the calendar."""
    monkeypatch.setattr("route_advisor.cli.advising.today", lambda: date(2025, 3, 4))
    assert "04-03-2025" in run("advise", amina).stdout
    assert type(typed.today()) is date


@pytest.mark.parametrize("day", ["2026-02-30", "23-11-2026", "20261123", "1899-12-31", "2101-01-01", "soon", "", "2026-W48-1"])
def test_a_wrong_day_is_one_line_of_usage(run, amina, day):
    """A day that cannot be, or that lies too far away, is told in one line with how to write it."""
    given = run("advise", amina, "--on", day)
    assert (given.exit_code, given.stdout) == (2, "")
    assert len(given.stderr.splitlines()) == 1
    assert "write year-month-day, as 2026-11-23" in given.stderr


@pytest.mark.parametrize("day", ["1900-01-01", "2021-12-31", "2022-01-01", "2024-02-29", "2100-12-31"])
def test_every_day_of_two_centuries_gives_an_answer(run, amina, day):
    """The first and the last day, and those around the start of the act."""
    assert run("advise", amina, "--on", day).exit_code == 0


def test_an_answer_can_be_put_in_a_file(run, amina, tmp_path):
    """--output writes what stdout would have held, and nothing beside it."""
    written = run("advise", amina, "--on", DAY, "--format", "html", "--output", tmp_path / "letter.html")
    assert (written.exit_code, written.stdout) == (0, "")
    assert (tmp_path / "letter.html").read_bytes() == run("advise", amina, "--on", DAY, "--format", "html").stdout_bytes
    assert [path.name for path in tmp_path.iterdir()] == ["letter.html"]


def test_an_answer_replaces_an_older_one_whole(run, amina, tmp_path):
    """A longer file that stood there leaves no tail, and a link keeps pointing to its file."""
    (tmp_path / "real.txt").write_text("x" * 100_000)
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    run("advise", amina, "--on", DAY, "--output", tmp_path / "link.txt")
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == run("advise", amina, "--on", DAY).stdout
    assert (tmp_path / "link.txt").is_symlink()


def test_a_refused_file_replaces_nothing(run, tmp_path):
    """Bad input leaves the older answer as it was."""
    (tmp_path / "old.txt").write_text("old")
    (tmp_path / "bad.yaml").write_text("schema: personal-file/1\n")
    assert run("advise", tmp_path / "bad.yaml", "--output", tmp_path / "old.txt").exit_code == 3
    assert (tmp_path / "old.txt").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_is_no_place_for_an_answer(run, amina, tmp_path):
    """--output names a file; a folder, or a folder that is not there, is told before any work."""
    for place in (tmp_path, tmp_path / "none" / "advice.txt"):
        given = run("advise", amina, "--output", place)
        assert (given.exit_code, given.stdout) == (2, "")
        assert len(given.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_completions_add_what_holds_whatever_the_answers_are(run, tmp_path):
    """Only where it is asked for: under the 2013 Act a signed PVT leaves nothing to do, also while nobody told when the duty began."""
    file = tmp_path / "case.yaml"
    file.write_text(
        "schema: personal-file/1\ncase_ref: case-1\n"
        "duo: {duty: {obliged: true, law: wi2013}}\nmunicipality: {pvt: {hours: 10, signed: 2020-05-01}}\n"
    )
    plain = run("advise", file, "--on", DAY, "--lang", "en", "--for", "lawyer")
    more = run("advise", file, "--on", DAY, "--lang", "en", "--for", "lawyer", "--completions")
    assert (plain.exit_code, more.exit_code) == (0, 0)
    assert "ALTHOUGH FACTS ARE MISSING" not in plain.stdout
    assert "- PVT: nothing left to do, whatever the answers are" in more.stdout
    assert "These answers settle most: when the duty began" in more.stdout
    told = json.loads(run("advise", file, "--on", DAY, "--completions", "--format", "json").stdout)["certainty"]
    (pvt,) = (one for one in told["components"] if one["id"] == "pvt")
    assert (pvt["possible"], pvt["unknown"]) == (["done", "not_needed"], ["duty_began"])


def test_several_files_are_advised_one_after_another(run, amina, tmp_path):
    """A file that is refused is told on stderr with its lines; the others are still advised, and the exit code says that one was not."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("schema: personal-file/1\n")
    moved = Path(amina).with_name("moved.yaml")
    given = run("advise", amina, bad, moved, "--on", DAY)
    assert given.exit_code == 3
    assert given.stderr == run("advise", bad).stderr
    assert given.stdout == run("advise", amina, "--on", DAY).stdout + "\n" + run("advise", moved, "--on", DAY).stdout
    assert run("advise", amina, moved, "--on", DAY).exit_code == 0


def test_one_line_a_file_and_one_document_a_line(run, amina):
    """`--brief` is a table over files; JSON of several files has a document on each line."""
    moved = Path(amina).with_name("moved.yaml")
    table = run("advise", amina, moved, "--on", DAY, "--brief", "--lang", "en")
    assert [line.split()[0] for line in table.stdout.splitlines()] == ["Case", "amina-b1", "moved"]
    documents = [json.loads(line) for line in run("advise", amina, moved, "--on", DAY, "--format", "json").stdout.splitlines()]
    assert [one["case_ref"] for one in documents] == ["amina-b1", "moved"]


def test_the_width_is_that_of_the_reader(run, amina, monkeypatch):
    """What `--width` asks, else what `COLUMNS` says where the answer is piped."""
    narrow = run("advise", amina, "--on", DAY, "--width", "44").stdout
    assert max(map(len, narrow.splitlines())) <= 44
    monkeypatch.setenv("COLUMNS", "44")
    assert run("advise", amina, "--on", DAY).stdout == narrow
    monkeypatch.setenv("COLUMNS", "wide")
    assert max(map(len, run("advise", amina, "--on", DAY).stdout.splitlines())) > 44


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--brief", "--detail"], "exclude each other"),
        (["--brief", "--format", "json"], "--brief is for a caseworker, as text or md"),
        (["--detail", "--for", "lawyer"], "--detail is for a caseworker, as text or md"),
        (["examples/moved.yaml", "--format", "html"], "html holds one advice; give one file at a time"),
        (["-", "-"], "name - once"),
        (["--width", "12"], "30"),
    ],
)
def test_what_has_no_meaning_is_one_line_of_usage(run, amina, typed, said):
    """Before any work, with what to type instead."""
    given = run("advise", amina, *typed)
    assert (given.exit_code, given.stdout) == (2, "")
    assert len(given.stderr.splitlines()) == 1
    assert said in given.stderr


@pytest.mark.needs_pango
def test_a_pdf_is_given_as_bytes_and_put_in_a_file(run, amina, tmp_path):
    """Through a pipe and with --output the same letter, whole."""
    piped = run("advise", amina, "--on", DAY, "--format", "pdf")
    assert piped.exit_code == 0
    assert piped.stdout_bytes.startswith(b"%PDF-")
    written = run("advise", amina, "--on", DAY, "--format", "pdf", "--output", tmp_path / "letter.pdf")
    assert (written.exit_code, written.stdout) == (0, "")
    assert (tmp_path / "letter.pdf").read_bytes() == piped.stdout_bytes


@pytest.mark.needs_pango
def test_a_pdf_that_cannot_be_given_is_refused_before_any_work(run, amina, monkeypatch):
    """On a screen, or for a reader who has none: what to type instead."""
    for_a_lawyer = run("advise", amina, "--format", "pdf", "--for", "lawyer")
    assert (for_a_lawyer.exit_code, for_a_lawyer.stdout) == (2, "")
    assert for_a_lawyer.stderr == "there is no pdf for the reader lawyer (allowed: text, md, html)\n"
    monkeypatch.setattr("sys.stdout", SimpleNamespace(isatty=lambda: True))
    with pytest.raises(WrongUse, match=r"a PDF is no text for a terminal; add --output letter\.pdf"):
        refuse_terminal(None)


def test_a_language_of_the_client_is_told_to_be_for_the_client(run, amina):
    """Whoever asks a caseworker's screen in easy Dutch gets it in Dutch, and reads on stderr how to write to the person."""
    given = run("advise", amina, "--on", DAY, "--lang", "nl-easy")
    assert given.stdout == run("advise", amina, "--on", DAY).stdout
    assert given.stderr == "het scherm van een klantregisseur is in een taal van de regels zelf; voor nl-easy: voeg --for person toe\n"
    assert run("advise", amina, "--on", DAY, "--lang", "nl-easy", "--for", "person").stderr == ""


@pytest.mark.parametrize("form", ["text", "json", "csv", "ics"])
def test_an_agenda_of_several_files_is_that_of_find(run, amina, form):
    """One list of all days of all these clients, in every form that a list has."""
    typed = (amina, str(EXAMPLES / "moved.yaml"), "--agenda", "--on", DAY, "--format", form)
    told = run("advise", *typed)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout == run("find", *typed).stdout
    assert "moved" in told.stdout


def test_a_file_that_is_refused_is_told_beside_an_agenda(run, amina, tmp_path):
    """The days of the others stand; the exit code says that one was refused."""
    told = run("advise", amina, tmp_path / "none.yaml", "--agenda", "--on", DAY, "--format", "json")
    assert told.exit_code == 3
    assert "none.yaml" in told.stderr
    document = json.loads(told.stdout)
    assert len(document["refused"]) == 1
    assert {one["case_ref"] for one in document["days"]} == {"amina-b1"}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--agenda", "--brief"), "--agenda and --brief do not go together"),
        (("--agenda", "--for", "person"), "--agenda and --for do not go together"),
        (("--agenda", "--format", "html"), "allowed: text, json, csv, ics"),
        (("--format", "csv"), "add --agenda"),
    ],
)
def test_what_an_agenda_cannot_be_is_refused_in_one_line(run, amina, more, says):
    """With what to type instead; and several files as a calendar are answered with --agenda."""
    told = run("advise", amina, "--on", DAY, "--lang", "en", *more)
    assert (told.exit_code, told.stdout) == (2, "")
    assert says in told.stderr
    assert "or --agenda for the days of all" in run("advise", amina, amina, "--format", "ics", "--lang", "en").stderr


def test_advise_writes_every_form_of_an_advice_and_of_a_list():
    """No form of either is missing on the command line."""
    assert {one.value for one in Written} == {one.value for one in (*Form, *ListForm)}
