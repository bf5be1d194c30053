"""A caseload on Spark: `python examples/beyond/spark_advices.py lives.jsonl people/ --on 2026-11-23`.

JSON lines in, Parquet out with the columns of `route-advisor schema caseload`. All that Spark gets is one function, Arrow batches in and
Arrow batches out. Rows are counted from 1 in each partition: join on `case_ref`.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

import pyarrow as pa

from route_advisor.advisor import shipped_advisor
from route_advisor.caseload.batches import advise_batches
from route_advisor.caseload.schema import PEOPLE


def people(batches: Iterable[pa.RecordBatch], *, on: date) -> Iterator[pa.RecordBatch]:
    """A row a person. The advisor is that of the process, which compiles its rules once."""
    for answered in advise_batches(batches, on=on, advisor=shipped_advisor()):
        yield answered.people


def main() -> None:
    """Answer everybody, and say how many a second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("output")
    parser.add_argument("--on", type=date.fromisoformat, required=True)
    parser.add_argument("--cores", type=int, default=2)
    asked = parser.parse_args()
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - asked for where it is needed
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415
    except ImportError:
        sys.exit("this needs Spark, and Java 17 or later; type: pip install pyspark pandas && apt-get install default-jre-headless")
    spark = SparkSession.builder.master(f"local[{asked.cores}]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    began = time.perf_counter()
    files = spark.read.text(asked.source).withColumnRenamed("value", "personal_file").repartition(asked.cores * 4)
    files.mapInArrow(partial(people, on=asked.on), from_arrow_schema(PEOPLE)).write.mode("overwrite").parquet(asked.output)
    spent, count = time.perf_counter() - began, spark.read.parquet(asked.output).count()
    print(f"{count:,} rows in {spent:,.1f} s: {count / spent:,.0f} a second")
    spark.stop()


if __name__ == "__main__":
    main()
