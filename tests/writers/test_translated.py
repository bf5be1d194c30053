"""An advice in a language of a catalogue: what is not translated is seen, Dutch names stay Dutch, days and plurals are the language's own."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from babel.lists import format_list

from route_advisor import Rulebook, write
from route_advisor.rulebook.languages import Languages
from route_advisor.rulebook.sentences import SpokenDay
from route_advisor.text import text_of
from route_advisor.writers.marks import in_its_marks
from route_advisor.writers.wording import CLOSE, OPEN, Wording

HEADER = '# Falls back to: nl\n# Reviewed by: {by}\nmsgid ""\nmsgstr ""\n"Language: {code}\\n"\n"Plural-Forms: {plurals}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);",
    "tr": "nplurals=1; plural=0;",
}
WEEKS = text_of({"nl": "{weeks} weken vanaf {day}", "en": "{weeks} weeks from {day}"})
ARABIC_WEEKS = (
    "صفر {weeks} {day}",
    "أسبوع {weeks} {day}",
    "أسبوعان {weeks} {day}",
    "{weeks} أسابيع من {day}",
    "{weeks} أسبوعًا من {day}",
    "{weeks} أسبوع {day}",
)
NOTES = {
    "translation_draft": ("Deze vertaling is een concept van een machine. Nog geen mens heeft haar nagelezen.", "مسودة آلية"),
    "translation_reviewed": ("Deze vertaling is nagelezen door {by}.", "راجعها {by}"),
    "translation_missing": ("Wat tussen ‹ en › staat, is nog niet vertaald. Dat is Nederlands.", "ما بين ‹ و › لم يترجم"),
}


@pytest.fixture
def words(tmp_path):
    """The shipped words with a catalogue of these sentences, by place."""

    def catalogue(code="ar", by="nobody", **entries):
        lines = [HEADER.format(by=by, code=code, plurals=PLURALS[code])]
        for place, (dutch, said) in {**{f"label {name}": one for name, one in NOTES.items()}, **entries}.items():
            forms = (
                (f'msgid_plural "{dutch}"', *(f'msgstr[{at}] "{form}"' for at, form in enumerate(said)))
                if isinstance(said, tuple)
                else (f'msgstr "{said}"',)
            )
            lines.append("\n".join((f'msgctxt "{place}"', f'msgid "{dutch}"', *forms, "")))
        (tmp_path / f"{code}.po").write_text("\n".join(lines), encoding="utf-8")
        return replace(Rulebook.shipped().catalogue, languages=Languages(tmp_path))

    return catalogue


@pytest.mark.parametrize(("word", "style"), [("and", "standard"), ("or", "or")])
def test_an_arabic_list_is_joined_as_arabic_writes_it(word, style):
    """As the Common Locale Data Repository joins two names: the one letter that says "and" stands against the name behind it."""
    said = Wording(Rulebook.shipped().catalogue, "ar").listed(["MAP", "KNM"], word)
    assert said == format_list(["MAP", "KNM"], style, locale="ar")


def test_what_is_not_translated_is_seen_and_told(words, amina):
    """A Dutch sentence in an Arabic answer stands between marks, and the answer says what they mean and that nobody read the draft."""
    written = write(amina, reader="lawyer", lang="ar", catalogue=words(**{"label heading_open": ("Open", "مفتوح")}))
    assert f"{OPEN}de wet van 2021{CLOSE}" in written
    assert "مفتوح" in written.upper()
    assert written.startswith("مسودة آلية\nما بين ‹ و › لم يترجم\n")


def test_a_page_says_in_which_language_each_sentence_is(words, amina):
    """The page runs from right to left; what is Dutch on it says so, and runs its own way."""
    page = _Page()
    page.feed(write(amina, "html", lang="ar", catalogue=words()))
    assert ("html", {"lang": "ar", "dir": "rtl"}) in page.tags
    assert ("span", {"class": "untranslated", "lang": "nl", "dir": "ltr"}) in page.tags
    assert [tag for tag, attributes in page.tags if attributes.get("role") == "note"] == ["p"]


def test_a_catalogue_that_somebody_read_says_who(words, amina):
    """A reader knows whether a person stands behind the translation."""
    assert "راجعها a speaker of Arabic, 2026-12-01" in write(
        amina, reader="lawyer", lang="ar", catalogue=words(by="a speaker of Arabic, 2026-12-01")
    )


def test_dutch_and_english_say_nothing_of_a_translation(words, amina):
    """What stands on the pages is no translation."""
    for lang in ("nl", "en"):
        assert write(amina, lang=lang, reader="lawyer", catalogue=words()) == write(amina, lang=lang, reader="lawyer")
        assert OPEN not in write(amina, lang=lang)


@pytest.mark.parametrize(("weeks", "said"), [("3", "3 أسابيع من"), ("26", "26 أسبوعًا من"), ("2", "أسبوعان 2")])
def test_a_plural_and_a_day_are_those_of_the_language(words, weeks, said):
    """The number chooses the form, and the day is written as its readers write it (CLDR)."""
    arabic = Wording(words(**{"label x": (WEEKS.nl, ARABIC_WEEKS)}), "ar")
    written = arabic.of(WEEKS.filled({"weeks": weeks, "day": SpokenDay(date(2026, 11, 23))}))
    assert said in written
    assert "نوفمبر" in written


def test_a_name_inside_a_sentence_is_said_in_the_same_language(words):
    """The part that a sentence is about is translated with it."""
    about = text_of({"nl": "U doet {part}.", "en": "You do {part}."})
    catalogue = words(**{"rule X says": (about.nl, "تقدم {part}."), "component reading name": ("lezen", "القراءة")})
    arabic = Wording(catalogue, "ar")
    assert arabic.of(about.filled({"part": catalogue.components["reading"].name})) == "تقدم القراءة."
    assert (
        arabic.of(about.filled({"part": catalogue.components["map"].name})) == f"تقدم {OPEN}{catalogue.components['map'].name.nl}{CLOSE}."
    )


def test_a_sentence_is_not_translated_by_the_words_of_another_place(words):
    """One Dutch word has its own translation in each place where it stands."""
    arabic = Wording(words(**{"label heading_open": ("Open", "أ"), "label standing_open": ("open", "ب")}), "ar")
    assert (arabic.label("heading_open"), arabic.label("standing_open")) == ("أ", "ب")


def test_a_dutch_name_is_explained_where_it_stands_first(words, amina):
    """PIP stays PIP, runs its own way, and is explained once."""
    says = {
        "deferral says": (amina.deferral.says.nl, "PIP قرار. PIP جواب."),
        "glossary PIP": (Rulebook.shipped().catalogue.glossary["PIP"].nl, "خطتك"),
    }
    page = write(amina, "html", lang="ar", catalogue=words(**says))
    assert '<bdi lang="nl">PIP</bdi> (خطتك) قرار. <bdi lang="nl">PIP</bdi> جواب.' in page
    text = write(amina, reader="lawyer", lang="ar", catalogue=words(**says))
    assert text.count("- PIP: خطتك") == 1
    assert "\u2068PIP\u2069 قرار" in text


def test_a_mark_in_a_file_makes_no_tag(words, amina):
    """A reference with one half of a mark cannot open an element of the page."""
    page = _Page()
    page.feed(write(amina.model_copy(update={"case_ref": f"a{OPEN}b"}), "html", lang="ar", catalogue=words()))
    assert page.open == []


def test_a_turkish_i_keeps_its_dot_as_a_capital():
    """A heading in capitals and the first letter of a sentence are those of the language; Dutch has its own."""
    catalogue = Rulebook.shipped().catalogue
    turkish, dutch = Wording(catalogue, "tr"), Wording(catalogue, "nl")
    assert (turkish.in_capitals("kim karar verir, ısı"), dutch.in_capitals("wie beslist")) == ("KİM KARAR VERİR, ISI", "WIE BESLIST")
    assert (turkish.capital("itiraz"), turkish.capital("ılık"), dutch.capital("inburgering")) == ("İtiraz", "Ilık", "Inburgering")


class _Page(HTMLParser):
    """The tags of a page, and those that nothing closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "link", "img", "input", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


