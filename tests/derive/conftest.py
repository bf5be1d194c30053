"""What the unit tests of facts share."""

from datetime import date

import pytest

ON = date(2025, 6, 1)


@pytest.fixture
def word(twin, file_of):
    """The word of a fact, from the groups of a file."""

    def look(fact, on=ON, **groups):
        return twin.verdicts(file_of(**groups), on=on)[0].word(fact)

    return look
