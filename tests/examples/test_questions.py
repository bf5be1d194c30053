"""Every question that people ask has a place: a command that answers it, or a line that says where to ask."""

import runpy
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from route_advisor.cli import app

ROOT = Path(__file__).parents[2]
WRITER = runpy.run_path(str(Path(__file__).with_name("questions.py")))
questions, page = WRITER["questions"], WRITER["page"]
ALL = [(f"{name}-{number}", one) for name, several in questions().items() for number, one in enumerate(several, start=1)]


@pytest.mark.parametrize("one", [one for _, one in ALL], ids=[name for name, _ in ALL])
def test_each_question_has_its_line(one, monkeypatch):
    """The command runs, and the line stands in its answer; or it stands on the page that is named."""
    monkeypatch.chdir(ROOT)
    if "page" in one:
        assert one["line"] in (ROOT / one["page"]).read_text(encoding="utf-8")
        return
    result = CliRunner().invoke(app, shlex.split(one["command"]), prog_name="route-advisor")
    assert result.exit_code == 0, result.output
    assert " ".join(one["line"].split()) in " ".join(result.stdout.replace("- ", " ").split())


def test_there_are_as_many_questions_as_people_ask():
    """Forty of people who must integrate and twenty-five of caseworkers, each once, in Dutch and English."""
    assert [len(several) for several in questions().values()] == [40, 25]
    for lang in ("nl", "en"):
        assert len({one["asks"][lang] for _, one in ALL}) == len(ALL)


def test_the_table_is_as_it_is_written():
    """`python tests/examples/questions.py` writes it."""
    assert (ROOT / "examples" / "questions.md").read_text(encoding="utf-8") == page()
