"""What a folder of results was made of, and which parts are whole: so that a run that was stopped goes on, and is never mixed with another."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from route_advisor.caseload.schema import SCHEMA
from route_advisor.documents.regular_file import opened_file
from route_advisor.errors import FileRefused
from route_advisor.messages import Message

NAME = "manifest.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Asked(_Frozen):
    """What was asked: all of it must be the same to go on."""

    source: str
    """The SHA-256 of what is in the source."""
    on: str
    rulebook: str
    package: str
    evaluators: tuple[str, ...]
    rows_a_part: int
    full: bool
    questions: bool


class Part(_Frozen):
    """A part that is whole: how many rows, what became of them, and the SHA-256 of each of its files."""

    rows: int
    statuses: Mapping[str, int]
    files: Mapping[str, str]


class Manifest(_Frozen):
    """The parts that are whole, in the order of the source."""

    manifest_schema: Literal["caseload/2"] = Field(default=SCHEMA, alias="schema")
    asked: Asked
    parts: tuple[Part, ...] = ()
    whole: bool = False
    """Every row of the source has its rows here."""
    duplicates: int = 0
    """Case references that stand in more than one row; `duplicates.txt` names them."""

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        """The manifest in a folder, if there is one. Raises `FileRefused` where it is none of ours."""
        try:
            with opened_file(folder / NAME) as stream:
                return cls.model_validate_json(stream.read())
        except FileNotFoundError:
            return None
        except (ValidationError, FileRefused):
            raise FileRefused([Message("not_a_manifest", path=folder / NAME)]) from None

    def written(self, folder: Path) -> None:
        """Put it into the folder, whole."""
        text = self.model_dump_json(by_alias=True, indent=1) + "\n"
        put({folder / NAME: text.encode()})


def going_on(folder: Path, asked: Asked) -> Manifest:
    """The manifest to go on with: that of the folder, with the parts that are as they were written. Raises `FileRefused` where it was asked otherwise."""
    found = Manifest.of(folder)
    if found is None:
        return Manifest(asked=asked)
    differs = [name for name in Asked.model_fields if getattr(found.asked, name) != getattr(asked, name)]
    if differs:
        raise FileRefused([Message("other_results", path=folder, differs=", ".join(differs))])
    whole: list[Part] = []
    for part in found.parts:
        if not all(is_as_written(folder / name, digest) for name, digest in part.files.items()):
            break
        whole.append(part)
    return Manifest(asked=asked, parts=tuple(whole))


def part_of(files: Mapping[str, bytes], rows: int, statuses: Mapping[str, int]) -> Part:
    """A part, from the bytes of its files by name."""
    return Part(
        rows=rows, statuses=dict(sorted(statuses.items())), files={name: hashlib.sha256(found).hexdigest() for name, found in files.items()}
    )


def put(files: Mapping[Path, bytes]) -> None:
    """Write each file beside its place and then into it, so that it is whole or not there, also after a power cut."""
    for path, content in files.items():
        beside = path.with_name(f".{path.name}.part")
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)


def is_as_written(path: Path, digest: str) -> bool:
    """Whether a file has the content with that SHA-256."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def totals(parts: Sequence[Part]) -> Mapping[str, int]:
    """How many rows had each status."""
    found: dict[str, int] = {}
    for part in parts:
        for status, count in part.statuses.items():
            found[status] = found.get(status, 0) + count
    return found
