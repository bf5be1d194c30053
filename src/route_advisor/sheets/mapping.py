"""A mapping page: which column of a sheet becomes which place of the personal file, and what is left out on purpose."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from route_advisor.documents.mistakes import did_you_mean, mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.messages import Message
from route_advisor.rulebook.book import shipped_folder
from route_advisor.rulebook.catalogue import read_page
from route_advisor.rulebook.entries import Entry, LawDay
from route_advisor.rulebook.folder import MAPPINGS
from route_advisor.sheets.places import EACH_ROW, NUMBERED, Kind, NoSuchPlace, Place, place_of
from route_advisor.text import WrittenText

NUMBER = "{n}"
"""In a header: the number of the record, as in `examen {n} datum`."""

Words = Mapping[str, Any]
Headers = Annotated[tuple[str, ...], Field(strict=False)]
_A_NUMBER = re.compile(r"(?<!\S)[0-9]{1,3}(?!\S)")
_ANY = "#"


class DayForm(StrEnum):
    """How a day is written as text."""

    DAY_MONTH_YEAR = "day-month-year"
    YEAR_MONTH_DAY = "year-month-day"


class LeftOut(StrEnum):
    """Why a column is left out on purpose."""

    IDENTIFIES = "identifies"
    HEALTH = "health"
    UNCLEAR = "unclear"
    """The source does not say what its values mean."""
    UNASKED = "unasked"
    """The file asks nothing about it."""
    LINKS = "links"
    """It only leads to a row of another sheet."""


def _one_of(words: type[StrEnum]) -> BeforeValidator:
    known = {str(word): word for word in words}
    return BeforeValidator(lambda value: known.get(value, value) if isinstance(value, str) else value)


def _short(value: object) -> object:
    return {"place": value} if isinstance(value, str) else value


class ColumnEntry(Entry):
    """One column. Written short it is its place alone."""

    place: str
    words: str | Words | None = None
    """What each word of the sheet means in the file, or the name of a list of `words` of the page."""
    reads: Annotated[Kind, _one_of(Kind)] | None = None
    sets: Words = Field(default_factory=dict)
    """Places of the same record and the word that stands there where this column is filled."""
    other_names: Headers = ()
    unless_equal: str | None = None
    """It says nothing where this other column of the row says the same."""
    only_read: bool = False
    """What we write ourselves has another column for it."""
    example: str | None = None
    note: WrittenText | None = None


class ThroughEntry(Entry):
    """How a row finds its person: its column `mine` names a row of another sheet by the column `theirs` there."""

    mine: str
    sheet: str
    theirs: str


class SheetEntry(Entry):
    """One sheet: its names, how a row finds its person, and its columns."""

    names: Annotated[Headers, Field(min_length=1)]
    person: Headers = ()
    """Headers of the column with the reference of the person, the best first."""
    through: ThroughEntry | None = None
    several_rows: bool = False
    """A person may have several rows; without it a second row of one person is a mistake."""
    record: str | None = None
    """The column that says which rows, also of other sheets, are about one record; left out: each row is a record."""
    columns: Mapping[str, Annotated[ColumnEntry, BeforeValidator(_short)]]
    left_out: Mapping[str, Annotated[LeftOut, _one_of(LeftOut)]] = Field(default_factory=dict)
    times: Mapping[str, Annotated[int, Field(ge=1, le=20)]] = Field(default_factory=dict)
    """How often a template repeats the columns that begin so, as `examen {n}`."""

    @model_validator(mode="after")
    def _finds_its_person(self) -> Self:
        if not self.person and self.through is None:
            raise PydanticCustomError("person", "{message}", {"message": Message("mapping_person")})
        return self


class Source(Entry):
    """Where the names of the columns come from: what was read, and when."""

    read: str
    checked_on: LawDay


class Explanation(Entry):
    """What the sheet beside an empty template says, in the language of its headers."""

    sheet: str
    says: Headers
    heads: Annotated[tuple[str, str, str, str], Field(strict=False)]
    keepers: Mapping[str, str]
    """Who keeps the first key of a place, or its first two."""
    kinds: Mapping[str, str]
    words: str
    """Of a column with words; `{words}` are those."""


class MappingPage(Entry):
    """A page of `rules/mappings/`, or one of a municipality's own."""

    name: WrittenText
    source: Source
    dates: Annotated[tuple[Annotated[DayForm, _one_of(DayForm)], ...], Field(strict=False, min_length=1)]
    encodings: Headers = ("utf-8",)
    """Of a text file; the first in which it can be read."""
    words: Mapping[str, Words] = Field(default_factory=dict)
    explanation: Explanation | None = None
    sheets: Annotated[tuple[SheetEntry, ...], Field(strict=False)] = ()
    duo_messages: "DuoEntry | None" = None
    """Columns are named after DUO's messages, and are read as these are."""

    @cached_property
    def forms(self) -> tuple["Form", ...]:
        """The sheets, ready to read."""
        return tuple(Form.of(self, sheet) for sheet in self.sheets)

    @property
    def main(self) -> "Form":
        """The sheet that stands for a file with one: the first."""
        return self.forms[0]


class DuoEntry(Entry):
    """How a sheet holds DUO's messages: the column of the reference, which messages are lists, and which fields are no text."""

    person: Annotated[Headers, Field(min_length=1)]
    lists: Headers
    whole_numbers: Headers
    scores: Headers
    yes_no: Headers
    days: Headers


