"""How long somebody waits at the page that was built: python tests/web/times.py SITE [VISITS]. Figures and no limits; it says how busy the machine was."""

import functools
import os
import shutil
import statistics
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from conftest import WAITS, Host

PAINTED = """() => new Promise(tell => new PerformanceObserver(list => {
  const found = list.getEntriesByName('first-contentful-paint');
  if (found.length) tell(found[0].startTime);
}).observe({ type: 'paint', buffered: true }))"""
NOW = "performance.now()"


def main() -> None:
    """Visits in a new browser profile, each with later ones in it, and the median of each figure."""
    site, visits = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        found = [visit(chromium, f"http://127.0.0.1:{server.server_address[1]}/#nl") for _ in range(visits)]
        chromium.close()
    server.shutdown()
    for name in found[0]:
        values = sorted(one[name] for one in found)
        print(f"{statistics.median(values):7.2f} s  ({values[0]:.2f} to {values[-1]:.2f})  {name}")  # noqa: T201
    print(f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} processes that wanted one in the last minute, {visits} visits")  # noqa: T201


def visit(chromium: Browser, address: str) -> dict[str, float]:
    """Seconds from opening the page, or from the press of a button, in one profile."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    found = {"first visit: first screen": page.evaluate(PAINTED), "first visit: Python is ready": ready(page)}
    page.wait_for_selector("html[data-offline=ready]", timeout=WAITS, state="attached")
    worked = processor_time()
    page.reload()
    found |= {"later visit: first screen": page.evaluate(PAINTED), "later visit: Python is ready": ready(page)}
    found["later visit: processor time until Python is ready, all threads together"] = (processor_time() - worked) * 1000
    page.click("main .nl-button--primary")
    page.wait_for_selector("main[data-screen=several]:not([aria-busy])")
    page.check("input[value=pip]")
    found["answer to next question"] = after(page, "form .nl-button--primary", "main[data-screen=date]:not([aria-busy])")
    found["button to list"] = after(page, ".quiet .nl-button--subtle >> nth=1", ".letter h1")
    page.reload()
    page.wait_for_selector(".letter h1", timeout=WAITS)
    found["later visit: the list stands there"] = page.evaluate(NOW)
    context.close()
    return {name: milliseconds / 1000 for name, milliseconds in found.items()}


def ready(page: Page) -> float:
    """Until Python is there."""
    page.wait_for_selector("html[data-stage='4']", timeout=WAITS, state="attached")
    return float(page.evaluate(NOW))


def processor_time() -> float:
    """Seconds that Chromium and all that it started have worked: it grows little where others want the processor too."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue  # it ended in the meantime
        parents[int(status.parent.name)] = (int(told[1]), int(told[11]) + int(told[12]))
    mine = {os.getpid()}
    while more := {pid for pid, (parent, _) in parents.items() if parent in mine} - mine:
        mine |= more
    return sum(parents[pid][1] for pid in mine if pid in parents and pid != os.getpid()) / os.sysconf("SC_CLK_TCK")


def after(page: Page, press: str, shown: str) -> float:
    """From a press until something is shown."""
    before = page.evaluate(NOW)
    page.click(press)
    page.wait_for_selector(shown, timeout=WAITS)
    return float(page.evaluate(NOW)) - float(before)


if __name__ == "__main__":
    main()
