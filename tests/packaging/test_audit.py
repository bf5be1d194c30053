"""`.ci/audit` says what is known about weaknesses in what we rest on, and never calls safe what nobody was asked about."""

import json
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
if not (ROOT / ".ci").is_dir():  # an sdist has the tests, and no scripts of its makers
    pytest.skip("this is no checkout", allow_module_level=True)
AUDITED = runpy.run_path(str(ROOT / ".ci" / "audited.py"))
SAFE = {"name": "rich", "version": "15.0", "vulns": []}
WEAK = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": [], "description": "long"}]}
NOT_ASKED = {"name": "ours", "skip_reason": "Dependency not found on PyPI"}


def judged(*packages, said=""):
    return AUDITED["judged"](json.dumps({"dependencies": packages, "fixes": []}) if packages else "", said, "pypi")


@pytest.mark.parametrize(
    ("packages", "code", "says"),
    [
        ((SAFE,), 0, "1 packages asked about, 0 weaknesses known"),
        ((SAFE, WEAK), 1, "pillow 1.0: PYSEC-1, mended in 1.1"),
        ((SAFE, NOT_ASKED), 3, "not audited, as the service (pypi) does not know them: ours"),
        ((WEAK, NOT_ASKED), 1, "ours"),
        ((NOT_ASKED, NOT_ASKED), 3, "nothing was audited"),
    ],
)
def test_an_audit_says_what_is_known_and_what_was_not_asked(packages, code, says):
    """Known weaknesses are one exit code, an unanswered question another: neither is "none is known"."""
    lines, found = judged(*packages)
    assert found == code
    assert says in "\n".join(lines)


def test_without_an_answer_one_line_says_why():
    """The kind of mistake, and nothing of its traceback."""
    lines, code = judged(
        said='Traceback (most recent call last):\n  File "x"\nrequests.exceptions.ConnectionError: Failed to resolve api.osv.dev\n'
    )
    assert code == 3
    assert lines == ["nothing was audited: the advisory service (pypi) could not be reached or gave no answer (ConnectionError)"]


def test_what_pip_would_install_is_audited_and_we_are_not():
    """Names with their versions, all the way down."""
    report = {"install": [{"metadata": {"name": name, "version": "1"}} for name in ("route-advisor", "rich", "mdurl")]}
    assert AUDITED["needed"](json.dumps(report)) == ["rich==1", "mdurl==1"]
