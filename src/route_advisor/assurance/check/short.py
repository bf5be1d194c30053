"""The short form of a step: a few words for a table or a calendar, never stronger than the sentence of its rule.

The words stand in `sentence_words.yaml`.
"""

import re
from collections.abc import Iterable, Iterator

from route_advisor.advice.steps import TERM_CLOCKS
from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.assurance.texts.sentence_words import patterns, read_sentence_words
from route_advisor.rulebook.rule import Dates, Refers, Rule, Suggests
from route_advisor.vocabulary import StepKind

MOST_WORDS = 8
"""Words of a short form; more do not fit beside a day and a name."""

MOST_LETTERS = 60
"""Letters of a short form, its slots counted as they are written."""


def short(pages: WrittenPages) -> Iterator[Finding]:
    """A step without a short form (a warning); one that is long, speaks to somebody, or says more than its rule."""
    words = read_sentence_words(pages.folder).short
    never = [(one.why, patterns(one.words)) for one in words.never.values()]
    asks = patterns(words.asks)
    for rule in pages.once():
        if rule.short is None:
            if _is_a_step(rule):
                yield pages.at_rule(rule, "it makes a step and has no short form; add short, in a few words", gravity=Gravity.WARNING)
            continue
        for language, says in rule.short.sentences().items():
            for wrong in (*_too_long(says), *_never(says, [(why, by.get(language)) for why, by in never])):
                yield pages.at_rule(rule, f"short in {language} {wrong}", "short", language)
            if _only_asks(rule) and language in asks and not asks[language].search(says):
                wrong = "tells what is only asked or possible; say that it is, as the rule does"
                yield pages.at_rule(rule, f"short in {language} {wrong}", "short", language)


def _is_a_step(rule: Rule) -> bool:
    """A line to do, to ask or to choose stands among the steps."""
    then = rule.then
    if isinstance(then, Dates):
        return then.clock not in TERM_CLOCKS and then.kind is not StepKind.KNOW
    if isinstance(then, Refers):
        return not then.components and then.kind is not StepKind.KNOW
    return isinstance(then, Suggests) and then.kind is not StepKind.KNOW


def _only_asks(rule: Rule) -> bool:
    """What the person may leave, or asks of somebody who weighs it."""
    kind = getattr(rule.then, "kind", StepKind.KNOW)
    return kind is StepKind.MAY or (kind is StepKind.ASK and rule.open_norm is not None)


def _too_long(says: str) -> Iterator[str]:
    count = len(says.split())
    if count > MOST_WORDS:
        yield f"has {count} words; at most {MOST_WORDS} fit in a table"
    elif len(says) > MOST_LETTERS:
        yield f"has {len(says)} letters; at most {MOST_LETTERS} fit in a table"
    if says.endswith("."):
        yield "ends with a full stop; it is no sentence"


def _never(says: str, lists: Iterable[tuple[str, re.Pattern[str] | None]]) -> Iterator[str]:
    for why, words in lists:
        found = words.search(says) if words is not None else None
        if found is not None:
            yield f'says "{found[0]}": {why}'