LATIN_MARKS = {"ar": re.compile(r"[\u0600-\u06ff][)\u2069]*[,;?](?!\w)"), "ti": re.compile(r"[\u1200-\u137f][)\u2069]*[,;:.](?!\w)")}
"""A mark of Latin script right behind a letter of another one."""


@pytest.mark.parametrize("lang", LATIN_MARKS)
@pytest.mark.parametrize(
    ("form", "reader"),
    [
        ("text", "person"),
        ("md", "person"),
        ("html", "person"),
        ("text", "talk"),
        ("html", "talk"),
        ("text", "lawyer"),
        ("svg", None),
        ("ics", None),
    ],
)
def test_sentences_are_joined_by_the_marks_of_their_own_script(all_advices, lang, form, reader):
    """Arabic and Ethiopic have their own commas and stops, also where the program puts sentences together; what is not translated keeps its own."""
    for advice in all_advices:
        written = write(advice, form, lang=lang, reader=reader)
        own = re.sub(r"<(style|q)\b.*?</\1>|<[^>]+>|\[[^\]]*\]|‹[^›]*›|&[#\w]+;", " ", written, flags=re.DOTALL)
        assert [own[max(0, found.start() - 30) : found.end() + 10] for found in LATIN_MARKS[lang].finditer(own)] == []


def test_a_mark_changes_only_where_it_stands_between_words_of_its_language():
    """Numbers, days, addresses, articles, the number of a line and what is in another language keep theirs."""
    words = Wording(Rulebook.shipped().catalogue, "ti")
    kept = "1. ‹Bel DUO, of schrijf.› 050 599 96 00, art. 9:1 [WI21-B1-1, x] nt2@duo.nl &quot; 9.00"
    assert in_its_marks(kept, words) == kept.replace("00, ", "00፣ ")
    assert in_its_marks("ሕዳር 23, 2026: DUO; Mijn Inburgering.", words) == "ሕዳር 23, 2026፦ DUO፤ Mijn Inburgering።"
    assert in_its_marks("DUO, IND; PIP.", Wording(words.catalogue, "tr")) == "DUO, IND; PIP."


@pytest.mark.parametrize("lang", ["ar", "ti", "tr"])
def test_a_picture_in_a_draft_is_a_picture(amina, lang):
    """One SVG, which says in its description that nobody reviewed the words."""
    picture = write(amina, "svg", lang=lang)
    assert picture.startswith("<svg ")
    described = ET.fromstring(picture).find("{http://www.w3.org/2000/svg}desc").text  # noqa: S314 - drawn by this package a moment ago
    assert described.endswith(Wording(Rulebook.shipped().catalogue, lang).label("translation_draft"))
