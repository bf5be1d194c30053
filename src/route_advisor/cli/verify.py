"""`route-advisor verify`: whether an advice can be made again as it was."""

from pathlib import Path
from typing import Annotated

import typer

from route_advisor.cli.answers import give
from route_advisor.cli.options import OverlayFolders, PersonalFilePath
from route_advisor.cli.refusals import ExitCode

_AND_MORE = 300
"""Characters of a difference that are shown."""


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
    give("".join(f"{one.where}: {one.before[:_AND_MORE]} -> {one.now[:_AND_MORE]}\n" for one in found) or "same\n")
    return ExitCode.INPUT_REFUSED if found else ExitCode.GIVEN
