"""What a stage's output was made from: parameters in force, inputs by hash, counts.

Each data stage leaves ``manifest.json`` beside its records; ``build`` collects those of the stages
before it, so that a dataset tells its whole way back to the raw files.
"""

from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.core.params import Params


def write(
    folder: Path,
    *,
    stage: str,
    params: Params,
    inputs: dict[str, Path | None],
    counts: Any,
    **more: Any,
) -> None:
    """Write ``folder/manifest.json``.

    Args:
        folder: The stage's output.
        stage: Its name.
        params: The section it ran with; defaults are written out.
        inputs: Files by name; one that is None was not given.
        counts: What the stage counted, e.g. `Tally.counts`.
        more: Further JSON-serialisable facts to stand beside.
    """
    value = {
        "stage": stage,
        "params": params.model_dump(mode="json"),
        "inputs": {
            name: {"sha256": jsonl.sha256(path), "lines": _lines(path)}
            for name, path in inputs.items()
            if path is not None
        },
        "counts": counts,
        **more,
    }
    jsonl.write_json(folder / "manifest.json", value)


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)
