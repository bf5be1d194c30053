"""YAML 1.2 and JSON, read strictly: every value knows its line, and nothing clever is allowed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from route_advisor.documents.document import Document, Path
from route_advisor.errors import FileRefused
from route_advisor.limits import (
    BYTES_OF_A_FILE,
    BYTES_WITHOUT_COMPILED_PARSER,
    DEPTH,
    DIGITS,
    MISTAKES_TOLD,
    VALUES_OF_A_FILE,
    VALUES_OF_A_PAGE,
)
from route_advisor.messages import Message
from route_advisor.visible import visible

try:
    from ruamel.yaml.clib._ruamel_yaml import CParser
except ImportError:
    CParser = None  # no compiled parser on this machine

_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true", "True", "TRUE"}
_FALSE = {"false", "False", "FALSE"}
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_HALF = re.compile(r"[\ud800-\udfff]")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")


def read_yaml(text: str, name: str, *, private: bool = False) -> Document:
    """Read YAML 1.2 or JSON text. `name` is used in messages. A `private` text is about a person: it is small, and nothing of it is repeated.

    The C parser reads first, where it is installed. It is 25 times faster and knows a little less of YAML 1.2; what it refuses and is
    small the Python parser reads again. That both read our own pages alike is tested.

    Raises `FileRefused` with one line per mistake: duplicate keys, anchors, aliases, tags, several documents,
    keys that are no text, numbers written in unusual ways, and input over the limits.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > BYTES_OF_A_FILE:
        raise FileRefused([Message("too_large", path=name, limit=f"{BYTES_OF_A_FILE:,}")])
    small = size <= BYTES_WITHOUT_COMPILED_PARSER
    if CParser is not None:
        try:
            return _Composer(name, compiled_events(text), private=private).document()
        except FileRefused:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a parser of somebody else raises on hostile text
            if not small:
                raise _not_yaml(name, error, private=private) from None
    if not small:
        raise FileRefused([Message("too_large_for_this_parser", path=name, limit=f"{BYTES_WITHOUT_COMPILED_PARSER:,}")])
    try:
        return _Composer(name, YAML(typ="safe", pure=True).parse(text), private=private).document()
    except FileRefused:
        raise
    except Exception as error:  # noqa: BLE001 - as above: an IndexError on `"[x": 1`, an OverflowError on `"\UFFFFFFFF"`
        raise _not_yaml(name, error, private=private) from None


def _not_yaml(name: str, error: Exception, *, private: bool) -> FileRefused:
    """The refusal of text that a parser cannot read: the line, and what the parser missed there."""
    if isinstance(error, RecursionError):
        return FileRefused([Message("nested_too_deep", place=name, limit=DEPTH)])
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}" if mark is not None else name
        return FileRefused([Message("not_yaml", place=where, why=_in_plain_words(error.problem or error.context, private=private))])
    why = visible(str(error).splitlines()[0]) if isinstance(error, YAMLError) and str(error) else Message("strange_sign")
    return FileRefused([Message("not_yaml_text", place=name, why=why)])


_ONE_TOKEN = re.compile(r"\('(<[a-z ]+>)',\)")
_PIECE = re.compile(r" '(?!<)[^']{3,}'")
"""What a parser quotes of a file; a sign or two tell nothing about anybody."""


def _in_plain_words(problem: str, *, private: bool) -> str:
    """What a parser missed, without Python's way of writing it; of a private text no piece is repeated."""
    plain = _ONE_TOKEN.sub(r"'\1'", problem)
    return _PIECE.sub("", plain) if private else plain


def compiled_events(text: str) -> Iterator[Event]:
    """The events of the C parser."""
    parser = CParser(text)
    while parser.check_event():
        yield parser.get_event()


class _Composer:
    """Builds one document from parser events."""

    def __init__(self, name: str, events: Iterator[Event], *, private: bool = False) -> None:
        self.name = name
        self.events = events
        self.private = private
        self.most_values = VALUES_OF_A_FILE if private else VALUES_OF_A_PAGE
        self.untold = 0
        self.lines: dict[Path, int] = {}
        self.mistakes: list[str] = []
        self.values = 0

    def document(self) -> Document:
        data: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._mistake(event, Message("second_document"))
                    break
            elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)):
                data = self._value(event, ())
        if self.mistakes:
            raise FileRefused(self.mistakes, untold=self.untold)
        return Document(self.name, data, self.lines)

    def _mistake(self, event: Event, what: str) -> None:
        if len(self.mistakes) < MISTAKES_TOLD:
            self.mistakes.append(Message("at", place=f"{self.name}:{event.start_mark.line + 1}", what=what))
        else:
            self.untold += 1

    def _value(self, event: Event, path: Path) -> Any:  # noqa: ANN401 - any YAML value
        self.values += 1
        if len(path) > DEPTH:
            raise FileRefused([Message("nested_too_deep", place=f"{self.name}:{event.start_mark.line + 1}", limit=DEPTH)])
        if self.values > self.most_values:
            raise FileRefused([Message("too_many_values", place=self.name, limit=f"{self.most_values:,}")])
        self.lines[path] = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            self._mistake(event, Message("alias"))
            return None
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            self._mistake(event, Message("anchor"))
        if tag:
            self._mistake(event, Message("tag"))
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event) if isinstance(event, ScalarEvent) else None

    def _mapping(self, path: Path) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._value(event, (*path, "?"))
            if not isinstance(key, str):
                self._mistake(event, Message("key_no_text"))
                key = f"?{len(found)}"
            if key in found:
                self._mistake(
                    event,
                    Message("key_twice") if self.private else Message("this_key_twice", key=key),
                )
            found[key] = self._value(next(self.events), (*path, key))
            self.lines[(*path, key)] = event.start_mark.line + 1
        return found

    def _sequence(self, path: Path) -> list[Any]:
        found: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            found.append(self._value(event, (*path, len(found))))
        return found

    def _scalar(self, event: ScalarEvent) -> str | int | float | bool | None:
        text: str = event.value
        if event.style:
            return self._whole(event, text) if _HALF.search(text) else text
        if text in _NULL:
            return None
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        if _INT.match(text):
            if len(text) > DIGITS:
                self._mistake(event, Message("too_many_digits", limit=DIGITS))
                return 0
            return int(text)
        if _FLOAT.match(text):
            return self._unusual_number(event, text)
        return text

    def _whole(self, event: ScalarEvent, text: str) -> str:
        """The text with its characters joined: JSON escapes write one beyond U+FFFF as two halves."""
        try:
            return text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            self._mistake(event, Message("half_character"))
            return ""

    def _unusual_number(self, event: ScalarEvent, text: str) -> str | float:
        if re.fullmatch(r"0[0-9]+", text):
            self._mistake(event, Message("leading_zero"))
            return text
        return float(text)
