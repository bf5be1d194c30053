"""Catalogues of other languages: the slots, numbers and names of the Dutch, and what is stale."""

from collections.abc import Iterator

from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.assurance.texts.catalogues import slips


def translations(pages: WrittenPages) -> Iterator[Finding]:
    """Each translation that differs from its Dutch sentence in more than words; a warning where the Dutch changed since."""
    for slip in slips(pages.rulebook):
        yield Finding(slip.page, slip.line, slip.about, slip.says, Gravity.WARNING if slip.stale else Gravity.MISTAKE)
