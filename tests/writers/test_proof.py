"""The proof of one line, as text."""

from datetime import date

import pytest

from route_advisor import Rulebook, explain, load
from route_advisor.dates import LAST_DAY
from route_advisor.sentences import spoken
from route_advisor.writers.proof import as_proof
from route_advisor.writers.rule_page import as_rule_line, as_rule_page
from route_advisor.writers.wording import Wording

DAY = date(2026, 11, 23)


@pytest.fixture
def proof_of(request, twin):
    """The proof of a line in an example file."""
    examples = request.path.parents[2] / "examples"

    def proof(name: str, line: str, lang: str = "en") -> str:
        explanation = explain(load(examples / f"{name}.yaml"), line, on=DAY, advisor=twin)
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


def test_a_proof_says_why_not_and_what_would_change_it(proof_of):
    """The reader sees which condition fails, and what is needed instead."""
    proof = " ".join(proof_of("amina-b1", "writing").split())
    assert "does not apply" in proof
    assert "needs: passed at B1" in proof
    assert "WHAT WOULD CHANGE IT" in proof
    assert "final answer: DUO" in proof


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
    assert as_rule_line(book.rule("WI07-ACT-1"), words).endswith("(uncertain: the text of the law was not read)")
    assert "uncertain" not in as_rule_line(book.rule("WI21-ACT-1"), words)


def test_a_rule_that_has_ended_shows_its_last_day(rule_page):
    """A rule of an earlier time names the days on which it held, both included; one that holds has no last day."""
    ended = [rule for rule in Rulebook.shipped().rules if rule.in_force.until < LAST_DAY]
    assert ended
    for rule in ended:
        assert f"up to and including {spoken(rule.in_force.until, 'en')}" in rule_page(rule.id)
    assert "up to and including" not in rule_page("WI21-KNM-1")
