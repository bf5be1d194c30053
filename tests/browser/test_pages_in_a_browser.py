"""The pages for people as Chromium shows and prints them: for everybody, on any screen, on paper, and without a network."""

import io
from datetime import date

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe

from route_advisor import guide, write_guide

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
"""Whether somebody has to scroll sideways to read a line."""
OPEN_ALL = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
ON = date(2026, 11, 23)
PERSONS = ("amina-b1", "term-over-family", "only-a-b1-letter")


@pytest.mark.parametrize(
    ("name", "lang", "scheme"),
    [
        ("amina-b1", "nl", "light"),
        ("term-over-family", "nl", "dark"),
        ("only-a-b1-letter", "en", "light"),
        ("amina-b1", "ar", "light"),
        ("only-a-b1-letter", "ar", "dark"),
    ],
)
def test_a_letter_has_no_barrier_that_axe_knows(advices, letter, opened, name, lang, scheme):
    """WCAG 2.2 AA on a telephone, by day and by night, with every fold open."""
    page = opened(letter(advices[name], lang), 360)
    page.emulate_media(color_scheme=scheme)
    page.evaluate(OPEN_ALL)
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_a_barrier_where_there_is_one(advices, letter, opened):
    """The check can fail: grey on grey is found."""
    found = Axe().run(opened(letter(advices["amina-b1"]).replace("--ink: #14202b", "--ink: #b0b0b0")), options=WCAG)
    assert [one["id"] for one in found.response["violations"]] == ["color-contrast"]


def test_the_page_for_a_talk_has_no_barrier_that_axe_knows(advices, letter, opened):
    """WCAG 2.2 AA."""
    found = Axe().run(opened(letter(advices["moved"], reader="talk")), options=WCAG)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("name", "width", "scheme"), [("term-extended", 1000, "dark"), ("pip-and-duo-differ", 360, "light")])
def test_the_page_for_a_caseworker_has_no_barrier_that_axe_knows(advices, letter, opened, name, width, scheme):
    """WCAG 2.2 AA, as tables and as a list; nobody scrolls sideways."""
    page = opened(letter(advices[name], "en", reader="caseworker"), width)
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    assert not page.evaluate(SIDEWAYS)


@pytest.mark.parametrize(("word", "lang", "scheme"), [("b1", "nl", "light"), ("begeleiding", "en", "dark"), ("b1", "ar", "light")])
def test_a_guide_has_no_barrier_that_axe_knows(opened, word, lang, scheme):
    """WCAG 2.2 AA on a telephone, by day and by night; nobody scrolls sideways."""
    page = opened(write_guide(guide(word, on=ON), "html", lang=lang), 320)
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    assert not page.evaluate(SIDEWAYS)


def test_the_first_screen_of_a_telephone_shows_what_to_do(advices, letter, opened):
    """At 360 by 640 the next things, at most three, and their days stand there before anybody scrolls."""
    for name, advice in advices.items():
        page = opened(letter(advice), 360, 640)
        things = page.locator(".first > ol > li > p")
        bottoms = [things.nth(place).bounding_box() for place in range(things.count())]
        assert all(box is not None and box["y"] + box["height"] <= 640 for box in bottoms), (name, bottoms)


def test_nobody_scrolls_sideways(advices, letter, opened):
    """At 320 pixels, at twice the size on a wide screen, and with letters twice as large; with every fold open."""
    for name in PERSONS:
        for reader in ("person", "talk", "caseworker"):
            for lang in ("nl", "ar"):
                page = opened(letter(advices[name], lang, reader), 320)
                page.evaluate(OPEN_ALL)
                assert not page.evaluate(SIDEWAYS), (name, reader, lang, "320 pixels")
                page.set_viewport_size({"width": 640, "height": 450})
                assert not page.evaluate(SIDEWAYS), (name, reader, lang, "200 %")
                page.evaluate("document.documentElement.style.fontSize = '200%'")
                assert not page.evaluate(SIDEWAYS), (name, reader, lang, "letters twice as large")


def test_a_letter_is_laid_out_from_right_to_left_where_its_language_runs_so(advices, letter, opened):
    """In Arabic the number of a thing stands right of its sentence."""
    page = opened(letter(advices["amina-b1"], "ar"), 360)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    card, said = page.locator(".first > ol > li").first.bounding_box(), page.locator(".first .says").first.bounding_box()
    assert card is not None
    assert said is not None
    assert card["x"] + card["width"] - (said["x"] + said["width"]) > 30


def test_on_paper_what_matters_is_open_and_the_law_is_left_out(advices, letter, opened):
    """How to do each thing is printed, no article is, and nothing is cut off: all text of the page that is not the law stands on A4."""
    page = opened(letter(advices["amina-b1"]))
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [595, 842]
    assert len(printed.pages) <= 3
    for said in ("Waar: Mijn Inburgering.", "Goed om te weten", "Neem een geldig identiteitsbewijs mee", "Hebt u een vraag?"):
        assert said in text
    assert "art." not in text
    page.emulate_media(media="print")
    assert not page.evaluate("document.querySelector('main').scrollWidth > document.querySelector('main').clientWidth")


def test_the_page_for_a_talk_is_one_side_of_a4(advices, letter, opened):
    """For every example: nobody turns a page during a talk."""
    for name, advice in advices.items():
        printed = pypdf.PdfReader(io.BytesIO(opened(letter(advice, "nl", "talk")).pdf(prefer_css_page_size=True)))
        assert len(printed.pages) == 1, name


def test_no_page_asks_the_network_for_anything(advices, letter, opened, asked):
    """The page is whole in itself, so nobody sees who reads it."""
    for advice in advices.values():
        for reader in ("person", "talk", "caseworker"):
            opened(letter(advice, reader=reader)).evaluate(OPEN_ALL)
    assert asked == []
