"""The shipped pages, parsed when the wheel was built, or by the last command in a checkout: YAML is what takes longest to read.

A page is found by the SHA-256 of its text. One that was changed, or parsed by another version of this module, is not found and read as
YAML; so there is nothing to keep in step. What is kept is plain JSON: data that is checked as every page is, and never code.
"""

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Final

from route_advisor.documents.document import Document, Path
from route_advisor.errors import FileRefused

FORMAT: Final = 1
"""Raise it where `strict_yaml` would read a page otherwise than before."""

IN_THE_WHEEL: Final = "_pages.json"
"""Beside the modules of an installed package."""

MOST_FILES: Final = 6
"""So many files are kept in the private folder: one for each checkout that somebody works in."""

MOST_DOCUMENTS: Final = 1_000
"""So many pages are remembered while each is read once."""

_LINES_KEPT: Final = 2
"""Lines of values up to so many keys deep are kept; whoever needs another reads the page again."""

Parsed = Mapping[str, tuple[Any, tuple[tuple[Path, int], ...]]]
"""Data and lines of pages, by the SHA-256 of their text."""

_known: Parsed = {}
_kept: dict[str, Document] | None = None


@dataclass(slots=True)
class ParsedPage(Document):
    """A page of which the text was parsed before."""

    text: str = ""

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it."""
        if len(path) > _LINES_KEPT and self.text:
            self.lines, self.text = _read(self.text, self.name).lines, ""
        return Document.line(self, path)


def read_text(text: str, name: str) -> Document:
    """The document in the text of a page: as it was parsed before, else read as YAML. Raises `FileRefused` as `read_yaml` does."""
    digest = _digest(text)
    found = _known.get(digest)
    if found is not None:
        data, lines = found
        return ParsedPage(name, data, dict(lines), text)
    if _kept is None:
        return _read(text, name)
    document = _kept.get(digest)
    if document is None:
        if len(_kept) >= MOST_DOCUMENTS:
            _kept.clear()
        document = _kept[digest] = _read(text, name)
    return Document(name, document.data, document.lines)


@contextmanager
def each_page_once() -> Iterator[None]:
    """While the block runs, a page whose text was read before is not parsed again: for who reads many rulebooks that differ in one page."""
    global _kept  # noqa: PLW0603 - the pages of one process
    before, _kept = _kept, {} if _kept is None else _kept
    try:
        yield
    finally:
        _kept = before


@contextmanager
def parsed_before(folder: FilePath) -> Iterator[None]:
    """The pages of this folder as they were parsed before, while the block reads them. A checkout keeps them for the next time."""
    global _known  # noqa: PLW0603 - the pages of one process
    in_the_wheel = FilePath(__file__).with_name(IN_THE_WHEEL)
    texts = None if in_the_wheel.is_file() else [*_texts(folder)]
    kept = in_the_wheel if texts is None else _private_file(texts)
    parsed = _loaded(kept)
    if parsed is None and texts is not None and kept is not None:
        _keep(kept, written(texts))
        parsed = _loaded(kept)
    _known = parsed or {}
    try:
        yield
    finally:
        _known = {}


def written(texts: Iterable[str]) -> str:
    """The JSON of these texts of pages, each as `strict_yaml` reads it; one that it refuses is left out."""
    pages = {}
    for text in texts:
        with suppress(FileRefused):  # whoever reads the page is told what is wrong with it
            document = _read(text, "page")
            lines = [[list(path), line] for path, line in document.lines.items() if len(path) <= _LINES_KEPT]
            pages[_digest(text)] = [document.data, lines]
    return json.dumps({"format": FORMAT, "pages": pages}, ensure_ascii=False, separators=(",", ":"))


def _read(text: str, name: str) -> Document:
    from route_advisor.documents.strict_yaml import read_yaml  # noqa: PLC0415 - its parser takes longer to import than parsed pages to read

    return read_yaml(text, name)


def _texts(folder: FilePath) -> Iterator[str]:
    for path in sorted(folder.rglob("*.yaml")):
        with suppress(OSError, UnicodeDecodeError):
            yield path.read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _loaded(path: FilePath | None) -> Parsed | None:
    """What such a file holds; nothing where there is none, or where it is not one of ours."""
    if path is None:
        return None
    try:
        found = json.loads(_bytes_of(path))
        if found["format"] != FORMAT:
            return None
        pages = found["pages"].items()
        return {digest: (data, tuple((tuple(where), line) for where, line in lines)) for digest, (data, lines) in pages}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


# --- a private folder, in which nobody else can write ----------------------------------------------------


def _private_file(texts: Iterable[str]) -> FilePath | None:
    """Where these pages are kept; `None` where there is no folder of our own."""
    folder = _private_folder()
    key = hashlib.sha256("\0".join([str(FORMAT), *map(_digest, texts)]).encode()).hexdigest()
    return None if folder is None else folder / f"pages-{key[:32]}.json"


def _private_folder() -> FilePath | None:
    """A folder of the user alone; `None` where it cannot be made, belongs to somebody else, or others may enter it."""
    if not hasattr(os, "geteuid"):
        return None
    try:
        home = os.environ.get("XDG_CACHE_HOME") or FilePath.home() / ".cache"
        folder = FilePath(home) / "route-advisor"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError):
        return None
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not stat.S_IMODE(found.st_mode) & 0o077
    return folder if ours else None


def _bytes_of(path: FilePath) -> bytes:
    """The content of a plain file. In the private folder it must be ours and no link. Raises `OSError`."""
    private = path.name != IN_THE_WHEEL
    handle = os.open(path, os.O_RDONLY | (os.O_NOFOLLOW if private else 0))
    with os.fdopen(handle, "rb") as stream:
        found = os.fstat(stream.fileno())
        if not stat.S_ISREG(found.st_mode) or (private and (found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o022)):
            raise OSError
        return stream.read()


def _keep(path: FilePath, text: str) -> None:
    """Write a file that is whole or not there, readable by the user alone, and let the oldest go. Where that fails nothing is kept."""
    with suppress(OSError):
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".pages-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            FilePath(beside).replace(path)
        finally:
            FilePath(beside).unlink(missing_ok=True)
        oldest_last = sorted(path.parent.glob("pages-*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
        for one in oldest_last[MOST_FILES:]:
            one.unlink(missing_ok=True)
