"""The catalogues of other languages: made from the pages, brought up to date with them, and compared with them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.languages import FOLDER
from route_advisor.rulebook.translation import Translation, dutch_of, read_po_file, strings_of, translation_of
from route_advisor.rulebook.written_texts import WrittenText, written_texts
from route_advisor.text import Text, slots_of
from route_advisor.writers.marks import of_another_script

_NOT_FOR_THE_PERSON = re.compile(
    r"authority \w+ to_caseworker$|rule \S+ before_what$|label (?:stage|verb|kind|screen|caseworker|found|agenda"
    r"|heading_(?:says|when|then|law|in_force|final_word|open_norm|examples|before_what))(?:_|$)"
)
"""Words of a caseworker's screens and lists, and of the page of a rule for who changes it, which a person does not read."""

_SLOT = re.compile(r"\{[a-z0-9_]+\}")


@dataclass(frozen=True)
class Coverage:
    """How much of what a person reads stands in a catalogue, and who read the translation."""

    language: str
    translated: int
    of: int
    reviewed_by: str | None

    def __str__(self) -> str:
        said = "complete" if self.translated == self.of else f"{self.translated} of {self.of} sentences"
        return (
            f"{self.language}: {said} for the person; {f'read by {self.reviewed_by}' if self.reviewed_by else 'a draft that nobody read'}"
        )


@dataclass(frozen=True, order=True)
class Slip:
    """What is wrong with one translation."""

    page: str
    line: int
    about: str
    says: str
    stale: bool = False
    """The Dutch sentence is another one by now; the translation is not used."""


def for_the_person(book: Rulebook) -> list[WrittenText]:
    """The sentences that a person can read, in the order of the pages."""
    return [one for one in written_texts(book) if not _NOT_FOR_THE_PERSON.match(one.place)]


def untranslated(book: Rulebook, translation: Translation) -> list[WrittenText]:
    """The sentences for a person that this catalogue does not have; the same sentence in two places once."""
    once = {one.text.nl: one for one in for_the_person(book) if translation.sentence(one.text.nl, one.place) is None}
    return list(once.values())


def coverage(book: Rulebook, translation: Translation) -> Coverage:
    """How many of the sentences for a person this catalogue has; the same sentence in two places counts once."""
    asked = len({one.text.nl for one in for_the_person(book)})
    return Coverage(translation.code, asked - len(untranslated(book, translation)), asked, translation.reviewed_by)


# --- made from the pages, and brought up to date ------------------------------------------------------


def template(book: Rulebook) -> Catalog:
    """All sentences for a person, to be translated: the place as context, the Dutch as id, the English beside it."""
    return updated(book, None, "")


def updated(book: Rulebook, earlier: Catalog | None, language: str) -> Catalog:
    """The catalogue of a language with every sentence of the pages.

    What was translated stays. Where the Dutch changed the old translation stays beside it, marked `fuzzy`, and is not used until somebody mends it.
    """
    catalog = Catalog(
        locale=earlier.locale if earlier is not None else (language.partition("-")[0] or None),
        project="route_advisor",
        version="1",
        msgid_bugs_address="the issues of route_advisor",
        last_translator="see the comment on top",
        language_team="see the comment on top",
        header_comment=earlier.header_comment if earlier is not None else _header(language),
        fuzzy=False,
        creation_date=None if earlier is None else earlier.creation_date,
        revision_date=None if earlier is None else earlier.revision_date,
    )
    known = {} if earlier is None else {one.context: one for one in earlier if one.id}
    moved = {} if earlier is None else {dutch_of(one): one for one in earlier if one.id and strings_of(one)[0] and not one.fuzzy}
    for place, text in written_texts(book):
        old = known.get(place)
        if old is None or old.fuzzy or dutch_of(old) != text.nl:
            old = moved.get(text.nl, old)
        if _NOT_FOR_THE_PERSON.match(place) and (old is None or not strings_of(old)[0]):
            continue
        forms = catalog.num_plurals if catalog.locale is not None and _counts(text.nl, book) else 1
        id_ = (text.nl, text.nl) if forms > 2 else text.nl  # one and many are written alike in the Dutch
        same = old is not None and dutch_of(old) == text.nl
        previous = () if old is None or same or not strings_of(old)[0] else (dutch_of(old),)
        catalog.add(
            id_,
            _in_forms(() if old is None else strings_of(old), forms if isinstance(id_, tuple) else 1),
            context=place,
            flags={"fuzzy"} if previous or (same and old is not None and old.fuzzy) else (),
            previous_id=previous,
            auto_comments=() if text.en == text.nl else (text.en,),
        )
    return catalog


