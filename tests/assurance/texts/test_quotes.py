"""`rules quotes` looks each quote up in dated texts of an invented act, and notices an article that changed."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent, indent

import pytest
from typer.testing import CliRunner

from route_advisor import Rulebook
from route_advisor.assurance.texts.law_texts import ArticleText, plain, read_law_texts
from route_advisor.assurance.texts.pins import as_page, read_pins
from route_advisor.assurance.texts.quotes import Found, changed, look_up
from route_advisor.cli import app
from route_advisor.errors import FileRefused, RulebookRefused

DUTY, WATER = "garden/duty.yaml", "garden/watering.yaml"
BWB = "BWBR9999999"
ARTICLES = {
    "1": """\
        Inburgeringsplichtig is niemand, maar
        *wie* een [tuin][ref1] heeft,
        giet.


        [ref1]: https://wetten.overheid.nl/BWBR0000001#Artikel14
        """,
    "2.1": "De houder giet ten minste acht\nuur, of laat gieten.",
    "2.2": "Het loket bepaalt minder uren, indien redelijkerwijs niet gegoten kan worden.",
}
"""Article 1 stands whole and article 2 in pieces, as a harvest writes them."""

Harvest = Callable[..., Path]


def consolidation(day: str, articles: dict[str, str]) -> str:
    """One consolidation of the invented act, in the form of a harvest."""
    text = f"---\n$id: garden_act\nbwb_id: {BWB}\nvalid_from: '{day}'\nurl: https://wetten.overheid.nl/{BWB}/{day}\narticles:\n"
    for number, words in articles.items():
        written = indent(dedent(words), "      ")
        text += f"  - number: '{number}'\n    text: |-\n{written}\n    url: https://wetten.overheid.nl/{BWB}/{day}#Artikel{number[0]}\n"
    return text


@pytest.fixture
def harvest(tmp_path: Path) -> Harvest:
    """A folder of texts: `harvest("2020-01-01", {"1": …})` adds a consolidation, where given articles replace the usual ones."""

    def write(day: str = "2020-01-01", articles: dict[str, str] | None = None) -> Path:
        folder = tmp_path / "texts"
        act = folder / "regulation/nl/wet/garden_act"
        act.mkdir(parents=True, exist_ok=True)
        (act / "status.yaml").write_text(f"law_id: {BWB}\nstatus: harvested\n", encoding="utf-8")
        (act / f"{day}.yaml").write_text(consolidation(day, {**ARTICLES, **(articles or {})}), encoding="utf-8")
        return folder

    return write


def missing(folder: Path, texts: Path) -> list[str]:
    """Each quote that is not where the rulebook says it is, as it is told."""
    return [str(one) for one in look_up(Rulebook.read(folder), read_law_texts(texts, {BWB})) if one.missing]


def run(*words: object) -> tuple[int, str]:
    """The exit code and the answer of `route-advisor rules quotes`."""
    given = CliRunner().invoke(app, ["rules", "quotes", *map(str, words)])
    return given.exit_code, given.stdout


def test_every_quote_is_found(garden, harvest):
    """Whatever the links, emphasis, line breaks and capitals of the harvest."""
    looked_up = look_up(Rulebook.read(garden()), read_law_texts(harvest(), {BWB}))
    assert {(one.found, one.text_of) for one in looked_up} == {(Found.FOUND, date(2020, 1, 1))}
    assert len(looked_up) == 4


def test_a_quote_of_other_words_is_told_with_the_nearest(garden, harvest):
    """The reader sees what the article says in its place."""
    folder = garden(WATER, "giet ten minste acht uur", "giet ten minste negen uur")
    (told,) = missing(folder, harvest())
    assert told.startswith(f'{WATER}:13, rule GARDEN-WATER-1: "giet ten minste negen uur" does not stand in GARDEN art. 2 lid 1 ')
    assert told.endswith('(text of 2020-01-01); nearest is "giet ten minste acht uur,"; mend the quote or the article')


def test_an_article_that_is_not_there_is_told(garden, harvest):
    """An act without the article cannot hold its words."""
    folder = garden(WATER, "cite: GARDEN art. 2 lid 2", "cite: GARDEN art. 12a")
    (told,) = missing(folder, harvest())
    assert "GARDEN art. 12a is not in the text of 2020-01-01; mend the article" in told


def test_the_text_is_that_of_the_day(garden, harvest):
    """A rule that ended rests on the text that was in force then, and not on a newer one."""
    harvest("2020-01-01", {"1": "Wie een tuin heeft, giet."})
    texts = harvest("2023-01-01", {"1": "Wie een perk bezit, giet."})
    (told,) = missing(garden(), texts)
    assert told.startswith(f"{DUTY}:16, rule GARDEN-DUTY-2: ")
    assert 'nearest is "Wie een perk bezit,"' in told


def test_words_that_came_after_the_rule_began_ask_for_its_first_day(garden, harvest):
    """The quote was found; but the text with which the rule begins says something else."""
    harvest("2020-01-01", {"2.2": "Het loket bepaalt minder uren."})
    texts = harvest("2024-06-01")
    code, told = run("--texts", texts, "--rules", garden())
    assert code == 0
    assert told.splitlines()[0] == (
        f'{WATER}:24, rule GARDEN-WATER-2: GARDEN art. 2 lid 2 says "indien redelijkerwijs niet gegoten kan worden" '
        "since the text of 2024-06-01 only; check the first day of the rule (look)"
    )


def test_words_of_an_older_text_are_told_apart(garden, harvest):
    """A rule over a change of law may quote the old text; that is no fault, and somebody should name the new one."""
    harvest("2020-01-01")
    texts = harvest("2022-06-01", {"2.1": "De houder giet tien uur."})
    (told,) = [one for one in look_up(Rulebook.read(garden()), read_law_texts(texts, {BWB})) if one.found is Found.EARLIER]
    assert (told.cited.about, told.text_of, told.missing) == ("rule GARDEN-WATER-1", date(2020, 1, 1), False)
    assert "name the newer article too" in str(told)


def test_words_that_a_newer_text_lost_are_gone(garden, harvest):
    """The quote was right when it was read; the law changed since."""
    harvest("2020-01-01")
    texts = harvest("2026-11-20", {"2.1": "De houder giet tien uur."})
    (told,) = missing(garden(), texts)
    assert '"giet ten minste acht uur" no longer stands in GARDEN art. 2 lid 1 (text of 2026-11-20)' in told


def test_a_day_before_the_oldest_text_has_no_text(garden, harvest):
    """Nothing is said about a day of which the folder knows nothing, and nothing is refused."""
    texts = harvest("2025-01-01")
    looked_up = look_up(Rulebook.read(garden()), read_law_texts(texts, {BWB}))
    assert [one.cited.about for one in looked_up if one.found is Found.NO_TEXT] == ["rule GARDEN-DUTY-1"]
    code, told = run("--texts", texts, "--rules", garden())
    assert code == 0
    assert told.endswith(f"so 1 quotes were not looked up; add {BWB}\n4 quotes: 3 found, 0 not found, 1 without a text\n")


@pytest.mark.parametrize(
    ("quote", "holds"),
    [
        ("wie een tuin heeft", True),
        ("Wie een Tuin … giet", True),
        ("giet … wie een tuin", False),
        ("een tuin heef", False),
        ("richtlijn 2009/50/EG", True),
        ("familie- of gezinslid", True),
        ("familie-of gezinslid", True),
        ("familieof gezinslid", False),
        ("de vreemdeling’s huis", True),
        ("…", False),
    ],
)
def test_a_quote_stands_in_a_text_word_for_word(quote, holds):
    """Whole words in their order; an ellipsis leaves words out; a line may break at a slash or a hyphen."""
    text = "*Wie* een [tuin][ref1] heeft, giet als familie- of\ngezinslid ([richtlijn 2009/50/\nEG](32009L0050)) de vreemdeling's huis."
    assert ArticleText(plain(text)).holds(quote) is holds


def test_an_article_without_an_address_is_known_by_its_number(garden, harvest):
    """A harvest in another form still works: the whole article with its number, as `Artikel 1`."""
    folder = harvest()
    path = folder / "regulation/nl/wet/garden_act/2020-01-01.yaml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "#Artikel" not in line]
    path.write_text(
        "\n".join(lines).replace("number: '1'", "number: Artikel 1").replace("'2.1'", "'2'").replace("'2.2'", "2"), encoding="utf-8"
    )
    assert missing(garden(), folder) == []


def test_pins_show_which_articles_changed(garden, harvest):
    """After `--write` a newer harvest names each rule and number whose article has another text."""
    folder, texts = garden(), harvest()
    assert run("--texts", texts, "--rules", folder, "--write")[0] == 0
    assert list(read_pins(folder)["GARDEN"]) == ["1", "2"]
    assert run("--texts", texts, "--rules", folder) == (0, "4 quotes: 4 found, 0 not found, 0 without a text\n")
    harvest("2026-11-21", {"1": "Wie een tuin heeft, giet en wiedt."})
    code, told = run("--texts", texts, "--rules", folder)
    assert code == 0
    assert told.splitlines()[0] == "GARDEN art. 1 changed: the text of 2026-11-21 is not that of 2020-01-01; read again: rule GARDEN-DUTY-2"


def test_another_form_of_the_same_words_is_no_change(garden, harvest):
    """A later harvest may break lines and set links elsewhere."""
    folder, texts = garden(), harvest()
    run("--texts", texts, "--rules", folder, "--write")
    harvest("2026-11-21", {"1": "Inburgeringsplichtig is niemand, maar wie een *tuin*\nheeft, giet."})
    assert changed(Rulebook.read(folder), read_law_texts(texts, {BWB}), read_pins(folder)) == ()


def test_an_article_without_its_quote_is_not_pinned(garden, harvest):
    """A pin says that somebody read the text; words that are not in it say otherwise."""
    folder = garden(WATER, "giet ten minste acht uur", "giet ten minste negen uur")
    assert run("--texts", harvest(), "--rules", folder, "--write")[0] == 4
    assert list(read_pins(folder)["GARDEN"]) == ["1"]


def test_pins_are_written_the_same_twice_and_keep_other_acts(garden, harvest):
    """The page is sorted as people count, and an act that this folder lacks keeps its pins."""
    folder, texts = garden(), harvest()
    other = {
        "OTHER": {"3.14": {date(2024, 1, 1): "a" * 64}, "3.2": {date(2024, 1, 1): "b" * 64}, "bijlage 6a": {date(2024, 1, 1): "1" * 64}}
    }
    (folder / "pins.yaml").write_text(as_page(other), encoding="utf-8")
    run("--texts", texts, "--rules", folder, "--write")
    written = (folder / "pins.yaml").read_text(encoding="utf-8")
    run("--texts", texts, "--rules", folder, "--write")
    assert (folder / "pins.yaml").read_text(encoding="utf-8") == written
    assert list(read_pins(folder)["OTHER"]) == ["3.2", "3.14", "bijlage 6a"]
    assert not list(folder.glob(".*"))


def test_pins_are_no_part_of_the_hash(garden, harvest):
    """They are about the law and not of it, so no receipt changes."""
    folder = garden()
    before = Rulebook.read(folder).hash
    run("--texts", harvest(), "--rules", folder, "--write")
    assert Rulebook.read(folder).hash == before


def test_pins_that_somebody_broke_are_refused(garden):
    """One line with the line number; nothing is compared with half a page."""
    folder = garden()
    (folder / "pins.yaml").write_text('GARDEN:\n  "1":\n    2020-01-01: "abc"\n', encoding="utf-8")
    with pytest.raises(RulebookRefused) as refused:
        read_pins(folder)
    (line,) = refused.value.mistakes
    assert line.startswith("pins.yaml:3: ")


def test_an_answer_for_programs(garden, harvest):
    """Each quote with what became of it, and each change."""
    code, told = run("--texts", harvest(), "--rules", garden(), "--format", "json")
    assert code == 0
    data = json.loads(told)
    assert data["changed"] == []
    assert {one["found"] for one in data["quotes"]} == {"found"}
    assert data["quotes"][0].keys() == {"page", "line", "about", "cite", "quote", "found", "text_of", "nearest"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("2020-01-02.yaml", f"bwb_id: {BWB}\nvalid_from: soon\narticles: []\n", '2020-01-02.yaml: valid_from is "soon"; write the first day'),
        ("2020-01-03.yaml", f"bwb_id: {BWB}\narticles: [\n", "2020-01-03.yaml:3: this is not YAML"),
        ("2020-01-04.yaml", f"bwb_id: {BWB}\nvalid_from: 2020-01-01\narticles: [{{number: 3.1, text: x}}]\n", "2020-01-04.yaml: articles[0] needs a number in quotes"),
        ("d.yaml", f"bwb_id: {BWB}\nvalid_from: 2020-01-01\narticles: []\n", "another file has the text of"),
        ("2020-01-05.yaml", b"bwb_id: \xff\n", "2020-01-05.yaml: cannot be read (UnicodeDecodeError)"),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_read_is_refused(harvest, name, text, told):
    """One line that names the file and what to do; a text is never half read."""
    folder = harvest()
    (folder / "regulation" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(FileRefused) as refused:
        read_law_texts(folder, {BWB})
    (line,) = refused.value.mistakes
    assert told in line


def test_a_folder_without_the_act_is_refused(tmp_path):
    """A wrong folder is not a law without faults."""
    with pytest.raises(FileRefused) as refused:
        read_law_texts(tmp_path, {BWB})
    assert f"no text of {BWB} is here" in str(refused.value)


def test_files_about_other_acts_are_passed_over(harvest):
    """A whole corpus can be given: what no rule cites is not even parsed."""
    folder = harvest()
    (folder / "other.yaml").write_text("bwb_id: BWBR0000001\narticles: [\n", encoding="utf-8")
    assert list(read_law_texts(folder, {BWB}).by_act) == [BWB]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (".enrichment.yaml", f"bwb_id: {BWB}\narticles:\n  - {{found: 3}}\n"),
        ("notes.yaml", f"bwb_id: {BWB}\narticles: [\n"),
        ("status.yaml", f"bwb_id: {BWB}\nstatus: harvested\n"),
        ("scan.yaml", b"\xff\xfe"),
    ],
)
def test_what_is_no_law_text_is_passed_over(garden, harvest, name, content):
    """A harvester keeps notes of its own beside the texts, also about the same act."""
    texts = harvest()
    path = texts / "regulation/nl/wet/garden_act" / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert missing(garden(), texts) == []


def test_a_text_that_is_named_after_its_day_must_be_readable(harvest):
    """What should be the law and cannot be read is told, and never passed over."""
    texts = harvest()
    (texts / "regulation/nl/wet/garden_act" / "2021-01-01.yaml").write_text(f"bwb_id: {BWB}\narticles: [\n", encoding="utf-8")
    with pytest.raises(FileRefused, match=r"2021-01-01\.yaml"):
        read_law_texts(texts, {BWB})
