"""Score samples; nothing is filtered here."""

from functools import partial
from pathlib import Path

from understudy.core import jsonl, manifest
from understudy.core.records import Chunk, Sample
from understudy.core.stage import run
from understudy.core.tally import Tally
from understudy.synthesis import JudgeParams, check_verdicts, summary
from understudy.synthesis import judge as verdict


def judge(params: JudgeParams, samples: Path, chunks: Path, verdicts: Path, report: Path) -> None:
    """Score samples; nothing is filtered here.

    Args:
        params: Section ``judge`` of params.yaml.
        samples: The synthesize stage's ``samples.jsonl``.
        chunks: The chunk stage's ``chunks.jsonl``, in which the evidence lies.
        verdicts: Folder to write: ``verdicts.jsonl``, one a sample, ``rejects.jsonl`` and
            ``manifest.json``.
        report: Metrics file to write: samples read, kept and dropped, scores by kind.
    """
    tally = Tally("judge", limit=params.max_dropped, rejects=verdicts / "rejects.jsonl")
    texts = {chunk.id: chunk.text for chunk in jsonl.read(chunks, Chunk)}
    asked = list(jsonl.read(samples, Sample))
    found = list(tally.each(asked, partial(verdict, passages=texts, params=params)))
    jsonl.write(verdicts / "verdicts.jsonl", found)
    counts = summary(found, {sample.id: sample.kind for sample in asked})
    inputs: dict[str, Path | None] = {"samples": samples, "chunks": chunks}
    both = {**tally.counts(), **counts}
    manifest.write(verdicts, stage="judge", params=params, inputs=inputs, counts=both)
    tally.write(report, **counts)
    check_verdicts(counts, params)


if __name__ == "__main__":
    run(judge)
