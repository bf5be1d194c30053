"""What identifies a person in DUO's messages stays here: numbers, names and contact data."""

import json
import re
import unicodedata
from typing import Any

from route_advisor.personal_file import forbidden_reason

LEFT_OUT = "(left out)"
LONGEST_SHOWN = 120
_LONGEST_READ = 2_000

_IDENTIFYING = re.compile(
    r"bsn|burgerservicenummer|sofinummer|vnummer|vreemdelingennummer|examennummer|instellingsnummer"
    r"|telefoon|email|postcode|huisnummer|huisletter|straat|iban|rekeningnummer"
    r"|(naam|namen|adres|plaats|mobiel|mobielnummer|contactgegevens|contactpersoon)$"
)
_NUMBER = re.compile(r"\+?\d(?:[\W_]{0,3}\d){7,}")
_DAY = re.compile(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-3][0-9]-[01][0-9]-(19|20)[0-9]{2}")
_E_MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_POSTCODE = re.compile(r"\b[1-9][0-9]{3} ?[A-Z]{2}\b")


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


def redacted(text: str) -> str:
    """The text without e-mail addresses, postcodes, and numbers of eight digits or more (a BSN, V-number or phone number).

    A date stays. Signs that cannot be printed become "?"; of a very long text only the start is read.
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_READ])
    plain = _E_MAIL.sub(LEFT_OUT, plain)
    plain = _NUMBER.sub(lambda found: found[0] if _DAY.fullmatch(found[0]) else LEFT_OUT, plain)
    plain = _POSTCODE.sub(LEFT_OUT, plain)
    return "".join(sign if sign.isprintable() else "?" for sign in plain)


def holds_identifying(text: str) -> bool:
    """Whether `redacted` would leave something out of the text."""
    return LEFT_OUT in redacted(text)


def shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    """A JSON value as short redacted text, for a "not understood" entry or an error."""
    text = redacted(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
    return text if len(text) <= longest else text[: longest - 1] + "…"
