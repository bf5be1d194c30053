"""Advices to write: the example files on one day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from route_advisor import Advice, Advisor, load

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def advice_of(twin: Advisor) -> Callable[[str], Advice]:
    """The advice for an example file, by its name."""
    return lambda name: twin.advise(load(EXAMPLES / f"{name}.yaml"), on=DAY)


@pytest.fixture(scope="session")
def amina(advice_of: Callable[[str], Advice]) -> Advice:
    """A typical file in progress: some exams passed, one below the level, KNM and MAP open."""
    return advice_of("amina-b1")


@pytest.fixture(scope="session")
def all_advices(advice_of: Callable[[str], Advice]) -> list[Advice]:
    """The advices for all example files."""
    return [advice_of(path.stem) for path in sorted(EXAMPLES.glob("*.yaml"))]
