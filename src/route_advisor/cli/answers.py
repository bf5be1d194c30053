"""How an answer leaves: on stdout or whole in a file, plain when piped, with bold headings on a terminal."""

import os
import shutil
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from route_advisor.cli.refusals import ReaderGone, WrongUse, in_their_language
from route_advisor.messages import Message

if TYPE_CHECKING:
    from route_advisor.rulebook.catalogue import Catalogue

NARROWEST, WIDE, WIDEST = 30, 100, 120
"""Columns: the least, what a file or a pipe gets where nobody says it, and the most on a terminal."""


_DIGITS = 5
"""A number of columns has fewer."""


def speak_utf8(*streams: TextIO) -> None:
    """Write UTF-8 whatever the locale says, with lines that end as they were written: Windows would end those of a calendar twice."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def give(answer: str, output: Path | None = None) -> None:
    """Print the answer, or put it in a file that is whole or not there."""
    if output is not None and str(output) != "-":
        write_whole({output: answer})
        return
    try:
        sys.stdout.write(answer)
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGone from None


def give_bytes(answer: bytes, output: Path | None = None) -> None:
    """Hand over what is no text, or put it in a file that is whole or not there."""
    if output is not None:
        write_whole({output: answer})
        return
    try:
        sys.stdout.buffer.write(answer)
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGone from None


def tell(line: str) -> None:
    """Something about the answer, on stderr, on one line."""
    print(in_their_language(line), file=sys.stderr)


def refuse_other_language(catalogue: "Catalogue", lang: str) -> None:
    """Raises `WrongUse` where the rulebook has no sentences in a language: one line with those that it has."""
    if lang not in catalogue.spoken:
        raise WrongUse(Message("no_such_language", lang=lang, languages=", ".join(catalogue.spoken)))


def on_a_terminal() -> bool:
    """Whether somebody reads along, and did not ask for plain text with `NO_COLOR`."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    """A heading: bold on a terminal, plain anywhere else."""
    return f"\x1b[1m{text}\x1b[0m" if on_a_terminal() else text


def width() -> int:
    """The width of the terminal, within what reads well; what `COLUMNS` says where the answer is piped."""
    if sys.stdout.isatty():
        return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDE, 24)).columns))
    asked = os.environ.get("COLUMNS", "")
    return max(NARROWEST, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < _DIGITS else WIDE


def refuse_folder(path: Path) -> None:
    """Raises `WrongUse` where a file is to be written and a folder stands, or where its folder is missing."""
    if str(path) == "-":
        return
    if path.is_dir():
        raise WrongUse(Message("folder_for_a_file", path=path))
    if path.exists() and not path.is_file():
        raise WrongUse(Message("device_for_a_file", path=path))
    if not path.parent.is_dir():
        raise WrongUse(Message("no_such_folder", path=path.parent))


def refuse_terminal(output: Path | None) -> None:
    """Raises `WrongUse` where bytes would land on a screen."""
    if output is None and sys.stdout.isatty():
        raise WrongUse(Message("pdf_on_a_terminal"))


def write_whole(texts: Mapping[Path, str | bytes]) -> None:
    """Write files that are whole or not there: first all beside their places, then each into its place at once."""
    ready: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            target = path.resolve()
            beside = target.with_name(f".{target.name}.{os.getpid()}.part")
            ready[beside] = target
            beside.write_bytes(_as_bytes(text))
        for beside, target in ready.items():
            beside.replace(target)
    finally:
        for beside in ready:
            beside.unlink(missing_ok=True)


def _as_bytes(text: str | bytes) -> bytes:
    return text.encode("utf-8") if isinstance(text, str) else text
