"""Which words of a fact a person can still come to, as the pages of facts say."""

import shutil

import pytest

from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import shipped_folder
from route_advisor.rulebook.catalogue import read_catalogue


@pytest.mark.parametrize(
    ("fact", "known", "expected"),
    [
        ("writing_result", {}, ("passed_a2", "passed_b1", "passed_b2")),
        ("writing_result", {"writing_result": "passed_a2"}, ("passed_b1", "passed_b2")),
        ("writing_result", {"writing_result": "passed_b2"}, ()),
        ("writing_exemption", {"writing_exemption": "none"}, ("at_b1", "at_a2")),
        ("writing_level_decided", {"writing_level_decided": "b1"}, ("a2",)),
        ("writing_level_decided", {"route": "z"}, ()),
        ("writing_level_decided", {"dutch_lessons": "too_few_to_ask_for_a2"}, ()),
        ("route", {"route": "b1"}, ("onderwijs", "z")),
        ("route", {"route": "b1", "route_change_window": "closed"}, ()),
        ("duo_duty", {"duo_duty": "obliged"}, ("exempt", "temporarily_exempt", "dispensed")),
        ("group", {"group": "family_or_other_migrant"}, ()),
        ("law_in_letter", {}, ()),
        ("childbirth", {}, ()),
    ],
)
def test_a_person_comes_to_later_words_and_to_papers_and_decisions(book, fact, known, expected):
    """Results only grow; papers and decisions can come; who somebody is and what happened stays."""
    assert book.catalogue.facts[fact].words_to_come(known.get) == expected


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("may_become: [at_b1, at_a2]", "may_become: [at_b1, at_a3]", '{part}_exemption: "at_a3" is not in its values; did you mean'),
        (
            "may_become: [at_b1, at_a2]",
            "may_become: [at_b1]\n  may_become_unless: {rout: [z]}",
            '{part}_exemption: "rout" is not in facts/; did you mean "route"?',
        ),
        (
            "may_become: [at_b1, at_a2]",
            "may_become: [at_b1]\n  may_become_unless: {route: [zz]}",
            '{part}_exemption: "zz" is not in the words of route',
        ),
    ],
)
def test_a_word_that_does_not_exist_is_refused(tmp_path, old, new, told):
    """One line says where and what is allowed."""
    folder = tmp_path / "rules"
    shutil.copytree(shipped_folder(), folder)
    page = folder / "facts" / "results.yaml"
    page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(RulebookRefused) as refused:
        read_catalogue(folder)
    (line,) = refused.value.mistakes
    assert line.startswith("facts/results.yaml:")
    assert told in line


def test_what_rules_conclude_nobody_can_bring(tmp_path):
    """A concluded fact neither grows nor comes by a paper."""
    folder = tmp_path / "rules"
    shutil.copytree(shipped_folder(), folder)
    page = folder / "facts" / "phase.yaml"
    page.write_text(page.read_text(encoding="utf-8").rstrip() + "\n  grows: true\n", encoding="utf-8")
    with pytest.raises(RulebookRefused, match="phase: the rules conclude it"):
        read_catalogue(folder)
