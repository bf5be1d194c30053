"""`--help` in Dutch: its words stand in `help_in_dutch.toml`, by command and by the English text of an option."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

_PAGE = "help_in_dutch.toml"
_FOR_AUTHORS_OF_RULES = "rules"


def say_it_in_dutch(command: Any, path: Sequence[str] = ()) -> None:  # noqa: ANN401 - a command of typer, of which versions differ
    """Let a command, and those below it, explain themselves in Dutch. What is for who works on the rules stays English."""
    words = _words()
    command.context_class = _in_a_dutch_frame(command.context_class, words["frame"])
    command.help = words["commands"].get(" ".join(path), command.help)
    for param in command.params:
        if getattr(param, "help", None) is not None:
            param.help = words["options"].get(param.help, param.help)
    if path[:1] != (_FOR_AUTHORS_OF_RULES,):
        for name, below in getattr(command, "commands", {}).items():
            say_it_in_dutch(below, (*path, name))


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    page = tomllib.loads(Path(__file__).with_name(_PAGE).read_text(encoding="utf-8"))
    return {part: {key: says.strip("\n") for key, says in texts.items()} for part, texts in page.items()}


def _in_a_dutch_frame(context: Any, frame: Mapping[str, str]) -> Any:  # noqa: ANN401 - a class of typer
    """The same kind of context, whose formatter says the words around the help in Dutch."""

    def said(text: str) -> str:
        for english, dutch in frame.items():
            text = text.replace(english, dutch)
        return text

    class Formatter(context.formatter_class):  # type: ignore[misc]
        """Says the headings and the marks behind an option in Dutch."""

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, said(args), prefix or frame["Usage: "])

        def write_heading(self, heading: str) -> None:
            super().write_heading(said(heading))

        def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **more: Any) -> None:  # noqa: ANN401 - whatever typer passes on
            super().write_dl([(first, said(second)) for first, second in rows], *args, **more)

    return type("Context", (context,), {"formatter_class": Formatter})
