"""What an app offers stands beside what is open, and is never taken for this guide's."""

import json
import runpy
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from route_advisor import Advice, Advisor, NotInRulebook, Resource, load, write

EXAMPLES = Path(__file__).parents[2] / "examples"
ON = date(2026, 11, 23)
KNM = Resource(component="knm", title="Practise KNM here", url="https://practice.example/knm", by="Practice Site")
READING = Resource(component="lezen", title="Read with us", url="https://practice.example/read", by="Practice Site")


@pytest.fixture(scope="module")
def amina(twin):
    """Reading is done and KNM is open; the app offers both."""
    return twin.advise(load(EXAMPLES / "amina-b1.yaml"), on=ON, resources=[KNM, READING])


def test_an_offer_stands_beside_an_open_part_and_beside_no_other(amina):
    """Whoever passed reading is not sent to practise it."""
    assert [(one.component, one.title) for one in amina.resources] == [("knm_exam", "Practise KNM here")]


@pytest.mark.parametrize(
    ("form", "lang", "label"),
    [("html", "nl", "niet van deze gids"), ("text", "en", "not from this guide"), ("md", "en", "not from this guide")],
)
def test_each_offer_says_whose_it_is(amina, form, lang, label):
    """The label stands before it, in the language of the reader."""
    told = write(amina, form, lang=lang, reader="person", width=200)
    assert f"Practice Site, {label}" in told
    assert told.index(label) < told.index("https://practice.example/knm" if form != "html" else "Practise KNM here")


def test_the_data_holds_the_offers_apart(amina, twin):
    """They read back, and change nothing else of the advice."""
    told = write(amina, "json")
    assert Advice.model_validate_json(told) == amina
    bare = twin.advise(load(EXAMPLES / "amina-b1.yaml"), on=ON)
    assert {**json.loads(told), "resources": []} == json.loads(write(bare, "json"))


def test_words_of_an_app_cannot_act_on_a_page(twin):
    """A title is text and an address is an address; what is no line or no web address is refused when it is made."""
    hostile = Resource(component="knm", title="<script>alert(1)</script>", url="https://practice.example/?a=1&b=2", by="A & B")
    page = write(twin.advise(load(EXAMPLES / "amina-b1.yaml"), on=ON, resources=[hostile]), "html")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for wrong in (
        {"url": "javascript:alert(1)"},
        {"url": 'https://a.example/"onclick="x'},
        {"title": "a\nb"},
        {"by": ""},
        {"title": "x" * 121},
    ):
        with pytest.raises(ValidationError):
            Resource.model_validate({**KNM.model_dump(), **wrong})


def test_a_part_that_nobody_knows_is_refused_with_a_suggestion(twin):
    """In one line, as everywhere."""
    with pytest.raises(NotInRulebook, match='"knmm" is not a part of the duty; did you mean "knm"'):
        twin.advise(load(EXAMPLES / "amina-b1.yaml"), on=ON, resources=[KNM.model_copy(update={"component": "knmm"})])


def test_a_component_knows_its_name(amina, twin):
    """By the advice in Dutch and English, by the advisor in every language of the rulebook."""
    assert amina.component("knm_exam").name("nl") == "KNM-examen"
    assert amina.component("knm_exam").name("en") == "KNM exam"
    assert twin.name("schrijven", "en") == "writing"


def test_the_practice_app_makes_its_pages(tmp_path, capsys):
    """Under forty lines: the checklist of who only has a letter, in three languages, expected and with an offer beside KNM."""
    script = EXAMPLES / "practice_app.py"
    assert len(script.read_text(encoding="utf-8").splitlines()) < 40
    runpy.run_path(str(script))["main"](tmp_path)
    printed = capsys.readouterr().out.splitlines()
    assert str(tmp_path.resolve()) in printed[-1]  # where the pages are
    assert printed[0] == "nl: KNM-examen: open"
    for lang, direction, title in (("nl", "ltr", "Oefen hier voor KNM"), ("en", "ltr", "Practise KNM here"), ("ar", "rtl", "KNM")):
        page = (tmp_path / f"{lang}.html").read_text(encoding="utf-8")
        assert f'dir="{direction}"' in page
        assert title in page
        assert json.loads((tmp_path / f"{lang}.json").read_text(encoding="utf-8"))["resources"][0]["by"] == "Practice Site"
    assert "verwacht" in (tmp_path / "nl.html").read_text(encoding="utf-8")


def test_the_case_ref_and_the_law_stay_out_of_an_offer():
    """A link tells the app nothing of the reader."""
    page = write(Advisor(use_engine=False).advise(load(EXAMPLES / "amina-b1.yaml"), on=ON, resources=[KNM]), "html")
    assert 'href="https://practice.example/knm" rel="external noreferrer nofollow"' in page
