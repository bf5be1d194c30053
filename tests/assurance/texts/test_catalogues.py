"""A catalogue of another language is made from the pages, stays with them, and differs from them in words alone."""

from pathlib import Path

import pytest

from route_advisor.assurance.check import check
from route_advisor.assurance.texts.catalogues import coverage, slips, template, untranslated, updated, write_catalogue
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.translation import read_po_file

HEADER = '# Turkish.\n# Falls back to: nl\n# Reviewed by: nobody\nmsgid ""\nmsgstr ""\n"Language: tr\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
WATER = ("rule GARDEN-WATER-1 says", "U giet {watering_hours} uur.", "{watering_hours} saat sularsınız.")


def entry(place: str, dutch: str, translated: str) -> str:
    """One entry of a catalogue."""
    return f'\nmsgctxt "{place}"\nmsgid "{dutch}"\nmsgstr "{translated}"\n'


@pytest.fixture
def turkish(garden):
    """The rulebook of the garden with a Turkish catalogue of these entries, after a text of a page was replaced."""

    def book(*entries: tuple[str, str, str], change: tuple[str, str, str] = ("", "", "")) -> Rulebook:
        folder: Path = garden(*change)
        (folder / "languages").mkdir(exist_ok=True)
        (folder / "languages" / "tr.po").write_text(HEADER + "".join(entry(*one) for one in entries), encoding="utf-8")
        return Rulebook.read(folder)

    return book


def test_every_sentence_stands_in_the_template(garden):
    """Each sentence that a person reads has an entry, with its place, its Dutch and the English beside it."""
    catalog = template(Rulebook.read(garden()))
    found = {message.context: message for message in catalog if message.id}
    assert found["rule GARDEN-WATER-1 says"].id == "U giet {watering_hours} uur."
    assert found["rule GARDEN-WATER-2 then where"].auto_comments == ["The garden office."]
    assert {"fact garden asks", "fact garden values held", "deferral says", "component watering name", "label word_why"} <= set(found)


def test_a_new_catalogue_has_the_plurals_of_its_language(garden):
    """A sentence with a number has as many forms as the language asks: six in Arabic."""
    catalog = updated(Rulebook.read(garden()), None, "ar")
    found = {message.context: message for message in catalog if message.id}
    assert len(found["rule GARDEN-WATER-1 says"].string) == 6
    assert found["rule GARDEN-DUTY-1 says"].string == ""


def test_what_is_right_is_no_finding(turkish):
    """A translation with the slots, the numbers and the names of the Dutch passes the check."""
    assert not check(turkish(WATER)).findings


@pytest.mark.parametrize(
    ("translated", "wrong"),
    [("8 saat sularsınız.", "slots"), ("{watering_hours} saat, 2 kez.", "numbers"), ("{hours} saat sularsınız.", "slots")],
)
def test_another_slot_or_number_is_a_mistake(turkish, translated, wrong):
    """A translation may not lose, add or rename a number of the sentence."""
    found = check(turkish((*WATER[:2], translated))).mistakes
    assert any(f"has other {wrong} than the Dutch" in finding.says for finding in found)
    assert {(finding.page, finding.about) for finding in found} == {("languages/tr.po", WATER[0])}


@pytest.mark.parametrize(
    ("translated", "told"),
    [
        ("تسقي {watering_hours} ساعات, ثم ترتاح.", "has , behind a letter of a script that writes ،"),
        ("تسقي {watering_hours} ساعات؟ ثم ترتاح.", ""),
        ("{watering_hours} ሰዓት ማይ ትሰትዩ.", "has . behind a letter of a script that writes ።"),
        ("{watering_hours} ሰዓት ማይ ትሰትዩ። DUO, IND.", ""),
        ("{watering_hours} saat sularsınız, sonra.", ""),
    ],
)
def test_a_mark_of_another_script_is_a_mistake(turkish, translated, told):
    """A volunteer whose keyboard has Latin commas is told; between Latin names they stay."""
    found = check(turkish((*WATER[:2], translated))).mistakes
    assert [told in finding.says for finding in found] == ([True] if told else [])


