"""Articles: open norms in their words, and sources that were read long ago."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.check.written import DISCRETION, WrittenPages

STALE_AFTER = timedelta(days=180)
"""A source that was read longer ago should be read again."""


def open_norms(pages: WrittenPages) -> Iterator[Finding]:
    """Each rule whose quote leaves something to the decider, and that does not say what a human weighs."""
    weighing = _weighing(pages.words(DISCRETION))
    if weighing is None:
        return
    for rule in pages.rulebook.rules:
        for index, citation in enumerate(rule.law if rule.open_norm is None else ()):
            weighed = weighing.search(citation.quote or "")
            if weighed is not None:
                says = f'the quote of {citation.cite} says "{weighed[0]}", and a human weighs that; say under open_norm who and what'
                yield pages.at_rule(rule, says, "law", index)


def _weighing(words: tuple[str, ...]) -> re.Pattern[str] | None:
    written = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{written})\b", re.IGNORECASE) if words else None


def stale(pages: WrittenPages, on: date) -> Iterator[Finding]:
    """Each source that was read more than 180 days before a day."""
    book = pages.rulebook
    for rule in book.rules:
        for index, citation in enumerate(rule.law):
            if _is_stale(citation.checked_on, on):
                yield pages.at_rule(rule, _read_again(citation.cite, citation.checked_on), "law", index, gravity=Gravity.WARNING)
    for number in book.numbers.by_name.values():
        for index, citation in enumerate(number.law):
            if _is_stale(citation.checked_on, on):
                yield pages.at_number(number, _read_again(citation.cite, citation.checked_on), "law", index, gravity=Gravity.WARNING)
        if _is_stale(number.checked_on, on):
            yield pages.at_number(number, _check_again(number.checked_on), "checked_on", gravity=Gravity.WARNING)
    for name, authority in book.catalogue.authorities.items():
        if _is_stale(authority.checked_on, on):
            yield pages.at_entry("authorities.yaml", name, _check_again(authority.checked_on), gravity=Gravity.WARNING)


def _is_stale(checked_on: date | None, on: date) -> bool:
    return checked_on is not None and on - checked_on > STALE_AFTER


def _read_again(cite: str, checked_on: date | None) -> str:
    return f"{cite} was read on {checked_on}; read it again"


def _check_again(checked_on: date | None) -> str:
    return f"it was checked on {checked_on}; check it again"
