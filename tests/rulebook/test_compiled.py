"""A compiled rulebook is the rulebook of its pages: kept where nobody else can write, refused where it does not match, made again then."""

import ast
import hashlib
import json
import os
import pickle
import shutil
import stat
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from route_advisor import Advisor, load
from route_advisor.documents import private_folder
from route_advisor.rulebook import compiled
from route_advisor.rulebook.book import Rulebook, shipped_folder
from route_advisor.rulebook.compiled import THE_WHEEL, compiled_pages, for_the_wheel, opened, pages_of, written
from route_advisor.rulebook.folder import hash_of_folder
from route_advisor.rulebook.plain_data import made, plain

SMALL = Path(__file__).parents[1] / "other_law" / "rules"
"""The invented Library Card Act: a whole rulebook that is read at once."""
ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 23)

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no private folders")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A private folder of this test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "route-advisor"


@pytest.fixture
def times_read(monkeypatch):
    """How often pages were read since the last time somebody asked."""
    found = []

    def count(folder: Path) -> object:
        found.append(folder)
        return pages_of(folder)

    monkeypatch.setattr(compiled, "pages_of", count)

    def asked() -> int:
        number = len(found)
        found.clear()
        return number

    return asked


@pytest.fixture(scope="session")
def shipped_pages():
    """The shipped pages as they are read, and their compiled form."""
    folder = shipped_folder()
    return pages_of(folder), for_the_wheel(folder)


def test_the_compiled_rulebook_is_the_rulebook_of_its_pages(shipped_pages, book):
    """Every field of it, also what is made only when somebody reads it: examples, questions, and what a sentence was made of."""
    pages, content = shipped_pages
    folder = shipped_folder()
    again = opened(content, folder, hash_of_folder(folder), THE_WHEEL)
    assert again == pages
    for one, other in zip(again.rules, pages.rules, strict=True):
        assert (one.examples, one.says.written, one.topic.written) == (other.examples, other.says.written, other.topic.written)
    for name, fact in again.catalogue.facts.items():
        assert fact.model_fields_set == pages.catalogue.facts[name].model_fields_set
    read = Rulebook.read(folder)
    assert all(getattr(read, one.name) == getattr(book, one.name) for one in fields(Rulebook) if one.compare)


@pytest.mark.parametrize("reader", ["caseworker", "person", "lawyer"])
def test_an_advice_is_the_same_to_the_byte(reader, book):
    """From pages that were read and from those that were compiled, for each reader."""
    file = load(ROOT / "examples" / "amina-b1.yaml")
    written_by = [Advisor(one, evaluators=("twin", "strikes")) for one in (book, Rulebook.read(shipped_folder()))]
    advices = [one.advise(file, on=DAY, completions=True) for one in written_by]
    first, second = ([one.write(advice, reader=reader), one.write(advice, "json")] for one, advice in zip(written_by, advices, strict=True))
    assert first == second


def test_a_compiled_rulebook_goes_to_another_process(book):
    """What is made later is made before it leaves."""
    again = pickle.loads(pickle.dumps(book))  # noqa: S301 - our own
    assert again == book
    assert again.rules[0].examples == book.rules[0].examples


@pytest.mark.usefixtures("home")
def test_pages_are_read_once(times_read):
    """The first command of a checkout reads them, the next one does not, and both have the same."""
    first, _ = compiled_pages(SMALL)
    assert times_read() == 1
    assert compiled_pages(SMALL) == (first, hash_of_folder(SMALL))
    assert times_read() == 0


@pytest.mark.usefixtures("home")
def test_a_page_that_was_changed_is_read_as_it_is_now(tmp_path, times_read):
    """One word more, and nothing that was compiled before is used."""
    folder = tmp_path / "rules"
    for path in SMALL.rglob("*.yaml"):
        (folder / path.relative_to(SMALL)).parent.mkdir(parents=True, exist_ok=True)
        (folder / path.relative_to(SMALL)).write_bytes(path.read_bytes())
    _, before = compiled_pages(folder)
    with (folder / "labels.yaml").open("a", encoding="utf-8") as page:
        page.write("\nanother_label: {en: Another, nl: Ander}\n")
    pages, now = compiled_pages(folder)
    assert (times_read(), before == now) == (2, False)
    assert pages.catalogue.label("another_label").en == "Another"


