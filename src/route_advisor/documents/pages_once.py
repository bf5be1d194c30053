"""The text of a page, read as YAML: once, while somebody reads many rulebooks that differ in one page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from route_advisor.documents.document import Document

MOST_DOCUMENTS: Final = 1_000
"""So many pages are remembered while each is read once."""

_kept: dict[str, Document] | None = None


def read_text(text: str, name: str) -> Document:
    """The document in the text of a page. Raises `FileRefused` as `read_yaml` does."""
    from route_advisor.documents.strict_yaml import read_yaml  # noqa: PLC0415 - whoever has a compiled rulebook needs no parser of YAML

    if _kept is None:
        return read_yaml(text, name)
    document = _kept.get(text)
    if document is None:
        if len(_kept) >= MOST_DOCUMENTS:
            _kept.clear()
        document = _kept[text] = read_yaml(text, name)
    return Document(name, document.data, document.lines)


@contextmanager
def each_page_once() -> Iterator[None]:
    """While the block runs, a page whose text was read before is not parsed again."""
    global _kept  # noqa: PLW0603 - the pages of one process
    before, _kept = _kept, {} if _kept is None else _kept
    try:
        yield
    finally:
        _kept = before
