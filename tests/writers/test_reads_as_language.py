"""What is written reads as language: no word of the program in it, and one mark at the end of a sentence."""

import re
from datetime import date

import pytest

from route_advisor import NotAForm, write
from route_advisor.interview.template import file_template
from route_advisor.readers.files import parse
from route_advisor.vocabulary import Reader

DAY = date(2026, 11, 23)
A_TOKEN = re.compile(r"(?<![\w/.-])[a-z]+(?:_[a-z0-9]+)+(?![\w/])")
TWO_MARKS = re.compile(r"\.:|(?<!\.)\.\.(?!\.)|\.;|,,|\?\.|\(\)")


@pytest.fixture(scope="module")
def advices(twin, all_advices):
    """Of every example, and of a file to fill in with every line filled in."""
    filled = re.sub(r"(?m)^# ", "", file_template(twin, on=DAY, lang="en"))
    return [*all_advices, twin.advise(parse(filled, "filled.yaml"), on=DAY)]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("wrong", [A_TOKEN, TWO_MARKS], ids=["a word of the program", "two marks"])
def test_no_word_of_the_program_and_no_double_mark_is_written(advices, reader, lang, wrong):
    """In text, for every reader."""
    found = {}
    for advice in advices:
        try:
            told = " ".join(write(advice, "text", reader=reader, lang=lang).split())
        except NotAForm:
            continue
        for one in wrong.finditer(told):
            found[one[0]] = told[max(0, one.start() - 60) : one.end() + 30]
    assert not found


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_nothing_is_said_to_settle_itself_and_a_fact_about_several_parts_is_named_once(advices, lang):
    """On the screen: "the course hours → course hours" tells nothing, nor does one fact four times."""
    for advice in advices:
        told = write(advice, "text", lang=lang, width=500)
        for line in told.splitlines():
            left, arrow, right = line.partition(" → ")
            if arrow and line.startswith("?"):
                assert right.partition("  ")[0].strip() not in left
            if line.startswith("≈"):
                facts = re.findall(r"[,;] ([^,;(]+) \([^)]*\) \([^)]*\)", line)
                assert len(facts) == len(set(facts)), line


def test_a_number_never_stands_before_a_word_for_more_than_one(advices, book):
    """`1 onderdelen` is no Dutch: a sentence counts behind a colon, or is printed only for two or more."""
    for_many = {"no_part", "screen_all_parts", "screen_parts", "parts_settled"}
    counted = re.compile(r"\{count\} (?:[a-z-]+ )*?[a-z]+(?:en|s)\b")
    said = {name: text.in_("nl") for name, text in book.catalogue.labels.items() if name not in for_many}
    assert not {name: text for name, text in said.items() if counted.search(text)}
    for advice in advices:
        for width in (60, 80, 120):
            told = write(advice, "text", reader="caseworker", lang="nl", width=width)
            assert not re.search(r"(?<![\w.,-])1 (?:onderdelen|regels|stappen|vragen)\b", told), advice.case_ref
