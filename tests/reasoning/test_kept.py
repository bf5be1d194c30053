"""What is kept of answers, for whom it is asked anew, and what happens where two answers differ."""

from random import Random

import pytest

from route_advisor.errors import EngineDisagreement
from route_advisor.reasoning import kept
from route_advisor.reasoning.kept import ASKED_ANEW, Memory


class Draws(Random):
    """Always the same share."""

    def __init__(self, share):
        self.share = share
        super().__init__(1)

    def random(self):
        """The share."""
        return self.share


@pytest.fixture
def store():
    """Room for answers under one set of rules, where nobody is asked anew."""
    return Memory(Draws(1.0)).store()


def never():
    """Nobody is asked."""
    pytest.fail("asked although an answer was kept")


def test_what_is_kept_is_answered_without_asking_and_what_is_not_is_asked(store):
    """Only whoever misses an answer asks."""
    assert store.answered("kept", never, lambda *_: []) == "kept"
    assert store.answered(None, lambda: "found", lambda *_: []) == "found"


@pytest.mark.parametrize(("share", "anew"), [(0.0, True), (ASKED_ANEW - 1e-9, True), (ASKED_ANEW, False), (0.5, False)])
def test_one_in_a_thousand_is_asked_anew(share, anew):
    """By chance; whoever hears the same again has the answer."""
    asked = []
    store = Memory(Draws(share)).store()
    assert store.answered("kept", lambda: asked.append(1) or "kept", lambda *_: []) == "kept"
    assert bool(asked) is anew
    assert ASKED_ANEW == 1 / 1000


@pytest.mark.parametrize(
    ("about", "told"),
    [(["writing", "pvt"], "something else about writing, pvt than before"), ([], "something else about the head than before")],
)
def test_who_is_asked_anew_and_hears_otherwise_reads_about_what_and_all_is_forgotten(about, told):
    """Nobody knows which of two answers is wrong."""
    store = Memory(Draws(0.0)).store()
    store.keep({("writing", "b1"): "open"})
    compared = []
    with pytest.raises(EngineDisagreement, match=f"asked anew, the evaluators say {told}, so no advice was given"):
        store.answered("kept", lambda: "other", lambda *both: compared.append(both) or about)
    assert compared == [("kept", "other")]
    assert (store.by_key, store.contradicted) == ({}, True)


def test_an_answer_is_kept_once_and_another_one_to_the_same_question_is_refused(store):
    """The same again changes nothing; another one names its question, and nothing of either is kept."""
    store.keep({("writing", "b1"): "open", ("pvt", ()): "done"})
    store.keep({("writing", "b1"): "open", ("map", ()): "open"})
    assert store.by_key == {("writing", "b1"): "open", ("pvt", ()): "done", ("map", ()): "open"}
    assert store.contradicted is False
    with pytest.raises(EngineDisagreement, match="two people of whom the same is known get two answers about pvt; no advice was given"):
        store.keep({("knm_exam", ()): "open", ("pvt", ()): "open"})
    assert (store.by_key, store.contradicted) == ({}, True)


def test_what_is_put_together_is_kept_until_answers_are_forgotten(store):
    """Also where somebody had looked up an answer before it was forgotten, and puts it together only then."""
    store.keep({("writing", "b1"): "open"})
    before = store.together
    assert store.keep_together(before, "all of them", "put together") == "put together"
    assert store.together == {"all of them": "put together"}
    with pytest.raises(EngineDisagreement):
        store.keep({("writing", "b1"): "done"})
    store.keep_together(before, "all of another", "of a forgotten answer")
    assert store.together == {}


def test_what_is_put_together_has_an_end_under_all_rules_together(monkeypatch):
    """Where there is no more room all of it goes, and it is put together again; the answers themselves stay."""
    monkeypatch.setattr(kept, "ANSWERS_KEPT", 3 * kept.ROOM_OF_ALL)
    memory = Memory(Draws(1.0))
    one, other = memory.store(), memory.store()
    one.keep({("pvt", ()): "open"})
    held = []
    for number in range(5):
        store = one if number % 2 else other
        store.keep_together(store.together, number, "put together")
        held.append(([*one.together], [*other.together]))
    assert held == [([], [0]), ([1], [0]), ([1], [0, 2]), ([3], []), ([3], [4])]
    assert len(memory) == 1


def test_the_answers_since_some_number_are_those_that_came_later(store):
    """In the order in which they were kept."""
    store.keep({("a", 1): "one", ("b", 1): "two"})
    store.keep({("c", 1): "three"})
    assert [store.since(count) for count in (0, 2, 3)] == [store.by_key, {("c", 1): "three"}, {}]
    assert [*store.since(1)] == [("b", 1), ("c", 1)]


@pytest.mark.parametrize(
    ("most", "left"),
    [(5, ([0, 1, 2], [0, 1])), (4, ([1, 2], [0, 1])), (3, ([2], [0, 1])), (2, ([], [0, 1])), (0, ([], []))],
)
def test_where_there_is_no_room_the_oldest_answers_go_of_the_rules_under_which_most_are_kept(monkeypatch, most, left):
    """Who asks about many days takes no room from other days."""
    memory = Memory(Draws(1.0))
    many, few = memory.store(), memory.store()
    few.keep({(0, ""): 1, (1, ""): 1})
    many.keep({(0, ""): 1, (1, ""): 1, (2, ""): 1})
    assert len(memory) == 5
    monkeypatch.setattr(kept, "ANSWERS_KEPT", most)
    memory.make_room()
    assert tuple([key[0] for key in one.by_key] for one in (many, few)) == left
    assert len(memory) == most
