"""What identifies a person in DUO's messages stays here: numbers, names and contact data."""

import json
import re
import unicodedata
from typing import Any

from route_advisor.personal_file import forbidden_reason
from route_advisor.personal_file.free_text import redacted

LONGEST_SHOWN = 120

_IDENTIFYING = re.compile(
    r"bsn|burgerservicenummer|sofinummer|vnummer|vreemdelingennummer|examennummer|instellingsnummer"
    r"|telefoon|email|postcode|huisnummer|huisletter|straat|iban|rekeningnummer"
    r"|(naam|namen|adres|plaats|mobiel|mobielnummer|contactgegevens|contactpersoon)$"
)


def identifies(key: str) -> bool:
    """Whether a key of a message holds what identifies a person: its value is left out, whatever it is."""
    plain = unicodedata.normalize("NFKC", key).casefold()
    return forbidden_reason(key) is not None or _IDENTIFYING.search(re.sub(r"[\W_]+", "", plain)) is not None


def without_identifying(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A copy of a JSON value without the keys that identify a person, at any depth."""
    if isinstance(value, dict):
        return {key: without_identifying(inner) for key, inner in value.items() if not identifies(key)}
    if isinstance(value, list):
        return [without_identifying(inner) for inner in value]
    return value


def shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    """A JSON value as short redacted text, for a "not understood" entry or an error."""
    text = redacted(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
    return text if len(text) <= longest else text[: longest - 1] + "…"
