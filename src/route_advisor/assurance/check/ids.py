"""Ids: they stand in advice and in letters, so each names one rule for ever."""

from collections.abc import Iterator

from route_advisor.assurance.check.findings import Finding
from route_advisor.assurance.check.written import RETIRED, WrittenPages
from route_advisor.vocabulary import Clock


def ids(pages: WrittenPages) -> Iterator[Finding]:
    """Each id that is used again: one that stands in `retired.yaml`; and each number that has the name of a date."""
    retired = set(pages.words(RETIRED))
    for rule in pages.once():
        if rule.written_as in retired:
            says = f"this id stands in {RETIRED}: it had another meaning once, in letters that people still have; give the rule a new id"
            yield pages.at_rule(rule, says, "id")
    for name, number in pages.rulebook.numbers.by_name.items():
        if name in set(Clock):
            yield pages.at_number(
                number, f"a date has this name too, and a sentence that says {{{name}}} can mean either; take another name"
            )
