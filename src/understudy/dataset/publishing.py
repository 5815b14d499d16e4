"""Writing a dataset: records, exports, prompt, manifest and card."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from understudy.core import jsonl, manifest
from understudy.core.outcomes import Membership, Withheld
from understudy.core.records import Row, Sample
from understudy.dataset.card import render
from understudy.dataset.description import Totals
from understudy.dataset.drafts import Final
from understudy.dataset.format import FORMATS
from understudy.dataset.material import Inputs
from understudy.dataset.params import BuildParams
from understudy.model import Prompt, assemble, write_prompt


@dataclass(frozen=True, slots=True)
class Made:
    """A dataset before it is written: samples come when they are asked for, once."""

    splits: Mapping[str, Iterable[Final]]
    contrast: Iterable[Sample]
    """Other people's replies in the test conversations."""
    members: Sequence[Membership]
    withheld: Iterable[Row]
    """Rows whose combination training may not see."""
    prompt: Prompt


class Written(NamedTuple):
    """What was written."""

    files: list[str]
    """Relative to the dataset."""
    totals: Totals
    """Of the samples."""


def write_records(dataset: Path, made: Made, formats: Sequence[str]) -> Written:
    """Write the records, the prompt, and the splits once more in other trainers' formats."""
    files = ["contrast.jsonl", "groups.jsonl", "withheld.jsonl", "prompt.json"]
    totals = Totals()
    for split, samples in made.splits.items():
        totals.begin(split)
        files += _write_split(dataset, split, _counted(split, samples, totals), made, formats)
    jsonl.write(dataset / "contrast.jsonl", made.contrast)
    jsonl.write(dataset / "groups.jsonl", made.members)
    withheld = (Withheld(collection=row.collection, row=row.id) for row in made.withheld)
    jsonl.write(dataset / "withheld.jsonl", withheld)
    write_prompt(dataset / "prompt.json", made.prompt)
    return Written(sorted(files), totals)


def _counted(split: str, samples: Iterable[Final], totals: Totals) -> Iterator[bytes]:
    for sample in samples:
        totals.add(split, sample.facts)
        yield sample.line


def _write_split(
    dataset: Path, split: str, lines: Iterable[bytes], made: Made, formats: Sequence[str]
) -> list[str]:
    """Write a split in every form as its samples come; none of them is kept.

    Exports hold the whole prompt as a model meets it without passages.
    """
    files = [f"{split}.jsonl", *(f"{name}/{split}.jsonl" for name in formats)]
    encoders = [FORMATS[name].encode for name in formats]
    with ExitStack() as stack:
        own, *exports = [stack.enter_context(jsonl.atomic(dataset / name)) for name in files]
        for line in lines:
            own.write(line)
            if exports:
                sample = assemble(made.prompt, Sample.model_validate_json(line), ())
                for export, encode in zip(exports, encoders, strict=True):
                    export.write(f"{encode(sample)}\n".encode())
    return files


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
    }
    manifest.write(dataset, stage="build", params=params, inputs=files, **facts)
    jsonl.write_text(dataset / "README.md", render(jsonl.read_json(dataset / "manifest.json")))
