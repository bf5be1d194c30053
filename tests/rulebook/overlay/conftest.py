"""The example overlay, copies of it with one change, and a person of that municipality."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from route_advisor import Advisor, PersonalFile, Rulebook, lay_over, load

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "examples" / "overlay-voorbeeldstad"
OWN, OTHER = "9999", "0363"
DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def overlaid() -> Rulebook:
    """The shipped rulebook with the example overlay."""
    return lay_over(Rulebook.shipped(), EXAMPLE)


@pytest.fixture(scope="session")
def with_overlay(overlaid) -> Advisor:
    """The plain twin, with the example overlay."""
    return Advisor(overlaid, use_engine=False)


@pytest.fixture
def written(tmp_path) -> Callable[..., Path]:
    """A copy of the example overlay in which one page has other text; called again it changes more. `old=None` appends."""

    def write(page: str = "map.yaml", old: str | None = None, new: str = "", name: str = "own") -> Path:
        folder = tmp_path / name
        if not folder.exists():
            shutil.copytree(EXAMPLE, folder)
        path = folder / page
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        assert old is None or old in text
        path.write_text(text + new if old is None else text.replace(old, new, 1), encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def amina(changed) -> Callable[..., PersonalFile]:
    """Amina, whose registration and plan are of one municipality each; without it where that is `None`."""

    def live(registered: str | None = OWN, planned: str | None = OWN, **changes) -> PersonalFile:
        file = load(ROOT / "examples" / "amina-b1.yaml")
        homes = [{"municipality": registered, "since": date(2024, 1, 15)}] if registered is not None else []
        plans = [{"dated": date(2024, 3, 12), "route": "b1", **({"municipality": planned} if planned is not None else {})}]
        return changed(file, {"residence.registrations": homes, "municipality.plans": plans, **changes})

    return live
