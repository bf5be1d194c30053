"""`rules prove`: proven or not in plain lines, a certificate, and an exit code that a script can act on."""

import json
import sys
from pathlib import Path

import pytest
from test_prove import FAULTS
from typer.testing import CliRunner

from route_advisor.cli import app

DAY = ("--on", "2026-11-23")


def prove(folder, *arguments):
    """Run the command over a rulebook folder."""
    typed = ["rules", "prove", "--rules", str(folder), *map(str, arguments)]
    return CliRunner().invoke(app, typed, prog_name="route-advisor")


def test_a_rulebook_that_holds_is_told_claim_by_claim(folder):
    """Each claim has a line, and the last line counts claims, days and people."""
    given = prove(folder(), "--lang", "en")
    assert given.exit_code == 0, given.output
    *lines, counts = given.stdout.splitlines()
    assert all(line.startswith("proven  ") for line in lines)
    assert "proven  promise:apart: Free people never practise." in lines
    held = f"{len(lines)} of {len(lines)} claims proven"
    assert counts == f"{held}, for 2 sets of rules, each split by duty, over 175 classes of people"


def test_the_claims_are_told_in_the_language_asked(folder):
    """Dutch unless asked otherwise."""
    assert "Wie vrij is oefent nooit." in prove(folder(), *DAY).stdout


def test_a_claim_that_fails_is_told_with_a_scenario_and_exit_code_4(folder, tmp_path):
    """The line names the rule, the scenario can be pasted, and no certificate is written."""
    given = prove(folder(FAULTS["promise:no-fine"]), *DAY, "--certificate", tmp_path / "paper.json")
    assert given.exit_code == 4
    assert "FAILS   promise:no-fine: " in given.stdout
    assert 'promise:no-fine: T-STEP-9 is read, and says "fine", on 2020-01-01' in given.stdout
    assert "- name: 'promise:no-fine, T-STEP-9: The young read of no fine.'" in given.stdout
    assert "expect: {never_says: [fine]}" in given.stdout
    assert not (tmp_path / "paper.json").exists()


def test_a_certificate_is_written_and_compared(folder, tmp_path):
    """The same proof says the same; a certificate that says otherwise gives lines and exit code 4."""
    place, paper = folder(), tmp_path / "paper.json"
    assert prove(place, *DAY, "--certificate", paper).exit_code == 0
    same = prove(place, *DAY, "--against", paper)
    assert same.exit_code == 0
    assert "The certificate says the same." in same.stdout
    data = json.loads(paper.read_text(encoding="utf-8"))
    paper.write_text(json.dumps({**data, "rulebook": "0" * 64, "tools": {"z3-solver": "4.0"}}), encoding="utf-8")
    other = prove(place, *DAY, "--against", paper)
    assert other.exit_code == 4
    assert f"the law changed: rulebook: the certificate says {'0' * 64}" in other.stdout
    assert "Every promise of the certificate holds of these pages too" in other.stdout
    assert "a promise broke" not in other.stdout
    assert "other tools: z3-solver was 4.0, and is" in other.stderr


def test_json_holds_failures_certificate_and_comparison(folder, tmp_path):
    """The same for programs; nothing but JSON on stdout."""
    paper = tmp_path / "paper.json"
    prove(folder(), *DAY, "--certificate", paper)
    given = prove(folder(FAULTS["promise:free"]), *DAY, "--format", "json", "--against", paper)
    data = json.loads(given.stdout)
    assert given.exit_code == 4
    assert data["passed"] is False
    assert {"claim", "says", "about", "scenario"} == set(data["failures"][0])
    assert data["certificate"]["schema"] == "certificate/1"
    assert data["compared"]["differences"]


def test_nothing_is_told_about_progress_where_nobody_reads_along(folder):
    """Stderr stays empty when it is no terminal."""
    assert prove(folder()).stderr == ""


def test_progress_counts_on_a_terminal(monkeypatch):
    """One line that counts the sets of rules."""
    from route_advisor.cli import prove as command

    written = []
    terminal = type("Terminal", (), {"isatty": lambda _: True, "write": lambda _, text: written.append(text), "flush": lambda _: None})()
    monkeypatch.setattr(command.sys, "stderr", terminal)
    count = command._progress()
    count(1, 2)
    count(2, 2)
    assert written == ["\r1 of 2 sets of rules", "\r2 of 2 sets of rules\n"]


def test_without_z3_one_line_says_what_to_install(folder, monkeypatch):
    """No traceback, and the extra that has it."""
    monkeypatch.setitem(sys.modules, "z3", None)
    monkeypatch.setattr("route_advisor.cli.prove.find_spec", lambda _name: None)
    given = prove(folder())
    assert given.exit_code == 2
    assert given.stderr.count("\n") == 1
    assert "pip install 'route-advisor[proof]'" in given.stderr


@pytest.mark.parametrize("content", ["", "{}"])
def test_a_file_that_is_no_certificate_is_refused(folder, tmp_path, content):
    """Before anything is proven."""
    Path(tmp_path / "paper.json").write_text(content, encoding="utf-8")
    given = prove(folder(), "--against", tmp_path / "paper.json")
    assert given.exit_code == 3
    assert "this is no certificate" in given.stderr


def test_a_certificate_cannot_be_written_over_a_folder(folder, tmp_path):
    """Told before anything is proven."""
    given = prove(folder(), "--certificate", tmp_path)
    assert given.exit_code == 2
    assert "is a folder" in given.stderr


def test_mistakes_in_the_promises_refuse_the_rulebook(folder):
    """With the page and line, and exit code 4."""
    given = prove(folder({"promises.yaml": ("split_by: duty", "split_by: dutty")}))
    assert given.exit_code == 4
    assert 'promises.yaml:2: "dutty" is not in facts/; did you mean "duty"?' in given.stderr
