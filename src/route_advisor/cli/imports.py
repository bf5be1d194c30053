"""`route-advisor import`: files that people really hold become personal files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give, give_bytes, refuse_folder, tell, write_whole
from route_advisor.cli.desk import Counter
from route_advisor.cli.options import Format, Shape, a_language
from route_advisor.cli.refusals import ExitCode, WrongUse
from route_advisor.limits import MISTAKES_TOLD
from route_advisor.messages import Message

if TYPE_CHECKING:
    from route_advisor.personal_file import PersonalFile

MOST_NAMED = 5
"""Files that are named; the others are counted."""

ReportLanguage = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="CODE",
        parser=a_language,
        help="nl or en: of the report (that of this machine if left out) and of notes in the files (nl).",
    ),
]

imports = typer.Typer(cls=Counter, rich_markup_mode=None)


@imports.callback()
def sources() -> None:
    """Turn what people really hold into personal files."""


@imports.command()
def duo(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A JSON document, or a folder with DUO's messages.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="The folder for the personal files.", show_default=False)],
    lang: ReportLanguage = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace personal files that are already there.")] = False,
) -> None:
    """Turn DUO's messages into one personal file per person.

    Each is written as CASE_REF.yaml; nothing is replaced without --force, and no file is ever half written.
    """
    from route_advisor.readers.duo import NOTES_IN, import_duo
    from route_advisor.writers.personal_file_yaml import personal_file_yaml

    people = import_duo(source, lang=lang or NOTES_IN)
    texts = {output / f"{person.case_ref}.yaml": personal_file_yaml(person) for person in people}
    _refuse_to_overwrite(output, [] if force else list(texts))
    output.mkdir(parents=True, exist_ok=True)
    write_whole(texts)
    _tell_what_was_not_understood(people)
    tell(Message("one_file_written" if len(texts) == 1 else "files_written", count=len(texts), place=output))
    give("".join(f"{path}\n" for path in texts))


@imports.command()
def sheet(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="A list of clients: .xlsx, .csv, .parquet or .jsonl.", show_default=False)
    ],
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="The folder for the personal files.", show_default=False)],
    mapping: Annotated[
        str | None,
        typer.Option(
            "--mapping", metavar="NAME|FILE", help="template, ggm, duo, or a page of your own (.yaml); the one that fits if left out."
        ),
    ] = None,
    format_: Format = Shape.TEXT,
    lang: ReportLanguage = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace personal files that are already there.")] = False,
) -> int:
    """Turn a list of clients into one personal file per person, and say what each column became.

    Names, BSN, V-number and addresses are left out and counted. What is not understood is noted in the file. A row that gives no file is told,
    and costs the others nothing; then the exit code is 5. `route-advisor import template` writes an empty list.
    """
    from route_advisor.readers.duo import NOTES_IN
    from route_advisor.sheets.importing import import_sheet
    from route_advisor.sheets.report_lines import report_lines
    from route_advisor.writers.personal_file_yaml import personal_file_yaml

    found = import_sheet(source, mapping, lang=lang or NOTES_IN)
    texts = {output / f"{person.case_ref}.yaml": personal_file_yaml(person) for person in found.files}
    _refuse_to_overwrite(output, [] if force else list(texts))
    if texts:
        output.mkdir(parents=True, exist_ok=True)
        write_whole(texts)
    if format_ is Shape.JSON:
        report = found.report if lang is None else found.report_in(lang)
        give(report.model_dump_json(by_alias=True, indent=2, exclude_none=True) + "\n")
    else:
        for line in report_lines(found):
            tell(line)
        tell(_written(len(texts), output))
        give("".join(f"{path}\n" for path in texts))
    nothing = not texts and bool(found.report.sheets_not_read)
    return ExitCode.ROWS_WITHOUT_ANSWER if found.report.bad_rows or nothing else ExitCode.GIVEN


def _written(count: int, folder: Path) -> Message:
    if not count:
        return Message("report_none")
    return Message("one_file_written" if count == 1 else "files_written", count=count, place=folder)


@imports.command()
def template(
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="PATH", help="Write it here: .xlsx or .csv; CSV on stdout if left out.", show_default=False),
    ] = None,
) -> None:
    """Write an empty list of clients, with Dutch headers and a row of examples, for `import sheet`.

    An Excel file also has a sheet that explains each column, and offers the words that a cell can have.
    """
    from route_advisor.sheets.template import template_csv, template_xlsx

    kind = output.suffix.casefold() if output is not None else ".csv"
    if output is not None:
        refuse_folder(output)
    if kind == ".csv":
        give(template_csv(), output)
    elif kind == ".xlsx":
        give_bytes(template_xlsx(), output)
    else:
        raise WrongUse(Message("sheet_template_kind", path=output))


def _refuse_to_overwrite(folder: Path, paths: Sequence[Path]) -> None:
    if folder.exists() and not folder.is_dir():
        raise WrongUse(Message("file_for_a_folder", path=folder))
    there = [path.name for path in paths if path.exists() or path.is_symlink()]  # a link would lead the file elsewhere
    if there:
        more = f" (+{len(there) - MOST_NAMED})" if len(there) > MOST_NAMED else ""
        raise WrongUse(Message("folder_holds", path=folder, there=", ".join(there[:MOST_NAMED]) + more))


def _tell_what_was_not_understood(people: Sequence["PersonalFile"]) -> None:
    notes = [(person.case_ref, one) for person in people for one in person.not_understood]
    for case, one in notes[:MISTAKES_TOLD]:
        tell(Message("not_understood", case=case, where=one.where, found=one.found))
    if len(notes) > MISTAKES_TOLD:
        tell(Message("and_more", count=len(notes) - MISTAKES_TOLD))
