"""What somebody chose on their own device, whatever it is: a personal file that was kept, or messages of DUO."""

import json
from collections.abc import Mapping
from pathlib import PurePath

from route_advisor.errors import FileRefused
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile
from route_advisor.readers.duo import read_duo
from route_advisor.readers.duo_messages import message_name
from route_advisor.readers.files import parse


def read_chosen(files: Mapping[str, str], case_ref: str) -> PersonalFile:
    """The file of one person. `files` holds texts by their names; several are messages of DUO about one person.

    `case_ref` is for what DUO told, which has none that may stand there. Raises `FileRefused`, in one line a mistake.
    """
    if any(_is_of_duo(name, text) for name, text in files.items()):
        return read_duo({name: text.encode("utf-8", "surrogatepass") for name, text in files.items()}, case_ref)
    if len(files) != 1:
        raise FileRefused([Message("one_file_alone")])
    ((name, text),) = files.items()
    return parse(text.removeprefix("\ufeff"), name)


def _is_of_duo(name: str, text: str) -> bool:
    """Whether the name is that of a message, or a message stands in it under its name."""
    if message_name(PurePath(name).stem) is not None:
        return True
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and any(message_name(key) is not None for key in found)
