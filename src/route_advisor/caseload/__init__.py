"""Many files: which of them hold what is sought, all their days in one list, and rows for thousands.

`finding` and `agenda` need nothing more. `batches` and `run` need pyarrow and DuckDB (extra `caseload`): `batches.advise_batches` is the one function
to put under another engine, as Spark's `mapInArrow` or Dask; `run.run` does a whole source on one machine.
"""
