"""What an advice says beyond the checklist: what is certain, possible and excluded."""

from datetime import date
from pathlib import Path

import pytest

from route_advisor import Advice, load
from route_advisor.advice.model import Likelihood
from route_advisor.vocabulary import Standing

DAY = date(2026, 11, 23)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_asking_what_is_certain_changes_nothing_else(twin, path):
    """The advice is the same, with one field more; without it the field is empty."""
    plain, more = (twin.advise(load(path), on=DAY, completions=asked) for asked in (False, True))
    assert plain.certainty is None
    assert more.model_copy(update={"certainty": None}) == plain


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_standing_is_certain_possible_or_excluded(twin, path):
    """Exactly one of the three, for each component; what the checklist has settled is certain."""
    advice = twin.advise(load(path), on=DAY, completions=True)
    for item, one in zip(advice.components, advice.certainty.components, strict=True):
        certain = () if one.certain is None else (one.certain,)
        assert one.id == item.id
        assert sorted((*certain, *one.possible, *one.excluded)) == sorted(Standing)
        if not one.unknown:
            assert one.certain is item.standing


def test_a_part_of_every_route_is_yours_whatever_the_answers_are(twin):
    """The PVT is asked on each route: it can be open or done, and nothing else."""
    advice = twin.advise(load(EXAMPLES[0].with_name("route-unknown.yaml")), on=DAY, completions=True)
    pvt = next(one for one in advice.certainty.components if one.id == "pvt")
    assert (pvt.certain, pvt.possible) == (None, (Standing.OPEN, Standing.DONE))
    assert pvt.yours is Likelihood.CERTAIN
    assert pvt.rules == ("WI21-PVT-1",)
    assert pvt.unknown == ("pvt_status",)


def test_who_told_nothing_is_first_asked_for_act_duty_and_route(twin):
    """These three answers settle most of the file."""
    advice = twin.advise(load(EXAMPLES[0].with_name("nothing-known.yaml")), on=DAY, completions=True)
    assert advice.certainty.settle_most == ("law_in_letter", "duo_duty", "route")
    assert all(one.certain is None for one in advice.certainty.components)


def test_an_advice_with_certainty_can_be_read_back(twin):
    """Apps store it as JSON."""
    advice = twin.advise(load(EXAMPLES[0].with_name("route-unknown.yaml")), on=DAY, completions=True)
    assert Advice.model_validate_json(advice.model_dump_json()) == advice
