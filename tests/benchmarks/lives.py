"""Many lives as JSON lines, to try a caseload on: `python -m tests.benchmarks.lives --number 100000 --output lives.jsonl`.

Each line is one of the `--distinct` lives of `life_stories` that can go together, with all its days moved by the same number of days, at
most 200 either way. The same numbers give the same bytes.
"""

import argparse
import json
import random
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.__main__ import drawn

MOST_DAYS = 200


def moved(value: object, by: timedelta) -> object:
    """The value with each day in it moved."""
    if isinstance(value, dict):
        return {key: moved(inner, by) for key, inner in value.items()}
    if isinstance(value, list):
        return [moved(inner, by) for inner in value]
    if isinstance(value, str) and len(value) == len("2026-11-23") and value[4] == value[7] == "-":
        try:
            return (date.fromisoformat(value) + by).isoformat()
        except ValueError:
            return value
    return value


def main() -> None:
    """Write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--distinct", type=int, default=14_500)
    parser.add_argument("--output", type=Path, required=True)
    asked = parser.parse_args()
    lives = [json.loads(file.model_dump_json(by_alias=True, exclude_none=True)) for file in drawn(asked.distinct)]
    chance = random.Random(asked.number)  # noqa: S311 - chance, no secret
    with asked.output.open("w", encoding="utf-8") as out:
        for number in range(asked.number):
            life = moved(lives[number % len(lives)], timedelta(days=chance.randint(-MOST_DAYS, MOST_DAYS) if number >= len(lives) else 0))
            out.write(json.dumps({**life, "case_ref": f"life-{number + 1}"}, separators=(",", ":"), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
