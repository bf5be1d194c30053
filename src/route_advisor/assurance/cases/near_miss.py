"""The example that is missing on a page, as a line that can be pasted there."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Condition, Rule
from route_advisor.vocabulary import Outcome

UNKNOWN_WORD = "unknown"
_PLAIN = re.compile(r"^[A-Za-z][\w '()/.-]*$")


class Line(NamedTuple):
    """An example as it is written on a page."""

    name: str
    key: Literal["given", "but"]
    facts: Mapping[str, str]
    expect: Outcome

    def __str__(self) -> str:
        facts = ", ".join(f"{_quoted(fact)}: {word}" for fact, word in self.facts.items())
        return f"- {{name: {_quoted(self.name)}, {self.key}: {{{facts}}}, expect: {self.expect}}}"


def near_miss(rules: Sequence[Rule], place: int, word: str | None, catalogue: Catalogue, expect: Outcome | None = None) -> Line:
    """The example in which one condition of a written rule has this word and all else holds.

    Without a word it is the next one of the catalogue that the condition does not name. Unless said otherwise it does not
    apply; for the word `unknown` it cannot tell.
    """
    condition = rules[0].when[place]
    chosen = word or other_word(condition, catalogue) or UNKNOWN_WORD
    usual = Outcome.CANNOT_TELL if chosen == UNKNOWN_WORD else Outcome.DOES_NOT_APPLY
    return Line(_name(condition.fact, chosen, catalogue), "but", {written_fact(rules, place): chosen}, expect or usual)


def other_word(condition: Condition, catalogue: Catalogue) -> str | None:
    """The next word of the fact, in the order of the catalogue, that a condition does not name; `None` where it names them all."""
    words = list(catalogue.fact(condition.fact).values)
    start = words.index(condition.words[-1]) if condition.words[-1] in words else 0
    return next((word for word in (*words[start:], *words[:start]) if word not in condition.words), None)


def written_fact(rules: Sequence[Rule], place: int) -> str:
    """The fact of a condition as it stands on the page, with `{part}` where the rule is written for several parts."""
    names = [rule.when[place].fact for rule in rules]
    if len(set(names)) == 1:
        return names[0]
    return names[0].replace(rules[0].id.rpartition(":")[2], "{part}")


def _name(fact: str, word: str, catalogue: Catalogue) -> str:
    label = catalogue.labels.get(f"fact_{fact}")
    called = label.en if label is not None else fact.replace("_", " ")
    if word == UNKNOWN_WORD:
        return f"{called} is not known yet"
    return f"{called}: {catalogue.fact(fact).values[word].en}"


def _quoted(text: str) -> str:
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)
