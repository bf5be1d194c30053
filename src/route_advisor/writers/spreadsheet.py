"""Text for a spreadsheet, written so that no cell acts there."""

ACTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet."""

MARK = "'"


def harmless(text: str) -> str:
    """The text with a mark in front where it would act (OWASP, CSV injection)."""
    return f"{MARK}{text}" if text.startswith(ACTS) else text


def as_meant(text: str) -> str:
    """The text without the mark that `harmless` put in front."""
    return text[1:] if text.startswith(MARK) and text[1:].startswith(ACTS) else text
