"""A tiny rulebook of another law, in which one text of a page can be changed."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from route_advisor.rulebook.book import Rulebook

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """The folder of the tiny rulebook, with changes: `folder({"parts/exam.yaml": (old, new)})`; an empty `old` adds at the end."""
    from tiny_law import PAGES

    def write(changes: Mapping[str, tuple[str, str]] | None = None) -> Path:
        for name, text in PAGES.items():
            old, new = (changes or {}).get(name, ("", ""))
            assert old in text, f"{name} does not hold {old}"
            path = tmp_path / "rules" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        return tmp_path / "rules"

    return write


@pytest.fixture
def tiny(folder: Callable[..., Path]) -> Callable[..., Rulebook]:
    """The tiny rulebook, with changes."""
    return lambda changes=None: Rulebook.read(folder(changes))
