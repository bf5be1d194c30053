"""`compare`: two days, two files, two rulebooks, or something supposed."""

import json

from route_advisor.rulebook.book import shipped_folder

DAY = "2026-11-23"


def test_the_same_day_twice_says_that_nothing_changed(run, amina):
    """Silence would leave the reader in doubt."""
    told = run("compare", amina, "--on", DAY, "--and", DAY, "--lang", "en")
    assert (told.exit_code, "Nothing changed." in told.stdout) == (0, True)


def test_what_is_supposed_stands_in_the_title(run, amina):
    """Whoever reads it later sees that nobody decided it."""
    told = run("compare", amina, "--on", DAY, "--assume", "writing_result=passed_b1", "--lang", "en").stdout
    assert "if exam result (writing): passed at B1" in " ".join(told.split())
    assert "writing, level B1: passed below your level → done (expected)" in told


def test_two_files_are_named_on_both_sides(run, amina):
    """Each side says whose advice it is."""
    told = json.loads(run("compare", amina, amina.replace("amina-b1", "near-finish"), "--on", DAY, "--format", "json").stdout)
    assert (told["before"]["case_ref"], told["after"]["case_ref"]) == ("amina-b1", "near-finish")
    assert told["differences"]


def test_two_rulebooks_that_are_one_do_not_differ(run, amina):
    """`--rules` reads a folder; the shipped pages against themselves change nothing."""
    told = run("compare", amina, "--on", DAY, "--rules", shipped_folder(), "--lang", "en")
    assert (told.exit_code, "Nothing changed." in told.stdout) == (0, True)


def test_nothing_to_compare_is_answered_with_what_to_type(run, amina):
    """A lone file is a slip: the line names the four ways."""
    told = run("compare", amina, "--lang", "en")
    assert (told.exit_code, told.stdout) == (2, "")
    for way in ("a second file", "--and DATE", "--rules", "--assume FACT=WORD"):
        assert way in told.stderr
