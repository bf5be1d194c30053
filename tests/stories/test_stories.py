"""Whole advices as text, with each line's proof: what a lawyer reads for each example file."""

import os
from datetime import date
from pathlib import Path

import pytest

from route_advisor import advise, load, write

ROOT = Path(__file__).resolve().parents[2]
STORIES = Path(__file__).parent
DAY = date(2026, 11, 23)
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_file_tells_its_story(example, language):
    """Every example gives exactly the advice that a person read and approved. `WRITE_STORIES=1` writes them anew, for review."""
    story = STORIES / f"{example.stem}.{language}.txt"
    told = "".join(f"{line}\n" for line in without_receipt(write(advise(load(example), on=DAY), lang=language, reader="lawyer")))
    if os.environ.get("WRITE_STORIES"):
        story.write_text(told, encoding="utf-8")
    assert told == story.read_text(encoding="utf-8")


def without_receipt(text: str) -> list[str]:
    """The lines of the advice up to the hash of the rulebook: what follows changes with every page, engine and version."""
    return text.partition("rulebook ")[0].rstrip().splitlines()


def test_there_are_no_stories_without_an_example():
    """An example that is renamed takes its stories with it."""
    assert {path.name.split(".")[0] for path in STORIES.glob("*.txt")} == {path.stem for path in EXAMPLES}
