"""What somebody who adopts it reads about licences, security and catalogues is so."""

import re
import runpy
import subprocess
import sys
import tomllib
from functools import reduce
from pathlib import Path

import pytest

from route_advisor import Rulebook
from route_advisor.documents.strict_yaml import read_yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

if not (ROOT / ".ci").is_dir():  # an sdist has the tests, and no scripts of its makers
    pytest.skip("the papers are about a checkout", allow_module_level=True)
LICENCES = runpy.run_path(str(ROOT / ".ci" / "licences.py"))
TABLE = PAGE.partition(LICENCES["BEGIN"])[2].partition(LICENCES["END"])[0]
ASKED = tuple(LICENCES["asked"]())


def test_the_table_names_each_package_that_a_user_installs():
    """No dependency and no extra is left out, and none is named that is gone."""
    shown = [tuple(cell.strip() for cell in line.strip("|").split("|"))[:2] for line in TABLE.splitlines()[2:]]
    assert shown == [(package, extra or "always") for package, extra in ASKED]


def family(licence):
    """`bsd` of `BSD-3-Clause` and of `BSD License`: versions of a package write one licence differently."""
    return re.match("[a-z]+", licence.lower())[0]


@pytest.mark.parametrize("package", [package for package, _ in ASKED])
def test_the_table_tells_the_licence_that_a_package_names(package):
    """As its own metadata has it, where it is installed; `.ci/licences.py` writes the table anew."""
    licence = LICENCES["licence_of"](package)
    if licence is None:
        pytest.skip(f"{package} is not installed here")
    shown = next(line.strip("|").split("|")[2].strip() for line in TABLE.splitlines() if line.startswith(f"| {package} |"))
    assert family(shown) == family(licence)


def test_the_description_for_catalogues_agrees_with_the_project():
    """Version, licence, oldest Python and languages are those of the package; its short texts fit."""
    told = read_yaml((ROOT / ".github" / "publiccode.yml").read_text(encoding="utf-8"), "publiccode.yml").data
    assert (told["name"], told["softwareVersion"]) == (PROJECT["name"], PROJECT["version"])
    assert told["legal"]["license"] == PROJECT["license"]
    assert f">={told['dependsOn']['open'][0]['versionMin']}" == PROJECT["requires-python"]
    spoken = {language.partition("-")[0] for language in Rulebook.shipped().catalogue.spoken}
    assert set(told["localisation"]["availableLanguages"]) == spoken
    for text in told["description"].values():
        assert len(text["shortDescription"]) <= 150 <= len(text["longDescription"])


ASKED_BY_THE_STANDARD = (
    *("publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType", "legal.license"),
    *("description.nl.shortDescription", "description.nl.longDescription", "description.nl.features", "maintenance.type"),
    *("maintenance.contacts", "localisation.localisationReady", "localisation.availableLanguages"),
)
"""What publiccode.yml 0.4 calls mandatory (docs/standard/schema.core.rst): it has no schema of its own that could be had here."""


def test_the_description_for_catalogues_lacks_only_what_a_publisher_knows():
    """All other keys that the standard asks for are filled in."""
    told = read_yaml((ROOT / ".github" / "publiccode.yml").read_text(encoding="utf-8"), "publiccode.yml").data

    def found(path):
        return reduce(lambda its, key: its.get(key) if isinstance(its, dict) else None, path.split("."), told)

    assert {path for path in ASKED_BY_THE_STANDARD if found(path) in (None, "", [])} == {"url", "maintenance.contacts"}


def test_an_audit_is_about_every_extra_for_people():
    """Whoever audits without naming an extra has looked at all that a user can install."""
    printed = subprocess.run([sys.executable, ROOT / ".ci" / "licences.py", "--extras"], capture_output=True, text=True, check=True).stdout
    assert set(printed.split()) == set(PROJECT["optional-dependencies"]) - LICENCES["FOR_MAKERS"]
    assert "licences.py --extras" in (ROOT / ".ci" / "audit").read_text(encoding="utf-8")


def test_what_a_paper_names_is_there():
    """Each file and folder that the papers name stands in the checkout."""
    papers = [(ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8"), PAGE.partition("## For who adopts it")[2]]
    named = [one for paper in papers for one in re.findall(r"`((?:\.ci|\.github|src|examples|rules)/[\w./-]*)", paper)]
    assert len(named) > 4
    assert [one for one in named if not (ROOT / one).exists()] == []
