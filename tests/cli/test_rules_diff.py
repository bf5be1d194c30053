"""`rules diff`: a policy officer asks what a change of law did."""

import json
import shutil
import subprocess

import pytest

from route_advisor.rulebook.book import shipped_folder

NEW_YEAR = ("rules", "diff", "--on", "2022-12-31", "--and", "2023-01-01")


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    """Two folders of the shipped rules, of which the second asks A2 on the B1 route."""
    folders = [tmp_path_factory.mktemp(name) / "rules" for name in ("old", "new")]
    for folder in folders:
        shutil.copytree(shipped_folder(), folder)
    page = folders[1] / "wet-inburgering-2021" / "b1-route.yaml"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("writing, speaking], at_level: b1", "writing, speaking], at_level: a2", 1), encoding="utf-8")
    assert page.read_text(encoding="utf-8") != text
    return folders


@pytest.fixture(scope="module")
def repository(copies, tmp_path_factory):
    """A git repository with the rules in one commit, and another sentence in the next."""
    place = tmp_path_factory.mktemp("repository")
    _git(place, "init", "--quiet")
    shutil.copytree(copies[0], place / "rules")
    page = place / "rules" / "wet-inburgering-2021" / "b1-route.yaml"
    for number, sentence in enumerate(("you take the KNM exam.", "you take the exam KNM.")):
        page.write_text(page.read_text(encoding="utf-8").replace("you take the KNM exam.", sentence), encoding="utf-8")
        _git(place, "add", "--all")
        _git(place, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", f"version {number}")
    return place


def _git(place, *words):
    subprocess.run(["git", *words], cwd=place, check=True, capture_output=True)  # noqa: S607 - git as it is installed


def test_two_days_are_told_as_text(run):
    """The plan clock, KNM on the Z-route and vmbo, each with its article; differences are no fault."""
    result = run(*NEW_YEAR)
    told = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "WI21-START-8" in told
    assert 'BI2021 art. 5.3 lid 1 "uiterlijk 10 weken na de dag waarop"' in told
    assert "You may want an A2 or KNM exam on the Z-route." in told
    assert "BI2021 art. 3.14 lid 7" in told
    assert "Every vmbo diploma in Dutch counts." in told
    assert "RI2021 art. 2.1 onder c" in told


def test_the_sentences_of_the_rules_come_in_the_language_asked(run):
    """The frame is English; what people read is quoted in Dutch where that is asked."""
    told = " ".join(run(*NEW_YEAR, "--lang", "nl").stdout.split())
    assert "ANSWERS THAT CHANGE" in told
    assert "Uw gemeente heeft 10 weken om uw PIP te maken." in told


def test_two_folders_are_compared_and_the_example_is_shown(run, copies):
    """A swapped level is told in one line, with a person as a pair of scenarios; a build can stop at it."""
    result = run("rules", "diff", *copies, "--on", "2026-11-23", "--examples", "--fail-on-change")
    assert result.exit_code == 1
    assert "reading, listening, writing and speaking: open, level B1 -> open, level A2" in " ".join(result.stdout.split())
    assert "facts: {law_in_letter: wi2021, duo_duty: obliged, route: b1}" in result.stdout
    assert "open at b1" in result.stdout
    assert "open at a2" in result.stdout


@pytest.mark.needs_git
def test_two_revisions_are_compared_without_touching_the_work_tree(run, repository, monkeypatch):
    """Revisions are read from git; what stands in the folder stays as it is."""
    monkeypatch.chdir(repository)
    (repository / "rules" / "acts.yaml").write_text("not committed", encoding="utf-8")
    result = run("rules", "diff", "HEAD~1", "HEAD", "--on", "2026-11-23", "--format", "json")
    told = json.loads(result.stdout)
    assert [(rule["after"], rule["what"]) for rule in told["paper"]["rules"]] == [(["WI21-B1-2"], ["words"])]
    assert told["answers"] == []
    assert told["before"]["name"] == "HEAD~1"
    assert (repository / "rules" / "acts.yaml").read_text(encoding="utf-8") == "not committed"
    _git(repository, "checkout", "--quiet", "rules/acts.yaml")


def test_a_build_goes_on_where_nothing_changed(run, copies):
    """With --fail-on-change the exit code is 0 for equal versions."""
    result = run("rules", "diff", copies[0], copies[0], "--on", "2026-11-23", "--fail-on-change")
    assert result.exit_code == 0
    assert result.stdout.endswith(": nothing changes\n")


@pytest.mark.needs_git
@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        (("no-such-revision", "HEAD"), 2, '"no-such-revision" is neither a folder nor a git revision; name a folder of rules, a branch'),
        (("HEAD:nowhere", "HEAD"), 2, 'the revision "HEAD" has no folder nowhere; write HEAD:FOLDER'),
        (("--output=x", "HEAD"), 2, "No such option"),
        (("--", "--output=x", "HEAD"), 2, '"--output=x" is no folder'),
        (("HEAD",), 2, "name two versions"),
        (("--on", "2023-01-01"), 2, "name two versions"),
        (("HEAD", "HEAD", "--and", "2023-01-01"), 2, "name two versions"),
        (("--on", "2023-13-01", "--and", "2023-01-01"), 2, '"2023-13-01" is not a day'),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(run, repository, monkeypatch, typed, code, says):
    """One line says what was found and what to name instead."""
    monkeypatch.chdir(repository)
    result = run("rules", "diff", *typed)
    assert result.exit_code == code
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.needs_git
def test_a_revision_outside_a_repository_is_refused(run, tmp_path, monkeypatch):
    """Where there is no git repository, only folders can be compared."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run("rules", "diff", "HEAD", "HEAD~1")
    assert result.exit_code == 2
    assert '"HEAD" is no folder, and there is no git repository here' in result.stderr


def test_without_git_folders_can_still_be_compared(run, copies, monkeypatch, tmp_path):
    """A revision is refused in one line; two folders need no git."""
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = run("rules", "diff", "HEAD~1", "HEAD")
    assert refused.exit_code == 2
    assert refused.stderr == "git is not installed here; install it, or name two folders of rules\n"
    assert run("rules", "diff", copies[0], copies[0], "--on", "2026-11-23").exit_code == 0


def test_a_version_with_mistakes_is_refused_with_its_name(run, copies, tmp_path):
    """Each mistake stands on a line behind the version it is in."""
    broken = tmp_path / "broken"
    shutil.copytree(copies[0], broken)
    (broken / "acts.yaml").unlink()
    result = run("rules", "diff", copies[0], broken)
    assert result.exit_code == 4
    assert result.stderr == f"{broken}: acts.yaml:1: this page is missing; add it\n"
