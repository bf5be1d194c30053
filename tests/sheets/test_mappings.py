"""Mapping pages: what they name exists, and what they say is said once."""

from datetime import date
from pathlib import Path

import pytest

from route_advisor import Rulebook
from route_advisor.errors import RulebookRefused
from route_advisor.readers import duo_messages
from route_advisor.sheets.duo_rows import known_fields
from route_advisor.sheets.mapping import folded, mapping_called, read_mapping, shipped_mappings
from route_advisor.sheets.places import Kind, NoSuchPlace, place_of

PAGES = shipped_mappings()
HEAD = """name: {en: a, nl: a}
source: {read: somewhere, checked_on: 2026-11-28}
dates: [day-month-year]
"""


@pytest.mark.parametrize("name", PAGES)
def test_no_header_of_a_sheet_has_two_meanings(name):
    """Whoever reads a header knows where it goes."""
    for form in PAGES[name].forms:
        names = [header for column in form.columns for header in column.names | column.numbered_names]
        names += [*form.person, *form.left_out]
        assert sorted({one for one in names if names.count(one) > 1}) == []


def test_every_purpose_of_a_permit_has_a_word():
    """Purposes are words of the rulebook, and the sheet has one for each."""
    column = next(one for one in PAGES["template"].main.columns if one.place.steps[-1].key == "purpose")
    assert set(column.words.values()) == set(Rulebook.shipped().catalogue.facts["residence_purpose"].values)


def test_every_word_of_the_file_has_a_word_of_our_own_sheet():
    """What a file can say where the sheet has a column, the sheet can say."""
    for column in PAGES["template"].main.columns:
        if column.place.kind is Kind.WORD:
            assert set(column.words.values()) == set(column.place.words), column.header


def test_the_examples_of_the_template_are_read():
    """The row of examples is right in every cell."""
    column = {one.header: one for one in PAGES["template"].main.columns}
    assert all(folded(one.entry.example) in one.meanings for one in column.values() if one.words and one.entry.example)


def test_the_fields_of_duos_messages_are_read_as_what_they_are():
    """Whole numbers, yes and no, and days stand in the lists of the page; each other field is text."""
    page = PAGES["duo"].duo_messages
    kinds = known_fields(duo_messages.Message)
    assert {name for name, kind in kinds.items() if kind is bool} - {"verwijtbaar"} == set(page.yes_no)  # which DUO writes as Ja or Nee
    assert {name for name, kind in kinds.items() if kind is int} - set(page.scores) == set(page.whole_numbers)
    assert {name for name, kind in kinds.items() if kind is date} == set(page.days)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("sheets: [{names: [a], person: [b], columns: {c: duo.exam.part}}]\n", '"exam" is not a key there'),
        ("sheets: [{names: [a], person: [b], columns: {c: duo.plan}}]\n", "is a group of keys"),
        ("sheets: [{names: [a], person: [b], columns: {c: duo.plan.level}}]\n", "needs words"),
        ("sheets: [{names: [a], person: [b], columns: {c: {place: duo.plan.level, words: {x: c2}}}}]\n", "does not stand there"),
        ("sheets: [{names: [a], person: [b], columns: {c: {place: duo.plan.level, words: levels}}}]\n", "no list of words"),
        ('sheets: [{names: [a], person: [b], columns: {c: "duo.exams[n].taken"}}]\n', "goes with a header with {n}"),
        ('sheets: [{names: [a], person: [b], columns: {c: "duo.exams[row].taken"}}]\n', "goes with several_rows"),
        ("sheets: [{names: [a], columns: {}}]\n", "needs person"),
        ("sheets: [{names: [a], through: {mine: b, sheet: c, theirs: d}, columns: {}}]\n", '"c" is no sheet'),
        ("sheets: [{names: [a], person: [b], columns: {c: {place: duo.duty.starts, reads: hundredths}}}]\n", "not read as"),
        ("", "sheets or duo_messages"),
    ],
)
def test_a_mistake_on_a_page_is_told_with_its_line(tmp_path, page, says):
    """A page of a municipality's own is read as strictly as ours."""
    path = tmp_path / "ours.yaml"
    path.write_text(HEAD + page)
    with pytest.raises(RulebookRefused) as refused:
        read_mapping(path)
    assert says in str(refused.value)
    assert str(refused.value).startswith("ours.yaml:")


def test_a_page_that_is_not_there_is_told_with_those_that_are():
    """A slip in the name gets the right one."""
    with pytest.raises(RulebookRefused, match='did you mean "template"'):
        mapping_called("templat")
    with pytest.raises(RulebookRefused, match="missing"):
        mapping_called("nowhere.yaml")


def test_a_place_is_one_of_the_file():
    """What is no place says what stands there instead."""
    assert place_of("duo.exams[n].part").kind is Kind.WORD
    with pytest.raises(NoSuchPlace, match="allowed"):
        place_of("duo.exams[n].mark")


def test_the_names_of_the_model_are_those_that_were_read():
    """Each sheet and column of the GGM page stands in the tables of 2.5.1, of which this is a copy of names alone."""
    tables = {}
    for line in (Path(__file__).parent / "ggm_2_5_1.txt").read_text(encoding="utf-8").splitlines():
        table, _, columns = line.partition(": ")
        tables[table] = set(columns.split())
    for sheet in PAGES["ggm"].sheets:
        known = tables[sheet.names[0]] | {"NATUURLIJKPERSOON_ID", "case_ref"}
        through = (sheet.through.mine,) if sheet.through else ()
        ours = {*sheet.columns, *sheet.left_out, *sheet.person, *through, *([sheet.record] if sheet.record else [])}
        assert ours - known == set(), sheet.names[0]
        assert known - ours - {"case_ref"} - {name for name in known if name == f"{sheet.names[0]}_ID"} <= {"NATUURLIJKPERSOON_ID"}, (
            sheet.names[0]
        )
