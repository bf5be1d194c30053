"""The page as somebody uses it on a telephone: from the first screen to the list, back, without internet, and without a trace."""

import io
from pathlib import Path

import pypdf
from typer.testing import CliRunner

from route_advisor import load, parse
from route_advisor.cli import app
from route_advisor.readers.duo import import_duo

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KEPT = "[localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]"


def test_a_conversation_from_the_first_screen_to_the_list_also_without_internet(visit):
    """Nobody waits for Python to begin; back and reload lose nothing; nothing leaves the origin, and nothing is kept on the device."""
    here = visit("nl")
    assert here.heading() == "Mijn inburgering"
    here.after("Mijn inburgering", lambda: here.page.click("main .nl-button--primary"))
    assert here.page.locator("html").get_attribute("data-stage") != "4", "the first question is there before Python is"
    here.ready()
    here.answer("pip")
    assert here.page.evaluate("document.activeElement.localName") == "h1", "a screen reader reads the new question"
    here.page.click("form .nl-button--primary")
    assert "12 3 2024" in here.page.locator("[role=alert]").inner_text()
    second = here.heading()
    here.day("12", "3", "2024")
    third = here.heading()
    here.after(third, here.page.go_back)
    assert here.heading() == second
    assert [here.page.input_value(f"#day-{place}") for place in range(3)] == ["12", "3", "2024"]
    here.after(second, lambda: here.page.click("form .nl-button--primary"))
    here.stop()
    here.page.reload()
    here.ready()
    assert here.heading() == third, "after a reload, with no host any more"
    here.after(third, here.page.locator("form .nl-button--secondary").last.click)
    here.show()
    assert third in here.page.locator(".tools details li").first.text_content(), (
        "what was not known is told again, with where it is written"
    )
    assert "participatieverklaring" in here.page.locator(".letter .body").inner_text()
    assert "2024-03-12" in here.saved("file")
    assert here.page.evaluate(f"(async () => {KEPT})()") == [0, 0, "", 0]
    assert {url.startswith((here.address, "blob:")) for url in here.asked} == {True}
    assert [told for told in here.complaints if "ERR_CONNECTION_REFUSED" not in told] == []


def test_a_conversation_in_arabic_runs_from_right_to_left(visit):
    """With the keyboard alone: the language, its direction, questions and list."""
    here = visit("ar")
    here.ready()
    assert here.page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == ["ar", "rtl"]
    here.page.focus("main .nl-button--primary")
    here.after(here.heading(), lambda: here.page.keyboard.press("Enter"))
    before = here.heading()
    here.page.focus("input[value=pip]")
    here.page.keyboard.press("Space")
    here.after(before, lambda: here.page.keyboard.press("Enter"))
    assert here.page.locator(".day input").count() == 3
    here.day("١٢", "٣", "٢٠٢٤")
    here.until("form select")
    here.page.locator("form input").first.check()
    assert here.page.locator("form select").first.is_visible(), "a part that was named asks for its level"
    here.show()
    assert here.page.evaluate("getComputedStyle(document.querySelector('.letter').shadowRoot.querySelector('h1')).direction") == "rtl"
    assert here.complaints == []


def test_a_file_gives_the_letter_that_the_command_line_gives_and_is_wiped(visit):
    """Byte for byte; and after wiping, neither "back" nor "forward" shows anything of it."""
    here = visit("en")
    here.ready()
    here.page.click(".languages summary")
    here.page.get_by_role("button", name="Nederlands", exact=True).click()
    here.page.wait_for_selector("main:not([aria-busy])")
    assert (here.heading(), here.page.locator("html").get_attribute("lang")) == ("Mijn inburgering", "nl")
    here.page.set_input_files("#file", {"name": "wrong.yaml", "mimeType": "text/yaml", "buffer": b"case_ref: a\nroute: z\n"})
    here.page.wait_for_selector("#problem li")
    assert here.page.locator("#problem li").count() == 1
    here.page.set_input_files("#file", EXAMPLES / "amina-b1.yaml")
    here.page.wait_for_selector(".letter h1")
    amina = [str(EXAMPLES / "amina-b1.yaml"), "--on", "2026-11-23"]
    for name, options in (("letter", ["--for", "person", "--format", "html"]), ("talk", ["--for", "talk", "--format", "html"])):
        told = CliRunner().invoke(app, ["advise", *amina, *options], prog_name="route-advisor")
        assert told.exit_code == 0
        assert here.saved(name) == told.stdout
    assert "BEGIN:VEVENT" in here.saved("calendar")
    assert parse(here.saved("file"), "file") == load(EXAMPLES / "amina-b1.yaml")
    here.page.click("button.wipe")
    assert here.page.locator(".letter").count() == 1, "one press is a question"
    here.page.click("button.wipe")
    here.page.wait_for_selector("#file", state="attached")
    for move in (here.page.go_back, here.page.go_forward):
        move()
        assert here.page.locator(".letter").count() == 0
        assert here.page.evaluate("JSON.stringify(history.state)").count("amina") == 0
    assert here.complaints == []


def test_on_paper_the_list_is_the_letter_and_what_is_folded_is_unfolded(visit):
    """As many sheets of A4 with the same words, no button, and how to do each thing, also where a browser prints folded text folded."""
    here = visit("nl")
    here.ready()
    here.page.set_input_files("#file", EXAMPLES / "amina-b1.yaml")
    here.page.wait_for_selector(".letter h1")
    letter = here.context.new_page()
    letter.set_content(here.saved("letter"))
    printed, of_letter = (pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))) for page in (here.page, letter))
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [595, 842]
    assert [" ".join(sheet.extract_text().split()) for sheet in printed.pages] == [
        " ".join(sheet.extract_text().split()) for sheet in of_letter.pages
    ]
    folded = "document.querySelector('.letter').shadowRoot.querySelectorAll('details:not([open])').length"
    before = here.page.evaluate(folded)
    assert before > 0
    assert here.page.evaluate(f"dispatchEvent(new Event('beforeprint')), {folded}") == 0
    assert here.page.evaluate(f"dispatchEvent(new Event('afterprint')), {folded}") == before


def test_a_file_of_duo_starts_the_list_and_a_photo_is_told_in_one_line(visit):
    """Whoever has a letter as a photo or a PDF reads what to do; whoever has DUO's messages gets their list, and none of it but that is kept."""
    here = visit("nl")
    here.ready()
    photo = {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n\0\xff"}
    here.page.set_input_files("#file", photo)
    here.page.wait_for_selector("#problem p")
    assert here.page.locator("#problem").inner_text() == here.words("not_text")
    here.page.set_input_files("#messages", {"name": "a.json", "mimeType": "application/json", "buffer": b'{"map": 1, "map": 2}'})
    here.page.wait_for_selector("#problem li")
    assert here.page.locator("#problem li").all_inner_texts() == ['a.json: de naam "map" staat twee keer in een object; houd er een']
    samira = sorted((EXAMPLES / "duo" / "samira").glob("*.json"))
    here.page.set_input_files("#messages", [*samira])
    here.page.wait_for_selector(".letter h1")
    (imported,) = import_duo(EXAMPLES / "duo" / "samira")
    assert parse(here.saved("file"), "file").duo == imported.duo
    here.page.reload()
    here.page.wait_for_selector(".letter h1", timeout=90_000)
    assert here.complaints == []
