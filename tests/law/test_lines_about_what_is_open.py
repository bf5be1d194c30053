"""Fines, new terms and extra time are about what is not done yet: each such line says which parts it needs, or answers a letter."""

import re

from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Dates, Refers, Suggests
from route_advisor.vocabulary import StepKind

LATE = re.compile(r"\b(fines?|new terms?|extra time)\b", re.IGNORECASE)
ANSWERS = {"measure_letter", "benefit_cut", "permit_ended", "disagreement"}
"""Facts about something that a person holds in hand or brings up: it is answered whatever is open."""

STEPS = [rule for rule in Rulebook.shipped().rules if isinstance(rule.then, Dates | Refers | Suggests) and not rule.settles]


def test_each_line_about_being_late_needs_something_open():
    """By parts of its own (`for`), by `needs_open`, or because it answers what the person brings."""
    silent = [
        rule.id
        for rule in STEPS
        if LATE.search(rule.says.en)
        and not (rule.needs_open or getattr(rule.then, "components", ()) or ANSWERS & {condition.fact for condition in rule.when})
    ]
    assert silent == []


def test_each_topic_is_a_topic_of_some_rule():
    """A line in `topics.yaml` that no rule uses says nothing: what sets a line of steps is behind one, what people ask about covers a rule."""
    book = Rulebook.shipped()
    used = {name for rule in STEPS for name in (getattr(rule.then, "about", None), getattr(rule.then, "step", None))}
    asked = {name: book.topics.by_id[name] for name, entry in book.catalogue.topics.items() if name not in used}
    assert [name for name, topic in asked.items() if not any(map(topic.is_about, book.rules))] == []


def test_what_only_informs_is_never_an_order():
    """A step that the pages name `know_…` is one to know, and a step with a sensible last day is one to take."""
    for rule in STEPS:
        then = rule.then
        if isinstance(then, Suggests):
            assert not then.step.startswith("know_") or then.kind is StepKind.KNOW, rule.id
            assert then.weeks_back is None or then.kind is not StepKind.KNOW, rule.id
