"""Many files at once: the same answers as one by one, in order, whole or not there, and nobody costs the others their answer."""

import gc
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow", reason="pip install 'route-advisor[caseload]'")
import pyarrow.parquet as pq  # noqa: E402

from route_advisor import FileRefused, Interview, load  # noqa: E402
from route_advisor.caseload.batches import Worker, advise_batches, without_none  # noqa: E402
from route_advisor.caseload.run import Pace, _start, run  # noqa: E402
from route_advisor.caseload.schema import COMPONENTS, PEOPLE, described  # noqa: E402
from route_advisor.limits import BYTES_OF_A_FILE  # noqa: E402
from route_advisor.vocabulary import Standing  # noqa: E402

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 23)
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SMALL = Pace(rows_a_part=4, start_method="fork")
forked = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here to be quick")


@pytest.fixture(scope="module")
def files():
    """The example files, read."""
    return [load(path) for path in EXAMPLES]


@pytest.fixture(scope="module")
def lines(files):
    """The example files as JSON lines."""
    return [file.model_dump_json(by_alias=True, exclude_none=True) for file in files]


@pytest.fixture
def source(tmp_path, lines):
    """JSON lines on disk: ten people."""
    path = tmp_path / "lives.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines[:10]), encoding="utf-8")
    return path


@pytest.fixture
def worker(twin):
    """Whoever answers, on the twin alone."""
    return Worker(ON, advisor=twin)


