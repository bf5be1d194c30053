"""Simulated lives: a personal file each, from a number alone. Nobody is meant, and the same number gives the same life."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from simulation.mix import BELOW, COHORTS, INTAKE, LATER_INTAKE, MAP_TALK_A_YEAR, PASSED_A_YEAR, PLAN, PVT_A_YEAR, ROUTES

Life = dict[str, Any]

COUNTED = date(2023, 12, 31)
"""Up to this day CBS counted intakes."""
MUNICIPALITY = "9999"
"""Voorbeeldstad, which does not exist."""
_SKILLS = ("reading", "listening", "writing", "speaking")


def life(number: int, *, on: date, seed: int = 0) -> Life:
    """The file of one simulated person, as it stands on that day."""
    chance = Random(f"{seed}-{number}")  # noqa: S311 - chance, no secret
    (year, group), _ = chance.choices(list(COHORTS.items()), [one.value for one in COHORTS.values()])[0]
    starts = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    found: Life = {
        "schema": "personal-file/1",
        "case_ref": f"life-{number}",
        "person": {"born": (starts - timedelta(days=chance.randint(19 * 365, 60 * 365))).isoformat()},
        "residence": {
            "permits": [_permit(group, starts)],
            "registrations": [{"municipality": MUNICIPALITY, "since": _after(chance, starts, 200), "reception_centre": False}],
        },
        "duo": {
            "duty": {"obliged": True, "starts": starts.isoformat(), "notified": _after(chance, starts, 60), "law": "wi2021"},
            "group": {"value": group, "since": starts.isoformat()},
            "exams": [],
            "exemptions": [],
            "dispensations": [],
        },
        "municipality": {"plans": []},
    }
    intake = _intake(chance, year, group, starts, on)
    if intake is not None:
        found["municipality"]["intake"] = {"completed": intake.isoformat()}
        dated = intake + timedelta(days=chance.randint(7, 150))
        if chance.random() < PLAN.value and dated <= on:
            _with_plan(chance, found, dated, on)
    return found


def _permit(group: str, starts: date) -> Mapping[str, str]:
    day = starts.isoformat()
    if group == "asylum_status_holder":
        return {"legal_basis": "asylum_fixed_term", "decided": day, "valid_from": day}
    return {"legal_basis": "regular_fixed_term", "purpose": "family", "decided": day, "valid_from": day}


def _after(chance: Random, day: date, most: int) -> str:
    return (day + timedelta(days=chance.randint(7, most))).isoformat()


def _intake(chance: Random, year: int, group: str, starts: date, on: date) -> date | None:
    """The day of the intake: by the end of 2023 for as many as CBS counted, later for others, and not yet for the rest."""
    if chance.random() < INTAKE[year, group].value:
        return starts + timedelta(days=chance.randint(1, max(1, (COUNTED - starts).days)))
    if chance.random() >= LATER_INTAKE.value:
        return None
    later = COUNTED + timedelta(days=chance.randint(1, 500))
    return later if later <= on else None


def _with_plan(chance: Random, found: Life, dated: date, on: date) -> None:
    """What follows the plan: the term, exams, PVT and MAP."""
    route = chance.choices(list(ROUTES), [one.value for one in ROUTES.values()])[0]
    municipality, years = found["municipality"], (on - dated).days / 365
    municipality["plans"].append({"dated": dated.isoformat(), "route": route, "municipality": MUNICIPALITY})
    signed = chance.random() < 1 - (1 - PVT_A_YEAR.value) ** years
    municipality["pvt"] = (
        {"hours": chance.randint(12, 20), "signed": _between(chance, dated, on)} if signed else {"hours": chance.randint(0, 11)}
    )
    if route != "onderwijs":
        held = chance.random() < 1 - (1 - MAP_TALK_A_YEAR.value) ** years
        hours = chance.randint(40, 60) if held else chance.randint(0, 39)
        municipality["map"] = {"practical_hours": hours, **({"final_talk": _between(chance, dated, on)} if held else {})}
    if route == "z":
        municipality["z_route"] = {}
        known = int(800 * min(1.0, years / 3) * chance.uniform(0.5, 1.2))
        municipality["hours"] = [{"municipality": MUNICIPALITY, "known_until": on.isoformat(), "dutch_and_knm": known}]
        return
    passes = 1 - (1 - PASSED_A_YEAR.value) ** years
    for part in (*_SKILLS, "knm"):
        if chance.random() < passes:
            level = {} if part == "knm" else {"level": "a2" if chance.random() < BELOW.value else "b1"}
            found["duo"]["exams"].append({"part": part, **level, "taken": _between(chance, dated, on), "outcome": "passed"})


def _between(chance: Random, first: date, last: date) -> str:
    return (first + timedelta(days=chance.randint(0, max(0, (last - first).days)))).isoformat()
