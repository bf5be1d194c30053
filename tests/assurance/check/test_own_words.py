"""A sentence says what its own rule says: its decider, its numbers and days, and no more than its verb."""

import shutil
from datetime import date

import pytest

from route_advisor import Rulebook
from route_advisor.assurance.check.own_words import own_words
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.rulebook.book import shipped_folder

ON = date(2026, 11, 23)
WATER = "garden/watering.yaml"
SAYS = "en: The office can set fewer hours."


def told(folder):
    """What is found, without its place."""
    return [finding.says for finding in own_words(WrittenPages(Rulebook.read(folder)))]


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ("en: DUO decides on fewer hours.", "says that duo decides, and the rule has office"),
        ("en: The office can set fewer hours than {rain_days}.", "has the number {rain_days}, whose article the rule does not cite"),
        ("en: Since 3 May 2021 the office can set fewer hours.", "has the day 2021-05-03, which is none of the rule's own"),
        ("en: Since 1 January 2020 the office can set fewer hours.", "has other days than the sentence in nl"),
        ("en: You will get fewer hours of the office.", 'says "You will get": a sentence promises no result'),
        ("en: Ask the office, or you lose your garden.", 'says "lose your": a sentence helps before it frightens'),
        ("en: You do not have to water. Ask the office.", 'says "You do not have to": only a rule that releases'),
        ("en: The office can impose a fine.", 'says "fine": only a rule that rests on the articles about fines'),
        ("en: The office can lend you money.", 'says "lend": a loan is for those whom the Act gives it'),
    ],
)
def test_what_is_not_the_rules_own_is_told(garden, says, wrong):
    """One line, which says what to do; whichever of them is put in an otherwise sound rulebook."""
    number = "  rain_days:\n    law: [{cite: GARDEN art. 9, checked_on: 2026-11-01}]\n    unit: days\n    values: {2020-01-01: 1}\n"
    folder = garden(WATER, SAYS, says)
    page = folder / WATER
    page.write_text(page.read_text().replace("numbers:\n", "numbers:\n" + number if "rain_days" in says else "numbers:\n", 1))
    found = [one for one in told(folder) if wrong in one]
    assert len(found) == 1
    assert found[0].endswith("mend it, or say why under exceptions in sentence_words.yaml")


def test_a_day_on_which_the_rule_begins_is_its_own(garden):
    """Also its act and its numbers, and the day before."""
    folder = garden(WATER, SAYS, "en: Since 1 January 2020 the office can set fewer hours.")
    page = folder / WATER
    page.write_text(page.read_text().replace("nl: Het loket kan", "nl: Sinds 1 januari 2020 kan het loket", 1))
    assert told(folder) == []


def test_a_loan_named_to_asylum_status_holders_is_refused(tmp_path):
    """LOAN-9 once sent them to a loan of DUO, and every check and proof passed."""
    folder = tmp_path / "rules"
    shutil.copytree(shipped_folder(), folder)
    page = folder / "wet-inburgering-2021" / "loan.yaml"
    page.write_text(page.read_text(encoding="utf-8").replace("group: family_or_other_migrant, ", ""), encoding="utf-8")
    assert any("a loan is for those whom the Act gives it" in one for one in told(folder))


def test_an_exception_that_nothing_needs_is_told(tmp_path):
    """The list stays as short as the reasons are good."""
    folder = tmp_path / "rules"
    shutil.copytree(shipped_folder(), folder)
    page = folder / "sentence_words.yaml"
    page.write_text(page.read_text(encoding="utf-8") + '  WI21-TERM-1: {allows: [a_fine], why: "none"}\n', encoding="utf-8")
    assert told(folder) == ["WI21-TERM-1 is allowed a_fine, and does not say it; take it out"]
