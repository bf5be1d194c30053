"""Mutate the modules that carry an answer, and fail where too few mutants die or one lives without a reason.

In an environment with the extra `mutation`: `python .ci/mutate_engine.py`, or with the names of some modules: `… derive.file rulebook.rule`. What is
mutated and which tests are asked stands in `pyproject.toml` under `tool.mutmut`; why a mutant may live stands in
`tests/reasoning/survivors.yaml`. mutmut itself first checks that the tests pass without a mutant and fail with a fatal one. It does not
mutate functions with a decorator, nor what stands outside functions. Afterwards `mutmut show NAME` shows a mutant.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
MUTMUT = Path(sys.executable).with_name("mutmut")
REASONS = ROOT / "tests/reasoning/survivors.yaml"
AT_LEAST = 90
"""Percent of the mutants of each module."""

DEAD = ("killed", "timeout", "segfault")


class Mutant(NamedTuple):
    """One change of one line of code: in which module, and what was seen of it."""

    name: str
    module: str
    status: str

    @property
    def dead(self) -> bool:
        """Some test noticed, or the mutant hung or crashed."""
        return self.status in DEAD


def main(modules: Sequence[str]) -> int:
    """0 where each module reaches the score, each survivor has its reason, and no reason is left over; else 1."""
    if not MUTMUT.exists():
        sys.exit("mutmut is missing; install it with pip install -e '.[mutation]'")
    mutants = run(modules)
    tried = sorted({one.module for one in mutants})
    too_low = [module for module in tried if not score_is_enough(module, mutants)]
    living = Counter(change_of(one) for one in mutants if not one.dead)
    explained = Counter(reason for reason in reasons() if reason[0] in tried)
    print(f"{living.total()} live, {(living & explained).total()} of them with a reason")
    faults = told(living - explained, "lives without a reason") + told(explained - living, "has a reason, and is dead or gone")
    return 1 if too_low or faults else 0


def run(modules: Sequence[str]) -> list[Mutant]:
    """Every mutant of these modules, or of all, tried from scratch and at low priority. Ends the program where mutmut gives up."""
    os.nice(10)
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    done = subprocess.run(
        [MUTMUT, "run", *(f"route_advisor.{module}.*" for module in modules)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{done.stdout[-5_000:]}{done.stderr[-5_000:]}\nmutmut gave up")
    mutants = [mutant_of(line) for line in asked("results", "--all", "true").splitlines() if line.startswith("    ")]
    return [one for one in mutants if not modules or one.module in modules]


def asked(*arguments: str) -> str:
    """What mutmut tells about the mutants that it tried."""
    return subprocess.run([MUTMUT, *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def mutant_of(line: str) -> Mutant:
    """A mutant from a line as `    route_advisor.rulebook.rule.x_next_day__mutmut_1: killed`; its module is `rulebook.rule`."""
    name, _, status = line.strip().partition(": ")
    return Mutant(name, name.rpartition(".")[0].removeprefix("route_advisor."), status)


def score_is_enough(module: str, mutants: list[Mutant]) -> bool:
    """Print the score of a module; whether it is enough."""
    here = [one.dead for one in mutants if one.module == module]
    print(f"{module:24} {sum(here):4} of {len(here):4} killed  {100 * sum(here) / len(here):5.1f} %")
    return 100 * sum(here) >= AT_LEAST * len(here)


def change_of(mutant: Mutant) -> tuple[str, str, str]:
    """The module of a mutant, its lines before and its lines after. A number in a name would change with every edit."""
    lines = asked("show", mutant.name).splitlines()
    was, becomes = ("\n".join(line[1:].strip() for line in lines if line[:1] == sign != line[1:2]) for sign in "-+")
    return mutant.module, was, becomes


def reasons() -> list[tuple[str, str, str]]:
    """The changes of which somebody wrote down why they are no fault."""
    return [(entry["module"], entry["was"], entry["becomes"]) for entry in YAML(typ="safe").load(REASONS) or () if entry["why"]]


def told(changes: Counter[tuple[str, str, str]], what: str) -> int:
    """Print each change; how many there are."""
    for module, was, becomes in changes.elements():
        print(f"{module}: {what}\n  - {was}\n  + {becomes}")
    return changes.total()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
