"""What every writer owes its reader: who gives the final answer, the same bytes each time, and nothing that acts on the reader's machine."""

import re
import sys
from dataclasses import replace
from datetime import date
from unicodedata import category

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from route_advisor import Advice, FormNotInstalled, NotAForm, PersonalFile, Rulebook, guide, write_guide
from route_advisor.testing import file_days
from route_advisor.text import text_of
from route_advisor.writers.html import as_html
from route_advisor.writers.ics import as_ics
from route_advisor.writers.json import as_json
from route_advisor.writers.markdown import as_markdown
from route_advisor.writers.text import as_text
from route_advisor.writers.write import write as front_door
from route_advisor.writers.write import write_pdf

FOR_PEOPLE = [as_text, as_markdown, as_html, as_ics]
HOSTILE = '<script>alert(1)</script> *bold* [link](http://evil) \x1b[31m red \u202e back, "quote" & ; \\n'


def plain(written: str) -> str:
    """The words of any format: calendar lines unfolded and unescaped, tags and spacing gone."""
    unfolded = re.sub(r"\\([,;\\])", r"\1", written.replace("\r\n ", ""))
    return " ".join(re.sub(r"<[^>]*>", " ", unfolded).split())


@pytest.mark.parametrize("write", FOR_PEOPLE)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_writer_prints_the_deferral(write, lang, all_advices):
    """No advice reaches a person without the words that others give the final answer."""
    for advice in all_advices:
        assert advice.deferral.says.in_(lang) in plain(write(advice, lang=lang))


def test_the_json_holds_the_deferral(all_advices):
    """An app that shows the JSON has the deferral in every language at hand."""
    for advice in all_advices:
        assert Advice.model_validate_json(as_json(advice)).deferral == advice.deferral


@pytest.mark.parametrize("write", FOR_PEOPLE)
def test_the_same_advice_gives_the_same_bytes(write, amina):
    """Nothing in the output depends on the clock, on chance, or on what was written before."""
    first = write(amina)
    write(amina, lang="en")
    assert write(Advice.model_validate_json(as_json(amina))) == first


@pytest.mark.parametrize("write", FOR_PEOPLE)
def test_a_language_without_sentences_is_written_in_english(write, amina):
    """A language that the rulebook does not have gives English, and never an error or an empty line."""
    assert write(amina, lang="xx") == write(amina, lang="en").replace('lang="xx"', 'lang="en"')


@pytest.mark.parametrize("door", [front_door, write_pdf, write_guide])
def test_a_language_that_nobody_has_is_refused_at_each_door(door, amina, twin):
    """A slip in a code sends nobody a letter in another language than was meant."""
    told = guide("b1", on=amina.on, advisor=twin) if door is write_guide else amina
    with pytest.raises(NotAForm, match='"de" is no language'):
        door(told, lang="de")


def test_a_wrong_language_is_told_before_what_a_machine_lacks(amina, monkeypatch):
    """Whoever has no Pango installs nothing for a letter that cannot be written anyway."""

    def lacking():
        raise FormNotInstalled("a PDF needs Pango")

    monkeypatch.setattr(sys.modules["route_advisor.writers.write"], "ready", lacking)
    with pytest.raises(NotAForm, match='"de" is no language'):
        write_pdf(amina, lang="de")
    with pytest.raises(NotAForm, match="reader"):
        write_pdf(amina, reader="nobody")
    with pytest.raises(FormNotInstalled):
        write_pdf(amina)


@pytest.mark.parametrize("write", FOR_PEOPLE)
def test_a_third_language_is_used_where_it_has_words(write, amina):
    """A translator who adds a language to some sentences sees them, and English for the rest."""
    says = text_of({**amina.deferral.says.sentences(), "fa": "این کمک است، نه تصمیم."})
    shipped = Rulebook.shipped().catalogue
    words = replace(shipped, deferral=shipped.deferral.model_copy(update={"says": says}))
    advice = amina.model_copy(update={"deferral": amina.deferral.model_copy(update={"says": says})})
    written = plain(write(advice, words, lang="fa"))
    assert "این کمک است، نه تصمیم." in written
    assert "Last day of your term" in written or "13 March 2024" in written or "2024-03-13" in written


@pytest.fixture(scope="session")
def hostile(twin, b1_file) -> Advice:
    """An advice on a message that held characters meant to do harm."""
    return twin.advise(b1_file(not_understood=[{"where": HOSTILE, "found": HOSTILE}]), on=date(2026, 11, 23))


def test_text_from_a_message_cannot_act_on_a_terminal(hostile):
    """Escape codes and characters that turn text around never reach the screen."""
    assert not [letter for letter in as_text(hostile) if category(letter) in {"Cc", "Cf"} and letter != "\n"]


def test_text_from_a_message_cannot_act_in_a_page(hostile):
    """What looks like a tag is shown as text."""
    page = as_html(hostile)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_text_from_a_message_cannot_act_in_markdown(hostile):
    """What looks like Markdown or HTML is shown as text: the only links are those to articles of law."""
    page = MarkdownIt().render(as_markdown(hostile))
    assert "<script" not in page
    assert "<em>bold</em>" not in page
    assert set(re.findall(r'href="(https?://[^/"]+)', page)) == {"https://wetten.overheid.nl"}


def test_text_from_a_message_cannot_add_a_calendar_entry(hostile):
    """Each line of a calendar is one of ours."""
    assert as_ics(hostile).count("BEGIN:VEVENT") == as_ics(hostile).count("END:VEVENT")
    assert "\n" not in as_ics(hostile).replace("\r\n", "")


@settings(max_examples=40)
@given(file_days())
def test_every_writer_writes_every_advice(twin, file_day):
    """Whatever the file and the day, each writer gives a whole answer that ends with who decides."""
    file, on = file_day
    assert isinstance(file, PersonalFile)
    advice = twin.advise(file, on=on)
    for write in FOR_PEOPLE:
        assert advice.deferral.says.nl in plain(write(advice))
    assert Advice.model_validate_json(as_json(advice)) == advice


def test_words_of_another_rulebook_are_used(amina):
    """An advice speaks with the names of the rulebook that gave it."""
    shipped = Rulebook.shipped().catalogue
    named = shipped.components["map"].model_copy(update={"name": text_of({"nl": "MAP van Utopia", "en": "MAP of Utopia"})})
    utopia = replace(shipped, components={**shipped.components, "map": named})
    assert "MAP of Utopia" in as_text(amina, utopia, lang="en")
