"""The short form of a step says no more than its rule, and speaks to nobody."""

from dataclasses import replace
from datetime import date

import pytest

from route_advisor import Rulebook
from route_advisor.assurance.check.short import short as short_forms
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.text import text_of
from route_advisor.vocabulary import StepKind

ON = date(2026, 11, 23)
RULE = "WI21-STEP-16"
ON_THE_PAGE = '    short: {en: "MAP: ask what next; date final talk", nl: "MAP: vragen hoe verder; datum eindgesprek"}\n'


@pytest.fixture(scope="module")
def told(book, tmp_path_factory):
    """What is found in the shipped rulebook where one short form is written otherwise."""

    def found(short: str) -> list[str]:
        folder = tmp_path_factory.mktemp("short") / "rules"
        folder.mkdir()
        for path in book.folder.rglob("*.yaml"):
            target = folder / path.relative_to(book.folder)
            target.parent.mkdir(exist_ok=True)
            text = path.read_text(encoding="utf-8")
            if path.name == "steps.yaml" and "2021" in path.parent.name:
                assert ON_THE_PAGE in text
                text = text.replace(ON_THE_PAGE, short)
            target.write_text(text, encoding="utf-8")
        return [str(one) for one in short_forms(WrittenPages(Rulebook.read(folder))) if RULE in str(one)]

    return found


def test_each_step_of_the_law_has_a_short_form(book):
    """A table, a calendar and a list of many files say each step in a few words, in both languages."""
    steps = [rule for rule in book.rules if getattr(rule.then, "kind", StepKind.KNOW) is not StepKind.KNOW and not rule.settles]
    assert len(steps) > 300
    assert [rule.id for rule in steps if rule.short is None and rule.then.__class__.__name__ != "Dates"] == []


def test_a_short_form_that_says_too_much_is_told(told):
    """A step without one, one that is long, one that speaks to somebody, one that promises: each in one line with its place."""
    short = '    short: {{en: "MAP: ask what next", nl: "{nl}"}}\n'
    wrong = {
        "": "it makes a step and has no short form",
        short.format(nl="MAP: vragen hoe het nu verder gaat en wanneer"): "has 9 words; at most 8 fit in a table",
        short.format(nl="MAP: uw eindgesprek vragen"): 'says "uw": a short form is for the person and for who works with them',
        short.format(nl="MAP wordt snel goedgekeurd"): 'says "wordt": a short form promises no result',
    }
    for text, said in wrong.items():
        assert any(said in line and line.startswith("wet-inburgering-2021/steps.yaml:") for line in told(text)), said


def test_what_goes_before_a_step_is_told_in_a_few_words(book):
    """A page that says what goes before a step has the few words for it; words that are long, that speak to the client or that promise are told."""
    one = next(rule for rule in book.rules if rule.id == RULE)
    wrong = {
        None: "its page has before, takes, weeks_back, and a caseworker reads nothing of it; add before_what, in a few words",
        "plan dit een aantal maanden van tevoren": "before_what in nl has 7 words; at most 6 fit in a table",
        "met uw papieren": 'before_what in nl says "uw": a short form is for the person and for who works with them, so it speaks to neither',
        "wordt verlengd": 'before_what in nl says "wordt": a short form promises no result',
        "bij ons": "",
    }
    for nl, said in wrong.items():
        changed = replace(one, before_what=None if nl is None else text_of({"en": "months ahead", "nl": nl}))
        other = replace(book, rules=type(book.rules)(changed if rule is one else rule for rule in book.rules))
        assert [found.says for found in short_forms(WrittenPages(other))] == [said][: len(said)], nl


def test_what_is_only_asked_is_told_as_asked(book):
    """A step that one may leave never reads as an order or a fact: with one word changed in a possibility, the check tells it."""
    may = next(rule for rule in book.rules if rule.id == "WI21-B1-3")
    changed = replace(may, short=text_of({"en": "A2 after enough hours", "nl": "A2 na genoeg lesuren"}))
    other = replace(book, rules=type(book.rules)(changed if rule is may else rule for rule in book.rules))
    said = sorted(one.says for one in short_forms(WrittenPages(other)))
    assert said == [f"short in {lang} tells what is only asked or possible; say that it is, as the rule does" for lang in ("en", "nl")]
