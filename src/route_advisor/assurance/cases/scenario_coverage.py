"""Which rules no scenario touches: law that nobody has checked against a case."""

from pathlib import Path

from route_advisor.assurance.cases.scenarios import read_scenarios, touched
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Rule


def untouched_rules(rulebook: Rulebook, folder: Path) -> tuple[Rule, ...]:
    """The rules that apply in no scenario, one for each written id, in the order of the pages.

    Raises `RulebookRefused` where a scenario cannot be read, or where the folder holds none.
    """
    reached = touched(read_scenarios(folder, rulebook), rulebook)
    return tuple({rule.written_as: rule for rule in rulebook.rules if rule.written_as not in reached}.values())
