"""What can be known here of systems that nobody tried: what Windows has not is not needed, and bytes are the same there."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from route_advisor import advise, load, write

ROOT = Path(__file__).parents[2]
AMINA = ROOT / "examples" / "amina-b1.yaml"


@pytest.mark.parametrize("form", ["text", "ics"])
def test_without_what_only_posix_has_an_advice_has_the_same_bytes(form):
    """Every module is imported and a line on stdout ends as it was written, also where a system would end it otherwise."""
    typed = ("advise", str(AMINA), "--on", "2026-11-23", "--lang", "en", "--format", form)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, Path(__file__).with_name("without_posix.py"), *typed], env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    if form == "text":
        assert b"\r" not in done.stdout
    else:
        advice = advise(load(AMINA), on=date(2026, 11, 23))
        assert done.stdout.decode().rstrip("\r\n") == write(advice, form, lang="en").rstrip("\r\n")
