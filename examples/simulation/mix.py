"""How the simulated people are mixed: each share with where it comes from, or marked as made up."""

from typing import NamedTuple


class Share(NamedTuple):
    """A part of a whole, what it is of, and who published it; without a source it is made up to have something to look at."""

    of: str
    value: float
    source: str | None = None


_SWI_2023 = (
    "CBS, Statistiek Wet inburgering (SWI) 2023, https://www.cbs.nl/nl-nl/longread/rapportages/2024/statistiek-wet-inburgering--swi---2023"
)
_SUMMARY = f"{_SWI_2023}, summary"
_INTAKE = f"{_SWI_2023}/5-inburgering-in-de-vestigingsgemeente, 5.2"

COHORTS = {
    (2022, "asylum_status_holder"): Share("people whose duty began in 2022 or 2023", 18.9 / 62.3, f"{_SUMMARY}: 18,9 of 26,2 thousand"),
    (2022, "family_or_other_migrant"): Share("people whose duty began in 2022 or 2023", 7.3 / 62.3, f"{_SUMMARY}: 7,3 of 26,2 thousand"),
    (2023, "asylum_status_holder"): Share("people whose duty began in 2022 or 2023", 22.2 / 62.3, f"{_SUMMARY}: 22,2 of 36,1 thousand"),
    (2023, "family_or_other_migrant"): Share(
        "people whose duty began in 2022 or 2023", 13.9 / 62.3, f"{_SUMMARY}: the rest of 36,1 thousand"
    ),
}
"""When the duty began, and for which group: the two cohorts together, 62,3 thousand people."""

INTAKE = {
    (2022, "asylum_status_holder"): Share("of them with an intake by the end of 2023", 0.88, f"{_INTAKE}: 16,6 of 18,9 thousand"),
    (2022, "family_or_other_migrant"): Share("of them with an intake by the end of 2023", 0.90, f"{_INTAKE}: 6,6 of 7,3 thousand"),
    (2023, "asylum_status_holder"): Share("of them with an intake by the end of 2023", 0.45, f"{_INTAKE}: 9,9 of 22,2 thousand"),
    (2023, "family_or_other_migrant"): Share("of them with an intake by the end of 2023", 0.55, f"{_INTAKE}: 7,6 of 13,9 thousand"),
}
"""Who had an intake by the end of 2023. When it was, and who had it later, is made up."""

LATER_INTAKE = Share("of those without one by then: an intake since", 0.8)
PLAN = Share("of those with an intake: a plan", 0.92)
ROUTES = {"b1": Share("of plans", 0.55), "z": Share("of plans", 0.38), "onderwijs": Share("of plans", 0.07)}
PASSED_A_YEAR = Share("of each exam: passed in a year since the plan", 0.28)
BELOW = Share("of skills passed: below B1", 0.25)
PVT_A_YEAR = Share("of plans: PVT signed in a year", 0.6)
MAP_TALK_A_YEAR = Share("of plans on the B1 route and the Z-route: the final talk of the MAP held in a year", 0.2)


def told() -> list[str]:
    """A line for each share: what it is, and its source."""
    published = [(f"{year}, {group.replace('_', ' ')}", share) for several in (COHORTS, INTAKE) for (year, group), share in several.items()]
    made_up = [*((route, share) for route, share in ROUTES.items()), *(("", one) for one in (LATER_INTAKE, PLAN, PASSED_A_YEAR, BELOW))]
    made_up += [("", PVT_A_YEAR), ("", MAP_TALK_A_YEAR)]
    return [
        f"{share.value:6.1%}  {f'{who}: ' if who else ''}{share.of}  [{share.source or 'made up'}]" for who, share in (*published, *made_up)
    ]
