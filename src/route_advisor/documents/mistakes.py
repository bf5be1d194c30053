"""One line per mistake: where, what was found, what is allowed, what to do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from route_advisor.documents.document import Document, Path
from route_advisor.documents.forms import SAID
from route_advisor.errors import FileRefused, WrongKind
from route_advisor.limits import MISTAKES_TOLD
from route_advisor.messages import Message

_LONGEST_SHOWN = 40
_LONGEST_FORM = 12
_LONGEST_COMPARED = 64
_CLOSE = 0.77
"""The share of letters in common (twice those in one row, of both words together) above which a word is taken for a slip of another."""
_SHORT = 5
_A_SLIP = 2
"""So many characters tell nothing about anybody; but two letters can be a surname."""
_A_DAY = re.compile(r"datetime\.date\(([0-9, ]+)\)")
_TOO_SMALL_TO_IDENTIFY = 10_000
_FORM = re.compile(r"[0-9][0-9 ./:-]*")
"""Figures and the signs between them, as in a date."""


def did_you_mean(word: str, known: Sequence[str], *, begins: bool = False) -> str:
    """A suggestion to end a message with, or nothing; with `begins` also a name that begins with the word."""
    close = _close(word, known)
    if close is None and begins and word:
        close = next((name for name in known if name.startswith(word)), None)
    return Message("did_you_mean", word=close) if close else ""


def closest(word: str, known: Sequence[str]) -> str | None:
    """The known word that is meant with a slip of the pen; `None` where none is."""
    return _close(word, known)


def _close(word: str, known: Sequence[str]) -> str | None:
    """The known word that is meant with a slip of the pen, also one of large and small letters; a part of a word is no slip."""
    if len(word) > _LONGEST_COMPARED:
        return None
    same = [name for name in known if name.casefold() == word.casefold()]
    close = same or get_close_matches(word, known, n=1, cutoff=_CLOSE) or [name for name in known if _swapped(word, name)]
    return close[0] if close else None


def _swapped(word: str, name: str) -> bool:
    """A short word with two letters in each other's place."""
    return len(word) <= _SHORT and word[:1] == name[:1] and sorted(word) == sorted(name)


def told_of(word: str, known: Sequence[str]) -> str:
    """A word as a message may tell it: itself where it is a `known` one with a slip of two characters, else its kind: it can be about anybody."""
    close = _close(word, known)
    if close is None and len(word) > 1 and word.isalpha():
        return kind_of(word)
    strange = len(word) - sum(block.size for block in SequenceMatcher(None, word, close or "").get_matching_blocks())
    return Message("quoted", word=word) if word.strip() and strange <= _A_SLIP else kind_of(word)


def kind_of(value: object) -> str:
    """What sort of value it is, without the value: `text of 9 characters`, `text like 99-99-9999`, `a list`."""
    match value:
        case None:
            return Message("empty")
        case bool():
            return str(value).lower()
        case int() | float():  # hours, years: too few digits to be about one person
            return Message("quoted", word=value) if isinstance(value, int) and abs(value) < _TOO_SMALL_TO_IDENTIFY else Message("a_number")
        case str():
            return _kind_of_text(value)
        case Mapping():
            return Message("group_of_keys")
    return Message("a_list")


def refuse_other_kind(given: object, kind: type | tuple[type, ...], *, needed: str, hint: str) -> None:
    """Raises `WrongKind` where something else is given."""
    if not isinstance(given, kind):
        raise wrong_kind(given, needed=needed, hint=hint)


def wrong_kind(given: object, *, needed: str, hint: str) -> WrongKind:
    """The refusal of another kind of thing: what was found by its sort alone, what is needed, and how to make it."""
    plain = given is None or isinstance(given, (bool, int, float, str, Mapping, list, tuple))
    found = kind_of(given) if plain else Message("another_thing", kind=type(given).__name__)
    return WrongKind(Message("wrong_kind", found=found, needed=Message(needed), hint=Message(hint)))


