"""`route-advisor verify`: whether an advice can be made again as it was."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give
from route_advisor.cli.options import OverlayFolders, PersonalFilePath
from route_advisor.cli.refusals import ExitCode
from route_advisor.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from route_advisor.verification import Difference

MOST_LINES, LONGEST_LINE = 20, 200
"""Differences that are shown, and the characters of each."""


def verify(
    receipt: Annotated[Path, typer.Argument(metavar="RECEIPT", help="The JSON of an advice, or of its receipt.", show_default=False)],
    file: PersonalFilePath,
    overlay: OverlayFolders = None,
) -> int:
    """Make the advice of a receipt anew: the same, or what differs (exit code 3)."""
    from route_advisor.cli.rulebooks import advisor_of
    from route_advisor.readers.files import load, text_of_file
    from route_advisor.verification import read_receipt
    from route_advisor.verification import verify as differences

    given = read_receipt(text_of_file(receipt), receipt.name)
    found = differences(given, load(file), advisor_of(overlay))
    give("\n".join(_told(found) or ["same"]) + "\n")
    return ExitCode.INPUT_REFUSED if found else ExitCode.GIVEN


def _told(found: "Sequence[Difference]") -> list[str]:
    """A line a difference; of another file one line, as everything differs then."""
    where = {one.where: one for one in found}
    if case := where.get("case_ref"):
        return [Message("another_file", before=case.before, now=case.now)]
    if "input_digest" in where:
        return [Message("file_was_changed")]
    lines = [_short(f"{one.where}: {one.before} -> {one.now}") for one in found]
    left = len(lines) - MOST_LINES
    return lines if left <= 0 else [*lines[: MOST_LINES - 1], Message("and_more", count=left + 1)]


def _short(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"
