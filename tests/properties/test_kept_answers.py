"""Answers kept by question are the answers of the whole file: nothing outside a cone matters, and whoever is asked anew hears the same."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor import Advisor, load
from route_advisor.advice.alike import asked_about
from route_advisor.advice.model import Term
from route_advisor.advice.whole import advice_of
from route_advisor.derive.file import facts_from, known_from
from route_advisor.errors import EngineDisagreement
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning import kept, kept_verdicts, question
from route_advisor.reasoning.assumptions import answered
from route_advisor.reasoning.components import settled
from route_advisor.testing import file_days, life_stories
from route_advisor.vocabulary import Standing, Teller

DAY = date(2026, 11, 23)
WARM = Advisor(evaluators=("twin", "strikes"), chance=Random(1))  # noqa: S311 - a sample, no secret
"""It meets the people of all these tests, so that most answers are kept from somebody else."""


class Never(Random):
    """Nobody is asked anew."""

    def random(self):
        """More than any share."""
        return 1.0


class Always(Random):
    """Everybody is asked anew."""

    def random(self):
        """Less than any share."""
        return 0.0


def _asked(file, on):
    """What every evaluator says of this person when it is asked now."""
    facts = facts_from(file, on=on, book=WARM.rulebook)
    return answered(lambda some: WARM.verdicts_on_facts(some, on=on), facts, WARM.rulebook.catalogue)


def _is_the_same(brief, file, on):
    """Field by field: what the whole advice says, and the ids behind it."""
    answer, advice = _asked(file, on), WARM.advise(file, on=on)
    assert [(one.id, one.standing, one.level, one.expected) for one in brief.components] == [
        (one.id, one.standing, one.level, one.expected) for one in advice.components
    ]
    results = settled(WARM.rulebook.catalogue.components, answer.verdicts)
    assert [(one.why, one.unless) for one in brief.components] == [
        (tuple(why.rule.id for why in one.why), tuple(unless.rule.id for unless in one.unless)) for one in results
    ]
    assert (brief.case_ref, brief.on, brief.rulebook_hash) == (advice.case_ref, advice.on, advice.receipt.rulebook_hash)
    assert brief.regime == (advice.regime.value, advice.regime.basis)
    assert (brief.duty, brief.phase) == ((advice.duty.standing, advice.duty.basis), advice.duty.phase)
    assert brief.route.value == getattr(advice.route, "value", None)
    term = advice.term if isinstance(advice.term, Term) else None
    assert (brief.last_day, brief.days_left) == ((term.last_day, term.days_left) if term else (None, None))
    first = advice.steps[0] if advice.steps else None
    day = first and (first.day or first.latest_sensible_day)
    assert (brief.next_day and brief.next_day.rule) == (first.id if day else None)
    assert brief.assumptions == advice.receipt.assumptions


@settings(max_examples=3 * settings.default.max_examples)
@given(life_stories(reaches="notice"))
def test_a_brief_says_what_the_advice_says(file):
    """People whose lives can go together, on one day: many of their answers were kept from others."""
    _is_the_same(WARM.brief(file, on=DAY), file, DAY)


@settings(max_examples=2 * settings.default.max_examples)
@given(file_days())
def test_a_brief_says_what_the_advice_says_on_any_day(file_day):
    """Any file, also one that contradicts itself, on the days near its own dates."""
    file, on = file_day
    _is_the_same(WARM.brief(file, on=on), file, on)


@settings(max_examples=3 * settings.default.max_examples)
@given(life_stories(reaches="notice"))
def test_a_kept_answer_is_the_answer_of_every_evaluator(file):
    """Each verdict with its facts and what it misses, all that is concluded and assumed, and in the same order."""
    expected = _asked(file, DAY)
    for answer in (WARM.answer(file, on=DAY), WARM.answer(file, on=DAY)):
        assert answer == expected
        assert [*answer.facts.known] == [*expected.facts.known]


@settings(max_examples=2 * settings.default.max_examples)
@given(file_days())
def test_a_kept_answer_is_the_answer_of_every_evaluator_on_any_day(file_day):
    """Any file, also one that contradicts itself, on the days near its own dates."""
    file, on = file_day
    assert WARM.answer(file, on=on) == WARM.answer(file, on=on) == _asked(file, on)


@settings(max_examples=2 * settings.default.max_examples)
@given(file_days())
def test_an_advice_of_kept_answers_is_that_of_every_evaluator_on_any_day(file_day):
    """Also what was made of the answers for somebody else before: where each component stands, and what is asked in which order."""
    file, on = file_day
    for advice in (WARM.advise(file, on=on), WARM.advise(file, on=on)):
        assert advice == advice_of(file.case_ref, _asked(file, on), WARM.rulebook, advice.receipt)


def _examples(folder):
    return [load(path) for path in sorted(folder.glob("*.yaml"))]


@pytest.fixture(scope="module")
def people(request):
    """The example files."""
    return _examples(request.config.rootpath / "examples")


def test_a_question_is_asked_of_every_evaluator_once(people, monkeypatch):
    """The second time nobody is asked; a thousand people who differ in nothing that matters cost one question."""
    advisor = Advisor(evaluators=("twin",), chance=Never())
    first = [advisor.brief(file, on=DAY) for file in people]
    advised = [advisor.advise(file, on=DAY) for file in people]
    monkeypatch.setattr(advisor, "_verdicts", lambda *_: pytest.fail("asked again"))
    assert [advisor.advise(file, on=DAY) for file in people] == advised
    assert [advisor.brief(file, on=DAY) for file in people if file.case_ref != "certificate-on-paper"] == [
        one for one in first if one.case_ref != "certificate-on-paper"
    ]
    other = people[0].model_copy(update={"case_ref": "somebody-else"})
    assert advisor.brief(other, on=DAY) == first[0]._replace(case_ref="somebody-else")


@pytest.mark.parametrize("together", [True, False])
def test_whoever_is_asked_anew_and_hears_otherwise_gets_no_answer(people, together):
    """One in a thousand, at random; here everybody, after somebody changed what was kept: before or after it was put together."""
    advisor = Advisor(evaluators=("twin",), chance=Always())
    file = next(one for one in people if one.case_ref == "amina-b1")
    assert advisor.brief(file, on=DAY) == advisor.brief(file, on=DAY)
    store = advisor._kept_answers(DAY, advisor.rulebook)._store
    answers = store.by_key
    for key, value in answers.items():
        if key[0] == "writing":
            answers[key] = value._replace(component=value.component._replace(standing=Standing.DONE))
    if not together:
        store.together.clear()
    with pytest.raises(EngineDisagreement, match="about writing"):
        advisor.brief(file, on=DAY)
    assert not store.together


def test_answers_that_are_put_together_are_looked_up_once(people, monkeypatch):
    """Whoever asks the same of all questions as somebody before them gets what was made of all the answers."""
    advisor = Advisor(evaluators=("twin",), chance=Never())
    first, again = [[advisor.brief(file, on=DAY) for file in people] for _ in range(2)]
    kept_here = advisor._kept_answers(DAY, advisor.rulebook)
    monkeypatch.setattr(kept_here, "_put_together", lambda *_: pytest.fail("put together again"))
    assert [advisor.brief(file, on=DAY) for file in people] == again == first
    assert len(kept_here._store.together) <= len(people)


def test_verdicts_that_are_put_together_are_looked_up_once(people, monkeypatch):
    """The same for a whole advice: what follows for everybody of whom the same is known is not sought again."""
    advisor = Advisor(evaluators=("twin",), chance=Never())
    first, again = [[advisor.advise(file, on=DAY) for file in people] for _ in range(2)]
    kept_here = advisor._kept_verdicts(DAY, advisor.rulebook)
    monkeypatch.setattr(kept_here, "_put_together", lambda *_: pytest.fail("put together again"))
    monkeypatch.setattr(kept_here, "_make", lambda *_: pytest.fail("made again"))
    assert [advisor.advise(file, on=DAY) for file in people] == again == first
    assert len(kept_here._store.together) <= len(people)


def test_what_is_made_of_verdicts_may_hang_on_a_fact_that_no_rule_asks(book):
    """As whether a question is asked: who differs in that fact alone gets what is made for them."""
    rules, catalogue = book.in_force(DAY), book.catalogue
    memory = kept.Memory(Never())
    here = kept_verdicts.KeptVerdicts(
        rules, catalogue, memory, lambda answer: answer.facts.word("no_rule_asks"), frozenset({"no_rule_asks"})
    )
    twin = Advisor(evaluators=("twin",))
    for word in ("one", "other", "one"):
        facts = Facts.of([Fact("no_rule_asks", word, (ToldBy(Teller.PERSON, "own_words"),))])
        for _ in range(2):
            assert here.answer(facts, lambda facts=facts: twin.answer_on_facts(facts, on=DAY))[1] == word


def test_whether_a_question_is_asked_hangs_on_facts_of_the_catalogue(book):
    """All of them are among those by which answers are kept together."""
    named = {name for entry in book.catalogue.facts.values() for name in (*entry.asked_if, *entry.not_asked_if)}
    assert named == asked_about(book.catalogue)
    assert named <= {*Advisor(book, evaluators=("twin",))._kept_verdicts(DAY, book)._questions.facts}


@given(file_days())
def test_a_brief_on_facts_is_that_of_their_file(file_day):
    """Whoever has derived the facts of a file already need not do so again."""
    file, on = file_day
    facts = known_from(file, on=on, book=WARM.rulebook)
    assert WARM.brief_on_facts(facts, on=on, case_ref=file.case_ref) == WARM.brief(file, on=on)
    assert WARM.brief_on_facts(facts, on=on).case_ref == "facts"


def test_whoever_is_asked_anew_and_hears_otherwise_gets_no_advice(people):
    """The same for a whole advice: here the answers that are kept miss a verdict."""
    advisor = Advisor(evaluators=("twin",), chance=Always())
    file = next(one for one in people if one.case_ref == "amina-b1")
    assert advisor.advise(file, on=DAY) == advisor.advise(file, on=DAY)
    answers = advisor._kept_verdicts(DAY, advisor.rulebook)._store.by_key
    for key, value in answers.items():
        if isinstance(value, kept_verdicts.Answer) and value.said:
            answers[key] = value._replace(said=value.said[1:])
    with pytest.raises(EngineDisagreement, match="two answers about"):
        advisor.advise(file, on=DAY)


@pytest.mark.parametrize("module", [kept, kept_verdicts])
def test_a_cone_that_leaves_out_a_fact_is_noticed(people, monkeypatch, module):
    """Two people of whom the same is known and who get two answers: an error, and never the answer of the first."""

    def too_narrow(rules):
        cone = question.cones_of(rules)
        return lambda some: cone(some) - {"writing_result"}

    monkeypatch.setattr(module, "cones_of", too_narrow)
    advisor = Advisor(evaluators=("twin",), chance=Always())
    with pytest.raises(EngineDisagreement, match="two answers about"):
        [advisor.brief(file, on=DAY) if module is kept else advisor.answer(file, on=DAY) for file in people]


def test_what_is_kept_has_an_end(people, monkeypatch):
    """The oldest answers make room, and whoever needs them is asked again."""
    monkeypatch.setattr(kept, "ANSWERS_KEPT", 200)
    advisor = Advisor(evaluators=("twin",), chance=Never())
    first = [advisor.brief(file, on=DAY) for file in people]
    assert len(advisor._kept_answers(DAY, advisor.rulebook)) <= 200
    assert [advisor.brief(file, on=DAY) for file in people] == first
    answered = [advisor.answer(file, on=DAY) for file in people]
    assert len(advisor._kept_verdicts(DAY, advisor.rulebook)) <= 200
    assert [advisor.answer(file, on=DAY) for file in people] == answered


@given(many=st.lists(file_days(), min_size=5, max_size=20))
def test_whoever_asks_about_many_days_takes_no_more_room(many):
    """A hostile variety of people and days, and so of sets of rules: all that an advisor keeps, for both kinds of answers, has one end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "ANSWERS_KEPT", 300)
        advisor = Advisor(WARM.rulebook, evaluators=("twin",), chance=Never())
        for file, on in many:
            assert advisor.brief(file, on=on) == WARM.brief(file, on=on)
            assert advisor.answer(file, on=on) == WARM.answer(file, on=on)
            assert 0 < len(advisor._memory) <= 300


