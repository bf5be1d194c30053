"""The certificate: the same rulebook gives the same one, and what differs is told."""

import json
from datetime import date

import pytest
from tiny_law import rule

from route_advisor.assurance.proof.certificate import SCHEMA, certificate_of, compared, power_of_ten, read_certificate
from route_advisor.assurance.proof.prove import prove
from route_advisor.errors import FileRefused
from route_advisor.rulebook.book import Rulebook, shipped_folder

DAY = [date(2026, 11, 23)]


def test_the_shipped_certificate_says_what_a_fresh_proof_says():
    """Every claim of the shipped rulebook is proven anew, and the certificate beside the rules names the same claims and counts."""
    proof = prove(Rulebook.shipped())
    assert proof.holds, [str(failure) for failure in proof.failures]
    assert compared(read_certificate(shipped_folder() / "certificate.json"), certificate_of(proof)).differences == ()


def test_the_same_rulebook_gives_the_same_certificate(tiny):
    """Byte for byte: sorted, without the time of day."""
    book = tiny()
    first, again = (certificate_of(prove(book, DAY)).text() for _ in range(2))
    assert first == again
    assert list(json.loads(first)) == sorted(json.loads(first))


def test_a_certificate_names_all_that_it_rests_on(tiny):
    """The rulebook, the days, the people and their number, each claim in both languages, and the tools."""
    data = json.loads(certificate_of(prove(tiny(), DAY)).text())
    assert data["schema"] == SCHEMA
    assert data["rulebook"] == tiny().hash
    assert data["days"] == [{"first": "2020-01-01", "last": "2100-12-31"}]
    assert data["people"] == {"classes": "175", "about": "175", "left_out": []}
    assert {"en", "nl"} == set(data["claims"][0]["says"])
    assert {one["how"] for one in data["claims"]} == {"structure", "z3"}
    assert set(data["tools"]) == {"python", "route-advisor", "z3-solver"}


def test_a_written_certificate_is_read_as_it_was(tiny, tmp_path):
    """What was written and what is read compare as the same."""
    paper = certificate_of(prove(tiny(), DAY))
    (tmp_path / "certificate.json").write_text(paper.text(), encoding="utf-8")
    assert read_certificate(tmp_path / "certificate.json") == paper
    assert compared(paper, paper) == ((), (), ())


def test_another_rulebook_is_told_with_its_claims(tiny):
    """The hash, the people, and each claim that came, went or fails now."""
    old = certificate_of(prove(tiny(), DAY))
    new = certificate_of(
        prove(
            tiny({
                "parts/exam.yaml": ("", rule("T-EXAM-9", "letter: none", "requires: exam")),
                "promises.yaml": ("{id: apart", "{id: asunder"),
            }),
            DAY,
        )
    )  # fmt: skip
    told = "\n".join(compared(old, new).differences)
    assert f"rulebook: the certificate says {old.rulebook}, and the proof {new.rulebook}" in told
    assert "promise:apart: the certificate has this claim, and the rulebook no longer" in told
    assert "promise:asunder: the rulebook has this claim, and the certificate does not" in told
    assert "promise:free: proven True became False" in told


def test_a_change_of_the_pages_is_told_apart_from_a_promise_that_broke(tiny):
    """Other pages of which every promise holds are a certificate to write anew; a claim that fails or is gone is a promise that broke."""
    old = certificate_of(prove(tiny(), DAY))
    changed = compared(old, certificate_of(prove(tiny({"parts/exam.yaml": ("This is t-exam-1.", "This is so.")}), DAY)))
    assert changed.broken == ()
    assert any(line.startswith("rulebook:") for line in changed.changed)
    broken = compared(old, certificate_of(prove(tiny({"promises.yaml": ("{id: apart", "{id: asunder")}), DAY)))
    assert broken.broken == ("promise:apart: the certificate has this claim, and the rulebook no longer",)
    assert any(line.startswith("promise:asunder") for line in broken.changed)


def test_other_days_are_told(tiny):
    """A certificate of one day is not that of all days."""
    one, every = (certificate_of(prove(tiny(), on)) for on in (DAY, None))
    assert any(line.startswith("days: the certificate says 1 sets of rules from 2020-01-01") for line in compared(one, every).differences)


def test_other_tools_are_told_and_are_no_difference(tiny):
    """Another version of z3 gives a note."""
    paper = certificate_of(prove(tiny(), DAY))
    older = paper.model_copy(update={"tools": {**paper.tools, "z3-solver": "4.0"}})
    assert compared(older, paper).differences == ()
    assert compared(older, paper).notes == (f"z3-solver was 4.0, and is {paper.tools['z3-solver']}",)


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": "certificate/1"}', "\x00"])
def test_what_is_no_certificate_is_refused_in_one_line(tmp_path, content):
    """The line names the file and what to do."""
    (tmp_path / "paper.json").write_text(content, encoding="utf-8")
    with pytest.raises(FileRefused, match=r"paper\.json: this is no certificate; write one with"):
        read_certificate(tmp_path / "paper.json")


def test_a_missing_certificate_is_refused_in_one_line(tmp_path):
    """The file that is not there is named."""
    with pytest.raises(FileRefused, match=r"paper\.json: cannot be read"):
        read_certificate(tmp_path / "paper.json")


@pytest.mark.parametrize(("number", "says"), [(175, "175"), (1000, "about 10^3"), (999_999, "about 10^5"), (3**200, "about 10^95")])
def test_large_numbers_are_told_as_powers_of_ten(number, says):
    """Rounded down, so that it never claims too much."""
    assert power_of_ten(number) == says
