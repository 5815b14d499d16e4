"""Makes the embedded base model from a folder of text: `python models/embedded/make --help`."""

import argparse
import logging
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from corpus import load
from making import tokenizer_texts, work
from pretrain import GROWN, WRITTEN, Plan
from tokenizer import load_tokenizer, train_tokenizer
from torch.multiprocessing.spawn import spawn

log = logging.getLogger(__name__)


def main() -> None:
    """Run the whole making: text, tokenizer, initial weights, training, files."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, required=True, help="folder with .txt, .md and .words files"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument(
        "--steps", type=int, required=True, help="training steps; 0 writes the initial weights"
    )
    parser.add_argument(
        "--start", type=Path, help="go on from the model of this folder: the second stage"
    )
    parser.add_argument("--vocabulary", type=int, default=4096)
    parser.add_argument("--batch-tokens", type=int, default=7680)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=3, help="processes of one thread each")
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.start:
        tokenizer = load_tokenizer(options.start)
    else:
        text = load(options.corpus, "pretrain")
        tokenizer = train_tokenizer(tokenizer_texts(text, options.seed), options.vocabulary)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer.save_pretrained(options.out)
    plan = Plan(
        steps=options.steps,
        stage=GROWN if options.start else WRITTEN,
        batch_tokens=options.batch_tokens,
        seed=options.seed,
        workers=options.workers,
    )
    with TemporaryDirectory() as meeting:
        task = (plan, options.corpus, options.out, options.start, Path(meeting) / "workers")
        spawn(work, args=task, nprocs=options.workers)  # type: ignore[no-untyped-call]
    log.info("wrote %s", options.out)


if __name__ == "__main__":
    main()
