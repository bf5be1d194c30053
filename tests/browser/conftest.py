"""One Chromium for all tests of pages; who has none reads in one line how to get it, and a machine that must have one fails."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from route_advisor import Advice, Advisor, Rulebook, load, write
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.text import text_of

ON = date(2026, 11, 23)
EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))

Opened = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them in one process: it has the browser. On Debian `apt-get install chromium` mends what is skipped."""
    here = [item for item in items if item.path.parent == Path(__file__).parent]
    for item in here:
        item.add_marker(pytest.mark.xdist_group("browser"))
        if _chromium() is None and os.environ.get("BROWSER_TESTS") != "required":
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed here: apt-get install -y chromium"))


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")  # its loop must have ended before another module has one
def browser(quiet: list[str]) -> Iterator[Browser]:
    """The one Chromium."""
    chromium = _chromium()
    assert chromium is not None, "BROWSER_TESTS=required, and Chromium is not installed: apt-get install -y chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=quiet)
        yield started
        started.close()


@pytest.fixture(scope="session")
def advices(twin: Advisor) -> Mapping[str, Advice]:
    """The advice for every example file, by the name of the file."""
    return {path.stem: twin.advise(load(path), on=ON) for path in EXAMPLES}


@pytest.fixture
def asked() -> list[str]:
    """What the pages of a test asked the network for."""
    return []


@pytest.fixture
def opened(browser: Browser, asked: list[str]) -> Iterator[Opened]:
    """Opens a page at a width; every request is noted and refused."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})

    def note(request: Request) -> None:
        asked.append(request.url)

    context.on("request", note)
    context.route("**/*", lambda route: route.abort())
    page = context.new_page()

    def open_(html: str, width: int = 1280, height: int = 900) -> Page:
        page.set_viewport_size({"width": width, "height": height})
        page.set_content(html)
        return page

    yield open_
    context.close()


def words_in(lang: str) -> Catalogue:
    """The catalogue of the rulebook; in a language that it does not have yet one sentence stands for it, so that its direction is tried."""
    words = Rulebook.shipped().catalogue
    if lang in words.spoken:
        return words
    says = text_of({**words.deferral.says.sentences(), "ar": "هذه القائمة مساعدة وليست قرارا."})
    return replace(words, deferral=words.deferral.model_copy(update={"says": says}))


@pytest.fixture(scope="session")
def letter() -> Callable[..., str]:
    """Writes the page of an advice for a reader."""

    def written(advice: Advice, lang: str = "nl", reader: str = "person") -> str:
        return write(advice, "html", lang=lang, reader=reader, catalogue=words_in(lang))

    return written
