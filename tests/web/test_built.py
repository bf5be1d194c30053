"""The folder that the build makes."""

import gzip
from pathlib import Path

MOST_BYTES = 12_000_000


def test_a_first_visit_fetches_less_than_twelve_megabytes(built: Path):
    """As a host that compresses sends it, and all that the page and its second visit need."""
    pieces = [path.read_bytes() for path in built.rglob("*") if path.is_file() and path.name not in ("_headers", "licences.txt")]
    assert sum(min(len(one), len(gzip.compress(one, 9))) for one in pieces) < MOST_BYTES
