"""Cut documents into passages at their headings; make a passage of each row."""

from pathlib import Path

from understudy.chunking import ChunkParams, chunk_folder
from understudy.core.stage import run


def chunk(
    params: ChunkParams,
    documents: Path | None,
    rows: Path | None,
    tokenizer: Path | None,
    chunks: Path,
    report: Path,
) -> None:
    """Cut documents into passages at their headings; make a passage of each row.

    Args:
        params: Section ``chunk`` of params.yaml.
        documents: The clean stage's ``documents.jsonl``; each input if there is one.
        rows: The clean stage's ``rows.jsonl``.
        tokenizer: Model folder whose tokens are counted, where ``unit`` is tokens.
        chunks: Folder to write: ``chunks.jsonl`` in the order of documents and rows,
            ``rejects.jsonl`` and ``manifest.json``.
        report: Metrics file to write: documents and rows read, kept, dropped by reason, and chunks
            by collection.
    """
    chunk_folder(params, documents, rows, chunks, report, tokenizer=tokenizer)


if __name__ == "__main__":
    run(chunk)
