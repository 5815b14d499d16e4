"""A Hugging Face ``DatasetDict`` on disk, as ``datasets.load_from_disk`` and TRL's scripts read it.

A folder with a dataset for each split, whose column ``messages`` is that of the format messages.
Texts of continued training stand in a split of their own. Read are the columns of the other formats
as well: ``conversations``, ``instruction`` with ``output`` or ``response``, ``text``; and Parquet
files with such columns, as the hub holds them.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Sample
from understudy.dataset.exchange import KEY, SHOWN, load, wrong
from understudy.dataset.format import FORMATS, Format
from understudy.dataset.formats import alpaca, chatml, instruct, messages, sharegpt
from understudy.dataset.store import Add, Line, Part

INDEX = "dataset_dict.json"
PARQUET = ".parquet"
SHARD = re.compile(r"-\d{5}-of-\d{5}\Z")
"""Ends the names of the files of one split on the hub."""
DECODERS = (
    ({"messages"}, messages.decode),
    ({"conversations"}, sharegpt.decode),
    ({"instruction", "output"}, alpaca.decode),
    ({"instruction", "response"}, instruct.decode),
    ({"text"}, chatml.decode),
)
"""Columns to what reads them; the first that are all there."""


def decode(line: str) -> Sample:
    """Read a row that stands as a line."""
    value = load(line)
    for columns, read in DECODERS:
        if all(value.get(column) is not None for column in columns):
            return read(line)
    known = "; ".join(", ".join(sorted(columns)) for columns, _ in DECODERS)
    raise wrong(f"no columns of a format that is known ({known})", "bad_columns")


class Arrow:
    """Folders of Arrow files; the same lines give the same bytes."""

    def names(self, name: str) -> str:
        """Return the pattern of the Arrow files."""
        return f"{name}/*.arrow"

    @contextmanager
    def write(self, folder: Path, name: str) -> Iterator[Add]:
        """Open a split for writing.

        `datasets` makes up the fingerprint of what was not made by itself; here it is the hash of
        the lines, so that a repeated run writes the same file.
        """
        from datasets import Dataset
        from datasets.arrow_writer import ArrowWriter

        scratch, target = folder / f".{name}.tmp", folder / name
        scratch.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        try:
            writers: list[ArrowWriter] = []

            def writer(row: dict[str, Any]) -> ArrowWriter:
                """Return the writer; the first row says which columns there are."""
                if not writers:
                    features = _features(name, beside=KEY in row)
                    path = str(scratch / "lines.arrow")
                    writers.append(ArrowWriter(features=features, path=path))
                return writers[0]

            def add(line: str) -> None:
                digest.update(line.encode() + b"\n")
                row = json.loads(line)
                writer(row).write(row)

            yield add
            writer({KEY: ""}).finalize()
            writers[0].close()
            made = Dataset.from_file(str(scratch / "lines.arrow"))
            made._fingerprint = digest.hexdigest()[:16]
            with _quietly():
                # Of an empty split it would write no file, and then not load the folder.
                shards = None if len(made) else 1
                made.save_to_disk(str(scratch / "split"), num_shards=shards)
            del made
            shutil.rmtree(target, ignore_errors=True)
            (scratch / "split").replace(target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        names = sorted(path.parent.name for path in folder.glob("*/state.json"))
        jsonl.write_json(folder / INDEX, {"splits": names})

    def read(self, path: Path) -> Iterator[Part]:
        """Yield the splits of a ``DatasetDict``, or the one of a ``Dataset``, or Parquet files.

        Raises:
            SetupError: The folder holds none of these.
        """
        if tables := [path] if path.suffix == PARQUET else sorted(path.glob(f"*{PARQUET}")):
            for name, files in groupby(tables, key=lambda one: SHARD.sub("", one.stem)):
                yield Part(name, f"{path}", _parquet_lines(list(files)))
            return
        if not any((path / name).is_file() for name in (INDEX, "state.json")):
            raise SetupError(
                f"{path}: no folder that `save_to_disk` of the library datasets wrote (it has no "
                f"{INDEX} and no state.json), nor one of Parquet files. Name such a folder, or "
                "choose another format."
            )
        from datasets import DatasetDict, load_from_disk

        found = load_from_disk(str(path), keep_in_memory=False)
        splits = dict(found) if isinstance(found, DatasetDict) else {path.name: found}
        for name, rows in splits.items():
            yield Part(name, f"{path}/{name}", _lines(rows))


def _lines(rows: Any) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        yield Line(number, json.dumps(row, ensure_ascii=False, default=str))


def _parquet_lines(files: Iterable[Path]) -> Iterator[Line]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    number = 0
    for file in files:
        try:
            batches = ParquetFile(file).iter_batches(batch_size=1000)
            for row in chain.from_iterable(batch.to_pylist() for batch in batches):
                number += 1
                yield Line(number, json.dumps(row, ensure_ascii=False, default=str))
        except (ArrowException, OSError) as error:
            said = " ".join(str(error).split())
            raise SetupError(f"{file}: no Parquet file ({said}). Fetch it again.") from error


def _features(name: str, *, beside: bool) -> Any:
    from datasets import Features, Value

    text = Value("string")
    message = {"role": text, "content": text, "weight": Value("int8")}
    held = {"text": text} if name.endswith("_texts") else {"messages": [message]}
    return Features({**held, **dict.fromkeys((*SHOWN, KEY) if beside else (), text)})


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep a bar away that says how fast a copy goes."""
    from datasets import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars

    shown = not are_progress_bars_disabled()
    disable_progress_bars()
    try:
        yield
    finally:
        if shown:
            enable_progress_bars()


DATASET_DICT = FORMATS.register("dataset_dict")(Format(messages.encode, decode, store=Arrow()))
