"""Samples made up for the tests of training."""

from collections.abc import Sequence
from pathlib import Path

from understudy.core import jsonl
from understudy.core.records import Sample, Turn, stable_id
from understudy.training.order import Example

WORDS = ("the", "hive", "stands", "on", "a", "firm", "base", "улей", "стоит", "на", "подставке")


def sample(
    number: int,
    *,
    collection: str = "handbook",
    kind: str = "quoting",
    language: str = "en",
    answer: str | None = None,
    passage: str | None = None,
) -> Sample:
    """Make a question with its answer; with a passage it has the same id."""
    words = [WORDS[(number + step) % len(WORDS)] for step in range(3 + number % 5)]
    question = f"What of {words[0]} {number}?"
    asked = question if passage is None else f"[1] {passage}\n\n{question}"
    reply = " ".join(words) if answer is None else answer
    turns = (Turn(role="user", content=asked), Turn(role="assistant", content=reply))
    return Sample(
        id=stable_id("sample", collection, number),
        turns=turns,
        targets=(1,),
        kind=kind,
        language=language,
        collection=collection,
        group=str(number),
    )


def write(folder: Path, *, train: Sequence[Sample], held_out: Sequence[Sample] = ()) -> Path:
    """Write a folder of both splits."""
    jsonl.write(folder / "train.jsonl", train)
    jsonl.write(folder / "eval.jsonl", held_out)
    return folder


def example(number: int, *, length: int = 6, collection: str = "handbook") -> Example:
    """Make a rendered sample whose last two tokens carry loss."""
    ids = [3 + (number * 7 + place) % 200 for place in range(length)]
    return Example(f"sample-{number}", collection, ids, [-100] * (length - 2) + ids[-2:])
