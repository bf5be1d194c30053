"""What a personal file never holds, and why: keys of personal data, and a number that looks like a BSN."""

import re

WHY_NOT = {
    "bsn": "a BSN may be used only where a law allows it",
    "name": "a name is not needed for advice; use an opaque case_ref",
    "address": "an address or phone number is not needed for advice",
    "v_number": "a V-number identifies a person; use an opaque case_ref",
    "diagnosis": "health data are not needed; only the decision of DUO is",
}
_FORBIDDEN_KEYS = {
    "bsn": ("bsn", "burgerservicenummer", "citizen_service_number", "sofinummer"),
    "name": ("name", "naam", "first_name", "last_name", "surname", "voornaam", "voornamen", "achternaam", "initials", "full_name"),
    "address": (
        *("address", "adres", "street", "straat", "postcode", "postal_code", "huisnummer", "house_number", "woonplaats"),
        *("phone", "telefoon", "telefoonnummer", "email", "e_mail", "emailadres", "contact"),
    ),
    "v_number": ("v_number", "vnumber", "v_nummer", "vnummer", "vreemdelingennummer"),
    "diagnosis": ("diagnosis", "diagnose", "illness", "disease", "medical", "medical_history", "handicap", "disability"),
}
FORBIDDEN = {key: WHY_NOT[kind] for kind, keys in _FORBIDDEN_KEYS.items() for key in keys}
"""Keys that a personal file never holds, each with the reason."""

_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_BSN_CHECK = 11


def forbidden_reason(key: str) -> str | None:
    """Why a personal file refuses this key, or `None` where it does not."""
    return FORBIDDEN.get(re.sub(r"[^a-z0-9]+", "_", key.casefold()).strip("_"))


def looks_like_bsn(text: str) -> bool:
    """Nine digits (or eight) that pass the check of a citizen service number."""
    digits = re.sub(r"[ .\-]", "", text)
    if not re.fullmatch(r"[0-9]{8,9}", digits):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_BSN_WEIGHTS, digits.zfill(9), strict=True))
    return total % _BSN_CHECK == 0 and int(digits) > 0