def _kind_of_text(text: str) -> str:
    if not text.strip():
        return Message("empty_text")
    if len(text) <= _LONGEST_FORM and _FORM.fullmatch(text):
        return Message("text_like", form=f'"{re.sub("[0-9]", "9", text)}"')
    return Message("text_of", count=len(text))


def mistakes_of(error: ValidationError, document: Document, *, root: type[BaseModel], under: int = 0, private: bool = False) -> list[str]:
    """A line for each mistake pydantic found, with file and line number. Values of forbidden keys are never shown.

    `under` is the number of keys above the model `root`. Of a `private` document a value or key that was found is told by its kind alone,
    unless it resembles what is allowed there.
    """
    told = _Teller(document, root, under, private)
    return [line for one in error.errors(include_url=False, include_input=False) for line in told.lines(one)]


def refusal_of(error: ValidationError, document: Document, *, root: type[BaseModel]) -> FileRefused:
    """The refusal of a personal document: values are told by their kind, and no more mistakes are put into words than are told."""
    told, errors = _Teller(document, root, 0, private=True), error.errors(include_url=False, include_input=False)
    lines = [line for one in errors[:MISTAKES_TOLD] for line in told.lines(one)]
    return FileRefused(lines, untold=len(errors[MISTAKES_TOLD:]))


def _path_of(one: Mapping[str, Any]) -> Path:
    """The keys of the document that lead to a mistake. Of a key that does not belong there the last part is the key itself."""
    loc = one["loc"]
    own = loc[-1:] if one["type"] == "extra_forbidden" else ()
    return (*(part for part in loc[: len(loc) - len(own)] if not _is_type_name(part)), *own)


def _is_type_name(part: str | int) -> bool:
    # pydantic names the member of a union in the path; YAML keys never look like that
    return isinstance(part, str) and ("[" in part or part.endswith("()"))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts what pydantic found into words."""

    document: Document
    root: type[BaseModel]
    under: int
    private: bool

    def lines(self, one: Mapping[str, Any]) -> Iterator[str]:
        for found, text in self._told(one, _path_of(one)):
            yield Message("at", place=self.document.at(found), what=text)

    def _told(self, one: Mapping[str, Any], path: Path) -> list[tuple[Path, str]]:
        shown = dotted(path) or Message("the_file")
        context = one.get("ctx", {})
        match one["type"]:
            case "personal_data":
                return [((*path, key), Message("does_not_belong", key=key, reason=reason)) for key, reason in context["found"]]
            case "extra_forbidden":
                return [(path, self._extra(str(path[-1]), path))]
            case "missing":
                return [(path, Message("is_missing", where=shown))]
            case "wrong_word":
                return [(path, Message("where_what", where=shown, what=own_words(one)))]
            case "bsn":
                return [(path, Message("where_colon", where=shown, what=own_words(one)))]
        expected = str(context.get("expected", ""))
        hint = self._slip(path, expected) if one["type"] == "literal_error" else ""
        found, allowed = self._found(path, expected), _allowed(one)
        if hint:
            return [(path, Message("is_a_slip", where=shown, found=found, hint=hint, allowed=allowed))]
        return [(path, Message("is_but", where=shown, found=found, allowed=allowed))]

    def _slip(self, path: Path, expected: str) -> str:
        """The allowed word that was meant, where what was found is one with other capitals or a slip."""
        try:
            found = self._value(path)
        except (KeyError, IndexError, TypeError):
            return ""
        words = _words_of(expected)
        return did_you_mean(found, words) if isinstance(found, str) and found not in words else ""

    def _value(self, path: Path) -> object:
        """What stands there. Raises `KeyError`, `IndexError` or `TypeError` where nothing does."""
        data = self.document.data
        for part in path:
            data = data[part]
        return data

    def _extra(self, key: str, path: Path) -> str:
        allowed = _keys_at(self.root, path[self.under : -1])
        elsewhere = _places_of(key, self.root) if not self.under else ()
        shown = (
            told_of(key, [*allowed, *(place.rpartition(".")[2] for place in elsewhere)]) if self.private else Message("quoted", word=key)
        )
        where = dotted(path[:-1]) or Message("the_file")
        hint = Message("put_it_under", place=" / ".join(elsewhere)) if elsewhere else did_you_mean(key, allowed)
        return Message("not_a_key", key=shown, where=where, hint=hint, allowed=", ".join(allowed))

    def _found(self, path: Path, expected: str) -> str:
        try:
            data = self._value(path)
        except (KeyError, IndexError, TypeError):
            return Message("found_missing")
        if not self.private:
            return _as_written(data)
        return told_of(data, _words_of(expected)) if isinstance(data, str) else kind_of(data)


def dotted(path: Path) -> str:
    """`municipality.plans[0].route` for a path."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def _as_written(data: object) -> str:
    if data is None or isinstance(data, (bool, list, tuple, Mapping)):
        return kind_of(data)
    shown = str(data)
    return f'"{shown[:_LONGEST_SHOWN]}…"' if len(shown) > _LONGEST_SHOWN else f'"{shown}"'


