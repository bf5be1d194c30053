"""The country of simulated lives: valid files, the published mix, and counts that add up before and after a change."""

import runpy
import shutil
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from route_advisor import PersonalFile
from route_advisor.vocabulary import Standing

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 23)


@pytest.fixture(scope="module", autouse=True)
def _as_a_script():
    """The examples find each other as they do when one is started."""
    sys.path.insert(0, str(ROOT / "examples"))
    yield
    sys.path.remove(str(ROOT / "examples"))


@pytest.fixture(scope="module")
def national():
    """The script, as a module."""
    import national

    return national


@pytest.fixture(scope="module")
def changed_rules(tmp_path_factory):
    """Rules in which the Z-route has fewer hours."""
    folder = tmp_path_factory.mktemp("rules") / "rules"
    shutil.copytree(ROOT / "rules", folder)
    page = folder / "wet-inburgering-2021" / "z-route.yaml"
    page.write_text(page.read_text("utf-8").replace("values: {2022-01-01: 800}", "values: {2022-01-01: 300}"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def tally(national, changed_rules):
    """Forty lives, three of them with whole advices, with an overlay and changed rules."""
    return national.counted(0, 40, national.Asked(ON, 0, 3, ROOT / "examples" / "overlay-voorbeeldstad", changed_rules))


def test_a_number_gives_the_same_life_and_another_number_another():
    """So that two people who count see the same country; no day of a life lies after the day on which it is read."""
    from simulation.lives import life

    lives = [life(number, on=ON) for number in range(150)]
    assert lives == [life(number, on=ON) for number in range(150)]
    assert len({str({**one, "case_ref": ""}) for one in lives}) == 150
    for one in lives:
        file = PersonalFile.model_validate(one)
        done = [exam.taken for exam in file.duo.exams or ()] + [plan.dated for plan in file.municipality.plans or ()]
        assert all(day <= ON for day in done)


def test_the_mix_is_the_published_one():
    """Cohort and group as CBS counted them, each share with its source; what nobody published says so."""
    from simulation.lives import life
    from simulation.mix import COHORTS, INTAKE, ROUTES, told

    assert sum(share.value for share in COHORTS.values()) == pytest.approx(1)
    assert sum(share.value for share in ROUTES.values()) == pytest.approx(1)
    assert all("cbs.nl" in share.source for share in (*COHORTS.values(), *INTAKE.values()))
    assert all(line.endswith("[made up]]"[:-1]) or "https://www.cbs.nl" in line for line in told())
    drawn = Counter((int(one["duo"]["duty"]["starts"][:4]), one["duo"]["group"]["value"]) for one in (life(n, on=ON) for n in range(3_000)))
    for kind, share in COHORTS.items():
        assert drawn[kind] / 3_000 == pytest.approx(share.value, abs=0.03)


def test_each_part_of_each_life_is_counted_once(tally, book):
    """Standings add up to the lives; only so many have a whole advice."""
    for part in book.catalogue.components:
        assert sum(tally.standings[part, kind] for kind in Standing) == tally.lives == 40
    assert tally.whole == 3


def test_a_change_of_rules_moves_those_whom_it_is_about(tally, national):
    """Fewer hours on the Z-route: more have enough of them, nobody fewer; without a change nobody moves."""
    assert {(part, after) for part, _, after in tally.moved} == {("course_hours", "done")}
    assert national.counted(0, 3, national.Asked(ON, 0, 1, None, None)).moved == Counter()


def test_an_overlay_brings_lines_and_moves_nobody(tally, national):
    """A municipality's own pages settle nothing."""
    assert set(tally.lines) <= {"GM9999-MAP-1", "GM9999-MAP-2"} | {line for line in tally.lines if line.startswith("GM9999-")}
    with_pages = national.counted(0, 12, national.Asked(ON, 0, 12, ROOT / "examples" / "overlay-voorbeeldstad", None))
    assert with_pages.lines
    assert with_pages.moved == Counter()


def test_counts_of_batches_add_up(national, tally):
    """Memory stays flat: each batch is added to what was counted."""
    whole = tally + national.NOTHING + tally
    assert whole.lives == 80
    assert whole.standings["writing", "open"] == 2 * tally.standings["writing", "open"]
    assert national.NOTHING.standings == Counter()


def test_the_pictures_say_their_numbers_without_colour(national, tally):
    """Each bar has a tooltip or a number, each picture a title, and the note that these are no people."""
    for text in national.pictures(tally, ON).values():
        root = ET.fromstring(text)  # noqa: S314 - made on the line before
        said = [one.text for one in root.iter() if one.text]
        assert root.get("role") == "img"
        assert national.SOURCE in said
    bars = [one for one in ET.fromstring(national.pictures(tally, ON)["standing.svg"]).iter() if one.tag.endswith("rect") and len(one)]  # noqa: S314
    assert all("of 40" in bar[0].text for bar in bars)
    assert bars


def test_it_runs_in_seconds_and_writes_what_it_counted(tmp_path, monkeypatch, capsys):
    """The script itself, with a small number."""
    typed = ["national.py", "--lives", "4", "--whole", "1", "--output", str(tmp_path / "out")]
    monkeypatch.setattr(sys, "argv", typed)
    runpy.run_path(str(ROOT / "examples" / "national.py"), run_name="__main__")
    told = capsys.readouterr()
    assert told.out.startswith("4 simulated lives on 2026-11-23.")
    assert max(map(len, told.out.splitlines())) <= 101
    assert "a second" in told.err
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"standing.svg", "asks.svg", "figures.json"}
