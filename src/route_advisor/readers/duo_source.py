"""The JSON of DUO's messages on disk: who is in a source, and which bodies we have about each person."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from route_advisor.errors import FileRefused
from route_advisor.limits import BYTES_OF_A_MESSAGE, DEPTH_OF_A_MESSAGE
from route_advisor.personal_file.free_text import redacted
from route_advisor.readers.duo_messages import MESSAGES, message_name
from route_advisor.readers.duo_redaction import identifies, shown, without_identifying
from route_advisor.readers.regular_file import bytes_of

_MANY_BODIES = "Inburgeringsaanbod"
_NO_MESSAGE = f"holds none of DUO's messages (allowed: {', '.join(MESSAGES)}); name each body after the end of its path in DUO's API"


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies about one person. `called` is the name of the folder or file; it may identify the person."""

    called: str
    known: Mapping[str, Any]
    unknown: Mapping[str, Any]


def people_in(source: Path) -> tuple[Bodies, ...]:
    """The bodies about each person in a combined document, a folder of bodies, or a folder of these, sorted by name.

    Names that start with a dot, and files that are not .json, are not read. Raises `FileRefused` with a line per mistake.
    """
    mistakes: list[str] = []
    people: list[Bodies] = []
    for place in _places(source):
        try:
            people.append(_person(place, source))
        except FileRefused as refused:
            mistakes += refused.mistakes
    if mistakes:
        raise FileRefused(mistakes)
    return tuple(people)


def _places(source: Path) -> list[Path]:
    if _is_json(source) or not source.is_dir():
        return [source]
    inside = _inside(source, source)
    if any(_is_json(place) and message_name(place.stem) for place in inside):
        return [source]
    return inside or _refuse(source, source, "is a folder without .json files; give one folder or one combined document for each person")


def _inside(folder: Path, source: Path) -> list[Path]:
    try:
        found = [place for place in folder.iterdir() if not place.name.startswith(".") and (place.is_dir() or _is_json(place))]
    except OSError as error:
        _refuse(folder, source, f"cannot be read ({error.strerror}); check the path and its permissions")
    return sorted(found, key=lambda place: (place.stem.casefold(), place.name))


def _is_json(place: Path) -> bool:
    return place.suffix.casefold() == ".json" and place.is_file()


def _person(place: Path, source: Path) -> Bodies:
    if place.is_dir():
        return _sorted_out(_folder(place, source), place.name or place.resolve().name, place, source)
    return _sorted_out(_combined(place, source), place.stem, place, source)


def _folder(folder: Path, source: Path) -> list[tuple[str, Any]]:
    inside = _inside(folder, source)
    nested = [place for place in inside if place.is_dir()]
    if nested:
        _refuse(nested[0], source, "is a folder inside a person's folder; put the .json bodies of one person side by side in one folder")
    return [(file.stem, _read(file, source)) for file in inside]


def _combined(file: Path, source: Path) -> list[tuple[str, Any]]:
    found = _read(file, source)
    if not isinstance(found, dict):
        what = f"a list of {len(found)}" if isinstance(found, list) else shown(found, 40)
        _refuse(file, source, f"holds {what}; allowed: one JSON object with the messages about one person; write a file for each person")
    return list(found.items())


def _sorted_out(named: Iterable[tuple[str, Any]], called: str, place: Path, source: Path) -> Bodies:
    known: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    for key, body in sorted(named, key=lambda one: one[0].casefold()):
        name, kept = message_name(key), without_identifying(body)
        if name == _MANY_BODIES:
            known[name] = _joined(known.get(name), kept)
        elif name in known or key in unknown:
            _refuse(place, source, f"holds the message {name or shown(key, 40)} twice; keep one")
        elif name is not None:
            known[name] = kept
        elif not identifies(key):
            unknown[key] = kept
    return Bodies(called, known, unknown) if known else _refuse(place, source, _NO_MESSAGE)


def _joined(earlier: Any, body: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Offers of several schools as one list."""
    if earlier is None or body is None:
        return body if earlier is None else earlier
    return [*_as_list(earlier), *_as_list(body)]


def _as_list(body: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    return body if isinstance(body, list) else [body]


def _read(file: Path, source: Path) -> Any:  # noqa: ANN401 - any JSON value
    try:
        written = bytes_of(file, BYTES_OF_A_MESSAGE)
        if len(written) > BYTES_OF_A_MESSAGE:
            _refuse(
                file, source, f"is larger than {BYTES_OF_A_MESSAGE:,} bytes; the messages about one person are far smaller; check the file"
            )
        found = json.loads(written.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
        _writable(found)
    except OSError as error:
        _refuse(file, source, f"cannot be read ({error.strerror}); check the path and its permissions")
    except UnicodeDecodeError:
        _refuse(file, source, "is not UTF-8 text; save it as UTF-8")
    except RecursionError:
        _refuse(file, source, f"is nested deeper than {DEPTH_OF_A_MESSAGE} levels; DUO's messages are flatter; check the file")
    except json.JSONDecodeError as error:
        _refuse(file, source, f"is not JSON (line {error.lineno}: {error.msg}); save the body as DUO sent it")
    except _NotAllowed as error:
        _refuse(file, source, str(error))
    except ValueError:
        _refuse(file, source, "holds a number of too many digits; check the file")
    return found


class _NotAllowed(ValueError):
    """JSON that we do not read."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise _NotAllowed(f"holds the key {shown(twice, 40)} twice in one object; keep one")
    return found


def _no_number(word: str) -> NoReturn:
    raise _NotAllowed(f"holds {word}, which is no JSON number; allowed: numbers as 12 or 12.5")


def _writable(value: object) -> None:
    if _deeper_than(DEPTH_OF_A_MESSAGE, value):
        raise RecursionError
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        raise _NotAllowed("holds half of a Unicode sign; save the body as DUO sent it") from None
    except ValueError:
        raise _NotAllowed("holds a number that is too large; check the file") from None


def _deeper_than(levels: int, value: object) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper_than(levels - 1, one) for one in inner)


def _refuse(place: Path, source: Path, why: str) -> NoReturn:
    within = place.relative_to(source).parts if place != source else ()
    raise FileRefused([f"{'/'.join(redacted(part) for part in (source.resolve().name, *within))}: {why}"])
