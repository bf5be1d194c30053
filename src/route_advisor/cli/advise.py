"""`route-advisor advise`: the explained checklist of one person, or of several one after another."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from route_advisor.cli.answers import (
    WIDE,
    bold,
    give,
    give_bytes,
    on_a_terminal,
    refuse_folder,
    refuse_other_language,
    refuse_terminal,
    tell,
    width,
)
from route_advisor.cli.lists import ListForm, ListLook
from route_advisor.cli.options import (
    Assumed,
    ForReader,
    Language,
    OnDay,
    Output,
    OverlayFolders,
    PersonalFilePaths,
    Width,
    Written,
    assumed,
    today,
)
from route_advisor.cli.refusals import ExitCode
from route_advisor.messages import Message
from route_advisor.vocabulary import Form, Reader

if TYPE_CHECKING:
    from route_advisor.advice.found import Refused
    from route_advisor.advice.model import Advice
    from route_advisor.advisor import Advisor
    from route_advisor.personal_file import PersonalFile

_IN_ONE_ANSWER = (Form.TEXT, Form.MD, Form.JSON)
"""Forms in which several advices can stand one after another."""


def advise(  # noqa: PLR0917 - typer reads them by name
    files: PersonalFilePaths,
    on: OnDay = None,
    lang: Language = "nl",
    format_: Annotated[Written, typer.Option("--format", help="How the advice is written; csv for --agenda only.")] = Written.TEXT,
    reader: ForReader = None,
    output: Output = None,
    overlay: OverlayFolders = None,
    columns: Width = None,
    *,
    assume: Assumed = None,
    brief: Annotated[bool, typer.Option("--brief", help="One line a file.")] = False,
    detail: Annotated[bool, typer.Option("--detail", help="Every line, with its rule and article.")] = False,
    agenda: Annotated[bool, typer.Option("--agenda", help="All days of all these files in one list, in place of the advices.")] = False,
    reminders: Annotated[bool, typer.Option("--reminders", help="In a calendar also the days of the plan, marked as planning.")] = False,
    completions: Annotated[bool, typer.Option("--completions", help="Also what holds whatever the missing facts are.")] = False,
) -> None:
    """Show what is open, done and next for one person, or for several.

    On a screen it is about a client, for who works for the municipality; --for person writes to the person, and --for lawyer shows the whole
    proof. Your municipality, your PIP and DUO give the final answer. A file that is refused is told on stderr; the others are still advised.
    """
    from route_advisor.cli.rulebooks import advisor_of

    day, supposed = on or today(), assumed(assume)
    size = columns or (WIDE if output is not None else width())
    if agenda:
        others = {"--brief": brief, "--detail": detail, "--reminders": reminders, "--completions": completions, "--for": reader is not None}
        form_of_list = _form_of_agenda(files, format_, [option for option, given in others.items() if given])
        advisor = advisor_of(overlay)
        of_list = ListLook(form_of_list, advisor.rulebook.catalogue, lang, day, size, output is None)
        _give_agenda(files, advisor, supposed, of_list, output)
        return
    form = _form_of(format_, reader, output, reminders=reminders)
    _refuse_without_meaning(files, form, reader, brief=brief, detail=detail)
    if output is not None:
        refuse_folder(output)
    output = None if str(output) == "-" else output
    advisor = advisor_of(overlay)
    if form is not Form.JSON:
        refuse_other_language(advisor.rulebook.catalogue, lang)
    if form in (Form.TEXT, Form.MD) and reader in (None, Reader.CASEWORKER) and lang in advisor.rulebook.catalogue.languages.codes:
        tell(Message("screen_in_a_language_of_the_rules", lang=lang))
    read = _Read(files)
    advices = (advisor.advise(file, on=day, completions=completions, assume=supposed) for file in read)
    if form is Form.PDF:
        for one in _noted(advices):
            give_bytes(advisor.write_pdf(one, lang=lang, reader=reader), output)
    else:
        look = _Look(lang, reader, size, terminal=output is None and on_a_terminal(), detail=detail, reminders=reminders)
        answer = _together(advisor, _noted(advices), form, look, brief=brief, several=len(files) > 1)
        if answer or not read.refusals:
            give(answer, output)
    if read.refusals:
        raise typer.Exit(ExitCode.INPUT_REFUSED)


def _form_of(format_: Written, reader: Reader | None, output: Path | None, *, reminders: bool) -> Form:
    """The form of an advice; what cannot be written is refused before any work, in one line with what to type instead."""
    from route_advisor.writers.write import paper_for, writer_for

    if format_ is Written.CSV:
        raise typer.BadParameter(Message("csv_of_days"))
    form = Form(format_)
    if reminders and form is not Form.ICS:
        raise typer.BadParameter(Message("reminders_in_a_calendar"))
    if form is Form.PDF:
        refuse_terminal(output)
        paper_for(reader)
    else:
        writer_for(form, reader)
    return form


def _form_of_agenda(files: list[str], format_: Written, others: list[str]) -> ListForm:
    """The form of an agenda. Raises `typer.BadParameter` where it has none like that, or cannot stand beside another option."""
    if files.count("-") > 1:
        raise typer.BadParameter(Message("stdin_once"))
    if others:
        raise typer.BadParameter(Message("agenda_beside", option=others[0]))
    if format_.value not in {one.value for one in ListForm}:
        raise typer.BadParameter(Message("agenda_form", form=format_, allowed=", ".join(ListForm)))
    return ListForm(format_)


def _give_agenda(files: list[str], advisor: "Advisor", supposed: dict[str, str], look: ListLook, output: Path | None) -> None:
    """All days of all files, the first in front. Raises `typer.Exit` where a file was refused."""
    from route_advisor.caseload.agenda import days_of

    if output is not None:
        refuse_folder(output)
    refuse_other_language(look.catalogue, look.lang)
    read = _Read(files)
    advices = ((advisor.advise(file, on=look.on, assume=supposed), path) for path, file in read.named())
    days = sorted((day for one, path in advices for day in days_of(one, path, catalogue=look.catalogue)), key=lambda one: one.order)
    give(look.agenda(days, read.refusals), output)
    if read.refusals:
        raise typer.Exit(ExitCode.INPUT_REFUSED)


class _Look(NamedTuple):
    """How the advices are to look."""

    lang: str
    reader: Reader | None
    width: int
    terminal: bool
    detail: bool
    reminders: bool


def _together(advisor: "Advisor", advices: "Iterator[Advice]", form: Form, look: _Look, *, brief: bool, several: bool) -> str:
    """All advices in one answer: a table with a line each, JSON with a document a line, or one text after another."""
    if brief:
        from route_advisor.writers.look import Look
        from route_advisor.writers.screen.brief import as_brief

        return as_brief(((one, Look(look.lang, advisor.words_for(one), look.width, str)) for one in advices), form)
    if form is Form.JSON and several:
        return "".join(f"{one.model_dump_json()}\n" for one in advices)
    heading = bold if look.terminal else str
    return "\n".join(advisor.write(one, form, heading=heading, **look._asdict()) for one in advices)


class _Read:
    """The files one after another; of one that is refused its lines on stderr, and the others go on."""

    def __init__(self, paths: list[str]) -> None:
        self.paths = paths
        self.refusals: list[Refused] = []

    def __iter__(self) -> "Iterator[PersonalFile]":
        return (file for _, file in self.named())

    def named(self) -> "Iterator[tuple[str, PersonalFile]]":
        """Each file behind its name."""
        from route_advisor.advice.found import Refused
        from route_advisor.errors import FileRefused
        from route_advisor.readers.files import load

        for path in self.paths:
            try:
                file = load(path)
            except FileRefused as refused:
                self.refusals.append(Refused(file=path, mistakes=refused.mistakes))
                for line in refused.mistakes:
                    tell(line)
            else:
                yield path, file


def _noted(advices: "Iterator[Advice]") -> "Iterator[Advice]":
    """The same, with what is left out of an overlay told on stderr."""
    from route_advisor.cli.rulebooks import note_left_out

    for advice in advices:
        note_left_out(advice)
        yield advice


def _refuse_without_meaning(files: list[str], format_: Form, reader: Reader | None, *, brief: bool, detail: bool) -> None:
    """Raises `typer.BadParameter`, in one line with what to type instead."""
    if files.count("-") > 1:
        raise typer.BadParameter(Message("stdin_once"))
    if (brief or detail) and (format_ not in (Form.TEXT, Form.MD) or reader not in (None, Reader.CASEWORKER)):
        option = "--brief" if brief else "--detail"
        raise typer.BadParameter(Message("for_a_caseworker", option=option))
    if brief and detail:
        raise typer.BadParameter(Message("brief_or_detail"))
    if len(files) > 1 and format_ not in _IN_ONE_ANSWER:
        together = ", ".join(_IN_ONE_ANSWER)
        raise typer.BadParameter(Message("one_advice", form=format_, together=together))
