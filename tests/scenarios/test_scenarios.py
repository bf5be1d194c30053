"""The scenarios of a lawyer: for each case the lines that the law gives."""

from pathlib import Path

import pytest

from route_advisor.assurance.cases.scenario_coverage import untouched_rules
from route_advisor.assurance.cases.scenarios import differences, read_scenarios, told_about
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import Rulebook

FOLDER = Path(__file__).parent
SCENARIOS = read_scenarios(FOLDER, Rulebook.shipped())


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: f"{scenario.where.partition(':')[0]}:{scenario.name}")
def test_a_scenario_gives_the_lines_that_the_law_gives(scenario, book):
    """Every case in this folder was read against the law dossier, and the rulebook says the same."""
    assert differences(scenario, told_about(scenario, book)) == ()


def test_no_rule_is_without_a_scenario(book):
    """Each rule applies in at least one case that somebody wrote down."""
    assert [rule.written_as for rule in untouched_rules(book, FOLDER)] == []


def test_there_are_enough_scenarios_and_no_two_have_one_name():
    """At least 150 cases, each told apart by its name."""
    assert len(SCENARIOS) >= 150
    assert len({scenario.name for scenario in SCENARIOS}) == len(SCENARIOS)


def test_every_boundary_vector_of_the_dossier_has_a_scenario():
    """T1 to T28, as corrected when the law was verified."""
    assert {f"T{number}" for number in range(1, 29)} <= {scenario.vector for scenario in SCENARIOS}


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("facts: {rout: b1}", '"rout" is not a fact; did you mean "route"?'),
        ("facts: {route: b2}", '"b2" is not a word of route'),
        ("file: {municipality: {plans: [{dated: 2023-02-30, route: b1}]}}", "no such day"),
        ("dates: {term_begins: 2023-05-11}", '"term_begins" is not a date'),
    ],
)
def test_a_scenario_with_a_mistake_is_refused_with_its_place(tmp_path, book, line, mistake):
    """A misspelt fact, word or date is told with its file, line and name, and never silently ignored."""
    (tmp_path / "case.yaml").write_text(
        f"- name: a case\n  article: WI2021 art. 3\n  checked_by: dossier\n  day: 2026-11-23\n  {line}\n  expect: {{route: b1}}\n",
        encoding="utf-8",
    )
    with pytest.raises(RulebookRefused, match=r"case\.yaml:1: a case") as refused:
        read_scenarios(tmp_path, book)
    assert mistake in str(refused.value)


@pytest.mark.parametrize("expect", ["WI21-B1-99: applies", "WI21-B1-1: maybe", "raeding: open", "asks: [rout]"])
def test_an_expectation_that_nothing_can_meet_is_refused(tmp_path, book, expect):
    """A misspelt component, rule or outcome would make a scenario that checks nothing."""
    (tmp_path / "case.yaml").write_text(
        f"- {{name: a case, article: WI2021 art. 3, checked_by: dossier, day: 2026-11-23, expect: {{{expect}}}}}\n", encoding="utf-8"
    )
    with pytest.raises(RulebookRefused):
        read_scenarios(tmp_path, book)


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ("says: 10", "says: found the number 10"),
        ("never_says: [fine, 340]", "never_says: found the number 340"),
        ("asks: {route: b1}", "asks: found "),
        ("explains: 2", "explains: found the number 2"),
    ],
)
def test_a_number_where_a_text_belongs_is_told_with_its_place(tmp_path, book, expect, found):
    """What a sentence says is a text: a bare number or a mapping gets one line that tells what to write, and no traceback."""
    (tmp_path / "case.yaml").write_text(
        f"- {{name: a case, article: WI2021 art. 3, checked_by: dossier, day: 2026-11-23, expect: {{{expect}}}}}\n", encoding="utf-8"
    )
    with pytest.raises(RulebookRefused, match=r"^case\.yaml:1: a case: [^\n]+$") as refused:
        read_scenarios(tmp_path, book)
    assert found in str(refused.value)
    assert "allowed is a text" in str(refused.value)


def test_a_file_without_scenarios_is_no_mistake(tmp_path, book):
    """A file of comments alone beside one with a case: the case is read."""
    (tmp_path / "empty.yaml").write_text("# nothing yet\n", encoding="utf-8")
    (tmp_path / "case.yaml").write_text(
        "- {name: a case, article: WI2021 art. 3, checked_by: dossier, day: 2026-11-23, expect: {says: fine}}\n", encoding="utf-8"
    )
    assert [scenario.name for scenario in read_scenarios(tmp_path, book)] == ["a case"]
