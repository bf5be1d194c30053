"""Makes `engine_cases` importable for these tests and for the processes that they start."""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))

from route_advisor.reasoning.engine import is_available  # noqa: E402 - after the path

collect_ignore_glob = (
    [] if is_available() else ["test_contract.py", "test_fence.py", "test_lifecycle.py", "test_twin.py", "test_disagreement.py"]
)


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
