"""Every line says which rule, which article, who told us and who decides; and some words are never said."""

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor.testing import file_days
from route_advisor.text import LANGUAGES

thorough = settings(max_examples=2 * settings.default.max_examples)
BEGINS = date(2013, 1, 1)
ADDRESS = re.compile(r"https://wetten\.overheid\.nl/jci1\.3:c:(\w+)&(?:artikel|bijlage)=(?:[0-9a-z.:]+|[IVX]+)&z=([0-9-]+)")
MONEY = re.compile(r"boete|\bfines?\b|terugbetal|\brepa(y|id)|schuld|\bdebts?\b", re.IGNORECASE)


def _whys(advice):
    yield from advice.regime.why
    yield from advice.duty.why
    if not isinstance(advice.term, str):
        yield from advice.term.why
    for item in advice.components:
        yield from item.why
        yield from item.unless


@thorough
@given(file_days())
def test_every_line_rests_on_a_rule_in_force_and_its_article(twin, file_day):
    """R19: never a rule of later, or of earlier. Each line names at least one article, at the address of its act on that day."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    numbers = {act.bwb for act in twin.rulebook.acts.values()}
    lines = [(why.rule, why.law) for why in _whys(advice)] + [(step.id, step.law) for step in (*advice.steps, *advice.know)]
    for rule, law in lines:
        written = twin.rulebook.rule(rule)
        assert on in written.in_force
        assert len(law) == len(written.law) >= 1
        for line, citation in zip(law, written.law, strict=True):
            assert line.cite == citation.cite
            day = min(on, citation.act.in_force.until)
            address = ADDRESS.fullmatch(line.url)
            assert address is not None
            assert address.groups() == (citation.act.bwb, day.isoformat())
            assert citation.act.bwb in numbers
    assert set(advice.receipt.rules_used) <= {rule.id for rule in twin.rulebook.in_force(on)}


@given(file_days())
def test_every_authority_document_and_fact_that_is_named_exists(twin, file_day):
    """R17: who decides, whom to ask and where to look are known to the catalogue, so every writer can name them."""
    file, on = file_day
    advice, catalogue = twin.advise(file, on=on), twin.rulebook.catalogue
    asked = [one for question in advice.questions for one in (question.ask_whom,)] + [one for line in advice.conflicts for one in line.ask]
    deciders = [item.final_word for item in advice.components] + [item.registered_by for item in advice.components]
    steps = [one for step in (*advice.steps, *advice.know) for one in (step.with_, step.final_word)]
    assert {*asked, *deciders, *steps, *advice.deferral.who_decides} <= set(catalogue.authorities)
    papers = {paper for item in advice.components for paper in item.evidence} | {
        paper for one in advice.questions for paper in one.found_in
    }
    assert {*papers, *advice.deferral.where_to_check} <= set(catalogue.documents)
    for fact in (fact for line in (*_whys(advice), *advice.steps, *advice.know) for fact in line.facts):
        assert fact.value in catalogue.facts[fact.name].values
        assert fact.told_by
        for source in fact.told_by:
            assert source.document in (*catalogue.documents, *(rule.id for rule in twin.rulebook.rules))


@given(file_days())
def test_every_sentence_is_whole_in_every_language(twin, file_day):
    """No slot is left open: where a date or number is not known, the sentence is not said."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    texts = [why.says for why in _whys(advice)] + [
        one for step in (*advice.steps, *advice.know) for one in (step.says, step.where, step.before, step.takes) if one
    ]
    for text in (*texts, *(question.asks for question in advice.questions), *(line.says for line in advice.conflicts)):
        for language in LANGUAGES:
            assert text.in_(language).strip()
            assert not re.search(r"[{}]", text.in_(language))


@thorough
@given(file_days())
def test_a_question_is_about_something_unknown_that_somebody_can_tell(twin, file_day):
    """We ask only for what is missing, once, and say what it settles."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    facts, _ = twin.verdicts(file, on=on)
    asked = [question.fact for question in advice.questions]
    assert len(asked) == len(set(asked))
    for question in advice.questions:
        assert question.fact not in facts
        assert not twin.rulebook.catalogue.facts[question.fact].concluded
        assert question.settles
        assert set(question.settles) <= {rule.id for rule in twin.rulebook.in_force(on)}


@thorough
@given(file_days())
def test_an_asylum_status_holder_is_never_told_to_pay(twin, changed, file_day):
    """R18, P-7 (CJEU C-158/23): no fine, no repayment and no debt, in no language, anywhere in the advice.

    Only the address of what the file itself holds names its key, as `municipality.fines[0].decided`.
    """
    file, on = file_day
    asylum = changed(file, {"duo.group": {"value": "asylum_status_holder"}, "not_understood": None})
    assert not MONEY.search(twin.advise(asylum, on=on).model_dump_json(exclude={"not_used": {"__all__": {"where", "kind"}}}))


@given(file_days(), st.booleans())
def test_an_older_act_or_an_earlier_day_is_not_covered_and_never_empty(twin, changed, file_day, early):
    """Not covered is an answer: each component says whom to ask, and there is no term. The acts of this book began in 2013."""
    file, on = file_day
    on = min(on, BEGINS - timedelta(days=1)) if early else max(on, BEGINS)
    old = changed(
        file, {"duo": {"duty": {"obliged": True, "law": "wi2021" if early else "wi2007"}}, "municipality": None, "statements": None}
    )
    advice = twin.advise(old, on=on)
    for item in advice.components:
        assert (item.standing, item.basis) == ("cannot_tell", "not_covered")
        assert item.why
    assert isinstance(advice.term, str)
