"""Writing a dataset: records, exports, prompt, manifest and card."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from understudy.core import jsonl, manifest
from understudy.core.outcomes import Withheld
from understudy.core.records import Row, Sample
from understudy.dataset.card import render
from understudy.dataset.conversion import Export, Exported, check_exported
from understudy.dataset.description import Totals
from understudy.dataset.drafts import Final
from understudy.dataset.format import Format
from understudy.dataset.material import Inputs
from understudy.dataset.mixing import Mixture
from understudy.dataset.params import BuildParams
from understudy.dataset.split import Members
from understudy.dataset.tokens import Tokens
from understudy.model import Prompt, assemble, write_prompt


@dataclass(frozen=True, slots=True)
class Made:
    """A dataset before it is written: samples come when they are asked for, once."""

    splits: Mapping[str, Iterable[Final]]
    contrast: Iterable[Sample]
    """Other people's replies in the test conversations."""
    members: Members
    withheld: Iterable[Row]
    """Rows whose combination training may not see."""
    prompt: Prompt
    mixture: Mixture
    """What train's collections have a share of."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    files: list[str]
    """Relative to the dataset."""
    totals: Totals
    """Of the samples."""
    tokens: Tokens | None
    """Lengths in tokens, where a tokenizer was given."""
    exports: dict[str, dict[str, Any]]
    """What became of the samples in each format, by format and split."""


def write_records(
    dataset: Path, made: Made, formats: Mapping[str, Format], tokenizer: Path | None = None
) -> Written:
    """Write the records, the prompt, and the splits once more in other trainers' formats.

    Args:
        dataset: Folder to write.
        made: What is to stand there.
        formats: By name, which is that of a folder.
        tokenizer: The base model's ``tokenizer.json``.

    Raises:
        SetupError: A format cannot hold a single sample.
    """
    names = ["contrast.jsonl", "groups.jsonl", "withheld.jsonl", "prompt.json"]
    written = Written(
        names, Totals(made.members.components), Tokens(tokenizer) if tokenizer else None, {}
    )
    exports: dict[str, dict[str, Exported]] = {name: {} for name in formats}
    for split, samples in made.splits.items():
        written.totals.begin(split)
        counted = {name: Exported() for name in formats}
        with ExitStack() as stack:
            opened = [
                stack.enter_context(Export(dataset / name, split, formats[name], counts))
                for name, counts in counted.items()
            ]
            lines = _counted(split, samples, written)
            _write_split(dataset / f"{split}.jsonl", lines, made.prompt, opened)
        written.files.append(f"{split}.jsonl")
        for name, one in counted.items():
            exports[name][split] = one
    for name, by_split in exports.items():
        check_exported(name, by_split.values())
        written.exports[name] = {split: one.counts() for split, one in by_split.items()}
        files = (path for path in (dataset / name).rglob("*") if path.is_file())
        written.files.extend(path.relative_to(dataset).as_posix() for path in files)
    jsonl.write(dataset / "contrast.jsonl", made.contrast)
    jsonl.write(dataset / "groups.jsonl", made.members)
    withheld = (Withheld(collection=row.collection, row=row.id) for row in made.withheld)
    jsonl.write(dataset / "withheld.jsonl", withheld)
    write_prompt(dataset / "prompt.json", made.prompt)
    written.files.sort()
    return written


def _counted(split: str, samples: Iterable[Final], written: Written) -> Iterator[bytes]:
    for sample in samples:
        written.totals.add(split, sample.facts)
        if written.tokens is not None:
            written.tokens.add(split, sample)
        yield sample.line


def _write_split(
    path: Path, lines: Iterable[bytes], prompt: Prompt, exports: Sequence[Export]
) -> None:
    """Write a split in every form as its samples come; none of them is kept.

    Exports hold the whole prompt as a model meets it without passages.
    """
    with jsonl.atomic(path) as own:
        for line in lines:
            own.write(line)
            if exports:
                sample = assemble(prompt, Sample.model_validate_json(line), ())
                for export in exports:
                    export.add(sample)


def describe(dataset: Path, params: BuildParams, inputs: Inputs, **facts: Any) -> None:
    """Write ``manifest.json`` and the card ``README.md``.

    Args:
        dataset: Folder of the dataset.
        params: The section in force.
        inputs: Files of the stages before.
        facts: ``counts``, and what else is to stand in the manifest.
    """
    files = {
        "conversations": inputs.conversations,
        "rows": inputs.rows,
        "chunks": inputs.chunks,
        "samples": inputs.samples,
        "verdicts": inputs.verdicts,
        "near": inputs.near,
        "people": inputs.people,
        "tokenizer": inputs.tokenizer,
    }
    manifest.write(dataset, stage="build", params=params, inputs=files, **facts)
    jsonl.write_text(dataset / "README.md", render(jsonl.read_json(dataset / "manifest.json")))
