"""The cells of a row, and many rows as columns: each person's own, however many others have the same answers."""

from datetime import date

import pytest

from route_advisor.advice.brief import Brief, HeadWord, Part
from route_advisor.advice.steps import NextDay
from route_advisor.caseload.cells import components_of, people_of, person_cells
from route_advisor.caseload.schema import COMPONENTS, PEOPLE
from route_advisor.vocabulary import Basis, Level, Standing

WRITING = Part("writing", Standing.OPEN, Level.B1, expected=False, why=("A-1", "A-2"), unless=("A-3",))
PVT = Part("pvt", Standing.DONE, None, expected=True, why=(), unless=())
READING = Part("reading", Standing.OPEN, Level.A2, expected=False, why=("A-1",), unless=())


def told(row, case_ref, *parts):
    """The rows of these components of one person."""
    return [
        {
            "row": row,
            "case_ref": case_ref,
            "component": part.id,
            "standing": part.standing,
            "level": part.level,
            "expected": part.expected,
            "rules": [*part.why],
        }
        for part in parts
    ]


@pytest.mark.parametrize("held_apart", [False, True])
def test_each_person_has_a_row_for_each_of_their_components(held_apart):
    """In the order of the people, and for each in the order of their components: the same whether people hold one tuple or equal ones."""
    shared = (WRITING, PVT)
    again = (WRITING._replace(), PVT._replace()) if held_apart else shared
    people = [(1, "amina", shared), (2, "sami", (READING, WRITING)), (4, "", again), (5, "nobody", ()), (7, "amina", shared)]
    rows = components_of(people)
    assert rows.schema.equals(COMPONENTS, check_metadata=True)
    assert rows.to_pylist() == [one for row, case_ref, parts in people for one in told(row, case_ref, *parts)]


def test_of_nobody_there_are_no_rows():
    """Both tables still have their columns."""
    assert (components_of([]).num_rows, components_of([]).schema) == (0, COMPONENTS)
    assert (people_of([]).num_rows, people_of([]).schema) == (0, PEOPLE)


@pytest.mark.parametrize("day", [None, NextDay("A-9", date(2026, 12, 1), passed=False)])
def test_a_row_says_what_stands_in_the_brief(day):
    """Each under its own name; components are counted by where they stand."""
    brief = Brief(
        case_ref="amina",
        on=date(2026, 11, 23),
        rulebook_hash="0",
        regime=HeadWord("wi2021", Basis.DECIDED),
        duty=HeadWord("has_duty", Basis.REPORTED),
        phase="in_term",
        route=HeadWord("b1", Basis.EXPECTED),
        components=(WRITING, PVT, READING),
        last_day=date(2027, 3, 12),
        days_left=109,
        next_day=day,
        assumptions=("route=b1", "duty=has_duty"),
    )
    (row,) = people_of([person_cells(3, "a.json", brief, "pip")]).to_pylist()
    counted = {one.value: row.pop(one.value) for one in Standing}
    assert {name: number for name, number in counted.items() if number} == {"open": 2, "done": 1}
    assert row == {
        "row": 3,
        "status": "ok",
        "case_ref": "amina",
        "file": "a.json",
        "act": "wi2021",
        "act_basis": "decided",
        "duty": "has_duty",
        "duty_basis": "reported",
        "phase": "in_term",
        "route": "b1",
        "route_basis": "expected",
        "last_day": date(2027, 3, 12),
        "days_left": 109,
        "expected": "route=b1 duty=has_duty",
        "settles_most": "pip",
        "error": None,
        **dict(zip(("next_step", "next_day", "next_day_passed"), day or (None, None, None), strict=True)),
    }
