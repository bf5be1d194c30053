"""What the tests of interviews share: one quick advisor; and `truthful` is importable for them."""

import sys
from pathlib import Path

import pytest

from route_advisor import Advisor

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def quick() -> Advisor:
    """An advisor that reads the rules in one way only: other tests hold the ways against each other."""
    return Advisor(evaluators=("strikes",))
