"""A small pipeline with its results: a dvc.yaml of the tour's stages, and records by hand."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from understudy.core import jsonl
from understudy.core.outcomes import FileReport, Membership
from understudy.core.records import (
    Chunk,
    Conversation,
    Document,
    Message,
    Row,
    Sample,
    Source,
    Turn,
)
from understudy.model import Prompt, write_prompt
from understudy.retrieval import EMBEDDERS, GroundParams, IndexParams, index
from unit.model.tiny import make_adapter, make_base

STAGES = """
stages:
  parse:
    cmd: python -P stages/parse.py --raw raw --parsed data/parse --report metrics/parse.json
  chunk:
    cmd: python -P stages/chunk.py --documents data/parse/documents.jsonl --chunks data/chunk
  synthesize:
    cmd: python -P stages/synthesize.py --synthesized data/synthesize
  build:
    cmd: python -P stages/build.py --dataset data/build --report metrics/build.json
  base:
    cmd: python -P stages/base.py --base models/base
  index:
    cmd: python -P stages/index.py --index data/index
  ground:
    cmd: python -P stages/ground.py --grounded data/ground
  train:
    matrix:
      pass: [tuned]
    cmd: python -P stages/train.py --adapter models/${item.pass}
  evaluate:
    cmd: python -P stages/evaluate.py --evaluated data/evaluate
  report:
    cmd: python -P stages/report.py --page data/report
"""
SOURCE = Source(path="book/wax.md", sha256="0" * 64)
INDEX = IndexParams.model_validate({"embedder": {"engine": "hashed"}})
WAX = "Wax is pressed in autumn."
ROW = "Улей 5: воск светлый, рамок девять, всё спокойно, пчёлы летают."


def write_pipeline(folder: Path) -> Path:
    """Make a repository of git and DVC that has stages and no results."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run([sys.executable, "-m", "dvc", "init", "-q"], cwd=folder, check=True)
    (folder / "dvc.yaml").write_text(STAGES)
    return folder


def write_parsed(folder: Path) -> None:
    """Write what the parse stage would."""
    document = Document(
        id="document-1", source=SOURCE, title="Wax", text=WAX, language="en", collection="book",
        group="wax.md",
    )  # fmt: skip
    messages = (
        Message(author="Вера", text="Воск уже готов"),
        Message(author="Tom", text="thanks"),
        Message(author="Tom", text="joined", kind="service"),
        Message(author="Вера", text="да"),
    )
    chat = Conversation(
        id="conversation-1", source=SOURCE, title="Tom", messages=messages, collection="chats",
        group="chats/Tom",
    )  # fmt: skip
    row = Row(id="row-1", source=SOURCE, line=1, cells={"a": "b"}, collection="rows", group="row-1")
    good = FileReport(
        path="book/wax.md", sha256="0" * 64, parser="markdown", status="ok", documents=1
    )
    bad = FileReport(
        path="x.pdf", sha256="0" * 64, parser="pdf", status="skipped", reason="bad_pdf",
        why="cannot be opened",
    )  # fmt: skip
    parsed = folder / "data/parse"
    jsonl.write(parsed / "documents.jsonl", [document])
    jsonl.write(parsed / "conversations.jsonl", [chat])
    jsonl.write(parsed / "rows.jsonl", [row])
    jsonl.write(parsed / "files.jsonl", [good, bad])


def write_results(folder: Path) -> None:
    """Write what the stages up to the report would, models and index apart."""
    write_parsed(folder)
    dataset = folder / "data/build"
    jsonl.write(folder / "data/chunk/chunks.jsonl", passages())
    for split in ("train", "eval", "test", "contrast"):
        jsonl.write(dataset / f"{split}.jsonl", [sample(split)])
    jsonl.write(folder / "data/synthesize/samples.jsonl", [sample("left out")])
    members = [
        Membership(collection="book", group=group, component="component-1", split="train")
        for group in ("wax.md#1", "wax.md#2")
    ]
    jsonl.write(dataset / "groups.jsonl", members)
    jsonl.write_text(dataset / "README.md", "# Small school")
    write_prompt(dataset / "prompt.json", Prompt(system={"en": "Answer.", "ru": "Отвечай."}))
    jsonl.write_text(folder / "data/evaluate/table.txt", "token_f1  book")
    jsonl.write_text(folder / "data/report/index.html", "<p>")


def write_index(folder: Path, params: GroundParams | None = None) -> None:
    """Write what the stages index and ground would."""
    chunks = passages()
    embedder = EMBEDDERS["hashed"](INDEX.embedder)
    vectors = [(place, np.asarray(embedder.encode(one.text))) for place, one in enumerate(chunks)]
    index.write(folder / "data/index", INDEX, chunks, vectors, embedder.identity)
    params = params or GroundParams(sources={"book": ("book",), "rows": ("rows",)}, in_prompt=1)
    jsonl.write_json(folder / "data/ground/ground.json", params.model_dump(mode="json"))


def write_models(folder: Path) -> None:
    """Write a random base and a random adapter on it."""
    base = make_base(folder / "made", "qwen2")
    (folder / "models").mkdir(exist_ok=True)
    base.rename(folder / "models/base")
    make_adapter(folder / "models/tuned", folder / "models/base", seed=3)


def passages() -> list[Chunk]:
    """One of a document, two of rows."""
    made = (("chunk-1", "document-1", WAX), ("chunk-2", "row-1", ROW), ("chunk-3", "row-2", "сот"))
    return [
        Chunk(
            id=name, parent=parent, collection="book" if parent == "document-1" else "rows",
            heading=("Wax", "Autumn") if parent == "document-1" else (), ordinal=0, start=0,
            end=len(text), text=text, keys=(text,), language="en", group=parent,
        )
        for name, parent, text in made
    ]  # fmt: skip


def sample(name: str) -> Sample:
    """One whose id tells where it was written."""
    return Sample(
        id=f"sample-{name}",
        turns=(Turn(role="user", content="When?"), Turn(role="assistant", content="In autumn.")),
        targets=(1,),
        collection="book",
        group="wax.md#1",
    )