def allowed_instead(one: Mapping[str, Any]) -> str:
    """What may stand where pydantic found a mistake, or what our own record says is wrong there; never what was found."""
    return _allowed(one)


def _allowed(one: Mapping[str, Any]) -> str:
    context = one.get("ctx", {})
    kind = one["type"]
    told = {
        "literal_error": "allowed_words",
        "bool_type": "allowed_bool",
        "int_type": "allowed_int",
        "string_type": "allowed_text",
        "tuple_type": "allowed_list",
        "list_type": "allowed_list",
        "dict_type": "allowed_group",
        "model_type": "allowed_group",
        "model_attributes_type": "allowed_group",
        "less_than_equal": "allowed_at_most",
        "greater_than": "allowed_more",
        "less_than": "allowed_less",
        "greater_than_equal": "allowed_at_least",
        "string_pattern_mismatch": "wrong_form",
        "too_long": "allowed_length",
        "too_short": "allowed_short",
        "string_too_long": "allowed_characters",
        "string_too_short": "allowed_few_characters",
    }.get(kind)
    if told is None:
        return own_words(one)
    told = SAID.get(str(context.get("pattern")), told)
    values = {name: _A_DAY.sub(_day, str(value)).replace("'", "") for name, value in context.items()}
    if kind == "literal_error":
        values["expected"] = ", ".join(_words_of(str(context.get("expected", ""))))
    return Message(told, **values)


def _words_of(expected: str) -> list[str]:
    """The words or numbers that pydantic lists, without its "or"."""
    return [word or number for word, number in re.findall(r"'([^']*)'|\b([0-9]+)\b", expected)]


def custom_error(kind: str, code: str, /, **values: object) -> PydanticCustomError:
    """A mistake that pydantic raises in its place: its kind, and what it says by its code."""
    return PydanticCustomError(kind, "{message}", {"message": Message(code, **values)})


def own_words(one: Mapping[str, Any]) -> str:
    """The message of a mistake that is our own, which knows its languages; else that of pydantic."""
    return str(one["msg"]) if not isinstance(own := one.get("ctx", {}).get("message"), Message) else own


def _places_of(key: str, root: type[BaseModel]) -> tuple[str, ...]:
    """Where else a file has this key: the groups to put it under."""
    return tuple(f"{group}.{key}" for group, keys in _groups(root).items() if key in keys)


@cache
def _groups(root: type[BaseModel]) -> Mapping[str, tuple[str, ...]]:
    """The keys of each group of a file."""
    return {name: tuple(_keys_at(root, (name,))) for name in root.model_fields}


def _day(found: re.Match[str]) -> str:
    """A day as a file writes it, and not as Python does."""
    return date(*(int(part) for part in found[1].split(","))).isoformat()


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    for part in path:
        if isinstance(part, int):
            continue
        inner = _model_in(model.model_fields[part].annotation) if part in model.model_fields else None
        if inner is None:
            return []
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type form
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
