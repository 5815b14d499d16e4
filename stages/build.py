from pathlib import Path

from understudy.core.stage import run
from understudy.dataset import BuildParams, Inputs, make_dataset


def build(
    params: BuildParams,
    conversations: Path | None,
    rows: Path | None,
    chunks: Path | None,
    samples: Path | None,
    verdicts: Path | None,
    near: Path | None,
    people: Path | None,
    manifests: tuple[Path, ...],
    dataset: Path,
    report: Path,
) -> None:
    """Make train, eval and test whose splits share nothing, with the proof, a manifest and a card.

    Args:
        params: Section ``build`` of params.yaml.
        conversations: The clean stage's ``conversations.jsonl``; each input if there is one.
        rows: The clean stage's ``rows.jsonl``.
        chunks: The chunk stage's ``chunks.jsonl``, so that every passage has a split.
        samples: The synthesize stage's ``samples.jsonl``.
        verdicts: The judge stage's ``verdicts.jsonl``.
        near: The clean stage's ``near.jsonl``: documents and chats that are nearly the same.
        people: ``people.yaml``: whose replies are learnt.
        manifests: ``manifest.json`` of each stage before, for the dataset's own.
        dataset: Folder to write.
        report: Metrics file to write: counts, shares, and leaks, which are zero.
    """
    inputs = Inputs(conversations, rows, chunks, samples, verdicts, people, manifests, near)
    make_dataset(params, inputs, dataset, report)


if __name__ == "__main__":
    run(build)
