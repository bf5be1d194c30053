"""`route-advisor ask`: a conversation that asks only what still matters, and writes a personal file."""

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from route_advisor.cli.answers import bold, give, refuse_folder, refuse_other_language, write_whole
from route_advisor.cli.options import Language, OnDay, OverlayFolders
from route_advisor.cli.refusals import ExitCode, WrongUse
from route_advisor.cli.typed import today
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.messages import Message, reason_of

if TYPE_CHECKING:
    from route_advisor.interview import Interview

LEAST, MOST = 32, 80
"""Columns of a conversation: a telephone held upright, and a line that reads well."""
NEW = "inburgering.yaml"
"""The file of a conversation that started from nothing."""


def ask(
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="A personal file to go on with; - reads stdin. From nothing if left out.", show_default=False),
    ] = None,
    on: OnDay = None,
    lang: Language = "nl",
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="PATH", help="Where the personal file is written; a new file beside FILE if left out."),
    ] = None,
    overlay: OverlayFolders = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="No conversation: the next question as JSON, with the file so far.")] = False,
    answered: Annotated[
        Path | None,
        typer.Option("--answered", metavar="PATH", help="With --json: the answers so far, as the list `answered` of the turn before."),
    ] = None,
) -> None:
    """Ask what still matters, one question at a time, and write a personal file.

    It stops when no answer can change the checklist, and shows the checklist. Nothing leaves this machine.
    """
    if answered is not None and not as_json:
        raise WrongUse(Message("answered_with_json"))
    if not as_json and not on_both_ends():
        raise WrongUse(Message("needs_a_terminal"))
    from route_advisor.cli.rulebooks import advisor_of
    from route_advisor.interview import Interview
    from route_advisor.readers.files import load

    if output is not None:
        refuse_folder(output)
    advisor = advisor_of(overlay)
    refuse_other_language(advisor.rulebook.catalogue, lang)
    start = load(file, advisor.rulebook.catalogue) if file is not None else None
    interview = Interview(start, on=on or today(), advisor=advisor, answered=() if answered is None else _read(answered))
    if as_json:
        give(_as_json(interview, lang), output)
        return
    _hold(interview, lang, output or _new_place(file))


def on_both_ends() -> bool:
    """Whether somebody reads the questions and can type an answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _as_json(interview: "Interview", lang: str) -> str:
    from route_advisor.interview.spoken import spoken_turn
    from route_advisor.writers.wording import Wording

    words = Wording(interview.advisor.rulebook.catalogue, lang)
    return json.dumps(spoken_turn(interview.turn, words), ensure_ascii=False, indent=2) + "\n"


def _hold(interview: "Interview", lang: str, output: Path) -> None:
    from route_advisor.cli.conversation import Conversation
    from route_advisor.writers.personal_file_yaml import personal_file_yaml
    from route_advisor.writers.wording import Wording

    words = Wording(interview.advisor.rulebook.catalogue, lang)
    columns = max(LEAST, min(MOST, shutil.get_terminal_size((MOST, 24)).columns))
    conversation = Conversation(words, columns, lambda line: give(f"{line}\n"), input)
    try:
        interview = conversation.held(interview)
    except KeyboardInterrupt:
        give("\n")
        conversation.say(words.label("ask_stopped"))
        raise typer.Exit(ExitCode.OUR_FAULT) from None
    write_whole({output: personal_file_yaml(interview.file)})
    give("\n" + as_advice(interview, lang, columns))
    conversation.find_out(interview)
    give("\n")
    conversation.say(words.label("ask_saved", path=str(output)))
    conversation.say(words.label("ask_go_on", path=str(output)))


def as_advice(interview: "Interview", lang: str, columns: int) -> str:
    """The advice on the file so far, as the person reads it."""
    from route_advisor.vocabulary import Form, Reader

    return interview.advisor.write(interview.advice, Form.TEXT, lang=lang, reader=Reader.PERSON, width=columns, heading=bold)


def _new_place(file: str | None) -> Path:
    """A file that is not there yet: beside the one that was named, else here."""
    first = Path(NEW) if file in (None, "-") else Path(str(file)).with_suffix(".yaml")
    places = (first if number == 1 else first.with_stem(f"{first.stem}-{number}") for number in range(1, 1000))
    for place in places:
        if not place.exists():
            refuse_folder(place)
            return place
    raise WrongUse(Message("too_many_files_there", path=first))


def _read(path: Path) -> list[Any]:
    from route_advisor.documents.regular_file import text_of

    try:
        found = json.loads(text_of(path, BYTES_OF_A_FILE))
    except OSError as error:
        raise WrongUse(Message("cannot_be_read", path=path, why=reason_of(error))) from None
    except ValueError:
        raise WrongUse(Message("answers_not_json", path=path)) from None
    answers = found.get("answered") if isinstance(found, dict) else found
    if not isinstance(answers, list):
        raise WrongUse(Message("answers_no_list", path=path))
    return answers
