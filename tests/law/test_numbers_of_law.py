"""Every number that was found when the law was read stands in the rulebook with its days, or somebody said why no rule needs it."""

from pathlib import Path

import pytest

from route_advisor.assurance.texts.coverage_of_law import Place, places_of
from route_advisor.dates import day_before
from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.citation import Citation, split_cite

TABLE = read_yaml((Path(__file__).parent / "parameters.yaml").read_text(encoding="utf-8"), "parameters.yaml").data
OTHERS = TABLE.pop("others")
NUMBERS = [(parameter, name, values) for parameter, entry in TABLE.items() for name, values in entry.get("numbers", {}).items()]


def place(cite: str, book: Rulebook) -> Place:
    """The place that a citation names."""
    act, article, annex = split_cite(cite)
    (found,) = places_of(Citation(cite, book.acts[act], article, annex))
    return found


@pytest.mark.parametrize(("parameter", "name", "values"), NUMBERS, ids=[f"{parameter}={name}" for parameter, name, _ in NUMBERS])
def test_a_number_of_law_has_its_values_on_its_days(book, parameter, name, values):
    """Both the value and the first day on which it holds are those that were read."""
    found = dict(book.numbers.number(name).values)
    assert {day.isoformat(): value for day, value in found.items()} == values, parameter


@pytest.mark.parametrize("parameter", [name for name, entry in TABLE.items() if "numbers" in entry and "article" in entry])
def test_a_number_of_law_cites_its_article(book, parameter):
    """The number rests on the article where it was read; a number of practice rests on its dated source."""
    wanted = place(TABLE[parameter]["article"], book)
    numbers = [book.numbers.number(name) for name in TABLE[parameter]["numbers"]]
    cited = {found.article for number in numbers for one in number.law for found in places_of(one)}
    assert wanted.article in cited or all(number.checked_on for number in numbers)


def test_what_is_not_needed_has_its_reason():
    """A number that no rule holds was left out on purpose, and the reason is a sentence."""
    without = {name: entry["not_needed"] for name, entry in TABLE.items() if "numbers" not in entry}
    assert [name for name, reason in without.items() if not reason.endswith(".") or len(reason.split()) < 4] == []


def test_every_number_of_the_rulebook_is_in_the_table(book):
    """A number in rules/ that nobody compared with a reading of the law is listed by name, with the reason."""
    compared = {name for _, name, _ in NUMBERS}
    assert set(book.numbers.by_name) - compared == set(OTHERS["numbers"])


def test_no_value_holds_before_its_first_day(book):
    """A text of law does not reach back: on a day before the first value there is no number."""
    for number in book.numbers.by_name.values():
        first, value = number.values[0]
        assert number.at(day_before(first)) is None
        assert number.at(first) == value
