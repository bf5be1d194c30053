"""Add a hard case to the corpus, as small as it can be; or accept another answer, with the source that made it change.

    python tests/corpus/case.py add FILE --on 2027-02-28 --name plan-of-29-february --about term_last_day term \
        --hard "it ends in a year without 29 February" --source "WI2021 art. 11 lid 1" --because "WI2021 art. 11 lid 1"
    python tests/corpus/case.py change plan-of-29-february --because "Stb. 2027, 1: four years"

What it writes is what the plain twin says. Judge it before you commit it: compare each line of `expected` with the law.
"""
# ruff: noqa: T201 - a command prints

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from route_advisor import FileRefused, PersonalFile, Rulebook, RulebookRefused, load
from route_advisor.assurance.cases.corpus import Case, Change, answers, digest, facts_on, groups_of, read_cases, smallest, write_case
from route_advisor.facts import Facts
from route_advisor.reasoning import reference
from route_advisor.reasoning.disagreement import said


def main(typed: Sequence[str] | None = None) -> int:
    """Do what was typed: 0 where it is done, 1 where it cannot be, with one line that says why."""
    asked = _parser().parse_args(typed)
    try:
        asked.do(asked)
    except (FileRefused, RulebookRefused) as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    add, change = commands.add_parser("add"), commands.add_parser("change")
    add.set_defaults(do=_add)
    add.add_argument("file", type=Path, help="a personal file")
    add.add_argument("--on", type=date.fromisoformat, required=True, help="the day")
    add.add_argument("--about", nargs="+", required=True, help="components, facts, dates, rules or conflicts whose answer matters")
    add.add_argument("--hard", required=True, help="why it is a hard case, in one sentence")
    add.add_argument("--source", required=True, help="the act and article, or the message of DUO, that gives the answer")
    change.set_defaults(do=_change)
    change.add_argument("name", help="the name of the case")
    for command in (add, change):
        command.add_argument("--because", required=True, help="the source of this answer; it stands beside its digest")
        command.add_argument("--corpus", type=Path, default=Path(__file__).parent, help="the folder of cases (this one)")
    add.add_argument("--name", required=True, help="a name of words and hyphens")
    return parser


def _add(asked: argparse.Namespace) -> None:
    book = Rulebook.shipped()

    def answer(file: PersonalFile) -> dict[str, str]:
        return _answer(asked.about, facts_on(file, asked.on, book), asked.on, book)

    whole = load(asked.file)
    expected = answer(whole)
    file = smallest(whole, lambda fewer: answer(fewer) == expected)
    changes = (Change(expected=digest(expected), because=asked.because),)
    case = Case(
        name=asked.name, hard=asked.hard, day=asked.on, file=groups_of(file), expected=expected, source=asked.source, changes=changes
    )
    print(f"judge this case: {write_case(case, asked.corpus)}")


def _change(asked: argparse.Namespace) -> None:
    book = Rulebook.shipped()
    (case,) = [one for one in read_cases(asked.corpus, book) if one.name == asked.name] or _no_such_case(asked.name)
    expected = _answer(case.expected, case.known(book), case.day, book)
    if expected == case.expected:
        print(f"{case.name}: the answer is what it was, so nothing changed")
        return
    changes = (*case.changes, Change(expected=digest(expected), because=asked.because))
    print(f"judge this case: {write_case(case.model_copy(update={'expected': expected, 'changes': changes}), asked.corpus)}")


def _no_such_case(name: str) -> list[Case]:
    raise FileRefused([f"{name}: there is no case of that name; look in tests/corpus"])


def _answer(lines: Sequence[str], known: Facts, on: date, book: Rulebook) -> dict[str, str]:
    return answers(lines, said(reference.verdicts, book.in_force(on), known, book.catalogue.otherwise), book)


if __name__ == "__main__":
    sys.exit(main())
