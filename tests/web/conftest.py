"""The page "Mijn inburgering": built once, served on this machine alone, and opened in a real Chromium."""

import functools
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "examples" / "web"
WAITS = 90_000
"""Milliseconds for Python to be there, on a machine that does much else."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever wants the page tried says so, as its pieces come from npm and PyPI: `WEB_TESTS=1`, and npm with node, and Chromium."""
    here = [item for item in items if item.path.parent == Path(__file__).parent]
    missing = [name for name in ("node", "npm", "chromium") if shutil.which(name) is None]
    wanted = os.environ.get("WEB_TESTS", "")
    for item in here:
        if "built" not in item.fixturenames:
            continue
        item.add_marker(pytest.mark.xdist_group("web"))
        if not wanted:
            item.add_marker(pytest.mark.skip(reason="set WEB_TESTS=1 to build the page (a minute; it asks npm and PyPI) and try it"))
        elif missing and wanted != "required":
            item.add_marker(pytest.mark.skip(reason=f"not installed here: {', '.join(missing)}; apt-get install -y nodejs npm chromium"))


@pytest.fixture(scope="session")
def module() -> Any:
    """What the page asks of Python, as Python here reads it."""
    spec = importlib.util.spec_from_file_location("mijn_inburgering", WEB / "page" / "mijn_inburgering.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `examples/web/build` makes; `WEB_BUILT` names one that was made a moment ago."""
    if before := os.environ.get("WEB_BUILT"):
        return Path(before)
    folder = tmp_path_factory.mktemp("web") / "page"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, str(WEB / "build"), str(folder)], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")  # its loop must have ended before another module has one
def chromium(quiet: list[str]) -> Iterator[Browser]:
    """One Chromium that finds no other host than this machine."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*quiet, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        )
        yield started
        started.close()


@dataclass
class Visit:
    """Somebody at the page: what it asked the network for, what the browser complained of, and how to stop the host."""

    page: Page
    context: BrowserContext
    address: str
    stop: Callable[[], None]
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ready(self) -> None:
        """Wait until Python is there, and the page is kept for a visit without internet."""
        self.page.wait_for_selector("html[data-offline=ready]", timeout=WAITS, state="attached")

    def heading(self) -> str:
        """What the screen is about, once it is drawn."""
        self.page.wait_for_selector("main:not([aria-busy])", timeout=WAITS)
        return self.page.locator("main h1").first.text_content() or ""

    def answer(self, *chosen: str) -> None:
        """Choose answers and go on to another question or to the list."""
        before = self.heading()
        for one in chosen:
            self.page.check(f"input[value={one}]")
        self.after(before, lambda: self.page.click("form .nl-button--primary"))

    def day(self, *parts: str) -> None:
        """Type a day and go on."""
        before = self.heading()
        for place, part in enumerate(parts):
            self.page.fill(f"#day-{place}", part)
        self.after(before, lambda: self.page.click("form .nl-button--primary"))

    def after(self, before: str, does: Callable[[], None]) -> None:
        """Do something, and wait for another heading."""
        does()
        another = "before => !document.querySelector('main[aria-busy]') && document.querySelector('main h1')?.textContent !== before"
        self.page.wait_for_function(another, arg=before, timeout=WAITS)

    def until(self, field: str) -> None:
        """Answer what is asked, the first answer of each, until a question has such a field."""
        for _ in range(12):
            self.page.wait_for_selector("main:not([aria-busy]) form", timeout=WAITS)
            if self.page.locator(field).count():
                return
            if self.page.locator(".day").count():
                self.day("13", "3", "2024")
            else:
                self.answer(self.page.locator("form input").first.get_attribute("value") or "")
        pytest.fail(f"no question has {field}")

    def show(self) -> None:
        """Ask for the list."""
        self.page.locator(".nl-button--subtle", has_text=self.words("show")).click()
        self.page.wait_for_selector(".letter h1", timeout=WAITS)

    def words(self, name: str) -> str:
        """A word of the page in the language that it speaks."""
        found = self.page.evaluate(
            "async name => { const { LANGUAGES } = await import('./words.js'); const code = location.hash.slice(1);"
            " return LANGUAGES[code].words[name]; }",
            name,
        )
        return str(found)

    def saved(self, name: str) -> str:
        """What somebody gets who saves this."""
        with self.page.expect_download() as found:
            self.page.locator(".saves .nl-button", has_text=self.words(name)).click()
        return found.value.path().read_text(encoding="utf-8")


@pytest.fixture
def visit(built: Path, chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens the page in a language, on 23 November 2026, on a telephone."""
    policy = next(line for line in (built / "_headers").read_text(encoding="utf-8").splitlines() if "Policy: default" in line)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(built), policy=policy.partition(": ")[2]))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    stopped = threading.Event()

    def stop() -> None:
        if not stopped.is_set():
            stopped.set()
            server.shutdown()
            server.server_close()
            thread.join()

    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-23T12:00:00")

    def opened(lang: str, *, without: str = "") -> Visit:
        if without:
            context.route(f"**/{without}", lambda route: route.abort())
        made = Visit(page, context, f"http://127.0.0.1:{server.server_address[1]}/", stop)
        context.on("request", lambda request: made.asked.append(request.url))
        page.on("console", lambda told: made.complaints.append(told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: made.complaints.append(str(error)))
        page.goto(f"{made.address}#{lang}")
        return made

    yield opened
    context.close()
    stop()


class Host(SimpleHTTPRequestHandler):
    """Serves files with the header that the page asks its host for."""

    extensions_map: ClassVar = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript", ".wasm": "application/wasm"}

    def __init__(self, *args: Any, policy: str = "", **named: Any) -> None:
        self.policy = policy
        super().__init__(*args, **named)

    def end_headers(self) -> None:
        """The policy, where there is one, before the headers end."""
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def ask(module: Any) -> Callable[..., Any]:
    """Asks the module of the page one thing about a state, in JSON as the page does."""

    def asked(do: str, **more: Any) -> Any:
        state = {"on": "2026-11-23", "lang": "nl", "file": None, "answered": []}
        return json.loads(module.asked(json.dumps({"do": do, **state, **more})))

    return asked
