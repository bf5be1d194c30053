"""`rules`: the rulebook as policy officers read it, and what a check finds."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from route_advisor import Rulebook
from route_advisor.assurance.check import Gravity, check
from route_advisor.rulebook.book import shipped_folder

PAGE = "which-act/act.yaml"
RULES = """
topic: {en: Which act applies, nl: Welke wet geldt}
stage: act

rules:
  - id: TEST-ACT-1
    says:
      en: DUO's letter names the 2021 Act. That act applies to you.
      nl: De brief van DUO noemt de wet van 2021. Die wet geldt voor u.
    law:
      - {cite: WI2021 art. 3 lid 1, quote: Inburgeringsplichtig is de vreemdeling, checked_on: 2026-11-23}
    in_force: {from: 2022-01-01}
    when: {law_in_letter: wi2021}
    then: {concludes: {regime: wi2021}}
    final_word: duo
    examples:
      - {name: the letter names the 2021 Act, given: {law_in_letter: wi2021}, expect: applies}
      - {name: the letter names the 2013 Act, given: {law_in_letter: wi2013}, expect: does_not_apply}

  - id: TEST-ACT-2
    says:
      en: You must integrate under the 2021 Act.
      nl: U moet inburgeren onder de wet van 2021.
    law:
      - {cite: WI2021 art. 54 lid 1, certainty: inference}
    in_force: {from: 2022-01-01}
    when: {law_in_letter: wi2021}
    then: {concludes: {regime_expected: wi2021}}
    final_word: duo
    examples:
      - {name: the letter names the 2021 Act, given: {law_in_letter: wi2021}, expect: applies}
      - {name: the letter names the 2013 Act, given: {law_in_letter: wi2013}, expect: does_not_apply}
