"""`route-advisor guide`, `rules guides` and `timeline` on the command line."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from route_advisor import Rulebook, guide
from route_advisor.rulebook.book import shipped_folder


def test_guide_explains_a_topic_for_everybody_and_for_one_person(run, amina):
    """Without a topic it lists them; a word that people use is enough."""
    assert "b1_route" in run("guide").stdout
    told = run("guide", "afschalen", "--lang", "en", "--on", "2026-11-28")
    assert told.stdout.startswith("LOWER LEVEL: WHAT IS IT?")
    assert (
        json.loads(run("guide", "knm", "--for", amina, "--on", "2026-11-28", "--format", "json").stdout)["person"]["case_ref"] == "amina-b1"
    )


def test_an_unknown_topic_is_refused_in_one_line(run):
    """With what it may have been."""
    refused = run("guide", "knmm")
    assert refused.exit_code == 2
    assert 'did you mean "knm"' in refused.stderr


def test_a_guide_that_somebody_read_again_is_recorded(run, tmp_path):
    """What was never compared is named; then it is as read, on a page of its own."""
    folder = tmp_path / "rules"
    shutil.copytree(shipped_folder(), folder)
    (folder / "guides" / "read.yaml").unlink()
    before = run("rules", "guides", "--rules", folder).stdout
    assert "was never compared with this page" in before
    after = run("rules", "guides", "--rules", folder, "--read-again", "all").stdout
    assert "never compared" not in after
    assert Path(folder / "guides" / "read.yaml").is_file()
    assert run("rules", "guides", "--rules", folder, "--read-again", "nothing").exit_code == 2


def test_a_timeline_is_text_picture_or_data(run, amina):
    """The same days in each."""
    assert "plan 27 November 2026" in run("timeline", amina, "--on", "2026-11-23", "--lang", "en").stdout
    assert run("timeline", amina, "--on", "2026-11-23", "--format", "svg").stdout.startswith("<svg ")
    data = json.loads(run("timeline", amina, "--on", "2026-11-23", "--format", "json").stdout)
    assert data["marks"][-1]["kind"] == "last_day"


def test_reminders_go_with_a_calendar(run, amina):
    """Anywhere else they would say nothing, so that is refused."""
    assert "Plan (geen wet)" in run("advise", amina, "--on", "2026-11-23", "--format", "ics", "--reminders").stdout.replace("\r\n ", "")
    assert run("advise", amina, "--reminders").exit_code == 2


@pytest.mark.parametrize("lang", Rulebook.shipped().catalogue.spoken)
def test_each_name_in_the_list_opens_its_own_guide(run, lang):
    """In every language, as it stands there, and as it is copied from a screen: whoever reads a name can type it."""
    listed = run("guide", "--lang", lang).stdout.splitlines()
    shared = Rulebook.shipped().topics
    for line in listed:
        says, _, topic = line.removesuffix(")").rpartition("  (")
        assert guide(says, on=date(2026, 11, 28)).topic == topic
        assert shared.asked(says.partition(" (")[0]).id == topic
    assert len(listed) == len(Rulebook.shipped().guides)
