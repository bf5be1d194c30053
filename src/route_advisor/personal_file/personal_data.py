"""What a personal file never holds, and why: keys of personal data, and a number that looks like a BSN."""

import re

from route_advisor.messages import Message


def why_not(kind: str) -> Message:
    """Why a file never holds this kind of personal data."""
    return Message(f"why_not_{kind}")


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
FORBIDDEN = {key: kind for kind, keys in _FORBIDDEN_KEYS.items() for key in keys}
"""Keys that a personal file never holds, each with the kind of data that it is."""

_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_BSN_CHECK = 11


def forbidden_reason(key: str) -> str | None:
    """Why a personal file refuses this key, or `None` where it does not."""
    kind = FORBIDDEN.get(re.sub(r"[^a-z0-9]+", "_", key.casefold()).strip("_"))
    return None if kind is None else why_not(kind)


_NAMED_NUMBER = {
    "bsn": re.compile(r"(bsn|sofi(nummer)?|burgerservicenummer)[._-]*[0-9]{8,9}", re.IGNORECASE),
    "v_number": re.compile(r"v(nr|nummer|-nr|-nummer)?[._-]*[0-9]{10}", re.IGNORECASE),
}
"""Numbers of a person that say themselves what they are."""
_EIGHT_FIGURES = re.compile(r"[0-9](?:[ .\-]*[0-9]){7}")
"""Each number of a person has at least so many, with nothing but spaces, dots and lines between them."""


def identifying_number(ref: str) -> str | None:
    """What kind of number of a person a reference is, whatever stands between its figures; `None` where it looks like none."""
    if not _EIGHT_FIGURES.search(ref):
        return None
    if looks_like_bsn(ref):
        return "bsn"
    return next((kind for kind, form in _NAMED_NUMBER.items() if form.fullmatch(ref)), None)


def looks_like_a_name(ref: str) -> bool:
    """Whether a reference looks like what somebody is called: two words with a capital and no figure, as `Jan-Jansen` or `J.deVries`.

    A name alone, or without capitals, looks like many a reference that says nothing, so it is nobody's to tell.
    """
    words = re.findall(r"[A-Z][a-z]*|[a-z]+", ref)
    capitals = [word for word in words if word[0].isupper()]
    return not any(sign.isdigit() for sign in ref) and len(capitals) > 1 and max(map(len, capitals)) > _INITIALS


_INITIALS = 2
"""So many letters in a row are no name: `AB-CD` is a reference."""


def looks_like_bsn(text: str) -> bool:
    """Nine digits (or eight) that pass the check of a citizen service number."""
    digits = re.sub(r"[ .\-]", "", text)
    if not re.fullmatch(r"[0-9]{8,9}", digits):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_BSN_WEIGHTS, digits.zfill(9), strict=True))
    return total % _BSN_CHECK == 0 and int(digits) > 0
