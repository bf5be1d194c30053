"""However somebody asks: in threads, in forked or new processes, from asyncio, while rules are read anew: the same bytes."""

import asyncio
import importlib.util
import os
import pickle
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread

import pytest

from route_advisor import Advisor, PersonalFile, lay_over, load
from route_advisor.reasoning.agreement import available

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 23)
PEOPLE = [ROOT / "examples" / f"{name}.yaml" for name in ("amina-b1", "moved", "route-unknown", "wi2013-cohort-c")]
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")


@pytest.fixture(scope="module")
def files():
    """A few people."""
    return [load(path) for path in PEOPLE]


@pytest.fixture(scope="module")
def script():
    """The script beside this test, as a module."""
    spec = importlib.util.spec_from_file_location("same_bytes", Path(__file__).with_name("same_bytes.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def hasty():
    """Threads change places all the time."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


def bytes_of(advisor: Advisor, file: PersonalFile) -> bytes:
    """What this advisor says about somebody: the whole advice, and the answers in short."""
    return advisor.advise(file, on=ON).model_dump_json().encode() + repr(advisor.brief(file, on=ON)).encode()


@pytest.fixture(scope="module")
def expected(advisor, files):
    """What one thread says."""
    return [bytes_of(advisor, file) for file in files]


@pytest.mark.usefixtures("hasty")
def test_eight_threads_share_an_advisor_that_nobody_asked_before(book, files, expected):
    """The first of them compile the rules together; each gets the answer about its own person."""
    fresh = Advisor(book)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(partial(bytes_of, fresh), files * 4)) == expected * 4


def test_calls_from_asyncio_get_the_same(advisor, files, expected):
    """`asyncio.to_thread`, many at once."""

    async def all_of_them():
        return await asyncio.gather(*(asyncio.to_thread(bytes_of, advisor, file) for file in files * 3))

    assert asyncio.run(all_of_them()) == expected * 3


def test_an_advisor_travels_as_its_rules(advisor, files, expected):
    """Unpickled it answers the same, with the same evaluators, and carries no answer of anybody."""
    parcel = pickle.dumps(advisor)
    again = pickle.loads(parcel)  # noqa: S301 - made on the line before
    assert (again.rulebook.hash, again.evaluators) == (advisor.rulebook.hash, advisor.evaluators)
    assert len(parcel) == len(pickle.dumps(Advisor(advisor.rulebook)))
    assert [bytes_of(again, file) for file in files[:2]] == expected[:2]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("method", [pytest.param("fork", marks=forks), "spawn"])
def test_another_process_gives_the_same(advisor, files, expected, method):
    """Forked from this one, or started anew with an advisor that travelled."""
    with get_context(method).Pool(1) as pool:
        assert pool.map(partial(bytes_of, advisor), files[:2]) == expected[:2]


@forks
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # since Python 3.12, in a process with threads: that is what is tried
def test_a_fork_while_another_thread_holds_a_lock_answers(book, files, expected):
    """What a thread of the parent holds at that moment nobody lets go in the child: there it is open."""
    mine = Advisor(book)
    bytes_of(mine, files[0])
    kept = mine._memory
    held, let_go = Event(), Event()

    def hold():
        with mine._lock, kept.lock:
            held.set()
            let_go.wait(60)

    holder = Thread(target=hold)
    holder.start()
    held.wait(60)
    child = os.fork()
    if child == 0:
        signal.alarm(50)  # a child that waits for ever has failed
        os._exit(0 if [bytes_of(mine, file) for file in files[:2]] == expected[:2] else 3)
    let_go.set()
    holder.join()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.usefixtures("hasty")
def test_an_answer_is_of_one_rulebook_while_another_takes_its_place(book, files, expected):
    """The law, and the law with the pages of a municipality: each answer is wholly of the one or of the other."""
    laid_over = lay_over(book, ROOT / "examples" / "overlay-voorbeeldstad")
    other = [bytes_of(Advisor(laid_over), file) for file in files]
    served, done = [Advisor(book)], Event()

    def change():
        while not done.wait(0.01):
            served[0] = Advisor(laid_over if served[0].rulebook is book else book)

    changing = Thread(target=change)
    changing.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            told = list(pool.map(lambda place: bytes_of(served[0], files[place]), [*range(len(files))] * 3))
    finally:
        done.set()
        changing.join()
    assert all(one in (expected[place % len(files)], other[place % len(files)]) for place, one in enumerate(told))


def test_the_whole_of_it_in_small(script):
    """What `same_bytes.py` does 800,000 times: threads that ask, and a rulebook that is read anew meanwhile."""
    served = script.Served()
    assert script.differing(served, script.people()[:3], threads=4, calls=20, reloads=2) == 0
    assert served.reloads == 2


def test_an_answer_that_differs_is_counted(script, files):
    """The script sees it."""
    served = script.Served()
    served.advisor = Advisor(evaluators=available()[-1:])
    assert script.differing(served, files[:1], threads=1, calls=1, reloads=0) == 1  # the receipt names who was asked
