"""A rulebook of three rules about an invented act, on top of the words of the shipped catalogue, with its scenarios."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from route_advisor import Rulebook
from route_advisor.rulebook.book import shipped_folder

PAGE = "invented/act.yaml"
RULES = """
topic: {en: An invented act, nl: Een verzonnen wet}
stage: components
applies_to: {regime: wi2021}
examples:
  - {name: under the 2013 Act, but: {regime: wi2013}, expect: does_not_apply}
numbers:
  days_to_ask: {law: [{cite: WI2021 art. 3 lid 1, certainty: inference}], unit: days, values: {2022-01-01: 10, 2024-01-01: 20}}

rules:
  - id: TINY-1
    says: {en: You read., nl: U leest.}
    law: [{cite: WI2021 art. 7 lid 1 onder a, certainty: inference}]
    in_force: {from: 2022-01-01, until: 2026-12-31}
    when: {route: [b1, onderwijs]}
    then: {requires: reading, at_level: b1}
    final_word: municipality
    examples:
      - {name: on the B1 route, given: {route: b1}, expect: applies}
      - {name: on the onderwijsroute, but: {route: onderwijs}, expect: applies}
      - {name: on the Z-route, but: {route: z}, expect: does_not_apply}
      - {name: the route is not known, but: {route: unknown}, expect: cannot_tell}

  - id: TINY-2
    for_each: [reading, listening]
    says: {en: "You passed {part}.", nl: "U haalde {part}."}
    law: [{cite: WI2021 art. 7 lid 2, certainty: inference}]
    in_force: {from: 2022-01-01}
    when: {"{part}_result": passed_b1}
    then: {fulfils: "{part}", at_level: b1}
    final_word: duo
    examples:
      - {name: passed, given: {"{part}_result": passed_b1}, expect: applies}
      - {name: not passed, but: {"{part}_result": not_passed}, expect: does_not_apply}
      - {name: no result yet, but: {"{part}_result": unknown}, expect: cannot_tell}

  - id: TINY-3
    says: {en: "Ask DUO within {days_to_ask} days.", nl: "Vraag DUO binnen {days_to_ask} dagen."}
    law: [{cite: WI2021 art. 8, certainty: inference}]
    in_force: {from: 2022-01-01}
    when: {knm_result: not_passed}
    then: {refers: duo, about: knm}
    final_word: duo
    examples:
      - {name: not passed, given: {knm_result: not_passed}, expect: applies}
      - {name: passed, but: {knm_result: passed}, expect: does_not_apply}
      - {name: no result yet, but: {knm_result: unknown}, expect: cannot_tell}
"""
SCENARIOS = """
- name: What begins on 1 January 2022
  checked_by: nobody
  day: 2022-01-01
  expect: {begins: [TINY-1, TINY-2, TINY-3], ends: [], numbers_begin: {days_to_ask: 10}}

- name: What begins on 1 January 2024
  checked_by: nobody
  day: 2024-01-01
  expect: {begins: [], numbers_begin: {days_to_ask: 20}}

- name: What ends on 1 January 2027
  checked_by: nobody
  day: 2027-01-01
  expect: {ends: [TINY-1], numbers: {days_to_ask: 20}}

- name: An invented act, line by line
  checked_by: nobody
  day: 2026-11-23
  expect:
    reads:
      TINY-1: ["requires reading at b1", WI2021 art. 7 lid 1 onder a, municipality]
      TINY-2: ["fulfils reading, listening at b1", WI2021 art. 7 lid 2, duo]
      TINY-3: [refers to duo about knm, WI2021 art. 8, duo]
      days_to_ask: [days, WI2021 art. 3 lid 1]

- name: On the Z-route reading is not asked
  article: WI2021 art. 7
  checked_by: nobody
  day: 2026-11-23
  facts: {route: z}
  expect: {TINY-1: does_not_apply}
"""


class Tiny(NamedTuple):
    """Where the rulebook and its scenarios stand."""

    rules: Path
    scenarios: Path

    @property
    def book(self) -> Rulebook:
        """The rulebook, read."""
        return Rulebook.read(self.rules)


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[..., Tiny]:
    """The rulebook and its scenarios, in which texts are replaced: `tiny({"old": "new"})`."""

    def write(changes: dict[str, str] | None = None) -> Tiny:
        folder, scenarios = tmp_path / "rules", tmp_path / "scenarios"
        folders = {rule.page.partition("/")[0] for rule in Rulebook.shipped().rules}
        shutil.copytree(
            shipped_folder(), folder, ignore=shutil.ignore_patterns(*folders, "interview.yaml", "topics.yaml", "guides", "languages")
        )
        facts = folder / "facts" / "duty.yaml"
        facts.write_text("\n".join(line for line in facts.read_text().splitlines() if "otherwise:" not in line) + "\n")
        rules, cases = RULES, SCENARIOS
        for old, new in (changes or {}).items():
            assert old in rules + cases
            rules, cases = rules.replace(old, new, 1), cases.replace(old, new, 1)
        for path, text in ((folder / PAGE, rules), (scenarios / "in" / "tiny.yaml", cases)):
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")
        return Tiny(folder, scenarios)

    return write
