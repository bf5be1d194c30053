"""Guides: a topic explained from the rules, in the words people use, and never more than the rules say."""

import re
from dataclasses import replace
from datetime import date

import pytest

from route_advisor import Guide, NotAForm, NotInRulebook, Rulebook, guide, load, write_guide
from route_advisor.assurance.check.guides import guides
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.rulebook.citation import Citation
from route_advisor.rulebook.guide_pages import Statement
from route_advisor.text import text_of
from route_advisor.vocabulary import Outcome, StepKind

ON = date(2026, 11, 28)
WORDS = {
    "b1": "b1_route",
    "onderwijsroute": "onderwijsroute",
    "Z-route": "z_route",
    "pip": "plan",
    "brede intake": "intake",
    "participatieverklaring": "pvt",
    "map": "map",
    "knm": "knm_exam",
    "knm lessons": "knm_lessons",
    "schrijven": "exams",
    "mondeling": "exams",
    "ona": "ona",
    "deadline": "term",
    "verlenging": "extra_time",
    "afschalen": "lower_level",
    "vrijstelling": "exemption",
    "ontheffing": "dispensation",
    "kosten": "know_the_price",
    "lening": "loan",
    "boete": "fine",
    "bezwaar": "objection",
    "verhuizing": "moving",
    "urenverklaring": "confirm_the_hours",
    "brief": "letter",
    "moet ik inburgeren": "duty",
    "andere route": "route_change",
    "leerroute": "route_change",
    "oppas": "childcare",
    "klantmanager": "guidance",
    "azc": "guidance",
    "geen digid": "guidance",
    "paspoort": "naturalisation",
    "vergunning verlopen": "permit",
    "inburgeringscertificaat": "get_the_certificate",
    "advocaat": "objection",
}


@pytest.fixture(scope="module")
def about(twin):
    """A guide by a word, for everybody or for an example file."""

    def look(word, example=None):
        return guide(word, on=ON, file=None if example is None else load(f"examples/{example}.yaml"), advisor=twin)

    return look


def said(told: Guide, lang: str = "en") -> list[str]:
    """Every sentence of a guide that states something."""
    lines = [*told.is_, *told.is_not, *told.applies, *(line for question in told.questions for line in question.answer)]
    return [line.says.in_(lang) for line in lines]


@pytest.mark.parametrize(("word", "topic"), WORDS.items())
def test_a_guide_is_found_by_the_words_people_use(about, word, topic):
    """Each has all its sections, in both languages, and somebody who decides."""
    told = about(word)
    assert told.topic == topic
    assert told.is_
    assert told.is_not
    assert told.applies
    assert told.questions
    assert told.deciders
    assert told.sources
    assert told.related


def test_every_route_part_and_step_has_a_guide(twin):
    """Whatever somebody can read on a list of what to do is about a topic that a page explains."""
    book = twin.rulebook
    explained = {name for topic, page in book.guides.items() for name in (topic, *page.also)}
    assert set(book.catalogue.components) <= explained | {"reading", "listening", "writing", "speaking"}
    assert set(book.topics.by_id) <= explained | {"reading", "listening", "writing", "speaking"}
    kinds = (StepKind.DO, StepKind.ASK, StepKind.MAY)
    steps = {rule.written_id: rule for rule in book.rules if rule.short is not None and getattr(rule.then, "kind", None) in kinds}
    about = {id_: {topic.id for topic in book.topics.by_id.values() if topic.is_about(rule)} for id_, rule in steps.items()}
    assert [id_ for id_, topics in about.items() if not topics & explained] == []


@pytest.mark.parametrize(
    ("asks", "answer"),
    [
        ("Must it be B1 on this route?", "Your municipality can set A2 in your PIP for one or more skills. It decides."),
        ("Is KNM also part of the B1 route?", "On the B1 route you take the KNM exam."),
        ("Where can I tell whether I am really on this route?", "In your PIP of the municipality."),
    ],
)
def test_the_first_questions_of_all_are_answered(about, asks, answer):
    """With these three this guide began."""
    answers = {question.asks.en: " ".join(line.says.en for line in question.answer) for question in about("b1").questions}
    assert answer in answers[asks]


