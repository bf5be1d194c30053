"""The proof of one line, as text."""

import re
from datetime import date

import pytest

from route_advisor import Rulebook, load, why
from route_advisor.dates import LAST_DAY
from route_advisor.rulebook.sentences import spoken
from route_advisor.writers.proof import as_proof
from route_advisor.writers.rule_page import as_rule_line, as_rule_page, with_numbers
from route_advisor.writers.wording import Wording

DAY = date(2026, 11, 23)
MONEY_OWED = re.compile(r"\b(boetes?|boete\w*|terugbetal\w*|schuld\w*|fines?|fined|repay\w*|debts?)\b", re.IGNORECASE)


@pytest.fixture
def proof_of(request, twin):
    """The proof of a line in an example file."""
    examples = request.path.parents[2] / "examples"

    def proof(name: str, line: str, lang: str = "en") -> str:
        explanation = why(load(examples / f"{name}.yaml"), line, on=DAY, advisor=twin)
        return as_proof(explanation, twin.rulebook.catalogue, lang=lang)

    return proof


def test_a_proof_goes_down_to_who_told_us(proof_of):
    """Below each rule stand its articles with their address, and each fact with its source."""
    proof = proof_of("amina-b1", "writing")
    assert proof.startswith("writing (level B1): passed below your level\n")
    assert "https://wetten.overheid.nl/" in proof
    assert "passed at A2 (DUO, the exam result, 1 September 2026)" in " ".join(proof.split())


def test_a_proof_shows_what_a_conclusion_rests_on_once(proof_of):
    """A rule behind several others is proved where it first stands."""
    proof = proof_of("amina-b1", "writing")
    assert proof.count("WI21-ACT-1 (applies):") == 1


def test_a_proof_says_why_not_and_what_would_close_it(proof_of):
    """The reader sees which condition fails, and which paper or decision would close the line, from whom, by which article."""
    proof = " ".join(proof_of("amina-b1", "writing").split())
    assert "does not apply" in proof
    assert "needs: passed at B1" in proof
    closing = proof.partition("WHAT WOULD CLOSE IT")[2]
    for told in (
        "- exam result: passed at B1 (DUO, the exam result) [WI21-LANG-1:writing, WI2021 art. 7 lid 1 onder a] final answer: DUO",
        "- the level in the PIP: A2 (the municipality, the PIP) [WI21-LANG-4:writing, WI2021 art. 17 lid 3] final answer: your municipality",
        "- dispensation: granted (DUO, the letter of DUO) [WI21-LANG-7:writing, WI2021 art. 5 lid 1] final answer: DUO",
    ):
        assert told in closing


def test_a_proof_says_the_same_once(proof_of):
    """What would close a component takes the place of the rules that it still lacks; a rule keeps those."""
    assert "WHAT WOULD CHANGE IT" not in proof_of("amina-b1", "writing")
    assert "WHAT WOULD CLOSE IT" not in proof_of("amina-b1", "WI21-LANG-7")
    assert "WHAT WOULD CHANGE IT" in proof_of("amina-b1", "WI21-LANG-7")


def test_facts_of_two_deciders_stand_together(proof_of):
    """A lower level closes nothing without a pass: both are named, and both who decide."""
    proof = " ".join(proof_of("first-plan-no-level", "reading").split())
    assert "- the level in the PIP: A2 (the municipality, the PIP) and exam result: passed at A2 (DUO, the exam result)" in proof
    assert "final answer: your municipality and DUO" in proof


def test_a_fact_of_another_part_names_that_part(proof_of):
    """Who left the taalschakeltraject closes it with the exams; each is named."""
    assert "- exam result (writing): passed at B1" in proof_of("onderwijs-left", "taalschakeltraject")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "map",
            [
                "Which route does your PIP name?",
                "Did you do the 40 practical hours of the MAP and have the final talk?",
                "Do you follow the taalschakeltraject",
            ],
        ),
        ("reading", ["They settle it in 23 of the 30 possible combinations of answers."]),
    ],
)
def test_a_proof_of_what_cannot_be_told_asks_what_would_settle_it(proof_of, line, told):
    """The fewest questions that settle it; where three are not enough, in how many cases they are."""
    settling = proof_of("route-unknown", line).partition("WHICH ANSWERS WOULD SETTLE IT")[2]
    assert all(one in settling for one in told)
    assert ("combinations" in settling) == (line == "reading")


