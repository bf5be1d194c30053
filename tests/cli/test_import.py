"""`import duo`: DUO's messages become files, and nothing that stood there is lost."""

from pathlib import Path

import pytest

from route_advisor import load
from route_advisor.limits import MISTAKES_TOLD
from route_advisor.readers.duo import import_duo

DUO = Path(__file__).parents[2] / "examples" / "duo"


def test_each_person_becomes_a_file(run, tmp_path):
    """One CASE_REF.yaml each, which reads back as the imported file; stdout names the files, stderr the rest."""
    people = import_duo(DUO)
    given = run("import", "duo", DUO, "--output", tmp_path / "new" / "files")
    assert given.exit_code == 0
    written = [Path(line) for line in given.stdout.splitlines()]
    assert [path.name for path in written] == [f"{person.case_ref}.yaml" for person in people]
    assert [load(path) for path in written] == list(people)
    assert f"{len(people)} personal files written" in given.stderr


def test_what_was_not_understood_is_told(run, tmp_path):
    """Nothing is dropped silently: each thing not understood is a line on stderr."""
    expected = [(person.case_ref, one.where) for person in import_duo(DUO) for one in person.not_understood]
    stderr = run("import", "duo", DUO, "--output", tmp_path).stderr
    assert expected
    assert all(f"{case_ref}: not understood: {where}" in stderr for case_ref, where in expected)


def test_what_was_not_understood_has_an_end(run, tmp_path):
    """Of thirty people with something strange in their messages twenty lines are told, and how many more; the files hold all of it."""
    for number in range(30):
        (tmp_path / "duo" / f"p-{number}").mkdir(parents=True)
        (tmp_path / "duo" / f"p-{number}" / "inburgeringsplicht.json").write_text('{"vreemd": 1}')
    given = run("import", "duo", tmp_path / "duo", "--output", tmp_path / "files")
    assert given.exit_code == 0
    assert sum("not understood" in line for line in given.stderr.splitlines()) == MISTAKES_TOLD
    assert f"and {sum(len(load(path).not_understood) for path in (tmp_path / 'files').iterdir()) - MISTAKES_TOLD} more" in given.stderr


def test_nothing_is_replaced_without_force(run, tmp_path):
    """A file that stands there stays as it is, and then none is written."""
    first = import_duo(DUO)[-1].case_ref
    (tmp_path / f"{first}.yaml").write_text("kept")
    given = run("import", "duo", DUO, "--output", tmp_path)
    assert (given.exit_code, given.stdout) == (2, "")
    assert [path.name for path in tmp_path.iterdir()] == [f"{first}.yaml"]
    assert (tmp_path / f"{first}.yaml").read_text() == "kept"
    assert "--force" in given.stderr


def test_force_replaces(run, tmp_path):
    """With --force the files are written anew."""
    run("import", "duo", DUO, "--output", tmp_path)
    paths = sorted(tmp_path.iterdir())
    paths[0].write_text("old")
    assert run("import", "duo", DUO, "--output", tmp_path, "--force").exit_code == 0
    assert sorted(tmp_path.iterdir()) == paths
    assert paths[0].read_text() != "old"


def test_a_failure_half_way_leaves_no_file(run, tmp_path, monkeypatch):
    """When a disk fills up nothing is half written and nothing is left beside."""
    writing = Path.write_bytes
    calls = []

    def fails_at_the_second(path: Path, *args: object, **extra: object) -> int:
        calls.append(path)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return writing(path, *args, **extra)

    monkeypatch.setattr(Path, "write_bytes", fails_at_the_second)
    given = run("import", "duo", DUO, "--output", tmp_path)
    assert (given.exit_code, given.stdout) == (1, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("source", ["nowhere", "empty"])
def test_a_source_that_holds_nothing_is_refused(run, tmp_path, source):
    """A place without messages of DUO is input refused, and makes no folder."""
    (tmp_path / "empty").mkdir()
    given = run("import", "duo", tmp_path / source, "--output", tmp_path / "files")
    assert (given.exit_code, given.stdout) == (3, "")
    assert not (tmp_path / "files").exists()


def test_a_file_is_no_folder_for_files(run, tmp_path):
    """--output names a folder."""
    (tmp_path / "file").write_text("kept")
    assert run("import", "duo", DUO, "--output", tmp_path / "file").exit_code == 2
    assert (tmp_path / "file").read_text() == "kept"
