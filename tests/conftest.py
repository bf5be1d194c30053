"""What all tests share: what is skipped and what is quick, the Hypothesis profiles, the shipped advisor and its plain twin."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from route_advisor import Advisor, FormNotInstalled, PersonalFile, Rulebook
from route_advisor.documents.pages_once import each_page_once
from route_advisor.errors import NotAnAnswer, Refused
from route_advisor.messages import Message
from route_advisor.reasoning.engine import is_available
from route_advisor.writers.pdf.printing import ready

os.environ.pop("COLUMNS", None)  # how wide the terminal of whoever runs the tests is changes no answer

settings.register_profile("quick", max_examples=15, deadline=None)
settings.register_profile("ci", max_examples=25, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("deep", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

IN_ENGLISH = ("route_advisor.assurance", "route_advisor.cli", "route_advisor.rulebook.translation", "route_advisor.rulebook.guide_pages")
"""What serves whoever works on the rules. Commands for all readers are held to it by `tests/ground/test_messages.py`."""

Json = Any
Changed = Callable[..., PersonalFile]

HERE = Path(__file__).parent
QUICK = ("law/", "scenarios/", "corpus/", "stories/", "rulebook/", "reasoning/test_components.py", "assurance/check/")
"""What somebody who changes a rule tries first: the law, its two books, the judged cases, the stories, and how pages are read and checked."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Whoever asks for `-m quick` does not wait until all other tests are found."""
    if config.getoption("markexpr") != "quick" or not collection_path.is_relative_to(HERE):
        return None
    here = collection_path.relative_to(HERE).as_posix()
    return None if any(quick.startswith(here) or here.startswith(quick) for quick in (".", *QUICK)) else True


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Skip what cannot be tried here, with the reason; mark what is quick."""
    lacking = {}
    if not is_available():
        lacking["needs_engine"] = "the durable engine is not installed here: pip install route-advisor[durable]"
    if shutil.which("git") is None:
        lacking["needs_git"] = "git is not installed here"
    if reason := _no_pdf():
        lacking["needs_pango"] = reason
    for item in items:
        if item.path.relative_to(HERE).as_posix().startswith(QUICK):
            item.add_marker("quick")
        for marker, reason in lacking.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def _no_pdf() -> str:
    """Why no PDF can be made here; nothing where one can. A machine that must make one fails instead."""
    try:
        ready()
    except FormNotInstalled as missing:
        return "" if os.environ.get("BROWSER_TESTS") == "required" else str(missing)
    return ""


@pytest.fixture(scope="session", autouse=True)
def _pages_once() -> Iterator[None]:
    """Hundreds of tests read rulebooks that differ in one page; each text is parsed once."""
    with each_page_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def _refusals_in_both_languages() -> Iterator[None]:
    """Whatever a test makes the program refuse is told in messages, so in Dutch and in English; what serves authors of rules may be English."""
    with pytest.MonkeyPatch.context() as patched:
        for kind in (Refused, NotAnAnswer):
            patched.setattr(kind, "__init__", _in_messages(kind.__init__))
        yield


def _in_messages(begin: Callable[..., None]) -> Callable[..., None]:
    def checked(error: Refused | NotAnAnswer, mistakes: Sequence[str]) -> None:
        frame = sys._getframe(1)
        while frame.f_globals["__name__"] == "route_advisor.errors" and frame.f_back is not None:
            frame = frame.f_back
        if frame.f_globals["__name__"].startswith("route_advisor.") and not frame.f_globals["__name__"].startswith(IN_ENGLISH):
            assert [line for line in mistakes if not isinstance(line, Message)] == []
        begin(error, mistakes)

    return checked


@pytest.fixture(scope="session")
def quiet() -> list[str]:
    """How a Chromium starts that shows nothing, and asks nobody anything."""
    quietly = ("disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync")
    return [f"--{option}" for option in ("headless", "no-sandbox", *quietly)]


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The shipped rulebook."""
    return Rulebook.shipped()


@pytest.fixture(scope="session")
def other_law() -> Rulebook:
    """The invented Library Card Act: another law, so that nothing may lean on this one. Its scenarios stand beside its rules."""
    return Rulebook.read(Path(__file__).parent / "other_law" / "rules")


@pytest.fixture(scope="session")
def advisor() -> Advisor:
    """The shipped advisor, which compares the engine with its twin on every answer."""
    return Advisor()


@pytest.fixture(scope="session")
def twin() -> Advisor:
    """The plain twin alone: the same answers, sooner."""
    return Advisor(use_engine=False)


@pytest.fixture(scope="session")
def changed() -> Changed:
    """Change a file: `changed(file, {"duo.exams": […]})`. A value may be a function of the old one; `None` leaves the key out."""

    def change(file: PersonalFile, changes: dict[str, Json]) -> PersonalFile:
        data = file.model_dump(by_alias=True, exclude_none=True)
        for path, value in changes.items():
            *groups, key = path.split(".")
            holder = data
            for group in groups:
                holder = holder.setdefault(group, {})
            new = value(holder.get(key)) if callable(value) else value
            holder.pop(key, None)
            if new is not None:
                holder[key] = new
        return PersonalFile.model_validate(data)

    return change


@pytest.fixture(scope="session")
def file_of() -> Callable[..., PersonalFile]:
    """A file from its groups, with `schema` and `case_ref` filled in."""

    def build(**groups: Json) -> PersonalFile:
        return PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "fictional", **groups})

    return build


@pytest.fixture(scope="session")
def b1_file(file_of: Callable[..., PersonalFile]) -> Callable[..., PersonalFile]:
    """An asylum status holder on the B1 route with nothing done yet; `duo`, `municipality` and other groups can be added to."""

    def build(duo: Json = None, municipality: Json = None, **groups: Json) -> PersonalFile:
        base = {
            "duty": {"obliged": True, "starts": date(2023, 1, 16), "notified": date(2023, 2, 6), "law": "wi2021"},
            "group": {"value": "asylum_status_holder", "since": date(2023, 1, 16)},
            "exams": [],
            "exemptions": [],
            "dispensations": [],
        }
        plans = [{"dated": date(2023, 5, 10), "route": "b1", "municipality": "0363"}]
        return file_of(duo={**base, **(duo or {})}, municipality={"plans": plans, **(municipality or {})}, **groups)

    return build
