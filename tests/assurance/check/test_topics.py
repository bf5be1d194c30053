"""The words that people use: each leads to one topic, and each topic to rules and to somebody who decides there."""

import pytest

from route_advisor.assurance.check import check
from route_advisor.rulebook.book import Rulebook

SOUND = "hours: {name: {en: fewer hours, nl: minder uren}, words: {nl: [korter gieten]}, covers: [ask_for_fewer], who: office}\n"


@pytest.fixture
def told(garden):
    """What is found in the invented rulebook with this page of topics."""

    def look(page):
        folder = garden()
        (folder / "topics.yaml").write_text(page, encoding="utf-8")
        return [one.says for one in check(Rulebook.read(folder)).findings]

    return look


def test_a_topic_that_leads_to_rules_and_to_who_decides_is_sound(told):
    """Nothing to mend."""
    assert told(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("korter gieten", "gieten", '"gieten" is a word of hours too'),
        ("ask_for_fewer", "ask_for_more", 'it covers "ask for more", which no rule is about'),
        ("name: {en: fewer hours, nl: minder uren}, ", "", "people cannot ask about it without a name"),
        ("who: office", "who: office, takes: {en: 'In {weeks} weeks.', nl: 'In {weeks} weken.'}", "says {weeks}, which is not a number"),
    ],
)
def test_a_topic_that_leads_nowhere_is_told_with_what_to_do(told, old, new, says):
    """Two topics that claim one word, a name that no rule has, words without a name, a number that is none."""
    assert old in SOUND
    assert any(says in one for one in told(SOUND.replace(old, new)))


def test_an_authority_that_decides_nothing_there_needs_a_note(garden):
    """Whoever is sent to somebody who decides nothing must read why."""
    other = "neighbour: {name: {en: n, nl: b}, decides: {en: n., nl: n.}, reach: {en: Call., nl: Bel.}, checked_on: 2026-11-01}\n"
    folder = garden()
    path = folder / "authorities.yaml"
    path.write_text(path.read_text("utf-8") + other, "utf-8")
    for note, mistakes in (("", 1), (", note: {en: They help., nl: Zij helpen.}", 0)):
        page = SOUND.replace("who: office", f"who: neighbour{note}")
        (folder / "topics.yaml").write_text(page, "utf-8")
        assert len([one for one in check(Rulebook.read(folder)).findings if "names neighbour" in one.says]) == mistakes
