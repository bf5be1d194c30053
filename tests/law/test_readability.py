"""A person can read it: short sentences, easy words, nothing promised; in easy Dutch ten words and one thing at a time."""

from dataclasses import replace
from pathlib import Path

import pytest

from route_advisor.assurance.texts.frequency import read_frequent
from route_advisor.assurance.texts.readability import Reader, measured
from route_advisor.rulebook.book import Rulebook

BOOK = Rulebook.shipped()
FREQUENT = Path(__file__).parent / "frequent"


@pytest.mark.parametrize("language", ["nl", "nl-easy", "en"])
def test_nothing_that_a_person_reads_is_too_hard_or_promises(language):
    """Length, hard words and promises, by the page of words; what stands all the same has its reason there."""
    reader = Reader(language)
    assert [f"{one.place}: {one.sentence} ({fault})" for one in measured(BOOK, language) for fault in reader.faults(one)] == []


def test_easy_dutch_has_no_word_outside_the_most_frequent_but_names():
    """The 5,000 most frequent words, forms and joinings of them, names that are explained, and those that the page of words keeps."""
    easy = Reader("nl-easy")
    frequent = easy.frequent(FREQUENT, BOOK.catalogue.glossary)
    assert [(word, one.sentence) for one in measured(BOOK, "nl-easy") for word in frequent.rare(one.sentence)] == []


def test_each_rare_word_that_easy_dutch_keeps_is_still_said():
    """No word is kept that nobody reads any more, so the list can only become shorter or be argued about."""
    easy = Reader("nl-easy")
    frequent = easy.frequent(FREQUENT, BOOK.catalogue.glossary)
    bare = replace(frequent, kept=frozenset(part.lower() for name in BOOK.catalogue.glossary for part in name.split()))
    said = {word for one in measured(BOOK, "nl-easy") for word in bare.rare(one.sentence)}
    kept = frequent.kept - bare.kept
    assert sorted(word for word in kept if word not in said) == []
    assert len(kept) <= 122


@pytest.mark.parametrize("language", ["nl", "nl-easy"])
def test_what_people_stumbled_over_is_said_no_more(language):
    """Sentences of before issue 11: half a question in brackets, what is missing without who has it, a condition turned around."""
    stumbled = ("vraagt eerst om", "tenzij", "(kijk na)", "ontbreekt:", "besloten", "nu geen apart onderdeel")
    assert [one.sentence for one in measured(BOOK, language) for words in stumbled if words in one.sentence.casefold()] == []


@pytest.mark.parametrize(
    ("word", "rare"),
    [
        ("tijd", False),
        ("lesuren", False),
        ("examens", False),
        ("knm-examen", False),
        ("revindicatie", True),
        ("beschikkingsbevoegdheid", True),
    ],
)
def test_a_rare_word_is_told_from_a_form_or_a_joining_of_frequent_ones(word, rare):
    """Dutch writes two words as one; who knows both knows it."""
    assert bool(read_frequent(FREQUENT, "nl", ["KNM"]).rare(word)) == rare


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_list_of_frequent_words_names_its_source_and_its_licence(language):
    """It is other people's work, under its own licence, and no part of the package."""
    text = (FREQUENT / f"{language}.txt").read_text("utf-8")
    for told in ("wordfreq 3.1.1 by Robyn Speer", "Creative Commons Attribution-ShareAlike 4.0", "Brysbaert", "Changes:"):
        assert told in text
    assert len(read_frequent(FREQUENT, language).words) == 5_000
    assert read_frequent(FREQUENT, "tr") is None


def test_a_sentence_of_easy_dutch_has_at_most_ten_words():
    """Who reads Dutch at A2 reads one short sentence at a time; the list of exceptions is empty."""
    assert [one.sentence for one in measured(BOOK, "nl-easy") if one.words > 10] == []
    assert len(measured(BOOK, "nl-easy")) > 500


@pytest.mark.parametrize(
    ("language", "sentence", "fault"),
    [
        ("nl", "Tenzij u ziek was.", '"Tenzij" is hard; write: behalve als'),
        ("nl", "U krijgt zes maanden extra tijd.", '"U krijgt" promises'),
        ("nl", " ".join(["woord"] * 21), "it has 21 words; at most 20"),
        ("nl-easy", "Vraag DUO omdat u ziek was.", '"omdat" begins a clause'),
        ("nl-easy", "Uw termijn loopt.", '"termijn" is hard; write: tijd'),
        ("nl-easy", "een twee drie vier vijf zes zeven acht negen tien elf", "it has 11 words; at most 10"),
        ("en", "You will get six months.", '"You will get" promises'),
    ],
)
def test_a_hard_sentence_is_found(language, sentence, fault):
    """Each kind of fault is told with what to write."""
    reader = Reader(language)
    assert any(one.startswith(fault) for found in reader.measured("rule X says", sentence) for one in reader.faults(found))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "Wij voorspellen het antwoord nooit."), ("nl-easy", "Vraag DUO: moet ik inburgeren?"), ("en", "That is not always so.")],
)
def test_what_is_easy_is_no_fault(language, sentence):
    """A sentence about ourselves promises nothing, and a colon is a breath."""
    reader = Reader(language)
    assert [fault for found in reader.measured("rule X says", sentence) for fault in reader.faults(found)] == []


def test_a_score_falls_with_length_passive_clauses_and_hard_words():
    """The score orders sentences by how hard they are."""
    reader = Reader("nl")

    def score(sentence: str) -> int:
        (one,) = reader.measured("x", sentence)
        return one.score

    assert score("Vraag DUO om tijd.") == 10
    assert score("Vraag DUO om tijd omdat u lang ziek was.") < 10
    assert score("Indien u ziek was, wordt de termijn verlengd omdat u dat vraagt.") < score("Vraag DUO om tijd omdat u lang ziek was.")
