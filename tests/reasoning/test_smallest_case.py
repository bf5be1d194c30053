"""How a difference between engine and twin is made small. It needs neither of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor.reasoning.disagreement import _smallest


@given(st.sets(st.integers(0, 199), max_size=4), st.integers(0, 200))
@settings(max_examples=200, deadline=None)
def test_the_smallest_case_has_nothing_to_spare(needed, size):
    """Where some pieces are needed, exactly these are kept, in fewer trials than one for each piece and size."""
    needed = {piece for piece in needed if piece < size}
    trials = []
    kept = _smallest(tuple(range(size)), lambda pieces: trials.append(1) or needed <= set(pieces))
    assert set(kept) == needed
    assert len(trials) <= 2 * size + 1
