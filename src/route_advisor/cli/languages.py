"""`route-advisor rules languages`: the catalogues of other languages, for who translates them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give, tell
from route_advisor.cli.desk import Counter
from route_advisor.cli.options import RulesFolder, a_language
from route_advisor.cli.refusals import ExitCode, WrongUse

if TYPE_CHECKING:
    from route_advisor.rulebook.book import Rulebook

languages = typer.Typer(
    cls=Counter, rich_markup_mode=None, help="Other languages than Dutch and English: extract the sentences, update and check a catalogue."
)
LanguageCode = Annotated[
    str, typer.Argument(metavar="LANG", parser=a_language, help="The code of a language: ar, tr, nl-easy.", show_default=False)
]


@languages.command()
def extract(
    output: Annotated[Path, typer.Option("--output", metavar="PATH", help="Where the template is written.")] = Path("languages.pot"),
    folder: RulesFolder = None,
) -> None:
    """Write a template with every sentence that a person can read, to be translated."""
    from route_advisor.assurance.texts.catalogues import template, write_catalogue
    from route_advisor.cli.answers import refuse_folder

    refuse_folder(output)
    catalog = template(_book(folder))
    write_catalogue(catalog, output)
    tell(f"{output}: {len(catalog)} sentences")


@languages.command()
def update(language: LanguageCode, folder: RulesFolder = None) -> None:
    """Bring a catalogue up to date with the pages, or begin one. What was translated stays; where the Dutch changed it is marked fuzzy."""
    from route_advisor.assurance.texts.catalogues import updated, write_catalogue
    from route_advisor.rulebook.translation import read_po_file

    book = _book(folder)
    home = book.catalogue.languages.folder
    if home is None or language in book.catalogue.deferral.says.sentences():
        raise WrongUse(f"{language} stands on the pages themselves; a catalogue is for another language")
    home.mkdir(exist_ok=True)
    path = home / f"{language}.po"
    earlier = read_po_file(path) if path.is_file() else None
    catalog = updated(book, earlier, language)
    write_catalogue(catalog, path)
    stale = sum(one.fuzzy for one in catalog if one.id)
    tell(f"{path}: {len(catalog)} sentences, {stale} of them changed since they were translated")


@languages.command("check")
def check_languages(
    language: Annotated[
        str | None, typer.Argument(metavar="[LANG]", parser=a_language, help="Only this language.", show_default=False)
    ] = None,
    *,
    missing: Annotated[bool, typer.Option("--missing", help="Also each sentence that is not translated.")] = False,
    folder: RulesFolder = None,
) -> None:
    """Say how much of what a person reads each language has, who read it, and what differs from the Dutch."""
    from route_advisor.assurance.texts.catalogues import coverage, slips, untranslated

    book = _book(folder)
    asked = [code for code in book.catalogue.languages.codes if language in (None, code)]
    if not asked:
        raise WrongUse(f'there is no catalogue "{language}"; it has {", ".join(book.catalogue.languages.codes) or "none"}')
    found = [one for one in slips(book) if any(one.page.endswith(f"/{code}.po") for code in asked)]
    lines = [f"{one.page}:{one.line}, {one.about}: {one.says}" for one in found]
    for code in asked:
        translation = book.catalogue.languages.translation(code)
        if translation is not None:
            lines += [f"{code}, {one.place}: {one.text.nl}" for one in untranslated(book, translation)] if missing else []
            lines.append(str(coverage(book, translation)))
    give("".join(f"{line}\n" for line in lines))
    if any(not one.stale for one in found):
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED)


def _book(folder: Path | None) -> "Rulebook":
    from route_advisor.cli.rulebooks import rulebook_of

    return rulebook_of(folder)
