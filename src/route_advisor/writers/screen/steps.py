"""The steps by day: what has passed or comes soon, what can be done now, what comes later, and last what the client may leave."""

from collections.abc import Iterable, Iterator
from datetime import date

from route_advisor.advice.model import Advice, Step
from route_advisor.advice.steps import FIRST_DAYS
from route_advisor.dates import days_between
from route_advisor.vocabulary import Standing, StepKind
from route_advisor.writers.outline import last_day_of, steps_of_one_kind
from route_advisor.writers.screen import board
from route_advisor.writers.screen.board import StepRow
from route_advisor.writers.screen.words import ScreenWords

SOON = 90
"""Days: what has a day within them stands before what has none. A choice of this screen, and no law."""

_SOON, _NOW, _LATER, _MAY = range(4)


def step_rows(advice: Advice, words: ScreenWords) -> Iterator[StepRow]:
    """All steps; those that differ in their part alone share a row."""
    groups = steps_of_one_kind(advice.steps, words)
    reported = {item.id for item in advice.components if item.standing is Standing.REPORTED}
    for group in sorted(groups, key=lambda one: _rank(one[0], advice.on)):
        first = group[0]
        mark = f"{board.EXPECTED} " if first.expected else ""
        yield StepRow(
            day=_when(first, words),
            what=mark + words.in_short(group, reported),
            whom=words.whom(first.with_),
            passed=first.passed,
            says=(*_details(group, words),),
        )


def _rank(step: Step, on: date) -> int:
    """What has passed or comes soon, what can be done now, what has a later day, what may be left. Among equals the order of the advice."""
    day = last_day_of(step)
    if day is None:
        return _MAY if step.kind is StepKind.MAY else _NOW
    first_day = FIRST_DAYS.intersection(step.about) and step.days_left is not None
    return _LATER if first_day or (not step.passed and days_between(on, day) > SOON) else _SOON


def _when(step: Step, words: ScreenWords) -> str:
    if last_day_of(step) is not None:
        return day_of(step, words)
    return words.label("screen_may" if step.kind is StepKind.MAY else "screen_now")


def day_of(step: Step, words: ScreenWords) -> str:
    """The day of a step; a day to plan by never looks like one that the law fixes, and one that has passed has its mark."""
    day = last_day_of(step)
    if day is None:
        return ""
    if FIRST_DAYS.intersection(step.about):
        return words.label("screen_now") if step.days_left is None else words.label("screen_from", day=words.day(day))
    told = words.planned_day(day) if step.day is None else words.legal_day(day)
    return f"{board.PASSED} {told}" if step.passed else told


def _details(group: Iterable[Step], words: ScreenWords) -> Iterator[str]:
    """What the client reads, once for each part, with the rules and their first articles."""
    for step in group:
        yield sentence_of(step, words)


def sentence_of(step: Step, words: ScreenWords) -> str:
    """A line as the client reads it: with where, before what, how long, and what is still possible; its rule and its first article."""
    told = [words.of(text) for text in (step.says, step.where, step.before, step.takes) if text is not None]
    told += [words.of(still.says) for still in step.still]
    told += [words.municipality_says(policy.municipality, policy.says) for policy in step.own_policy]
    return f"{' '.join(told)} [{step.id}, {step.law[0].cite}]"
