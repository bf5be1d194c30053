"""Who decides this, where is it written, how do I object."""

from datetime import date

import pytest

from route_advisor.advice.who import who
from route_advisor.errors import NotInRulebook

DAY = date(2026, 11, 23)


def test_the_municipality_decides_on_the_map(book):
    """A component names who has the final word, with rules, articles, and how to reach and object."""
    (line, *_) = who(book, "map", on=DAY)
    assert line.authority == "municipality"
    assert "WI21-MAP-1" in line.rules
    assert any(cite.startswith("WI2021 art. 6") for cite in line.articles)
    assert line.object is not None
    assert line.checked_on <= DAY


@pytest.mark.parametrize(
    "topic", ["lower_level", "lower level", "term_starts", "route", "Z-route", "wi2013", "duo", "residence_purpose", "De term"]
)
def test_a_topic_may_be_any_word_of_the_pages(book, topic):
    """Components, facts and their words, referrals, dates, authorities and headings of pages are all understood."""
    assert all(line.rules and line.articles for line in who(book, topic, on=DAY))


def test_a_word_nobody_uses_is_answered_with_a_suggestion(book):
    """A topic that is misspelt is not answered with silence."""
    with pytest.raises(NotInRulebook, match="did you mean"):
        who(book, "readnig", on=DAY)


def test_without_a_topic_every_authority_tells_its_topics(book):
    """The list of topics stands by authority, so that a reader can choose one."""
    lines = {line.authority: line for line in who(book, on=DAY)}
    assert {"duo", "municipality"} <= set(lines)
    assert "pvt" in lines["municipality"].topics
    assert {rule for line in lines.values() for rule in line.rules} == {rule.written_as for rule in book.in_force(DAY)}


def test_every_topic_of_the_list_can_be_asked(book):
    """What `who` lists, `who` answers."""
    topics = {topic for line in who(book, on=DAY) for topic in line.topics}
    assert all(who(book, topic, on=DAY) for topic in topics)


def test_only_rules_in_force_that_day_answer(book):
    """The law of another day does not say who decides today."""
    day = date(2022, 6, 1)
    assert {rule for line in who(book, "plan_due", on=day) for rule in line.rules} <= {rule.written_as for rule in book.in_force(day)}


def test_a_topic_of_another_day_is_not_called_a_slip(book):
    """In 1900 no rule about the term is in force: the line names the day, and does not suggest the word that was typed."""
    with pytest.raises(NotInRulebook, match=r'^no rule in force on 1900-01-01 is about "term"; ask for another day$'):
        who(book, "term", on=date(1900, 1, 1))
