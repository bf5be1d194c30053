"""The pages can be read aloud: short sentences, "u" and "you", no promises that only an authority can make, few lines a rule."""

import re
from collections import defaultdict
from collections.abc import Iterator
from statistics import mean

import pytest

from route_advisor.rulebook.book import Rulebook, shipped_folder
from route_advisor.rulebook.rule import Rule
from route_advisor.text import Text
from route_advisor.vocabulary import Outcome

BOOK = Rulebook.shipped()
LONGEST_SENTENCE = 20
USUAL_SENTENCE = 13
"""About twelve: the average over a page is at most this."""
LONGEST_RULE = 27

PROMISES = {
    "nl": (
        *(
            "u hoeft niet",
            "hoeft u niet",
            "u hoeft geen",
            "hoeft u geen",
            "u krijgt zeker",
            "u krijgt altijd",
            "wordt altijd",
            "gegarandeerd",
        ),
        *("u krijgt een boete", "u moet een boete", "u krijgt geen boete", "u verliest uw", "u wordt nederlander"),
    ),
    "en": (
        *(
            "you do not have to",
            "you don't have to",
            "you need not",
            "you will get",
            "you will be",
            "you will have",
            "you will not",
            "guarantee",
        ),
        *("you are entitled to", "you get a fine", "you lose your", "you qualify"),
    ),
}
"""Words that decide for DUO, the municipality or the IND."""

ABOUT_MONEY_OWED = re.compile(
    r"\b(boetes?|boete\w*|terugbetal\w*|terug te betalen|schuld\w*|fines?|fined|repay\w*|pay\w* back|debts?)\b", re.IGNORECASE
)
WRONG_PERSON = {
    "nl": re.compile(r"\b(je|jij|jou|jouw|jullie|men)\b", re.IGNORECASE),
    "en": re.compile(r"\b(one must|the applicant|the person must)\b", re.IGNORECASE),
}
ID = re.compile(r"^  - id: (\S+)$")


def texts_of(rule: Rule) -> Iterator[Text]:
    """Each sentence of a rule that a person reads."""
    texts = (rule.says, rule.open_norm, *(getattr(rule.then, key, None) for key in ("where", "before", "takes")))
    yield from (text for text in texts if text is not None)


def told(rule: Rule, language: str) -> str:
    """All that a rule says in one language."""
    return " ".join(text.in_(language) for text in texts_of(rule))


def sentences(text: str) -> list[int]:
    """The number of words of each sentence; a slot and a citation such as "art. 7" count as written."""
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z0-9{'\"“])", re.sub(r"\b(art|nr)\. ", r"\1 ", text))
    return [len(re.findall(r"[\w{}€'’./-]*\w[\w{}'’./-]*", part)) for part in parts if part.strip()]


def written_rules() -> dict[str, Rule]:
    """One rule for each written id."""
    return {rule.written_as: rule for rule in BOOK.rules}


RULES = written_rules()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_sentence_is_longer_than_twenty_words(language):
    """A sentence that is read aloud fits in one breath."""
    texts = [(rule.written_as, text.in_(language)) for rule in RULES.values() for text in texts_of(rule)]
    texts += [
        (name, text.in_(language))
        for name, fact in BOOK.catalogue.facts.items()
        for text in (fact.asks, fact.why_we_ask)
        if text is not None
    ]
    assert [f"{name}: {text}" for name, text in texts if max(sentences(text), default=0) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_has_about_twelve_words_a_sentence(language):
    """The sentences of a page are short on the whole, not only at their longest."""
    by_page = defaultdict(list)
    for rule in RULES.values():
        by_page[rule.page] += sentences(rule.says.in_(language))
    assert {page: round(mean(lengths), 1) for page, lengths in by_page.items() if mean(lengths) > USUAL_SENTENCE} == {}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_rule_says_at_most_two_sentences(language):
    """One rule is one sentence of law; a second may say who decides or where to look."""
    assert [rule.written_as for rule in RULES.values() if len(sentences(rule.says.in_(language))) > 2] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_promised_that_an_authority_decides(language):
    """No line says "u hoeft niet" or "you will get": the municipality, DUO and the IND have the last word."""
    found = [
        (rule.written_as, promise)
        for rule in RULES.values()
        for promise in PROMISES[language]
        if promise in told(rule, language).casefold()
    ]
    assert found == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_reader_is_addressed_with_u_and_you(language):
    """Nobody is called "je" or "the applicant"."""
    assert [rule.written_as for rule in RULES.values() if WRONG_PERSON[language].search(told(rule, language))] == []


def test_an_asylum_status_holder_reads_nothing_of_fines_or_debts():
    """A rule that speaks of a fine, a repayment or a debt asks for the other group."""
    speaking = [rule for rule in RULES.values() if any(ABOUT_MONEY_OWED.search(told(rule, language)) for language in ("nl", "en"))]
    guarded = [rule for rule in speaking if any(one.fact == "group" and one.words == ("family_or_other_migrant",) for one in rule.when)]
    assert [rule.written_as for rule in speaking if rule not in guarded] == []


def test_a_rule_fits_in_twenty_seven_lines():
    """A rule is seen at one glance, its examples included; near misses, a short line for each condition, stand below that."""
    long = {}
    for page in sorted({rule.page for rule in BOOK.rules}):
        lines = (shipped_folder() / page).read_text(encoding="utf-8").splitlines()
        starts = [number for number, line in enumerate(lines) if ID.match(line)]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            block = [line for line in lines[start:end] if line.strip() and not line.lstrip().startswith("#") and ", but: {" not in line]
            if len(block) > LONGEST_RULE:
                long[lines[start].removeprefix("  - id: ")] = len(block)
    assert long == {}


def test_every_rule_has_an_example_of_both_kinds():
    """A reader sees for whom a rule is, and for whom it is not."""
    kinds = {id_: {example.expect for example in rule.examples} for id_, rule in RULES.items()}
    assert [id_ for id_, found in kinds.items() if Outcome.APPLIES not in found] == []
    can_fail = {
        id_ for id_, rule in RULES.items() if any(not set(BOOK.catalogue.facts[fact].values) <= set(words) for fact, words in rule.when)
    }
    assert [id_ for id_, found in kinds.items() if id_ in can_fail and Outcome.DOES_NOT_APPLY not in found] == []


def test_every_fact_that_a_rule_asks_has_its_question_its_place_and_its_keeper():
    """A missing fact becomes a question that somebody can answer, or another rule concludes it."""
    asked = {condition.fact for rule in BOOK.rules for condition in rule.when}
    concluded = {rule.concludes for rule in BOOK.rules}
    poor = []
    for name in sorted(asked):
        fact = BOOK.catalogue.facts[name]
        if fact.concluded and name not in concluded:
            poor.append(f"{name}: no rule concludes it")
        elif not fact.concluded and not (fact.asks and fact.found_in and fact.ask_whom and fact.why_we_ask):
            poor.append(f"{name}: no question")
    assert poor == []


def test_every_fact_is_asked_by_some_rule_or_concluded():
    """A question nobody needs is a question nobody should be asked."""
    used = {condition.fact for rule in BOOK.rules for condition in rule.when} | {rule.concludes for rule in BOOK.rules}
    assert [name for name in BOOK.catalogue.facts if name not in used] == []


def test_volatile_numbers_say_where_they_come_from_and_when():
    """A price or a lead time that no law fixes carries its source and the day it was checked."""
    assert [number.name for number in BOOK.numbers.by_name.values() if not number.law and number.checked_on is None] == []
