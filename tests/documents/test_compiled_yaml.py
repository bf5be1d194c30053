"""The fast parser reads our pages as the strict one does."""

import pytest
from ruamel.yaml import YAML

from route_advisor.documents.strict_yaml import CParser, _Composer, compiled_events, read_yaml
from route_advisor.rulebook.book import shipped_folder

PAGES = sorted(shipped_folder().rglob("*.yaml"))


@pytest.mark.skipif(CParser is None, reason="no compiled parser on this machine")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_both_parsers_read_a_page_alike(page):
    """Data and line numbers of every page are the same from the C parser and from the Python parser."""
    text = page.read_text(encoding="utf-8")
    slow = _Composer(page.name, YAML(typ="safe", pure=True).parse(text)).document()
    fast = _Composer(page.name, compiled_events(text)).document()
    assert (fast.data, fast.lines) == (slow.data, slow.lines)


def test_what_the_fast_parser_refuses_the_strict_one_still_reads():
    """A page is never refused only because the C parser knows less of YAML 1.2."""
    text = "asks: {en: Which one?, nl: Welke?}\n"
    assert read_yaml(text, "page").data == {"asks": {"en": "Which one?", "nl": "Welke?"}}
