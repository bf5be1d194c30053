"""`why`: the proof of one line."""

import json
from datetime import date
from pathlib import Path

import pytest

from route_advisor import load, why

DAY = "2026-11-23"
EXAMPLES = Path(__file__).parents[2] / "examples"


def test_a_component_is_explained(run, amina):
    """The standing, why with facts and who told us, why not, and what would close it."""
    given = run("why", amina, "writing", "--on", DAY, "--lang", "en", "--all")
    assert (given.exit_code, given.stderr) == (0, "")
    for told in (
        "writing (level B1): passed below your level",
        "WHY\n",
        "WHY THE OTHER RULES",
        "WHAT WOULD CLOSE IT",
        "DUO, the exam result",
    ):
        assert told in given.stdout


def test_what_holds_and_what_would_close_it_stand_before_the_conditions(run, amina):
    """What answers stands first; the proof follows."""
    told = run("why", amina, "schrijven", "--on", DAY, "--all").stdout
    places = [told.index(heading) for heading in ("WAT NU GELDT", "WAT DIT ZOU SLUITEN", "WAAROM\n", "WAAROM DE ANDERE")]
    assert places == sorted(places)
    assert len(told[: told.index("WAAROM\n")].splitlines()) <= 24


@pytest.mark.parametrize(
    "word", ["extra tijd", "schrijven", "mondeling", "KNM", "map", "termijn", "route", "boete", "afschalen", "lening", "vrijstelling"]
)
@pytest.mark.parametrize("name", ["amina-b1", "z-asylum", "route-unknown", "wi2013-cohort-c"])
def test_why_is_one_screen_that_counts_what_it_leaves_out(run, monkeypatch, name, word):
    """What holds, what would close it or what nobody told yet; the proof of each rule is behind --all, and says so."""
    monkeypatch.setenv("COLUMNS", "80")
    told = run("why", EXAMPLES / f"{name}.yaml", word, "--on", DAY).stdout
    assert "WAT NU GELDT" in told
    assert "WAAROM\n" not in told
    assert len(told.splitlines()) <= 36
    everything = run("why", EXAMPLES / f"{name}.yaml", word, "--on", DAY, "--all").stdout
    assert ("Meer met --all" in told) == (len(everything.splitlines()) > len(told.splitlines()))


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("mondeling", "spreken"),
        ("KNM", "KNM-examen"),
        ("extra tijd", "Extra tijd"),
        ("uitstel", "Extra tijd"),
        ("boete", "Boete"),
        ("termijn", "Termijn"),
        ("plicht", "Plicht"),
        ("duty", "Plicht"),
        ("route", "Leerroute"),
        ("term", "Termijn"),
        ("extra-time", "Extra tijd"),
        ("afschalen", "Lager niveau"),
    ],
)
def test_the_words_that_people_use_are_understood(run, amina, word, title):
    """In the reader's own words, in any language."""
    told = run("why", amina, word, "--on", DAY)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith(title)


def test_the_other_act_is_left_out_and_counted(run, amina):
    """Who is under the 2021 Act reads no rule of 2013, unless they ask for everything."""
    told = run("why", amina, "map", "--on", DAY).stdout
    everything = run("why", amina, "map", "--on", DAY, "--all").stdout
    assert "WI13-" not in told
    assert "--all" in told
    assert "WI13-" in everything
    assert "--all" not in everything


def test_a_rule_is_explained(run, amina):
    """A rule id gives what that rule says about this person."""
    given = run("why", amina, "WI21-B1-1", "--on", DAY)
    assert given.exit_code == 0
    assert "WI21-B1-1 (geldt)" in given.stdout


def test_json_is_the_explanation_itself(run, amina):
    """Apps get the same object as from `explain`."""
    told = json.loads(run("why", amina, "map", "--on", DAY, "--format", "json").stdout)
    assert told == json.loads(why(load(amina), "map", on=date(2026, 11, 23)).model_dump_json())


def test_an_unknown_line_suggests_another(run, amina):
    """A typing mistake is answered with the nearest word, on stderr."""
    given = run("why", amina, "writin", "--on", DAY)
    assert (given.exit_code, given.stdout) == (2, "")
    assert 'did you mean "writing"?' in given.stderr


def test_a_language_without_sentences_is_refused(run, amina):
    """One line names the languages that there are."""
    given = run("why", amina, "map", "--on", DAY, "--lang", "so")
    assert (given.exit_code, given.stdout) == (2, "")
    assert '"so" is no language of this rulebook; it has nl, en, ' in given.stderr
