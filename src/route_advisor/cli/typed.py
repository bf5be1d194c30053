"""What is typed behind an option: a day, a language, a width, what is supposed."""

import re
from datetime import date, datetime
from enum import StrEnum

from route_advisor.cli.refusals import WrongUse
from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.messages import Message

NARROWEST, WIDEST_ASKED = 30, 500
"""The columns that can be asked."""


class Written(StrEnum):
    """How `advise` writes: the forms of an advice, and csv for an agenda."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    PDF = "pdf"
    ICS = "ics"
    SVG = "svg"
    CSV = "csv"


def today() -> date:
    """Today, where this command runs."""
    return datetime.now().astimezone().date()


def day_of(text: str) -> date | None:
    """A day, written year-month-day; `None` for anything else."""
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None
    return day if day is not None and FIRST_DAY <= day <= LAST_DAY else None


def is_a_language(text: str) -> bool:
    """Whether this can be the code of a language; `refuse_other_language` asks the rulebook whether it has it."""
    return re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", text) is not None


def assumed(pairs: list[str] | None) -> dict[str, str]:
    """Facts with the words that whoever asks supposes. Raises `WrongUse`."""
    found: dict[str, str] = {}
    for pair in pairs or ():
        fact, _, word = pair.partition("=")
        if not fact or not word:
            raise wrong_value("not_fact_word", pair=pair)
        if found.get(fact, word) != word:
            raise wrong_value("assumed_twice", fact=fact)
        found[fact] = word
    return found


def wrong_value(code: str, **values: object) -> WrongUse:
    """The refusal of values that do not go together."""
    return WrongUse(Message("bad_value_here", what=Message(code, **values)))