def test_a_changed_sentence_makes_its_translation_stale(turkish):
    """Nobody reads a translation of what the page says no longer, and the check names it."""
    book = turkish(WATER, change=("garden/watering.yaml", "nl: U giet {watering_hours} uur.", "nl: U giet hoogstens {watering_hours} uur."))
    translation = book.catalogue.languages.translation("tr")
    assert translation.sentence("U giet hoogstens {watering_hours} uur.", WATER[0]) is None
    (warning,) = check(book).warnings
    assert 'the Dutch is now "U giet hoogstens {watering_hours} uur."' in warning.says


def test_an_update_keeps_what_was_translated_and_marks_what_changed(turkish):
    """A translator finds the old words beside the new sentence; they are not used until somebody takes the mark away."""
    duty = ("rule GARDEN-DUTY-1 says", "U hebt een tuin, dus u giet.", "Bahçeniz var, sularsınız.")
    book = turkish(
        WATER, duty, change=("garden/watering.yaml", "nl: U giet {watering_hours} uur.", "nl: U giet hoogstens {watering_hours} uur.")
    )
    path = book.catalogue.languages.folder / "tr.po"
    write_catalogue(updated(book, read_po_file(path), "tr"), path)
    found = {message.context: message for message in read_po_file(path) if message.id}
    assert found[duty[0]].string == duty[2]
    assert not found[duty[0]].fuzzy
    assert found[WATER[0]].fuzzy
    assert f'#| msgid "{WATER[1]}"' in path.read_text(encoding="utf-8")
    assert Rulebook.read(path.parents[1]).catalogue.languages.translation("tr").sentence("U giet hoogstens {watering_hours} uur.") is None


def test_a_sentence_that_moved_keeps_its_translation(turkish):
    """What stands in another place with the same Dutch needs no second translation."""
    old = ("rule GARDEN-OLD-9 says", *WATER[1:])
    book = turkish(old)
    path = book.catalogue.languages.folder / "tr.po"
    found = {message.context: message for message in updated(book, read_po_file(path), "tr") if message.id}
    assert (found[WATER[0]].string, found[WATER[0]].fuzzy) == (WATER[2], False)
    assert old[0] not in found


def test_coverage_counts_each_sentence_once(turkish):
    """How much a language has is counted, never guessed, and who read it is said."""
    book = turkish(WATER, ("deferral says", "Dit is geen besluit.", "Bu bir karar değildir."))
    translation = book.catalogue.languages.translation("tr")
    found = coverage(book, translation)
    assert (found.translated, found.reviewed_by) == (2, None)
    assert found.of == found.translated + len(untranslated(book, translation))
    assert str(found) == f"tr: 2 of {found.of} sentences for the person; a draft that nobody read"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("# Reviewed by: nobody\n", "", "write # Reviewed by: nobody"),
        ("Falls back to: nl", "Falls back to: fr", 'Falls back to is "fr"; allowed: nl, en, nl-easy'),
        ('msgid ""', 'says ""', "this is no gettext catalogue"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_refused_in_one_line(turkish, old, new, says):
    """The file, the line and what to do; no traceback."""
    book = turkish(WATER)
    path = book.catalogue.languages.folder / "tr.po"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulebookRefused, match=r"^languages/tr\.po:") as refused:
        book.catalogue.languages.translation("tr")
    assert says in str(refused.value)


def test_no_shipped_catalogue_differs_from_the_dutch_in_more_than_words(book):
    """Slots, numbers and names are those of the pages, in every language that is shipped."""
    assert [str(one) for one in slips(book) if not one.stale] == []


def test_every_shipped_catalogue_can_say_what_it_lacks(book):
    """The words that tell that a translation is a draft, and what is not translated, are there in the language itself."""
    for code in book.catalogue.languages.codes:
        translation = book.catalogue.languages.translation(code)
        for label in ("translation_draft", "translation_reviewed", "translation_missing", "heading_glossary"):
            assert translation.sentence(book.catalogue.labels[label].nl, f"label {label}"), f"{code}: {label}"
