"""Every kind of screen of the page, in three languages: no barrier that is known, nobody scrolls sideways, and back and reload lose nothing."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGE = Path(__file__).resolve().parents[2] / "examples" / "web" / "page"
QUESTIONS = ("choice", "several", "levels", "date", "number")
SCREENS = ("start", *QUESTIONS, "list", "failed")
"""Each kind of screen of the page. A kind that the page gains is added here, and is then tried as the others are."""
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
OPENED = """(() => {
  const open = (root) => root.querySelectorAll("*").forEach((one) => {
    if (one.localName === "details") one.open = true;
    if (one.shadowRoot) open(one.shadowRoot);
  });
  open(document);
})()"""
SHOWN = """(() => {
  const letter = document.querySelector(".letter")?.shadowRoot.querySelector(".body").innerText ?? "";
  const filled = [...document.querySelectorAll("form input, form select")].map((one) => one.type === "text" ? one.value : one.checked);
  return [document.getElementById("main").innerText, letter, filled];
})()"""


def test_the_list_above_names_each_kind_of_screen_that_the_page_has():
    """So that no screen is forgotten."""
    app, fields = ((PAGE / name).read_text(encoding="utf-8") for name in ("app.js", "fields.js"))
    assert {*re.findall(r'kind: "(\w+)"', app), *re.findall(r"^  (\w+)\(its\) \{", fields, re.MULTILINE)} == set(SCREENS)


def for_everybody(here: Any) -> None:
    """All that folds unfolded: axe finds nothing, at 320 pixels, at twice the size on a wide screen, and with letters twice as large."""
    here.page.evaluate(OPENED)
    before, where = len(here.complaints), here.page.locator("main").get_attribute("data-screen")
    found = Axe().run(here.page, options=WCAG)
    del here.complaints[before:]  # axe sets styles of its own, which the page's policy refuses
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"
    here.page.set_viewport_size({"width": 320, "height": 640})
    assert not here.page.evaluate(SIDEWAYS), where
    here.page.set_viewport_size({"width": 640, "height": 450})
    here.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not here.page.evaluate(SIDEWAYS), f"{where}: letters twice as large"
    here.page.evaluate("document.documentElement.style.fontSize = ''")
    here.page.set_viewport_size({"width": 360, "height": 740})


@pytest.fixture(scope="module")
def reached(module: Any) -> dict[str, list[Any]]:
    """For each kind of question, the answers after which one is asked."""
    found: dict[str, list[Any]] = {}
    for kind, answered in _asked(module):
        found.setdefault(kind, answered)
        if set(found) == set(QUESTIONS):
            break
    assert set(found) == set(QUESTIONS)
    return found


def _asked(module: Any) -> Iterator[tuple[str, list[Any]]]:
    """A conversation of somebody with a plan for the Z-route, who is asked in every kind; each kind with the answers before it."""

    def ask(do: str, **more: object) -> Any:
        return json.loads(module.asked(json.dumps({"do": do, "on": "2026-11-23", "lang": "nl", "file": None, **more})))

    answered: list[Any] = []
    while (its := ask("turn", answered=answered)["question"]) is not None:
        kind = its["kind"] if its["none"] is None else "levels"
        yield kind, answered
        first = next((one for one in its["answers"] if one["levels"]), its["answers"][0])
        given = {
            "choice": "z" if its["id"] == "route" else first["word"],
            "several": ["pip"] if its["id"] == "papers" else [first["word"]],
            "date": "2024-03-12",
            "number": 120,
            "levels": {first["word"]: first["levels"][0]["word"]} if first["levels"] else {},
        }[kind]
        after = ask("answer", answered=answered, given=given)
        answered = after["answered"] if "answered" in after else ask("answer", answered=answered, given="unknown")["answered"]


def _at(here: Any, kind: str, state: dict[str, Any]) -> None:
    """The screen of a state, as if somebody had come there with the answers in it."""
    here.page.evaluate("state => { history.pushState(state, ''); dispatchEvent(new PopStateEvent('popstate')); }", state)
    here.page.wait_for_selector(f"main[data-screen={kind}]:not([aria-busy])", timeout=90_000)


@pytest.mark.parametrize(("lang", "reloads"), [("nl", 0), ("en", 1), ("ar", 2)])
def test_every_screen_is_for_everybody_and_loses_nothing(
    visit: Callable[[str], Any], reached: dict[str, list[Any]], lang: str, reloads: int
):
    """Also what is filled in and not answered yet. Each screen is loaded again in one of the languages, and gone back to in each."""
    here = visit(lang)
    if reloads == 0:
        for_everybody(here)  # while Python is on its way
    here.ready()
    for_everybody(here)
    shown: list[tuple[str, Any]] = [("start", here.page.evaluate(SHOWN))]
    for place, kind in enumerate((*QUESTIONS, "list")):
        answered = reached.get(kind, reached["levels"])
        screen = "list" if kind == "list" else "question"
        _at(here, kind, {"screen": screen, "on": "2026-11-23", "file": None, "answered": answered, "more": True, "depth": place + 1})
        if kind in QUESTIONS:
            here.page.click("form .nl-button--primary")
            assert here.page.locator("#problem").inner_text(), f"{kind}: no answer is refused in words"
            _fill(here, kind)
        for_everybody(here)
        before = here.page.evaluate(SHOWN)
        if place % 3 == reloads:
            here.page.reload()
            here.page.wait_for_selector(f"main[data-screen={kind}]:not([aria-busy])", timeout=90_000)
            here.page.wait_for_selector("html[data-stage='4']", timeout=90_000)
            here.page.evaluate(OPENED)
            after = here.page.evaluate(SHOWN)
            assert after[1:] == before[1:], kind
        shown.append((kind, before))
    for kind, before in reversed(shown[:-1]):
        here.page.go_back()
        here.page.wait_for_selector(f"main[data-screen={kind}]:not([aria-busy])", timeout=90_000)
        here.page.evaluate(OPENED)
        assert here.page.evaluate(SHOWN)[1:] == before[1:], kind
    assert here.complaints == []


def _fill(here: Any, kind: str) -> None:
    if kind in ("date", "number"):
        for field in here.page.locator("form input").all():
            field.fill("12")
    else:
        here.page.locator("form input").nth(1).check()


@pytest.mark.parametrize("lang", ["nl", "ar"])
def test_where_python_cannot_start_somebody_reads_what_to_do(visit: Callable[[str], Any], lang: str):
    """In the middle of the screen, with a way to try again that keeps what was asked for."""
    here = visit(lang, without="site.bin")
    here.page.wait_for_selector("main[data-screen=failed]", timeout=90_000)
    for_everybody(here)
    assert here.words("failed") in here.page.locator("main").inner_text()
    here.context.unroute_all()
    here.page.click("main .nl-button--primary")
    here.ready()
    assert here.page.locator("main").get_attribute("data-screen") == "start"
