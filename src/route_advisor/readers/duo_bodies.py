"""The JSON of DUO's messages: read strictly, and sorted into the bodies that we know and those that we do not."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from route_advisor.documents.mistakes import kind_of, told_of
from route_advisor.limits import BYTES_OF_A_MESSAGE, DEPTH_OF_A_MESSAGE
from route_advisor.messages import Message
from route_advisor.readers.duo_messages import MESSAGES, message_name
from route_advisor.readers.duo_redaction import identifies, without_identifying

_MANY_BODIES = "Inburgeringsaanbod"


class NotAMessage(ValueError):
    """JSON that we do not read. `why` says what was found and what to do; whoever knows the name of the file puts it in front."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies about one person. `called` is the name of the folder or file; it may identify the person."""

    called: str
    known: Mapping[str, Any]
    unknown: Mapping[str, Any]


def read_message(written: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """The JSON value of one body or combined document. Raises `NotAMessage`."""
    if len(written) > BYTES_OF_A_MESSAGE:
        _refuse("duo_too_large", limit=f"{BYTES_OF_A_MESSAGE:,}")
    try:
        found = json.loads(written.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
        _writable(found)
    except UnicodeDecodeError:
        _refuse("duo_not_utf8")
    except RecursionError:
        _refuse("duo_too_deep", limit=DEPTH_OF_A_MESSAGE)
    except json.JSONDecodeError as error:
        _refuse("duo_not_json", line=error.lineno, why=error.msg)
    except NotAMessage:
        raise
    except ValueError:
        _refuse("duo_too_many_digits")
    return found


def bodies_in(document: object) -> list[tuple[str, Any]]:
    """The messages of a combined document about one person, by their names. Raises `NotAMessage`."""
    if not isinstance(document, dict):
        _refuse("duo_no_object", found=Message("duo_a_list", count=len(document)) if isinstance(document, list) else kind_of(document))
    return list(document.items())


def sorted_out(named: Iterable[tuple[str, Any]], called: str) -> Bodies:
    """Messages by their names, without what identifies a person. Raises `NotAMessage` where none is DUO's, or one stands twice."""
    known: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    for key, body in sorted(named, key=lambda one: one[0].casefold()):
        name, kept = message_name(key), without_identifying(body)
        if name == _MANY_BODIES:
            known[name] = _joined(known.get(name), kept)
        elif name in known or key in unknown:
            _refuse("duo_message_twice", message=name or _told(key))
        elif name is not None:
            known[name] = kept
        elif not identifies(key):
            unknown[key] = kept
    return Bodies(called, known, unknown) if known else _refuse("duo_no_message", allowed=", ".join(MESSAGES))


def _told(key: str) -> str:
    """A key as a refusal may tell it: the name of a message, else its kind. It can be about anybody."""
    return told_of(key, [*MESSAGES, *(one.rpartition("/")[2] for one in MESSAGES)])


def _joined(earlier: Any, body: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Offers of several schools as one list."""
    if earlier is None or body is None:
        return body if earlier is None else earlier
    return [*_as_list(earlier), *_as_list(body)]


def _as_list(body: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    return body if isinstance(body, list) else [body]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        _refuse("duo_key_twice", key=_told(twice))
    return found


def _no_number(word: str) -> NoReturn:
    _refuse("duo_no_number", found=word)


def _writable(value: object) -> None:
    if _deeper_than(DEPTH_OF_A_MESSAGE, value):
        raise RecursionError
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        _refuse("duo_half_a_sign")
    except ValueError:
        _refuse("duo_number_too_large")


def _deeper_than(levels: int, value: object) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper_than(levels - 1, one) for one in inner)


def _refuse(code: str, **values: object) -> NoReturn:
    raise NotAMessage(Message(code, **values))
