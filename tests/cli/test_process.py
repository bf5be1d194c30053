"""The program as a process of its own: pipes, terminals, locales, and what it loads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

DAY = "2026-11-23"


def test_help_loads_nothing_heavy():
    """`--help` stays fast because it reads no rulebook and loads no engine, models or YAML."""
    code = (
        "import sys; from route_advisor.cli import app\n"
        "try: app(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'pydantic', 'ruamel', 'durable', 'durable_rules_engine', 'rich', 'hypothesis'} & {name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stderr == b"[]\n"
    assert done.stdout.startswith(b"Usage: ")


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_output_is_utf8_in_every_locale(start, amina, locale):
    """Letters beyond ASCII arrive whole, also where the locale knows none."""
    done = start("why", amina, "writing", "--all", "--on", DAY, env=locale)
    assert done.returncode == 0
    assert "geëxamineerd" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error(amina):
    """`route-advisor advise … | head -1` ends quietly."""
    typed = [sys.executable, "-m", "route_advisor.cli", "advise", amina, "--on", DAY]
    process = subprocess.Popen(typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    stderr = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line(amina):
    """An answer that cannot be written is told, with exit code 1."""
    typed = [sys.executable, "-m", "route_advisor.cli", "advise", amina, "--on", DAY]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(typed, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def on_a_terminal(*typed: str, env: dict[str, str]) -> bytes:
    """What a person sees who types this on a terminal."""
    pty = pytest.importorskip("pty", reason="terminals need a Unix")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "route_advisor.cli", *typed]
    with subprocess.Popen(command, stdout=theirs, env={**os.environ, "TERM": "xterm", "NO_COLOR": "", **env}) as process:
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 4096):
                seen += piece
        except OSError:  # Linux says so at the end of a terminal
            pass
        os.close(ours)
    assert process.returncode == 0
    return seen


def test_headings_are_bold_on_a_terminal_and_plain_with_no_color(amina):
    """Styling is for people who look at a terminal, and they can switch it off."""
    typed = ("advise", amina, "--on", DAY)
    assert b"\x1b[1m" in on_a_terminal(*typed, env={})
    assert b"\x1b" not in on_a_terminal(*typed, env={"NO_COLOR": "1"})


def test_a_pipe_gets_plain_text(start, amina):
    """No escape code reaches a file or another program."""
    assert b"\x1b" not in start("advise", amina, "--on", DAY).stdout


def test_standard_output_can_be_named_as_output(start, amina):
    """`--output -` is standard output, as `-` is standard input."""
    done = start("advise", amina, "--on", DAY, "--output", "-")
    assert done.returncode == 0
    assert done.stdout == start("advise", amina, "--on", DAY).stdout


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_advice_loads_only_what_it_needs(tmp_path, form):
    """For a file in JSON no YAML; for JSON no tables of a screen; and never typer, how pages are read, or what a refusal says."""
    file = tmp_path / "a.json"
    file.write_text('{"case_ref": "a"}', encoding="utf-8")
    code = (
        "import sys; from route_advisor.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(*sorted(sys.modules), file=sys.stderr)"
    )
    typed = [sys.executable, "-c", code, "advise", str(file), "--on", DAY, "--format", form]
    subprocess.run(typed, capture_output=True, check=True, timeout=60)  # compiles the rulebook, where nobody did before
    done = subprocess.run(typed, capture_output=True, check=True, timeout=60, text=True)
    loaded = {*done.stderr.split()}
    assert "route_advisor.advisor" in loaded
    unneeded = {
        *("typer", "click", "ruamel", "babel", "icalendar", "tomllib", "hypothesis", "z3", "pyarrow"),
        *(
            f"route_advisor.rulebook.{name}"
            for name in ("reading", "page_reader", "pages", "interview_page", "overlay_pages", "guide_pages")
        ),
        *({"rich"} if form == "json" else set()),
    }
    assert loaded & unneeded == set()
