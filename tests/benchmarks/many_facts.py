"""Facts of very many people, simulated: who they are comes from one life, and each of their results from another, so that questions repeat."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from route_advisor.facts import Facts

ROWS_A_BATCH = 1_000_000


def simulated(lives: Sequence[Facts], together: Sequence[frozenset[str]], rows: int) -> Iterator[pa.RecordBatch]:
    """Batches of so many rows: the facts of each of these groups are those of one life, drawn at random for every row."""
    pool = [_pool(lives, sorted(names)) for names in together]
    for first in range(0, rows, ROWS_A_BATCH):
        number = min(ROWS_A_BATCH, rows - first)
        columns: dict[str, pa.Array] = {}
        for seed, group in enumerate(pool, first):
            drawn = pc.floor(pc.multiply(pc.random(number, initializer=seed), len(lives))).cast(pa.int32())
            columns |= {name: column.take(drawn) for name, column in group.items()}
        yield pa.record_batch(columns)


def _pool(lives: Sequence[Facts], names: Sequence[str]) -> Mapping[str, pa.Array]:
    """The words and grades of these facts in each life, without what nobody knows."""
    words = {name: [life.word(name) for life in lives] for name in names}
    grades = {f"{name}.grade": [fact.grade if (fact := life.known.get(name)) else None for life in lives] for name in names}
    known = {name: column for name, column in {**words, **grades}.items() if any(column)}
    return {name: pa.array(column, pa.string()).dictionary_encode() for name, column in known.items()}
