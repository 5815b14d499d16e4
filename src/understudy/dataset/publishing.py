"""Writing a dataset: records, exports, prompt, manifest and card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from understudy.core import jsonl, manifest
from understudy.core.outcomes import Membership, Withheld
from understudy.core.records import Row, Sample
from understudy.dataset.card import render
from understudy.dataset.format import FORMATS
from understudy.dataset.material import Inputs
from understudy.dataset.params import BuildParams
from understudy.model import Prompt, assemble, write_prompt


@dataclass(frozen=True, slots=True)
class Made:
    """A dataset before it is written."""

    splits: Mapping[str, Sequence[Sample]]
    contrast: Sequence[Sample]
    """Other people's replies in the test conversations."""
    members: Sequence[Membership]
    withheld: Sequence[Row]
    """Rows whose combination training may not see."""
    prompt: Prompt


def write_records(dataset: Path, made: Made, formats: Sequence[str]) -> list[str]:
    """Write the records, the prompt, and the splits once more in other trainers' formats.

    Exports hold the whole prompt as a model meets it without passages.

    Returns:
        The files written, relative to ``dataset``.
    """
    written = ["contrast.jsonl", "groups.jsonl", "withheld.jsonl", "prompt.json"]
    for split, samples in made.splits.items():
        jsonl.write(dataset / f"{split}.jsonl", samples)
        written.append(f"{split}.jsonl")
        for name in formats:
            encode = FORMATS[name].encode
            lines = [encode(assemble(made.prompt, sample, ())) for sample in samples]
            jsonl.write_text(dataset / name / f"{split}.jsonl", "".join(f"{o}\n" for o in lines))
            written.append(f"{name}/{split}.jsonl")
    jsonl.write(dataset / "contrast.jsonl", made.contrast)
    jsonl.write(dataset / "groups.jsonl", made.members)
    withheld = (Withheld(collection=row.collection, row=row.id) for row in made.withheld)
    jsonl.write(dataset / "withheld.jsonl", withheld)
    write_prompt(dataset / "prompt.json", made.prompt)
    return sorted(written)


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
