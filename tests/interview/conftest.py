"""What the tests of interviews share: one quick advisor, and the day on which they are held."""

from datetime import date

import pytest

from route_advisor import Advisor

DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def quick() -> Advisor:
    """An advisor that reads the rules in one way only: other tests hold the ways against each other."""
    return Advisor(evaluators=("strikes",))
