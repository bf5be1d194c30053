"""`--overlay`: a municipality's own pages on the command line."""

import json
from pathlib import Path

import pytest

OVERLAY = Path(__file__).parents[2] / "examples" / "overlay-voorbeeldstad"


@pytest.fixture
def at_home(amina, tmp_path) -> Path:
    """Amina's file, as if she lived in Voorbeeldstad."""
    path = tmp_path / "amina.yaml"
    path.write_text(Path(amina).read_text(encoding="utf-8").replace("0363", "9999"), encoding="utf-8")
    return path


def test_advise_uses_an_overlay(run, at_home):
    """The municipality's own step, marked with its code."""
    given = run("advise", at_home, "--on", "2026-11-23", "--for", "lawyer", "--overlay", OVERLAY)
    assert given.exit_code == 0, given.stderr
    assert "[GM9999-MAP-1]" in given.stdout
    assert given.stderr == ""


def test_advise_tells_that_an_overlay_is_left_out(run, amina):
    """The answer is that of the law, and a line on stderr says which municipality the file names."""
    given = run("advise", amina, "--on", "2026-11-23", "--overlay", OVERLAY)
    assert given.exit_code == 0
    assert "GM9999-MAP" not in given.stdout
    assert given.stderr == "the own lines of Gemeente Voorbeeldstad (9999) are left out; municipality in the file: 0363\n"


def test_why_and_who_use_an_overlay(run, at_home):
    """The proof of its own step, and its contact points under the deciders of the law."""
    assert "GM9999INB art. 4 lid 1" in run("why", at_home, "GM9999-MAP-1", "--on", "2026-11-23", "--overlay", OVERLAY).stdout
    assert "team Inburgering" in run("who", "level", "--on", "2026-11-23", "--overlay", OVERLAY).stdout


def test_rules_show_shows_a_rule_of_an_overlay(run):
    """A policy officer of the municipality reads the own rule as one of law."""
    assert "overlay-voorbeeldstad/map.yaml" in run("rules", "show", "GM9999-MAP-1", "--overlay", OVERLAY).stdout


def test_check_proves_that_the_law_stays(run):
    """One more line, and in JSON the proof."""
    given = run("rules", "check", "--overlay", OVERLAY)
    assert given.exit_code == 0, given.stdout
    assert given.stdout.splitlines()[-1].startswith("GM9999: 3 own rules, 1 own facts and 2 filled open norms leave all ")
    told = json.loads(run("rules", "check", "--overlay", OVERLAY, "--format", "json").stdout)
    assert told["passed"] is True
    assert told["overlay"]["broken"] == []


@pytest.mark.parametrize("command", [["advise", "FILE"], ["why", "FILE", "map"], ["who"], ["rules", "check"]])
def test_a_wrong_overlay_is_refused_with_exit_code_4(run, amina, tmp_path, command):
    """One line that says what an overlay is, and no half answer."""
    given = run(*(amina if word == "FILE" else word for word in command), "--overlay", tmp_path / "nowhere")
    assert given.exit_code == 4
    (line,) = (given.stdout + given.stderr).splitlines()
    assert "an overlay is a folder with overlay.yaml" in line
