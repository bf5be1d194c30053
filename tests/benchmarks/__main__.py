"""What an advice costs, side by side in one run: medians over the same files, and their ratio to the plain twin. Never fails on time.

Run it from the folder of the repository: python -m tests.benchmarks [--files 200] [--many 2000] [--rows 10000000]
    [--only evaluators,person,start,many,growth,facts]

Each figure is processor time: for each file the best of five rounds, then the median over the files. Only start-up is measured by the clock
as well, as the median of nine processes. Figures of two runs on a busy machine differ; ratios within one run differ little.
"""
# ruff: noqa: T201 - a benchmark prints its figures

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time, thread_time

from hypothesis import HealthCheck, Phase, given, settings
from tests.benchmarks.peers import NotHere, peers

from route_advisor import Advisor, PersonalFile, parse
from route_advisor.derive.file import facts_from, known_from
from route_advisor.reasoning.agreement import EVALUATORS, available
from route_advisor.reasoning.strikes import Strikes
from route_advisor.rulebook.rule import Rules
from route_advisor.testing import life_stories
from route_advisor.writers.personal_file_yaml import personal_file_yaml

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 23)
ROUNDS, PROCESSES = 5, 9
SLOW = 50
"""So many people for engines that take milliseconds."""
DAYS_FROM = date(2010, 1, 1)

Call = Callable[[object], object]


class Always(Random):
    """The chance by which everybody is asked anew."""

    def random(self) -> float:
        """Less than any share."""
        return 0.0


