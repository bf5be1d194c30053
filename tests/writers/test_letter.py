"""The letter: a page for everyone, and the Markdown beside it."""

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from route_advisor import Rulebook
from route_advisor.vocabulary import Standing
from route_advisor.writers.html import as_html
from route_advisor.writers.markdown import as_markdown

EMPTY = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Reads a page strictly: every tag is closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):  # noqa: D102 - named by html.parser
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):  # noqa: D102 - named by html.parser
        assert self.open, tag
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_letter_is_a_whole_page(lang, all_advices):
    """Every tag is closed, the language is named, and there is one first heading."""
    for advice in all_advices:
        page = Page(as_html(advice, lang=lang))
        assert page.open == []
        assert page.all("html") == [{"lang": lang, "dir": "ltr"}]
        assert len(page.all("h1")) == len(page.all("title")) == len(page.all("main")) == 1


def test_the_letter_can_be_walked_by_its_headings(amina):
    """Each part has a heading that names it, for people who listen to a page."""
    page = Page(as_html(amina))
    assert [one["aria-labelledby"] for one in page.all("section")] == [one["id"] for one in page.all("h2")]
    assert len(page.all("section")) >= 5


def test_the_letter_needs_no_network(all_advices):
    """A page opens without fetching anything: no script, no image, no style from elsewhere."""
    for advice in all_advices:
        page = Page(as_html(advice))
        assert {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "form", "input"} == set()
        assert not [attributes for _, attributes in page.tags if {"src", "style", "onclick"} & attributes.keys()]
        assert "@import" not in as_html(advice)
        assert "url(" not in as_html(advice)


def test_the_letter_links_every_article_it_names(amina):
    """Each rule of an open component stands with its articles as links to the law of that day; an ended act to its last day."""
    links = {one["href"] for one in Page(as_html(amina)).all("a")}
    wanted = {law.url for item in amina.components if item.standing is Standing.OPEN for why in item.why for law in why.law}
    assert wanted <= links
    assert all(link.startswith("https://wetten.overheid.nl/") and link.endswith(("2026-11-23", "2021-12-31")) for link in links)


def test_the_letter_of_a_right_to_left_language_runs_that_way(amina):
    """A page in Persian is laid out from right to left."""
    from dataclasses import replace

    from route_advisor.text import text_of

    words = Rulebook.shipped().catalogue
    says = text_of({**words.deferral.says.sentences(), "fa": "کمک"})
    persian = replace(words, deferral=words.deferral.model_copy(update={"says": says}))
    assert Page(as_html(amina, persian, lang="fa")).all("html") == [{"lang": "fa", "dir": "rtl"}]


def test_the_markdown_says_what_the_letter_says(all_advices):
    """The two formats hold the same words, so that neither can leave something out."""
    for advice in all_advices:
        markdown = words_of(MarkdownIt().render(as_markdown(advice)).replace("[ ]", ""))
        letter = words_of(re.sub(r"<style>.*?</style>|<title>.*?</title>|<q.*?</q>", "", as_html(advice), flags=re.DOTALL))
        assert letter == markdown


def words_of(page: str) -> list[str]:
    """The words of a page, without tags and punctuation."""
    from html import unescape

    return sorted(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", page))))


def test_things_to_do_can_be_ticked_off(amina):
    """Open components and steps have a box; what is done has none."""
    markdown = as_markdown(amina, lang="en")
    assert "- [ ] **KNM exam**" in markdown
    assert "- **reading, level B1**" in markdown
