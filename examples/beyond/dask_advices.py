"""A caseload on Dask: `python examples/beyond/dask_advices.py lives.jsonl people/ --on 2026-11-23`.

JSON lines in, Parquet out with the columns of `route-advisor schema caseload`, a file a block. All that Dask gets is one function, the lines
of a block in and a file of rows out. Rows are counted from 1 in each block: join on `case_ref`.
"""

import argparse
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from route_advisor.advisor import shipped_advisor
from route_advisor.caseload.batches import advise_batches


def answered(lines: Iterable[str], to: Path, *, on: date) -> int:
    """Write a row a person for the lines of one block, and say how many. The advisor is that of the process, which compiles its rules once."""
    batch = pa.record_batch({"personal_file": [line for line in lines if line.strip()]})
    (rows,) = advise_batches([batch], on=on, advisor=shipped_advisor())
    pq.write_table(pa.Table.from_batches([rows.people]), to, compression="zstd")
    return batch.num_rows


def main() -> None:
    """Answer everybody, and say how many a second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("output", type=Path)
    parser.add_argument("--on", type=date.fromisoformat, required=True)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--block", default="2MB")
    asked = parser.parse_args()
    try:
        from dask import bag, delayed  # noqa: PLC0415 - asked for where it is needed
        from dask.distributed import Client  # noqa: PLC0415
    except ImportError:
        sys.exit("this needs Dask; type: pip install 'dask[distributed]'")
    asked.output.mkdir(parents=True, exist_ok=True)
    with Client(n_workers=asked.cores, threads_per_worker=1, dashboard_address=None) as client:
        began = time.perf_counter()
        blocks = bag.read_text(asked.source, blocksize=asked.block).to_delayed()
        task = delayed(answered, pure=False)  # what is pure is not done twice
        parts = [task(block, asked.output / f"people-{number:05}.parquet", on=asked.on) for number, block in enumerate(blocks)]
        count = sum(client.gather(client.compute(parts)))
        spent = time.perf_counter() - began
    print(f"{count:,} rows in {spent:,.1f} s: {count / spent:,.0f} a second")


if __name__ == "__main__":
    main()
