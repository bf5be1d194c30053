"""Text from outside, shown so that it can do nothing: one line, no control characters, no marks that turn the reading direction."""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of Unicode that a reader cannot see: controls, marks of direction, half characters, private and unassigned ones, line ends."""

_JOINERS = frozenset("\u200c\u200d")
"""Invisible as well, but part of how Arabic, Persian and some other scripts are written."""


def visible(text: str) -> str:
    r"""The text on one line, with every character that cannot be seen as its code: `\x1b`, `\n`, `\u202e`."""
    return "".join(_coded(one) if _is_hidden(one) else one for one in text) if _has_hidden(text) else text


def _has_hidden(text: str) -> bool:
    return not (text.isascii() and text.isprintable()) and any(map(_is_hidden, text))


def _is_hidden(one: str) -> bool:
    return unicodedata.category(one) in _HIDDEN and one not in _JOINERS


def _coded(one: str) -> str:
    return one.encode("unicode_escape", "surrogatepass").decode("ascii")
