"""The page of a conversation is read strictly: each mistake is told with its line, and what to write."""

from datetime import date

import pytest

from route_advisor import Advisor, Interview, RulebookRefused
from route_advisor.rulebook.interview_page import PAGE, read_interview

GROUP = "group: {turn: route, facts: [group]}\n"


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("group: {turn: later, facts: [group]}\n", "interview.yaml:1"),
        ("group: {turn: route, facts: [groep]}\n", '"groep" is not in facts/; did you mean "group"?'),
        ("group: {turn: route, facts: [duty]}\n", "duty follows from rules and is never asked"),
        ("group: {turn: route, facts: [group, route]}\n", "group asks several facts or none, so it needs asks"),
        ("day: {turn: term, kind: date, facts: [term]}\n", "a question of kind date says which day it is with day_of"),
        ("hours: {turn: parts, kind: number, facts: [term]}\n", "a question of kind number says what it counts with amount"),
        ("several: {turn: parts, kind: several, facts: [term]}\n", "a question of kind several names its items or its answers"),
        (
            "hours: {turn: parts, kind: number, facts: [course_hours_status], amount: {of: course_hours, least: hours, below: short, reached: full}}\n",
            '"hours" is not a number of this rulebook',
        ),
        ("group: {turn: route, facts: [group], where: {route: [b2]}}\n", '"b2" is not in the words of route'),
        ("group: {turn: route, facts: [group], at_hand: [letter_dou]}\n", '"letter_dou" is not in documents.yaml'),
        ("group: {turn: route, facts: [group], ask_whom: dou}\n", '"dou" is not in authorities.yaml'),
        (GROUP + "again: {turn: route, facts: [group], after: {gruop: x}}\n", 'after names "gruop"'),
    ],
)
def test_a_mistake_on_the_page_is_told_with_its_line(tmp_path, book, page, says):
    """One line each, with the page in front."""
    (tmp_path / PAGE).write_text(page, encoding="utf-8")
    with pytest.raises(RulebookRefused) as refused:
        read_interview(tmp_path, book.catalogue, book.numbers.by_name)
    assert says in str(refused.value)
    assert all(line.startswith("interview.yaml:") for line in refused.value.mistakes)


def test_another_law_without_the_page_is_asked_fact_by_fact(other_law):
    """Each fact as its own page says; nothing is hard-wired."""
    assert other_law.interview == {}
    interview, asked = Interview(on=date(2026, 6, 1), advisor=Advisor(other_law, evaluators=("twin",))), []
    while (question := interview.next_question()) is not None:
        asked.append(question.id)
        interview = interview.answer(question.answers[0].word)
    assert len(set(asked)) == len(asked)
    assert set(asked) <= set(other_law.catalogue.facts)
