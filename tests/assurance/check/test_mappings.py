"""`rules check` reads the pages about sheets as strictly as the command that imports one."""

import shutil
from pathlib import Path

import pytest

from route_advisor import Rulebook
from route_advisor.assurance.check.mappings import mappings
from route_advisor.assurance.check.written import WrittenPages

RULES = Path(__file__).parents[3] / "rules"


def test_the_shipped_pages_have_no_mistake(book):
    """Every place and word of them is one of the file."""
    assert list(mappings(WrittenPages(book))) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("person.born", "person.burn", '"burn" is not a key there'),
        ("{Wi2021: wi2021,", "{Wi2021: wi2022,", "betekent|means wi2022"),
        ("studie: study", "studie: studies", '"studies" is not a purpose'),
    ],
)
def test_a_slip_on_a_page_is_a_finding_with_its_line(book, tmp_path, old, new, says):
    """Of the page in that folder, with what is allowed."""
    shutil.copytree(RULES / "mappings", tmp_path / "mappings")
    page = tmp_path / "mappings" / "template.yaml"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    (finding,) = mappings(WrittenPages(Rulebook(book.acts, book.catalogue, book.numbers, book.rules, book.hash, tmp_path)))
    assert finding.page == "mappings/template.yaml"
    assert any(one in finding.says for one in says.split("|"))
