"""Typer at the desk: it reads what was typed, and what it refuses is told in our own words."""

import re
import sys
from difflib import get_close_matches
from typing import Any, cast

import typer
from typer.core import TyperGroup

from route_advisor.cli.refusals import Stopped, WrongUse, carried_out, language_of
from route_advisor.messages import Message

# Where typer keeps this class differs between its versions.
_HELP = frozenset({"-h", "--help"})
_UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__bases__[0])


class Counter(TyperGroup):
    """A group of commands that answers a misspelt one with the right one."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - whatever typer passes on
        """The command that was typed. Raises `WrongUse`, with a suggestion."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            close = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = Message("did_you_mean_command", word=close[0]) if close else ""
            raise WrongUse(Message("no_such_command", word=args[0], hint=hint), ctx.command_path)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - whatever typer passes on
        """Run the command. Raises `WrongUse` that knows which command it was."""
        try:
            return super().invoke(ctx)
        except WrongUse as mistake:
            mistake.command = mistake.command or f"{ctx.command_path} {ctx.invoked_subcommand}"
            raise


class Desk(Counter):
    """Runs a command and tells every refusal in plain lines."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - whatever typer passes on
        """Run the command, and leave with an exit code."""
        typed = extra.get("args") or (args[0] if args else None) or sys.argv[1:]
        if _HELP.intersection(typed) and language_of(typed).partition("-")[0] == "nl":
            from route_advisor.cli.dutch_help import say_it_in_dutch

            say_it_in_dutch(self)
        sys.exit(carried_out(lambda: self._run(*args, **{**extra, "standalone_mode": False}), typed))

    def _run(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - whatever typer passes on
        try:
            return super().main(*args, **extra)
        except _UsageError as mistake:
            command = mistake.ctx.command_path if mistake.ctx is not None else None
            raise WrongUse(what_was_typed(mistake), command) from None
        except typer.Abort:
            raise Stopped from None


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
    (re.compile(r"Got unexpected extra argument(\(s\)|s)? \((?P<words>.*)\)$"), "too_many_words"),
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
