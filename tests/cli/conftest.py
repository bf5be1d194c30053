"""Runs commands as people type them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from route_advisor.cli import app

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def amina() -> str:
    """The path of the example file of a typical person in progress."""
    return str(ROOT / "examples" / "amina-b1.yaml")


@pytest.fixture(scope="session")
def run() -> Callable[..., Result]:
    """Run a command in this process: `run("advise", path, stdin="…")`."""

    def command(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(one) for one in arguments], input=stdin, prog_name="route-advisor")

    return command


@pytest.fixture(scope="session")
def start() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Start the program as a process of its own, with other environment variables where given."""

    def process(*arguments: str, env: dict[str, str] | None = None, **extra: object) -> subprocess.CompletedProcess[bytes]:
        typed = [sys.executable, "-m", "route_advisor.cli", *arguments]
        return subprocess.run(typed, capture_output=True, check=False, env={**os.environ, **(env or {})}, timeout=60, **extra)

    return process
