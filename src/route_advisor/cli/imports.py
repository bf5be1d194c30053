"""`route-advisor import`: files that people really hold become personal files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give, tell, write_whole
from route_advisor.cli.refusals import Counter, WrongUse
from route_advisor.messages import Message

if TYPE_CHECKING:
    from route_advisor.personal_file import PersonalFile

imports = typer.Typer(cls=Counter, rich_markup_mode=None)


@imports.callback()
def sources() -> None:
    """Turn what people really hold into personal files."""


@imports.command()
def duo(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A JSON document, or a folder with DUO's messages.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="The folder for the personal files.", show_default=False)],
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace personal files that are already there.")] = False,
) -> None:
    """Turn DUO's messages into one personal file per person.

    Each is written as CASE_REF.yaml; nothing is replaced without --force, and no file is ever half written.
    """
    from route_advisor.readers.duo import import_duo
    from route_advisor.writers.personal_file_yaml import personal_file_yaml

    people = import_duo(source)
    texts = {output / f"{person.case_ref}.yaml": personal_file_yaml(person) for person in people}
    _refuse_to_overwrite(output, [] if force else list(texts))
    output.mkdir(parents=True, exist_ok=True)
    write_whole(texts)
    _tell_what_was_not_understood(people)
    tell(Message("one_file_written" if len(texts) == 1 else "files_written", count=len(texts), place=output))
    give("".join(f"{path}\n" for path in texts))


def _refuse_to_overwrite(folder: Path, paths: Sequence[Path]) -> None:
    if folder.exists() and not folder.is_dir():
        raise WrongUse(Message("file_for_a_folder", path=folder))
    there = [path.name for path in paths if path.exists()]
    if there:
        raise WrongUse(Message("folder_holds", path=folder, there=", ".join(there)))


def _tell_what_was_not_understood(people: Sequence["PersonalFile"]) -> None:
    for person in people:
        for one in person.not_understood:
            tell(Message("not_understood", case=person.case_ref, where=one.where, found=one.found))
