"""Read raw files: documents, conversations and rows."""

from pathlib import Path

from understudy.core import manifest
from understudy.core.stage import run
from understudy.core.tally import Tally
from understudy.parsing import ParseParams, read_folder


def parse(params: ParseParams, raw: tuple[Path, ...], parsed: Path, report: Path) -> None:
    """Read every file of the raw folders into typed records.

    Args:
        params: Section ``parse`` of params.yaml.
        raw: Folders of files of any kind that has a parser, in the repository or not, or single
            such files. Files of a further folder stand below its name.
        parsed: Folder to write: ``documents.jsonl``, ``conversations.jsonl``, ``rows.jsonl``,
            ``assets``, ``recognised.jsonl`` (raw text of pictures), ``files.jsonl`` (what became of
            each file), ``rejects.jsonl``.
        report: Metrics file to write: files and records read, kept, dropped by reason.
    """
    tally = Tally("parse", limit=params.max_dropped, rejects=parsed / "rejects.jsonl")
    totals = read_folder(params, raw, parsed, tally)
    counts = {**tally.counts(), **totals}
    files = parsed / "files.jsonl"  # with a path and a hash of each raw file
    manifest.write(parsed, stage="parse", params=params, inputs={"files": files}, counts=counts)
    tally.write(report, **totals)
    totals.check()


if __name__ == "__main__":
    run(parse)
