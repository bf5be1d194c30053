"""Where a caseload comes from: JSON lines, Parquet, or a folder of personal files; read in batches, never whole."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from route_advisor.caseload.batches import PERSONAL_FILE, Row, rows_of
from route_advisor.documents.regular_file import bytes_of, opened_file
from route_advisor.errors import FileRefused
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.messages import Message

LINES = (".jsonl", ".ndjson")
FILES = (".json", ".yaml", ".yml")
_BLOCK = 1 << 20


class Batch(NamedTuple):
    """Some personal files, and the row of the first of them, from 1."""

    first: int
    files: Sequence[str | Row]
    names: Sequence[str] | None = None
    """The names of their files, where the source is a folder."""

    def alone(self) -> Iterator["Batch"]:
        """Each file as a batch of its own."""
        for place, file in enumerate(self.files):
            yield Batch(self.first + place, (file,), None if self.names is None else (self.names[place],))


class Source(NamedTuple):
    """A source, the hash of what is in it, and how many rows it has."""

    path: Path
    digest: str
    rows: int


def opened(path: Path) -> Source:
    """The source at a path, read once through for its hash. Raises `FileRefused` where it is none."""
    if path.is_dir():
        files = _files(path)
        digest = hashlib.sha256()
        for file in files:
            digest.update(f"{file.name}\0".encode())
            digest.update(hashlib.sha256(bytes_of(file, BYTES_OF_A_FILE)).digest())
        return Source(path, digest.hexdigest(), len(files))
    if not path.is_file():
        raise FileRefused([Message("not_a_file_nor_a_folder" if path.exists() else "no_such_file", path=path)])
    if path.suffix.lower() == ".parquet":
        return Source(path, _digest(path), _parquet(path).metadata.num_rows)
    if path.suffix.lower() not in LINES:
        raise FileRefused([Message("not_a_caseload", path=path, lines=", ".join(LINES))])
    return Source(path, _digest(path), sum(1 for _ in _lines(path)))


def batches(source: Source, size: int, after: int = 0) -> Iterator[Batch]:
    """The personal files of a source in batches of `size`, without the first `after` batches."""
    for number, (files, names) in enumerate(_chunks(source.path, size)):
        if number >= after:
            yield Batch(number * size + 1, files, names)


def _chunks(path: Path, size: int) -> Iterator[tuple[Sequence[str | Row], Sequence[str] | None]]:
    if path.is_dir():
        files = iter(_files(path))
        while several := list(islice(files, size)):
            yield [_text(file) for file in several], [file.name for file in several]
    elif path.suffix.lower() == ".parquet":
        for batch in _parquet(path).iter_batches(batch_size=size):
            yield rows_of(batch), None
    else:
        texts = _lines(path)
        while chunk := list(islice(texts, size)):
            yield chunk, None


def _files(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in FILES and not path.name.startswith("."))
    if not found:
        raise FileRefused([Message("no_personal_files", path=folder, allowed=", ".join(FILES))])
    return found


def _text(file: Path) -> str:
    return bytes_of(file, BYTES_OF_A_FILE).decode("utf-8-sig", "surrogateescape")


def _parquet(path: Path) -> pq.ParquetFile:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError):
        raise FileRefused([Message("not_parquet", path=path)]) from None
    columns = file.schema_arrow
    if len({*columns.names}) < len(columns.names):
        raise FileRefused([Message("columns_twice", path=path)])
    if PERSONAL_FILE in columns.names and not _is_text(columns.field(PERSONAL_FILE).type):
        raise FileRefused([Message("column_no_text", path=path, name=PERSONAL_FILE)])
    return file


def _is_text(kind: pa.DataType) -> bool:
    return any(is_text(kind) for is_text in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null))


def _lines(path: Path) -> Iterator[str]:
    """The lines that are not empty; of a line beyond the limit only so much that it is refused."""
    with opened_file(path) as stream:
        while line := stream.readline(BYTES_OF_A_FILE + 2):
            if len(line) > BYTES_OF_A_FILE and not line.endswith(b"\n"):
                _skip_to_the_end(stream)
            if text := line.decode("utf-8-sig", "surrogateescape").strip():
                yield text


def _skip_to_the_end(stream: BinaryIO) -> None:
    while rest := stream.readline(_BLOCK):
        if rest.endswith(b"\n"):
            return


def _digest(path: Path) -> str:
    with opened_file(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
