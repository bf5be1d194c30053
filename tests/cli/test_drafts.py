"""What is written in a language of a catalogue says so, once: that nobody reviewed it, and what it does not have."""

import json
from datetime import date
from pathlib import Path

import pytest

from route_advisor import Advisor, Rulebook, load, write

EXAMPLES = Path(__file__).parents[2] / "examples"
AMINA = EXAMPLES / "amina-b1.yaml"
DAY = "2026-11-23"
ON = ("--on", DAY)
WRITTEN = {
    "advise": ("advise", AMINA, "--for", "person", *ON),
    "who": ("who", "verlenging", *ON),
    "who, all topics": ("who", *ON),
    "compare narrow": ("compare", AMINA, "--assume", "writing=passed_b1", *ON),
    "compare": ("compare", AMINA, "--assume", "writing=passed_b1", *ON),
    "why": ("why", AMINA, "writing", *ON),
    "guide": ("guide", "b1", *ON),
    "timeline": ("timeline", AMINA, *ON),
}


@pytest.fixture(scope="module")
def labels():
    """The catalogues of the shipped rulebook."""
    return Rulebook.shipped().catalogue.languages


@pytest.mark.parametrize("lang", ["nl-easy", "ar", "tr", "uk", "ti"])
@pytest.mark.parametrize("name", WRITTEN)
def test_a_draft_says_once_that_nobody_reviewed_it(run, labels, monkeypatch, name, lang):
    """Whatever the command, and in the words of that language; and what falls back to another language is told too."""
    monkeypatch.setenv("COLUMNS", "50" if name == "compare narrow" else "200")
    told = run(*WRITTEN[name], "--lang", lang)
    assert told.exit_code == 0, told.stderr
    said = " ".join(told.stdout.split())
    draft, missing = (
        labels.translation(lang).sentence(text.nl, "")
        for text in map(Rulebook.shipped().catalogue.label, ("translation_draft", "translation_missing"))
    )
    assert said.count(draft) == 1
    rest = said.replace(missing, "")
    assert said.count(missing) == ("‹" in rest)
    assert run(*WRITTEN[name], "--lang", "nl").stdout.count("‹") == 0


FOR_CASEWORKERS = {
    "screen": ("advise", AMINA, *ON),
    "brief": ("advise", AMINA, "--brief", *ON),
    "page": ("advise", AMINA, "--for", "caseworker", "--format", "html", *ON),
    "find": ("find", AMINA, *ON),
    "find csv": ("find", AMINA, "--format", "csv", *ON),
    "find --agenda": ("find", AMINA, "--agenda", *ON),
    "calendar": ("find", AMINA, "--agenda", "--format", "ics", *ON),
    "agenda": ("advise", AMINA, "--agenda", *ON),
}


@pytest.mark.parametrize("lang", ["nl-easy", "ar"])
@pytest.mark.parametrize("name", FOR_CASEWORKERS)
def test_whoever_works_with_clients_reads_a_language_of_the_rules(run, name, lang):
    """A catalogue speaks to the client: screens, lists and agendas are the Dutch ones, and nothing in them is half translated."""
    told, dutch = (run(*FOR_CASEWORKERS[name], "--lang", one) for one in (lang, "nl"))
    assert told.stdout == dutch.stdout
    assert dutch.stderr == ""
    assert lang in told.stderr


@pytest.mark.parametrize("lang", ["nl-easy", "tr"])
def test_json_holds_the_words_of_a_draft_behind_a_mark(run, lang):
    """What the catalogue has in full stands beside Dutch and English, behind `-x-draft`; else the document is the same, and its receipt holds."""
    plain, told = (json.loads(run("advise", AMINA, *ON, "--format", "json", "--lang", one).stdout) for one in ("nl", lang))
    drafts = []

    def without_drafts(value):
        if isinstance(value, list):
            return [without_drafts(one) for one in value]
        if not isinstance(value, dict):
            return value
        drafts.extend(says for key, says in value.items() if key == f"{lang}-x-draft")
        return {key: without_drafts(one) for key, one in value.items() if not key.endswith("-x-draft")}

    assert without_drafts(told) == plain
    assert len(drafts) > 50
    assert not [says for says in drafts if "‹" in says]
    assert f"{lang}-x-draft" not in json.dumps(plain)


def test_an_advice_with_the_words_of_a_draft_is_still_verified(run, tmp_path):
    """The receipt is about what was advised, and not about the languages in which it was asked."""
    answer = tmp_path / "advice.json"
    answer.write_text(run("advise", AMINA, *ON, "--format", "json", "--lang", "tr").stdout, "utf-8")
    assert run("verify", answer, AMINA).exit_code == 0


def test_json_of_the_languages_of_the_rules_is_as_it_was():
    """Dutch and English at once, the same bytes whatever of them is asked."""
    advice = Advisor(use_engine=False).advise(load(AMINA), on=date.fromisoformat(DAY))
    assert write(advice, "json", lang="nl") == write(advice, "json", lang="en") == advice.model_dump_json(indent=2) + "\n"
