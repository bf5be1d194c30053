"""`who`, and `rules list --scenarios`: what a policy officer asks of the rulebook as a whole."""

import json
from pathlib import Path

import pytest

SCENARIOS = Path(__file__).parents[1] / "scenarios"


def test_who_decides_where_it_is_written_and_how_to_object(run):
    """A part of inburgering names its authority, articles, rules, address and the way to object."""
    told = run("who", "map", "--lang", "en", "--on", "2026-11-23").stdout
    for word in ("ask your municipality", "WI2021 art. 6", "WI21-MAP-1", "To object:", "Address checked on"):
        assert word in told


def test_who_without_a_topic_lists_the_topics(run, book):
    """Every authority of the rulebook with the topics on which to ask it first; every topic has one, and all fit on one screen."""
    told = json.loads(run("who", "--format", "json").stdout)
    assert {one["authority"] for one in told} <= set(book.catalogue.authorities)
    listed = [topic for one in told for topic in one["topics"]]
    assert sorted(listed) == sorted(book.topics.by_id)
    for lang in ("nl", "en"):
        screen = run("who", "--lang", lang).stdout
        assert len(screen.splitlines()) <= 24
        assert all(topic.name.in_(lang).partition(" (")[0] in " ".join(screen.split()) for topic in book.topics.by_id.values())


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_one_authority_answers_with_how_to_reach_it_how_long_it_takes_and_how_to_object(run, book, lang):
    """Each topic, by its name in the reader's language: one head line with the authority, and where it is written."""
    for topic in book.topics.by_id.values():
        told = run("who", topic.name.in_(lang), "--lang", lang, "--on", "2026-11-23").stdout
        head, *rest = told.splitlines()
        assert head.startswith(topic.name.in_(lang)[:1].upper())
        assert book.catalogue.authorities[topic.who].name.in_(lang).casefold() in " ".join(told.split()).casefold()
        assert not [line for line in rest if "{" in line]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_answer_says_that_nothing_is_decided_or_counts_what_it_leaves_out(run, book, lang):
    """A few articles and rules stand there; whoever only helps decides nothing, and that is no answer."""
    for topic in book.topics.by_id.values():
        told = run("who", topic.name.in_(lang), "--lang", lang, "--on", "2026-11-23").stdout
        assert "(+" not in told
        assert not any(word in told for word in ("Nothing;", "Niets;"))


def test_a_topic_nobody_wrote_about_is_refused(run):
    """The message names a word that does exist."""
    given = run("who", "readnig")
    assert given.exit_code == 2
    assert 'did you mean "reading"' in given.stderr


def test_every_rule_is_touched_by_a_scenario(run):
    """The list of rules that no scenario touches is empty."""
    given = run("rules", "list", "--scenarios", "--scenarios-in", SCENARIOS, "--format", "json")
    assert (given.exit_code, json.loads(given.stdout)) == (0, [])


def test_a_rule_without_a_scenario_is_listed(run, tmp_path):
    """With one scenario the rules that it touches are left out, and the others stay."""
    (tmp_path / "one.yaml").write_text(
        "- name: The letter names the 2021 Act\n"
        "  article: WI2021 art. 3\n"
        "  checked_by: dossier\n"
        "  day: 2026-11-23\n"
        "  facts: {law_in_letter: wi2021}\n"
        "  expect: {WI21-ACT-1: shown}\n",
        "utf-8",
    )
    given = run("rules", "list", "--scenarios", "--scenarios-in", tmp_path, "--format", "json")
    listed = {one["id"] for one in json.loads(given.stdout)}
    assert "WI21-ACT-1" not in listed
    assert "WI21-MAP-1" in listed


def test_a_folder_without_scenarios_is_refused(run, tmp_path):
    """An empty folder is a mistake and no proof."""
    assert run("rules", "list", "--scenarios", "--scenarios-in", tmp_path).exit_code == 4


def test_a_telephone_number_stays_whole(run):
    """Its groups are not read from the last to the first among Arabic words."""
    for lang in ("nl", "ar"):
        told = run("who", "fine", "--lang", lang).stdout
        assert "050\u00a0599\u00a096\u00a000" in told
