"""An engine in threads, after a fork, in other processes, and closed."""

import pickle
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from engine_cases import a_large_rulebook, a_person, a_rule, checked, durable, durable_but, known, twin

from route_advisor.errors import EngineFailed
from route_advisor.reasoning import engine as fence
from route_advisor.reasoning.engine import Engine

pytestmark = pytest.mark.needs_engine
BOOK, OTHERWISE, WORDS = a_large_rulebook(60, 20)


@pytest.fixture
def hasty_threads():
    """Let threads change places all the time."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("hasty_threads")
def test_eight_threads_share_an_engine(monkeypatch):
    """durable_rules dies of eight threads; here each gets the answer of its own person, from rules compiled once."""
    compiled = []
    monkeypatch.setattr(
        fence, "_durable", lambda: durable_but(create_ruleset=lambda *call: compiled.append(1) or durable.create_ruleset(*call))
    )
    engine = Engine(BOOK, OTHERWISE)
    once = len(compiled)
    people = [a_person(WORDS, seed) for seed in range(400)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(engine.verdicts, people))
    assert answers == [twin(BOOK, facts, OTHERWISE) for facts in people]
    assert len(compiled) == once


@pytest.mark.usefixtures("hasty_threads")
def test_eight_threads_with_an_engine_each():
    """Engines do not share a session."""
    people = [a_person(WORDS, seed) for seed in range(40)]

    def answers(_):
        engine = Engine(BOOK, OTHERWISE)
        return [engine.verdicts(facts) for facts in people]

    with ThreadPoolExecutor(8) as pool:
        assert all(found == [twin(BOOK, facts, OTHERWISE) for facts in people] for found in pool.map(answers, range(8)))


def test_a_fork_compiles_its_own_rules(in_a_new_process):
    """After os.fork, with the lock held and a session open in the parent, the child answers, and so does the parent."""
    script = """
import os
from engine_cases import *
from route_advisor.reasoning.tokens import SESSION
book, otherwise, words = a_large_rulebook(60, 20)
engine = Engine(book, otherwise)
people = [a_person(words, seed) for seed in range(50)]
right = lambda: all(engine.verdicts(facts) == twin(book, facts, otherwise) for facts in people)
with engine._home.rulesets() as by_stage:
    ruleset = by_stage[Stage.ACT][0]
    ruleset._durable.assert_facts(ruleset._handle, ruleset._room.batch(people[0]))
    child = os.fork()
    if child == 0:
        os._exit(0 if right() else 3)
    ruleset._durable.delete_state(ruleset._handle, SESSION)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), right())
"""
    assert in_a_new_process(script) == "0 True"


def test_threads_that_fork_a_pool(in_a_new_process):
    """Workers forked while other threads ask the engine give right answers."""
    script = """
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from engine_cases import *
book, otherwise, words = a_large_rulebook(60, 20)
engine = Engine(book, otherwise)
people = [a_person(words, seed) for seed in range(60)]
stop = threading.Event()
def busy():
    while not stop.is_set():
        engine.verdicts(people[0])
def work(seed):
    return engine.verdicts(people[seed]) == twin(book, people[seed], otherwise)
threads = [threading.Thread(target=busy) for _ in range(2)]
[thread.start() for thread in threads]
with ProcessPoolExecutor(3, mp_context=get_context("fork")) as pool:
    print(all(pool.map(work, range(60))))
stop.set()
"""
    assert in_a_new_process(script) == "True"


def test_a_spawned_worker_compiles_its_own_rules():
    """An engine travels to a spawned process as its rules, and answers there."""
    people = [a_person(WORDS, seed) for seed in range(5)]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(Engine(BOOK, OTHERWISE).verdicts, people)) == [twin(BOOK, facts, OTHERWISE) for facts in people]


def test_a_pickled_engine_is_its_rules():
    """Unpickled, an engine is compiled anew and agrees with the rules it came from."""
    engine = pickle.loads(pickle.dumps(Engine(BOOK, OTHERWISE)))  # noqa: S301 - our own bytes
    facts = a_person(WORDS, 1)
    assert checked(engine, BOOK, facts, OTHERWISE) == twin(BOOK, facts, OTHERWISE)


def test_a_closed_engine_answers_nothing():
    """Closing twice is no mistake; asking a closed engine is."""
    engine = Engine([a_rule("A", {"route": ["b1"]})], {})
    engine.close()
    engine.close()
    with pytest.raises(EngineFailed, match="this engine is closed"):
        engine.verdicts(known(route="b1"))
