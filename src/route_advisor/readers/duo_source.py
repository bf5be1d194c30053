"""DUO's messages on disk: who is in a source, and which bodies we have about each person."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from route_advisor.documents.regular_file import bytes_of
from route_advisor.errors import FileRefused
from route_advisor.limits import BYTES_OF_A_MESSAGE
from route_advisor.messages import Message, reason_of
from route_advisor.personal_file.free_text import redacted
from route_advisor.readers.duo_bodies import Bodies, NotAMessage, bodies_in, read_message, sorted_out
from route_advisor.readers.duo_messages import message_name

T = TypeVar("T")


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
    return inside or _refuse(source, source, Message("duo_empty_folder"))


def _inside(folder: Path, source: Path) -> list[Path]:
    try:
        found = [place for place in folder.iterdir() if not place.name.startswith(".") and (place.is_dir() or _is_json(place))]
    except OSError as error:
        _refuse(folder, source, Message("duo_not_readable", why=reason_of(error)))
    return sorted(found, key=lambda place: (place.stem.casefold(), place.name))


def _is_json(place: Path) -> bool:
    return place.suffix.casefold() == ".json" and place.is_file()


def _person(place: Path, source: Path) -> Bodies:
    if place.is_dir():
        return _found(_folder(place, source), place.name or place.resolve().name, place, source)
    return _found(_combined(place, source), place.stem, place, source)


def _folder(folder: Path, source: Path) -> list[tuple[str, Any]]:
    inside = _inside(folder, source)
    nested = [place for place in inside if place.is_dir()]
    if nested:
        _refuse(nested[0], source, Message("duo_folder_in_folder"))
    return [(file.stem, _read(file, source)) for file in inside]


def _combined(file: Path, source: Path) -> list[tuple[str, Any]]:
    return _told(file, source, lambda: bodies_in(_read(file, source)))


def _found(named: Iterable[tuple[str, Any]], called: str, place: Path, source: Path) -> Bodies:
    return _told(place, source, lambda: sorted_out(named, called))


def _read(file: Path, source: Path) -> Any:  # noqa: ANN401 - any JSON value
    try:
        written = bytes_of(file, BYTES_OF_A_MESSAGE)
    except OSError as error:
        _refuse(file, source, Message("duo_not_readable", why=reason_of(error)))
    return _told(file, source, lambda: read_message(written))


def _told(place: Path, source: Path, reads: Callable[[], T]) -> T:
    """What it gives; what is wrong there is refused under its name."""
    try:
        return reads()
    except NotAMessage as wrong:
        _refuse(place, source, wrong.why)


def _refuse(place: Path, source: Path, why: Message) -> NoReturn:
    within = place.relative_to(source).parts if place != source else ()
    raise FileRefused([Message("at", place="/".join(redacted(part) for part in (source.resolve().name, *within)), what=why)])
