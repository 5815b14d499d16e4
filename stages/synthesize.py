"""Ask questions about the passages."""

from functools import partial
from pathlib import Path

from understudy.core import jsonl, manifest
from understudy.core.records import Chunk
from understudy.core.stage import run
from understudy.core.tally import Tally
from understudy.synthesis import SynthesizeParams, ask, check_samples, settle, wanted


def synthesize(params: SynthesizeParams, chunks: Path, synthesized: Path, report: Path) -> None:
    """Ask questions about the passages, each answered by a span of its passage.

    Args:
        params: Section ``synthesize`` of params.yaml.
        chunks: The chunk stage's ``chunks.jsonl``.
        synthesized: Folder to write: ``samples.jsonl`` in the order of chunks, ``rejects.jsonl``
            and ``manifest.json``.
        report: Metrics file to write: chunks read, kept and dropped, samples by kind and language.
    """
    tally = Tally("synthesize", limit=params.max_dropped, rejects=synthesized / "rejects.jsonl")
    passages = wanted(jsonl.read(chunks, Chunk), params)
    asked = list(tally.each(passages, partial(ask, params=params)))
    samples, counts = settle(asked)
    jsonl.write(synthesized / "samples.jsonl", samples)
    both = {**tally.counts(), "samples": counts}
    manifest.write(
        synthesized, stage="synthesize", params=params, inputs={"chunks": chunks}, counts=both
    )
    tally.write(report, samples=counts)
    check_samples(samples)


if __name__ == "__main__":
    run(synthesize)