def drawn(number: int) -> list[PersonalFile]:
    """So many lives that can go together, the same ones each time."""
    found: dict[str, PersonalFile] = {}

    @settings(
        max_examples=2 * number,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(life_stories(reaches="notice"))
    def draw(file: PersonalFile) -> None:
        found.setdefault(file.model_dump_json(by_alias=True, exclude_none=True), file)

    draw()
    return list(found.values())[:number]


def micros(call: Call, items: Iterable[object], rounds: int = ROUNDS) -> float:
    """The median over the items of the best of several rounds, in microseconds of processor time."""
    best = []
    for item in items:
        times = []
        for _ in range(rounds):
            start = thread_time()
            call(item)
            times.append(thread_time() - start)
        best.append(min(times))
    return statistics.median(best) * 1e6


def show(name: str, cost: float, unit: float, note: str = "") -> None:
    """One line: what was measured, microseconds, and how many times the unit that is."""
    print(f"  {name:44} {cost:12,.1f} µs {cost / unit:9.2f} ×  {note}".rstrip())


def evaluators(files: Sequence[PersonalFile]) -> None:
    """Facts to verdicts: our own evaluators over all rules, then those of others over the rules up to the components."""
    advisor = Advisor()
    people = [facts_from(file, on=DAY, book=advisor.rulebook) for file in files]
    asked = advisor._asked(DAY, advisor.rulebook)
    rules = advisor.rulebook.in_force(DAY)
    print(f"\nevaluators: {len(rules)} rules, {len(people)} people, facts derived before; the twin is 1")
    unit = micros(asked["twin"].verdicts, people)
    show("twin: verdicts, premises, missing, grades", unit, unit)
    for name in (one for one in asked if one != "twin"):
        show(f"{name}: the same", micros(asked[name].verdicts, people), unit)
    show("strikes: three values and conclusions alone", micros(lambda one: [*asked["strikes"].stages(one)], people), unit)
    show("all of them, compared", micros(lambda one: advisor.verdicts_on_facts(one, on=DAY), people), unit)
    law = Rules(rule for rule in rules if rule.stage != "steps")
    print(f"\nothers: the {len(law)} rules up to the components, three values for each, in stages; the twin on these rules is 1")
    twin = EVALUATORS["twin"](law, advisor.rulebook.catalogue.otherwise)
    unit = micros(twin.verdicts, people)
    show("twin", unit, unit)
    show("strikes", micros(EVALUATORS["strikes"](law, advisor.rulebook.catalogue.otherwise).verdicts, people), unit)
    expected = [[verdict.outcome for verdict in twin.verdicts(one)[0]] for one in people]
    for name, make in peers():
        try:
            peer = make(law, advisor.rulebook.catalogue.otherwise)
        except NotHere as why:
            print(f"  {name:44} skipped: {why}")
            continue
        compared = people[:SLOW]
        differ = sum(peer(one) != other for one, other in zip(compared, expected, strict=False))
        show(name, micros(peer, compared, rounds=2), unit, f"differs from the twin for {differ} of {len(compared)}")


def person(files: Sequence[PersonalFile]) -> None:
    """One person: from the text of a file to an answer in ids, and to an advice in sentences."""
    advisor = Advisor()
    anew = {name: Advisor(evaluators=(name,), chance=Always()) for name in available()}
    anew["every evaluator"] = Advisor(chance=Always())
    texts = [file.model_dump_json(by_alias=True, exclude_none=True) for file in files]
    for file in files:
        advisor.brief(file, on=DAY)
        advisor.advise(file, on=DAY)
    print(f"\none person: {len(files)} files of {sum(map(len, texts)) // len(texts):,} bytes on average; deriving what rules may ask is 1")
    unit = micros(lambda file: known_from(file, on=DAY, book=advisor.rulebook), files)
    show("JSON text to file", micros(lambda text: parse(text, "file.json"), texts), unit)
    show("file to the facts that rules may ask", unit, unit)
    show("file to facts, with counts and fields", micros(lambda file: facts_from(file, on=DAY, book=advisor.rulebook), files), unit)
    show("file to answers and ids (brief; answers kept)", micros(lambda file: advisor.brief(file, on=DAY), files), unit)
    show("file to verdicts of every rule (answers kept)", micros(lambda file: advisor.answer(file, on=DAY), files), unit)
    show("file to all sentences (answers kept)", micros(lambda file: advisor.advise(file, on=DAY), files), unit)
    for name, one in anew.items():
        show(f"the same, {name} asked anew", micros(lambda file, one=one: one.advise(file, on=DAY), files, rounds=3), unit)
    advices = [advisor.advise(file, on=DAY) for file in files]
    for form in ("text", "json", "html"):
        show(f"advice to {form}", micros(lambda advice, form=form: advisor.write(advice, form), advices, rounds=3), unit)


def start(files: Sequence[PersonalFile]) -> None:
    """New processes: how long somebody at a terminal waits, in a checkout whose pages were compiled before, and from a wheel."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        as_json, as_yaml = folder / "file.json", folder / "file.yaml"
        as_json.write_text(files[0].model_dump_json(by_alias=True, exclude_none=True), encoding="utf-8")
        as_yaml.write_text(personal_file_yaml(files[0]), encoding="utf-8")
        program, advise = [sys.executable, "-m", "route_advisor.cli"], ["advise", str(as_json), "--on", DAY.isoformat()]
        library = f"from datetime import date; from route_advisor import advise, load; advise(load({str(as_json)!r}), on=date({DAY:%Y, %-m, %-d}))"
        print(f"\nstart-up: clock and processor time of a new process, the median of {PROCESSES}; python alone is 1")
        unit = _started("python alone", [sys.executable, "-c", "pass"])
        _started("import pydantic and its models", [sys.executable, "-c", "from pydantic import BaseModel"], unit)
        _started("import route_advisor", [sys.executable, "-c", "import route_advisor"], unit)
        _started("--help", [*program, "--help"], unit)
        _started("first advice, a file in JSON, to JSON", [*program, *advise, "--format", "json"], unit)
        _started("first advice, a file in JSON, a screen", [*program, *advise], unit)
        _started("first advice, a file in YAML, a screen", [*program, "advise", str(as_yaml), *advise[2:]], unit)
        _started("first advice, read by typer", [*program, "advise", *advise[2:], "--", str(as_json)], unit)
        _started("the library: import, load, advise", [sys.executable, "-c", library], unit)
        _started("the first time in a checkout", [*program, *advise], unit, lambda: {"XDG_CACHE_HOME": tempfile.mkdtemp(dir=folder)})
        wheel = _unpacked_wheel(folder)
        if wheel is None:
            print("  from a wheel: skipped, none can be built here (pip install -e '.[test]' brings what it needs)")
            return
        installed = lambda: {"PYTHONPATH": str(wheel), "XDG_CACHE_HOME": str(folder / "nothing")}  # noqa: E731 - the same for both
        _started("from a wheel: first advice, a screen", [*program, *advise], unit, installed)
        _started("from a wheel: the library", [sys.executable, "-c", library], unit, installed)
        kept = [*(folder / "nothing").rglob("*.json")]
        print("  a wheel keeps nothing for the next time" if not kept else "  NOT compiled in the wheel: the pages were read again")


def _started(name: str, words: Sequence[str], unit: float = 0.0, more: Callable[[], dict[str, str]] = dict) -> float:
    """Print the medians of processes that run these words, with more variables in their environment: the processor time in milliseconds."""
    runs = [_process(words, more()) for _ in range(PROCESSES)]
    clock, processor = (statistics.median(one) * 1000 for one in zip(*runs, strict=True))
    print(
        f"  {name:44} {clock:8.0f} ms by the clock {processor:8.0f} ms of processor time {processor / (unit or processor):6.1f} ×",
        flush=True,
    )
    return processor


def _unpacked_wheel(folder: Path) -> Path | None:
    """Where a wheel of this checkout is unpacked; `None` where none can be built."""
    build = ["-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder / "dist"), str(ROOT)]
    if subprocess.run([sys.executable, *build], capture_output=True, check=False).returncode:
        return None
    with zipfile.ZipFile(next((folder / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(folder / "installed")
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(folder / "installed")], check=False)
    return folder / "installed"


def _process(words: Sequence[str], more: dict[str, str]) -> tuple[float, float]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    reader, silent = os.pipe(), os.open(os.devnull, os.O_WRONLY)
    for one in reader:
        os.close(one)
    child = os.posix_spawn(words[0], words, {**os.environ, **more}, file_actions=[(os.POSIX_SPAWN_DUP2, silent, 1)])
    os.waitpid(child, 0)
    os.close(silent)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def many(files: Sequence[PersonalFile], number: int) -> None:
    """Many people one after another, each of these lives on days that move: answers are kept, and memory stays flat."""
    advisor = Advisor()
    print(f"\nmany: {number:,} people in one process, answers and ids")
    clock = thread_time()
    for count in range(1, number + 1):
        advisor.brief(files[count % len(files)], on=DAY + timedelta(days=count % 30))
        if count in (number // 10, number):
            size, spent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, thread_time() - clock
            kept = len(advisor._memory)
            print(f"  {count:10,} people {count / spent:10,.0f} a second of processor time {size:8.1f} MiB at most {kept:8,} answers kept")


def facts(files: Sequence[PersonalFile], rows: int) -> None:
    """Columns of facts to standings: each question is asked of every evaluator once, and each row looks its answers up."""
    from tests.benchmarks.many_facts import ROWS_A_BATCH, simulated

    from route_advisor.caseload.standings import AnswerTables

    advisor = Advisor()
    days = [DAY + timedelta(days=30 * month) for month in range(-6, 7)]
    lives = [known_from(file, on=day, book=advisor.rulebook) for file in files for day in days]
    tables = AnswerTables(on=DAY, advisor=advisor)
    told = {name for name, entry in advisor.rulebook.catalogue.facts.items() if not entry.concluded}
    of_parts = [frozenset({*cone} - tables.head & told) for cone in tables.cones.values()]
    together = [tables.head & told, *(one - frozenset().union(*of_parts[:place]) for place, one in enumerate(of_parts))]
    print(f"\nfacts: {rows:,} people in columns of facts, from {len(lives):,} lives; {', '.join(advisor.evaluators)}")
    clock = processor = 0.0
    for count, batch in enumerate(simulated(lives, [one for one in together if one], rows), 1):
        before = perf_counter(), process_time()
        tables.answer(batch)
        clock, processor = clock + perf_counter() - before[0], processor + process_time() - before[1]
        done, size = min(count * ROWS_A_BATCH, rows), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if done == rows or count == 1:
            print(
                f"  {done:12,} rows {clock:8.1f} s by the clock {processor:8.1f} s of processor time {done / processor:12,.0f} rows a second"
                f" {size:8.1f} MiB at most {len(tables):7,} questions"
            )


def growth(files: Sequence[PersonalFile]) -> None:
    """More rules, and longer lists in a file."""
    advisor = Advisor()
    rules, otherwise = advisor.rulebook.in_force(DAY), advisor.rulebook.catalogue.otherwise
    people = [facts_from(file, on=DAY, book=advisor.rulebook) for file in files[:50]]
    print("\ngrowth with rules: copies under other ids that conclude nothing; µs a person")
    for times in (1, 2, 4):
        more = Rules(
            [*rules, *(replace(rule, id=f"{rule.id}-{copy}") for copy in range(1, times) for rule in rules if rule.concludes is None)]
        )
        costs = {name: micros(EVALUATORS[name](more, otherwise).verdicts, people) for name in available()}
        bits = Strikes(more, otherwise)
        costs["strikes, bits"] = micros(lambda one, bits=bits: [*bits.stages(one)], people)
        print(f"  {len(more):6,} rules   " + "   ".join(f"{name} {cost:8.1f}" for name, cost in costs.items()))
    print("\ngrowth with the file: so many entries in one list; µs to derive what rules may ask, and for the whole advice of the twin")
    base, twin = json.loads(files[0].model_dump_json(by_alias=True, exclude_none=True)), Advisor(evaluators=("twin",))
    for where, entry in LISTS.items():
        row = []
        for number in (1, 10, 100, 500):
            file = _with(base, where, [entry(DAYS_FROM + timedelta(days=7 * count)) for count in range(number)])
            derive = micros(lambda one: known_from(one, on=DAY, book=twin.rulebook), [file], rounds=3)
            row.append(f"{number}: {derive:8,.0f} {micros(lambda one: twin.advise(one, on=DAY), [file], rounds=2):8,.0f}")
        print(f"  {where:28} " + "   ".join(row))


LISTS: dict[str, Callable[[date], dict[str, object]]] = {
    "municipality.plans": lambda day: {"dated": day.isoformat(), "route": "b1", "municipality": "0363"},
    "municipality.hours": lambda day: {"dutch_and_knm": 10, "known_until": day.isoformat()},
    "municipality.offers": lambda day: {"offered": day.isoformat()},
    "duo.exams": lambda day: {"part": "reading", "level": "a2", "taken": day.isoformat(), "outcome": "failed"},
    "duo.dispensations": lambda day: {
        "scope": "full",
        "ground": "special_circumstances",
        "decision": "granted",
        "decided": day.isoformat(),
    },
    "school.courses": lambda day: {"kind": "dutch", "hours": 10, "since": day.isoformat()},
    "residence.permits": lambda day: {"legal_basis": "other", "decided": day.isoformat(), "valid_from": day.isoformat()},
    "residence.registrations": lambda day: {"since": day.isoformat(), "municipality": "0363"},
    "statements": lambda day: {"fact": "paid_work", "word": "works", "said": day.isoformat()},
}
"""Lists of a file that can be long, each with an entry of some day."""


def _with(base: dict[str, object], where: str, entries: list[dict[str, object]]) -> PersonalFile:
    data = deepcopy(base)
    holder = data
    *groups, key = where.split(".")
    for group in groups:
        holder = holder.setdefault(group, {})  # type: ignore[assignment]
    holder[key] = entries
    return PersonalFile.model_validate(data)


def main() -> None:
    """Print the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--many", type=int, default=2_000)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--only", default="evaluators,person,start,many,growth,facts")
    asked = parser.parse_args()
    files = drawn(asked.files)
    wanted = asked.only.split(",")
    for part in (evaluators, person, start, growth):
        if part.__name__ in wanted:
            part(files)
    if "many" in wanted:
        many(files, asked.many)
    if "facts" in wanted:
        facts(files, asked.rows)


if __name__ == "__main__":
    main()
