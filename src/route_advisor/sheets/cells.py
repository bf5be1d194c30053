"""One cell as the value of its place: a day in the form of the page, a whole number, a word of our vocabulary."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from babel import Locale

from route_advisor.dates import FIRST_DAY, LAST_DAY, day_before
from route_advisor.documents.mistakes import did_you_mean, kind_of, told_of
from route_advisor.messages import Message
from route_advisor.personal_file.free_text import holds_identifying
from route_advisor.sheets.mapping import Column, DayForm, folded
from route_advisor.sheets.places import Kind
from route_advisor.writers.spreadsheet import as_meant

_FORMS = {
    DayForm.DAY_MONTH_YEAR: re.compile(r"(?P<d>[0-9]{1,2})(?P<sign>[-/. ])(?P<m>[0-9]{1,2})(?P=sign)(?P<y>[0-9]{4})"),
    DayForm.YEAR_MONTH_DAY: re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"),
}
_SAID = {DayForm.DAY_MONTH_YEAR: "sheet_form_day_month_year", DayForm.YEAR_MONTH_DAY: "sheet_form_year_month_day"}
_WHOLE = re.compile(r"(0|[1-9][0-9]{0,5})(?:[.,]0+)?")
_HUNDREDTHS = re.compile(r"([0-9]{1,3})[.,]([0-9]{1,2})|([0-9]{1,3})")
_MOST_WORDS_TOLD = 8
_CODE = re.compile(r"[0-9]{1,4}")
_ERROR = re.compile(r"#(REF|N/A|N/B|VALUE|WAARDE|NAAM|NAME|DIV/0|DEEL/0|NUM|GETAL|NULL|LEEG)[!?]?|#VERW!")
"""What Excel shows for a formula that failed, in English and in Dutch."""

Cell = Any
"""What stands in a cell: text, a number, yes or no, a day, or nothing."""


class NotUnderstood(ValueError):
    """A cell that means nothing at its place; `found` is its kind, `why` what may stand there."""

    def __init__(self, found: str, why: Message) -> None:
        super().__init__(f"{found}; {why}")
        self.found, self.why = found, why


class Value(NamedTuple):
    """What a cell says, and whether something that may identify a person was masked in it."""

    value: Any
    masked: bool = False


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in the cell; a dash is nothing as well."""
    return cell is None or (isinstance(cell, str) and cell.strip() in ("", "-", "–"))


def as_text(cell: Cell) -> str:
    """What a cell shows; a number without a fraction as figures."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    return as_meant(cell.strip()) if isinstance(cell, str) else str(cell)


def value_of(cell: Cell, column: Column, forms: Iterable[DayForm]) -> Value:
    """What the cell says at the place of its column. Raises `NotUnderstood`."""
    if isinstance(cell, (list, tuple, dict, bytes)):
        raise NotUnderstood(kind_of(list(cell)), Message("sheet_one_value"))
    if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
        raise NotUnderstood(Message("sheet_formula_error"), Message("sheet_mend_the_formula"))
    match column.place.kind:
        case Kind.DAY:
            return Value(_day(cell, tuple(forms)))
        case Kind.LAST_DAY:
            return Value(_last_day(cell, tuple(forms)))
        case Kind.WHOLE:
            return Value(_whole(cell))
        case Kind.HUNDREDTHS:
            return Value(_hundredths(cell))
        case Kind.COUNTRY:
            return Value(_country(cell))
        case Kind.MUNICIPALITY:
            return Value(_municipality(cell))
        case _ if column.meanings:
            return Value(_word(cell, column))
    text = as_text(cell)
    return Value(text, masked=holds_identifying(text))


def _day(cell: Cell, forms: tuple[DayForm, ...]) -> date:
    day = written_day(cell, forms)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise NotUnderstood(kind_of(as_text(cell)), Message("day_out_of_reach", first=FIRST_DAY.year, last=LAST_DAY.year))
    return day


def written_day(cell: Cell, forms: Sequence[DayForm]) -> date:
    """The day of a cell, written in one of the forms or as a day of the spreadsheet. Raises `NotUnderstood`."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    allowed = Message("sheet_day_forms", forms=Message(_SAID[forms[0]]))
    if not isinstance(cell, str):
        raise NotUnderstood(kind_of(cell), Message("sheet_day_as_number", allowed=allowed))
    found = next((match for form in forms if (match := _FORMS[form].fullmatch(cell.strip()))), None)
    if found is None:
        raise NotUnderstood(kind_of(cell.strip()), allowed)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        raise NotUnderstood(kind_of(cell.strip()), Message("sheet_no_such_day", allowed=allowed)) from None


