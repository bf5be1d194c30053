"""Many threads, one advisor, the same bytes: `python tests/hostile/same_bytes.py --threads 8 --calls 100000`.

Each thread asks an advisor of all threads for the answers about somebody, so many times, and now and then for the whole advice; meanwhile
one more thread reads the rulebook anew and puts another advisor in its place. Every answer must be the one that a single thread gave
before, byte for byte. What differs is printed; the exit code is then 1.
"""

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from route_advisor import Advisor, PersonalFile, Rulebook, load

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 23)
PEOPLE = ("amina-b1", "moved", "route-unknown", "z-asylum", "wi2013-cohort-c", "only-a-b1-letter", "nothing-known", "pip-and-duo-differ")
WHOLE = 1_000
"""So often a call asks for the whole advice."""


class Served:
    """The advisor of all threads, which may be another one at any moment."""

    def __init__(self) -> None:
        self.advisor = Advisor()
        self.reloads = 0

    def reload(self) -> None:
        """Read the rules again, and answer with them from now on."""
        self.advisor = Advisor(Rulebook.read(ROOT / "rules"))
        self.reloads += 1


def people() -> list[PersonalFile]:
    """Those who are asked about."""
    return [load(ROOT / "examples" / f"{name}.yaml") for name in PEOPLE]


def brief(advisor: Advisor, file: PersonalFile) -> bytes:
    """The answers about somebody, as bytes."""
    return repr(advisor.brief(file, on=DAY)).encode()


def whole(advisor: Advisor, file: PersonalFile) -> bytes:
    """The whole advice, as bytes."""
    return advisor.advise(file, on=DAY).model_dump_json().encode()


def differing(
    served: Served,
    files: list[PersonalFile],
    *,
    threads: int,
    calls: int,
    reloads: int,
    told: Callable[[int, int], object] = lambda *_: None,
) -> int:
    """How many answers of so many threads with so many calls each differ from those of one thread, while rules are read anew so often.

    `told` hears at each of those moments how many calls one thread has made, and how many of its answers differ.
    """
    alone = Advisor()
    expected = [(brief(alone, file), whole(alone, file)) for file in files]
    turns: SimpleQueue[str] = SimpleQueue()
    moments = {calls * turn // (reloads + 1) for turn in range(1, reloads + 1)}

    def ask(first: int) -> int:
        wrong = 0
        for number in range(calls):
            place = (first + number) % len(files)
            wrong += brief(served.advisor, files[place]) != expected[place][0]
            if number % WHOLE == 0:
                wrong += whole(served.advisor, files[place]) != expected[place][1]
            if not first and number in moments:
                turns.put("again")
                told(number, wrong)
        return wrong

    def reloading() -> None:
        while turns.get():
            served.reload()

    reloader = Thread(target=reloading)
    reloader.start()
    try:
        with ThreadPoolExecutor(threads) as pool:
            return sum(pool.map(ask, range(threads)))
    finally:
        turns.put("")
        reloader.join()


def main() -> int:
    """0 where every answer was the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--reloads", type=int, default=10)
    asked = parser.parse_args()
    served, began = Served(), time.perf_counter()
    wrong = differing(
        served,
        people(),
        threads=asked.threads,
        calls=asked.calls,
        reloads=asked.reloads,
        told=lambda made, wrong: sys.stderr.write(f"a thread made {made:,} calls; {wrong} answers differ\n"),
    )
    calls, spent = asked.threads * asked.calls, time.perf_counter() - began
    sys.stdout.write(f"{asked.threads} threads, {calls:,} calls, {served.reloads} reloads, {spent:,.0f} s: {wrong} answers differ\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
