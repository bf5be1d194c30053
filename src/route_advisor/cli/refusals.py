"""What goes wrong, told in one line per mistake on stderr, and the exit code that says whose turn it is. Never a traceback."""

import errno
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from enum import IntEnum
from itertools import pairwise
from pathlib import Path
from traceback import extract_tb

from route_advisor.errors import (
    EngineDisagreement,
    EngineFailed,
    FileRefused,
    FormNotInstalled,
    LimitReached,
    NotAForm,
    NotAnAnswer,
    NotInRulebook,
    RouteAdvisorError,
    RulebookRefused,
    RulesContradict,
    lines_of,
)
from route_advisor.messages import ENGLISH, LANGUAGES, Message, reason_of, said_in
from route_advisor.visible import visible


class ExitCode(IntEnum):
    """What a caller's script can act on."""

    GIVEN = 0
    OUR_FAULT = 1
    USAGE = 2
    INPUT_REFUSED = 3
    RULEBOOK_REFUSED = 4
    ROWS_WITHOUT_ANSWER = 5
    LIMIT = 6


STOPPED = 128 + 2
"""As a shell tells of a command that somebody stopped with Ctrl-C."""

_CODES: tuple[tuple[type[RouteAdvisorError], ExitCode], ...] = (
    (FileRefused, ExitCode.INPUT_REFUSED),
    (RulebookRefused, ExitCode.RULEBOOK_REFUSED),
    (RulesContradict, ExitCode.RULEBOOK_REFUSED),
    (NotAForm, ExitCode.USAGE),
    (FormNotInstalled, ExitCode.USAGE),
    (NotAnAnswer, ExitCode.INPUT_REFUSED),
    (NotInRulebook, ExitCode.USAGE),
    (LimitReached, ExitCode.LIMIT),
    (EngineFailed, ExitCode.OUR_FAULT),
    (EngineDisagreement, ExitCode.OUR_FAULT),
)


class WrongUse(Exception):
    """A command that cannot be done as it was typed; the message says what to type instead. `command` is that command, where it is known."""

    def __init__(self, message: str, command: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.command = command


class ReaderGone(Exception):
    """Whoever read the answer stopped reading."""


class Stopped(Exception):
    """Whoever typed the command stopped it."""


def carried_out(command: Callable[[], object], typed: Sequence[str], name: str = "route-advisor") -> int:
    """Carry out the command that was typed: its exit code. Every refusal is told in plain lines on stderr, in the language of who typed it."""
    _spoken.set(language_of(typed))
    try:
        given = command()
        sys.stdout.flush()
    except WrongUse as mistake:
        return _refuse(ExitCode.USAGE, Message("usage", command=mistake.command or name, what=mistake.message))
    except KeyboardInterrupt:
        return STOPPED
    except Stopped:
        return _refuse(ExitCode.OUR_FAULT, Message("stopped"))
    except RouteAdvisorError as refused:
        return _told(refused)
    except ReaderGone:
        return _nobody_listens()
    except OSError as error:
        return _not_written(error)
    except Exception as error:  # noqa: BLE001 - the last line of defence: never a traceback
        return _refuse(ExitCode.OUR_FAULT, _report(error))
    return given if isinstance(given, int) else ExitCode.GIVEN


def _refuse(code: ExitCode, *lines: str) -> int:
    for line in lines:
        print(in_their_language(line), file=sys.stderr)
    return code


def in_their_language(line: str) -> str:
    """A line as whoever typed this command reads it."""
    return visible(said_in(line, _spoken.get()))


def language_of(typed: Sequence[str]) -> str:
    """The language in which a mistake is told: that of --lang where it was typed and has messages, else that of the machine, else English."""
    asked = next((word for one, word in pairwise(typed) if one == "--lang"), "")
    asked = next((word.removeprefix("--lang=") for word in typed if word.startswith("--lang=")), asked)
    set_ = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return asked if asked.partition("-")[0] in LANGUAGES else re.split(r"[_.@-]", set_)[0] or ENGLISH


_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)
"""The language of whoever typed this command."""


def _told(refused: RouteAdvisorError) -> int:
    code = next((code for kind, code in _CODES if isinstance(refused, kind)), ExitCode.OUR_FAULT)
    more = [Message("our_fault")] if code is ExitCode.OUR_FAULT else []
    return _refuse(code, *lines_of(refused), *more)


def _nobody_listens() -> int:
    """A reader that went away, such as `head`, wants no more lines."""
    _drop_the_rest()
    return ExitCode.GIVEN


def _drop_the_rest() -> None:
    """Python writes what is left for stdout once more as it exits, and would tell of that too."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _not_written(error: OSError) -> int:
    if error.errno == errno.EPIPE:
        return _nobody_listens()
    try:
        sys.stdout.flush()
    except OSError:
        _drop_the_rest()
    where = f"{error.filename}: " if error.filename is not None else ""
    return _refuse(ExitCode.OUR_FAULT, Message("cannot_be_written", where=where, why=reason_of(error)))


def _report(error: Exception) -> str:
    """The kind of error and its place in the program; no word of a person's file."""
    here = [frame for frame in extract_tb(error.__traceback__) if "route_advisor" in frame.filename]
    place = f" at {Path(here[-1].filename).name}:{here[-1].lineno}" if here else ""
    return Message("something_wrong", what=f"{type(error).__name__}{place}")
