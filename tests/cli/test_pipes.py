"""A pipe to which nobody writes keeps no command waiting."""

import os
import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AMINA = str(ROOT / "examples" / "amina-b1.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    ("typed", "pipe"),
    [
        (("advise", "PIPE"), "a.yaml"),
        (("advise", AMINA, "--overlay", "FOLDER"), "overlay.yaml"),
        (("rules", "list", "--rules", "FOLDER"), "acts.yaml"),
        (("compare", AMINA, "--rules", "FOLDER"), "rules/a.yaml"),
        (("rules", "coverage", "--scenarios-in", "FOLDER"), "a.yaml"),
        (("rules", "quotes", "--texts", "FOLDER"), "2026-01-01.yaml"),
        (("ask", "--json", "--answered", "PIPE"), "answers.json"),
        (("verify", "PIPE", AMINA), "receipt.json"),
        (("find", "FOLDER"), "manifest.json"),
        (("caseload", "PIPE", "--output", "OUTPUT"), "a.jsonl"),
        (("caseload", "PIPE", "--output", "OUTPUT"), "a.parquet"),
        (("caseload", str(ROOT / "examples"), "--output", "FOLDER"), "manifest.json"),
        (("import", "duo", "PIPE", "--output", "OUTPUT"), "a.json"),
        (("import", "sheet", "PIPE", "--output", "OUTPUT"), "a.xlsx"),
        (("import", "sheet", str(ROOT / "examples/sheets/sjabloon.csv"), "--mapping", "PIPE", "--output", "OUTPUT"), "ours.yaml"),
    ],
    ids=lambda one: " ".join(one[:2]) if isinstance(one, tuple) else one,
)
def test_no_command_waits_for_a_pipe(tmp_path, run, typed, pipe):
    """Whatever file a command reads, by name or in a folder that is named: a pipe to which nobody writes is refused, and never waited for."""
    place = tmp_path / "in" / pipe
    place.parent.mkdir(parents=True)
    os.mkfifo(place)
    names = {"PIPE": str(place), "FOLDER": str(tmp_path / "in"), "OUTPUT": str(tmp_path / "out")}
    signal.alarm(60)  # a command that waits has failed
    try:
        ended = run(*(names.get(one, one) for one in typed))
    finally:
        signal.alarm(0)
    assert ended.exit_code in (2, 3, 4)
    assert len(ended.stderr.splitlines()) in range(1, 30)
