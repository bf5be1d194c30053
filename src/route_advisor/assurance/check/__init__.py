"""Read a rulebook as its sternest reader: run every example, and look for what no reader of the pages would see.

One module a topic: `examples`, `ids`, `validity`, `stages`, `law`, `use`, `sentences`, `own_words`, `short`, `topics`, `translations`, `readable`, `guides` and `mappings`. Each gives findings, and `WrittenPages` knows
on which line they stand. What makes a page unreadable is found sooner, when the rulebook is read.
"""

from datetime import date

from route_advisor.assurance.check.examples import examples
from route_advisor.assurance.check.findings import Finding, Gravity, Report, told_by_reader
from route_advisor.assurance.check.guides import guides
from route_advisor.assurance.check.ids import ids
from route_advisor.assurance.check.law import open_norms, stale
from route_advisor.assurance.check.mappings import mappings
from route_advisor.assurance.check.own_words import own_words
from route_advisor.assurance.check.readable import readable
from route_advisor.assurance.check.sentences import sentences
from route_advisor.assurance.check.short import short
from route_advisor.assurance.check.stages import stages
from route_advisor.assurance.check.topics import topics
from route_advisor.assurance.check.translations import translations
from route_advisor.assurance.check.use import use
from route_advisor.assurance.check.validity import validity
from route_advisor.assurance.check.written import WrittenPages, by_written_id
from route_advisor.rulebook.book import Rulebook

__all__ = ["Finding", "Gravity", "Report", "check", "told_by_reader"]


def check(rulebook: Rulebook, on: date | None = None) -> Report:
    """What is wrong with a rulebook that could be read. With a day, also which sources were read too long before it.

    A rule written for several components is checked for each and told once.
    """
    pages = WrittenPages(rulebook)
    looks = (
        examples,
        ids,
        validity,
        stages,
        open_norms,
        use,
        sentences,
        own_words,
        short,
        topics,
        translations,
        readable,
        guides,
        mappings,
    )
    found = [finding for look in looks for finding in look(pages)]
    found += stale(pages, on) if on is not None else ()
    written = by_written_id(rulebook.rules)
    return Report(
        pages=len({rule.page for rule in rulebook.rules} | {number.page for number in rulebook.numbers.by_name.values()}),
        rules=len(written),
        numbers=len(rulebook.numbers.by_name),
        examples=sum(len(rules[0].examples) for rules in written.values()),
        articles=len({citation.cite for rule in rulebook.rules for citation in rule.law}),
        findings=tuple(sorted(set(found))),
    )
