"""Pages that were parsed before are the pages as they are: found by their text alone, kept where nobody else can write, else read again."""

import json
import os
import shutil
import stat
import sys
from dataclasses import fields

import pytest

from route_advisor.documents import parsed_pages
from route_advisor.documents.parsed_pages import FORMAT, ParsedPage, parsed_before, read_text, written
from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.rulebook import book as of_rules
from route_advisor.rulebook.book import Rulebook, shipped_folder

PAGES = ("head.yaml", "holidays.yaml")
"""Two of the shipped pages are enough for most of these promises."""
TEXTS = [(shipped_folder() / page).read_text(encoding="utf-8") for page in PAGES]

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no private folders")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A private folder of this test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "route-advisor"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A folder with two pages."""
    folder = tmp_path_factory.mktemp("pages")
    for page in PAGES:
        shutil.copy(shipped_folder() / page, folder)
    return folder


@pytest.fixture
def read(pages):
    """Read the pages of a folder, those two unless it is named: the documents, and of which kinds they are."""

    def read(folder=pages):
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))]
        with parsed_before(folder):
            found = [read_text(text, "page.yaml") for text in texts]
        return found, {type(one) for one in found}

    return read


def test_what_was_parsed_before_is_what_stands_on_the_page(home, read):
    """Data and lines of every page, also those of values deep inside it; and kept after the first time."""
    for _ in range(2):
        found, kinds = read(shipped_folder())
        assert kinds == {ParsedPage}
        for document, path in zip(found, sorted(shipped_folder().rglob("*.yaml")), strict=True):
            page = read_yaml(path.read_text(encoding="utf-8"), "page.yaml")
            assert repr(document.data) == repr(page.data)
            assert all(document.line(path) == line for path, line in page.lines.items() if len(path) <= 2)
            assert all(document.line(path) == line for path, line in page.lines.items())
    assert len(list(home.iterdir())) == 1


@pytest.mark.usefixtures("home")
def test_a_rulebook_of_parsed_pages_is_the_same_rulebook(book):
    """Every field, whether its pages were parsed now or before."""
    for _ in range(2):
        again = of_rules._shipped.__wrapped__()
        assert all(getattr(again, one.name) == getattr(book, one.name) for one in fields(Rulebook) if one.compare)


@pytest.mark.usefixtures("home")
def test_a_page_that_was_changed_is_read_as_it_is_now(read, pages):
    """One letter more, and nothing of the page that was parsed before is used."""
    read()
    with parsed_before(pages):
        document = read_text(TEXTS[0] + "\n# more", "page.yaml")
    assert type(document) is not ParsedPage


@pytest.mark.usefixtures("home")
def test_outside_the_shipped_rulebook_nothing_is_remembered(read):
    """A folder of somebody else is read as it stands."""
    read()
    assert type(read_text(TEXTS[0], "page.yaml")) is not ParsedPage


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "null", json.dumps({"format": FORMAT + 1, "pages": {}}), json.dumps({"format": FORMAT, "pages": []})]
)
def test_a_file_that_is_not_ours_is_written_anew(home, content, read):
    """Cut short, of another version, or something else altogether."""
    read()
    (kept,) = home.iterdir()
    kept.write_text(content, encoding="utf-8")
    assert read()[1] == {ParsedPage}
    assert kept.read_text(encoding="utf-8") == written(TEXTS)


def test_what_is_kept_is_for_the_user_alone(home, read):
    """Nobody else may read or write it, whatever the umask."""
    old = os.umask(0)
    try:
        read()
    finally:
        os.umask(old)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (home, *home.iterdir())] == [0o700, 0o600]


def test_a_folder_that_others_may_enter_is_not_used(home, read):
    """Somebody else could have put a law of their own there."""
    home.mkdir(parents=True, mode=0o755)
    home.chmod(0o755)
    found, kinds = read()
    assert ParsedPage not in kinds
    assert len(found) == len(TEXTS)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("others", ["a link", "writable by others"])
def test_a_file_that_others_could_write_is_not_used(home, tmp_path, others, read):
    """A link that leads away, or a file with loose permissions, is replaced by our own."""
    read()
    (kept,) = home.iterdir()
    forged = json.dumps({"format": FORMAT, "pages": {parsed_pages._digest(TEXTS[0]): [{"forged": True}, []]}})
    if others == "a link":
        away = tmp_path / "forged.json"
        away.write_text(forged, encoding="utf-8")
        kept.unlink()
        kept.symlink_to(away)
    else:
        kept.write_text(forged, encoding="utf-8")
        kept.chmod(0o666)
    assert {"forged": True} not in [one.data for one in read()[0]]
    assert not kept.is_symlink()


def test_where_nothing_can_be_kept_the_pages_are_read_again(tmp_path, monkeypatch, read):
    """A home that is a file, as for a user without one: no word of it, and the same rulebook."""
    (tmp_path / "nowhere").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "nowhere"))
    found, kinds = read()
    assert (len(found), ParsedPage in kinds) == (len(TEXTS), False)


def test_only_a_few_checkouts_are_kept(home, monkeypatch, read):
    """The oldest files go."""
    for number in range(parsed_pages.MOST_FILES + 2):
        monkeypatch.setattr(parsed_pages, "FORMAT", number + FORMAT)
        read()
    assert len(list(home.iterdir())) == parsed_pages.MOST_FILES


@pytest.mark.usefixtures("home")
def test_no_yaml_is_parsed_for_a_file_in_json(tmp_path):
    """Once the pages were parsed, an advice on a file in JSON needs no parser of YAML."""
    import subprocess

    file = tmp_path / "a.json"
    file.write_text('{"case_ref": "a"}', encoding="utf-8")
    of_rules._shipped.__wrapped__()
    script = (
        "import sys; from datetime import date; from route_advisor import advise, load, write; "
        f"write(advise(load({str(file)!r}), on=date(2026, 11, 23)), reader=\"lawyer\"); print([one for one in sys.modules if one.startswith(('ruamel', 'typer', 'rich'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
