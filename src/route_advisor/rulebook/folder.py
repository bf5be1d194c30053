"""Which pages a folder of rules has, and the hash of what stands on them."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

CATALOGUE_PAGES = (
    "acts.yaml",
    "authorities.yaml",
    "components.yaml",
    "conflicts.yaml",
    "countries.yaml",
    "deferral.yaml",
    "documents.yaml",
    "glossary.yaml",
    "head.yaml",
    "holidays.yaml",
    "interview.yaml",
    "labels.yaml",
    "omissions.yaml",
    "planning.yaml",
    "promises.yaml",
    "topics.yaml",
)
"""The files at the top of a rulebook folder; pages of rules stand in folders below it."""

GUIDES = "guides"
"""The folder of pages about one topic for everybody. They change no advice, and are no part of the hash."""

MAPPINGS = "mappings"
"""The folder of pages that say what the columns of a sheet mean. They change no advice, and are no part of the hash either."""


def fact_pages(folder: Path) -> list[str]:
    """The pages of facts: `facts.yaml`, and one page a topic in `facts/`."""
    topics = sorted(path.relative_to(folder).as_posix() for path in (folder / "facts").glob("*.yaml"))
    return topics if topics and not (folder / "facts.yaml").is_file() else ["facts.yaml", *topics]


def rule_pages(folder: Path) -> list[Path]:
    """The pages of rules, in the order in which they are read."""
    others = (folder, folder / "facts", folder / GUIDES, folder / MAPPINGS)
    return sorted(path for path in folder.rglob("*.yaml") if path.parent not in others)


def hash_of_folder(folder: Path) -> str:
    """SHA-256 of all pages of a rulebook, in hexadecimal."""
    return hash_of(folder, {*rule_pages(folder), *(folder / name for name in (*CATALOGUE_PAGES, *fact_pages(folder)))})


def hash_of(folder: Path, pages: Iterable[Path]) -> str:
    """SHA-256 of pages, with their names in that folder; the same however lines end."""
    digest = hashlib.sha256()
    for path in sorted(pages):
        if path.is_file():
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