def yes_or_no(cell: Cell, words: Mapping[str, Any]) -> Any:  # noqa: ANN401 - yes or no, or the text that is neither
    """Yes or no where a cell says so in one of the words; else what it shows."""
    return (
        cell
        if isinstance(cell, bool)
        else {folded(word): meaning for word, meaning in words.items()}.get(folded(as_text(cell)), as_text(cell))
    )


def _last_day(cell: Cell, forms: tuple[DayForm, ...]) -> date:
    day = _day(cell, forms)
    if day == FIRST_DAY:
        raise NotUnderstood(kind_of(as_text(cell)), Message("day_out_of_reach", first=FIRST_DAY.year, last=LAST_DAY.year))
    return day_before(day)


def _whole(cell: Cell) -> int:
    found = None if isinstance(cell, (bool, date)) else _WHOLE.fullmatch(as_text(cell))
    if found is None:
        raise NotUnderstood(kind_of(cell if not isinstance(cell, date) else as_text(cell)), Message("allowed_int"))
    return int(found[1])


def _hundredths(cell: Cell) -> int:
    text = f"{cell:.2f}" if isinstance(cell, float) and abs(cell) < 1000 else as_text(cell)
    found = None if isinstance(cell, (bool, date)) else _HUNDREDTHS.fullmatch(text)
    if found is None:
        raise NotUnderstood(kind_of(text), Message("sheet_hundredths"))
    return int(found[3]) * 100 if found[3] else int(found[1]) * 100 + int(found[2].ljust(2, "0"))


def _country(cell: Cell) -> str:
    text = as_text(cell)
    code = text.upper() if len(text) == len("NL") else countries().get(folded(text), "")
    if code not in set(countries().values()):
        raise NotUnderstood(kind_of(text), Message("sheet_country"))
    return code


@cache
def countries() -> dict[str, str]:
    """The codes of countries by their folded Dutch and English names."""
    names = [(code, name) for language in ("en", "nl") for code, name in Locale(language).territories.items() if len(code) == len("NL")]
    return {folded(name): code for code, name in names if code.isalpha() and code not in ("EU", "EZ", "UN", "QO", "ZZ", "XA", "XB")}


def _municipality(cell: Cell) -> str:
    text = as_text(cell)
    if isinstance(cell, bool) or not _CODE.fullmatch(text):
        raise NotUnderstood(kind_of(text), Message("sheet_municipality"))
    return text.zfill(4)  # a sheet drops the zeros in front


def _word(cell: Cell, column: Column) -> Any:  # noqa: ANN401 - a word, a number, yes or no, or an empty list
    text = ("ja" if cell else "nee") if isinstance(cell, bool) and "ja" in column.meanings else as_text(cell)
    if folded(text) in column.meanings:
        return column.meanings[folded(text)]
    words = first_words(column)
    more = Message("sheet_more_words", count=len(words) - _MOST_WORDS_TOLD) if len(words) > _MOST_WORDS_TOLD else ""
    allowed = Message("sheet_words", words=", ".join(words[:_MOST_WORDS_TOLD]), more=more)
    raise NotUnderstood(
        told_of(text, list(column.words)), Message("sheet_hint_and_words", hint=did_you_mean(text, list(column.words)), allowed=allowed)
    )


def first_words(column: Column) -> list[str]:
    """For each meaning the first word of the page: the one that we write ourselves."""
    found: dict[str, str] = {}
    for word, meaning in column.words.items():
        found.setdefault(repr(meaning), word)
    return list(found.values())
