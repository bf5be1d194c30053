"""What goes wrong, told in one line per mistake on stderr, and the exit code that says whose turn it is. Never a traceback."""

import errno
import os
import sys
from enum import IntEnum
from pathlib import Path
from traceback import extract_tb
from typing import Any, cast

import typer
from typer.core import TyperGroup

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
)
from route_advisor.visible import visible

# Where typer keeps this class differs between its versions.
_UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__bases__[0])


class ExitCode(IntEnum):
    """What a caller's script can act on."""

    GIVEN = 0
    OUR_FAULT = 1
    USAGE = 2
    INPUT_REFUSED = 3
    RULEBOOK_REFUSED = 4
    ROWS_WITHOUT_ANSWER = 5
    LIMIT = 6


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


class WrongUse(typer.BadParameter):
    """A command that cannot be done as it was typed; the message says what to type instead."""

    def format_message(self) -> str:
        """The message as it is, without the name of an option."""
        return self.message


class ReaderGone(Exception):
    """Whoever read the answer stopped reading."""


class Desk(TyperGroup):
    """Runs a command and tells every refusal in plain lines."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - whatever typer passes on
        """Run the command, and leave with an exit code."""
        sys.exit(self._run(*args, **{**extra, "standalone_mode": False}))

    def _run(self, *args: Any, **extra: Any) -> int:  # noqa: ANN401 - whatever typer passes on
        try:
            given = super().main(*args, **extra)
            sys.stdout.flush()
        except _UsageError as mistake:
            return _usage(mistake)
        except typer.Abort:
            return _refuse(ExitCode.OUR_FAULT, "stopped; nothing was written")
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
        print(visible(line), file=sys.stderr)
    return code


def _usage(mistake: typer.BadParameter) -> int:
    """One line about the command; the help alone where no command was named."""
    command = mistake.ctx.command_path if mistake.ctx is not None else "route-advisor"
    said = " ".join(mistake.format_message().replace(": Value error, ", ": ").split())
    return _refuse(ExitCode.USAGE, f"{command}: {said} (see: {command} --help)")


def _told(refused: RouteAdvisorError) -> int:
    code = next((code for kind, code in _CODES if isinstance(refused, kind)), ExitCode.OUR_FAULT)
    more = ["This is our fault; there is no advice. Please report these lines."] if code is ExitCode.OUR_FAULT else []
    return _refuse(code, *str(refused).splitlines(), *more)


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
    return _refuse(ExitCode.OUR_FAULT, f"{where}cannot be read or written ({error.strerror}); check the place and its permissions")


def _report(error: Exception) -> str:
    """The kind of error and its place in the program; no word of a person's file."""
    here = [frame for frame in extract_tb(error.__traceback__) if "route_advisor" in frame.filename]
    place = f" at {Path(here[-1].filename).name}:{here[-1].lineno}" if here else ""
    return f"Something went wrong on our side ({type(error).__name__}{place}); there is no answer. Please report this line."