def test_where_an_authority_answers_no_question_is_asked(proof_of):
    """The municipality says whether the MAP is asked of who left the taalschakeltraject; no fact of the file settles that."""
    assert "WHICH ANSWERS" not in proof_of("onderwijs-left", "map")


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", ["amina-b1", "onderwijs-asylum", "same-plan-asylum", "term-over-asylum", "z-asylum"])
def test_an_asylum_holder_reads_of_no_fine_in_what_would_close_a_line(proof_of, name, lang):
    """Of no part, in no language."""
    for line in Rulebook.shipped().catalogue.components:
        assert not MONEY_OWED.search(proof_of(name, line, lang))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("line", ["map", "knm_exam", "WI21-B1-1", "WI21-TIME-2"])
def test_a_proof_ends_with_the_deferral(proof_of, line, lang):
    """An explanation is no decision either."""
    told = " ".join(proof_of("amina-b1", line, lang).split())
    assert Rulebook.shipped().catalogue.deferral.says.in_(lang) in told[-300:]


def test_a_proof_marks_unknown_facts(proof_of):
    """A fact that nobody told is shown as unknown, with a question mark."""
    assert "? the route: unknown" in proof_of("route-unknown", "writing")


def test_every_rule_can_be_shown_as_a_page():
    """A policy officer can read any rule of the rulebook, in both languages."""
    book = Rulebook.shipped()
    for written in {rule.written_as for rule in book.rules}:
        for lang in ("nl", "en"):
            page = as_rule_page(book.written(written), book.catalogue, lang=lang, on=DAY)
            assert page.startswith(written)
            assert "{part}" not in page


def test_a_page_of_a_rule_shows_all_that_was_written(rule_page):
    """Sentence, conditions with labels, consequence, articles with address and quote, days, who decides, examples."""
    for told in (
        "WI21-KNM-1",
        "You passed the KNM exam.",
        "KNM result is passed (knm_result: passed)",
        "closes: KNM exam",
        'WI2021 art. 7 lid 1 onder b "kennis van de Nederlandse maatschappij" (read on 23 November 2026)',
        "https://wetten.overheid.nl/jci1.3:c:BWBR0044770&artikel=7&z=2026-11-23",
        "from 1 January 2022",
        "not passed: does not apply",
    ):
        assert told in rule_page("WI21-KNM-1")


@pytest.fixture
def rule_page():
    """The page of a rule in English."""
    book = Rulebook.shipped()
    return lambda rule: as_rule_page(book.written(rule), book.catalogue, lang="en", on=DAY)


def test_a_list_marks_rules_that_were_not_read():
    """In a list of rules a doubtful one cannot be missed."""
    book = Rulebook.shipped()
    words = Wording(book.catalogue, "en")
    assert as_rule_line(book.rule("WI13-TIME-8"), words).endswith("(uncertain: not read in the law)")
    assert "uncertain" not in as_rule_line(book.rule("WI21-ACT-1"), words)


def test_a_rule_that_has_ended_shows_its_last_day(rule_page):
    """A rule of an earlier time names the days on which it held, both included; one that holds has no last day."""
    ended = [rule for rule in Rulebook.shipped().rules if rule.in_force.until < LAST_DAY]
    assert ended
    for rule in ended:
        assert f"up to and including {spoken(rule.in_force.until, 'en')}" in rule_page(rule.id)
    assert "up to and including" not in rule_page("WI21-KNM-1")


def test_a_rule_is_read_with_the_numbers_of_the_day(book):
    """Who reads a rule from another program sees how many months, and no name between braces; of no rule a number stays open."""
    page = as_rule_page(with_numbers(book.written("WI21-GROUND-20"), book.numbers, DAY), book.catalogue, lang="en", on=DAY)
    assert "announced 6 months" in page
    left = {slot for rule in with_numbers(book.rules, book.numbers, DAY) for slot in rule.says.slots}
    assert not left & set(book.numbers.by_name)
