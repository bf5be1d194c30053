# ruff: noqa: T201 - a benchmark prints
"""What the engine costs beside its plain twin, and whether memory stays flat. Prints figures; never fails on time.

python tests/benchmarks/bench_engine.py [--files 100000]
"""

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "reasoning"))

from engine_cases import a_large_rulebook, a_person, checked

from route_advisor.facts import Facts
from route_advisor.reasoning import reference
from route_advisor.reasoning.engine import Engine, is_available
from route_advisor.vocabulary import Outcome

PEOPLE = 200
ROUNDS = 5


def medians(people: list[Facts], *readers: Callable[[Facts], object]) -> list[float]:
    """The median of each reader over all people, in microseconds; the readers take turns, so that the machine treats them alike."""
    times: list[list[float]] = [[] for _ in readers]
    for _ in range(ROUNDS):
        for facts in people:
            for reader, found in zip(readers, times, strict=True):
                start = perf_counter()
                reader(facts)
                found.append(perf_counter() - start)
    return [statistics.median(found) * 1e6 for found in times]


def cost(rules: int, facts: int) -> None:
    """Print what one answer costs, for a rulebook of this size."""
    book, otherwise, words = a_large_rulebook(rules, facts)
    people = [a_person(words, seed) for seed in range(PEOPLE)]
    start = perf_counter()
    engine = Engine(book, otherwise)
    compiled = (perf_counter() - start) * 1000
    firings = statistics.mean(sum(one.outcome is not Outcome.DOES_NOT_APPLY for one in engine.verdicts(person)[0]) for person in people)
    plain, alone, both = medians(
        people,
        lambda person: reference.verdicts(book, person, otherwise),
        engine.verdicts,
        lambda person: checked(engine, book, person, otherwise),
    )
    print(
        f"{rules:4} rules {facts:4} facts {firings:5.0f} firings   twin {plain:5.0f} µs   engine {alone:5.0f} µs   "
        f"checked {both:5.0f} µs   engine/twin {alone / plain:4.1f}   compiled in {compiled:3.0f} ms"
    )


def resident() -> float:
    """The memory of this process now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory(number: int) -> None:
    """Print the memory in use after a tenth and after all of the files."""
    book, otherwise, words = a_large_rulebook(120, 40)
    engine = Engine(book, otherwise)
    start = perf_counter()
    for count in range(1, number + 1):
        checked(engine, book, a_person(words, count), otherwise)
        if count in (number // 10, number):
            print(f"{count:8,} files   {resident():7.1f} MiB   {count / (perf_counter() - start):6.0f} files a second")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    number = parser.parse_args().files
    if not is_available():
        sys.exit("the durable engine is not here to be measured: pip install 'route-advisor[durable]'")
    for size in ((60, 25), (120, 40), (240, 80), (300, 120)):
        cost(*size)
    memory(number)