def test_every_statement_names_rules_that_hold_on_that_day(about, twin):
    """Nothing stands on a guide that no rule says; each number in it is that of the day."""
    in_force = {rule.written_id for rule in twin.rulebook.in_force(ON)}
    for topic in twin.rulebook.guides:
        told = about(topic)
        lines = [*told.is_, *told.is_not, *told.applies, *(line for question in told.questions for line in question.answer)]
        assert all(set(line.rules) <= in_force for line in lines)
        assert not [one for one in said(told) if "{" in one]


def test_no_guide_promises_or_threatens(about, twin):
    """A guide says who decides, and never what somebody will get."""
    beyond = re.compile(
        r"guarantee|certainly|you will (get|pass)|entitled|deport|punish|gegarandeerd|u slaagt|recht hebt op|uitgezet|straf", re.IGNORECASE
    )
    for topic in twin.rulebook.guides:
        for lang in ("nl", "en"):
            assert not [one for one in said(about(topic), lang) if beyond.search(one)], topic


# --- for one person ----------------------------------------------------------------------------------------


def test_a_route_is_somebodys_where_a_plan_names_it(about):
    """Known, other, and not known yet are three answers; none is guessed."""
    assert about("b1", "amina-b1").person.theirs is Outcome.APPLIES
    assert about("b1", "z-asylum").person.theirs is Outcome.DOES_NOT_APPLY
    assert about("b1", "nothing-known").person.theirs is Outcome.CANNOT_TELL
    assert about("b1", "route-only-said").person.reported
    assert "This page is about you." in write_guide(about("b1", "amina-b1"), lang="en")


def test_what_is_expected_is_told_as_expected(about):
    """Who only has a letter that names the route reads that each line rests on it."""
    told = write_guide(about("knm", "only-a-b1-letter"), lang="en", width=200)
    assert "- KNM exam: open (expected)" in told


@pytest.mark.parametrize("example", ["amina-b1", "z-asylum", "term-over-asylum", "onderwijs-asylum", "wi2013-asylum-over"])
def test_an_asylum_status_holder_reads_of_no_fine(about, twin, example):
    """In no guide, also in the one about fines, where what helps remains."""
    for topic in twin.rulebook.guides:
        told = about(topic, example)
        shown = [
            line for line in write_guide(told, lang="nl", width=300).splitlines()[1:] if re.search(r"\bboetes?\b", line, re.IGNORECASE)
        ]
        assert shown == [], topic
    assert any("hulp" in line.says.nl for line in about("boete", example).is_)


def test_the_guide_of_one_person_tells_where_each_part_stands(about):
    """The parts of the topic, their planned days and the steps are those of the advice."""
    person = about("schrijven", "amina-b1").person
    assert {item.id for item in person.items} == {"reading", "listening", "writing", "speaking"}
    assert [chain.component for chain in person.chains] == ["writing"]


# --- a change of law ---------------------------------------------------------------------------------------


def changed(book, rule_id, **change):
    """The same rulebook with one rule changed."""
    return replace(book, rules=tuple(replace(rule, **change) if rule.written_id == rule_id else rule for rule in book.rules))


def findings(book):
    """The guides that must be read again, with why."""
    return [(found.page, found.says) for found in guides(WrittenPages(book))]


@pytest.mark.parametrize(
    "change",
    [
        lambda _: {"says": text_of({"nl": "Nu is het anders.", "en": "Now it is otherwise."})},
        lambda rule: {"law": tuple(replace(one, quote="een andere tekst") for one in rule.law)},
        lambda _: {"final_word": "duo"},
    ],
    ids=["its sentence", "its article", "who decides"],
)
def test_a_rule_that_changes_marks_the_guides_that_rest_on_it(book, change):
    """Somebody must read the page again before it counts as read."""
    before = set(findings(book))
    after = set(findings(changed(book, "WI21-B1-3", **change(book.rule("WI21-B1-3"))))) - before
    pages = {page for page, says in after if says.startswith("WI21-B1-3 changed since this page was read")}
    assert {"guides/lower_level.yaml", "guides/b1_route.yaml", "guides/confirm_the_hours.yaml"} <= pages
    assert all(isinstance(citation, Citation) for citation in book.rule("WI21-B1-3").law)


