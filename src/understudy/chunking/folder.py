"""The stage's work from files to files."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from understudy.chunking.documents import split
from understudy.chunking.measures import measure_of
from understudy.chunking.params import ChunkParams
from understudy.chunking.rows import check, fill
from understudy.core import jsonl, manifest
from understudy.core.records import Chunk, Document, Row
from understudy.core.tally import Tally


def chunk_folder(
    params: ChunkParams,
    documents: Path | None,
    rows: Path | None,
    chunks: Path,
    report: Path,
    *,
    tokenizer: Path | None = None,
) -> None:
    """Make the chunks of all documents and rows.

    Args:
        params: Section ``chunk``.
        documents: The clean stage's ``documents.jsonl``; None when there is none.
        rows: The clean stage's ``rows.jsonl``; None when there is none.
        chunks: Folder to write.
        report: Metrics file to write.
        tokenizer: Model folder whose tokens are counted; None when words or characters are.

    Raises:
        SetupError: A template does not fit its table, tokens are to be counted without a tokenizer,
            or more than ``max_dropped`` was dropped.
    """
    measure_of(params.unit, tokenizer)
    check(params, _read_rows(rows))
    tally = Tally("chunk", limit=params.max_dropped, rejects=chunks / "rejects.jsonl")
    made: Counter[str] = Counter()
    found = _chunks(params, documents, rows, tally, tokenizer)
    jsonl.write(chunks / "chunks.jsonl", _counted(found, made))
    unused = Counter(
        row.collection for row in _read_rows(rows) if row.collection not in params.rows
    )
    counts = {
        "chunks": dict(sorted(made.items())),
        "rows_without_chunk": dict(sorted(unused.items())),
    }
    tally.write(report, **counts)
    counted = tokenizer / "tokenizer.json" if tokenizer and params.unit == "tokens" else None
    counted = counted if counted and counted.is_file() else None
    inputs = {"documents": documents, "rows": rows, "tokenizer": counted}
    every = {**tally.counts(), **counts}
    manifest.write(chunks, stage="chunk", params=params, inputs=inputs, counts=every)


def _chunks(
    params: ChunkParams,
    documents: Path | None,
    rows: Path | None,
    tally: Tally,
    tokenizer: Path | None,
) -> Iterator[Chunk]:
    if documents is not None:
        texts = jsonl.read(documents, Document)
        work = partial(split, params=params, tokenizer=tokenizer)
        for pieces in tally.each(texts, work, kind="documents"):
            yield from pieces
    used = (row for row in _read_rows(rows) if row.collection in params.rows)
    for pieces in tally.each(used, lambda row: fill(row, params.rows[row.collection]), kind="rows"):
        yield from pieces


def _counted(chunks: Iterable[Chunk], made: Counter[str]) -> Iterator[Chunk]:
    for chunk in chunks:
        made[chunk.collection] += 1
        yield chunk


def _read_rows(rows: Path | None) -> Iterator[Row]:
    return iter(()) if rows is None else jsonl.read(rows, Row)
