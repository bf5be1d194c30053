"""What a caseload left behind, read again: so that `find` looks through its answers and not through the files."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from route_advisor.caseload.finding import Advised
from route_advisor.caseload.manifest import Manifest, Part, is_as_written
from route_advisor.caseload.schema import Status
from route_advisor.documents.regular_file import opened_file
from route_advisor.errors import FileRefused
from route_advisor.messages import Message
from route_advisor.version import __version__


class Result(NamedTuple):
    """A folder in which every row of a source has its answer, the day of the answers, and how many rows there are."""

    folder: Path
    on: date
    rows_in_all: int
    parts: tuple[Part, ...]

    def rows(self) -> Iterator[Advised]:
        """Each row in the order of the source, with its whole advice; read one part after another.

        Raises `FileRefused` where a part is not as it was written: whoever it is about would be missing, or be told something else.
        """
        for part in self.parts:
            files = {name.partition("-")[0]: self.folder / name for name in part.files}
            if not all(is_as_written(self.folder / name, digest) for name, digest in part.files.items()):
                raise FileRefused([Message("caseload_changed", folder=self.folder)])
            told = pq.read_table(files["people"], columns=["row", "status", "file", "error"]).to_pylist()
            with opened_file(files["advice"]) as lines:
                for one in told:
                    name = one["file"] or f"row {one['row']}"
                    if one["status"] == Status.OK:
                        yield Advised(name, next(lines))
                    else:
                        own = f"row {one['row']}"
                        yield Advised(name, b"", tuple(f"{name}{line.removeprefix(own)}" for line in one["error"].splitlines()))


def result_of(folder: Path, rulebook_hash: str) -> Result:
    """The result in a folder, made with this rulebook and this version. Raises `FileRefused` where it cannot be looked through, with what to type."""
    manifest = Manifest.of(folder)
    if manifest is None or not manifest.whole:
        raise FileRefused([Message("caseload_not_whole", folder=folder)])
    if not manifest.asked.full:
        raise FileRefused([Message("caseload_without_advice", folder=folder)])
    if manifest.asked.rulebook != rulebook_hash:
        raise FileRefused([Message("caseload_of_other_rules", folder=folder)])
    if manifest.asked.package != __version__:
        raise FileRefused([Message("caseload_of_other_version", folder=folder)])
    return Result(folder, date.fromisoformat(manifest.asked.on), sum(part.rows for part in manifest.parts), manifest.parts)
