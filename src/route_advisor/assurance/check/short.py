"""The short form of a step, and what goes before it: a few words for a table or a calendar, never stronger than the sentence of their rule.

The words stand in `sentence_words.yaml`.
"""

import re
from collections.abc import Iterator, Sequence

from route_advisor.advice.steps import TERM_CLOCKS
from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.assurance.texts.sentence_words import Patterns, patterns, read_sentence_words
from route_advisor.rulebook.rule import Dates, Refers, Rule, Suggests
from route_advisor.vocabulary import StepKind

MOST_WORDS = 8
"""Words of a short form; more do not fit beside a day and a name."""

MOST_LETTERS = 60
"""Letters of a short form, its slots counted as they are written."""

MOST_WORDS_BEFORE, MOST_LETTERS_BEFORE = 6, 30
"""Words and letters of what goes before a step, a slot counted as two figures: it stands behind the short form."""

_Never = Sequence[tuple[str, Patterns]]
_SLOT = re.compile(r"\{[a-z0-9_]+\}")


def short(pages: WrittenPages) -> Iterator[Finding]:
    """A step without a short form (a warning); one that is long, speaks to somebody, or says more than its rule."""
    words = read_sentence_words(pages.folder).short
    never = [(one.why, patterns(one.words)) for one in words.never.values()]
    to_caseworkers = [(one.why, patterns(one.words)) for one in words.never.values() if not one.a_caseworker_may]
    asks = patterns(words.asks)
    for rule in pages.once():
        yield from _before_what(rule, to_caseworkers, pages)
        if rule.short is None:
            if _is_a_step(rule):
                yield pages.at_rule(rule, "it makes a step and has no short form; add short, in a few words", gravity=Gravity.WARNING)
            continue
        for language, says in rule.short.sentences().items():
            for wrong in (*_too_long(says, MOST_WORDS, MOST_LETTERS), *_never(says, never, language)):
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


def _before_what(rule: Rule, never: _Never, pages: WrittenPages) -> Iterator[Finding]:
    """A step whose page says what goes before it or how long what follows takes, and that has no few words for it (a warning); words that do not fit."""
    if rule.before_what is None:
        if _is_a_step(rule) and rule.short is not None and (said := says_what_goes_before(rule)):
            says = f"its page has {said}, and a caseworker reads nothing of it; add before_what, in a few words"
            yield pages.at_rule(rule, says, gravity=Gravity.WARNING)
        return
    for language, says in rule.before_what.sentences().items():
        shown = _SLOT.sub("12", says)
        for wrong in (*_too_long(shown, MOST_WORDS_BEFORE, MOST_LETTERS_BEFORE), *_never(says, never, language)):
            yield pages.at_rule(rule, f"before_what in {language} {wrong}", "before_what", language)


def says_what_goes_before(rule: Rule) -> str:
    """The keys by which a page says what goes before a step, or how long what follows takes; a step without them has nothing to say there."""
    return ", ".join(key for key in ("before", "takes", "weeks_back") if getattr(rule.then, key, None) is not None)


def _too_long(says: str, most_words: int, most_letters: int) -> Iterator[str]:
    count = len(says.split())
    if count > most_words:
        yield f"has {count} words; at most {most_words} fit in a table"
    elif len(says) > most_letters:
        yield f"has {len(says)} letters; at most {most_letters} fit in a table"
    if says.endswith("."):
        yield "ends with a full stop; it is no sentence"


def _never(says: str, lists: _Never, language: str) -> Iterator[str]:
    for why, words in lists:
        found = words[language].search(says) if language in words else None
        if found is not None:
            yield f'says "{found[0]}": {why}'
