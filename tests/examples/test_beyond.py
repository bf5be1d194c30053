"""The same function under engines that stand elsewhere: each gives the rows that this machine gives alone."""

import importlib.util
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow", reason="pip install 'route-advisor[caseload]'")
import pyarrow.parquet as pq  # noqa: E402

from route_advisor import load  # noqa: E402
from route_advisor.caseload.batches import advise_batches  # noqa: E402

ROOT = Path(__file__).parents[2]
BEYOND = ROOT / "examples" / "beyond"
ON = date(2026, 11, 23)
NEEDS = {
    "spark": ("pyspark", "pip install pyspark pandas && apt-get install default-jre-headless"),
    "dask": ("distributed", "pip install 'dask[distributed]'"),
}


@pytest.fixture(scope="module")
def lines():
    """A few people, and a line that is none."""
    files = [load(path) for path in sorted((ROOT / "examples").glob("*.yaml"))[:6]]
    return [*(file.model_dump_json(by_alias=True, exclude_none=True) for file in files), "{"]


@pytest.fixture(scope="module")
def expected(lines, advisor):
    """Their rows, made here; the number of a row is that of its partition elsewhere."""
    (answered,) = advise_batches([pa.record_batch({"personal_file": lines})], on=ON, advisor=advisor)
    return _rows(pa.Table.from_batches([answered.people]))


def _rows(table):
    rows = [{name: value for name, value in row.items() if name not in ("row", "error")} for row in table.to_pylist()]
    return sorted(rows, key=lambda row: row["case_ref"] or "")


def script(name):
    """An example, as a module; it needs its engine only when it runs."""
    spec = importlib.util.spec_from_file_location(name, BEYOND / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_spark_maps_gives_a_row_a_person(lines, expected):
    """Arrow batches in, Arrow batches out, however the rows are cut."""
    batches = [pa.record_batch({"personal_file": some}) for some in (lines[:2], lines[2:])]
    assert _rows(pa.Table.from_batches(list(script("spark_advices").people(batches, on=ON)))) == expected


def test_what_dask_maps_writes_a_row_a_person(lines, expected, tmp_path):
    """Lines in, a file of rows out."""
    assert script("dask_advices").answered([f"{line}\n" for line in lines], tmp_path / "a.parquet", on=ON) == len(lines)
    assert _rows(pq.read_table(tmp_path / "a.parquet")) == expected


@pytest.mark.parametrize("engine", NEEDS)
def test_an_engine_gives_the_same_rows(lines, expected, tmp_path, engine):
    """On a machine that has it; elsewhere the line that brings it."""
    module, needs = NEEDS[engine]
    if importlib.util.find_spec(module) is None or (engine == "spark" and shutil.which("java") is None):
        pytest.skip(needs)
    (tmp_path / "lives.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    typed = [sys.executable, BEYOND / f"{engine}_advices.py", tmp_path / "lives.jsonl", tmp_path / "people", "--on", ON.isoformat()]
    told = subprocess.run(typed, capture_output=True, text=True, check=False, timeout=300)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"{len(lines)} rows in ")
    assert _rows(pq.read_table(tmp_path / "people")) == expected


@pytest.mark.parametrize("engine", NEEDS)
def test_without_an_engine_a_line_says_what_to_install(tmp_path, engine):
    """And no traceback."""
    hides = tmp_path / "hides"
    for name in ("pyspark", "dask"):
        (hides / name).mkdir(parents=True)
        (hides / name / "__init__.py").write_text("raise ImportError\n", "utf-8")
    typed = [sys.executable, BEYOND / f"{engine}_advices.py", "lives.jsonl", "people", "--on", ON.isoformat()]
    path = os.pathsep.join([str(hides), os.environ.get("PYTHONPATH", "")])
    told = subprocess.run(typed, capture_output=True, text=True, check=False, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path})
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert NEEDS[engine][1] in told.stderr
