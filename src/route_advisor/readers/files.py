"""Personal files as people keep them: YAML or JSON, from a path or from a stream."""

import sys
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from route_advisor.documents.document import Document
from route_advisor.documents.mistakes import refusal_of, refuse_other_kind
from route_advisor.documents.regular_file import bytes_of
from route_advisor.documents.strict_json import NotPlainJson, read_json, without_tabs
from route_advisor.errors import FileRefused
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.messages import Message, reason_of
from route_advisor.personal_file import PersonalFile
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue


def load(path: str | Path, catalogue: Catalogue | None = None) -> PersonalFile:
    """The personal file at a path; `-` reads standard input.

    `catalogue` is that of the shipped rulebook unless you advise with another one. Raises `FileRefused`, with one line
    per mistake: file and line number, what was found, what is allowed.
    """
    refuse_other_kind(path, (str, Path), needed="a_path", hint="make_a_path")
    return parse(text_of_file(path), Message("standard_input") if str(path) == "-" else Path(path).name, catalogue)


class Parsed(NamedTuple):
    """A personal file, and the data of its JSON as they were written; `None` where it was read as YAML."""

    file: PersonalFile
    data: dict[str, Any] | None


def parse(text: str, name: str, catalogue: Catalogue | None = None) -> PersonalFile:
    """The personal file in a text. `name` stands in front of every mistake. Raises `FileRefused`."""
    return parse_with_data(text, name, catalogue).file


def parse_with_data(text: str, name: str, catalogue: Catalogue | None = None) -> Parsed:
    """What `parse` gives, with the plain data beside it: for whoever needs both and reads many."""
    refuse_other_kind(text, str, needed="a_text", hint="make_a_text")
    document: Document | None = None
    try:
        data = read_json(text)
    except NotPlainJson:
        document = _from_yaml(text, name)
        data = document.data
    try:
        file = PersonalFile.model_validate(data, context={"catalogue": catalogue or Rulebook.shipped().catalogue})
    except ValidationError as error:
        document = document or _from_yaml(without_tabs(text), name)  # now that we need to know the lines
        raise refusal_of(error, document, root=PersonalFile) from None
    return Parsed(file, data if document is None else None)


def _from_yaml(text: str, name: str) -> Document:
    from route_advisor.documents.strict_yaml import read_yaml  # noqa: PLC0415 - a file in JSON needs no parser of YAML

    return read_yaml(text, name, private=True)


def text_of_file(path: str | Path) -> str:
    """The text of a regular file, or of standard input for `-`. Raises `FileRefused` with what to do."""
    try:
        data = sys.stdin.buffer.read(BYTES_OF_A_FILE + 1) if str(path) == "-" else bytes_of(Path(path), BYTES_OF_A_FILE)
    except FileNotFoundError:
        raise FileRefused([Message("no_such_file", path=path)]) from None
    except IsADirectoryError:
        raise FileRefused([Message("is_a_folder", path=path)]) from None
    except OSError as error:
        raise FileRefused([Message("cannot_be_read", path=path, why=reason_of(error))]) from None
    if len(data) > BYTES_OF_A_FILE:
        raise FileRefused([Message("too_large", path=path, limit=f"{BYTES_OF_A_FILE:,}")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused([Message("not_utf8", path=path)]) from None
