"""`rules languages` and `rules readability`: what a volunteer types who adds a language or mends a sentence."""

import json
import shutil

import pytest

from route_advisor.rulebook.book import shipped_folder
from route_advisor.rulebook.translation import read_po_file


@pytest.fixture
def pages(tmp_path):
    """A copy of the shipped pages, to write in."""
    return shutil.copytree(shipped_folder(), tmp_path / "rules")


def test_a_language_begins_with_every_sentence_empty(run, pages):
    """`update` makes the file that a translator fills; until then everything falls back, and the check says how much is done."""
    given = run("rules", "languages", "update", "pl", "--rules", pages)
    assert given.exit_code == 0
    catalog = read_po_file(pages / "languages" / "pl.po")
    assert len(catalog) > 2000
    assert {str(message.string) for message in catalog if message.id and isinstance(message.string, str)} == {""}
    told = run("rules", "languages", "check", "pl", "--rules", pages)
    assert told.exit_code == 0
    assert told.stdout.startswith("pl: 0 of ")


def test_a_translated_language_can_be_asked(run, amina):
    """Each language of the folder is an answer of `--lang`, with its letters, its direction and what it lacks."""
    for language, tag, direction in (
        ("nl-easy", "nl", "ltr"),
        ("ar", "ar", "rtl"),
        ("tr", "tr", "ltr"),
        ("uk", "uk", "ltr"),
        ("ti", "ti", "ltr"),
    ):
        given = run("advise", amina, "--on", "2026-11-23", "--lang", language, "--format", "html")
        assert given.exit_code == 0
        assert f'<html lang="{tag}" dir="{direction}">' in given.stdout
        assert 'class="translation" role="note"' in given.stdout


@pytest.mark.parametrize("code", ["NL", "nl_easy", "x", "x-", "../nl"])
def test_what_is_no_code_of_a_language_is_refused(run, amina, code):
    """One line says how a code is written."""
    given = run("advise", amina, "--on", "2026-11-23", "--lang", code)
    assert (given.exit_code, given.stdout) == (2, "")
    assert "is not a language code; write nl, nl-easy, en, ar …" in given.stderr


def test_a_language_of_the_pages_needs_no_catalogue(run, pages):
    """Dutch and English stand on the pages themselves."""
    given = run("rules", "languages", "update", "en", "--rules", pages)
    assert given.exit_code == 2
    assert "stands on the pages themselves" in given.stderr


def test_the_template_is_written_where_it_is_asked(run, tmp_path):
    """`extract` gives every sentence with its place, its Dutch and its English."""
    given = run("rules", "languages", "extract", "--output", tmp_path / "all.pot")
    assert given.exit_code == 0
    assert 'msgctxt "rule WI21-B1-2 says"\nmsgid "In de B1-route doet u het KNM-examen."' in (tmp_path / "all.pot").read_text(
        encoding="utf-8"
    )


def test_a_promise_on_a_page_is_found(run, pages):
    """`rules readability` names the sentence and what to do, and fails."""
    path = pages / "deferral.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Deze lijst is hulp", "U krijgt zeker hulp"), encoding="utf-8")
    given = run("rules", "readability", "--rules", pages, "--format", "json")
    assert given.exit_code == 4
    told = json.loads(given.stdout)
    assert not told["passed"]
    assert {one["place"] for one in told["faults"]} == {"deferral says"}
    assert "promises" in told["faults"][0]["says"]


def test_each_sentence_has_a_score(run):
    """From 0 to 10, with the hardest in front."""
    given = run("rules", "readability", "--lang", "nl", "--worst", "3")
    assert given.exit_code == 0
    *hardest, last, rare = given.stdout.splitlines()
    assert len(hardest) == 3
    assert last.startswith("nl: ")
    assert last.endswith("0 to mend")
    assert rare.startswith("rare words: ")


def test_without_a_list_of_frequent_words_the_score_says_so(run, tmp_path):
    """The lists are no part of the package; nothing is counted as rare without one."""
    given = run("rules", "readability", "--lang", "nl", "--worst", "0", "--frequent", tmp_path)
    assert given.exit_code == 0
    assert "rare words were not counted" in given.stdout.splitlines()[-1]
