"""What goes wrong, told in one line per mistake on stderr, and the exit code that says whose turn it is. Never a traceback."""

import errno
import os
import re
import sys
from collections.abc import Sequence
from contextvars import ContextVar
from difflib import get_close_matches
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
from route_advisor.messages import ENGLISH, Message, said_in
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


class Counter(TyperGroup):
    """A group of commands that answers a misspelt one with the right one."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - whatever typer passes on
        """The command that was typed. Raises `WrongUse`, with a suggestion."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            close = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = Message("did_you_mean_command", word=close[0]) if close else ""
            raise WrongUse(Message("no_such_command", word=args[0], hint=hint), ctx=ctx)
        return super().resolve_command(ctx, args)


class Desk(Counter):
    """Runs a command and tells every refusal in plain lines."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - whatever typer passes on
        """Run the command, and leave with an exit code."""
        sys.exit(self._run(*args, **{**extra, "standalone_mode": False}))

    def _run(self, *args: Any, **extra: Any) -> int:  # noqa: ANN401 - whatever typer passes on
        _spoken.set(language_of(extra.get("args") or (args[0] if args else None) or sys.argv[1:]))
        try:
            given = super().main(*args, **extra)
            sys.stdout.flush()
        except _UsageError as mistake:
            return _usage(mistake)
        except typer.Abort:
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
    """The language in which a mistake is told: that of --lang where it was typed, else that of the machine, else English."""
    for place, word in enumerate(typed):
        if word == "--lang" and place + 1 < len(typed):
            return typed[place + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    set_ = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return re.split(r"[_.@-]", set_)[0] or ENGLISH


_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)
"""The language of whoever typed this command."""


def _usage(mistake: typer.BadParameter) -> int:
    """One line about the command; the help alone where no command was named."""
    command = mistake.ctx.command_path if mistake.ctx is not None else "route-advisor"
    return _refuse(ExitCode.USAGE, Message("usage", command=command, what=what_was_typed(mistake)))


def what_was_typed(mistake: typer.BadParameter) -> str:
    """What is wrong with a command, in our words where the kind of mistake is one that we know."""
    name = _name(getattr(mistake, "param", None))
    match type(mistake).__name__:
        case "MissingParameter":
            return Message("missing_argument", name=name)
        case "NoSuchOption":
            close = sorted(getattr(mistake, "possibilities", None) or ())
            hint = Message("possible_options", options=", ".join(close)) if close else ""
            return Message("no_such_option", option=getattr(mistake, "option_name", ""), hint=hint)
        case "BadParameter" if (known := _ours(mistake.message)) is not None:
            return Message("bad_value", name=name, what=known) if name else Message("bad_value_here", what=known)
        case _ if (known := _ours(mistake.message)) is not None:
            return known
    return " ".join(mistake.format_message().replace(": Value error, ", ": ").split())


_SAYINGS_OF_TYPER = (
    (re.compile(r"(?P<word>'.*?') is not one of (?P<allowed>.*?)\.?$"), "choose_one"),
    (re.compile(r"Input should be greater than or equal to (?P<ge>[0-9]+)$"), "allowed_at_least"),
    (re.compile(r"Input should be less than or equal to (?P<le>[0-9]+)$"), "allowed_at_most"),
    (re.compile(r"Input should be a valid integer"), "allowed_int"),
    (re.compile(r"Missing command\."), "missing_command"),
)
"""How typer refuses a value, and our message that says it in the language of the reader."""


def _ours(says: str) -> Message | None:
    """Our message, where it is one or says what one of ours does."""
    if isinstance(says, Message):
        return says
    for pattern, code in _SAYINGS_OF_TYPER:
        found = pattern.match(says.removeprefix("Value error, "))
        if found is not None:
            return Message(code, **found.groupdict())
    return None


def _name(param: Any) -> str:  # noqa: ANN401 - an option or argument of typer, of which versions differ
    if getattr(param, "param_type_name", "") == "option":
        return " / ".join(param.opts)
    names = (getattr(param, key, None) for key in ("metavar", "human_readable_name", "name"))
    return next((str(name) for name in names if name), "")


def _told(refused: RouteAdvisorError) -> int:
    code = next((code for kind, code in _CODES if isinstance(refused, kind)), ExitCode.OUR_FAULT)
    more = [Message("our_fault")] if code is ExitCode.OUR_FAULT else []
    lines = getattr(refused, "mistakes", None) or (refused.args[:1] if isinstance(refused.args[0], Message) else str(refused).splitlines())
    return _refuse(code, *lines, *more)


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
    return _refuse(ExitCode.OUR_FAULT, Message("cannot_be_written", where=where, why=error.strerror))


def _report(error: Exception) -> str:
    """The kind of error and its place in the program; no word of a person's file."""
    here = [frame for frame in extract_tb(error.__traceback__) if "route_advisor" in frame.filename]
    place = f" at {Path(here[-1].filename).name}:{here[-1].lineno}" if here else ""
    return Message("something_wrong", what=f"{type(error).__name__}{place}")
