"""One line per mistake: where, what was found, what is allowed, what to do."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from route_advisor.strict_yaml import Document, Path

_LONGEST_SHOWN = 40


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A suggestion to end a message with, or nothing."""
    close = get_close_matches(word, known, n=1, cutoff=0.6) or [name for name in known if word and name.startswith(word)]
    return f'; did you mean "{close[0]}"?' if close else ""


def mistakes_of(error: ValidationError, document: Document, *, root: type[BaseModel], under: int = 0) -> list[str]:
    """A line for each mistake pydantic found, with file and line number. Values of forbidden keys are never shown.

    `under` is the number of keys above the model `root`.
    """
    lines = []
    for one in error.errors(include_url=False, include_context=True):
        path = tuple(part for part in one["loc"] if not _is_type_name(part))
        lines += [f"{document.at(found)}: {text}" for found, text in _told(one, path, document, root, under)]
    return lines


def _is_type_name(part: str | int) -> bool:
    # pydantic names the member of a union in the path; YAML keys never look like that
    return isinstance(part, str) and ("[" in part or part.endswith("()"))


def _told(one: Mapping[str, Any], path: Path, document: Document, root: type[BaseModel], under: int) -> list[tuple[Path, str]]:
    shown = dotted(path) or "the file"
    kind = one["type"]
    if kind == "personal_data":
        found = one.get("ctx", {}).get("keys", [])
        reasons = str(one["msg"]).split('; "')
        return [((*path, key), reason if reason.startswith('"') else f'"{reason}') for key, reason in zip(found, reasons, strict=False)]
    if kind == "extra_forbidden":
        key = str(path[-1])
        allowed = _keys_at(root, path[under:-1])
        return [
            (path, f'"{key}" is not a key of {dotted(path[:-1]) or "the file"}{did_you_mean(key, allowed)} (allowed: {", ".join(allowed)})')
        ]
    if kind == "missing":
        return [(path, f"{shown} is missing; add it")]
    if kind == "wrong_word":
        return [(path, f"{shown} {one['msg']}")]
    if kind == "bsn":
        return [(path, f"{shown}: {one['msg']}")]
    return [(path, f"{shown} is {_found(document.data, path)}; {_allowed(one)}")]


def dotted(path: Path) -> str:
    """`municipality.plans[0].route` for a path."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def _found(data: Any, path: Path) -> str:  # noqa: ANN401 - any YAML value
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return "missing"
    if isinstance(data, Mapping):
        return "a group of keys"
    if isinstance(data, (list, tuple)):
        return "a list"
    if data is None:
        return "empty"
    shown = str(data).lower() if isinstance(data, bool) else str(data)
    return f'"{shown[:_LONGEST_SHOWN]}…"' if len(shown) > _LONGEST_SHOWN else f'"{shown}"'


def _allowed(one: Mapping[str, Any]) -> str:
    context = one.get("ctx", {})
    kind = one["type"]
    told = {
        "literal_error": "allowed: {expected}",
        "bool_type": "allowed: true or false",
        "int_type": "allowed: a whole number",
        "string_type": "allowed: text; put it in quotes",
        "tuple_type": "allowed: a list",
        "list_type": "allowed: a list",
        "dict_type": "allowed: a group of keys",
        "model_type": "allowed: a group of keys",
        "model_attributes_type": "allowed: a group of keys",
        "less_than_equal": "allowed: at most {le}",
        "greater_than_equal": "allowed: at least {ge}",
        "string_pattern_mismatch": "it does not have the form {pattern}",
        "too_long": "allowed: at most {max_length}",
        "too_short": "allowed: at least {min_length}",
        "string_too_long": "allowed: at most {max_length} characters",
        "string_too_short": "allowed: at least {min_length} character",
    }.get(kind)
    return told.format(**context).replace("'", "") if told else str(one["msg"])


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
