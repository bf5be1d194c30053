"""Makes `engine_cases` importable for these tests and for the processes that they start."""

import sys
from pathlib import Path

import pytest

from route_advisor.reasoning import engine

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))


@pytest.fixture
def in_a_new_process():
    """Run a script in a process of its own, where a crash or a hang harms nobody; give what it prints."""
    import os
    import subprocess

    def run(script: str, *, seconds: int = 30) -> str:
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(FOLDER), *sys.path])}
        done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=seconds, check=False)
        assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout.strip()

    return run


@pytest.fixture
def found_out_anew():
    """Whether durable_rules can be used is asked again, in this test and after it."""
    engine._why_not.cache_clear()
    yield
    engine._why_not.cache_clear()