def _everything(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _people(folder):
    return pa.concat_tables([pq.read_table(path) for path in sorted(folder.glob("people-*.parquet"))]).to_pylist()


def test_a_row_says_what_the_advice_says(twin, files, lines):
    """Act, duty, phase, term, standings, levels, rule ids and the first day are those of the whole advice, for every example."""
    (answered,) = advise_batches([pa.record_batch({"personal_file": lines})], on=ON, advisor=twin)
    assert answered.people.schema == PEOPLE
    assert answered.components.schema == COMPONENTS
    people, parts = answered.people.to_pylist(), answered.components.to_pylist()
    assert [person["case_ref"] for person in people] == [file.case_ref for file in files]
    for person, file in zip(people, files, strict=True):
        advice = twin.advise(file, on=ON)
        assert (person["act"], person["duty"], person["phase"]) == (advice.regime.value, advice.duty.standing, advice.duty.phase)
        term = None if isinstance(advice.term, str) else advice.term
        assert (person["last_day"], person["days_left"]) == ((term.last_day, term.days_left) if term else (None, None))
        own = [part for part in parts if part["row"] == person["row"]]
        assert [(part["component"], part["standing"], part["level"], part["expected"]) for part in own] == [
            (item.id, item.standing, item.level, item.expected) for item in advice.components
        ]
        assert [part["rules"] for part in own] == [[why.rule for why in item.why] for item in advice.components]
        assert {name: person[name] for name in Standing} == {
            name: sum(item.standing == name for item in advice.components) for name in Standing
        }


def test_a_batch_with_columns_gives_the_same_rows(twin, lines):
    """Nested columns, as Parquet holds them, are read as JSON is: what is empty there is not in the file."""
    nested = pa.RecordBatch.from_struct_array(pa.array([json.loads(line) for line in lines[:12]]))
    (one,) = advise_batches([nested], on=ON, advisor=twin)
    (other,) = advise_batches([pa.record_batch({"personal_file": lines[:12]})], on=ON, advisor=twin)
    assert one.people.column("error").to_pylist() == other.people.column("error").to_pylist()
    assert one.people.equals(other.people)
    assert one.components.equals(other.components)


def test_an_empty_list_stays_and_an_empty_group_goes():
    """Absent is unknown; an empty list says that there is nothing."""
    assert without_none({"a": None, "b": [], "c": {"d": None}, "e": [{"f": None}]}) == {"b": [], "c": {}, "e": [{}]}


def test_rows_are_counted_over_all_batches(twin, lines):
    """The second batch goes on where the first ended."""
    batches = [pa.record_batch({"personal_file": lines[:3]}), pa.record_batch({"personal_file": lines[3:5]})]
    rows = [row for answered in advise_batches(batches, on=ON, advisor=twin) for row in answered.people.column("row").to_pylist()]
    assert rows == [1, 2, 3, 4, 5]


def test_a_bad_row_says_why_and_costs_the_others_nothing(twin, lines):
    """Not JSON, no personal file, over the limit: each has its status; a value of a person is never in the error."""
    bad = ["{", '{"schema": "personal-file/1"}', '{"case_ref": "a", "bsn": "111222333"}', "x" * (BYTES_OF_A_FILE + 1)]
    (answered,) = advise_batches([pa.record_batch({"personal_file": [lines[0], *bad, lines[1]]})], on=ON, advisor=twin)
    people = answered.people.to_pylist()
    assert [person["status"] for person in people] == ["ok", "invalid", "invalid", "invalid", "refused", "ok"]
    assert all(person["error"].startswith("row ") and person["case_ref"] is None for person in people[1:-1])
    assert "111222333" not in str(people)


def test_our_own_fault_is_a_row_too(twin, lines, monkeypatch):
    """Whatever goes wrong on our side is told as ours, with the kind of error and no word of the file."""
    worker = Worker(ON, advisor=twin)
    monkeypatch.setattr(type(twin), "brief", lambda *_args, **_more: 1 / 0)
    (person,) = worker.answer(lines[:1], 1).people.to_pylist()
    assert (person["status"], person["error"]) == ("failed", "something went wrong on our side (ZeroDivisionError)")


@forked
def test_parts_are_in_the_order_of_the_source(source, tmp_path, worker, files):
    """Ten people in parts of four; the manifest names every file with its hash."""
    heard = []
    report = run(source, tmp_path / "out", worker, pace=SMALL, told=heard.append)
    assert (report.rows, report.statuses, report.duplicates, report.whole) == (10, {"ok": 10}, 0, True)
    assert [far.done for far in heard] == [4, 8, 10]
    assert [person["case_ref"] for person in _people(tmp_path / "out")] == [file.case_ref for file in files[:10]]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert [part["rows"] for part in manifest["parts"]] == [4, 4, 2]
    assert manifest["whole"]


@forked
def test_a_run_that_was_stopped_goes_on_to_the_same_bytes(source, tmp_path, worker):
    """Parts that are whole are skipped; one that is half-written, or changed since, is made again."""
    whole, again = tmp_path / "whole", tmp_path / "again"
    run(source, whole, worker, pace=SMALL)

    def stop(far):
        if far.done == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source, again, worker, pace=SMALL, told=stop)
    (again / "people-00001.parquet").write_bytes(b"half")
    (again / ".components-00002.parquet.part").write_bytes(b"half")
    report = run(source, again, worker, pace=SMALL, resume=True)
    assert report.skipped == 4
    (again / ".components-00002.parquet.part").unlink(missing_ok=True)
    assert _everything(again) == _everything(whole)


@forked
@pytest.mark.parametrize("change", ["source", "day", "full"])
def test_results_are_never_mixed(source, tmp_path, worker, twin, lines, change):
    """Another source, day or question is refused, and names what differs; a folder with results needs --resume."""
    run(source, tmp_path / "out", worker, pace=SMALL)
    with pytest.raises(FileRefused, match="--resume"):
        run(source, tmp_path / "out", worker, pace=SMALL)
    other = worker
    if change == "source":
        source.write_text(lines[0] + "\n")
    else:
        other = Worker(date(2026, 11, 24), advisor=twin) if change == "day" else Worker(ON, full=True, advisor=twin)
    with pytest.raises(FileRefused, match={"source": "source", "day": "another on", "full": "full"}[change]):
        run(source, tmp_path / "out", other, pace=SMALL, resume=True)


@forked
@pytest.mark.parametrize("resume", [True, False])
def test_rows_without_a_manifest_are_never_mixed_with_ours(source, tmp_path, worker, resume):
    """Somebody took the manifest away: the rows that stand there are of nobody knows whom, and nothing is written beside them."""
    run(source, tmp_path / "out", worker, pace=SMALL)
    (tmp_path / "out" / "manifest.json").unlink()
    before = _everything(tmp_path / "out")
    with pytest.raises(FileRefused, match="without their manifest"):
        run(source, tmp_path / "out", worker, pace=SMALL, resume=resume)
    assert _everything(tmp_path / "out") == before


