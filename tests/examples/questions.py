"""Writes `examples/questions.md` from `examples/questions/questions.yaml`: `python tests/examples/questions.py`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from route_advisor.documents.strict_yaml import read_yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
READERS = {"people": "People who must integrate", "caseworkers": "Caseworkers"}


def questions() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The questions by who asks them."""
    return read_yaml((EXAMPLES / "questions" / "questions.yaml").read_text(encoding="utf-8"), "questions.yaml").data


def page() -> str:
    """The table as it stands in `examples/questions.md`."""
    lines = ["# What people ask, and where the answer stands", ""]
    lines += [
        "Written by `python tests/examples/questions.py` from `questions/questions.yaml`. A test runs each command and finds its line.",
        "",
    ]
    for name, heading in READERS.items():
        lines += [f"## {heading}", "", "| | question | where | a line of the answer |", "|---|---|---|---|"]
        for number, one in enumerate(questions()[name], start=1):
            where = f"`route-advisor {one['command']}`" if "command" in one else f"`{one['page']}`"
            lines.append(f"| {number} | {one['asks']['nl']}<br>{one['asks']['en']} | {where} | {one['line']} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    (EXAMPLES / "questions.md").write_text(page(), encoding="utf-8")
