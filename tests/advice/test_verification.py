"""A receipt can be checked by whoever has the file: the same advice again, or what differs."""

import json
from datetime import date
from pathlib import Path

import pytest

from route_advisor import FileRefused, load
from route_advisor.advice.model import Receipt
from route_advisor.cli.verify import LONGEST_LINE, MOST_LINES
from route_advisor.cli.verify import _told as told
from route_advisor.verification import read_receipt, verify

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def file():
    """The file of somebody in progress."""
    return load(ROOT / "examples" / "amina-b1.yaml")


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.yaml"))[::4], ids=lambda path: path.stem)
def test_an_advice_verifies_against_its_own_file(twin, example):
    """From its JSON, and from its receipt alone."""
    file = load(example)
    advice = twin.advise(file, on=ON)
    assert verify(read_receipt(advice.model_dump_json(), "a.json"), file, twin) == ()
    assert verify(read_receipt(advice.receipt.model_dump_json(), "a.json"), file, twin) == ()


def test_what_was_supposed_is_supposed_again(twin, file):
    """A what-if verifies as a what-if."""
    advice = twin.advise(file, on=ON, assume={"route": "z"})
    assert verify(advice, file, twin) == ()


def test_who_answered_is_no_difference(advisor, twin, file):
    """All evaluators say the same, so a machine without the engine verifies what one with it made."""
    assert verify(advisor.advise(file, on=ON), file, twin) == ()


def test_another_file_differs_by_its_digest_and_more(twin, file):
    """The digest of what was read, and the parts that stand otherwise by their ids."""
    other = load(ROOT / "examples" / "z-family.yaml")
    found = {one.where: one for one in verify(twin.advise(file, on=ON), other, twin)}
    assert {"input_digest", "case_ref", "components"} <= set(found)
    assert found["case_ref"].before == "amina-b1"
    assert "knm_exam" in found["components"].before


def test_another_rulebook_or_version_is_named(twin, file):
    """What changed on our side is told apart from what changed in the file."""
    receipt = twin.advise(file, on=ON).receipt.model_copy(update={"rulebook_hash": "0" * 12, "package": "route-advisor 0.0.0"})
    assert {one.where for one in verify(receipt, file, twin)} == {"rulebook_hash", "package"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"components": []}', "not json"])
def test_what_is_no_receipt_is_refused_in_one_line(text):
    """Also a JSON document of another kind."""
    with pytest.raises(FileRefused) as refused:
        read_receipt(text, "a.json")
    assert len(refused.value.mistakes) == 1
    assert refused.value.mistakes[0].startswith("a.json: ")


def test_a_receipt_reads_as_a_receipt(twin, file):
    """Without the advice around it."""
    receipt = twin.advise(file, on=ON).receipt
    assert read_receipt(json.dumps(json.loads(receipt.model_dump_json())), "a.json") == receipt
    assert isinstance(receipt, Receipt)


def test_another_file_is_told_in_one_line_and_else_each_difference_in_a_short_line(twin, file):
    """Of another file everything differs; a list of that helps nobody."""
    advice = twin.advise(file, on=ON)
    other = load(ROOT / "examples" / "z-family.yaml")
    (line,) = told(verify(advice, other, twin))
    assert line.startswith("this is another file")
    assert "amina-b1 -> z-family" in line
    (line,) = told(verify(advice, other.model_copy(update={"case_ref": file.case_ref}), twin))
    assert line.startswith("this file was changed since")
    found = verify(advice.model_copy(update={"steps": (), "know": ()}), file, twin)
    assert found
    many = told([one for one in found for _ in range(30)])
    assert len(many) == MOST_LINES
    assert all(len(line) <= LONGEST_LINE and "an item" not in line for line in many)
