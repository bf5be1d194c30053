"""What one advice costs, and whether memory stays flat. Prints figures; never fails on time.

Run it with: python tests/benchmarks/bench_advise.py [--files 100000]
"""
# ruff: noqa: T201 - a benchmark prints its figures

import argparse
import resource
import statistics
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from route_advisor import Advisor, PersonalFile, load

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DAY = date(2026, 11, 23)
ROUNDS = 200


def median_ms(call: Callable[[], object]) -> float:
    """The median of many calls, in milliseconds, after a warm-up."""
    for _ in range(20):
        call()
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return statistics.median(times) * 1000


def cost(files: list[PersonalFile]) -> None:
    """Print the cost of one advice: engine with twin check, twin alone, and their ratio."""
    checked, alone = Advisor(), Advisor(use_engine=False)
    for file in files:
        both, twin = median_ms(lambda: checked.advise(file, on=DAY)), median_ms(lambda: alone.advise(file, on=DAY))  # noqa: B023 - called at once
        print(f"{file.case_ref:24} engine and twin {both:6.2f} ms   twin alone {twin:6.2f} ms   ratio {both / twin:4.1f}")


def memory(files: list[PersonalFile], number: int) -> None:
    """Print the largest memory in use after a tenth and after all of the files."""
    advisor = Advisor()
    start = perf_counter()
    for count in range(1, number + 1):
        advisor.advise(files[count % len(files)], on=DAY + timedelta(days=count % 365))
        if count in (number // 10, number):
            size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{count:8,} files   {size:7.1f} MiB at most   {count / (perf_counter() - start):7.0f} files a second")


def main() -> None:
    """Run both benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000, help="how many files for the memory figures")
    number = parser.parse_args().files
    files = [load(path) for path in sorted(EXAMPLES.glob("*.yaml"))]
    cost(files)
    memory(files, number)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