def _header(language: str) -> str:
    falls_back = "nl" if language == "nl-easy" else "nl-easy"
    return f"# {language or 'LANGUAGE'}: translations of the sentences in rules/; see README.md there.\n# Falls back to: {falls_back}\n# Reviewed by: nobody"


def _counts(dutch: str, book: Rulebook) -> bool:
    return any(slot in book.numbers.by_name or slot in ("count", "left", "done", "amount") for slot in slots_of(dutch))


def _in_forms(strings: tuple[str, ...], forms: int) -> str | tuple[str, ...]:
    """One string, or one for each plural: a sentence that had fewer is repeated."""
    given = strings or ("",)
    return given[-1] if forms == 1 else tuple(given[min(place, len(given) - 1)] for place in range(forms))


def write_catalogue(catalog: Catalog, path: Path) -> None:
    """Write a catalogue as a gettext file, whole or not at all."""
    written = BytesIO()
    write_po(written, catalog, width=140, include_previous=True, omit_header=False)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(written.getvalue())
    beside.replace(path)


# --- compared with the pages --------------------------------------------------------------------------


def slips(book: Rulebook) -> Iterator[Slip]:
    """What is wrong in the catalogues of a rulebook. Raises `RulebookRefused` where one cannot be read."""
    languages = book.catalogue.languages
    asked = dict(written_texts(book))
    names = frozenset(name for name in book.catalogue.glossary if name != name.lower())
    for code in languages.codes:
        if languages.folder is not None:
            translation_of(languages.folder / f"{code}.po")
            catalog = read_po_file(languages.folder / f"{code}.po")
            for message in catalog:
                if message.id:
                    yield from (
                        Slip(f"{FOLDER}/{code}.po", message.lineno or 1, message.context or "", *what)
                        for what in _slip(message, asked, names)
                    )


def _slip(message: Message, asked: Mapping[str, Text], names: frozenset[str]) -> Iterator[tuple[str, bool]]:
    text = asked.get(message.context or "")
    if not any(strings_of(message)):
        return
    if text is None:
        yield "no sentence stands at this place; leave the entry out, or run rules languages update", True
    elif text.nl != dutch_of(message):
        yield f'the Dutch is now "{text.nl}"; run rules languages update and translate it anew', True
    elif message.fuzzy:
        yield "the Dutch changed since this was translated; translate it anew and take the mark fuzzy away", True
    else:
        yield from ((what, False) for string in dict.fromkeys(strings_of(message)) for what in _differences(text.nl, string, names))


def _differences(dutch: str, translated: str, names: frozenset[str]) -> Iterator[str]:
    """The slots, numbers and names of the Dutch are those of the translation, and its marks are those of its script."""
    for what, find in (("slots", _slots), ("numbers", _numbers)):
        if (here := find(translated)) != (there := find(dutch)):
            yield f'"{translated}" has other {what} than the Dutch: {_listed(here)}, and not {_listed(there)}'
    if lost := [name for name in names if name in dutch and name not in translated]:
        yield f'"{translated}" lacks {_listed(lost)}, which is a name and stays Dutch'
    for mark, own in dict.fromkeys(of_another_script(translated)):
        yield f'"{translated}" has {mark} behind a letter of a script that writes {own}'


def _slots(says: str) -> frozenset[str]:
    return frozenset(_SLOT.findall(says))


def _numbers(says: str) -> frozenset[str]:
    return frozenset(str(int(number)) for number in re.findall(r"\d+", _SLOT.sub("", says)))


def _listed(found: Iterable[str]) -> str:
    return ", ".join(sorted(found)) or "none"
