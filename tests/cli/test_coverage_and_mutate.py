"""`rules coverage` and `rules mutate` as people type them."""

import json
import shutil

import pytest

from route_advisor.rulebook.book import shipped_folder

SCENARIOS = "- {name: a case, article: WI2021 art. 3, checked_by: nobody, day: 2026-11-23, facts: {route: z}, expect: {route: z}}\n"
RULES = """
topic: {en: An invented act, nl: Een verzonnen wet}
stage: components
rules:
  - id: TINY-1
    says: {en: You read., nl: U leest.}
    law: [{cite: WI2021 art. 7, certainty: inference}]
    in_force: {from: 2022-01-01}
    when: {route: b1, duo_duty: obliged}
    then: {requires: reading}
    final_word: duo
    examples:
      - {name: obliged, given: {route: b1, duo_duty: obliged}, expect: applies}
      - {name: fulfilled, but: {duo_duty: fulfilled}, expect: does_not_apply}
      - {name: not known, but: {duo_duty: unknown}, expect: cannot_tell}
"""


@pytest.fixture
def tiny(tmp_path):
    """The options that name a rulebook of one rule, and its one scenario."""
    folder, scenarios = tmp_path / "rules", tmp_path / "scenarios"
    folders = [path.name for path in shipped_folder().iterdir() if path.is_dir() and path.name != "facts"]
    shutil.copytree(shipped_folder(), folder, ignore=shutil.ignore_patterns(*folders, "interview.yaml", "topics.yaml"))
    (folder / "invented").mkdir()
    (folder / "invented" / "act.yaml").write_text(RULES)
    scenarios.mkdir()
    (scenarios / "one.yaml").write_text(SCENARIOS)
    return "--rules", folder, "--scenarios-in", scenarios


def test_a_gap_stands_on_a_line_and_gives_exit_4(run, tiny, tmp_path):
    """Page, line, rule, what is missing, and the example to paste; then the totals."""
    given = run("rules", "coverage", *tiny, "--stories-in", tmp_path / "none")
    assert given.exit_code == 4
    first, *_, totals = given.stdout.splitlines()
    assert first.startswith("invented/act.yaml:5, rule TINY-1: route never decides alone; add - {name: ")
    assert totals.endswith("1 of 2 conditions decided alone: 1 gaps")


def test_coverage_can_be_read_by_programs(run, tiny, tmp_path):
    """The counts and gaps as JSON."""
    told = json.loads(run("rules", "coverage", *tiny, "--stories-in", tmp_path / "none", "--format", "json").stdout)
    assert told["complete"] is False
    assert [gap["rule"] for gap in told["gaps"]] == ["TINY-1"]


def test_a_change_that_nothing_notices_stands_on_a_line_and_gives_exit_4(run, tiny):
    """Page, line, rule, what was changed, and the missing test; then the totals."""
    given = run("rules", "mutate", *tiny)
    assert given.exit_code == 4
    assert "invented/act.yaml:5, TINY-1: it no longer asks route, and nothing notices; add to its examples - {name: " in given.stdout
    assert given.stdout.splitlines()[-1].endswith("not noticed")


def test_mutation_can_be_read_by_programs_and_resumed(run, tiny, tmp_path):
    """Each result names what noticed it, or the test that is missing; a second run gives the same bytes."""
    typed = ("rules", "mutate", *tiny, "--format", "json", "--sample", "20", "--seed", "7", "--resume", tmp_path / "results.jsonl")
    first = run(*typed).stdout
    results = json.loads(first)["results"]
    assert all(bool(one["killed_by"]) != ("missing" in one) for one in results)
    assert run(*typed).stdout == first


def test_one_rule_can_be_tried_by_its_name(run, tiny):
    """Only its own changes; a name that is not there gives one line and exit 2."""
    given = run("rules", "mutate", *tiny, "--only", "TINY-1", "--format", "json")
    assert {one["subject"] for one in json.loads(given.stdout)["results"]} == {"TINY-1"}
    unknown = run("rules", "mutate", *tiny, "--only", "TINY-2")
    assert (unknown.exit_code, unknown.stdout, unknown.stderr.count("\n")) == (2, "", 1)


def test_a_failing_scenario_is_told_before_anything_is_changed(run, tiny, tmp_path):
    """One line, exit 4."""
    (tmp_path / "scenarios" / "one.yaml").write_text(SCENARIOS.replace("{route: z}}", "{route: b1}}"))
    given = run("rules", "mutate", *tiny)
    assert (given.exit_code, given.stdout) == (4, "one.yaml:1: a case: route is z, expected b1\n")


def test_a_folder_as_the_file_of_results_is_refused(run, tiny, tmp_path):
    """The place for results is a file."""
    given = run("rules", "mutate", *tiny, "--resume", tmp_path)
    assert given.exit_code == 2
    assert "is a folder; name a file" in given.stderr
