"""A country of simulated lives: where each part of the duty stands, whose plan is late, and who could ask for what, before and after a change.

    python examples/national.py --lives 2000 --output pictures/
    python examples/national.py --mix                       # each share, with its source or "made up"

The change is a folder of a municipality's own pages (--overlay), or another folder of rules (--rules). Nobody in it exists, and it says
nothing about anybody: it shows what the rules do with a mix. Standings are counted over all lives; what asks for a whole advice over the
first --whole of them, which are drawn like all others. It says how long the rest takes as soon as it knows.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

from simulation.lives import life
from simulation.mix import told
from simulation.pictures import bars, stacked

from route_advisor import Advisor, Filters, PersonalFile, Rulebook, lay_over
from route_advisor.caseload.finding import found_by, search_for
from route_advisor.vocabulary import Standing

HERE = Path(__file__).parent
SOURCE = "Simulated lives, not people. Cohorts, groups and intakes until 2023: CBS, SWI 2023. All other shares are made up."
AT_A_TIME = 500
FILLS = dict(zip(Standing, ("#1b4f72", "#b9770e", "#7d3c98", "#1e8449", "#52be80", "#ccd1d1", "#f4d03f"), strict=True))
"""What is done is green in every picture, and what is not yours is grey."""


class Asked(NamedTuple):
    """What a process needs to know."""

    on: date
    seed: int
    whole: int
    overlay: Path | None
    rules: Path | None


class Tally(NamedTuple):
    """What was counted."""

    lives: int
    standings: Counter[tuple[str, str]]
    """By part and standing, under the rules before the change."""
    moved: Counter[tuple[str, str, str]]
    """By part, and the standing before and after the change, where these differ."""
    whole: int
    late: Counter[tuple[str, str]]
    """Plans that are late, by group, before and after."""
    asks: Counter[tuple[str, str]]
    """Who could ask for something on this day, by topic, before and after."""
    lines: Counter[str]
    """The lines that only the change brings, and for how many."""

    def __add__(self, other: "Tally") -> "Tally":  # type: ignore[override]
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))


NOTHING = Tally(0, Counter(), Counter(), 0, Counter(), Counter(), Counter())


@cache
def advisors(asked: Asked) -> tuple[Advisor, Advisor]:
    """Who answers before the change, and after it; made once in each process."""
    book = Rulebook.shipped()
    after = book if asked.rules is None else Rulebook.read(asked.rules)
    return Advisor(book), Advisor(after if asked.overlay is None else lay_over(after, asked.overlay))


def counted(first: int, number: int, asked: Asked) -> Tally:
    """What is counted over so many lives from that one on."""
    before, after = advisors(asked)
    tally = Tally(number, Counter(), Counter(), 0, Counter(), Counter(), Counter())
    for place in range(first, first + number):
        file = PersonalFile.model_validate(life(place, on=asked.on, seed=asked.seed))
        parts = before.brief(file, on=asked.on).components
        for part, other in zip(parts, after.brief(file, on=asked.on).components, strict=True):
            tally.standings[part.id, part.standing] += 1
            if part.standing != other.standing:
                tally.moved[part.id, part.standing, other.standing] += 1
        if place < asked.whole:
            tally = _whole(tally, file, asked)
    return tally


def _whole(tally: Tally, file: PersonalFile, asked: Asked) -> Tally:
    """With what only whole advices tell: a plan that is late, what can be asked, and new lines."""
    ids: list[set[str]] = []
    for when, advisor in zip(("before", "after"), advisors(asked), strict=True):
        advice = advisor.advise(file, on=asked.on)
        for topic, search in _searches(advisor, asked.on):
            if found_by(advice, file.case_ref, search=search) is not None:
                (tally.late if topic is None else tally.asks)[topic or _group(file), when] += 1
        ids.append({step.id.partition(":")[0] for step in (*advice.steps, *advice.know)})
    tally.lines.update(ids[1] - ids[0])
    return tally._replace(whole=tally.whole + 1)


def _group(file: PersonalFile) -> str:
    return file.duo.group.value if file.duo is not None and file.duo.group is not None else "unknown"


@cache
def _searches(advisor: Advisor, on: date) -> tuple[tuple[str | None, Any], ...]:
    """A search for late plans, and one for each topic on which something can be asked."""
    book = advisor.rulebook
    topics = [(topic, Filters(may_ask=(topic,))) for topic in book.law.topics.by_id if topic not in book.catalogue.components]
    found = ((topic, search_for(filters, book, on)) for topic, filters in ((None, Filters(plan_late=True)), *topics))
    return tuple((topic, search) for topic, search in found if topic is None or search.asks[topic])


def simulated(lives: int, asked: Asked, workers: int) -> Iterator[Tally]:
    """What was counted so far, after each batch; memory stays flat."""
    batches = [(first, min(AT_A_TIME, lives - first)) for first in range(0, lives, AT_A_TIME)]
    total = NOTHING
    if workers == 1:
        for first, number in batches:
            total += counted(first, number, asked)
            yield total
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for tally in pool.map(counted, *zip(*batches, strict=True), [asked] * len(batches)):
            total += tally
            yield total


def report(tally: Tally, on: date, change: str) -> str:
    """All that was counted, as text."""
    words, seen = Rulebook.shipped().catalogue, {kind for _, kind in tally.standings}
    kinds = [kind for kind in Standing if kind in seen]
    head = f"{'where each part stands':24}" + "".join(f"{_short(kind):>11}" for kind in kinds)
    lines = [f"{tally.lives:,} simulated lives on {on}.", *wrap(SOURCE, 79), "", head]
    lines += [
        f"{part.replace('_', ' '):24}" + "".join(f"{tally.standings[part, kind] / tally.lives:11.1%}" for kind in kinds)
        for part in words.components
    ]
    lines += [
        "",
        f"another standing with {change}: "
        + ("; ".join(f"{part} {a} -> {b}: {n:,}" for (part, a, b), n in tally.moved.items()) or "nobody"),
    ]
    lines += ["", f"of {tally.whole:,} whole advices{'before':>30}{'after':>10}"]
    for name, counter in (("plan late", tally.late), ("could ask", tally.asks)):
        for about in sorted({about for about, _ in counter}):
            before, after = (counter[about, when] for when in ("before", "after"))
            lines.append(f"{f'{name}: {about}'.replace('_', ' '):44}{before:10,}{after:10,}")
    lines += [
        "",
        f"lines that {change} brings: " + (", ".join(f"{name} for {count:,}" for name, count in sorted(tally.lines.items())) or "none"),
    ]
    return "\n".join([*lines, "", "Whoever is asked decides; who could ask is not who would get it."]) + "\n"


def _short(kind: Standing) -> str:
    return {Standing.BELOW_LEVEL: "below", Standing.CANNOT_TELL: "unknown"}.get(kind, kind.replace("_", " "))


def pictures(tally: Tally, on: date) -> dict[str, str]:
    """The same as SVG, by the name of the file."""
    words, seen = Rulebook.shipped().catalogue, {kind for _, kind in tally.standings}
    kinds = {kind: kind.replace("_", " ") for kind in Standing if kind in seen}
    rows = {
        one.name.en.partition(" (")[0]: {said: tally.standings[part, kind] for kind, said in kinds.items()}
        for part, one in words.components.items()
    }
    asks = {
        f"{name}: {about}".replace("_", " "): (counter[about, "before"], counter[about, "after"])
        for name, counter in (("late", tally.late), ("ask", tally.asks))
        for about in sorted({about for about, _ in counter})
    }
    return {
        "standing.svg": stacked(
            f"Where each part stands on {on}, {tally.lives:,} simulated lives",
            rows,
            {said: FILLS[kind] for kind, said in kinds.items()},
            SOURCE,
        ),
        "asks.svg": bars(f"Plans late, and who could ask, of {tally.whole:,}", asks, tally.whole or 1, ("before", "after"), SOURCE),
    }


def _named(counter: Counter[Any]) -> dict[str, int]:
    return {" ".join(key) if isinstance(key, tuple) else key: count for key, count in sorted(counter.items())}


def main() -> None:
    """Count, print, and draw where a folder is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lives", type=int, default=1_000)
    parser.add_argument("--whole", type=int, default=100, help="so many of them with a whole advice")
    parser.add_argument("--on", type=date.fromisoformat, default=date(2026, 11, 23))
    parser.add_argument("--overlay", type=Path, default=HERE / "overlay-voorbeeldstad")
    parser.add_argument("--rules", type=Path, help="another folder of rules, in place of the shipped ones, after the change")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, help="a folder for pictures and figures")
    parser.add_argument("--mix", action="store_true", help="print each share with its source, and nothing else")
    options = parser.parse_args()
    if options.mix:
        print("\n".join(told()))
        return
    if options.lives < 1:
        parser.error("--lives is at least 1")
    asked = Asked(options.on, options.seed, options.whole, options.overlay, options.rules)
    began, tally, told_at = time.perf_counter(), NOTHING, 0.0
    for tally in simulated(options.lives, asked, options.workers):
        spent = time.perf_counter() - began
        if tally.lives < options.lives and spent - told_at > 10:
            told_at, rate = spent, tally.lives / spent
            print(
                f"{tally.lives:,} lives, {rate:,.0f} a second, {(options.lives - tally.lives) / rate / 60:,.0f} minutes left",
                file=sys.stderr,
            )
    print(report(tally, options.on, "the change"), end="")
    print(f"{tally.lives / (time.perf_counter() - began):,.0f} lives a second", file=sys.stderr)
    if options.output is not None:
        options.output.mkdir(parents=True, exist_ok=True)
        figures = {name: _named(counter) for name, counter in zip(tally._fields, tally, strict=True) if isinstance(counter, Counter)}
        files = {**pictures(tally, options.on), "figures.json": json.dumps(figures, indent=1, ensure_ascii=False) + "\n"}
        for name, text in files.items():
            (options.output / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
