"""The bytes of a regular file, up to a limit: a pipe or a device may never end, or never begin."""

import os
import stat
from pathlib import Path

from route_advisor.errors import FileRefused
from route_advisor.messages import Message


def bytes_of(path: Path, most: int) -> bytes:
    """What stands in the file: at most one byte more than `most`, which is enough to refuse a larger one.

    Raises `FileRefused` for what is no regular file, `OSError` for what cannot be read.
    """
    with open(path, "rb", opener=_without_waiting) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise FileRefused([Message("not_a_regular_file", path=path)])
        return stream.read(most + 1)


def _without_waiting(path: str, flags: int) -> int:
    """A pipe that nobody writes to is opened at once, so that it can be refused."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
