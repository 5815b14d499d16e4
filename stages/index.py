"""Make the passages searchable."""

from pathlib import Path

from understudy import retrieval
from understudy.core import manifest
from understudy.core.stage import run
from understudy.core.tally import Tally
from understudy.retrieval import IndexParams


def index(params: IndexParams, chunks: Path, index: Path, report: Path) -> None:
    """Embed the passages and write the index.

    Args:
        params: Section ``index`` of params.yaml.
        chunks: The chunk stage's ``chunks.jsonl``.
        index: Folder to write.
        report: Metrics file to write.
    """
    tally = Tally("index", limit=params.max_dropped, rejects=index / "rejects.jsonl")
    counts = retrieval.build_index(params, chunks, index, tally)
    tally.write(report, **counts)
    manifest.write(index, stage="index", params=params, inputs={"chunks": chunks}, counts=counts)


if __name__ == "__main__":
    run(index)
