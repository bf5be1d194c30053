"""What this program keeps for the next time: plain data in a folder of the user, in files that nobody else can write."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

MOST_FILES: Final = 6
"""So many files are kept: one for each checkout that somebody works in."""


def private_folder() -> Path | None:
    """A folder of the user alone; `None` where it cannot be made, belongs to somebody else, or others may enter it."""
    if not hasattr(os, "geteuid"):
        return None
    try:
        asked = Path(os.environ.get("XDG_CACHE_HOME", ""))
        folder = (asked if asked.is_absolute() else Path.home() / ".cache") / "route-advisor"
        if not folder.is_absolute():
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError):
        return None
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not stat.S_IMODE(found.st_mode) & 0o077
    return folder if ours else None


def kept(path: Path) -> bytes | None:
    """The content of a file in the private folder; `None` where it is not there, is a link, or is one that others own or may write.

    It counts as used now.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as stream:
            found = os.fstat(stream.fileno())
            ours = found.st_uid == os.geteuid() and not stat.S_IMODE(found.st_mode) & 0o022
            if not ours or not stat.S_ISREG(found.st_mode):
                return None
            with suppress(OSError):
                os.utime(handle)
            return stream.read()
    except OSError:
        return None


def keep(path: Path, content: bytes) -> None:
    """Write a file that is whole or not there, for the user alone, and let those of its kind go that nobody used for longest. Where that fails nothing is kept."""
    with suppress(OSError):
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".kept-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(beside).replace(path)
        finally:
            Path(beside).unlink(missing_ok=True)
        oldest_last = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda one: one.stat().st_mtime, reverse=True)
        for one in oldest_last[MOST_FILES:]:
            one.unlink(missing_ok=True)
