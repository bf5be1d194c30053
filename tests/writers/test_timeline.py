"""The timeline: one model, a text and a picture that say the same, and nothing by colour alone."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from route_advisor import load, timeline, write
from route_advisor.advice.timeline import Nature
from route_advisor.testing import file_days
from route_advisor.writers.timeline.rows import timeline_told
from route_advisor.writers.timeline.svg import WIDTH, as_timeline_svg
from route_advisor.writers.timeline.text import SHAPES, as_timeline_text
from route_advisor.writers.wording import Wording

SVG = "{http://www.w3.org/2000/svg}"


def read(drawn):
    """A picture as its elements."""
    return ET.fromstring(drawn)  # noqa: S314 - drawn by this package a moment ago


def test_a_timeline_tells_the_way_from_notice_to_last_day(amina):
    """Notice, intake, plan, term, results, today, plan and last day stand in the order of their days."""
    marks = timeline(amina).marks
    kinds = list(dict.fromkeys(mark.kind for mark in marks))
    assert kinds[:5] == ["notice", "intake_invited", "intake", "plan", "term_starts"]
    assert kinds[-1] == "last_day"
    assert [mark.day for mark in marks] == sorted(mark.day for mark in marks)


def test_an_extension_shows_the_day_that_it_was_at_first(advice_of):
    """Who got more time sees both days, and which one holds now."""
    days = {mark.kind: mark.day for mark in timeline(advice_of("term-extended")).marks}
    assert days["earlier_last_day"] == date(2026, 6, 14)
    assert days["last_day"] == date(2026, 12, 14)


def test_a_result_says_its_level_and_of_which_part(amina, book):
    """A pass at A2 is not taken for one at the level of the plan."""
    rows = [row.says for row in timeline_told(timeline(amina), Wording(book.catalogue, "en")).rows]
    assert "writing: passed at A2" in rows


@given(file_days())
def test_every_timeline_has_today_and_keeps_law_and_planning_apart(twin, file_day):
    """For every file: what is planned lies between today and the last day, and what is on record does not lie ahead."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    marks = timeline(advice).marks
    assert [mark.day for mark in marks if mark.nature is Nature.TODAY] == [on]
    assert all(mark.day <= on for mark in marks if mark.nature is Nature.RECORD)
    for mark in marks:
        if mark.nature is Nature.PLANNING:
            assert on <= mark.day <= advice.term.last_day
            assert mark.components


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_text_is_at_most_eighty_columns(all_advices, lang):
    """Also where the terminal is wider or narrower."""
    for advice in all_advices:
        for width in (120, 80, 60):
            assert max(len(line) for line in as_timeline_text(advice, lang=lang, width=width).splitlines()) <= min(80, width)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_picture_stands_alone_and_can_be_read_aloud(all_advices, book, lang):
    """It is well-formed, an image with a title and a description that says each row, and needs nothing from outside."""
    for advice in all_advices:
        drawn = as_timeline_svg(advice, lang=lang)
        root = read(drawn)
        assert root.get("role") == "img"
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        told = timeline_told(timeline(advice), Wording(book.catalogue, lang))
        assert all(sentence in desc.text for sentence in told.sentences)
        assert not re.search(r"(?:href|src|url\(|<script|<style|@import)", drawn)
        assert drawn.count("http") == 1


def test_no_line_of_the_picture_is_wider_than_it(all_advices):
    """At 360 pixels nothing is cut off: even wide letters at 13 units fit between the axis and the edge."""
    for advice in all_advices:
        for text in read(as_timeline_svg(advice)).iter(f"{SVG}text"):
            bold = text.get("font-weight") is not None
            assert float(text.get("x")) + len(text.text) * (7.9 if bold else 6.9) <= WIDTH, text.text


def test_each_nature_has_a_shape_of_its_own(amina):
    """Law, record, today and planning differ in form and in words, so that colour tells nothing alone."""
    assert len(set(SHAPES.values())) == len(Nature)
    drawn = write(amina, "svg", lang="en")
    colours = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', drawn))
    assert all(len({colour[1:2], colour[2:3], colour[3:4]}) == 1 for colour in colours)  # greys alone
    assert "plan 27 November 2026" in drawn
    assert "12 March 2027 at the latest (law)" in drawn


def test_what_no_longer_fits_is_not_drawn_as_planned(twin):
    """A result that comes too late stands on no day; the plan says what can be asked."""
    advice = twin.advise(load("examples/term-extended.yaml"), on=date(2026, 11, 23))
    assert not [mark for mark in timeline(advice).marks if mark.nature is Nature.PLANNING]