@pytest.mark.usefixtures("home")
def test_a_page_that_changes_while_it_is_read_is_read_again(tmp_path, monkeypatch):
    """An advice names the hash of the very pages that it came from, and never that of the moment before."""
    folder = tmp_path / "rules"
    shutil.copytree(SMALL, folder)
    read = compiled.pages_of

    def read_late(where):
        monkeypatch.setattr(compiled, "pages_of", read)
        with (where / "labels.yaml").open("a", encoding="utf-8") as page:
            page.write("\nanother_label: {en: Another, nl: Ander}\n")
        return read(where)

    before = hash_of_folder(folder)
    monkeypatch.setattr(compiled, "pages_of", read_late)
    pages, digest = compiled_pages(folder)
    assert digest == hash_of_folder(folder) != before
    assert pages.catalogue.label("another_label").en == "Another"
    assert compiled_pages(folder) == (pages, digest)


@pytest.mark.usefixtures("home")
def test_a_program_that_was_changed_reads_the_pages(monkeypatch, times_read):
    """Whoever works on how pages are read never sees what an older program made of them."""
    compiled_pages(SMALL)
    monkeypatch.setattr(compiled, "_program", lambda: "another")
    compiled_pages(SMALL)
    assert times_read() == 2


def test_every_module_that_reads_a_page_is_part_of_the_program():
    """Whatever the reading of pages imports, now or later: a change in it makes what was compiled before another program's."""
    package = Path(compiled.__file__).parents[1]
    reached, todo = set(), ["route_advisor.rulebook.reading"]
    while todo:
        path = package.parent.joinpath(*todo.pop().split(".")).with_suffix(".py")
        if path in reached or not path.is_file():
            continue
        reached.add(path)
        imports = [one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.ImportFrom) and one.module]
        todo += [name for one in imports for name in (one.module, *(f"{one.module}.{alias.name}" for alias in one.names))]
    assert package / "visible.py" in reached
    assert reached <= {*compiled.modules_of_a_rulebook(package)}


def test_a_private_folder_is_never_where_somebody_happens_to_work(tmp_path, monkeypatch):
    """A path that is not whole names a place in the folder of the moment, which may be a folder of clients; it counts for nothing."""
    (tmp_path / "clients").mkdir()
    monkeypatch.chdir(tmp_path / "clients")
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert private_folder.private_folder() == tmp_path / "home" / ".cache" / "route-advisor"
    monkeypatch.setenv("HOME", "home")
    assert private_folder.private_folder() is None
    assert list((tmp_path / "clients").iterdir()) == []