"""


@pytest.fixture
def rulebook(tmp_path: Path) -> Callable[..., Path]:
    """The catalogue of the shipped rulebook with one page of our own, in which one text is replaced (the first time it stands there)."""

    def write(old: str = "", new: str = "") -> Path:
        folder, shipped = tmp_path / "rules", shipped_folder()
        folders = {rule.page.partition("/")[0] for rule in Rulebook.shipped().rules}
        shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns(*folders, "guides", "interview.yaml", "topics.yaml"))
        (folder / PAGE).parent.mkdir()
        assert old in RULES
        (folder / PAGE).write_text(RULES.replace(old, new, 1), encoding="utf-8")
        return folder

    return write


def line_of(folder: Path, text: str) -> int:
    """The number of the first line that holds a text."""
    lines = (folder / PAGE).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_the_shipped_rulebook_passes(run, book):
    """Every example of every shipped rule says what the rule says."""
    given = run("rules", "check")
    assert given.exit_code == 0, given.stdout
    counts = re.search(r"(\d+) pages, (\d+) rules, (\d+) numbers, (\d+) examples, (\d+) articles: 0 mistakes", given.stdout)
    assert counts is not None
    assert int(counts[2]) == len({rule.written_as for rule in book.rules})


def test_the_report_can_be_read_by_programs(run):
    """The counts and findings as JSON."""
    told = json.loads(run("rules", "check", "--format", "json").stdout)
    assert told["passed"] is True
    assert told.keys() == {"passed", "pages", "rules", "numbers", "examples", "articles", "findings"}
    assert all(one["gravity"] == "warning" for one in told["findings"])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{law_in_letter: wi2021}", "{law_in_letter: wi2020}", '"wi2020" is not a word of law_in_letter'),
        ("{law_in_letter: wi2021}", "{law_in_leter: wi2021}", 'did you mean "law_in_letter"'),
        ("id: TEST-ACT-2", "id: TEST-ACT-1", "used twice"),
        ("    in_force: {from: 2022-01-01}\n", "    in_force: {form: 2022-01-01}\n", '"form" is not a key'),
        ("cite: WI2021 art. 3 lid 1", "cite: WI2031 art. 3 lid 1", '"WI2031" is not in acts.yaml'),
        ("      en: DUO's letter names the 2021 Act. That act applies to you.\n", "", "en is missing"),
    ],
)
def test_a_seeded_mistake_is_refused_with_its_line(run, rulebook, old, new, told):
    """A wrong word, name, id, key, act or language: exit 4, and the line that names the page, the line number and the rule."""
    folder = rulebook(old, new)
    given = run("rules", "check", "--rules", folder)
    assert given.exit_code == 4
    (line,) = [line for line in given.stdout.splitlines() if told in line]
    place, rule = re.match(rf"{re.escape(PAGE)}:(\d+), rule (TEST-ACT-[12]): ", line).groups()
    assert rule_around(folder, int(place)) == rule


def rule_around(folder: Path, number: int) -> str:
    """The id of the rule in which a line of the page stands."""
    lines = (folder / PAGE).read_text(encoding="utf-8").splitlines()[:number]
    return next(line.split("id: ")[1] for line in reversed(lines) if line.startswith("  - id: "))


def test_an_example_that_is_missing_is_refused(run, rulebook):
    """A rule without an example that does not apply is not finished."""
    folder = rulebook("      - {name: the letter names the 2013 Act, given: {law_in_letter: wi2013}, expect: does_not_apply}\n", "")
    given = run("rules", "check", "--rules", folder)
    assert given.exit_code == 4
    assert f"{PAGE}:{line_of(folder, 'id: TEST-ACT-1')}, rule TEST-ACT-1: has no example that does not apply; add one" in given.stdout


def test_an_example_with_another_outcome_is_found(run, rulebook):
    """The rulebook can be read, and an example tells that a rule does not say what its writer meant."""
    more = "examples:\n      - {name: no letter is known, given: {}, expect: does_not_apply}\n"
    folder = rulebook("examples:\n", more)
    given = run("rules", "check", "--rules", folder)
    assert given.exit_code == 4
    place = f"{PAGE}:{line_of(folder, 'no letter is known')}, rule TEST-ACT-1"
    told = 'example "no letter is known" expects "does not apply", and the rule says "cannot tell"; mend the rule or the example'
    assert given.stdout.startswith(f"{place}: {told}\n")


def test_a_refused_rulebook_is_told_as_json_too(run, rulebook):
    """A program learns why a rulebook was refused."""
    folder = rulebook("{law_in_letter: wi2021}", "{law_in_letter: wi2020}")
    given = run("rules", "check", "--rules", folder, "--format", "json")
    assert given.exit_code == 4
    told = json.loads(given.stdout)
    assert told["passed"] is False
    (wrong,) = [one for one in told["findings"] if one["says"].startswith('"wi2020"')]
    line = line_of(folder, "id: TEST-ACT-1")
    assert (wrong["page"], wrong["line"], wrong["about"], wrong["gravity"]) == (PAGE, line, "rule TEST-ACT-1", "mistake")


def findings(folder: Path, on: date | None = None) -> str:
    """What a check finds in a folder, one line each."""
    return "\n".join(str(one) for one in check(Rulebook.read(folder), on).findings)


def test_a_long_sentence_is_a_warning(rulebook):
    """Twenty words are enough for one sentence to a person."""
    words = " ".join(["word"] * 21)
    assert "says has a sentence of 21 words in en" in findings(rulebook("That act applies to you.", words))


def test_a_sentence_of_twenty_words_is_not(rulebook):
    """Exactly twenty words pass, and two sentences are counted apart."""
    assert "sentence of" not in findings(rulebook("That act applies to you.", " ".join(["word"] * 20) + ". " + " ".join(["word"] * 20)))


def test_a_word_that_leaves_room_asks_for_an_open_norm(rulebook):
    """A quote that says *kan* or *redelijkerwijs* leaves something to a person."""
    found = findings(rulebook("quote: Inburgeringsplichtig is de vreemdeling", "quote: die redelijkerwijs niet kan"))
    assert 'rule TEST-ACT-1: the quote of WI2021 art. 3 lid 1 says "redelijkerwijs"' in found


def test_a_number_that_nobody_uses_is_a_mistake(rulebook):
    """A number of law that no sentence and no fact uses is out of place."""
    number = "stage: act\n\nnumbers:\n  spare_hours:\n    law: [{cite: WI2021 art. 3, checked_on: 2026-11-23}]\n    unit: hours\n    values: {2022-01-01: 7}\n"
    report = check(Rulebook.read(rulebook("stage: act\n", number)))
    (mistake,) = report.mistakes
    assert (mistake.page, mistake.about) == (PAGE, "number spare_hours")


def test_facts_that_no_rule_asks_are_a_warning(rulebook):
    """Without its pages much of the catalogue is idle, and the report says so."""
    report = check(Rulebook.read(rulebook()))
    idle = {one.about for one in report.warnings if one.gravity is Gravity.WARNING and "no rule asks it" in one.says}
    assert "fact pvt_status" in idle
    assert "fact law_in_letter" not in idle


def test_a_rule_that_nobody_will_see_is_a_warning(rulebook):
    """A conclusion that no rule asks and no line shows is written for nobody."""
    found = findings(rulebook("{concludes: {regime_expected: wi2021}}", "{concludes: {stay: temporary}}"))
    assert "rule TEST-ACT-2: it concludes stay, which no rule asks and no line shows" in found


def test_old_sources_are_named_only_for_a_day(rulebook):
    """After 180 days a source must be read again; without a day nobody can say."""
    folder = rulebook()
    read = "WI2021 art. 3 lid 1 was read on 2026-11-23; read it again"
    assert read not in findings(folder)
    assert read not in findings(folder, date(2027, 5, 22))
    assert read in findings(folder, date(2027, 5, 23))


def test_a_rulebook_that_is_not_there_is_refused(run, tmp_path):
    """A folder that holds no rulebook is exit 4, in one line."""
    given = run("rules", "check", "--rules", tmp_path / "nowhere")
    assert given.exit_code == 4
    assert len(given.stdout.splitlines()) == 1


def test_rules_can_be_listed_by_stage(run, book):
    """Each written rule once; a stage keeps its own."""
    everything = run("rules", "list").stdout.splitlines()
    assert len(everything) == len({rule.written_as for rule in book.rules})
    by_stage = [run("rules", "list", "--stage", stage).stdout.splitlines() for stage in ("act", "duty", "components", "steps")]
    assert sorted(line for lines in by_stage for line in lines) == sorted(everything)


def test_uncertain_rules_can_be_listed(run, book):
    """The rules that rest on something nobody read stand together."""
    told = json.loads(run("rules", "list", "--uncertain", "--format", "json").stdout)
    assert {one["id"] for one in told} == {rule.written_as for rule in book.rules if not rule.certain}
    assert all(any(law["certainty"] != "read" for law in one["law"]) for one in told)


def test_a_rule_is_shown_for_the_day_asked(run):
    """The links lead to the text of that day."""
    given = run("rules", "show", "WI21-B1-1", "--on", "2024-05-06", "--lang", "en")
    assert given.exit_code == 0
    assert "z=2024-05-06" in given.stdout
    assert "EXAMPLES" in given.stdout


def test_an_unknown_rule_suggests_another(run):
    """A typing mistake in an id is answered with the nearest."""
    given = run("rules", "show", "WI21-B1-11")
    assert (given.exit_code, given.stdout) == (2, "")
    assert "did you mean" in given.stderr


def test_rules_that_nobody_read_a_second_time_are_listed_with_why(run):
    """The reason stands on the line; the last line counts, also those of which the conditions were read."""
    *_, counts = run("rules", "list", "--unread").stdout.splitlines()
    assert re.fullmatch(r"[0-9]+ rules: [0-9]+ read a second time, of [0-9]+ the conditions too", counts)
    told = json.loads(run("rules", "list", "--unread", "--format", "json").stdout)
    assert all(one["id"] and one["why"] for one in told["unread"])


def test_a_rule_is_shown_with_the_numbers_of_its_day(run):
    """Who reads a rule beside the Act reads the number itself, and no name of one."""
    for rule in ("WI21-PVT-1", "WI21-MAP-3", "WI21-Z-1", "WI21-FINE-1"):
        told = run("rules", "show", rule, "--on", "2026-11-23", "--lang", "nl")
        says = told.stdout.partition("WANNEER")[0]
        assert "{" not in says.replace("{term_starts}", "")
    assert "minstens 12 uur" in run("rules", "show", "WI21-PVT-1", "--on", "2026-11-23", "--lang", "nl").stdout
