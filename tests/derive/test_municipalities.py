"""Whose municipality: what a file tells about the place where somebody lives on a day."""

from datetime import date

import pytest

from route_advisor.derive.route import municipalities_of
from route_advisor.derive.seen import Seen
from route_advisor.rulebook.book import Rulebook

ON = date(2026, 11, 23)
NUMBERS = Rulebook.shipped().numbers


def home(code, since, until=None, **more):
    """A registration."""
    return {"municipality": code, "since": since, **({"until": until} if until else {}), **more}


def plan(code, dated):
    """A PIP on the B1 route."""
    return {"dated": dated, "route": "b1", **({"municipality": code} if code else {})}


OLD, NEW, LATER = date(2024, 1, 15), date(2026, 10, 5), date(2026, 12, 1)
CASES = {
    "nothing is on paper": ([], [], None),
    "one registration": ([home("0363", OLD)], [], {"0363"}),
    "one plan": ([], [plan("0363", OLD)], {"0363"}),
    "a plan that names no municipality": ([], [plan(None, OLD)], None),
    "a newer plan that names none": ([], [plan("0363", OLD), plan(None, NEW)], None),
    "the newest plan": ([], [plan("0363", OLD), plan("0014", NEW)], {"0014"}),
    "two plans of one day": ([], [plan("0363", OLD), plan("0014", OLD)], {"0363", "0014"}),
    "a move after the plan": ([home("0363", OLD), home("0014", NEW)], [plan("0363", OLD)], {"0014"}),
    "a move that is still to come": ([home("0363", OLD), home("0014", LATER)], [], {"0363"}),
    "a plan elsewhere after the registration": ([home("0363", OLD)], [plan("0014", NEW)], {"0363", "0014"}),
    "a reception centre only": ([home("0050", OLD, reception_centre=True)], [], None),
    "a reception centre beside the plan": ([home("0050", NEW, reception_centre=True)], [plan("0363", OLD)], {"0363"}),
    "a registration that ended": ([home("0363", OLD, NEW)], [plan("0363", OLD)], set()),
    "a registration that ends today": ([home("0363", OLD, ON)], [], {"0363"}),
    "a plan made after the registration ended": ([home("0363", OLD, date(2026, 1, 1))], [plan("0014", NEW)], {"0014"}),
    "a registration without a municipality": ([home(None, NEW)], [plan("0363", OLD)], {"0363"}),
}


@pytest.mark.parametrize(("homes", "plans", "codes"), CASES.values(), ids=CASES)
def test_the_newest_home_and_the_plans_since_tell_the_municipality(file_of, homes, plans, codes):
    """`None` where nothing tells it, nothing where the person has left, and both where registration and plan differ."""
    homes = [{key: value for key, value in one.items() if value is not None} for one in homes]
    file = file_of(residence={"registrations": homes}, municipality={"plans": plans})
    assert municipalities_of(Seen(file, NUMBERS, ON)) == (None if codes is None else frozenset(codes))
