"""The workflow of a release says what the project says; that it runs can only be seen where it runs."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from route_advisor.documents.strict_yaml import read_yaml

ROOT = Path(__file__).parents[2]
FILE = ROOT / ".github" / "workflows" / "release.yml"
if not FILE.is_file():  # an sdist has the tests, and no workflow
    pytest.skip("the workflow is about a checkout", allow_module_level=True)
TEXT = FILE.read_text(encoding="utf-8")
WORKFLOW = read_yaml(TEXT, FILE.name).data
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
JOBS = WORKFLOW["jobs"]


def test_every_python_that_the_project_names_is_tried():
    """All tests on each, and the wheel on each with three systems."""
    named = [found[1] for one in PROJECT["project"]["classifiers"] if (found := re.search(r":: (3\.\d+)$", one))]
    assert JOBS["tests"]["strategy"]["matrix"]["python"] == JOBS["wheel"]["strategy"]["matrix"]["python"] == named
    assert [one.partition("-")[0] for one in JOBS["wheel"]["strategy"]["matrix"]["os"]] == ["ubuntu", "macos", "windows"]


def test_nothing_is_published_that_was_not_tried():
    """A release waits for every other job, and only it may write."""
    assert set(JOBS["publish"]["needs"]) == set(JOBS) - {"publish"}
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert [name for name, job in JOBS.items() if "permissions" in job] == ["publish"]


def test_every_action_is_pinned_by_the_hash_of_a_commit():
    """A tag can be moved to other code; a commit cannot. The version stands behind it for who reads."""
    used = re.findall(r"uses: (.*)", TEXT)
    assert len(used) > 5
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


def test_what_it_calls_is_there():
    """Each script can be started, and what it installs to build is what the project asks."""
    scripts = {ROOT / one for one in re.findall(r"\.ci/[\w-]+", TEXT)}
    assert len(scripts) > 2
    assert [one.name for one in scripts if not os.access(one, os.X_OK)] == []
    wanted = [
        *PROJECT["build-system"]["requires"],
        *(one for one in PROJECT["project"]["optional-dependencies"]["release"] if "bom" not in one),
    ]
    assert [one for one in wanted if f'"{one}"' not in TEXT] == []