def test_a_number_that_changes_marks_the_guides_that_name_it(book):
    """A new price or a new number of weeks is a change of law or practice too."""
    numbers = dict(book.numbers.by_name)
    numbers["price_a2_or_knm"] = replace(numbers["price_a2_or_knm"], values=((date(2022, 1, 1), 51),))
    other = replace(book, numbers=replace(book.numbers, by_name=numbers))
    assert any(page == "guides/know_the_price.yaml" and says.startswith("price_a2_or_knm changed") for page, says in findings(other))


def test_a_rule_that_is_gone_is_a_mistake_in_its_guides(book):
    """A page never rests on what is not there."""
    other = replace(book, rules=tuple(rule for rule in book.rules if rule.written_id != "WI21-B1-2"))
    assert any('"WI21-B1-2" is not a rule' in says for _, says in findings(other))


def test_own_sentences_have_both_languages_and_their_numbers_between_braces(book):
    """A number in a guide is the dated number of the rulebook."""
    own = [one for page in book.guides.values() for _, one in page.statements() if isinstance(one, Statement)]
    assert len(own) > 100
    assert not [one.says.nl for one in own if re.search(r"\d{2,}", re.sub(r"\{[a-z0-9_]+\}|2013|2015|2021|Nt2", "", one.says.nl))]


# --- for everybody -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "rule", "why"),
    [
        ("exams", "WI21-LANG-2", "is said of one of several parts"),
        ("know_the_price", "WI21-COST-13", "is said to one group (asylum_status_holder)"),
        ("duty", "WI21-STEP-1", 'says "You have no" of one person in en'),
        ("ona", "WI13-ONA-3", 'says "You passed" of one person in en'),
    ],
)
def test_a_guide_borrows_no_sentence_that_is_about_one_person(book, topic, rule, why):
    """Free attempts of one group, a pass of reading, a letter that somebody misses: of everybody they are not true."""
    page = book.guides[topic]
    other = replace(book)
    other.__dict__["guides"] = {**book.guides, topic: page.model_copy(update={"is_": (rule,)})}
    assert f"{rule} {why}; write a sentence of its own" in [says for _, says in findings(other)]


def test_an_answer_may_say_back_what_is_asked(book):
    """Who asks "I got no letter" may read "you have no letter"."""
    page = book.guides["letter"]
    (question,) = [one for one in page.questions if one.asks.in_("en") == "I got no letter from DUO."]
    assert "WI21-STEP-1" in question.answer
    assert not [says for found, says in findings(book) if found == "guides/letter.yaml" and "one person" in says]


# --- how it is written ---------------------------------------------------------------------------------------


def test_a_guide_is_written_as_text_markdown_page_and_data(about):
    """Eighty columns of text, a page without anything from outside, and data that reads back."""
    told = about("knm", "amina-b1")
    assert max(len(line) for line in write_guide(told, lang="nl").splitlines()) <= 80
    assert write_guide(told, "md", lang="en").startswith("# KNM exam: what is it?\n")
    page = write_guide(told, "html", lang="nl")
    assert page.startswith('<!doctype html>\n<html lang="nl" dir="ltr">')
    assert not re.search(r"<script|<link|<img|@import|url\(", page)
    assert Guide.model_validate_json(write_guide(told, "json")) == told
    with pytest.raises(NotAForm, match="did you mean"):
        write_guide(told, "htm")


@pytest.mark.parametrize("lang", ["nl-easy", "ar"])
def test_a_guide_in_the_language_of_a_catalogue_says_what_it_is(about, lang):
    """Who read the translation stands in front, and each sentence that is not translated is marked."""
    told = about("b1")
    lines = write_guide(told, lang=lang).splitlines()
    assert lines[0] != write_guide(told, lang="nl").splitlines()[0]
    page = write_guide(told, "html", lang=lang)
    assert 'class="translation"' in page
    assert ('dir="rtl"' in page) is (lang == "ar")


def test_a_topic_without_a_guide_is_refused_with_a_suggestion(about):
    """One line, and what there is."""
    with pytest.raises(NotInRulebook, match=r'there is no guide about "bezwar"; did you mean "bezwaar"'):
        about("bezwar")


def test_no_heading_of_a_guide_is_empty():
    """In every form that people read: below each heading something stands."""
    for name in Rulebook.shipped().guides:
        lines = write_guide(guide(name, on=ON), "text", lang="nl").splitlines()
        heads = [place for place, line in enumerate(lines[2:], 2) if line and not line.startswith(("- ", "  "))]
        assert all(lines[place + 1].strip() for place in heads), name