@forked
def test_a_worker_that_dies_costs_one_row(source, tmp_path, worker, monkeypatch):
    """Its batch is asked once more and then row by row; whoever kills a process twice has the status failed, and all others their answer."""
    answer = Worker.answer

    def deadly(self, some, first, names):
        if any("certificate-on-paper" in str(file) for file in some):
            os._exit(9)
        return answer(self, some, first, names)

    monkeypatch.setattr(Worker, "answer", deadly)
    report = run(source, tmp_path / "out", worker, pace=SMALL)
    assert report.statuses == {"ok": 9, "failed": 1}
    people = _people(tmp_path / "out")
    assert [person["row"] for person in people] == list(range(1, 11))
    assert [person["error"] for person in people if person["status"] == "failed"] == [
        "the process that answered it died, twice; there is no answer"
    ]


@forked
def test_a_folder_a_parquet_file_and_lines_give_the_same_people(tmp_path, worker, lines):
    """Whatever the source is; a hidden file in a folder is not read."""
    folder = tmp_path / "files"
    folder.mkdir()
    for number, line in enumerate(lines[:5]):
        (folder / f"{number}.json").write_text(line, encoding="utf-8")
    (folder / ".hidden.json").write_text("{", encoding="utf-8")
    pq.write_table(pa.table({"personal_file": lines[:5]}), tmp_path / "files.parquet")
    (tmp_path / "files.jsonl").write_text("\n\n".join(lines[:5]), encoding="utf-8")
    found = []
    for source in (folder, tmp_path / "files.parquet", tmp_path / "files.jsonl"):
        run(source, tmp_path / f"out-{source.name}", worker, pace=SMALL)
        found.append(_people(tmp_path / f"out-{source.name}"))
    assert [person.pop("file") for person in found[0]] == [f"{number}.json" for number in range(5)]
    assert {person.pop("file") for several in found[1:] for person in several} == {None}
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ([("case_ref", ["a"]), ("case_ref", ["b"])], "two columns have one name"),
        ([("personal_file", [b"{}"])], "personal_file holds no text"),
        ([("personal_file", [1])], "personal_file holds no text"),
    ],
)
def test_a_parquet_file_of_which_a_column_would_be_lost_is_refused(tmp_path, worker, columns, says):
    """A name that stands twice, or personal files that are no text: one line, and nothing is written."""
    pq.write_table(pa.table([pa.array(values) for _, values in columns], names=[name for name, _ in columns]), tmp_path / "a.parquet")
    with pytest.raises(FileRefused, match=says):
        run(tmp_path / "a.parquet", tmp_path / "out", worker)
    assert not (tmp_path / "out").exists()


@forked
def test_a_case_that_stands_twice_is_told(tmp_path, worker, lines):
    """Both rows have their answer, and the reference is in duplicates.txt."""
    (tmp_path / "two.jsonl").write_text("\n".join([*lines[:5], lines[0]]), encoding="utf-8")
    assert run(tmp_path / "two.jsonl", tmp_path / "out", worker, pace=SMALL).duplicates == 1
    assert (tmp_path / "out" / "duplicates.txt").read_text() == json.loads(lines[0])["case_ref"] + "\n"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.jsonl", None, "there is no such file"),
        ("a.csv", b"a", "ends in .jsonl"),
        ("a.parquet", b"no", "not a Parquet file"),
        ("empty", "folder", "no personal files here"),
    ],
)
def test_a_source_that_is_none_is_refused_in_one_line(tmp_path, worker, name, content, says):
    """And nothing is made for it."""
    if content == "folder":
        (tmp_path / name).mkdir()
    elif content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused, match=says):
        run(tmp_path / name, tmp_path / "out", worker)
    assert not (tmp_path / "out").exists()


