"""Sentences about money that somebody must pay, as a measure or back: whom they do not concern never reads them."""

import re

from route_advisor.text import Text

_MONEY_OWED = re.compile(
    r"\b(boete\w*|terugbeta\w*|terug te betalen|schuld\w*|aflos\w*|rente|fines?|fined|repay\w*|pay\w* back|debts?|interest)\b",
    re.IGNORECASE,
)


def money_owed_in(text: Text) -> str | None:
    """The first word of the text, in any language, that speaks of money owed; `None` where none does."""
    found = (_MONEY_OWED.search(sentence) for sentence in text.sentences().values())
    return next((word[0] for word in found if word is not None), None)
