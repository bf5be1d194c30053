"""Mapping pages: places that a file does not have, words that do not stand there, and purposes of a permit that the rulebook does not know."""

from collections.abc import Iterator

from route_advisor.assurance.check.findings import Finding, told_by_reader
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.folder import MAPPINGS
from route_advisor.sheets.mapping import MappingPage, read_mapping

_PURPOSE, _FACT = "purpose", "residence_purpose"


def mappings(pages: WrittenPages) -> Iterator[Finding]:
    """What is wrong with the pages of a rulebook that say what the columns of a sheet mean."""
    if pages.folder is None:
        return
    known = pages.rulebook.catalogue.facts.get(_FACT)
    for path in sorted((pages.folder / MAPPINGS).glob("*.yaml")):
        name = f"{MAPPINGS}/{path.name}"
        try:
            page = read_mapping(path)
        except RulebookRefused as refused:
            yield from told_by_reader(f"{MAPPINGS}/{line}" for line in refused.mistakes)
            continue
        for word in _purposes(page):
            if known is not None and word not in known.values:
                yield Finding(
                    name, 1, f"mapping {path.stem}", f'"{word}" is not a purpose of a permit (allowed: {", ".join(known.values)})'
                )


def _purposes(page: MappingPage) -> Iterator[str]:
    for form in page.forms:
        for column in form.columns:
            if column.place.steps[-1].key == _PURPOSE:
                yield from column.words.values()
