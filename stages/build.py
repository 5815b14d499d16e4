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
    tokenizer: Path | None,
    dataset: Path,
    report: Path,
) -> None:
    """Make train, eval and test whose splits share nothing, with the proof, a manifest and a card.

    ``conversations``, ``rows`` and ``near`` (documents and chats that are nearly the same) are the
    clean stage's, ``chunks`` (every passage gets a split) and ``samples`` those of chunk and
    synthesize, ``verdicts`` the judge's, each if there is one. ``people`` is ``people.yaml``: whose
    replies are learnt. ``manifests`` are those of the stages before, for the dataset's own;
    ``tokenizer`` is the ``tokenizer.json`` of the base model, for lengths in its tokens. Written
    are the folder ``dataset``, and the metrics ``report``: counts, shares, and leaks, all zero.
    """
    given = (conversations, rows, chunks, samples, verdicts, people, manifests, near, tokenizer)
    make_dataset(params, Inputs(*given), dataset, report)


if __name__ == "__main__":
    run(build)
