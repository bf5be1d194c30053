"""An example may say only what differs from the first that applies."""

import pytest

from route_advisor import RulebookRefused
from route_advisor.vocabulary import Outcome


def test_a_near_miss_has_the_facts_of_the_first_example_that_applies(tiny):
    """`but` changes words of that example, `unknown` takes one away, and the facts of the page stay."""
    given = {example.name: example.given for example in tiny().book.rule("TINY-1").examples}
    assert given["on the Z-route"] == {"regime": "wi2021", "route": "z"}
    assert given["the route is not known"] == {"regime": "wi2021"}


def test_a_list_of_words_is_an_example_for_each(tiny):
    """One line tries several words; each example has its word in its name."""
    book = tiny({"name: on the onderwijsroute, but: {route: onderwijs}": "name: at school, but: {route: [b1, onderwijs]}"}).book
    names = [example.name for example in book.rule("TINY-1").examples]
    assert names[1:3] == ["at school (b1)", "at school (onderwijs)"]


def test_a_near_miss_of_the_page_is_an_example_of_each_rule(tiny):
    """What the page asks of everybody is tried once for all its rules."""
    for rule in tiny().book.rules:
        assert [example.expect for example in rule.examples if example.given["regime"] == "wi2013"] == [Outcome.DOES_NOT_APPLY]


def test_a_near_miss_of_the_page_is_left_out_where_a_rule_names_the_fact_itself(tiny):
    """A rule that has its own words for that fact has its own near misses."""
    rule = tiny({"when: {knm_result: not_passed}": "when: {knm_result: not_passed, regime: [wi2013, wi2021]}"}).book.rule("TINY-3")
    assert "under the 2013 Act" not in [example.name for example in rule.examples]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("given: {route: b1}, expect: applies", "but: {route: b1}, expect: applies", "has nothing to differ from"),
        ("but: {route: z}", "given: {}, but: {route: z}", "not both"),
        ("but: {route: z}", "but: {route: q}", '"q" is not a word of route'),
        ("but: {regime: wi2013}", "but: {route: z}", "something else than applies_to"),
    ],
)
def test_a_mistake_in_a_near_miss_is_one_line(tiny, old, new, mistake):
    """The line says where and what to write instead."""
    with pytest.raises(RulebookRefused) as refused:
        _ = tiny({old: new}).book
    assert [line for line in refused.value.mistakes if mistake in line], refused.value.mistakes
    assert all(line.startswith("invented/act.yaml:") for line in refused.value.mistakes)