def _signed(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same with another body, whose hash is right."""
    head, _, body = content.partition(b"\n")
    other = change(body)
    return json.dumps({**json.loads(head), "sha256": hashlib.sha256(other).hexdigest()}).encode() + b"\n" + other


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut short": lambda content: content[:-200],
    "one letter changed": lambda content: content.replace(b"card", b"cart", 1),
    "of another format": lambda content: content.replace(b'"format": 1', b'"format": 0', 1),
    "something else": lambda _: b"[]\n[]\n[]\n[]",
    "a kind that it may not make": lambda content: _signed(content, lambda body: body.replace(b'"Rule"', b'"Popen"', 1)),
    "a row that is not there": lambda content: _signed(content, lambda _: b'{"kinds":[["tuple",[],[]]],"rows":[[0,7]]}\n{}\n{}'),
    "no rows": lambda content: _signed(content, lambda _: b'{"kinds":[],"rows":[]}\n{}\n{}'),
    "no rulebook": lambda content: _signed(content, lambda _: b'{"kinds":[["date",[],[]]],"rows":[[0,"2026-01-01"]]}\n{}\n{}'),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_file_that_does_not_match_is_refused_and_written_anew(home, how, times_read):
    """Cut short, changed, of another version, or something else altogether."""
    pages, _ = compiled_pages(SMALL)
    (kept,) = home.iterdir()
    good = kept.read_bytes()
    kept.write_bytes(BROKEN[how](good))
    assert kept.read_bytes() != good
    assert compiled_pages(SMALL)[0] == pages
    assert (times_read(), kept.read_bytes()) == (2, good)


def test_what_is_kept_is_for_the_user_alone(home):
    """Nobody else may read or write it, whatever the umask."""
    old = os.umask(0)
    try:
        compiled_pages(SMALL)
    finally:
        os.umask(old)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (home, *home.iterdir())] == [0o700, 0o600]


def test_a_folder_that_others_may_enter_is_not_used(home, times_read):
    """Somebody else could have put a law of their own there."""
    home.mkdir(parents=True, mode=0o755)
    home.chmod(0o755)
    compiled_pages(SMALL)
    compiled_pages(SMALL)
    assert (times_read(), list(home.iterdir())) == (2, [])


@pytest.mark.parametrize("others", ["a link", "writable by others", "owned by others"])
def test_a_file_that_others_could_write_is_refused_and_written_anew(home, tmp_path, others, monkeypatch, times_read):
    """A link that leads away, a file with loose permissions, or one of somebody else: nothing of it is used, whatever it says of itself."""
    pages, digest = compiled_pages(SMALL)
    (kept,) = home.iterdir()
    forged = written(pages._replace(rules=()), digest, compiled._program())
    if others == "a link":
        (tmp_path / "forged.json").write_bytes(forged)
        kept.unlink()
        kept.symlink_to(tmp_path / "forged.json")
    else:
        kept.write_bytes(forged)
        kept.chmod(0o666 if others == "writable by others" else 0o600)
    if others == "owned by others":
        see = os.fstat
        monkeypatch.setattr(
            private_folder.os, "fstat", lambda handle: os.stat_result([*see(handle)[:4], os.geteuid() + 1, *see(handle)[5:10]])
        )
    assert compiled_pages(SMALL)[0] == pages
    monkeypatch.undo()
    assert (times_read(), kept.is_symlink()) == (2, False)


def test_where_nothing_can_be_kept_the_pages_are_read_again(tmp_path, monkeypatch, times_read):
    """A home that is a file, as for a user without one: no word of it, and the same rulebook."""
    (tmp_path / "nowhere").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "nowhere"))
    assert compiled_pages(SMALL) == compiled_pages(SMALL)
    assert times_read() == 2


def test_only_a_few_checkouts_are_kept(home, monkeypatch, times_read):
    """Those go that nobody used for longest; the one of a checkout that is used every day stays."""
    for number in range(2 * private_folder.MOST_FILES):
        monkeypatch.setattr(compiled, "_program", lambda number=number: str(number))
        compiled_pages(SMALL)
        assert times_read() == 1
        monkeypatch.setattr(compiled, "_program", lambda: "0")
        compiled_pages(SMALL)
        assert times_read() == 0
    assert len(list(home.iterdir())) == private_folder.MOST_FILES


def test_a_wheel_is_not_built_of_what_says_otherwise(monkeypatch):
    """What goes into a wheel is opened once more and compared with the pages."""
    monkeypatch.setattr(compiled, "opened", lambda *_: replace_rules(pages_of(SMALL)))
    with pytest.raises(ValueError, match="does not say what the pages say"):
        for_the_wheel(SMALL)


def replace_rules(pages):
    """The same pages with one rule that holds for one day."""
    first, *others = pages.rules
    return pages._replace(rules=(replace(first, in_force=replace(first.in_force, until=first.in_force.start)), *others))


def test_only_what_stands_in_the_list_can_be_written_and_made():
    """A rulebook with something of another kind is not written, and a document cannot name what is not in the list."""
    with pytest.raises(TypeError, match="Path"):
        plain((Path(),), ())
    with pytest.raises(LookupError):
        made({"kinds": [["system", [], []]], "rows": [[0, "true"]]}, ())


def test_what_was_written_is_made_again():
    """A yes is no number, a number is no text, and an order stays."""
    value = ({"b": True, "a": 1, "c": "1"}, (1, "1", None, False, 0), frozenset({"y", "x"}), DAY, [])
    again = made(json.loads(json.dumps(plain(value, ()))), ())
    assert (again, repr(again[:2]), list(again[0])) == (value, repr(value[:2]), ["b", "a", "c"])
