"""What stands in a regular file, up to a limit: a pipe or a device may never end, or never begin. Whatever people name is read through here."""

import os
import stat
from io import BufferedReader, TextIOWrapper
from pathlib import Path

from route_advisor.errors import FileRefused
from route_advisor.messages import Message


def opened_file(path: Path) -> BufferedReader:
    """The file, to read its bytes. Raises `FileRefused` for what is no regular file, `OSError` for what cannot be read."""
    stream = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - whoever asks closes it
    if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        return stream
    stream.close()
    raise FileRefused([Message("not_a_regular_file", path=path)])


def bytes_of(path: Path, most: int) -> bytes:
    """What stands in the file: at most one byte more than `most`, which is enough to refuse a larger one. Raises as `opened_file`."""
    with opened_file(path) as stream:
        return stream.read(most + 1)


def text_of(path: Path, most: int) -> str:
    """The text of a file in UTF-8, at most one character more than `most`; every line ends in a line feed. Raises `UnicodeDecodeError` too."""
    with TextIOWrapper(opened_file(path), encoding="utf-8") as stream:
        return stream.read(most + 1)


def _without_waiting(path: str, flags: int) -> int:
    """A pipe that nobody writes to is opened at once, so that it can be refused."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
