"""What a scenario may name: each word that the rulebook does not have, and each expectation that nothing can meet, with one line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from route_advisor.assurance.texts.law_on_a_day import LAW_KEYS, LawBook, unknown_in_law
from route_advisor.documents.mistakes import did_you_mean, kind_of
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Clock, Outcome

RULE_ID = re.compile(r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-[0-9]+(:[a-z_]+)?$")
"""The id of a rule, as written or as expanded for a component."""
SHOWN, NOT_SHOWN = "shown", "not_shown"
"""Whether a rule is among the next steps."""
_OUTCOMES = tuple(Outcome)
_OF_TEXTS = ("asks", "does_not_ask", "explains", "says", "never_says")


def listed(value: Any) -> Sequence[str]:  # noqa: ANN401 - a word or a list of words
    """A word, or a list of words, as a list."""
    return [value] if isinstance(value, str) else list(value)


def unknown_words(told: Iterable[tuple[str, str]], dates: Iterable[str], rulebook: Rulebook) -> Iterator[str]:
    """A line for each fact, word of a fact, or date that the rulebook does not have."""
    known = rulebook.catalogue.facts
    for name, word in told:
        if name not in known:
            yield f'"{name}" is not a fact{did_you_mean(name, list(known))}'
        elif word not in known[name].values:
            yield f'"{word}" is not a word of {name} (its words: {", ".join(known[name].values)})'
    for clock in set(dates) - set(Clock):
        yield f'"{clock}" is not a date that sentences name{did_you_mean(clock, list(Clock))}'


def unknown_expectations(expect: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    """A line for each expectation that no answer can meet: an unknown name or outcome, or a value of the wrong kind."""
    catalogue = rulebook.catalogue
    ids = {id_ for rule in rulebook.rules for id_ in (rule.id, rule.written_as)}
    for name, expected in expect.items():
        if name in LAW_KEYS:
            yield from unknown_in_law(name, expected, LawBook.of(rulebook))
        elif RULE_ID.match(name):
            if name not in ids:
                yield f"{name} is not a rule{did_you_mean(name, sorted(ids))}"
            elif expected not in (*_OUTCOMES, SHOWN, NOT_SHOWN):
                yield f"{name} is {expected}; a rule is {', '.join((*_OUTCOMES, SHOWN, NOT_SHOWN))}"
        elif name in _OF_TEXTS:
            yield from _no_text(name, expected) or _unknown_in_list(name, listed(expected), catalogue)
        elif name not in (*catalogue.components, *catalogue.facts, *Clock):
            known = [*catalogue.components, *catalogue.facts, *Clock]
            yield f'"{name}" is no component, fact, date or rule{did_you_mean(name, known)}'


def _no_text(name: str, expected: Any) -> list[str]:  # noqa: ANN401 - any word of a scenario
    several = expected if isinstance(expected, list) else [expected]
    return [
        f'{name}: found {_told(one)}, allowed is a text or a list of texts; write a number or day between quotes, as "10"'
        for one in several
        if not isinstance(one, str)
    ]


def _told(value: object) -> str:
    return f"the number {value}" if isinstance(value, int | float) and not isinstance(value, bool) else kind_of(value)


def _unknown_in_list(name: str, expected: Sequence[str], catalogue: Catalogue) -> Iterator[str]:
    if name in ("asks", "does_not_ask"):
        yield from (
            f'{name}: "{one}" is not a fact{did_you_mean(one, list(catalogue.facts))}' for one in expected if one not in catalogue.facts
        )
    elif name == "explains":
        yield from (f'explains: "{one}" is not a component' for one in expected if one not in catalogue.components)
