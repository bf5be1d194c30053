"""A personal file to fill in loads as it is, and with every line filled in; it holds what can matter on a route and in a group."""

from datetime import date
from itertools import pairwise, product

import pytest

from route_advisor import parse
from route_advisor.interview.template import file_template

DAY = date(2026, 11, 23)
ROUTES = (None, "b1", "onderwijs", "z")
GROUPS = (None, "asylum_status_holder", "family_or_other_migrant")


@pytest.fixture(scope="module", params=list(product(ROUTES, GROUPS)), ids=lambda one: "-".join(map(str, one)))
def template(request, quick):
    """A template in Dutch, with its route and its group."""
    route, group = request.param
    return file_template(quick, on=DAY, lang="nl", route=route, group=group), route, group


def test_a_template_loads_as_it_is(template):
    """Only the route and the group that were named are told; the rest is unknown."""
    text, route, group = template
    file = parse(text, "template.yaml")
    told = {one.fact: one.word for one in file.statements or ()}
    assert told == {name: word for name, word in (("route", route), ("group", group)) if word}
    assert (file.duo, file.municipality, file.person, file.residence) == (None, None, None, None)


def test_a_template_loads_with_every_line_filled_in(template):
    """Whoever takes each `# ` away has a file, so no line stands in a wrong place or has a wrong example."""
    lines = [line.removeprefix("# ") for line in template[0].splitlines() if not line.startswith("## ")]
    file = parse("\n".join(lines), "template.yaml")
    assert file.duo.term is not None
    assert file.municipality.plans[0].dated is not None
    assert file.statements


def filled_in(text):
    """The file of whoever takes each first `# ` away."""
    return parse("\n".join(line.removeprefix("# ") for line in text.splitlines() if not line.startswith("## ")), "template.yaml")


def test_a_template_with_every_line_filled_in_is_one_person(template, quick):
    """No line denies another: there is a duty that runs, one route, an order of days, and nothing on which sources differ."""
    text, route, group = template
    file = filled_in(text)
    advice = quick.advise(file, on=DAY)
    assert advice.conflicts == ()
    assert advice.duty.standing == "obliged"
    assert (advice.route.value, advice.route.standing) == (route or "b1", "decided")
    if group:
        assert file.duo.group.value == group
    assert file.duo.duty.notified <= file.municipality.plans[0].dated < file.duo.term.starts < DAY < file.duo.term.last_day
    assert {item.standing for item in advice.components} <= {"open", "done", "not_needed", "below_level", "released"}


def test_a_question_stands_at_the_key_that_it_is_about(template):
    """Never at two keys, and that about one skill at that skill alone."""
    at: dict[str, set[str]] = {}
    lines = [line.removeprefix("# ").strip() for line in template[0].splitlines() if not line.startswith("## ")]
    for question, line in pairwise(lines):
        if question.startswith("# ") and "?" in question and ": " in line and "{fact" not in line:
            at.setdefault(question.removeprefix("# ").partition("?")[0], set()).add(
                line.removeprefix("# ").removeprefix("- ").partition(":")[0]
            )
    assert {question: keys for question, keys in at.items() if len(keys) > 1} == {}
    for word, key in (("lezen", "reading"), ("luisteren", "listening"), ("schrijven", "writing"), ("spreken", "speaking")):
        assert {one for question, keys in at.items() if question.endswith(f" voor {word}") for one in keys} <= {key}


def test_a_template_holds_only_what_can_matter(quick):
    """No hours of the Z-route on the B1 route, no course of an asylum status holder for another, no part of the old act."""
    b1 = file_template(quick, on=DAY, lang="en", route="b1", group="family_or_other_migrant")
    z = file_template(quick, on=DAY, lang="en", route="z", group="asylum_status_holder")
    assert "z_route:" in z
    assert "z_route:" not in b1
    assert "skill_levels:" in b1
    assert "skill_levels:" not in z
    assert "ona_result" not in b1 + z


@pytest.mark.parametrize(("lang", "question"), [("nl", "Welke route staat in uw PIP?"), ("en", "Which route does your PIP name?")])
def test_the_questions_of_a_template_are_those_of_the_facts(quick, lang, question):
    """In the language that was asked."""
    assert question in file_template(quick, on=DAY, lang=lang)
