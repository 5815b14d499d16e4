"""A question to a trained model."""

import argparse
from pathlib import Path

from understudy.command import COMMANDS, Command
from understudy.core import pipeline


def run(options: argparse.Namespace) -> None:
    """Answer a question with a trained model and the index."""
    from understudy.asking import Asker

    found = pipeline.load(Path())
    asker = Asker.open(found, options.model, options.like, passages=not options.no_passages)
    answer = asker.ask(" ".join(options.question))
    print(answer.text)
    for source in answer.sources:
        print(f"  {source}")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="+")
    parser.add_argument("--model", default="tuned", help="a training pass; base for none")
    parser.add_argument("--like", metavar="COLLECTION", help="whose passages are searched")
    parser.add_argument("--no-passages", action="store_true", help="ask without the index")


ASK = COMMANDS.register("ask")(Command(run, _options))
