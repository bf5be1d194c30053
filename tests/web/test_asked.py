"""What the page asks of Python: all its words and all its law come from there. These need no browser."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from route_advisor import Interview, Rulebook, parse, write
from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.readers.duo import import_duo

WEB = Path(__file__).resolve().parents[2] / "examples" / "web"
WORDS = read_yaml((WEB / "words.yaml").read_text(encoding="utf-8"), "words.yaml").data
DUO = WEB.parent / "duo"
AMINA = (WEB.parent / "amina-b1.yaml").read_text(encoding="utf-8")


def test_every_word_of_the_page_is_there_in_every_language_of_the_rulebook():
    """Nobody meets a button in a language that they did not choose."""
    spoken = set(Rulebook.shipped().catalogue.spoken)
    assert {name: spoken ^ set(said) for name, said in WORDS.items() if spoken != set(said)} == {}


def test_the_page_uses_each_word_and_no_other():
    """A button without a word is empty, and a word without a place is forgotten."""
    page = "".join((WEB / "page" / name).read_text(encoding="utf-8") for name in ("app.js", "fields.js", "speech.js", "index.html"))
    used = {
        *re.findall(r"\bwords\.(\w+)", page),
        *re.findall(r"\{\{(\w+)\}\}", page),
        *re.findall(r"^  (\w+): \{ form", page, re.MULTILINE),
    }
    assert used - {"js", "csp", "deferral"} | {"name"} == set(WORDS)


def test_no_part_route_or_authority_is_named_in_javascript():
    """Whatever could be law comes from the rulebook, so that a change of law changes no script."""
    catalogue = Rulebook.shipped().catalogue
    named = {*catalogue.components, *catalogue.facts, "pip", "duo", "b1", "a2", "z"}
    for name in ("app.js", "fields.js", "speech.js", "worker.js", "service-worker.js"):
        code = (WEB / "page" / name).read_text(encoding="utf-8")
        assert named & set(re.findall(r'"([^"]*)"', code)) <= {"person"}, name


def test_the_lock_names_each_piece_with_its_hash_and_no_host():
    """Whoever builds gets the same bytes, from whichever registry they use."""
    text = (WEB / "pieces.toml").read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count("name = ") == len(
        re.findall(r'^(sha256 = "[0-9a-f]{64}"|integrity = "sha512-[A-Za-z0-9+/=]{88}")$', text, re.MULTILINE)
    )


@pytest.mark.parametrize("lang", ["nl", "ar"])
def test_a_conversation_of_the_page_is_that_of_the_library(ask, lang):
    """The page adds nothing to an interview and leaves nothing out: the same questions, the same file, the same letter."""
    interview, answered = Interview(on=date(2026, 11, 23)), []
    for given in (["pip"], "2024-03-12", "unknown", "b1"):
        turn = ask("turn", lang=lang, answered=answered)
        question = interview.next_question()
        assert question is not None
        assert (turn["question"]["id"], turn["question"]["kind"]) == (question.id, question.kind)
        assert [one["word"] for one in turn["question"]["answers"]] == [one.word for one in question.answers]
        answered = ask("answer", lang=lang, answered=answered, given=given)["answered"]
        interview = interview.answer(given)
    assert parse(ask("file", answered=answered)["text"], "file") == interview.file
    assert ask("written", lang=lang, answered=answered, form="html")["text"] == write(interview.advice, "html", lang=lang, reader="person")


def test_answers_that_come_back_from_the_history_give_the_same_turn(ask):
    """After a reload Python knows nothing any more, and the conversation goes on where it was."""
    answered = ask("answer", given=["pip"])["answered"]
    answered = ask("answer", answered=answered, given="2024-03-12")["answered"]
    before = ask("turn", answered=answered)
    ask("forget")
    assert ask("turn", answered=answered) == before


def test_an_answer_that_cannot_be_is_refused_and_changes_nothing(ask):
    """A day that is still to come is told in words of the reader; what is no answer at all, in those of the page."""
    answered = ask("answer", given=["pip"])["answered"]
    later = ask("answer", answered=answered, given="2031-01-01")
    assert later["refused"] == [Rulebook.shipped().catalogue.label("ask_later_day").nl]
    assert ask("answer", answered=answered, given="nonsense")["refused"] == []
    assert ask("answer", given=["pip", "not_yet"])["refused"] != []


def test_a_file_that_cannot_be_read_is_told_a_line_a_mistake(ask):
    """In the language of the reader, and without what stands in it."""
    refused = ask("open", files=[{"name": "mine.yaml", "text": "case_ref: a\nbsn: 123456782\nroute: z"}])["refused"]
    assert len(refused) == 2
    assert all(line.startswith("mine.yaml:") and "123456782" not in line for line in refused)
    assert parse(ask("open", files=[{"name": "mine.yaml", "text": AMINA}])["file"]["text"], "file") == parse(AMINA, "file")


def test_a_file_of_duo_is_a_start_as_well_in_one_piece_or_in_several(ask):
    """What DUO sent about one person gives the file that `import duo` makes of it."""
    for source in (DUO / "daniel.json", DUO / "samira"):
        files = sorted(source.glob("*.json")) if source.is_dir() else [source]
        opened = ask("open", files=[{"name": one.name, "text": one.read_text(encoding="utf-8")} for one in files])["file"]
        (imported,) = import_duo(source)
        assert parse(opened["text"], "file") == imported.model_copy(update={"case_ref": "inburgering"})
        assert ask("turn", file=opened)["find_out_heading"]
        assert ask("written", file=opened, form="html")["text"]


def test_nothing_that_says_who_somebody_is_reaches_the_history_of_the_tab(ask):
    """The page keeps what was read of DUO's file, and not the file."""
    text = json.dumps({"map": {"afgerond": "2026-01-05"}, "bsn": "123456782", "naam": "Samira", "vNummer": "2812345678"})
    kept = json.dumps(ask("open", files=[{"name": "123456782.json", "text": text}]))
    assert "refused" not in kept
    assert [found for found in ("123456782", "Samira", "2812345678") if found in kept] == []


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        ([("PIP.json", '{"a":')], 1),
        ([("PIP.json", "{}"), ("map.json", "[NaN]")], 1),
        ([("a.yaml", AMINA), ("b.yaml", AMINA)], 1),
        ([("PIP.json", "{}"), ("a.yaml", AMINA)], 1),
        ([("brief.txt", "Geachte mevrouw, u moet inburgeren.")], 1),
        ([("a.json", '{"map": {}, "MAP": {}}')], 1),
        ([("a.json", '{"map": ' + "[" * 40 + "]" * 40 + "}")], 1),
    ],
)
@pytest.mark.parametrize("lang", ["nl-easy", "en"])
def test_what_is_no_file_of_duo_is_told_in_one_line_in_the_language_of_the_reader(ask, files, lines, lang):
    """And never with an error of Python."""
    refused = ask("open", lang=lang, files=[{"name": name, "text": text} for name, text in files])["refused"]
    assert len(refused) == lines
    assert all("\n" not in line and len(line) < 400 for line in refused)


def test_a_turn_is_plain_json_with_no_empty_text(ask):
    """Whatever the page shows has words, in every language."""
    for lang in Rulebook.shipped().catalogue.spoken:
        turn = ask("turn", lang=lang)
        assert '""' not in json.dumps(turn, ensure_ascii=False)
