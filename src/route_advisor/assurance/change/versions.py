"""A version of a rulebook: a folder, or a revision of git, which is read without touching the work tree."""

import io
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from route_advisor.errors import NotInRulebook, RulebookRefused
from route_advisor.rulebook.book import Rulebook

IN_A_CHECKOUT = "rules"
"""The folder of the pages in a revision, where a name such as `HEAD:other/rules` does not say otherwise."""


def read_version(name: str) -> Rulebook:
    """The rulebook in a folder, or as it stood in a git revision of the repository around the current folder.

    Raises `NotInRulebook` where the name is neither, and `RulebookRefused` with a line per mistake, each behind the name.
    """
    folder = Path(name)
    if folder.is_dir():
        return _read(folder, name)
    with TemporaryDirectory() as place:
        _unpack(_archive(name), Path(place), name)
        return _read(Path(place), name)


def _read(folder: Path, name: str) -> Rulebook:
    try:
        return Rulebook.read(folder)
    except RulebookRefused as refused:
        raise RulebookRefused([f"{name}: {line.replace(str(folder), name)}" for line in refused.mistakes]) from None


def _archive(name: str) -> bytes:
    """The folder of rules in a revision, as a tar file."""
    tree = name if ":" in name else f"{name}:{IN_A_CHECKOUT}"
    if name.startswith("-") or _git("rev-parse", "--git-dir").returncode:
        raise NotInRulebook(f'"{name}" is no folder, and there is no git repository here; name a folder of rules')
    top = _git("rev-parse", "--show-toplevel").stdout.decode().strip() or "."
    revision = name.partition(":")[0]
    if _git("-C", top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").returncode:
        raise NotInRulebook(f'"{name}" is neither a folder nor a git revision; name a folder of rules, a branch, a tag or a commit')
    packed = _git("-C", top, "archive", "--format=tar", tree)
    if packed.returncode:
        raise NotInRulebook(f'the revision "{revision}" has no folder {tree.partition(":")[2]}; write {revision}:FOLDER')
    return packed.stdout


def _git(*words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *words], capture_output=True, check=False)  # noqa: S603, S607 - git as the reader has it; no shell
    except FileNotFoundError:
        raise NotInRulebook("git is not installed here; install it, or name two folders of rules") from None


def _unpack(packed: bytes, place: Path, name: str) -> None:
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(place, filter="data")
    except tarfile.TarError:
        raise NotInRulebook(f'the rules of "{name}" cannot be unpacked; name a folder instead') from None