def test_a_worker_travels_without_what_it_knows(worker, lines):
    """It answers in another process as here."""
    again = pickle.loads(pickle.dumps(Worker(ON)))  # noqa: S301 - made on this line
    assert again.answer(lines[:2], 1).people.equals(worker.answer(lines[:2], 1).people)


LEFT_BEHIND = """
import os, signal
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from route_advisor.caseload.batches import Worker
from route_advisor.caseload.run import _start

if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, get_context("spawn"), _start, (Worker(date(2026, 11, 23)), None))
    print(pool.submit(os.getpid).result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@forked
def test_no_process_is_left_where_the_command_was_killed(tmp_path):
    """A process that waits for work ends with the one that brings it, however that ends."""
    (tmp_path / "left_behind.py").write_text(LEFT_BEHIND, "utf-8")
    with (tmp_path / "told").open("w") as told:  # a pipe would stay open for as long as that process
        subprocess.run([sys.executable, str(tmp_path / "left_behind.py")], stdout=told, check=False)
    left = int((tmp_path / "told").read_text("utf-8"))
    for _ in range(200):
        if _has_ended(left):
            return
        time.sleep(0.1)
    os.kill(left, signal.SIGKILL)
    pytest.fail("it still waits")


def _has_ended(process):
    """Whether there is no such process, or one of which only nobody has asked yet how it ended."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z"


def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(tmp_path, lines):
    """The command, killed with -9 and typed again with --resume, gives what an unhurried run gives; a bad row gives exit code 5."""
    (tmp_path / "lives.jsonl").write_text("\n".join([*lines, "{"] * 3), encoding="utf-8")

    def command(folder, *more):
        typed = [
            sys.executable,
            "-m",
            "route_advisor.cli",
            "caseload",
            "lives.jsonl",
            "--output",
            folder,
            "--on",
            ON.isoformat(),
            "--part",
            "20",
            *more,
        ]
        return subprocess.Popen(typed, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)

    killed = command("killed")
    while not (tmp_path / "killed" / "people-00000.parquet").exists():
        assert killed.poll() is None, killed.stderr.read()
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    for done in (command("killed", "--resume"), command("whole")):
        said, errors = done.communicate()
        assert done.returncode == 5, errors
        assert b"3 invalid" in said
        told = errors.decode().splitlines()
        rows = [line for line in told if re.match(r"row \d+: .", line)]
        assert len(rows) == 3, told  # which, and why
        assert "people-" in told[told.index(rows[-1]) + 1]  # where all stand
    assert _everything(tmp_path / "killed") == _everything(tmp_path / "whole")


def test_the_question_that_settles_most_is_the_one_that_an_interview_asks_next(twin, files, lines):
    """By its key, for who asked for it; empty where nothing is left to ask, and where nobody asked."""
    some = slice(0, None, 6)
    told = Worker(ON, questions=True, advisor=twin).answer([*lines[some], "{"], 1).people.column("settles_most").to_pylist()
    asked = [Interview(file, on=ON, advisor=twin).next_question() for file in files[some]]
    assert told == [*(question and question.id for question in asked), None]
    assert len(set(told)) > 2
    assert set(Worker(ON, advisor=twin).answer(lines[:3], 1).people.column("settles_most").to_pylist()) == {None}


def test_the_schema_says_what_each_column_holds(twin, lines):
    """`schema caseload` names every column of both tables, with its version."""
    said = described()
    answered = Worker(ON, advisor=twin).answer(lines[:1], 1)
    assert said["schema"] == "caseload/2"
    for table, batch in (("people", answered.people), ("components", answered.components)):
        assert list(said[table]) == batch.schema.names
        assert all(one["says"] for one in said[table].values())
    assert "`ask`" in said["people"]["settles_most"]["says"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this machine")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_clears_nothing_that_its_parent_left():
    """A pool that the parent had done with was cleared in a fork, which then waited for ever for the lock of that pool."""

    class Left:
        def __del__(self):
            cleared.append(os.getpid())

    cleared: list[int] = []
    gc.disable()
    left = Left()
    left.itself = left
    del left
    if (child := os.fork()) == 0:
        _start(Worker(on=ON), None)
        gc.collect()
        os._exit(len(cleared))
    gc.enable()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