def test_who_asks_about_other_days_leaves_a_day_what_it_kept(people, monkeypatch):
    """Under which rules most is kept the oldest go: a stream of people under other rules does not push out the answers of few."""
    monkeypatch.setattr(kept, "ANSWERS_KEPT", 250)
    advisor = Advisor(evaluators=("twin",), chance=Never())
    advisor.brief(people[0], on=DAY)
    before = advisor._kept_answers(DAY, advisor.rulebook).since(0)
    for file in people:
        advisor.brief(file, on=date(2024, 6, 1))
    assert len(advisor._memory) == 250
    assert advisor._kept_answers(DAY, advisor.rulebook).since(0) == before


def test_eight_threads_keep_answers_together(people):
    """Whoever comes first asks; all hear the same."""
    advisor = Advisor(evaluators=("twin", "strikes"))
    expected = [WARM.brief(file, on=DAY) for file in people]
    with ThreadPoolExecutor(8) as pool:
        for told in [*pool.map(lambda _: [advisor.brief(file, on=DAY) for file in people], range(8))]:
            assert told == expected
        advised = [WARM.answer(file, on=DAY) for file in people]
        for told in [*pool.map(lambda _: [advisor.answer(file, on=DAY) for file in people], range(8))]:
            assert told == advised


def test_what_is_kept_can_be_told_while_others_keep(people, monkeypatch):
    """The answers of one day are copied while threads that ask about other days let the oldest of them go."""
    monkeypatch.setattr(kept, "ANSWERS_KEPT", 150)
    advisor = Advisor(evaluators=("strikes",), chance=Never())
    days = [date(year, 6, 1) for year in range(2014, 2027)]
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(advisor.brief, file, on=on) for file in people for on in days]
        while not all(one.done() for one in asked):
            assert len(advisor._kept_answers(DAY, advisor.rulebook).since(0)) <= 150
    assert {one.exception() for one in asked} == {None}
    assert len(advisor._memory) <= 150


def test_answers_are_kept_apart_for_each_set_of_rules(people, book):
    """Another day with other rules, or a municipality's own pages, asks for itself."""
    advisor = Advisor(replace(book), evaluators=("twin",))
    days = [start for start in book.epochs if start.year > 2021][:3]
    for day in days:
        advisor.brief(people[0], on=day)
    assert len({id(advisor._kept_answers(day, book)) for day in days}) == len(days)
    assert all(len(advisor._kept_answers(day, book)) for day in days)
