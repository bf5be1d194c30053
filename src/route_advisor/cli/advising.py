"""What `route-advisor advise` does, however it was typed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
from route_advisor.cli.refusals import ExitCode
from route_advisor.cli.typed import Written, assumed, today, wrong_value
from route_advisor.messages import Message
from route_advisor.vocabulary import Form, Reader

if TYPE_CHECKING:
    from route_advisor.advice.found import Refused
    from route_advisor.advice.model import Advice
    from route_advisor.advisor import Advisor
    from route_advisor.personal_file import PersonalFile

_IN_ONE_ANSWER = (Form.TEXT, Form.MD, Form.JSON)
"""Forms in which several advices can stand one after another."""


class Asked(NamedTuple):
    """What somebody asks: which files, and how they want to read the answer."""

    files: list[str]
    on: date | None = None
    lang: str = "nl"
    form: Written = Written.TEXT
    reader: Reader | None = None
    output: Path | None = None
    overlay: list[Path] | None = None
    columns: int | None = None
    assume: list[str] | None = None
    brief: bool = False
    detail: bool = False
    reminders: bool = False
    completions: bool = False
    agenda: bool = False


def give_advice(asked: Asked) -> int:
    """Print the advice or put it in a file: the exit code. Raises `WrongUse`, and whatever an advice raises."""
    from route_advisor.cli.rulebooks import advisor_of

    if asked.agenda:
        return _give_agenda(asked)
    form, reader, lang = _form_of(asked), asked.reader, asked.lang
    _refuse_without_meaning(asked, form)
    if asked.output is not None:
        refuse_folder(asked.output)
    output = None if str(asked.output) == "-" else asked.output
    advisor = advisor_of(asked.overlay)
    refuse_other_language(advisor.rulebook.catalogue, lang)
    screens = (Form.TEXT, Form.MD) if reader is None else (Form.TEXT, Form.MD, Form.HTML) if reader is Reader.CASEWORKER else ()
    if form in screens and lang in advisor.rulebook.catalogue.languages.codes:
        tell(Message("screen_in_a_language_of_the_rules", lang=lang))
    day, supposed = asked.on or today(), assumed(asked.assume)
    read = _Read(asked.files)
    advices = _noted(advisor.advise(file, on=day, completions=asked.completions, assume=supposed) for file in read)
    if form is Form.PDF:
        for one in advices:
            give_bytes(advisor.write_pdf(one, lang=lang, reader=reader), output)
    else:
        terminal = output is None and on_a_terminal()
        look = _Look(lang, reader, _size(asked, output), terminal=terminal, detail=asked.detail, reminders=asked.reminders)
        answer = _together(advisor, advices, form, look, brief=asked.brief, several=len(asked.files) > 1)
        if answer or not read.refusals:
            give(answer, output)
    return ExitCode.INPUT_REFUSED if read.refusals else ExitCode.GIVEN


def _size(asked: Asked, output: Path | None) -> int:
    return asked.columns or (WIDE if output is not None else width())


def _form_of(asked: Asked) -> Form:
    """The form of an advice; what cannot be written is refused before any work, in one line with what to type instead."""
    from route_advisor.writers.write import paper_for, writer_for

    if asked.form is Written.CSV:
        raise wrong_value("csv_of_days")
    form = Form(asked.form)
    if asked.reminders and form is not Form.ICS:
        raise wrong_value("reminders_in_a_calendar")
    if form is Form.PDF:
        refuse_terminal(asked.output)
        paper_for(asked.reader)
    else:
        writer_for(form, asked.reader)
    return form


def _form_of_agenda(asked: Asked) -> ListForm:
    """The form of an agenda. Raises `WrongUse` where it has none like that, or cannot stand beside another option."""
    if asked.files.count("-") > 1:
        raise wrong_value("stdin_once")
    others = {
        **{f"--{name}": getattr(asked, name) for name in ("brief", "detail", "reminders", "completions")},
        "--for": asked.reader is not None,
    }
    for option, given in others.items():
        if given:
            raise wrong_value("agenda_beside", option=option)
    if asked.form.value not in {one.value for one in ListForm}:
        raise wrong_value("agenda_form", form=asked.form, allowed=", ".join(ListForm))
    return ListForm(asked.form)


def _give_agenda(asked: Asked) -> int:
    """All days of all files, the first in front: the exit code."""
    from route_advisor.caseload.agenda import days_of
    from route_advisor.cli.rulebooks import advisor_of

    day, supposed, form = asked.on or today(), assumed(asked.assume), _form_of_agenda(asked)
    advisor = advisor_of(asked.overlay)
    look = ListLook(form, advisor.rulebook.catalogue, asked.lang, day, _size(asked, asked.output), asked.output is None)
    if asked.output is not None:
        refuse_folder(asked.output)
    refuse_other_language(look.catalogue, look.lang)
    look.say_the_language()
    read = _Read(asked.files)
    advices = ((advisor.advise(file, on=look.on, assume=supposed), path) for path, file in read.named())
    days = sorted((day for one, path in advices for day in days_of(one, path, catalogue=look.catalogue)), key=lambda one: one.order)
    give(look.agenda(days, read.refusals), asked.output)
    return ExitCode.INPUT_REFUSED if read.refusals else ExitCode.GIVEN


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
        from route_advisor.writers.json import as_json
        from route_advisor.writers.wording import Wording

        return "".join(as_json(one, Wording(advisor.words_for(one), look.lang), indent=None) for one in advices)
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
        from route_advisor.errors import FileRefused
        from route_advisor.personal_file import looks_like_a_name
        from route_advisor.readers.files import load

        for path in self.paths:
            try:
                file = load(path)
            except FileRefused as refused:
                from route_advisor.advice.found import Refused

                self.refusals.append(Refused(file=path, mistakes=refused.mistakes))
                for line in refused.mistakes:
                    tell(line)
            else:
                if looks_like_a_name(file.case_ref):
                    tell(Message("case_ref_like_a_name", path=path))
                yield path, file


def _noted(advices: "Iterator[Advice]") -> "Iterator[Advice]":
    """The same, with what is left out of an overlay told on stderr."""
    from route_advisor.cli.rulebooks import note_left_out

    for advice in advices:
        note_left_out(advice)
        yield advice


def _refuse_without_meaning(asked: Asked, form: Form) -> None:
    """Raises `WrongUse`, in one line with what to type instead."""
    if asked.files.count("-") > 1:
        raise wrong_value("stdin_once")
    if (asked.brief or asked.detail) and (form not in (Form.TEXT, Form.MD) or asked.reader not in (None, Reader.CASEWORKER)):
        raise wrong_value("for_a_caseworker", option="--brief" if asked.brief else "--detail")
    if asked.brief and asked.detail:
        raise wrong_value("brief_or_detail")
    if len(asked.files) > 1 and form not in _IN_ONE_ANSWER:
        raise wrong_value("one_advice", form=form, together=", ".join(_IN_ONE_ANSWER))
