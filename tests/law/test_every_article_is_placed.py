"""Completeness that can be checked: each article and paragraph of the law has its treatment, and what is modelled has its rules."""

from pathlib import Path

import pytest

from route_advisor.assurance.texts.coverage_of_law import CoverageOfLaw, Place, Treatment, coverage_of_law, places_of
from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import Rulebook

ARTICLES = read_yaml((Path(__file__).parent / "articles.yaml").read_text(encoding="utf-8"), "articles.yaml").data


def leden_of(act: str, article: str) -> list[Place]:
    """The paragraphs of an article; the article itself where it has none."""
    count = ARTICLES[act][article]
    return [Place(act, article, str(lid)) for lid in range(1, count + 1)] or [Place(act, article)]


PLACES = [place for act, articles in ARTICLES.items() for article in articles for place in leden_of(act, article)]


@pytest.fixture(scope="module")
def law() -> CoverageOfLaw:
    """The treatment of every place, with what cites it."""
    return coverage_of_law(Rulebook.shipped())


def listed(place: Place) -> bool:
    """Whether the article has that paragraph; articles of acts that we do not place whole are not asked for."""
    if place.act not in ARTICLES:
        return True
    return place.article in ARTICLES[place.act] and (place.lid is None or place in leden_of(place.act, place.article))


def citing(book: Rulebook) -> list[tuple[str, Place]]:
    """Each rule and number with each place that it cites."""
    laws = [*((rule.id, rule.law) for rule in book.rules), *((one.name, one.law) for one in book.numbers.by_name.values())]
    return [(name, place) for name, law in laws for citation in law for place in places_of(citation)]


def test_every_article_and_paragraph_has_a_treatment(law):
    """An article that nobody placed is a hole in the promise to cover the whole law."""
    assert [str(place) for place in PLACES if law.of(place) is None] == []


def test_every_line_names_a_place_that_exists(law):
    """A line about an article or paragraph that the text does not have is a mistake of ours."""
    assert [str(place) for place in law.placed if place.act not in ARTICLES or not listed(place)] == []


def test_every_citation_names_a_place_that_exists(book):
    """A rule cannot rest on a paragraph that its article does not have."""
    assert [f"{name}: {place}" for name, place in citing(book) if not listed(place)] == []


def test_what_a_rule_cites_is_modelled(law, book):
    """A paragraph that a rule or number stands on is not called left out."""
    cited = [(name, place) for name, place in citing(book) if place.act in ARTICLES and listed(place)]
    wrong = []
    for name, place in cited:
        here = [place] if place.lid is not None else leden_of(place.act, place.article)
        if not any((found := law.of(one)) is not None and found.treatment is Treatment.MODELLED for one in here):
            wrong.append(f"{name}: {place}")
    assert wrong == []


def test_what_is_modelled_has_a_rule_or_a_number(law):
    """Nobody can call a paragraph modelled that no rule or number cites."""
    modelled = [found for place in PLACES if (found := law.of(place)) is not None and found.treatment is Treatment.MODELLED]
    assert [str(one.place) for one in modelled if not one.rules and not one.numbers] == []


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ('"3": {treatment: modelled, why: {en: x, nl: x}}', "why"),
        ('"3": {treatment: left_out}', "why"),
        ('"3": {treatment: forgotten}', "forgotten"),
        ('"article three": {treatment: modelled}', "is not a place"),
        ('"3": {treatment: modelled}\n  "2 tot en met 4": {treatment: modelled}', "a second time"),
    ],
)
def test_a_wrong_line_is_refused_with_its_reason(tmp_path, book, line, mistake):
    """The page is read as strictly as a page of rules, and each mistake names its line."""
    (tmp_path / "omissions.yaml").write_text(f"WI2021:\n  {line}\n", encoding="utf-8")
    with pytest.raises(RulebookRefused) as refused:
        coverage_of_law(book, tmp_path)
    assert mistake in str(refused.value)
    assert "omissions.yaml:" in str(refused.value)


def test_ranges_and_lists_of_paragraphs_are_read_as_a_person_reads_them(tmp_path, book):
    """`54 lid 4 tot en met 6 en 7` is four paragraphs; `8.1 tot en met 8.3` is three articles."""
    page = 'BI2021:\n  "8.1 tot en met 8.3": {treatment: modelled}\n  "5.3 lid 1, 3 tot en met 4 en 6": {treatment: modelled}\n'
    (tmp_path / "omissions.yaml").write_text(page, encoding="utf-8")
    places = [str(place).removeprefix("BI2021 art. ") for place in coverage_of_law(book, tmp_path).placed]
    assert places == ["8.1", "8.2", "8.3", "5.3 lid 1", "5.3 lid 3", "5.3 lid 4", "5.3 lid 6"]
