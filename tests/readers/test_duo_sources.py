"""DUO's messages as files and folders: any source gives files or one line a mistake, and what is written reads back."""

import random
import tempfile
from pathlib import Path

import pytest
from duo_cases import Json, _plan_body, documents, imported, json_values, modest, refusal, shuffled, write
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.errors import FileRefused
from route_advisor.personal_file import PersonalFile
from route_advisor.readers.duo import import_duo
from route_advisor.readers.duo_messages import MESSAGES
from route_advisor.writers.personal_file_yaml import personal_file_yaml

# --- any source -----------------------------------------------------------------------------------------------------------------


@modest
@given(json_values | st.dictionaries(st.sampled_from(MESSAGES), json_values | st.lists(json_values, max_size=2), min_size=1, max_size=4))
def test_any_json_gives_a_file_or_a_refusal(value: object) -> None:
    """No JSON makes the reader fail, and whatever file it gives can be written and read back."""
    try:
        file = imported(value)
    except FileRefused as refused:
        lines = refused.mistakes
    else:
        lines = ()
        assert PersonalFile.model_validate(YAML(typ="safe").load(personal_file_yaml(file))) == file
    assert all(line.startswith("sami.json: ") for line in lines)


@modest
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_give_a_file_or_a_refusal(written: bytes) -> None:
    """A file that holds no JSON at all is refused with one line."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sami.json"
        source.write_bytes(written)
        assert len(refusal(source)) == 1


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('[{"map": {}}]', "a list of 1"),
        ('"map"', "one JSON object"),
        ("{}", "none of DUO's messages"),
        ('{"nieuw": 1}', "none of DUO's messages"),
        ('{"map": {}, "map": {}}', '"map" twice'),
        ('{"map": {}, "MAP": {}}', "map twice"),
        ('{"map": {"a": 1, "a": 2}}', '"a" twice'),
        ('{"map": NaN}', "NaN"),
        ('{"map": -Infinity}', "-Infinity"),
        ('{"map": 1e999}', "too large"),
        ('{"map": "\\ud800"}', "half of a Unicode sign"),
        ('{"map": ' + "9" * 5000 + "}", "too many digits"),
        ('{"map": ' + "[" * 30 + "]" * 30 + "}", "deeper than 30"),
        ('{"map": ' + "[" * 100_000, "deeper than 30"),
        ('{"map": "' + "a" * 5_000_000 + '"}', "5,000,000 bytes"),
        ('{"map": {}', "line 1"),
        ("", "not JSON"),
    ],
)
def test_a_document_that_is_no_message_is_refused_in_one_line(tmp_path: Path, written: str, says: str) -> None:
    """One short line names the file, what was found, and what to do."""
    (line,) = refusal(write(tmp_path / "sami.json", written))
    assert line.startswith("sami.json: ")
    assert says in line
    assert "\n" not in line
    assert len(line) < 500


def test_an_object_of_thirty_levels_is_still_read(tmp_path: Path) -> None:
    """The limit on depth allows what it says."""
    assert import_duo(write(tmp_path / "sami.json", '{"map": ' + "[" * 29 + "]" * 29 + "}"))


def test_text_is_utf_8(tmp_path: Path) -> None:
    """A byte order mark is no mistake; another encoding is, because it would change words."""
    source = tmp_path / "sami.json"
    source.write_bytes(b'\xef\xbb\xbf{"map": {}}')
    assert import_duo(source)
    source.write_bytes('{"map": {"één": 1}}'.encode("latin-1"))
    assert "save it as UTF-8" in refusal(source)[0]


def test_every_mistake_in_a_folder_is_told_at_once(tmp_path: Path) -> None:
    """One line for each file that cannot be read, none of them after the first lost."""
    write(tmp_path / "sami" / "map.json", "{")
    write(tmp_path / "zoe.json", "[]")
    write(tmp_path / "daniel" / "map.json", {})
    write(tmp_path / "daniel" / "deeper" / "map.json", {})
    write(tmp_path / "eva" / "nieuw.json", {})
    lines = refusal(tmp_path)
    names = [line.split(": ")[0].removeprefix(f"{tmp_path.name}/") for line in lines]
    assert names == ["daniel/deeper", "eva", "sami/map.json", "zoe.json"]


def test_an_empty_folder_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    """Where nothing can be read, the line says so."""
    assert "without .json files" in refusal(tmp_path)[0]
    assert "cannot be read" in refusal(tmp_path / "sami.json")[0]


def test_two_people_of_one_name_are_refused(tmp_path: Path) -> None:
    """A folder and a file that would give the same case_ref are told apart by nobody."""
    write(tmp_path / "sami" / "map.json", {})
    write(tmp_path / "Sami.json", {"map": {}})
    assert refusal(tmp_path) == ["sami: two people would get this case_ref; rename one folder or file"]


@pytest.mark.parametrize(
    "written",
    ['"Jansen"', "111222333", '{"Jansen": 1, "Jansen": 2}', '{"map": {"Jansen": 1, "Jansen": 2}}', '[{"111222333": 1, "111222333": 2}]'],
)
def test_a_refusal_repeats_nothing_that_can_be_about_a_person(tmp_path: Path, written: str) -> None:
    """What stands where messages or keys should is told by its kind."""
    (line,) = refusal(write(tmp_path / "sami.json", written))
    assert "Jansen" not in line
    assert "111222333" not in line


def test_a_body_given_twice_is_refused(tmp_path: Path) -> None:
    """lbt-resultaten and lbt_resultaten are the same message; we do not choose."""
    write(tmp_path / "sami" / "lbt-resultaten.json", [])
    write(tmp_path / "sami" / "lbt_resultaten.json", [])
    assert "lbt/resultaten twice" in refusal(tmp_path)[0]


@modest
@given(documents(), st.randoms(use_true_random=False), st.sampled_from("-_"))
def test_folder_and_document_give_the_same_file(built: tuple[Json, Json], order: random.Random, sign: str) -> None:
    """One folder, one combined document, and either of them inside a folder: the same file, in any order of keys and files."""
    document, _ = built
    document = {**document, "nieuwBericht": {"b": 1, "a": 2}}
    expected = imported(document)
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        for name, body in shuffled(document, order).items():
            write(root / "people" / "sami" / f"{name.replace('/', sign)}.json", shuffled(body, order))
        write(root / "documents" / "sami.json", shuffled(document, order))
        write(root / "documents" / ".hidden.json", "?")
        write(root / "documents" / "notes.txt", "?")
        assert import_duo(root / "people" / "sami") == (expected,)
        assert import_duo(root / "people") == (expected,)
        assert import_duo(root / "documents") == (expected,)


def test_people_come_in_order_of_their_names(tmp_path: Path) -> None:
    """The order does not hang on how the folder was filled."""
    for name in ("zoe", "Eva", "daniel"):
        write(tmp_path / name / "map.json", {})
    write(tmp_path / "noor.json", {"map": {}})
    assert [file.case_ref for file in import_duo(tmp_path)] == ["daniel", "Eva", "noor", "zoe"]


# --- writing --------------------------------------------------------------------------------------------------------------------


@modest
@given(documents(), json_values)
def test_written_yaml_reads_back_to_the_same_file(built: tuple[Json, Json], strange: object) -> None:
    """A YAML reader and our own strict one both give back the file that was written."""
    file = imported({**built[0], "nieuwBericht": strange})
    text = personal_file_yaml(file)
    assert PersonalFile.model_validate(YAML(typ="safe").load(text)) == file
    assert PersonalFile.model_validate(read_yaml(text, "sami.yaml").data) == file


def test_the_yaml_is_easy_to_read(tmp_path: Path) -> None:
    """Schema first, plain dates, codes in quotes, nothing that is unknown, and an empty list where DUO has nothing."""
    (file,) = import_duo(write(tmp_path / "no.json", {"PIP": _plan_body(niveau="C1"), "vrijstellingen": []}))
    assert personal_file_yaml(file) == (
        "schema: personal-file/1\n"
        'case_ref: "no"\n'
        "duo:\n"
        "  exemptions: []\n"
        "municipality:\n"
        "  plans:\n"
        "    - dated: 2023-05-10\n"
        "      route: b1\n"
        '      municipality: "0363"\n'
        "not_understood:\n"
        "  - where: PIP.pip.niveau\n"
        "    found: '\"C1\"'\n"
    )
