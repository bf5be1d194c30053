"""What an app developer meets first: three lines, names that agree, and errors that say what to do."""

import copy
import json
import pickle
import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from route_advisor import Advisor, FileRefused, NotAForm, NotInRulebook, PersonalFile, Rulebook, advise, load, why, write
from route_advisor.rulebook.book import shipped_folder
from route_advisor.vocabulary import Reader

ROOT = Path(__file__).resolve().parents[2]
AMINA = ROOT / "examples" / "amina-b1.yaml"
DAY = date(2026, 11, 23)


def test_load_advise_write_is_all_it_takes():
    """The three-line start of the README, in each form."""
    advice = advise(load(AMINA), on=DAY)
    for form in ("text", "md", "html", "ics", "json"):
        assert "amina-b1" in write(advice, form, lang="en")


def test_an_unknown_form_is_refused_with_a_suggestion():
    """What was found, and what is allowed."""
    with pytest.raises(
        NotAForm, match=r'"htm" is not a form of an advice; did you mean "html"\? \(allowed: text, json, md, html, pdf, ics, svg\)'
    ):
        write(advise(load(AMINA), on=DAY), "htm")


def test_each_reader_has_an_advice_and_who_has_none_is_told_in_one_line():
    """Every reader reads text, Markdown and a page; a calendar for a talk, or JSON for one reader, has no meaning."""
    advice = advise(load(AMINA), on=DAY)
    for reader in Reader:
        for form in ("text", "md", "html"):
            assert "amina-b1" in write(advice, form, reader=reader)
    for form, reader, said in (
        ("ics", "talk", "there is no ics for the reader talk (allowed: text, md, html)"),
        ("json", "person", "JSON holds the whole advice for every reader; leave the reader out, or choose another form"),
        ("text", "laywer", '"laywer" is not a reader of an advice; did you mean "lawyer"? (allowed: person, caseworker, lawyer, talk)'),
    ):
        with pytest.raises(NotAForm) as refused:
            write(advice, form, reader=reader)
        assert str(refused.value) == said


def test_an_advice_knows_no_writer_and_no_rulebook():
    """It is data: its only methods look one of its own parts up."""
    advice = advise(load(AMINA), on=DAY)
    assert not hasattr(advice, "text")
    assert not hasattr(advice, "words")
    assert type(advice).model_validate_json(advice.model_dump_json()) == advice


def test_an_unknown_component_is_told_with_a_suggestion():
    """Our own error, with what is there."""
    with pytest.raises(NotInRulebook, match=r'"knm" is not a component of this advice; did you mean "knm_exam"\?'):
        advise(load(AMINA), on=DAY).component("knm")


def test_the_fields_of_an_advice_are_named_as_in_its_json():
    """`components` here and there, and each field that the README names is there."""
    advice = advise(load(AMINA), on=DAY)
    document = json.loads(write(advice, "json"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.search(r"`advice\.components`((?:, `\.[a-z_]+`)*) and `\.receipt`", readme.replace("\n", " "))
    assert named is not None
    for name in ("components", "receipt", *re.findall(r"`\.([a-z_]+)`", named[1])):
        assert name in document, name
        assert hasattr(advice, name), name


def test_a_file_needs_no_schema_that_has_one_value():
    """A reference is enough, in Python and on paper."""
    assert PersonalFile(case_ref="amina") == PersonalFile.model_validate({"case_ref": "amina", "schema": "personal-file/1"})


def test_a_statement_with_an_unknown_fact_is_refused_when_the_file_is_made(tmp_path):
    """In Python, and on paper together with a mistake of form: one round, one line each."""
    with pytest.raises(ValidationError, match='did you mean "homelessness"'):
        PersonalFile.model_validate({"case_ref": "x", "statements": [{"fact": "homelesness", "word": "none"}]})
    path = tmp_path / "x.yaml"
    path.write_text("case_ref: x\nmunicipality: {plans: [{dated: 2025-01-01, route: b9}]}\nstatements: [{fact: zzz, word: none}]\n")
    with pytest.raises(FileRefused) as refused:
        load(path)
    assert len(refused.value.mistakes) == 2


def test_an_advisor_travels_to_another_process_and_is_copied():
    """It pickles and deep-copies, as the engine and the rulebook do, and gives the same advice."""
    advisor = Advisor()
    expected = advisor.advise(load(AMINA), on=DAY)
    for other in (pickle.loads(pickle.dumps(advisor)), copy.deepcopy(advisor)):  # noqa: S301 - our own pickle
        assert other.advise(load(AMINA), on=DAY) == expected


def test_a_rulebook_is_read_from_a_path_or_a_string():
    """Both give the same book."""
    assert Rulebook.read(str(shipped_folder())).hash == Rulebook.read(shipped_folder()).hash == Rulebook.shipped().hash


def test_why_gives_the_reasons_of_one_line():
    """A component or a rule; another word is told with a suggestion."""
    assert why(load(AMINA), "writing", on=DAY).standing == "below_level"
    with pytest.raises(NotInRulebook, match='did you mean "writing"'):
        why(load(AMINA), "writting", on=DAY)


@pytest.mark.parametrize("topic", ["term", "extra-time", "near-finish"])
def test_why_answers_about_a_topic_too(topic):
    """Each rule of the act that governs, with what holds, what does not and what nobody told; none of the other act."""
    explanation = why(load(ROOT / "examples" / "near-finish.yaml"), topic, on=DAY)
    lines = (*explanation.why, *explanation.why_not)
    assert lines
    assert not [line.rule for line in lines if line.rule.startswith("WI13")]
    assert all(condition.holds in (True, False, None) for line in lines for condition in line.conditions)
