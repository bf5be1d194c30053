"""What the unit tests of facts share; and makes `lives_on_paper` importable for them."""

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
ON = date(2025, 6, 1)


@pytest.fixture
def word(twin, file_of):
    """The word of a fact, from the groups of a file."""

    def look(fact, on=ON, **groups):
        return twin.verdicts(file_of(**groups), on=on)[0].word(fact)

    return look
