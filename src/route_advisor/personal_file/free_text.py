"""Text that somebody wrote freely: what identifies a person in it stays out of the file."""

import re
import unicodedata

from pydantic import AfterValidator

LEFT_OUT = "(...)"
"""What stands in the place of what was left out: a file has no language."""
_LONGEST_READ = 2_000

_NUMBER = re.compile(r"\+?\d(?:[\W_]{0,3}\d){7,}")
_DAY = re.compile(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-3][0-9]-[01][0-9]-(19|20)[0-9]{2}")
_E_MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_POSTCODE = re.compile(r"\b[1-9][0-9]{3} ?[A-Z]{2}\b")


def redacted(text: str) -> str:
    """The text without e-mail addresses, postcodes, and numbers of eight digits or more (a BSN, V-number or phone number).

    A date stays. Signs that cannot be printed become "?"; of a very long text only the start is read.
    """
    plain = "".join(sign if sign.isprintable() else "?" for sign in unicodedata.normalize("NFKC", text[:_LONGEST_READ]))
    plain = _E_MAIL.sub(LEFT_OUT, plain)
    plain = _NUMBER.sub(lambda found: found[0] if _DAY.fullmatch(found[0]) else LEFT_OUT, plain)
    return _POSTCODE.sub(LEFT_OUT, plain)


def holds_identifying(text: str) -> bool:
    """Whether `redacted` would leave something out of the text."""
    return LEFT_OUT in redacted(text)


Redacted = AfterValidator(redacted)
"""What a free text of a record is read through."""
