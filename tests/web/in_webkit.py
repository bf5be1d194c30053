"""One conversation in WebKit, the engine of Safari, with the page that was built: xvfb-run python tests/web/in_webkit.py SITE [LANGUAGE].

It needs Debian's webkit2gtk-driver and xvfb, and `pip install selenium`. It says what it saw, and fails at the first difference.
"""

import functools
import shutil
import sys
import threading
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path

from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

sys.path.insert(0, str(Path(__file__).parent))
from conftest import WAITS, Host

NEXT = "form .nl-button--primary"
READY = "html[data-stage='4'][data-offline=ready] main:not([aria-busy])"
TYPED = "return [...document.querySelectorAll('.day input')].map((one) => one.value)"
TITLE = "return document.querySelector('.letter').shadowRoot.querySelector('h1').textContent"


def main() -> None:
    """A few answers, back, and a reload without a host."""
    site, lang = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "nl"
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    options = Options()
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")))
    options.add_argument("--automation")
    options.set_capability("browserName", "MiniBrowser")
    with WebKitGTK(options=options, service=Service(shutil.which("WebKitWebDriver") or "WebKitWebDriver")) as browser:
        began = time.monotonic()
        browser.get(f"http://127.0.0.1:{server.server_address[1]}/#{lang}")
        shown(browser, READY)
        print(f"WebKitGTK {browser.capabilities['browserVersion']}: ready after {time.monotonic() - began:.1f} s")  # noqa: T201
        after(browser, lambda: press(browser, "main .nl-button--primary"))
        press(browser, "input[value=pip]")
        after(browser, lambda: press(browser, NEXT))
        for place, part in enumerate(("12", "3", "2024")):
            browser.find_element(By.ID, f"day-{place}").send_keys(part)
        after(browser, lambda: press(browser, NEXT))
        third = heading(browser)
        after(browser, browser.back)
        assert browser.execute_script(TYPED) == ["12", "3", "2024"]
        after(browser, lambda: press(browser, NEXT))
        server.shutdown()
        server.server_close()
        browser.refresh()
        shown(browser, f"{READY} form")
        assert heading(browser) == third, "after a reload, with no host any more"
        press(browser, ".quiet .nl-button--subtle:nth-child(2)")
        shown(browser, ".letter")
        print(browser.execute_script(TITLE))  # noqa: T201


def press(browser: WebKitGTK, what: str) -> None:
    """Press the first of these."""
    browser.find_element(By.CSS_SELECTOR, what).click()


def heading(browser: WebKitGTK) -> str:
    """What the screen is about."""
    return browser.find_element(By.CSS_SELECTOR, "main h1").text


def shown(browser: WebKitGTK, what: str) -> None:
    """Wait until it is there."""
    WebDriverWait(browser, WAITS / 1000, 0.05).until(lambda _: browser.find_elements(By.CSS_SELECTOR, what))


def after(browser: WebKitGTK, does: Callable[[], None]) -> None:
    """Do something, and wait for another heading."""
    before = heading(browser)
    does()
    script = "return !document.querySelector('main[aria-busy]') && document.querySelector('main h1')?.innerText !== arguments[0]"
    WebDriverWait(browser, WAITS / 1000, 0.05).until(lambda _: browser.execute_script(script, before))


if __name__ == "__main__":
    main()
