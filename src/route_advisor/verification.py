"""Whether a receipt still holds: the advice is made anew from the file, and what differs is named."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from pydantic import ValidationError

from route_advisor.advice.model import Advice, Receipt
from route_advisor.advisor import Advisor, shipped_advisor
from route_advisor.documents.strict_json import NotPlainJson, read_json
from route_advisor.errors import FileRefused
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile
from route_advisor.text import LANGUAGES

SUPPOSED = "supposed:"
_EVALUATED_BY = ("engine", "evaluators")
"""Who answers differs between machines, and all say the same: no difference of the advice."""


class Difference(NamedTuple):
    """A part of a receipt or advice that is not the same, as it was and as it is."""

    where: str
    before: str
    now: str


def read_receipt(text: str, name: str) -> Advice | Receipt:
    """A receipt, or a whole advice with its receipt, from its JSON. Raises `FileRefused`."""
    try:
        data: Any = read_json(text)
    except NotPlainJson:
        raise FileRefused([Message("receipt_not_json", path=name)]) from None
    kind: type[Advice | Receipt] = Advice if isinstance(data, dict) and "components" in data else Receipt
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise FileRefused([Message("receipt_of_another_version", path=name, where=where or Message("the_whole"))]) from None


def verify(given: Advice | Receipt, file: PersonalFile, advisor: Advisor | None = None) -> tuple[Difference, ...]:
    """What differs between an advice, or its receipt, and the advice that is made from this file now; nothing where they are the same.

    The day and what was supposed are those of the receipt. Raises as `Advisor.advise` does.
    """
    receipt = given.receipt if isinstance(given, Advice) else given
    assume = dict(one.removeprefix(SUPPOSED).split("=", 1) for one in receipt.assumptions if one.startswith(SUPPOSED))
    now = (advisor or shipped_advisor()).advise(file, on=receipt.on, assume=assume)
    found = list(_differences(_plain(receipt), _plain(now.receipt)))
    if isinstance(given, Advice):
        found += _differences(_plain(given, "receipt"), _plain(now, "receipt"))
    return tuple(found)


def _plain(one: Advice | Receipt, *without: str) -> dict[str, Any]:
    plain = one.model_dump(mode="json", by_alias=True, exclude={*without, *(_EVALUATED_BY if isinstance(one, Receipt) else ())})
    return cast("dict[str, Any]", _in_languages_of_the_law(plain))


def _in_languages_of_the_law(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The same without the translations that an advice holds where somebody asked for them."""
    if isinstance(value, list):
        return [_in_languages_of_the_law(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.keys() >= set(LANGUAGES):
        return {language: value[language] for language in LANGUAGES}
    return {key: _in_languages_of_the_law(inner) for key, inner in value.items()}


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *now)):
        one, other = before.get(key), now.get(key)
        if one == other:
            continue
        if isinstance(one, dict) and isinstance(other, dict):
            yield from (found._replace(where=f"{key}.{found.where}") for found in _differences(one, other))
        elif isinstance(one, list) and isinstance(other, list):
            yield Difference(key, _named(one, other), _named(other, one))
        else:
            yield Difference(key, _shown(one), _shown(other))


def _named(one: list[Any], other: list[Any]) -> str:
    """The items of a list that the other has not, by their id where they have one."""
    own = [item for item in one if item not in other]
    return ", ".join(_name(item) if isinstance(item, dict) else str(item) for item in own) or "-"


def _name(item: Mapping[str, Any]) -> str:
    """What tells an item from others: its id or name, else its plain values."""
    name = next((item[key] for key in ("id", "fact", "name", "rule") if item.get(key)), None)
    return str(name) if name is not None else " ".join(str(value) for value in item.values() if isinstance(value, (str, int))) or "an item"


def _shown(value: object) -> str:
    return "-" if value is None else "something else" if isinstance(value, (dict, list)) else str(value)
