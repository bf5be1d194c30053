"""Each rule is tried in each way, and each condition has once decided alone."""

from datetime import date
from pathlib import Path

from route_advisor.assurance.cases.rule_coverage import rule_coverage
from route_advisor.assurance.cases.scenarios import read_scenarios

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 23)


def gaps(files):
    """The gaps of a tiny rulebook without stories."""
    book = files.book
    return [(gap.rule, gap.missing, gap.example) for gap in rule_coverage(book, read_scenarios(files.scenarios, book), [], DAY).gaps]


def test_the_shipped_rulebook_has_no_gaps(book):
    """Every rule applied, did not apply and could not be told; every condition that can fail decided alone."""
    stories = sorted((ROOT / "examples").glob("*.yaml"))
    found = rule_coverage(book, read_scenarios(ROOT / "tests" / "scenarios", book), stories, DAY)
    assert [str(gap) for gap in found.gaps] == []
    assert found.decided == found.conditions > 1000
    assert stories


def test_a_rulebook_with_all_near_misses_has_no_gaps(tiny):
    """Examples, those of the page, and scenarios count together."""
    assert gaps(tiny()) == []


def test_a_missing_near_miss_is_a_gap_that_can_be_pasted(tiny):
    """The gap names the condition, and its example fills it."""
    files = tiny({"      - {name: on the Z-route, but: {route: z}, expect: does_not_apply}\n": "", "facts: {route: z}": "facts: {}"})
    ((rule, missing, example),) = gaps(files)
    assert (rule, missing) == ("TINY-1", "route never decides alone")
    page = files.rules / "invented" / "act.yaml"
    text = page.read_text()
    page.write_text(text.replace("      - {name: the route is", f"      {example}\n      - {{name: the route is"))
    assert gaps(files) == []


def test_a_rule_that_can_always_be_told_is_a_gap(tiny):
    """Somebody must see what the rule does where a fact is missing. A scenario about the law alone shows nothing of a person."""
    files = tiny(
        {
            "      - {name: the route is not known, but: {route: unknown}, expect: cannot_tell}\n": "",
            "facts: {route: z}": "facts: {law_in_letter: wi2021, route: z}",
        }
    )
    ((rule, missing, example),) = gaps(files)
    assert (rule, missing) == ("TINY-1", "can be told in every case")
    assert example.endswith("but: {regime: unknown}, expect: cannot_tell}")


def test_a_condition_with_every_word_of_its_fact_cannot_fail(tiny):
    """It asks only whether the fact is known: said, and not counted as a gap."""
    files = tiny(
        {
            "when: {route: [b1, onderwijs]}": "when: {route: [b1, onderwijs, z]}",
            "but: {route: z}, expect: does_not_apply": "but: {route: z}, expect: applies",
        }
    )
    found = rule_coverage(files.book, [], [], DAY)
    assert found.always_hold == ("invented/act.yaml:11, rule TINY-1: asks only whether route is known",)