class Column:
    """A column of a form: its header, its place, and what its words mean."""

    def __init__(self, page: MappingPage, header: str, entry: ColumnEntry) -> None:
        self.header, self.entry = header, entry
        self.place: Place = place_of(entry.place, entry.reads)
        words = page.words.get(entry.words, {}) if isinstance(entry.words, str) else entry.words or {}
        if not words and self.place.kind is Kind.YES_NO:
            words = page.words.get("yes_no", {})
        self.words: Words = words
        self.meanings = {folded(word): meaning for word, meaning in words.items()}
        self.sets = {place_of(place): word for place, word in entry.sets.items()}
        names = (header, *entry.other_names)
        self.names = {folded(name.replace(NUMBER, "")) for name in names}
        self.numbered_names = {_numberless(folded(name.replace(NUMBER, "0"))) for name in names if NUMBER in name}

    def numbered(self, number: int) -> str:
        """The header of the record with that number."""
        return self.header.replace(NUMBER, str(number))


class Form:
    """A sheet of a mapping, ready to recognise headers."""

    def __init__(self, entry: SheetEntry, columns: tuple[Column, ...]) -> None:
        self.entry, self.columns = entry, columns
        self.names = tuple(folded(name) for name in entry.names)
        self.person = tuple(folded(name) for name in entry.person)
        self.left_out = {folded(name): why for name, why in entry.left_out.items()}
        self._plain = {name: column for column in columns for name in column.names}
        self._numbered = {name: column for column in columns for name in column.numbered_names}

    @classmethod
    def of(cls, page: MappingPage, entry: SheetEntry) -> Self:
        """The form of a sheet of that page. Raises `NoSuchPlace`."""
        return cls(entry, tuple(Column(page, header, column) for header, column in entry.columns.items()))

    def column_of(self, header: str) -> tuple[Column, int] | None:
        """The column with this folded header, and the number in it: 1 where it names none."""
        if header in self._plain:
            return self._plain[header], 1
        column = self._numbered.get(_numberless(header))
        return (column, int(_A_NUMBER.findall(header)[0])) if column is not None else None

    def knows(self, header: str) -> bool:
        """Whether a folded header has a meaning here."""
        return header in self.person or header in self.left_out or self.column_of(header) is not None


def folded(text: str) -> str:
    """A header, word or name of a sheet as it is compared: without capitals, accents and signs."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.split())


def _numberless(header: str) -> str:
    """A folded header with a mark in place of its first number."""
    return _A_NUMBER.sub(_ANY, header, count=1)


def shipped_mappings() -> Mapping[str, MappingPage]:
    """The mappings that come with the rulebook, by name. Raises `RulebookRefused`."""
    return {path.stem: read_mapping(path) for path in sorted((shipped_folder() / MAPPINGS).glob("*.yaml"))}


def mapping_called(name: str) -> tuple[str, MappingPage]:
    """A shipped mapping by its name, or the one in a file; with how it is called. Raises `RulebookRefused`."""
    path = Path(name)
    if path.suffix.casefold() in (".yaml", ".yml"):
        return path.stem, read_mapping(path)
    shipped = sorted(path.stem for path in (shipped_folder() / MAPPINGS).glob("*.yaml"))
    if name not in shipped:
        raise RulebookRefused([Message("no_such_mapping", name=name, hint=did_you_mean(name, shipped), shipped=", ".join(shipped))])
    return name, read_mapping(shipped_folder() / MAPPINGS / f"{name}.yaml")


def read_mapping(path: Path) -> MappingPage:
    """The mapping on a page. Raises `RulebookRefused` with one line per mistake."""
    document = read_page(path, path.name)
    try:
        page = MappingPage.model_validate(document.data)
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=MappingPage)) from None
    wrong = [Message("at", place=document.at(keys), what=says) for keys, says in _loose(page)]
    if wrong:
        raise RulebookRefused(wrong)
    return page


def _loose(page: MappingPage) -> Iterator[tuple[tuple[str | int, ...], Message]]:
    """What a page names and a personal file, or the page itself, does not have."""
    if bool(page.sheets) == (page.duo_messages is not None):
        yield (), Message("mapping_sheets_or_messages")
    names = {folded(name) for sheet in page.sheets for name in sheet.names}
    for at, sheet in enumerate(page.sheets):
        for header, entry in sheet.columns.items():
            keys = ("sheets", at, "columns", header)
            yield from ((keys, Message("where_colon", where=header, what=says)) for says in _wrong(page, sheet, header, entry))
        if sheet.through is not None and folded(sheet.through.sheet) not in names:
            yield ("sheets", at, "through"), Message("mapping_no_sheet", sheet=sheet.through.sheet)


def _wrong(page: MappingPage, sheet: SheetEntry, header: str, entry: ColumnEntry) -> Iterator[Message]:
    if isinstance(entry.words, str) and entry.words not in page.words:
        yield Message("mapping_no_words", name=entry.words, hint=did_you_mean(entry.words, list(page.words)))
        return
    try:
        column = Column(page, header, entry)
    except NoSuchPlace as wrong:
        yield wrong.why
        return
    labels = {step.label for step in column.place.steps}
    if (NUMBERED in labels) != (NUMBER in header):
        yield Message("mapping_numbered", label=f"[{NUMBERED}]", number=NUMBER)
    if EACH_ROW in labels and not sheet.several_rows:
        yield Message("mapping_each_row", label=f"[{EACH_ROW}]")
    allowed = {Kind.YES_NO: (True, False), Kind.NOTHING: ([],), Kind.WORD: column.place.words}.get(column.place.kind)
    if allowed is None and column.words and column.place.kind is not Kind.TEXT:
        yield Message("mapping_words_too_many", kind=column.place.kind)
    if allowed is not None and not column.words:
        yield Message("mapping_needs_words")
    if allowed is not None:
        yield from (
            Message("mapping_word_means", word=word, meaning=meaning, allowed=", ".join(map(str, allowed)))
            for word, meaning in column.words.items()
            if meaning not in allowed
        )
